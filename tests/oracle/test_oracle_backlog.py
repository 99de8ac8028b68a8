"""Old cases in the oracle, against hand-worked cases: T0 is hour 0, midnight before a Monday, offices open at 9:00."""

from typing import Any

import numpy as np
import pytest

from sim.randomness import Purpose, exponential, row_role, uniform
from sim.stages import NONE, CommunityClass, Grade, Level, Stage, Status

from .by_hand import (
    FIRST,
    SEED,
    occupy,
    problem_by_hand,
    quiet_town,
    remind_days,
    share_taken_up,
    times,
    waits_in_days,
)
from .flow_oracle import file_old, run_oracle
from .ledger import AssignmentRecord, IssueRecord
from .small_town import small_town
from .town import Town

RANKED: dict[str, Any] = {"districts": {"ranking": 1.0}}


def run_old(town: Town, reported_at: float, grade: Grade = Grade.COMPLEX, departments: list[int] | None = None) -> None:
    """Put a department's case of before T0, hour 0, into the town and let it run."""
    problem = problem_by_hand(town, reported_at, Level.DEPARTMENT, grade=grade, departments=departments)
    file_old(town, problem, reported_at, 0)
    town.env.run(until=24.0 * 30)


def row_of(town: Town) -> IssueRecord:
    """Return the record of the case."""
    return town.ledger.issues[FIRST]


def asked_of(town: Town, department: int) -> AssignmentRecord:
    """Return the record of a department's letter."""
    return town.ledger.assignments[FIRST, 0, department]


def reminded_at_nine(reported_at: float) -> dict[str, Any]:
    """Return rules under which department 0 is reminded at 9:00 of day 0, asked again at 9:30 and takes it up."""
    assert 0.15 < share_taken_up(0) < 1.0 - 0.85**2
    return {"service": {"take_up": 0.15, "remind_days": remind_days(0, 9.0 - (reported_at + 72.0))}}


# --- letters ----------------------------------------------------------------------------------------


def test_what_was_taken_up_before_the_start_is_not_there() -> None:
    town = quiet_town()
    run_old(town, -100.0)
    assert town.ledger.issues == {} and town.ledger.assignments == {}


@pytest.mark.parametrize(("reminders", "waits", "there"), [(0, 1, False), (1, 1, True), (1, 2, False), (2, 2, True)])
def test_what_was_given_up_before_the_start_is_not_there(reminders: int, waits: int, there: bool) -> None:
    # released at -28.0; the last of so many waits ends at -0.5
    rules = {"take_up": 0.0, "reminders": reminders, "remind_days": remind_days(0, 27.5, asks=waits)}
    town = quiet_town(service=rules)
    run_old(town, -100.0)
    assert (FIRST in town.ledger.issues) == there
    if there:  # it was asked about once more before the start
        asked = asked_of(town, 0)
        assert (asked.asks, asked.lapsed, row_of(town).lapsed) == (reminders + 1, 1, 1)


def test_an_open_letter_is_reminded_of_when_it_is_due() -> None:
    # released at -28.0; reminded 9:00 to 9:30, taken up, worked to 12:00 and 14:00, verified to 14:15
    town = quiet_town(demand={"dispatch_hours": 1.5}, **reminded_at_nine(-100.0))
    run_old(town, -100.0)
    row, asked = row_of(town), asked_of(town, 0)
    assert times(row, Stage.COLLECT, Stage.INTEGRATE, Stage.CLASSIFY, Stage.RELEASE) == [-100.0, -98.5, -28.0, -28.0]
    assert (row.contacted_at, row.triages, row.letters, row.visits) == (-28.0, 1, 1, 0)
    assert (asked.asks, asked.released_at, asked.accepted_at) == pytest.approx((2, -28.0, 9.5))
    assert times(row, Stage.HANDLE, Stage.VERIFY) == pytest.approx([14.0, 14.25])


def test_what_was_asked_for_twice_before_the_start_is_asked_for_a_third_time() -> None:
    # With p = 0.09 the chance of two asks is 0.172, of three 0.246. The second wait ends at 9:15, after the start.
    assert 1.0 - 0.91**2 < share_taken_up(0) < 1.0 - 0.91**3
    days = remind_days(0, 109.25, asks=2)
    assert -100.0 + 24.0 * days * waits_in_days(0, 0) < 0.0
    town = quiet_town(service={"take_up": 0.09, "remind_days": days, "remind_hours": 0.25})
    run_old(town, -172.0)
    asked = asked_of(town, 0)
    assert (asked.asks, asked.accepted_at, asked.done_at) == pytest.approx((3, 9.5, 14.0))


def test_letters_of_one_case_done_before_the_start_and_open() -> None:
    # department 3 takes it up when it is released and has done it at that moment
    assert share_taken_up(3) < 0.15
    town = quiet_town(**reminded_at_nine(-100.0))
    run_old(town, -100.0, departments=[3, 0])
    done, later = asked_of(town, 3), asked_of(town, 0)
    assert (done.asks, done.released_at, done.accepted_at, done.done_at) == (1, -28.0, -28.0, -28.0)
    assert later.done_at == row_of(town).first[Stage.HANDLE] == pytest.approx(14.0)
    assert row_of(town).lapsed == 0


@pytest.mark.parametrize(("apart", "solved"), [(0.01, 1), (-0.01, 0)])
def test_who_was_done_before_the_start_has_answered_apart(apart: float, solved: int) -> None:
    left = uniform(SEED, Purpose.SOLVED, FIRST, 0) + apart
    rules = reminded_at_nine(-100.0)
    town = quiet_town(service=rules["service"] | {"apart": 1.0 - left})
    run_old(town, -100.0, departments=[3, 0])
    assert row_of(town).truly_solved == solved


def test_letters_of_one_case_given_up_before_the_start_and_later() -> None:
    # department 0 is waited for until 33.0, department 2, whose wait is shorter, not until the start
    days = remind_days(0, 73.0)
    assert -40.0 + 24.0 * days * waits_in_days(2) < 0.0
    town = quiet_town(service={"take_up": 0.0, "reminders": 0, "remind_days": days})
    run_old(town, -112.0, departments=[2, 0])
    row = row_of(town)
    assert [asked_of(town, d).lapsed for d in (2, 0)] == [1, 1]
    assert row.first[Stage.VERIFY] == pytest.approx(33.25) and np.isnan(row.first[Stage.HANDLE])
    assert (row.status, row.lapsed) == (Status.CLOSED, 1)


def test_one_given_up_before_the_start_the_other_taken_up_later() -> None:
    # department 2's share is out of reach
    assert share_taken_up(2) > 1.0 - 0.85**2
    rules = reminded_at_nine(-112.0)
    days = rules["service"]["remind_days"]
    assert -40.0 + 24.0 * days * (waits_in_days(2) + waits_in_days(2, 1)) > 0.0  # not both waits
    town = quiet_town(**rules)
    town.rules = town.rules._replace(service=town.rules.service._replace(reminders=1))
    run_old(town, -112.0, departments=[2, 0])
    row = row_of(town)
    assert asked_of(town, 0).done_at == pytest.approx(14.0) and asked_of(town, 2).lapsed == 1
    assert row.lapsed == 1 and row.first[Stage.VERIFY] > 14.25 and np.isnan(row.first[Stage.HANDLE])


def test_a_letter_that_is_released_after_the_start_may_be_returned() -> None:
    # released at 52.0, at night; coordinated 57.0 to 57.75, then taken up
    town = quiet_town(categories={"ambiguity": 1.0}, departments={"acceptance": 0.0}, service={"max_returns": 1})
    run_old(town, -20.0)
    row, asked = row_of(town), asked_of(town, 0)
    assert times(row, Stage.CLASSIFY, Stage.RELEASE) == [52.0, 52.0]
    assert (asked.returns, asked.asks, asked.accepted_at) == pytest.approx((1, 1, 57.75))


def test_what_was_released_before_the_start_was_not_returned() -> None:
    rules = reminded_at_nine(-100.0) | {"categories": {"ambiguity": 1.0}, "departments": {"acceptance": 0.0}}
    town = quiet_town(**rules)
    run_old(town, -100.0)
    assert (asked_of(town, 0).returns, row_of(town).returns, asked_of(town, 0).asks) == (0, 0, 2)


# --- calls and replies ------------------------------------------------------------------------------


def test_an_old_case_whose_call_lies_in_the_past() -> None:
    # reported 100 h before T0, due 76 h before it; verified 14:15 on day 0, called 30 h later
    town = quiet_town(**RANKED, **reminded_at_nine(-100.0))
    run_old(town, -100.0, Grade.URGENT)
    row = row_of(town)
    assert (row.due_at, row.evaluated_at, row.first[Stage.EVALUATE]) == (-76.0, -76.0, -76.0)
    assert row.last[Stage.EVALUATE] == pytest.approx(44.25)
    assert (row.surveyed, row.rated, row.answer, row.solved_then, row.answer_later) == (0, 0, NONE, 0, 1)


def test_an_old_case_that_is_due_later() -> None:
    town = quiet_town(**RANKED, **reminded_at_nine(-100.0))
    run_old(town, -100.0)
    row = row_of(town)
    assert row.due_at == 260.0
    assert row.evaluated_at == row.first[Stage.EVALUATE] == row.last[Stage.EVALUATE] == pytest.approx(44.25)
    assert (row.answer, row.answer_later) == (1, NONE)


def test_an_old_case_that_is_due_before_its_first_contact() -> None:
    # reported 20 h before T0, so contacted and released at 52.0, due at 4.0: no hour has been given to the reporter
    nothing = dict.fromkeys(("satisfied_solved", "satisfied_wait"), 0.0)
    rules = {"satisfied_base": -50.0, "satisfied_contact": 100.0, "contact_half_hours": 1e-9}
    town = quiet_town(evaluation=nothing | rules)
    run_old(town, -20.0, Grade.URGENT)
    row = row_of(town)
    assert (row.evaluated_at, row.contacted_at, row.satisfied) == (4.0, 52.0, 0)


def test_an_old_letter_has_no_reply_but_its_closing() -> None:
    # due at 10:00 on day 1, so a reply would be due at 10:00 on day 0
    town = quiet_town(**RANKED, **reminded_at_nine(-134.0))
    run_old(town, -134.0, Grade.ORDINARY)
    row = row_of(town)
    assert (row.due_at, row.replied) == (34.0, 0)
    assert row.replied_at == row.closed_at == pytest.approx(14.25)


def test_an_old_case_that_the_street_has_at_the_start_is_replied_to() -> None:
    # reported 10 h before T0, due on Sunday: a reply on Friday from 9:00; the community has no hour for it until then
    town = quiet_town(**RANKED)
    occupy(town, town.communities[0], CommunityClass.UPWARD, 0.5, 1000.0)
    occupy(town, town.communities[0], CommunityClass.UPWARD, 0.5, 1000.0, key=2)
    problem = problem_by_hand(town, -10.0, Level.COMMUNITY, grade=Grade.ORDINARY)
    file_old(town, problem, -10.0, 0)
    town.env.run(until=24.0 * 30)
    row = row_of(town)
    assert (row.first[Stage.INTEGRATE], row.due_at) == (0.0, 158.0)
    assert (row.replied_at, row.replied) == (105.25, 1)


# --- a whole town -----------------------------------------------------------------------------------


def test_the_backlog_of_a_town() -> None:
    world, rules, residents = small_town(days=2)
    start, mean = -24.0 * 28, 24.0 * rules.service.remind_days
    ledger = run_oracle(world, rules, residents, SEED, 28, 2)
    old = {key: row for key, row in ledger.issues.items() if row.first[Stage.COLLECT] < start}
    called = [row for row in old.values() if row.due_at <= start]
    assert len(called) > 3 and all(row.evaluated_at == row.due_at and not row.surveyed for row in called)
    assert all(row.evaluated_at > start for row in old.values() if row.due_at > start and row.evaluated_at < np.inf)
    assert sum(row.first[Stage.INTEGRATE] == start for row in old.values()) > 3
    released = {key: row for key, row in old.items() if row.first[Stage.RELEASE] < start}
    assert len(released) > 5
    for key, row in released.items():
        assert row.first[Stage.RELEASE] == row.first[Stage.COLLECT] + 72.0
        assert row.contacted_at == row.first[Stage.CLASSIFY] == row.first[Stage.RELEASE]
        letters = {d: record for (of, visit, d), record in ledger.assignments.items() if (of, visit) == (key, 0)}
        assert any(
            _last_wait(record, key, d, mean) >= start for d, record in letters.items() if not record.done_at < start
        )


def _last_wait(record: AssignmentRecord, key: int, department: int, mean: float) -> float:
    """Return when all waits for a letter of a town of one district would have ended, one after the other."""
    draws = (uniform(SEED, Purpose.REMINDS, row_role(key, department), k) for k in range(record.asks))
    return record.released_at + sum(exponential(u, mean) for u in draws)
