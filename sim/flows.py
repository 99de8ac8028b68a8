"""Flows of issues in a year, level by level, and which share of the letters departments come to."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

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
    returns: Array  # [S, K] returned assignments
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
    served_by = np.ones(len(rules.departments.staff))
    factor = np.array([(x.expected()).sum() for x in involved]) * rules.categories.department_hours
    first, again = (Followed(rules, world, twins, duplicate) for duplicate in (False, True))
    while True:
        served = _served(served_by, world, involved)
        work = Flows(
            filed,
            duplicated,
            first.fate(served),
            again.fate(served),
            involved,
            np.zeros(0),
            np.zeros(0),
            np.zeros(0),
            factor,
            served_by,
        )
        letters = _assigned(rules, world, work.of("letters"), involved)
        whistled, returns = _whistled(rules, world, work)
        left = np.maximum(spare - whistled, 0.0)
        new = np.minimum(1.0, np.divide(left, letters, out=np.ones_like(left), where=letters > 0))
        moved = float(np.abs(new - served_by).max(initial=0.0))
        served_by = 0.5 * (served_by + new)
        if moved < 1e-10:
            return work._replace(letters=letters, whistled=whistled, returns=returns, served_by=new)


def _served(served_by: Array, world: World, involved: list[Involvement]) -> Array:
    """Return the chance that no letter of a row lapses, float64[S, K]."""
    rows = []
    for district in range(len(world.district_departments) - 1):
        begin, end = world.district_departments[district : district + 2]
        chance = np.ones(len(involved[0].alone))
        chance[: end - begin] = served_by[begin:end]
        rows.append([x.all_of(chance) for x in involved])
    return np.array(rows)[world.street_district]


def _assigned(rules: Rules, world: World, cases: Array, involved: list[Involvement]) -> Array:
    """Return the hours of work content that cases (float64[S, K]) bring to every department."""
    hours = np.zeros(len(rules.departments.staff))
    expected = np.array([x.expected() for x in involved]) * rules.categories.department_hours[:, None]
    for district, (begin, end) in enumerate(_pairs(world.district_departments)):
        mine = cases[world.street_district == district].sum(axis=0)
        hours[begin:end] = (mine @ expected)[: end - begin]
    return hours


def _whistled(rules: Rules, world: World, work: Flows) -> tuple[Array, Array]:
    """Return whistled hours at every department, travel of a pair included, and returns by street."""
    lead = shares(rules.categories.lead_cumulative)
    expected = np.array([x.expected() for x in work.involved])
    both, alone = work.of("whistles"), work.of("whistled_street")
    departments, hours = rules.departments, np.zeros(len(rules.departments.staff))
    pair_travel = np.minimum(2, departments.staff) * departments.travel_hours
    chance = rules.categories.ambiguity[:, None] * (1.0 - departments.acceptance[None, :])
    chance = chance * (1.0 - rules.districts.first_receiver[world.department_district])[None, :]
    # a street whose committee has standing meets fewer disputes; one that dispatches enforcement itself none there
    standing = (1.0 - rules.streets.authority)[:, None] * np.where(
        (rules.streets.dispatch == 1)[:, None] & (rules.categories.family == Family.ENFORCEMENT)[None, :], 0.0, 1.0
    )
    per_assignment = np.sum(
        [(standing[:, :, None] * chance[None, :, :]) ** i for i in range(1, rules.service.max_returns + 1)], axis=0
    ).reshape((*standing.shape, chance.shape[1]))
    evidence = rules.districts.evidence_hours
    returns = np.zeros_like(both)
    for district, (begin, end) in enumerate(_pairs(world.district_departments)):
        mine = world.street_district == district
        each = both[mine].sum(axis=0) @ _cut(expected, end - begin, rules.categories.department_hours)
        one = alone[mine].sum(axis=0) @ _cut(lead, end - begin, rules.categories.department_hours)
        trips = both[mine].sum(axis=0) @ expected[:, : end - begin] + alone[mine].sum(axis=0) @ lead[:, : end - begin]
        hours[begin:end] = each + one + trips * (pair_travel[begin:end] + evidence[district])
        returned = per_assignment[mine][:, :, begin:end]
        returns[mine] = both[mine] * (expected[None, :, : end - begin] * returned).sum(axis=2)
        returns[mine] += alone[mine] * (lead[None, :, : end - begin] * returned).sum(axis=2)
    return hours, returns


def _cut(chance: Array, size: int, hours: Array) -> Array:
    return chance[:, :size] * hours[:, None]


def _pairs(bounds: Array) -> list[tuple[int, int]]:
    return [(int(a), int(b)) for a, b in pairwise(bounds)]
