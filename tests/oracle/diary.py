"""When departments have offered pairs to streets (section 5, booking)."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from sim.clock import Calendar, add_staffed, day_of
from sim.rules import Service


class Diary:
    """The pairs that every department has offered, by the time of the appointment.

    Parameters
    ----------
    staff : int64[D]
        People of every department.
    """

    def __init__(self, calendar: Calendar, service: Service, staff: np.ndarray) -> None:
        self.calendar, self.service = calendar, service
        self._slots = sorted({float(hour) for hour in service.slots})
        self._pairs = [max(1, int(np.rint(float(service.bookable) * int(n) / 2.0))) for n in staff]
        self._offered: Counter[tuple[int, float]] = Counter()

    def book(self, departments: list[int], now: float) -> float | None:
        """Book the first time at which all departments have a pair to offer; return it, None if there is none in time."""
        for time in self._times(now):
            if all(self._offered[d, time] < self._pairs[d] for d in departments):
                self._offered.update((d, time) for d in departments)
                return time
        return None

    def _times(self, now: float) -> Iterator[float]:
        """Yield the times of appointments between the lead and the horizon from `now` (h)."""
        calendar, service = self.calendar, self.service
        first = add_staffed(calendar, now, float(service.booking_lead))
        last = add_staffed(calendar, now, float(service.booking_horizon) * calendar.hours_a_day)
        beyond = calendar.first_day + len(calendar.staffed)
        for day in range(day_of(first), beyond if np.isinf(last) else min(beyond, day_of(last) + 1)):
            if calendar.staffed[day - calendar.first_day]:
                yield from (time for time in (24.0 * day + hour for hour in self._slots) if first <= time <= last)
