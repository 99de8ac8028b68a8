"""Main effects: worlds, verdicts and rows, on runs made by hand."""

import math

import pytest

from docs import pages
from docs.evidence.levers import study as main_effects
from docs.evidence.levers.effects import Finding, LeverWorlds, finding, row, worlds_of
from docs.evidence.levers.kept import measured_rows
from docs.evidence.levers.study import chosen, dose_rows, effect_rows, needed
from docs.evidence.numbers import number, read_rows, rounded, write_rows
from docs.evidence.worlds import Runs, Span, Task, World, as_text, settings_of
from experiments.answer.statistics import paired_difference
from scenarios.levers import LEVERS
from scenarios.levers.base import Effect
from sim.errors import BadInput

SPAN = Span("classroom", 60, 30)
SEEDS = (11, 12, 13)


def of(differences: list[float], sign: int) -> Finding:
    return finding(paired_difference([10.0 + i for i in range(len(differences))],
                                     [10.0 + i + d for i, d in enumerate(differences)], None), sign)  # fmt: skip


@pytest.mark.parametrize(
    ("differences", "sign", "expected"),
    [
        ([1.0, 1.1, 0.9], +1, Finding.AS_DECLARED),
        ([1.0, 1.1, 0.9], -1, Finding.OPPOSITE),
        ([-1.0, -1.1, -0.9], -1, Finding.AS_DECLARED),
        # mean 1/3, standard deviation 0.577, half-width 4.303 × 0.577 ÷ √3 = 1.434
        ([1.0, 0.0, 0.0], +1, Finding.INDISTINGUISHABLE),
        ([0.0, 0.0, 0.0], +1, Finding.INDISTINGUISHABLE),  # a lever that does nothing
        ([1.0, 1.1, 0.9], 0, Finding.UP),
        ([-1.0, -1.1, -0.9], 0, Finding.DOWN),
        ([1.0], +1, Finding.UNKNOWN),
        ([math.nan, math.nan, math.nan], +1, Finding.UNKNOWN),
    ],
)
def test_a_difference_is_held_against_what_was_declared(differences, sign, expected):
    assert of(differences, sign) is expected


def test_a_row_pairs_runs_of_one_seed():
    found = row("issues", -1, [{"issues": 100.0}, {"issues": 200.0}], [{"issues": 90.0}, {"issues": 188.0}])
    # −10 and −12: mean −11, half-width 12.706 × √2 ÷ √2 = 12.706
    assert found["difference"] == -11.0 and found["low"] == pytest.approx(-23.706, abs=1e-3)
    assert (found["without"], found["with"], found["pairs"]) == (150.0, 139.0, 2)
    assert found["finding"] == "not distinguishable from zero"


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_worlds_differ_in_the_lever_alone(lever):
    worlds = worlds_of(lever)
    assert worlds.strong != worlds.base and worlds.strong._replace(added=()) == worlds.base
    assert all(name.startswith(f"{lever.name}.") for name, _ in worlds.strong.added)
    assert all(world._replace(added=()) == worlds.base for _, world in worlds.doses)


def test_runs_that_levers_share_are_asked_for_once():
    worlds = [worlds_of(lever) for lever in LEVERS]
    tasks = needed(worlds, SPAN, SEEDS)
    assert len(tasks) == len(set(tasks))
    before = Task(World("status_quo"), SPAN, 11)
    assert tasks.count(before) == 1


def made_up(worlds: LeverWorlds) -> Runs:
    """Return runs in which every measure is the seed plus ten times the number of the world."""
    runs = Runs(None)
    for at, world in enumerate(dict.fromkeys((worlds.base, *(w for _, w in worlds.doses), worlds.strong))):
        for seed in SEEDS:
            runs.keep(Task(world, SPAN, seed), dict.fromkeys(worlds.measures, float(seed) + 10.0 * at))
    return runs


def test_rows_are_differences_from_the_world_without_the_lever():
    lever = next(lever for lever in LEVERS if lever.doses is not None and lever.effect.sign == -1)
    worlds = worlds_of(lever)
    runs = made_up(worlds)
    effects = effect_rows(worlds, runs, SPAN, SEEDS)
    declared = next(r for r in effects if r["measure"] == lever.effect.measure)
    assert declared["difference"] > 0.0 and declared["finding"] == Finding.OPPOSITE
    assert {r["finding"] for r in effects if r["measure"] != lever.effect.measure} == {Finding.UP}
    doses = [r for r in dose_rows(worlds, runs, SPAN, SEEDS) if r["measure"] == lever.effect.measure]
    assert [r["dose"] for r in doses] == list(range(len(lever.doses.values)))
    strong = lever.doses.values.index(lever.strong[lever.doses.field])
    assert doses[strong]["difference"] == declared["difference"]


def test_only_some_levers_keep_the_numbers_of_the_others(tmp_path, monkeypatch):
    first, second = LEVERS[0], LEVERS[1]
    monkeypatch.setattr(main_effects, "marks", lambda contrasts: {c.name: {"declared": {}} for c in contrasts})
    for levers, shift in (([first, second], 0.0), ([second], 1.0)):
        runs = Runs(None)
        for w in map(worlds_of, levers):
            for task in needed([w], SPAN, [main_effects.replication_seed(1, r) for r in range(2)]):
                value = shift if task.world == w.base else 5.0 + shift + task.seed % 7
                runs.keep(task, dict.fromkeys(w.measures, value))
        main_effects.measure(levers, SPAN, 1, 2, runs, folder=tmp_path)
    levels = {r["lever"]: number(r["without"]) for r in read_rows("main_effects.csv", tmp_path)}
    assert levels == {first.name: 0.0, second.name: 1.0}


@pytest.mark.parametrize("table", [main_effects.EFFECTS, main_effects.DOSES])
def test_numbers_of_a_lever_that_declares_something_else_now_are_passed_over(table, monkeypatch):
    lever = next(lever for lever in LEVERS if lever.doses is not None)
    before = measured_rows(table)
    assert lever.name in {r["lever"] for r in before}
    monkeypatch.setattr(lever, "effect", Effect(lever.effect.measure, -lever.effect.sign))
    assert measured_rows(table) == [r for r in before if r["lever"] != lever.name]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_comes_of_tables_with_a_measure_more_or_less_than_the_model_has(language, monkeypatch):
    lever = next(lever for lever in LEVERS if lever.doses is not None)
    for search in ("tests_of", "tests_of_clause", "modules_reading"):  # seconds, and not what this is about
        monkeypatch.setattr(pages.mechanisms, search, lambda _: [])

    def kept(table, less=False):
        rows = measured_rows(table)
        more = [{**r, "measure": "gone_share"} for r in rows if r["measure"] == lever.effect.measure]
        return [r for r in rows if not (less and r["lever"] == lever.name)] + more

    whole = pages.mechanisms.page(language)
    monkeypatch.setattr(pages.mechanisms, "measured_rows", kept)
    assert pages.mechanisms.page(language) == whole
    monkeypatch.setattr(pages.mechanisms, "measured_rows", lambda table: kept(table, less=True))
    none = pages.mechanisms._NO_EFFECT(language)
    assert pages.mechanisms.page(language).count(none) > whole.count(none)


def test_unknown_levers_are_named_with_the_nearest():
    with pytest.raises(BadInput, match="did you mean 'ranking'"):
        chosen(["rankings"])
    assert chosen([]) == list(LEVERS)


@pytest.mark.parametrize("wrong", [["--days", "20"], ["--replications", "1"], ["--place", "clasroom"]])
def test_bad_input_is_exit_2(wrong, tmp_path, capsys):
    assert main_effects.main(["--out", str(tmp_path), *wrong]) == 2
    assert wrong[1] in capsys.readouterr().err


def test_finished_runs_are_found_again(tmp_path):
    task, other = Task(World("status_quo"), SPAN, 1), Task(World("whistle"), SPAN, 1)
    kept = Runs(tmp_path)
    kept.keep(task, {"issues": 3.0, "late_share": math.nan})
    kept.write()
    again = Runs(tmp_path)
    assert again[task]["issues"] == 3.0 and math.isnan(again[task]["late_share"])
    assert again.missing([task, other, other]) == [other]


def test_runs_of_other_sources_are_run_anew(tmp_path, monkeypatch):
    task = Task(World("status_quo"), SPAN, 1)
    kept = Runs(tmp_path)
    kept.keep(task, {"issues": 3.0})
    kept.write()
    monkeypatch.setattr("docs.evidence.worlds.code_hash", lambda: "another")
    assert Runs(tmp_path).missing([task]) == [task]


def test_values_are_written_as_scenario_files_hold_them():
    assert [as_text(v) for v in (True, 0.5, 3, "x", ("a", "b"))] == ["true", "0.5", "3", "x", '["a", "b"]']
    assert settings_of({"b": 1, "a": None}) == (("b", "1"),)


def test_tables_are_sorted_and_rounded(tmp_path):
    rows = [{"lever": "b", "value": 1.23456789}, {"lever": "a", "value": math.nan}]
    write_rows("t.csv", rows, ("lever",), tmp_path)
    assert (tmp_path / "t.csv").read_text() == "lever,value\na,\nb,1.23457\n"
    assert rounded(None) == "" and math.isnan(number(""))
