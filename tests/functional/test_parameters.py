"""`whistle compare --parameters N`: sets times replications, two intervals, folders that tell the runs apart."""

import json
import shutil

import pandas as pd
import pytest

from experiments import compare
from experiments.conduct import carry_out
from experiments.conduct.comparison import Comparison
from experiments.plan.of_scenarios import plan_of
from experiments.question.study import build_study
from experiments.run import batch
from experiments.seeds import replication_seed
from experiments.store.folder import unfinished
from experiments.store.result_folder import ResultFolder
from experiments.tell.figures.over_sets import over_replications
from scenarios.parameter_sets import parameter_sets
from sim.errors import BadInput
from tests.synthetic import draw_one_figure, runs_made_up

STUDY = {"place": "classroom", "days": 31, "replications": 2, "seed": 3, "workers": 1}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A comparison of two sets of made-up runs, to be read."""
    out = tmp_path_factory.mktemp("sets") / "out"
    with pytest.MonkeyPatch.context() as patch:
        runs_made_up(patch)
        draw_one_figure(patch)
        return compare("status_quo", ["whistle"], out=out, parameters=2, **STUDY)


@pytest.fixture
def compared(made, tmp_path, synthetic):
    """A copy of it, to be changed."""
    shutil.copytree(made.folder.path, tmp_path / "out")
    return Comparison(ResultFolder.open(tmp_path / "out"))


@pytest.mark.slow
def test_the_command_runs_sets_and_gives_two_intervals(whistle, tmp_path, one_figure):
    """The one test of this file that runs the model."""
    out = tmp_path / "out"
    asked = ["--place", "classroom", "--days", "40", "--replications", "2", "--workers", "1", "--parameters", "2"]
    told = whistle("compare", "status_quo", "duty_list", *asked, "--out", out)
    assert told.code == 0, told.err
    assert "luck / parameters" in told.out and "2 parameter sets × 2 paired replications" in told.out
    runs = pd.read_parquet(out / "runs.parquet")
    assert len(runs) == 2 * 2 * 2
    values = runs.groupby("parameters")["demand.refile"].unique()
    assert [list(v) for v in values] == [[float(s["demand.refile"])] for s in parameter_sets()[:2]]
    # Base and reform of a pair share their luck; no other two runs do.
    assert (runs.groupby(["parameters", "replication"])["seed"].nunique() == 1).all() and runs["seed"].nunique() == 4
    both = Comparison(ResultFolder.open(out)).intervals().set_index("measure")
    assert (both.loc["passed_down_hours", ["sets", "pairs"]] == [2, 4]).all()
    assert both.loc["passed_down_hours", "low"] <= both.loc["passed_down_hours", "luck_low"]
    again = whistle("status", out)
    assert again.code == 0 and "--parameters 2" in again.out and "the same as when it was written" in again.out
    for language in ("en", "zh"):
        assert "docs/fit" in (out / f"report.{language}.html").read_text(encoding="utf-8")


def test_every_table_tells_sets_apart(made):
    folder = made.folder
    for name in folder.manifest["tables"]:
        found = set(folder.table(name)[["scenario", "parameters", "replication"]].itertuples(index=False, name=None))
        assert found == {(s, p, r) for s in folder.scenarios for p in (1, 2) for r in (0, 1)}, name
    assert set(folder.manifest["seeds"]) == {f"{p}/{r}" for p in (1, 2) for r in (0, 1)}


def test_studies_without_sets_have_no_column_and_the_seeds_they_had(tmp_path, synthetic):
    plain = compare("status_quo", ["whistle"], out=tmp_path / "out", **STUDY)
    assert all("parameters" not in plain.folder.table(name) for name in plain.folder.manifest["tables"])
    assert plain.parameters == 0 and plain.intervals().empty
    assert [(asked.cells["scenario"], asked.cells["replication"], asked.seed) for asked in synthetic] == [
        (s, r, replication_seed(STUDY["seed"], r)) for r in (0, 1) for s in ("status_quo", "whistle")
    ]  # fmt: skip


def test_values_of_a_set_are_settings_and_the_users_own_hold_in_every_set(synthetic):
    study = build_study(
        "compare", ["status_quo", "whistle"], base=None, place="classroom", days=31, seed=1, replications=1,
        settings={"demand.refile": "0.33", "whistle.propensity": "0.2"}, parameters=2,
    )  # fmt: skip
    worlds = plan_of(study, "c0de").worlds
    assert [(world.scenario, dict(world.cells)["parameters"]) for world in worlds] == [
        ("status_quo", 1), ("whistle", 1), ("status_quo", 2), ("whistle", 2),
    ]  # fmt: skip
    for world in worlds:
        expected = {**parameter_sets()[dict(world.cells)["parameters"] - 1], "demand.refile": "0.33"}
        expected |= {"whistle.propensity": "0.2"} if world.scenario == "whistle" else {}
        assert {**dict(world.recipe.levers), **dict(world.recipe.parameters)} == expected


def test_verdicts_follow_the_interval_of_the_parameters(made):
    both = made.two_intervals()["street_funnel_share", "whistle"]
    gap = made.paired()["street_funnel_share", "whistle"]
    assert (gap.difference, gap.low, gap.high) == (both.difference, both.low, both.high)
    assert gap.verdict == "better" and gap.high < 0.0


def test_a_set_stands_for_a_run_in_figures(made):
    table = made.folder.table("offices")
    over = over_replications(table)
    assert len(over) == len(table) / 2 and set(over["replication"]) == {1, 2}
    mine = table[(table["scenario"] == "whistle") & (table["parameters"] == 2) & (table["level"] == 2)]
    found = over[(over["scenario"] == "whistle") & (over["replication"] == 2) & (over["level"] == 2)]
    assert found["worked"].sum() == pytest.approx(mine["worked"].sum() / 2)
    # A row that one replication lacks counts as 0 in it.
    one = table.drop(index=mine.index[mine["replication"] == 1])
    less = over_replications(one)
    less = less[(less["scenario"] == "whistle") & (less["replication"] == 2) & (less["level"] == 2)]
    assert less["worked"].sum() == pytest.approx(mine.loc[mine["replication"] == 0, "worked"].sum() / 2)
    for name in ("differences", "resolution", "offices"):
        assert made.plot(name, "zh").axes


def test_an_interrupted_study_with_sets_goes_on(tmp_path, synthetic, monkeypatch):
    lived, out = batch.lived, tmp_path / "out"

    def dies(asked, code, *shared):
        if len(synthetic) == 3:
            raise KeyboardInterrupt
        return lived(asked, code, *shared)

    monkeypatch.setattr(batch, "lived", dies)
    with pytest.raises(KeyboardInterrupt):
        compare("status_quo", ["whistle"], out=out, parameters=2, **STUDY)
    assert unfinished(out) == (3, 8)
    monkeypatch.setattr(batch, "lived", lived)
    compare("status_quo", ["whistle"], out=out, parameters=2, **STUDY)
    assert len(synthetic) == 8


def test_sets_can_be_added_and_then_equal_a_fresh_study(compared, tmp_path, synthetic):
    ran = len(synthetic)
    with pytest.raises(BadInput, match="--extend"):
        compare("status_quo", ["whistle"], out=tmp_path / "out", parameters=3, **STUDY)
    wider = compare("status_quo", ["whistle"], out=tmp_path / "out", parameters=3, extend=True, **STUDY)
    assert len(synthetic) - ran == 2 * (3 - 2) * 2
    fresh = compare("status_quo", ["whistle"], out=tmp_path / "fresh", parameters=3, **STUDY)
    assert wider.folder.content_hash() == fresh.folder.content_hash()


def test_sets_are_not_added_to_a_study_of_the_places_own_values(tmp_path, synthetic):
    compare("status_quo", ["whistle"], out=tmp_path / "out", **{**STUDY, "replications": 1})
    with pytest.raises(BadInput, match="parameters"):
        compare("status_quo", ["whistle"], out=tmp_path / "out", parameters=2, extend=True, **STUDY)


def test_json_holds_both_intervals(whistle, tmp_path, synthetic):
    told = whistle("compare", "status_quo", "whistle", "--place", "classroom", "--days", "31", "--replications", "1",
                   "--workers", "1", "--parameters", "2", "--json", "--out", tmp_path / "out")  # fmt: skip
    record = json.loads(told.out)
    assert record["parameters"] == 2
    row = next(r for r in record["intervals"] if r["measure"] == "resolution_rate")
    assert row["sets"] == 2 and row["luck_low"] is None and row["low"] < row["difference"] < row["high"]


@pytest.mark.parametrize("number", [0, -1, len(parameter_sets()) + 1])
def test_a_number_of_sets_that_is_not_there_is_refused(whistle, tmp_path, number):
    told = whistle("compare", "--place", "classroom", "--parameters", number, "--out", tmp_path / "out")
    assert told.code == 2
    assert f"parameters = {number} is not allowed" in told.err and f"1 to {len(parameter_sets())}" in told.err
    assert not (tmp_path / "out").exists()


def test_terminal_and_report_say_what_one_replication_or_one_set_cannot(whistle, tmp_path, synthetic):
    asked = ["--place", "classroom", "--days", "31", "--workers", "1", "--replications", "1"]
    told = whistle("compare", "status_quo", "whistle", *asked, "--parameters", "2", "--out", tmp_path / "two")
    assert "luck cannot be told from parameters" in told.out
    told = whistle("compare", "status_quo", "whistle", *asked, "--parameters", "1", "--out", tmp_path / "one")
    assert told.code == 0 and "One parameter set" in told.out


def test_carrying_out_reads_what_is_there(compared, tmp_path, synthetic):
    ran = len(synthetic)
    study = build_study(
        "compare", ["status_quo", "whistle"], base=None, place="classroom", days=31, seed=3, replications=2, settings={},
        parameters=2,
    )  # fmt: skip
    done = carry_out.carry_out(study, tmp_path / "out", workers=1)
    assert (done.swept.there, done.swept.made, len(synthetic)) == (8, 0, ran)
