"""Appointments are booked: the next time at which every department has a pair left to offer (docs/flow.md, 5)."""

import numpy as np

from sim.clock import add_staffed, day_of
from sim.compiled import inner
from sim.kernel.heap import push
from sim.kernel.state import SLOTS, Town
from sim.stages import EventKind


@inner
def pairs_offered(town: Town, department: int) -> int:
    """Return how many pairs a department can be booked for at one time."""
    staff = town.departments[department].staff
    return max(1, int(np.rint(town.service[0].bookable * staff / 2.0)))


@inner
def book(town: Town, issue: int, time: float) -> bool:
    """Book the next common time for a row's whistle; False if there is none within the horizon."""
    i = town.issues[issue]
    service = town.service[0]
    calendar = town.calendar
    lead = service.booking_lead * (1.0 - town.streets[i.street].authority)
    earliest = add_staffed(calendar, time, lead)
    latest = add_staffed(calendar, time, service.booking_horizon * calendar.hours_a_day)
    day = day_of(min(earliest, 24.0 * (town.first_day + town.bookings.shape[1] // SLOTS)))
    while (day + 1 - town.first_day) * SLOTS <= town.bookings.shape[1]:
        if calendar.staffed[day - calendar.first_day] == 1:
            for n in range(SLOTS):
                at = 24.0 * day + service.slots[n]
                if at > latest:
                    return False
                if at >= earliest and _all_free(town, issue, (day - town.first_day) * SLOTS + n):
                    _offer(town, issue, (day - town.first_day) * SLOTS + n)
                    town.whistles[i.whistle].booked += 1
                    push(town, at, EventKind.APPOINTMENT, i.row, issue, 0)
                    return True
        day += 1
    return True  # beyond the end of the run


@inner
def _all_free(town: Town, issue: int, slot: int) -> bool:
    """Tell whether every department of a row can still offer a pair."""
    i = town.issues[issue]
    for n in range(i.called):
        department = town.assignments[i.assignment + n].department
        if town.bookings[department, slot] >= pairs_offered(town, department):
            return False
    return True


@inner
def _offer(town: Town, issue: int, slot: int) -> None:
    i = town.issues[issue]
    for n in range(i.called):
        town.bookings[town.assignments[i.assignment + n].department, slot] += 1
