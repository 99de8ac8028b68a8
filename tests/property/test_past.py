"""A future that begins from a past ends as one that has lived it: same tables, same memory, same measures."""

import pytest

from experiments.run.one import Branches
from experiments.store.address import World
from scenarios.loading import list_scenarios, load_scenario
from scenarios.place import load_place
from sim.model import StreetModel
from sim.past import shared_days
from tests.slow import all_slow_but

PLACE, DAYS, BURN_IN = "classroom", 45, 40


def model(scenario, day=None, **more):
    """Return a model of a scenario after `status_quo`, some days in."""
    made = StreetModel(scenario, place=PLACE, days=DAYS, burn_in_days=BURN_IN, base="status_quo", **more)
    while day is not None and made.day < day:
        made.step()
    return made


@pytest.fixture(scope="module")
def past():
    return model("status_quo", 0).past()


def assert_same(one, other):
    mine, yours = one.run(), other.run()
    assert mine.content_hash() == yours.content_hash() and one.state_hash() == other.state_hash()
    assert repr(mine.measures()) == repr(yours.measures())
    assert one.datacollector.get_model_vars_dataframe().equals(other.datacollector.get_model_vars_dataframe())


@pytest.mark.parametrize("scenario", all_slow_but(("status_quo", "integrated", "history"), list_scenarios()))
def test_every_scenario_goes_on_from_the_past_of_its_base(scenario, past):
    assert_same(model(scenario), model(scenario, past=past))


@pytest.mark.parametrize("day", all_slow_but(("-7", "13"), [-39, -7, 1, 13, 30]))
def test_a_past_may_end_on_any_day(day):
    assert_same(model("integrated"), model("integrated", past=model("integrated", day).past()))


COURSE = """name = "another"
extends = "status_quo"
title = { en = "Another course", zh = "另一条路" }
[question]
en = "What if 2019 had been another year?"
zh = "如果 2019 年走了另一条路？"
[[phases]]
day = 0
scenario = "pilot_2018"
[[phases]]
day = 365
scenario = "integrated"
"""


@pytest.mark.slow
def test_a_reform_of_a_late_day_begins_from_that_day(tmp_path):
    """Two courses of history part with the second year; until then they are one."""
    file = tmp_path / "another.toml"
    file.write_text(COURSE, encoding="utf-8")
    known, other, long = (
        StreetModel(name, place=PLACE, days=420, burn_in_days=BURN_IN) for name in ("history", str(file), str(file))
    )
    day = shared_days(known.dated, other.dated)
    assert day == 365
    while known.day < day:
        known.step()
    short = StreetModel(str(file), place=PLACE, days=420, burn_in_days=BURN_IN, past=known.past())
    assert_same(long, short)
    assert known.run().content_hash() != short.trace().content_hash()


@pytest.mark.parametrize(
    "changed",
    [
        {"seed": 2},
        {"days": DAYS + 1},
        {"burn_in_days": BURN_IN - 1},
        {"base": "whistle"},
        {"without": ("care",)},
        {"place": "quarter"},
    ],
)
def test_a_past_of_another_town_is_refused(changed, past):
    given = {"scenario": "whistle", "place": PLACE, "days": DAYS, "burn_in_days": BURN_IN, "base": "status_quo"}
    with pytest.raises(ValueError, match="same burn-in"):
        StreetModel(**{**given, **changed}, past=past)


def test_a_past_under_other_rules_is_refused():
    with pytest.raises(ValueError, match="under other rules"):
        model("whistle", past=model("status_quo", 3).past())


def test_neighbours_live_the_burn_in_once():
    """Five scenarios: 40 days, then 45 for each; and one after it whose seed is another begins anew."""
    town, base = load_place(PLACE), load_scenario("status_quo")
    worlds = [
        World(load_scenario(name), base, town, DAYS, BURN_IN)
        for name in ("status_quo", "whistle", "duty_list", "empowerment", "integrated")
    ]
    queue = [*((world, 1) for world in worlds), (worlds[1], 2)]
    branches, found = Branches(), []
    for at, (world, seed) in enumerate(queue):
        with branches.run(world, seed, *queue[at + 1 : at + 2]) as trace:
            found.append(trace.content_hash())
    assert (branches.lived, branches.spared) == (6 * DAYS + 2 * BURN_IN, 4 * BURN_IN)
    for (world, seed), content in zip(queue, found, strict=True):
        with Branches().run(world, seed) as trace:
            assert trace.content_hash() == content
