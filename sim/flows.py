"""Flows of issues in a year, level by level, and which share of the letters departments come to."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.clock import Calendar
from sim.fate import Array, Fate, Followed
from sim.filing import Filing
from sim.funnel_load import own_line, top_down_lines
from sim.involvement import Involvement, involvement, shares
from sim.rules import Rules, World
from sim.stages import Family, Level

YEAR = 365


def staffed_days(calendar: Calendar) -> float:
    """Return the staffed days of a year: the last 365 of the calendar, or its mean if it is shorter."""
    return float(calendar.staffed[-YEAR:].mean() * YEAR)


class Flows(NamedTuple):
    """Flows of issues in a year."""

    filed: Array  # [S, K]
    duplicated: Array
    first: Fate
    again: Fate
    involved: list[Involvement]
    letters: Array  # [D] hours
    whistled: Array  # [D] hours, travel included
    returns: Array  # [S, K] returned assignments by whistle
    letters_returned: Array  # [S, K] returned letters
    reminders: Array  # [S, K]
    delegated_hours: Array  # [K] hours of one delegated case before the factor
    served_by: Array  # [D]

    def of(self, name: str) -> Array:
        """Return a year's number of what `name` counts, float64[S, K]."""
        return np.asarray(self.filed * getattr(self.first, name) + self.duplicated * getattr(self.again, name))


def flows_of(rules: Rules, world: World, filing: Filing) -> Flows:
    """Solve for the share of letters served: fewer served, fewer reopened, more filed again."""
    problems = rules.demand.problems_a_day * rules.demand.season.sum(axis=1)[None, :]
    by_street = np.zeros((len(world.street_district), problems.shape[1]))
    np.add.at(by_street, world.community_street, problems)
    filed, duplicated = by_street * filing.first, by_street * filing.duplicates
    twins = filing.duplicates / filing.first
    involved = involvement(rules.categories)
    days = staffed_days(world.calendar)
    year = days * world.calendar.hours_a_day
    top_down = [line.hours for line in top_down_lines(rules, world, days) if line.level == Level.DEPARTMENT]
    fixed = np.sum([*top_down, own_line(rules, days).hours], axis=0)
    fixed = fixed + rules.service.meeting_share[Level.DEPARTMENT] * rules.departments.staff * year
    spare = rules.departments.staff * year - fixed
    factor = np.array([(x.expected()).sum() for x in involved]) * rules.categories.department_hours
    first, again = (Followed(rules, world, twins, duplicate) for duplicate in (False, True))
    assigned, called = _Assigned(rules, world, involved), _Whistled(rules, world, involved)
    alone = filed * first.settled("whistled_street") + duplicated * again.settled("whistled_street")
    most = 1.0 - (1.0 - rules.service.take_up) ** (rules.service.reminders + 1)  # of letters, over an empty tray
    served_by, moved = np.full(len(rules.departments.staff), most), 1.0
    while moved >= 1e-10:
        served = _served(served_by, world, involved)
        (by_letter, both), (more_by_letter, more) = (x.letters_and_whistles(served) for x in (first, again))
        letters = assigned.hours(filed * by_letter + duplicated * more_by_letter)
        both = filed * both + duplicated * more
        whistled = called.hours(both, alone)
        left = np.maximum(spare - whistled, 0.0)
        new = np.minimum(most, np.divide(left, letters, out=np.ones_like(left), where=letters > 0))
        moved = float(np.abs(new - served_by).max(initial=0.0))
        served_by = 0.5 * (served_by + new)
    return Flows(
        filed=filed,
        duplicated=duplicated,
        first=first.fate(served),
        again=again.fate(served),
        involved=involved,
        letters=letters,
        whistled=whistled,
        returns=called.returns(both, alone),
        letters_returned=assigned.returned(filed * by_letter + duplicated * more_by_letter),
        reminders=assigned.reminded(filed * by_letter + duplicated * more_by_letter, new),
        delegated_hours=factor,
        served_by=new,
    )


def _served(served_by: Array, world: World, involved: list[Involvement]) -> Array:
    """Return the chance that no letter of a row lapses, float64[S, K]."""
    rows = []
    for district in range(len(world.district_departments) - 1):
        begin, end = world.district_departments[district : district + 2]
        chance = np.ones(len(involved[0].alone))
        chance[: end - begin] = served_by[begin:end]
        rows.append([x.all_of(chance) for x in involved])
    return np.array(rows)[world.street_district]


class _Assigned:
    """What cases bring to every department: hours of work content."""

    def __init__(self, rules: Rules, world: World, involved: list[Involvement]) -> None:
        self._departments = len(rules.departments.staff)
        self._rules = rules
        self._expected_number = np.array([x.expected() for x in involved])
        self._expected = self._expected_number * rules.categories.department_hours[:, None]
        self._districts = _streets_and_departments(world)

    def hours(self, cases: Array) -> Array:
        """Return hours by department of cases, float64[S, K]."""
        hours = np.zeros(self._departments)
        for streets, begin, end in self._districts:
            hours[begin:end] = (cases[streets].sum(axis=0) @ self._expected)[: end - begin]
        return hours

    def returned(self, cases: Array) -> Array:
        """Return how many letters are sent back as none of a department's duty, float64[S, K]."""
        chance = self._rules.categories.ambiguity[:, None] * (1.0 - self._rules.departments.acceptance[None, :])
        return self._by_street(
            cases, np.sum([chance**i for i in range(1, self._rules.service.max_returns + 1)], axis=0)
        )

    def reminded(self, cases: Array, served: Array) -> Array:
        """Return how many reminders letters need, of which each department takes up so many in the end."""
        asks = self._rules.service.reminders + 1
        missed = (1.0 - np.minimum(served, 1.0)) ** (1.0 / asks)  # at one ask
        each = np.sum([missed**k for k in range(1, asks)], axis=0)
        return self._by_street(cases, np.broadcast_to(each, (cases.shape[1], len(each))))

    def _by_street(self, cases: Array, each: Array) -> Array:
        """Return the sum over departments of what each letter to them brings, `each` of a category: float64[S, K]."""
        found = np.zeros_like(cases)
        for streets, begin, end in self._districts:
            number = (self._expected_number[:, : end - begin] * each[:, begin:end]).sum(axis=1)
            found[streets] = cases[streets] * number
        return found


class _Whistled:
    """What whistles bring to every department, and how often they are returned.

    Cases are given as float64[S, K] twice: those that need all departments of the problem, and those of the lead alone.
    """

    def __init__(self, rules: Rules, world: World, involved: list[Involvement]) -> None:
        self._rules, self._world, self._districts = rules, world, _streets_and_departments(world)
        self._lead = shares(rules.categories.lead_cumulative)
        self._expected = np.array([x.expected() for x in involved])
        departments, work = rules.departments, rules.categories.department_hours
        self._pair_travel = np.minimum(2, departments.staff) * departments.travel_hours
        self._work = [
            (_cut(self._expected, end - begin, work), _cut(self._lead, end - begin, work))
            for _, begin, end in self._districts
        ]

    def hours(self, both: Array, alone: Array) -> Array:
        """Return hours by department, travel of a pair included."""
        hours = np.zeros(len(self._pair_travel))
        evidence = self._rules.districts.evidence_hours
        for district, ((mine, begin, end), (of_all, of_lead)) in enumerate(
            zip(self._districts, self._work, strict=True)
        ):
            several, one = both[mine].sum(axis=0), alone[mine].sum(axis=0)
            each = several @ of_all
            trips = several @ self._expected[:, : end - begin] + one @ self._lead[:, : end - begin]
            hours[begin:end] = each + one @ of_lead + trips * (self._pair_travel[begin:end] + evidence[district])
        return hours

    def returns(self, both: Array, alone: Array) -> Array:
        """Return returned assignments, float64[S, K]."""
        rules, world = self._rules, self._world
        chance = rules.categories.ambiguity[:, None] * (1.0 - rules.departments.acceptance[None, :])
        chance = chance * (1.0 - rules.districts.first_receiver[world.department_district])[None, :]
        # a street whose committee has standing meets fewer disputes; one that dispatches enforcement itself none there
        standing = (1.0 - rules.streets.authority)[:, None] * np.where(
            (rules.streets.dispatch == 1)[:, None] & (rules.categories.family == Family.ENFORCEMENT)[None, :], 0.0, 1.0
        )
        per_assignment = np.sum(
            [(standing[:, :, None] * chance[None, :, :]) ** i for i in range(1, rules.service.max_returns + 1)], axis=0
        ).reshape((*standing.shape, chance.shape[1]))
        returns = np.zeros_like(both)
        for mine, begin, end in self._districts:
            returned = per_assignment[mine][:, :, begin:end]
            returns[mine] = both[mine] * (self._expected[None, :, : end - begin] * returned).sum(axis=2)
            returns[mine] += alone[mine] * (self._lead[None, :, : end - begin] * returned).sum(axis=2)
        return returns


def _cut(chance: Array, size: int, hours: Array) -> Array:
    return chance[:, :size] * hours[:, None]


def _streets_and_departments(world: World) -> list[tuple[NDArray[np.bool_], int, int]]:
    """Return, for every district, which streets are its own and where its departments begin and end."""
    return [
        (world.street_district == district, int(begin), int(end))
        for district, (begin, end) in enumerate(pairwise(world.district_departments))
    ]
