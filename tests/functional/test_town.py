"""The town as a Mesa model on SimPy's calendar: one clock, one order of the day, reforms on their day."""

import random

import mesa
import numpy as np
import pytest

from agents.street_office import StreetOffice
from sim.model import StreetModel
from sim.still import BEHAVIOURS
from sim.trace import Trace

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


@pytest.mark.parametrize("order", [lambda plans: plans[::-1], lambda plans: random.Random(1).sample(plans, len(plans))])
def test_law_4_creation_order_of_agents_changes_no_byte(base, order):
    model = StreetModel("status_quo", creation_order=order, **SHORT)
    model.run()
    assert model.engine.state_hash() == base.engine.state_hash()


def test_law_4_kernel_step_changes_no_byte(base):
    model = StreetModel("status_quo", kernel_step_hours=1.0, **SHORT)
    model.run()
    assert model.engine.state_hash() == base.engine.state_hash()
    assert model.engine.calls > 5 * base.engine.calls


@pytest.mark.parametrize(
    "reform",
    ["whistle", "duty_list", "empowerment", "integrated", "unfunded_mandate", "ranking_2019", "proactive"],
)
def test_law_7_before_its_day_a_reform_is_its_base(base, reform):
    """Rows, daily counts and the hash of the state at day d are the base's; afterwards they are not."""
    day = 9
    plain = StreetModel("status_quo", **SHORT)
    starts = {f"{lever}.start_day": str(day) for lever in StreetModel(reform, **SHORT).town_scenario.levers}
    changed = StreetModel(reform, settings=starts, **SHORT)
    while plain.day < day:
        plain.step()
        changed.step()
    assert plain.engine.state_hash() == changed.engine.state_hash()
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


def test_backlog_by_office_adds_up_to_the_day(base):
    """What waits at offices is what waits at a level, emergency desks apart; letters wait at departments only."""
    trace, units, queues = base.trace(), base.engine.town.units, base.engine.town.queues
    end = trace.offices[trace.offices["day"] == trace.days - 1].groupby("level")[["backlog", "letters"]].sum()
    day = trace.daily[trace.daily["day"] == trace.days - 1].iloc[0]
    for level, name in ((1, "community_backlog"), (2, "street_backlog"), (3, "department_backlog")):
        desks = queues["hours"][(units["level"] == level) & (units["desk"] == 1)].sum()
        assert end.loc[level, "backlog"] + desks == pytest.approx(day[name])
    assert 0.0 < end.loc[3, "letters"] <= end.loc[3, "backlog"]
    assert (end.loc[[1, 2], "letters"] == 0.0).all()
    assert set(trace.offices["day"]) == set(range(base.first_day, trace.days))


def test_a_neutral_lever_changes_no_byte(base):
    neutral = {"whistle.propensity": "0.9", "verification.professional": "0", "duty_list.gate": "0"}
    model = StreetModel("status_quo", settings=neutral, **SHORT)  # the whistle stays off
    model.run()
    assert model.engine.state_hash() == base.engine.state_hash()


def test_streets_merge_their_sections_in_the_middle_of_a_run():
    """Queued work moves, work in service stays, no hour is lost (docs/flow.md, section 8)."""
    settings = {"organisation.divisions": "3", "organisation.start_day": "5"}
    model = StreetModel("status_quo", settings=settings, **SHORT)
    model.run()
    town = model.engine.town
    worked = town.hours[..., :15].sum(axis=2)
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
    worked = town.hours[..., :15].sum(axis=2)
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
