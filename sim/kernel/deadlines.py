"""When a case is due, and when a reply is to be written (docs/flow.md, 4 and 6)."""

import numpy as np

from sim.clock import add_staffed, last_whole_hour, take_staffed
from sim.compiled import inner
from sim.kernel.state import Town
from sim.stages import Grade

LATER = 720.0  # clock hours: what is late has another date 30 days later, if it is not urgent
URGENT_LEAD = 6.0  # clock hours before an urgent case is due (docs/flow.md, 6)


@inner
def due_after(town: Town, grade: int, time: float) -> float:
    """Return when a case of a grade that is filed at `time` (h) is due."""
    hours = town.deadlines[0].grade_hours[grade]
    if town.deadlines[0].working_days == 1 and (grade == Grade.ORDINARY or grade == Grade.COMPLEX):
        return add_staffed(town.calendar, time, hours / 24.0 * town.calendar.hours_a_day)
    return time + hours


@inner
def is_assessed(town: Town, street: int) -> bool:
    """Tell whether a street's district ranks its streets or supervises their cases."""
    district = town.districts[town.streets[street].district]
    return district.ranking > 0.0 or district.supervision_days > 0.0


@inner
def reply_due(town: Town, issue: int) -> float:
    """Return when a reply is to be written if none has been given by then; inf for emergencies."""
    i = town.issues[issue]
    if i.grade == Grade.EMERGENCY or i.due_at == np.inf:
        return np.inf
    if i.grade == Grade.URGENT:
        return last_whole_hour(town.calendar, i.due_at - URGENT_LEAD)
    return take_staffed(town.calendar, i.due_at, town.calendar.hours_a_day)


@inner
def next_date(town: Town, grade: int, due: float, time: float) -> float:
    """Return the first of a row's due time and the times 1, 2, … terms after it that is not before `time` (h).

    A term is another one of its grade where that is a day or less, otherwise 30 days.
    """
    if due >= time:
        return due
    term = town.deadlines[0].grade_hours[grade] if grade <= Grade.URGENT else LATER
    late = np.ceil((time - due) / term)
    if due + term * (late - 1.0) >= time:  # the division has rounded up
        late -= 1.0
    return due + term * late
