"""The town as a Mesa model on SimPy's calendar: one clock, one order of the day, reforms on their day."""

import random

import mesa
import numpy as np
import pytest

from agents.street_office import StreetOffice
from scenarios.compile import compile_scenario
from scenarios.levers import LEVERS
from scenarios.levers.base import Lever
from scenarios.loading import load_scenario
from scenarios.place import load_place
from scenarios.scenario import Scenario
from sim.kernel.jobs import LETTER, WAITING
from sim.kernel.state import hours_of
from sim.model import StreetModel
from sim.stages import Work
from sim.still import BEHAVIOURS
from sim.trace import Trace
from tests.conventions.test_lever_declarations import strong
from tests.property.asked import active_jobs

SHORT = {"place": "classroom", "days": 20, "burn_in_days": 14, "seed": 3}


@pytest.fixture(scope="module")
def base() -> StreetModel:
    model = StreetModel("status_quo", **SHORT)
    model.run()
    return model


def test_one_clock(base):
    model = StreetModel("status_quo", **SHORT)
    for day in range(-14, -10):
        assert (model.day, model.now) == (day, 24.0 * day)
        model.step()
    assert model.env.now == 24.0 * -10 == model.now
    assert base.now == 24.0 * 20 and not base.running


@pytest.fixture(scope="module")
def at_day_9() -> StreetModel:
    model = StreetModel("status_quo", **SHORT)
    while model.day < 9:
        model.step()
    return model


def all_at_once(**timing: int) -> Scenario:
    """Return a scenario in which every behaviour has something to react to."""
    settings = {
        "whistle.on": "true", "ranking.on": "true", "ranking.weight": "1", "ranking.exclusions": "true",
        "supervision.interval_days": "5", "supervision.urge_whistle": "true", "street_evaluation.weight": "0.33",
        "proactive.hours_share": "0.05", "proactive.census_day": "12", "grid_patrol.hours_share": "0.05",
        "deliberation.share": "0.5", "sinking.share": "0.2", "review.interval_days": "10",
        "review.rotation_threshold": "0.8", "survey.coverage": "1", "stakes.level": "1", "monitoring.coverage": "1",
    }  # fmt: skip
    scenario = load_scenario("status_quo", settings)
    levers = {name: lever.model_copy(update=timing) for name, lever in scenario.levers.items()}
    return scenario.model_copy(update={"levers": levers})


@pytest.mark.parametrize("seed", [1, 2])
def test_law_4_creation_order_of_agents_changes_no_byte(base, seed):
    model = StreetModel("status_quo", creation_order=lambda plans: random.Random(seed).sample(plans, len(plans)), **SHORT)
    model.run()
    assert model.state_hash() == base.state_hash()


def test_law_4_neither_order_nor_kernel_step_change_a_byte_where_everybody_reacts():
    one = StreetModel(all_at_once(), base="status_quo", **SHORT)
    one.run()
    for step in (6.0, 1.0):
        other = StreetModel(
            all_at_once(), base="status_quo", kernel_step_hours=step, creation_order=lambda plans: plans[::-1], **SHORT
        )
        other.run()
        assert other.state_hash() == one.state_hash()
        assert other.engine.calls > 1.3 * one.engine.calls
    done = hours_of(one.engine.town).sum(axis=(0, 1))
    for kind in (Work.PROACTIVE, Work.PATROL, Work.SUPERVISED, Work.DELIBERATION, Work.CALL_BACK, Work.APPLICATION):
        assert done[kind] > 0.0, kind.name


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_law_7_before_its_day_a_lever_is_not_there(at_day_9, lever):
    """Rows, daily counts, trust, what actors remember: all of the state at day 9 is the base's, however strong."""
    scenario = load_scenario("status_quo")
    late = strong(lever).model_copy(update={"start_day": 9})
    model = StreetModel(scenario.model_copy(update={"levers": {lever.name: late}}), base="status_quo", **SHORT)
    while model.day < 9:
        model.step()
    assert model.engine.state_hash() == at_day_9.engine.state_hash()
    assert model.state_hash() == at_day_9.state_hash()
    assert [day for day, _ in model.dated if day > 0] == [9]


@pytest.mark.parametrize("reform", ["whistle", "duty_list", "empowerment", "integrated", "unfunded_mandate", "ranking_2019", "proactive"])
def test_law_7_before_its_day_a_reform_is_its_base(base, at_day_9, reform):
    """Rows, daily counts and the hash of the state at day d are the base's; afterwards they are not."""
    starts = {f"{lever}.start_day": "9" for lever in load_scenario(reform).levers}
    changed = StreetModel(reform, settings=starts, **SHORT)
    while changed.day < 9:
        changed.step()
    assert changed.state_hash() == at_day_9.state_hash()
    changed.run()
    assert changed.engine.state_hash() != base.engine.state_hash()


def test_law_8_the_rhythm_of_fixed_policies_changes_nothing(monkeypatch):
    """Where nobody learns or reacts it does not matter how often they decide."""
    weekly = StreetModel("status_quo", without=BEHAVIOURS, **SHORT)
    weekly.run()
    monkeypatch.setattr("agents.institution.Institution.rhythm_days", 3)
    model = StreetModel("status_quo", without=BEHAVIOURS, **SHORT)
    model.run()
    assert model.engine.state_hash() == weekly.engine.state_hash()


def test_law_7_where_everybody_reacts(base, at_day_9):
    changed = StreetModel(all_at_once(start_day=9), base="status_quo", **SHORT)
    while changed.day < 9:
        changed.step()
    assert changed.state_hash() == at_day_9.state_hash()
    changed.run()
    assert changed.engine.state_hash() != base.engine.state_hash()


def test_backlog_by_office_adds_up_to_the_day(base):
    """What waits at offices is what waits at a level, emergency desks apart; letters that were taken up included."""
    trace, units, queues = base.trace(), base.engine.town.units, base.engine.town.queues
    end = trace.offices[trace.offices["day"] == trace.days - 1].groupby("level")["backlog"].sum()
    day = trace.daily[trace.daily["day"] == trace.days - 1].iloc[0]
    for level, name in ((1, "community_backlog"), (2, "street_backlog"), (3, "department_backlog")):
        desks = queues["hours"][(units["level"] == level) & (units["desk"] == 1)].sum()
        assert end[level] + desks == pytest.approx(day[name])
    jobs = active_jobs(base.engine.town)
    letters = jobs["work"][(jobs["state"] == WAITING) & (jobs["kind"] == LETTER) & (units["desk"][jobs["unit"]] == 0)].sum()
    assert 0.0 < letters < end[3]
    assert set(trace.offices["day"]) == set(range(base.first_day, trace.days))


def test_law_4_neutral_levers_change_no_byte(base, monkeypatch):
    """All levers at their neutral values at once, enacted although a scenario would leave them out."""
    monkeypatch.setattr(Lever, "is_neutral", lambda _: False)
    scenario = load_scenario("status_quo")
    levers = {lever.name: lever.neutral() for lever in LEVERS}
    model = StreetModel(scenario.model_copy(update={"levers": levers}), base="status_quo", **SHORT)
    model.run()
    assert model.state_hash() == base.state_hash()


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_law_4_a_neutral_lever_sets_no_date(lever):
    """New rules make everybody decide at once, so a lever that changes nothing must not bring any."""
    late = lever.neutral().model_copy(update={"start_day": 5, "ramp_days": 14})
    scenario = load_scenario("status_quo").model_copy(update={"levers": {lever.name: late}})
    assert len(compile_scenario(scenario, load_place("classroom"), -234, 220).dated) == 1


def test_streets_merge_their_sections_in_the_middle_of_a_run():
    """Queued work moves, work in service stays, no hour is lost (docs/flow.md, section 8)."""
    settings = {"organisation.divisions": "3", "organisation.start_day": "5"}
    model = StreetModel("status_quo", settings=settings, **SHORT)
    model.run()
    town = model.engine.town
    worked = np.delete(hours_of(town), Work.DESK, axis=2).sum(axis=2)
    assert np.allclose(town.staffed + town.overrun, worked + town.idle, rtol=0, atol=1e-6)
    sections = (town.streets["section_staff"] > 0).sum(axis=1)
    assert (sections == 3).all()
    used = town.units[(town.units["level"] == 2) & (town.units["desk"] == 0)]
    assert (used["waiting"][used["servers"] == 0] == 0).all()


def test_staff_that_leaves_finishes_what_it_has_begun():
    settings = {"staffing.department_factor": "0.5", "staffing.start_day": "5"}
    model = StreetModel("status_quo", settings=settings, **SHORT)
    model.run()
    town = model.engine.town
    worked = np.delete(hours_of(town), Work.DESK, axis=2).sum(axis=2)
    assert np.allclose(town.staffed + town.overrun, worked + town.idle, rtol=0, atol=1e-6)
    assert town.overrun.sum() > 0.0


def test_mesa_users_feel_at_home(base):
    assert len(base.agents_by_type[StreetOffice]) == 3
    assert all(street.backlog_hours >= 0.0 for street in base.agents_by_type[StreetOffice])
    rows = mesa.batch_run(
        StreetModel, {"scenario": ["status_quo", "whistle"], "place": "classroom", "days": 3, "burn_in_days": 2},
        rng=[4], display_progress=False, max_steps=5,
    )  # fmt: skip
    assert [row["day"] for row in rows] == [3, 3]
    assert [row["seed"] for row in rows] == [4, 4]  # Mesa hands its `rng` to the keyword `seed`
    with pytest.raises(ValueError, match="rng="):
        mesa.batch_run(StreetModel, {"seed": [1, 2], "place": "classroom"}, display_progress=False)


def test_residents_are_columns_and_objects(base):
    residents = base.residents
    assert len(residents) == 72_000 and residents.bytes_each <= 24
    one = residents[40_000]
    assert 0 <= one.trust <= 1 and one.street == base.world.community_street[one.community]
    with pytest.raises(IndexError):
        residents[72_000]


def test_a_trace_survives_saving(base, tmp_path):
    trace = base.trace()
    again = Trace.load(trace.save(tmp_path / "run"))
    assert again.content_hash() == trace.content_hash()
    assert again.measures() == pytest.approx(trace.measures(), nan_ok=True)
    assert again.days == 20


def test_the_same_scenario_twice_and_on_another_seed(base):
    again = StreetModel("status_quo", **SHORT)
    again.run()
    assert again.trace().content_hash() == base.trace().content_hash()
    other = StreetModel("status_quo", **(SHORT | {"seed": 4}))
    other.run()
    assert other.trace().content_hash() != base.trace().content_hash()
