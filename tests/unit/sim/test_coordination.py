"""Letters, appointments and the own line: measures on tables of a few rows, borders among them, worked by hand."""

import math

import numpy as np
import pytest

from sim import tables
from sim.clock import add_staffed, build_calendar, staffed_hours, staffed_hours_at
from sim.coordination import (
    appointments_kept,
    calendar_of,
    letters_chased,
    letters_returned,
    letters_taken_up,
    own_line_wait,
)
from sim.stages import NONE, Level, TaskKind, Work
from sim.trace import origin_of
from tests.unit.sim.frames import NEVER, HandMade, frame

DAYS = 100
END = 24.0 * DAYS
LAST = 24.0 * (DAYS - 60)
SEGMENTS = [(9.0, 12.0), (13.0, 17.0)]


def lived(letters=(), whistles=(), called=(), tasks=()):
    """A run with these letters, whistles, departments called by whistle, and tasks of departments."""
    trace = HandMade(DAYS)
    rows = [{"whistle": NONE, "accepted_at": NEVER, **row} for row in letters]
    trace.assignments = frame(tables.ASSIGNMENTS, [*rows, *called])
    trace.whistles = frame(tables.WHISTLES, whistles)
    trace.tasks = frame(tables.TASKS, [{"kind": int(TaskKind.OWN_LINE), **row} for row in tasks])
    staffed = [7.0 if day % 7 < 5 else 0.0 for day in range(-10, DAYS)]
    days = [{"day": day, "level": int(Level.DEPARTMENT), "staffed": hours} for day, hours in enumerate(staffed, -10)]
    trace.offices = frame(tables.OFFICES, [*days, *({**row, "office": 1, "staffed": 0.0} for row in days)])
    trace.provenance |= {"segments": [list(each) for each in SEGMENTS]}
    return trace


def taken(at, after, **more):
    return {"released_at": at, "accepted_at": at + after, "asks": 1, **more}


def left(at, asks=1, **more):
    return {"released_at": at, "asks": asks, **more}


@pytest.mark.parametrize(("at", "counts"), [(-0.1, False), (0.0, True), (LAST - 0.1, True), (LAST, False)])
def test_letters_count_that_were_posted_from_day_0_to_60_days_before_the_end(at, counts):
    for of in (letters_taken_up, letters_chased):
        found = of(lived([taken(at, 3.0)]))
        assert math.isnan(found) != counts


def test_a_letter_is_taken_up_if_it_is_within_60_days():
    rows = [taken(0.0, 1440.0, asks=4), taken(0.0, 1440.1, asks=4), left(0.0), left(0.0, lapsed=1)]
    assert letters_taken_up(lived(rows)) == 0.25


def test_what_becomes_of_a_letter_later_does_not_move_it():
    assert letters_taken_up(lived([taken(5.0, 1.0, done_at=1e3), left(5.0)])) == 0.5


def test_whistles_and_letters_of_emergencies_are_no_letters_that_somebody_decides_on():
    emergency = taken(5.0, 0.0) | {"asks": 0}
    whistled = taken(5.0, 1.0, returns=1) | {"whistle": 0}
    for of in (letters_taken_up, letters_returned, letters_chased):
        assert math.isnan(of(lived([emergency, whistled])))


def test_a_letter_was_reminded_of_as_often_as_asked_but_the_first_time():
    # never asked: sent back, and still with the street
    rows = [left(0.0, asks=4, lapsed=1), taken(0.0, 900.0, asks=2), taken(0.0, 1.0), left(0.0, asks=0, returns=1)]
    assert letters_chased(lived(rows)) == (3 + 1 + 0 + 0) / 4


def test_letters_sent_back_count_once_and_to_the_end():
    rows = [left(END - 1.0, asks=0, returns=2), left(10.0, returns=1), left(10.0), taken(10.0, 2.0), left(END)]
    assert letters_returned(lived(rows)) == 2 / 4


def test_appointments_are_of_each_department_called_whose_time_has_come():
    whistles = [
        {"released_at": 10.0, "booked": 3, "appointments": 2},  # the third is still to come
        {"released_at": 10.0, "booked": 1, "appointments": 1},
        {"released_at": 10.0, "booked": 0, "appointments": 1},  # an emergency desk's
        {"released_at": -1.0, "booked": 1, "appointments": 1},
        {"released_at": 10.0, "booked": 1, "appointments": 0},
    ]
    missed = [(0, 2), (0, 0), (1, 0), (2, 0), (3, 1), (4, 0)]
    called = [{"whistle": whistle, "missed": times} for whistle, times in missed]
    assert appointments_kept(lived(whistles=whistles, called=called)) == pytest.approx(3 / 5)
    assert math.isnan(appointments_kept(lived(whistles=whistles[2:], called=[])))


def own(arrives, done, hours, **more):
    return {"arrives_at": arrives, "done_at": done, "hours": hours, **more}


def test_the_own_line_waits_in_staffed_hours_less_its_work():
    # arrives on Friday at 16, done on Monday at 10: 1 hour and 1 hour, of which 1.5 are its work
    assert own_line_wait(lived(tasks=[own(24.0 * 4 + 16.0, 24.0 * 7 + 10.0, 1.5)])) == pytest.approx(0.5)
    tasks = [own(10.0, 12.5, 2.0), own(10.0, 16.0, 1.0)]  # lunch is not staffed: 0 and 4
    assert own_line_wait(lived(tasks=tasks)) == pytest.approx(2.0)


def test_what_is_not_done_has_waited_to_the_end():
    weeks = 24.0 * 7 * 8  # a Monday at midnight; from there to day 100 there are 6 weeks of 35 hours and 2 days of 7
    for done in (NEVER, END + 5.0):
        assert own_line_wait(lived(tasks=[own(weeks, done, 4.0)])) == pytest.approx(6 * 35.0 + 2 * 7.0 - 4.0)


def test_only_own_line_that_arrived_from_day_0_to_30_days_before_the_end_counts():
    last = 24.0 * (DAYS - 30)
    others = [own(-1.0, 30.0, 1.0), own(last, NEVER, 1.0), own(9.0, 17.0, 1.0, kind=int(TaskKind.TRANSFERRED))]
    assert math.isnan(own_line_wait(lived(tasks=others)))
    assert own_line_wait(lived(tasks=[*others, own(9.0, 10.0, 1.0)])) == 0.0


def test_the_calendar_read_off_a_trace_is_the_one_it_was_lived_by():
    lived_by = build_calendar(-10, DAYS - 1, SEGMENTS, frozenset(), first_weekday=0)
    found = calendar_of(lived())
    assert (found.staffed == lived_by.staffed).all() and (found.before == lived_by.before).all()
    times = np.random.default_rng(1).uniform(-240.0, END, 500)
    assert [staffed_hours(found, time) for time in times] == [staffed_hours(lived_by, time) for time in times]


def test_days_on_which_nobody_is_there_and_nothing_waits_are_no_gap_in_the_calendar():
    whole, gaps = lived(), lived()
    offices = gaps.offices
    gaps.offices = offices[offices["staffed"] > 0.0]
    assert len(gaps.offices) < len(whole.offices)
    assert (calendar_of(gaps).before == calendar_of(whole).before).all()


def test_many_times_at_once_are_each_time_alone():
    calendar = build_calendar(-10, DAYS, SEGMENTS, frozenset({3, 4}), first_weekday=2)
    times = np.concatenate([np.random.default_rng(2).uniform(-240.0, END, 2000), [9.0, 12.0, 13.0, 17.0, 0.0, NEVER]])
    found = staffed_hours_at(calendar, times)
    assert found[:-1].tolist() == pytest.approx([staffed_hours(calendar, time) for time in times[:-1]])
    assert math.isnan(found[-1])
    later = add_staffed(calendar, 10.0, 20.0)
    assert np.diff(staffed_hours_at(calendar, np.array([10.0, later]))) == pytest.approx([20.0])


def test_reminders_are_work_that_residents_bring():
    assert origin_of(Work.CHASING, Level.STREET) == origin_of(Work.LETTER, Level.DEPARTMENT) == Level.RESIDENT
