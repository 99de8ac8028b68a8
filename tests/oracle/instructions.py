"""How a case gets its instruction inside the street office: committee, layers, misunderstanding (sections 2 and 4)."""

from collections.abc import Generator
from math import floor
from typing import TYPE_CHECKING

import simpy

from sim.clock import Calendar, day_of
from sim.randomness import Purpose
from sim.stages import EventKind, Grade, Level, Solvability

from .environment import COMMITTEES
from .town import Town

if TYPE_CHECKING:
    from .issues import Row

type Steps = Generator[simpy.Event, None, None]


def instruction(row: "Row") -> Steps:
    """Wait until the row may be routed: for the committee, for every layer, and once more for who misunderstood."""
    town, s = row.town, row.street
    if row.urgent:
        return
    now = since = town.env.now
    if _waits_for_committee(row):
        since = next_meeting(town.world.calendar, now, float(town.rules.streets.committee_days[s]))
        row.record.major = 1
    layers = float(town.rules.streets.layers[s])
    instructed = town.staffed_later(layers * float(town.rules.service.layer_hours), since=since)
    if instructed > now:
        yield town.env.at(instructed, EventKind.INSTRUCTED, row.key)
    if town.draw(Purpose.GARBLED, row.key) < _garbled(town, s):
        row.record.garbled += 1
        yield from row.triage(row.section)


def _waits_for_committee(row: "Row") -> bool:
    streets, problem = row.town.rules.streets, row.problem
    if problem.authority not in (Level.STREET, Level.DEPARTMENT) or not streets.committee_days[row.street] > 0.0:
        return False
    complex_ = problem.grade == Grade.COMPLEX and len(problem.departments) >= 2
    if not (complex_ or problem.solvability == Solvability.HISTORIC):
        return False
    return not row.town.draw(Purpose.DIRECTOR, row.key) < streets.committee_delegated[row.street]


def _garbled(town: Town, s: int) -> float:
    service, streets = town.rules.service, town.rules.streets
    half, reporting = float(service.reporting_half), float(streets.reporting[s])
    if service.layer_loss == 0.0 or streets.layers[s] == 0.0:
        return 0.0
    return float(1.0 - (1.0 - service.layer_loss * half / (half + reporting)) ** streets.layers[s])


def next_meeting(calendar: Calendar, time: float, interval_days: float) -> float:
    """Return the first opening of a staffed day not before the next multiple of the interval after `time` (h)."""
    day = (floor(time / (24.0 * interval_days)) + 1) * interval_days
    return opening_from(calendar, int(day))


def opening_from(calendar: Calendar, day: int) -> float:
    """Return the opening of the first staffed day from `day` on (h)."""
    while not calendar.staffed[day - calendar.first_day]:
        day += 1
    return 24.0 * day + float(calendar.opens[0])


def committees(town: Town, s: int) -> Steps:
    """Let every section of street `s` come to owe a meeting of its head whenever the committee meets."""
    interval = float(town.rules.streets.committee_days[s])
    if interval <= 0.0:
        return
    calendar, street = town.world.calendar, town.streets[s]
    last_day = calendar.first_day + len(calendar.staffed) - 30  # beyond the run, within the calendar
    dates = [day for day in range(day_of(town.start), last_day) if day % interval == 0.0]
    for opening in sorted({opening_from(calendar, day) for day in dates}):
        yield town.env.calendar_event(opening, COMMITTEES)
        for unit in street.units:
            unit.owe_heads_meeting(float(town.rules.service.committee_hours))
