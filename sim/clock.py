"""The working calendar: clock hours to staffed hours and back, exactly.

Times are float64 hours; 0 is midnight at the start of day 0 (the end of the burn-in), earlier
times are negative. Days are half-open: day d holds [24 d, 24 (d + 1)).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.compiled import entrance

HOURS_A_DAY = 24.0


class Calendar(NamedTuple):
    """Staffed segments of every day of a run.

    Attributes
    ----------
    first_day : int
        Day number of row 0 (negative: the burn-in and what came before it).
    staffed : uint8[days]
        1 where offices are staffed that day.
    opens, closes : float64[segments]
        Clock hours within a staffed day, ascending.
    before : float64[days + 1]
        Staffed hours of one server from the first day to the start of each day.
    hours_a_day : float
        Sum of the segments of a staffed day.
    """

    first_day: int
    staffed: np.ndarray
    opens: np.ndarray
    closes: np.ndarray
    before: np.ndarray
    hours_a_day: float


def build_calendar(
    first_day: int,
    last_day: int,
    segments: list[tuple[float, float]],
    holidays: frozenset[int],
    first_weekday: int = 0,
    weekend: tuple[int, ...] = (5, 6),
) -> Calendar:
    """Lay out staffed days from `first_day` to `last_day` (both included).

    Parameters
    ----------
    segments
        (open, close) clock hours of a staffed day.
    holidays
        Days of the year (0 to 364) on which offices are closed although it is a weekday.
    first_weekday
        Weekday of day 0 (0 = Monday).
    weekend
        Weekdays that are not staffed.
    """
    days = np.arange(first_day, last_day + 1)
    weekday = (days + first_weekday) % 7
    closed = np.isin(weekday, np.asarray(weekend, dtype=np.int64)) | np.isin(
        days % 365, np.asarray(sorted(holidays), dtype=np.int64)
    )
    staffed = (~closed).astype(np.uint8)
    opens = np.array([a for a, _ in segments], dtype=np.float64)
    closes = np.array([b for _, b in segments], dtype=np.float64)
    per_day = float((closes - opens).sum())
    before = np.concatenate([[0.0], np.cumsum(staffed * per_day)])
    return Calendar(int(first_day), staffed, opens, closes, before, per_day)


@entrance
def day_of(time: float) -> int:
    """Return the day that holds `time` (h)."""
    return int(np.floor(time / 24.0))


@entrance
def is_open(calendar: Calendar, time: float) -> bool:
    """Tell whether offices are staffed at `time` (h); closing times are not."""
    return is_open_later(calendar, time, 0.0)


@entrance
def is_open_later(calendar: Calendar, time: float, later: float) -> bool:
    """Tell whether an office is staffed at `time` (h) that closes `later` hours later than the calendar says."""
    day = day_of(time)
    if calendar.staffed[day - calendar.first_day] == 0:
        return False
    hour = time - 24.0 * day
    last = calendar.opens.shape[0] - 1
    for i in range(last + 1):
        if calendar.opens[i] <= hour < calendar.closes[i] + (later if i == last else 0.0):
            return True
    return False


@entrance
def is_opening(calendar: Calendar, time: float) -> bool:
    """Tell whether a staffed segment opens at `time` (h)."""
    day = day_of(time)
    if calendar.staffed[day - calendar.first_day] == 0:
        return False
    for i in range(calendar.opens.shape[0]):
        if 24.0 * day + calendar.opens[i] == time:
            return True
    return False


@entrance
def staffed_hours(calendar: Calendar, time: float) -> float:
    """Return the staffed hours of one server from the calendar's first day to `time` (h)."""
    return staffed_hours_later(calendar, time, 0.0)


@entrance
def staffed_hours_later(calendar: Calendar, time: float, later: float) -> float:
    """Return `staffed_hours` of an office that closes `later` hours later every staffed day."""
    day = day_of(time)
    row = day - calendar.first_day
    total = calendar.before[row]
    if later > 0.0:
        total += later * np.rint(total / calendar.hours_a_day)
    if calendar.staffed[row] == 1:
        hour = time - 24.0 * day
        last = calendar.opens.shape[0] - 1
        for i in range(last + 1):
            close = calendar.closes[i] + (later if i == last else 0.0)
            total += min(max(hour - calendar.opens[i], 0.0), close - calendar.opens[i])
    return total


def staffed_hours_at(calendar: Calendar, times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return `staffed_hours` of many times (h) at once; float64 of their shape, NaN where a time is NaN."""
    known = np.where(np.isnan(times), 24.0 * calendar.first_day, times)
    day = np.floor(known / HOURS_A_DAY).astype(np.int64)
    row, hour = day - calendar.first_day, known - HOURS_A_DAY * day
    within = np.zeros(known.shape)
    for opens, closes in zip(calendar.opens, calendar.closes, strict=True):
        within += np.clip(hour - opens, 0.0, closes - opens)
    staffed = calendar.staffed[np.minimum(row, len(calendar.staffed) - 1)] == 1
    return np.where(np.isnan(times), np.nan, calendar.before[row] + np.where(staffed, within, 0.0))


@entrance
def add_staffed(calendar: Calendar, time: float, hours: float) -> float:
    """Return when `hours` staffed hours have passed since `time`.

    Zero hours return `time` itself. A job that ends with the day ends at its closing time, not
    at the next opening.
    """
    return add_staffed_later(calendar, time, hours, 0.0)


@entrance
def add_staffed_later(calendar: Calendar, time: float, hours: float, later: float) -> float:
    """Return what `add_staffed` returns for an office that closes `later` hours later every staffed day."""
    if hours <= 0.0:
        return time
    left = hours
    day = day_of(time)
    hour = time - 24.0 * day
    last = calendar.opens.shape[0] - 1
    while True:
        if calendar.staffed[day - calendar.first_day] == 1:
            for i in range(last + 1):
                start = max(hour, calendar.opens[i])
                room = calendar.closes[i] + (later if i == last else 0.0) - start
                if room <= 0.0:
                    continue
                if left <= room:
                    return 24.0 * day + start + left
                left -= room
        day += 1
        hour = 0.0
        if day - calendar.first_day >= calendar.staffed.shape[0]:
            return np.inf  # beyond the calendar: after the end of the run


@entrance
def take_staffed(calendar: Calendar, time: float, hours: float) -> float:
    """Return the last time from which `hours` staffed hours pass until `time`; minus inf before the calendar."""
    if hours <= 0.0:
        return time
    left = hours
    day = day_of(time)
    hour = time - 24.0 * day
    while day >= calendar.first_day:
        if calendar.staffed[day - calendar.first_day] == 1:
            for i in range(calendar.opens.shape[0] - 1, -1, -1):
                end = min(hour, calendar.closes[i])
                room = end - calendar.opens[i]
                if room <= 0.0:
                    continue
                if left <= room:
                    return 24.0 * day + end - left
                left -= room
        day -= 1
        hour = 24.0
    return -np.inf


@entrance
def last_whole_hour(calendar: Calendar, time: float) -> float:
    """Return the last staffed hour, counted from the opening of a segment, that begins at `time` or before.

    Minus inf before the calendar.
    """
    day = day_of(time)
    hour = time - 24.0 * day
    while day >= calendar.first_day:
        if calendar.staffed[day - calendar.first_day] == 1:
            for i in range(calendar.opens.shape[0] - 1, -1, -1):
                begun = np.floor(min(hour, calendar.closes[i] - 1.0) - calendar.opens[i])
                if begun >= 0.0:
                    return 24.0 * day + calendar.opens[i] + begun
        day -= 1
        hour = 24.0
    return -np.inf


@entrance
def next_morning(calendar: Calendar, time: float) -> float:
    """Return the first opening of a staffed day strictly after `time` (h), inf after the end."""
    day = day_of(time)
    while day - calendar.first_day < calendar.staffed.shape[0]:
        if calendar.staffed[day - calendar.first_day] == 1:
            opening = 24.0 * day + calendar.opens[0]
            if opening > time:
                return opening
        day += 1
    return np.inf


@entrance
def next_opening(calendar: Calendar, time: float) -> float:
    """Return the next opening of any staffed segment strictly after `time` (h), inf after the end."""
    day = day_of(time)
    while day - calendar.first_day < calendar.staffed.shape[0]:
        if calendar.staffed[day - calendar.first_day] == 1:
            for i in range(calendar.opens.shape[0]):
                opening = 24.0 * day + calendar.opens[i]
                if opening > time:
                    return opening
        day += 1
    return np.inf


@entrance
def next_close(calendar: Calendar, time: float) -> float:
    """Return the next closing of a staffed day strictly after `time` (h), inf after the end."""
    day = day_of(time)
    while day - calendar.first_day < calendar.staffed.shape[0]:
        if calendar.staffed[day - calendar.first_day] == 1:
            closing = 24.0 * day + calendar.closes[-1]
            if closing > time:
                return closing
        day += 1
    return np.inf
