"""Flows of issues in a year, level by level, and which share of the letters departments take up."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.called import Assigned, Whistled
from sim.clock import Calendar
from sim.fate import Array, Fate, Followed
from sim.filing import Filing
from sim.funnel_load import own_line, top_down_lines
from sim.involvement import Involvement, involvement
from sim.rules import Rules, World
from sim.stages import Level

YEAR = 365


def staffed_days(calendar: Calendar) -> float:
    """Return the staffed days of a year: the last 365 of the calendar, or its mean if it is shorter."""
    return float(calendar.staffed[-YEAR:].mean() * YEAR)


def most_taken_up(rules: Rules) -> float:
    """Return the share of letters that departments with empty trays take up, at the first ask or after reminders."""
    return 1.0 - (1.0 - rules.service.take_up) ** (rules.service.reminders + 1)


class Flows(NamedTuple):
    """Flows of issues in a year."""

    filed: Array  # [S, K]
    duplicated: Array
    first: Fate
    again: Fate
    involved: list[Involvement]
    letters: Array  # [D] hours
    whistled: Array  # [D] hours, travel included
    in_vain: Array  # [D] hours of coming to appointments that others miss, travel and waiting
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
    assigned, called = Assigned(rules, world, involved), Whistled(rules, world, involved)
    alone = filed * first.settled("whistled_street") + duplicated * again.settled("whistled_street")
    most = most_taken_up(rules)
    served_by, moved = np.full(len(rules.departments.staff), most), 1.0
    while moved >= 1e-10:
        served = _served(served_by, world, involved)
        (by_letter, both), (more_by_letter, more) = (x.letters_and_whistles(served) for x in (first, again))
        letters = assigned.hours(filed * by_letter + duplicated * more_by_letter)
        both = filed * both + duplicated * more
        whistled, in_vain = called.hours(both, alone)
        left = np.maximum(spare - whistled - in_vain, 0.0)
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
        in_vain=in_vain,
        returns=called.returns(both, alone),
        letters_returned=assigned.returned(filed * by_letter + duplicated * more_by_letter),
        reminders=assigned.reminded(filed * by_letter + duplicated * more_by_letter, new),
        delegated_hours=factor,
        served_by=new,
    )


def _served(served_by: Array, world: World, involved: list[Involvement]) -> Array:
    """Return the chance that all letters of a row are taken up, float64[S, K]."""
    rows = []
    for district in range(len(world.district_departments) - 1):
        begin, end = world.district_departments[district : district + 2]
        chance = np.ones(len(involved[0].alone))
        chance[: end - begin] = served_by[begin:end]
        rows.append([x.all_of(chance) for x in involved])
    return np.array(rows)[world.street_district]
