"""Law 2 of what runs by the clock of a case: due times, first contacts, replies, the city's calls.

Each check works out from filing, stages and rules alone what must have happened by now and what must still be to come.
Rules are all that were in force: where they differ, what some of them ask for may be, what all of them ask for must.
"""

from typing import NamedTuple

import numpy as np

from sim.clock import Calendar, add_staffed, last_whole_hour, staffed_hours, take_staffed
from sim.kernel.jobs import CALL_BACK, REPLY, WAITING
from sim.kernel.state import Town
from sim.rules import Rules
from sim.stages import NONE, Channel, EventKind, Grade, Level, Stage, Status
from tests.property.asked import active_jobs, table

SMALL = 1e-6  # h


class _Rows(NamedTuple):
    """What all checks read of every row."""

    issues: np.ndarray
    start: float  # h, of the run
    filed: np.ndarray  # bool: somebody has, it was not found by a patrol
    emergency: np.ndarray
    old_letter: np.ndarray  # was with a department before the run
    collected: np.ndarray
    integrated: np.ndarray
    verified: np.ndarray  # last, or settled in the first call


def _rows(town: Town) -> _Rows:
    issues, start = table(town, "issues"), 24.0 * town.first_day
    number = len(issues)
    collected, emergency = town.first[Stage.COLLECT, :number], issues["grade"] == Grade.EMERGENCY
    return _Rows(
        issues,
        start,
        filed=issues["channel"] != Channel.GRID,
        emergency=emergency,
        old_letter=(collected < start) & (issues["authority"] == Level.DEPARTMENT) & ~emergency,
        collected=collected,
        integrated=town.first[Stage.INTEGRATE, :number],
        verified=np.where(
            (issues["at_once"] == 1) & (issues["status"] == Status.CLOSED),
            issues["closed_at"],
            town.last[Stage.VERIFY, :number],
        ),
    )


def assert_the_clock_of_cases(town: Town, end: float, *rules: Rules) -> None:
    """Law 2: all that this file checks."""
    assert_due_times(town, rules[0])
    assert_first_contacts(town, *rules)
    assert_replies(town, end, *rules)
    assert_replies_wait_where_they_are_due(town, end, *rules)
    assert_calls(town, end, rules[0])
    assert_answers(town)
    assert_own_checks(town)


def assert_due_times(town: Town, rules: Rules) -> None:
    """Law 2: a row is due so many hours after it was filed, of ordinary and complex ones perhaps in working days."""
    rows, deadlines = _rows(town), rules.deadlines
    hours = np.asarray(deadlines.grade_hours)[rows.issues["grade"]]
    due = rows.collected + hours
    if deadlines.working_days == 1:
        for n in np.flatnonzero(np.isin(rows.issues["grade"], (Grade.ORDINARY, Grade.COMPLEX))):
            staffed = hours[n] / 24.0 * town.calendar.hours_a_day
            due[n] = add_staffed(town.calendar, rows.collected[n], staffed)
    assert np.array_equal(rows.issues["due_at"], due)


def _desk_calendar(town: Town, street: int, *rules: Rules) -> Calendar:
    """Return the widest hours a street's contact desk has had."""
    return town.duty if any(r.streets.desk_every_day[street] == 1 for r in rules) else town.calendar


def assert_first_contacts(town: Town, *rules: Rules) -> None:
    """Law 2: a first contact ends while its desk sits, after as many of the desk's hours as it takes.

    Or at an opening: where contacts fill a morning to the minute, rounding carries the end of the last over the break.
    """
    rows = _rows(town)
    least = np.where(
        rows.issues["at_once"] == 1,
        min(r.service.first_call_hours for r in rules),
        min(r.service.contact_hours for r in rules),
    )
    contacted = rows.issues["contacted_at"]
    for n in np.flatnonzero(~np.isnan(contacted) & ~rows.emergency & ~rows.old_letter):
        calendar = _desk_calendar(town, rows.issues["street"][n], *rules)
        before, done, after = (staffed_hours(calendar, contacted[n] + shift) for shift in (-SMALL, 0.0, SMALL))
        assert done - staffed_hours(calendar, rows.integrated[n]) >= least[n] - SMALL
        assert after > before
    classified = town.first[Stage.CLASSIFY, : len(contacted)]
    assert not (contacted > classified).any()
    assert (np.isnan(classified) | ~np.isnan(contacted)).all()


def _assessed(town: Town, *rules: Rules) -> tuple[np.ndarray, np.ndarray]:
    """Tell of every row whether its district ranks or supervises under any of the rules, and whether under all."""
    district = town.streets["district"][table(town, "issues")["street"]]
    found = [(r.districts.ranking[district] > 0.0) | (r.districts.supervision_days[district] > 0.0) for r in rules]
    return np.any(found, axis=0), np.all(found, axis=0)


def _reply_due(town: Town) -> np.ndarray:
    """Return when a reply is to be written to every row if none was given by then; inf where none ever is."""
    rows, calendar = _rows(town), town.calendar
    found = np.full(len(rows.issues), np.inf)
    for n in np.flatnonzero(rows.filed & ~rows.emergency & ~rows.old_letter & ~np.isnan(rows.integrated)):
        due = rows.issues["due_at"][n]
        urgent = rows.issues["grade"][n] == Grade.URGENT
        at = last_whole_hour(calendar, due - 6.0) if urgent else take_staffed(calendar, due, calendar.hours_a_day)
        at = max(at, rows.integrated[n])
        if at < due:
            found[n] = at
    return found


def assert_replies(town: Town, end: float, *rules: Rules) -> None:
    """Law 2: when rows were replied to, by what, and who never is."""
    rows = _rows(town)
    issues, replied_at = rows.issues, rows.issues["replied_at"]
    replied, ended = issues["replied"] == 1, (issues["status"] == Status.CLOSED) | (issues["applied"] == 1)
    ever, always = _assessed(town, *rules)
    assert np.isnan(replied_at[~rows.filed]).all() and not replied[~rows.filed].any()
    assert not (replied & ~ever).any(), "a reply where nobody assesses"
    assert not (replied_at < rows.integrated).any() and not (replied_at >= end).any()
    # else a row is replied to by being dealt with, by its last verification and not before
    dealt_with = np.where(ended, rows.verified, np.nan)
    plain = rows.filed & ~replied
    assert np.array_equal(replied_at[plain], dealt_with[plain], equal_nan=True)
    assert not np.isnan(replied_at[replied]).any() and not (replied_at > dealt_with)[replied].any()
    # an emergency's first contact is its reply
    told = rows.emergency & rows.filed & ~np.isnan(issues["contacted_at"])
    assert replied[told & always].all() and not replied[rows.emergency & ~told].any()
    here = told & replied
    assert np.array_equal(replied_at[here], issues["contacted_at"][here])
    # others' replies take time at the desk from when they were due
    due, least = _reply_due(town), min(r.service.reply_hours for r in rules)
    for n in np.flatnonzero(replied & ~rows.emergency & ~(replied_at == dealt_with)):
        calendar = _desk_calendar(town, issues["street"][n], *rules)
        assert staffed_hours(calendar, replied_at[n]) - staffed_hours(calendar, due[n]) >= least - SMALL


def assert_replies_wait_where_they_are_due(town: Town, end: float, *rules: Rules) -> None:
    """Law 2: one reply is asked for where a row is open and not replied to at its time, no other; it ends with its row."""
    rows, jobs, events = _rows(town), active_jobs(town), table(town, "events")
    issues, replied_at = rows.issues, rows.issues["replied_at"]
    number = len(issues)
    ever, always = _assessed(town, *rules)
    due = _reply_due(town)
    events = events[events["kind"] == EventKind.REPLY_DUE]
    pending = np.bincount(events["subject"], minlength=number)
    assert np.array_equal(events["time"], due[events["subject"]])
    later = (due >= end) & (due < np.inf)
    assert np.array_equal(pending[always], later[always]) and (pending <= (later & ever)).all()

    jobs = jobs[jobs["kind"] == REPLY]
    waiting = np.bincount(jobs["subject"][jobs["state"] == WAITING], minlength=number)
    asked = np.bincount(jobs["subject"], minlength=number)
    assert (asked <= 1).all() and np.array_equal(issues["reply_job"] != NONE, asked == 1)
    moved = issues["urged"] == 1
    for r in rules:
        moved |= r.streets.topic_meetings[issues["street"]] > 0.0
    queued = jobs[(jobs["state"] == WAITING) & ~moved[jobs["subject"]]]
    assert np.array_equal(queued["enqueued"], issues["due_at"][queued["subject"]])  # the first due is the first served
    is_open = issues["status"] == Status.OPEN
    assert (is_open & np.isnan(replied_at))[waiting == 1].all(), "a reply waits that nobody needs"
    written = (issues["replied"] == 1) & ~rows.emergency
    was_open = is_open | (issues["closed_at"] > due)
    assert not (written & (asked == 1)).any()
    may = ever & (due < end) & was_open & ~(replied_at <= due)
    assert may[written | (asked == 1)].all(), "a reply that was not due"
    must = always & (due < end) & was_open & ~(replied_at <= due)
    ended = ~is_open | (replied_at == rows.verified)
    assert (written | (asked == 1) | ended)[must].all(), "a reply that is due is not asked for"


def assert_calls(town: Town, end: float, rules: Rules) -> None:
    """Law 2: the city calls at the earlier of due and so long after closing, and once more if that was too early."""
    rows, events = _rows(town), table(town, "events")
    issues, start, number = rows.issues, rows.start, len(rows.issues)
    first, last = town.first[Stage.EVALUATE, :number], town.last[Stage.EVALUATE, :number]
    closed, due = issues["status"] == Status.CLOSED, issues["due_at"]
    after = np.where(closed, issues["closed_at"] + rules.evaluation.feedback_hours, np.inf)
    before_start = due <= start
    at = np.where(before_start, due, np.minimum(due, after))
    gone = np.isin(issues["status"], (Status.WITHDRAWN, Status.EXCLUDED)) & (issues["closed_at"] <= at) & ~before_start
    called = rows.filed & ~gone & (at < end)
    assert np.array_equal(issues["evaluated_at"], np.where(called, at, np.nan), equal_nan=True)
    assert np.array_equal(first, issues["evaluated_at"], equal_nan=True)
    solved_at = table(town, "problems")["solved_at"][issues["problem_index"]]
    assert np.array_equal(issues["solved_then"] == 1, called & ~before_start & (solved_at <= at))

    again = called & closed & (at < issues["closed_at"]) & (issues["solved_then"] == 0)
    assert np.array_equal(last, np.where(again & (after < end), after, first), equal_nan=True)

    first_after_closing = rows.filed & closed & (after < due)
    for detail, time, waits in (
        (0, due, rows.filed & ~before_start),
        (1, after, first_after_closing | again),
    ):
        of_kind = events[(events["kind"] == EventKind.CALL) & (events["detail"] == detail)]
        assert np.array_equal(np.bincount(of_kind["subject"], minlength=number), waits & (time >= end))
        assert np.array_equal(of_kind["time"], time[of_kind["subject"]])


def assert_answers(town: Town) -> None:
    """Law 2: who is asked at a call and answers has answered, nobody else; the unsolved, untold never say *solved*."""
    rows, cards = _rows(town), town.scorecards
    issues = rows.issues
    called = ~np.isnan(issues["evaluated_at"]) & (issues["due_at"] > rows.start)
    surveyed, rated, answer = issues["surveyed"] == 1, issues["rated"] == 1, issues["answer"]
    assert not (surveyed & ~called).any() and not (rated & ~surveyed).any()
    assert np.array_equal(answer != NONE, rated) and not ((issues["satisfied"] == 1) & ~rated).any()
    told = (issues["closed_at"] <= issues["evaluated_at"]) & (issues["recorded_solved"] == 1)
    assert not ((answer == 1) & (issues["solved_then"] == 0) & ~told).any()
    number = len(issues)
    again = town.last[Stage.EVALUATE, :number] > town.first[Stage.EVALUATE, :number]
    assert not ((issues["answer_later"] != NONE) & ~again).any()
    for name, counted in (
        ("evaluated", surveyed),
        ("rated", rated),
        ("satisfied", issues["satisfied"] == 1),
        ("resolved", answer == 1),
    ):
        assert np.array_equal(cards[name], np.bincount(issues["street"][counted], minlength=len(cards))), name


def assert_own_checks(town: Town) -> None:
    """Law 2: a street asks at most once, and only who has filed a row that is closed."""
    rows, jobs = _rows(town), active_jobs(town)
    issues = rows.issues
    checks = np.bincount(jobs["subject"][jobs["kind"] == CALL_BACK], minlength=len(issues)) + issues["called_back"]
    assert (checks <= (rows.filed & (issues["status"] == Status.CLOSED))).all()
