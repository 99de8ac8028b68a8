"""The working calendar backwards: hours taken off, and the last whole hour that begins before a time.

Offices are open 9-12 and 13:30-17:30 on weekdays but not on day 2, and day 0 is a Monday.
"""

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.clock import add_staffed, build_calendar, last_whole_hour, staffed_hours, take_staffed

FIRST, LAST = -140, 60
CALENDAR = build_calendar(FIRST, LAST, [(9.0, 12.0), (13.5, 17.5)], frozenset({2}))
NEVER_CLOSED = build_calendar(FIRST, LAST, [(0.0, 24.0)], frozenset(), weekend=())
MONDAY = 24.0 * 7


@pytest.mark.parametrize(
    ("time", "hours", "before"),
    [
        (11.0, 0.0, 11.0),
        (20.0, 0.0, 20.0),  # nothing to take: the time itself, open or not
        (11.0, 1.5, 9.5),
        (11.0, 2.0, 9.0),
        (14.5, 1.0, 13.5),  # from the opening on, not from noon
        (14.5, 2.0, 11.0),
        (13.0, 1.0, 11.0),  # in the break, as at noon
        (20.0, 7.0, 9.0),
        (24.0 + 10.0, 7.0, 10.0),
        (24.0 * 3 + 10.0, 7.0, 24.0 + 10.0),  # day 2 is a holiday
        (MONDAY + 10.0, 7.0, 24.0 * 4 + 10.0),  # Friday
        (MONDAY - 10.0, 7.0, 24.0 * 4 + 9.0),  # Sunday: all of Friday
        (MONDAY + 9.0, 1.0, 24.0 * 4 + 16.5),
        (10.0, 10_000.0, -inf),  # before the calendar
    ],
)
def test_take_staffed(time: float, hours: float, before: float) -> None:
    assert take_staffed(CALENDAR, time, hours) == before


@pytest.mark.parametrize(
    ("time", "begins"),
    [
        (9.0, 9.0),
        (9.99, 9.0),
        (10.0, 10.0),
        (11.5, 11.0),
        (13.0, 11.0),  # in the break
        (13.5, 13.5),  # hours of the afternoon begin at half past
        (14.4, 13.5),
        (16.5, 16.5),
        (17.4, 16.5),  # the last whole hour of the day
        (23.0, 16.5),
        (24.0 + 4.0, 16.5),
        (24.0 + 8.99, 16.5),
        (24.0 * 2 + 12.0, 24.0 + 16.5),  # the holiday
        (MONDAY + 6.0, 24.0 * 4 + 16.5),
        (24.0 * FIRST + 8.0, -inf),
    ],
)
def test_last_whole_hour(time: float, begins: float) -> None:
    assert last_whole_hour(CALENDAR, time) == begins


def test_hours_that_are_not_whole_are_left_out() -> None:
    calendar = build_calendar(FIRST, LAST, [(9.0, 9.5), (10.0, 12.75)], frozenset())
    assert last_whole_hour(calendar, 12.7) == 11.0
    assert last_whole_hour(calendar, 9.4) == 11.0 - 72.0  # Friday: half an hour is no hour


def test_where_offices_never_close() -> None:
    assert take_staffed(NEVER_CLOSED, 30.5, 24.0) == 6.5
    assert last_whole_hour(NEVER_CLOSED, 30.5) == 30.0
    assert last_whole_hour(NEVER_CLOSED, 24.0) == 24.0


# quarters of an hour add up exactly
QUARTERS = st.integers(0, 4 * 24 * 40).map(lambda n: n / 4.0)
STAFFED_QUARTERS = st.integers(1, 4 * 7 * 20).map(lambda n: n / 4.0)


@settings(derandomize=True, deadline=None)
@given(STAFFED_QUARTERS, STAFFED_QUARTERS)
def test_hours_taken_off_pass_again(since_start: float, hours: float) -> None:
    # No opening comes out of add_staffed: there the hours have passed already at the closing before it.
    time = add_staffed(CALENDAR, 0.0, since_start)
    assert add_staffed(CALENDAR, take_staffed(CALENDAR, time, hours), hours) == time


@settings(derandomize=True, deadline=None)
@given(QUARTERS, st.integers(1, 4 * 60).map(lambda n: n / 4.0))
def test_it_is_the_last_such_time(time: float, hours: float) -> None:
    before = take_staffed(CALENDAR, time, hours)
    assert staffed_hours(CALENDAR, time) - staffed_hours(CALENDAR, before) == hours
    assert staffed_hours(CALENDAR, time) - staffed_hours(CALENDAR, before + 1.0 / 16.0) < hours


@settings(derandomize=True, deadline=None)
@given(QUARTERS)
def test_a_last_whole_hour_among_all_that_begin(time: float) -> None:
    days = [day for day in range(FIRST, 40) if day % 7 < 5 and day != 2]
    begin = [24.0 * day + hour for day in days for hour in (9.0, 10.0, 11.0, 13.5, 14.5, 15.5, 16.5)]
    assert last_whole_hour(CALENDAR, time) == max(hour for hour in begin if hour <= time)
