"""History matching on functions whose answer is known, and on a town that costs nothing."""

import json
import tomllib

import numpy as np
import pytest

from docs.evidence.fit import runs
from docs.evidence.fit.emulator import Emulator
from docs.evidence.fit.judging import Known, judge, value_of
from docs.evidence.fit.outputs import CONFIRMED, FIT, SETS, SHIPPED, SIMULATED, write
from docs.evidence.fit.page import page
from docs.evidence.fit.readings import known, read
from docs.evidence.fit.ruling_out import CUTOFF, all_of, explore, hindering, implausibility
from docs.evidence.fit.space import Group, Space
from docs.evidence.fit.study import Plan, Study, search
from docs.evidence.fit.targets import TARGETS, WORLDS, Quantity, Target, Term, World, change, mixture, of
from experiments.words import Text
from scenarios.loading import list_scenarios
from scenarios.parameter_sets import parameter_sets
from tests.earlier import needs_new_numbers

NOTHING = Text(en="", zh="")


def planted(x: np.ndarray) -> np.ndarray:
    return 0.5 + 0.2 * x[:, 0] - 0.1 * x[:, 1] + 0.05 * x[:, 0] * x[:, 2] + 0.05 * x[:, 3] ** 2


def test_the_emulator_finds_a_quadratic_and_the_luck_around_it():
    luck = np.random.default_rng(1)
    x = luck.uniform(-1, 1, (150, 14))
    emulator = Emulator.fit(x, planted(x) + luck.normal(0.0, 0.01, 150), luck=1e-4)
    fresh = luck.uniform(-1, 1, (1000, 14))
    mean, variance = emulator(fresh)
    assert np.std(mean - planted(fresh)) < 0.02
    assert emulator.residual * emulator.scale**2 == pytest.approx(1e-4, rel=0.3)
    assert np.mean(np.abs(mean - planted(fresh)) <= 2.0 * np.sqrt(variance)) > 0.93
    assert emulator.checked > 0.97 and emulator.explained > 0.97


def test_the_emulator_is_unsure_where_it_has_seen_nothing():
    luck = np.random.default_rng(2)
    x = luck.uniform(-1, 0, (60, 3))
    emulator = Emulator.fit(x, planted(np.column_stack([x, x[:, 0]])) + luck.normal(0.0, 0.01, 60))
    near, far = (emulator(np.full((1, 3), at))[1][0] for at in (-0.5, 1.0))
    assert far > 3.0 * near


def test_implausibility_counts_standard_deviations_from_the_range():
    # 0.10 outside; √(0.03² + 0.04²) = 0.05.
    told = implausibility(np.array([0.30, 0.40, 0.45, 0.63]), 0.03**2, 0.40, 0.53, 0.04)
    assert told == pytest.approx([2.0, 0.0, 0.0, 2.0])
    assert np.isinf(implausibility(np.nan, 0.0, 0.0, 1.0, 0.1))


def test_a_small_planted_region_is_found_and_the_rest_ruled_out():
    told = all_of([
        lambda p: implausibility(p[:, 0], 1e-6, 0.80, 0.82, 0.001),
        lambda p: implausibility(p[:, 1] + p[:, 2], 1e-6, 1.60, 1.65, 0.001),
        lambda p: implausibility(p[:, 5], 1e-6, -0.1, 0.1, 0.001),
    ])  # fmt: skip
    cloud = explore(told, 8, 1000, np.random.default_rng(1))
    assert cloud.level == CUTOFF and len(cloud.points) == 1000
    assert (told(cloud.points) <= CUTOFF).all()
    # Widths with 3 sd of √2 · 0.001 on each side: 0.0285 ÷ 2 and 0.2085 ÷ 2. The sum of two uniforms on (−1, 1) lies
    # from a to b with chance ((2 − a)² − (2 − b)²) ÷ 8, a = 1.5958, b = 1.6542.
    exact = 0.0285 / 2 * 0.2085 / 2 * ((2 - 1.5958) ** 2 - (2 - 1.6542) ** 2) / 8
    assert cloud.share == pytest.approx(exact, rel=0.6)
    assert np.unique(cloud.points[:, 3]).size > 850  # spread, not copies
    assert cloud.points[:, 3].std() == pytest.approx(1 / 3**0.5, rel=0.15)


def test_a_target_that_nothing_reaches_is_named():
    told = all_of([
        lambda p: implausibility(p[:, 0], 1e-4, 0.0, 0.5, 0.01),
        lambda p: implausibility(p[:, 1], 1e-4, 3.0, 4.0, 0.01),
    ])  # fmt: skip
    cloud = explore(told, 3, 500, np.random.default_rng(1))
    assert cloud.level > CUTOFF
    assert hindering(told, cloud) == 1


def _target(name: str, low: float, high: float, *, fitted: bool = True) -> Target:
    return Target(name, of("status_quo", "reports"), low, high, 0.005, fitted, "made up", NOTHING)


def test_what_cannot_be_reached_is_dropped_and_the_others_still_rule():
    luck = np.random.default_rng(4)
    points = luck.uniform(-1, 1, (80, 4))
    values = np.column_stack([planted(points), points[:, 2], points[:, 0]])
    targets = [_target("in_reach", 0.55, 0.60), _target("out_of_reach", 4.0, 5.0), _target("shown", 9.0, 9.0, fitted=False)]
    found = judge(Known(points, values, np.ones(80, dtype=int), np.full(3, 1e-6)), targets, luck)
    assert found.ruling == (0,) and found.dropped == (1,)
    left = planted(found.cloud.points)
    assert left.min() > 0.50 and left.max() < 0.65


def test_readings_are_taken_from_counts():
    counts = {
        "rows": [10, 10, 10], "rated": [10, 5, 0], "solved": [4, 4, 0], "reports": [1, 2, 4], "streets": [5.0, 7.0],
    }  # fmt: skip
    assert read("resolution", counts) == pytest.approx(8 / 15)
    assert read("resolution@2", counts) == 0.8
    assert read("reports@2-3", counts) == 6.0 and read("reports", counts) == 7.0
    assert np.isnan(read("resolution@3", counts))
    assert (read("tickets_least", counts), read("tickets_most", counts)) == (5.0, 7.0)


def test_quantities_mix_and_compare_scenarios():
    counts = {
        "status_quo": {"rows": [1], "reports": [100]},
        "pilot_2018": {"rows": [1], "reports": [200]},
        "ranking_2019": {"rows": [1], "reports": [280]},
    }
    assert value_of(mixture("reports"), counts.__getitem__) == pytest.approx(0.51 * 200 + 0.49 * 100)
    assert value_of(change("reports", "ranking_2019", "pilot_2018"), counts.__getitem__) == pytest.approx(0.4)


def test_every_target_speaks_of_worlds_that_are_run_and_of_readings_that_are_kept():
    worlds = {world.scenario: world for world in WORLDS}
    assert set(worlds) <= set(list_scenarios())
    assert len({target.name for target in TARGETS}) == len(TARGETS)
    for target in TARGETS:
        terms = [*target.quantity.terms, *([target.quantity.before] if target.quantity.before else [])]
        assert target.low <= target.high and target.discrepancy > 0.0
        for term in terms:
            assert known(term.reading) and term.scenario in worlds
            last = term.reading.partition("@")[2].rpartition("-")[2]
            assert not last or 30 * int(last) <= worlds[term.scenario].days


# A town that costs nothing: reports follow two parameters, resolution one of them; the third does nothing.
SPACE = (
    Group(("demand.refile",), NOTHING),
    Group(("residents.report_base",), NOTHING),
    Group(("streets.rigour", "streets.lending"), NOTHING),
)
TOWN = World("status_quo", 60)
HELD = (
    Target("reports", Quantity((Term(0.001, "status_quo", "reports"),)), 0.80, 0.85, 0.005, True, "made up", NOTHING),
    Target("resolution", of("status_quo", "resolution"), 0.30, 0.40, 0.005, True, "made up", NOTHING),
    Target("heaven", of("status_quo", "satisfaction"), 0.97, 0.99, 0.005, True, "made up", NOTHING),
)


@pytest.fixture
def town(monkeypatch):
    """Put a formula in the place of the model; return the list of runs it was asked for."""
    made = []

    def simulate(asked):
        made.append(asked)
        settings = dict(asked.settings)
        luck = np.random.default_rng([asked.seed, *(int(1e6 * v) for v in settings.values())])
        x, y = settings["demand.refile"], settings["residents.report_base"]
        solved = int(10_000 * x * (1.0 + 0.01 * luck.normal()))
        reports = int(1000 * (x + y + 0.2 * x * y) + 3.0 * luck.normal())
        return {"rows": [10_000, 1], "rated": [10_000, 0], "solved": [solved, 0], "satisfied": [5000, 0],
                "reports": [reports, 0], "streets": [1.0]}  # fmt: skip

    monkeypatch.setattr(runs, "simulate", simulate)
    return made


def _study(tmp_path, **changed) -> Study:
    plan = Plan(**{"out": tmp_path, "waves": 2, "points": 40, "sets": 60, "confirm": 0, **changed})
    return Study(plan, (TOWN,), HELD, SPACE)


def test_a_study_finds_sets_that_simulation_itself_does_not_rule_out(tmp_path, town, capsys):
    study = _study(tmp_path)
    found = search(study)
    assert len(found.chosen) == 60
    values = found.known.values[found.chosen]
    room = CUTOFF * (0.005**2 + found.known.luck[:2].max()) ** 0.5
    assert values[:, 0].min() >= 0.80 - room and values[:, 0].max() <= 0.85 + room
    assert values[:, 1].min() >= 0.30 - room and values[:, 1].max() <= 0.40 + room
    assert [HELD[at].name for at in found.judged.dropped] == ["heaven"]
    assert "minutes" in capsys.readouterr().out  # the expected time is said first
    # Later waves waste fewer points than the first, which covers the whole box.
    share = [np.isin(np.flatnonzero(found.known.waves == wave), found.chosen).mean() for wave in (1, 2)]
    assert share[1] > 2.0 * share[0]


def test_a_finished_run_is_never_repeated(tmp_path, town, capsys):
    first = search(_study(tmp_path))
    made = len(town)
    assert made == len({one.label for one in town})
    again = search(_study(tmp_path))
    assert len(town) == made
    assert np.array_equal(first.chosen, again.chosen) and np.array_equal(first.known.values, again.known.values)


def test_a_killed_study_goes_on_where_it_was(tmp_path, town, monkeypatch, capsys):
    whole = search(_study(tmp_path / "whole"))
    needed = len(town)
    fast = runs.simulate

    def dies(asked):
        if len(town) >= needed + 30:
            raise KeyboardInterrupt
        return fast(asked)

    monkeypatch.setattr(runs, "simulate", dies)
    with pytest.raises(KeyboardInterrupt):
        search(_study(tmp_path / "killed"))
    monkeypatch.setattr(runs, "simulate", fast)
    found = search(_study(tmp_path / "killed"))
    assert len(town) == 2 * needed
    assert np.array_equal(found.known.values, whole.known.values)


def test_outputs_are_what_the_package_ships_and_the_page_reads(tmp_path, town, capsys):
    study = _study(tmp_path)
    found = search(study)
    write(study, found, (np.array([0, 2]), found.known.values[found.chosen[[0, 2]]]))
    sets = parameter_sets(tmp_path / SETS)
    assert len(sets) == 60 and set(sets[0]) == set(study.space.names)
    # The shipped values are the simulated ones to the last digit.
    run = study.store.kept[study.asks(found.known.points[found.chosen[0]], 1)[0]]
    assert {name: float(value) for name, value in sets[0].items()} == json.loads(run["settings"])
    assert (tmp_path / SIMULATED).read_text().count("\n") == 61
    assert (tmp_path / CONFIRMED).read_text().count("\n") == 3
    assert 'status = "alone"' in (tmp_path / FIT).read_text()


def shipped_targets():
    """Return what the shipped sets were held against."""
    return tomllib.loads((SHIPPED / FIT).read_text(encoding="utf-8"))["targets"]


@needs_new_numbers("docs/fit.md")
def test_the_shipped_sets_were_held_against_the_targets_of_today():
    told = shipped_targets()
    assert {target.name: (target.low, target.high) for target in TARGETS} == {
        name: (target["low"], target["high"]) for name, target in told.items()
    }


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_shipped_page_names_every_target_of_the_shipped_fit(language):
    text = page(language)
    for target in (each for each in TARGETS if each.name in shipped_targets()):
        assert target.meaning(language).replace("|", "\\|") in text


def test_the_box_is_what_the_place_declares_and_values_are_written_with_four_digits():
    space = Space("classroom", SPACE)
    middle = space.settings(np.zeros(3))
    assert middle["demand.refile"] == pytest.approx(0.3)  # 0.1 to 0.5
    assert set(middle) == {"demand.refile", "residents.report_base", "streets.rigour", "streets.lending"}
    assert space.point(space.settings(np.array([0.3, -0.7, 0.1]))) == pytest.approx([0.3, -0.7, 0.1], abs=1e-3)
    # 0.05 to 0.5 and 0 to 0.5: one direction, each through its own range.
    low = space.settings(np.array([0.0, 0.0, -1.0]))
    assert (low["streets.rigour"], low["streets.lending"]) == (0.05, 0.0)
    with pytest.raises(ValueError, match="no range"):
        Space("classroom", (Group(("streets.least_staff",), NOTHING),))
