"""`quarter` and `classroom` are `district` in small: what a person, a desk or an hour is to another there, it is here.

All of it is arithmetic on the places' rules; no town is run.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import pytest

from scenarios.base_rules import Built
from scenarios.compile import build_world, compile_scenario
from scenarios.files import list_scenarios
from scenarios.loading import load_scenario
from scenarios.place import Place, load_place
from scenarios.sizing import STAFF_GOES_BY
from sim.apportion import apportion
from sim.filing import Filing
from sim.flows import flows_of
from sim.involvement import involvement, shares
from sim.load import Load, hours_from_above, offered_load, section_hours
from sim.rules import Rules, World
from sim.stages import Grade, Handler, Level

CLOSE = 0.10
SMALL = ("quarter", "classroom")
LEVELS = (Level.COMMUNITY, Level.STREET, Level.DEPARTMENT)
TRIES = 8  # docs/flow.md, section 3: tries to find departments that differ

# What whole people and offices force apart by more than that, with the bound that holds instead.
APART = {
    "quarter": {
        "desk servers of departments a resident": 0.40,  # a pair at each of 6 desks, where 20 serve four times the town
        "people a department": 0.25,  # 13.5, not 17.25
    },
    "classroom": {
        "people of utilities a resident": 0.12,  # 4 fitters, not 3.6
        "desk servers of streets a resident": 2.40,  # a pair for 24,000 residents, not for 80,000
        "desk servers of departments a resident": 3.00,  # a pair at each of 4 desks for 72,000 residents
        "residents a street": 0.75,
        "people a department": 0.75,  # 4 or 5, not 17: few to take the next case
    },
}

# Scenarios whose load in a small place is another, because a lever counts in people or departments, not in shares.
SEATED = {  # `department_seats`: four people of four departments, of 345 in `district`, of 81 and of 18 here
    ("command", "classroom"): 0.30,
    ("integrated", "classroom"): 0.50,
}


class Town(NamedTuple):
    """A place under a scenario, as its last rules leave it."""

    place: Place
    world: World
    rules: Rules
    filing: Filing
    load: Load

    def line(self, level: Level, name: str) -> float:
        """Return a line's hours over the staffed hours of its level."""
        hours = next(x.hours for x in self.load.lines if x.level == level and x.name == name)
        return float(hours.sum() / self.load.capacity[level].sum())


@cache
def base(name: str) -> tuple[Place, Built]:
    place = load_place(name)
    return place, build_world(place, -320, 565)


@cache
def town(name: str, scenario: str = "status_quo") -> Town:
    place, built = base(name)
    rules = compile_scenario(load_scenario(scenario), place, -320, 565, built).dated[-1][1]
    return Town(place, built.world, rules, built.filing, offered_load(rules, built.world, built.filing))


def left_for_letters(load: Load) -> np.ndarray:
    return load.letters / load.pressure()


def numbers_needed(one: Town) -> np.ndarray:
    """Return the shares of cases beyond the street's authority that one, two and three departments are found for."""
    categories = one.rules.categories
    weight = np.array([c.share * c.authority[2] for c in one.place.categories])
    found = np.zeros((len(weight), 3))
    for row, number, lead, support in zip(
        found,
        shares(categories.number_cumulative),
        shares(categories.lead_cumulative),
        shares(categories.support_cumulative),
        strict=True,
    ):
        for wanted in (1, 2, 3):
            chosen = {frozenset([d]): p for d, p in enumerate(lead) if p > 0.0}
            for _ in range(TRIES):
                after: dict[frozenset[int], float] = {}
                for those, p in chosen.items():
                    if len(those) == wanted:
                        after[those] = after.get(those, 0.0) + p
                        continue
                    for d in np.flatnonzero(support):
                        after[those | {d}] = after.get(those | {d}, 0.0) + p * support[d]
                chosen = after
            for those, p in chosen.items():
                row[len(those) - 1] += number[wanted - 1] * p
    return np.asarray(weight @ found / weight.sum())


def days_of_letters_at_the_start(one: Town) -> float:
    """Return the hours of letters a run begins with over the hours left for letters in a day (docs/flow.md, section 7).

    They lie as long as the delays after the asks at which they were not taken up, trays being empty.
    """
    categories, demand = one.rules.categories, one.rules.demand
    files = demand.problems_a_day.sum(axis=0) * demand.season.mean(axis=1) * demand.backlog_factor * one.filing.first
    beyond = shares(categories.authority_cumulative)[:, Level.DEPARTMENT - Level.COMMUNITY]
    waits = 1.0 - shares(categories.grade_cumulative)[:, Grade.EMERGENCY]
    called = np.array([x.expected().sum() for x in involvement(categories)])
    service = one.rules.service
    days = service.remind_days * sum((1.0 - service.take_up) ** (ask + 1) for ask in range(service.reminders + 1))
    hours = days * float((files * beyond * waits * called * categories.department_hours).sum())
    return hours / float(left_for_letters(one.load).sum() / 365.0)


def returns_a_whistle(name: str) -> float:
    one = town(name, "pilot_2018")
    flows = flows_of(one.rules, one.world, one.filing)
    return float(flows.returns.sum() / flows.of("whistles").sum())


def ratios(name: str) -> dict[str, float]:
    one = town(name)
    rules, load = one.rules, one.load
    streets, communities, departments, handlers = rules.streets, rules.communities, rules.departments, rules.handlers
    residents = float(one.world.community_residents[-1])
    people = float(streets.staff.sum())
    desk = float(rules.service.desk_servers)
    needed = numbers_needed(one)
    return {
        "street staff a resident": people / residents,
        "community staff a resident": communities.staff.sum() / residents,
        "department to street staff": departments.staff.sum() / people,
        "contact desk to street staff": streets.desk_positions.sum() / people,
        "sections to street staff": (streets.section_staff > 0).sum() / people,
        "people of property firms a resident": handlers.servers[handlers.kind == Handler.PROPERTY].sum() / residents,
        "people of utilities a resident": handlers.servers[handlers.kind == Handler.UTILITY].sum() / residents,
        "desk servers of streets a resident": desk * len(streets.staff) / residents,
        "desk servers of departments a resident": desk * len(departments.staff) / residents,
        "residents a street": residents / len(streets.staff),
        "residents a community": residents / len(communities.staff),
        "people a department": departments.staff.mean(),
        "rows filed a resident": (load.filed.sum() + load.duplicated.sum()) / residents,
        "transferred work a street hour": one.line(Level.STREET, "transferred"),
        "sheets a street hour": one.line(Level.STREET, "derived"),
        "transferred work a community hour": one.line(Level.COMMUNITY, "transferred"),
        "sheets a community hour": one.line(Level.COMMUNITY, "derived"),
        "own line a department hour": one.line(Level.DEPARTMENT, "own_line"),
        "letters offered to hours left": load.letters.sum() / left_for_letters(load).sum(),
        "share of letters served": (load.letters * load.served).sum() / load.letters.sum(),
        "days of letters at the start": days_of_letters_at_the_start(one),
        "rework": load.rework(),
        **{f"load of {level.name.lower()}": load.overall(level) for level in LEVELS},
        "departments a case": needed @ [1, 2, 3],
        "cases of two departments": needed[1],
        "cases of three departments": needed[2],
        "returns a whistle": returns_a_whistle(name),
        "money of streets a resident": streets.budget.sum() / residents,
        "cases on a list a street hour": rules.conduct.supervise_most * len(streets.staff) / people,
        "advice on plans a street hour": rules.stocks.advice_hours * len(streets.staff) / people,
    }


@pytest.mark.parametrize("name", SMALL)
def test_ratios_are_those_of_the_district(name: str) -> None:
    there, here = ratios("district"), ratios(name)
    off = {key: here[key] / there[key] - 1.0 for key in there}
    far = {key: round(by, 3) for key, by in off.items() if abs(by) > APART[name].get(key, CLOSE)}
    assert not far


@pytest.mark.parametrize("name", SMALL)
def test_what_is_said_to_be_apart_is(name: str) -> None:
    there, here = ratios("district"), ratios(name)
    assert all(abs(here[key] / there[key] - 1.0) > CLOSE for key in APART[name])


@pytest.mark.parametrize("name", SMALL)
def test_merged_departments_are_those_they_cover(name: str) -> None:
    district, place = town("district"), town(name).place
    number = {d.id: i for i, d in enumerate(district.place.departments)}
    covered = [[number[one] for one in d.covers] for d in place.departments]
    assert sorted(i for those in covered for i in those) == list(range(len(number)))  # each once

    letters, left = district.load.letters, left_for_letters(district.load)
    size = town(name).world.community_residents[-1] / district.world.community_residents[-1]
    for d, those, pressure in zip(place.departments, covered, town(name).load.pressure(), strict=True):
        parts = [district.place.departments[i] for i in those]
        assert d.staff == pytest.approx(size * sum(x.staff for x in parts), rel=CLOSE)
        assert d.staff >= 4  # a pair is out, and somebody is in
        assert d.sheets == sum(x.sheets for x in parts) and d.transferred == sum(x.transferred for x in parts)
        assert pressure == pytest.approx(letters[those].sum() / left[those].sum(), rel=0.03)


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("scenario", sorted(list_scenarios()))
def test_load_is_that_of_the_district_under_every_scenario(scenario: str, name: str) -> None:
    """Letters apart: they fill what is left, in every place."""
    for level in LEVELS:
        there, here = (_must(town(place, scenario), level) for place in ("district", name))
        assert here == pytest.approx(there, rel=SEATED.get((scenario, name), CLOSE))


def _must(one: Town, level: Level) -> float:
    return one.load.overall(level) - (one.line(level, "letters") if level == Level.DEPARTMENT else 0.0)


@pytest.mark.parametrize(("scenario", "name"), SEATED)
def test_seats_take_a_larger_share_of_few_people(scenario: str, name: str) -> None:
    there, here = (_must(town(place, scenario), Level.DEPARTMENT) for place in ("district", name))
    assert here > there * (1.0 + CLOSE)


def test_streets_of_the_classroom_are_staffed_as_those_of_the_district() -> None:
    one, district = town("classroom"), town("district")
    hours = section_hours(one.rules, one.world, one.filing).sum(axis=1) + hours_from_above(one.rules, one.world)
    size = one.world.community_residents[-1] / district.world.community_residents[-1]
    people = round(district.rules.streets.staff.sum() * float(size))
    assert one.rules.streets.staff.tolist() == apportion(people, hours**STAFF_GOES_BY).tolist()
