"""Due times, replies and the city's calls in the oracle, against hand-worked cases.

Offices are open 9-12 and 13:30-17:30 every weekday and day 0 is a Monday: 33.0 is nine o'clock on day 1. A first call
takes 0.5 h, a reply 0.25 h, a verification 0.25 h; every reporter is asked and answers, and says what is the case.
"""

from typing import Any

import numpy as np
import pytest

from sim.randomness import Purpose, exponential, row_key
from sim.stages import NONE, ContactClass, DepartmentClass, Grade, Level, Solvability, Stage, Status

from .by_hand import occupy, put, quiet_town, run_row, times
from .ledger import IssueRecord
from .replies import reply_time
from .town import Town

RANKED: dict[str, Any] = {"districts": {"ranking": 1.0}}
LETTERS: dict[str, Any] = {"whistle": 0.0}


def complex_due_after(hours: float) -> dict[str, Any]:
    """Return deadlines under which complex rows are due after so many clock hours."""
    return {"deadlines": {"grade_hours": [2.0, 24.0, 168.0, hours]}}


def town_of_waiting_letters(**overrides: dict[str, Any]) -> Town:
    """Return a town in which letters to department 3 lie for weeks."""
    parts: dict[str, Any] = {"streets": LETTERS}
    for part, fields in overrides.items():
        parts[part] = {**parts.get(part, {}), **fields}
    town = quiet_town(**parts)
    occupy(town, town.departments[3], DepartmentClass.OWN_LINE, 8.0, 1000.0)
    return town


def run_waiting(town: Town, **row: Any) -> IssueRecord:
    """Put a row in whose letter lies."""
    return run_row(town, authority=Level.DEPARTMENT, departments=[3], **row)[1]


# --- due times --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grade", "working_days", "due"),
    [
        (Grade.EMERGENCY, 0, 12.0),
        (Grade.URGENT, 0, 34.0),
        (Grade.ORDINARY, 0, 178.0),
        (Grade.COMPLEX, 0, 370.0),
        (Grade.EMERGENCY, 1, 12.0),
        (Grade.URGENT, 1, 34.0),
        (Grade.ORDINARY, 1, 226.0),  # seven working days after Monday 10:00: Wednesday of the next week
        (Grade.COMPLEX, 1, 24.0 * 21 + 10.0),  # fifteen: three weeks
    ],
)
def test_due_times(grade: Grade, working_days: int, due: float) -> None:
    town = quiet_town(deadlines={"working_days": working_days})
    _, row = run_row(town, at=10.0, authority=Level.COMMUNITY, grade=grade)
    assert row.due_at == pytest.approx(due)


# --- replies ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grade", "due", "planned"),
    [
        # Monday 10:00: one hour on Monday, six on Friday, that is back to 10:00
        (Grade.ORDINARY, 24.0 * 7 + 10.0, 24.0 * 4 + 10.0),
        (Grade.COMPLEX, 24.0 * 7 + 10.0, 24.0 * 4 + 10.0),
        (Grade.COMPLEX, 24.0 * 6 + 10.0, 24.0 * 4 + 9.0),  # Sunday: all of Friday
        (Grade.URGENT, 24.0 + 22.0, 24.0 + 15.5),  # 16:00: the hour that began at 15:30
        (Grade.URGENT, 24.0 + 19.5, 24.0 + 13.5),
        (Grade.URGENT, 24.0 + 19.0, 24.0 + 11.0),  # 13:00 is in the break
        (Grade.URGENT, 24.0 + 10.0, 16.5),  # 4:00 at night: the last hour of the evening before
        (Grade.URGENT, 24.0 * 7 + 12.0, 24.0 * 4 + 16.5),  # Monday 6:00: Friday
    ],
)
def test_when_a_reply_is_planned(grade: Grade, due: float, planned: float) -> None:
    assert reply_time(quiet_town(), grade, due) == pytest.approx(planned)


def test_a_reply_is_written_one_working_day_before_the_row_is_due() -> None:
    # due Monday 10:00 (178.0), so Friday 10:00 (106.0); nobody else asks for the section
    row = run_waiting(town_of_waiting_letters(**RANKED), at=10.0, grade=Grade.ORDINARY)
    assert (row.due_at, row.replied_at, row.replied) == (178.0, 106.25, 1)
    assert row.evaluated_at == 178.0


def test_an_urgent_reply_is_written_in_the_last_hour_that_begins_six_hours_before() -> None:
    # due 10:00 on day 1, so by 4:00, so from 16:30 on day 0
    row = run_waiting(town_of_waiting_letters(**RANKED), at=10.0, grade=Grade.URGENT)
    assert (row.due_at, row.replied_at, row.replied) == (34.0, 16.75, 1)


def test_a_reply_that_is_late_already_is_asked_for_at_once() -> None:
    # reported Sunday noon, due Monday noon: planned for Friday; on Monday the only one at the desk calls first
    row = run_waiting(town_of_waiting_letters(**RANKED), at=24.0 * 6 + 12.0, grade=Grade.URGENT)
    assert (row.contacted_at, row.replied_at, row.replied) == (24.0 * 7 + 9.5, 24.0 * 7 + 9.75, 1)


def test_replies_are_written_after_first_contacts_and_in_the_order_in_which_they_are_due() -> None:
    # The desk is busy from Friday 9:45 to 15:15. The reply of the first row (due Monday 10:00) waits since 10:00, that
    # of the second (filed Thursday 20:00, due Friday 20:00) since 13:30, the contact of the third since 10:30.
    town = town_of_waiting_letters(**RANKED)
    occupy(town, town.contact_desks[0], ContactClass.CONTACT, 105.75, 4.0)
    waiting: dict[str, Any] = {"authority": Level.DEPARTMENT, "departments": [3]}
    keys = [
        put(town, 10.0, grade=Grade.ORDINARY, **waiting),
        put(town, 92.0, grade=Grade.URGENT, n=1, **waiting),
        put(town, 105.0, n=2, **waiting),
    ]
    town.env.run(until=24.0 * 14)
    first, second, third = (town.ledger.issues[key] for key in keys)
    assert (first.due_at, second.due_at) == (178.0, 116.0)
    assert third.contacted_at == pytest.approx(111.75)
    assert [second.replied_at, first.replied_at] == pytest.approx([112.0, 112.25])


def test_a_first_contact_does_not_stop_a_reply_in_service() -> None:
    # the reply is written from Friday 10:00 to 12:00 and 13:30 to 14:30, a contact of 10:30 waits for it
    town = town_of_waiting_letters(**RANKED, service={"reply_hours": 3.0})
    first = put(town, 10.0, Level.DEPARTMENT, grade=Grade.ORDINARY, departments=[3])
    second = put(town, 105.0, Level.DEPARTMENT, departments=[3], n=1)
    town.env.run(until=24.0 * 14)
    assert town.ledger.issues[first].replied_at == pytest.approx(110.5)
    assert town.ledger.issues[second].contacted_at == pytest.approx(111.0)


def test_no_reply_is_written_where_it_could_not_come_before_the_row_is_due() -> None:
    # dispatched when it has long been due
    town = town_of_waiting_letters(**RANKED, demand={"dispatch_hours": 25.0})
    row = run_waiting(town, at=8.0, grade=Grade.URGENT)
    assert (row.due_at, row.first[Stage.INTEGRATE], row.replied) == (32.0, 33.0, 0)
    assert np.isnan(row.replied_at)


@pytest.mark.parametrize("assessed", [{"ranking": 1.0}, {"supervision_days": 7.0}])
def test_an_emergency_is_replied_to_with_its_first_contact(assessed: dict[str, float]) -> None:
    # at the street at once, 2:00 at night, the emergency desk calls for 0.75 h
    town = quiet_town(districts=assessed)
    _, row = run_row(town, at=2.0, authority=Level.COMMUNITY, grade=Grade.EMERGENCY)
    assert (row.contacted_at, row.replied_at, row.first[Stage.CLASSIFY], row.replied) == (2.75, 2.75, 2.75, 1)


def test_elsewhere_nobody_replies_but_by_closing() -> None:
    _, emergency = run_row(quiet_town(), at=2.0, authority=Level.COMMUNITY, grade=Grade.EMERGENCY)
    assert (emergency.contacted_at, emergency.replied_at, emergency.replied) == (2.5, emergency.closed_at, 0)
    waiting = run_waiting(town_of_waiting_letters(), at=10.0, grade=Grade.URGENT)
    assert waiting.replied == 0 and np.isnan(waiting.replied_at)


def test_a_reply_that_waits_when_the_row_is_closed_is_taken_out() -> None:
    # worked to 11:30, verified to 11:45; the reply is due at 11.6 (one working day before 35.6), the desk is busy
    town = quiet_town(**RANKED, **complex_due_after(28.1))
    key = put(town, at=7.5, authority=Level.STREET)
    desk = town.contact_desks[0].unit
    occupy(town, town.contact_desks[0], ContactClass.CONTACT, 11.0, 1.0)
    town.env.run(until=11.7)
    assert [job.work for job in desk.queues[ContactClass.REPLY]] == [0.25]
    town.env.run(until=11.8)
    row = town.ledger.issues[key]
    assert (row.closed_at, row.replied_at, row.replied) == (11.75, 11.75, 0)
    assert (desk.queues[ContactClass.REPLY], desk.free) == ([], 0)


def test_a_reply_in_service_when_the_row_is_closed_is_finished() -> None:
    # the same at a desk with nothing else to do: from 11.6 to 11.85, after the closing, which was the reply
    town = quiet_town(**RANKED, **complex_due_after(28.1))
    key = put(town, at=7.5, authority=Level.STREET)
    desk = town.contact_desks[0].unit
    town.env.run(until=11.8)
    assert desk.free == 0
    town.env.run(until=11.9)
    assert desk.free == 1
    row = town.ledger.issues[key]
    assert (row.replied_at, row.replied) == (11.75, 1)


def test_a_reply_that_waits_when_the_demand_is_explained_is_taken_out() -> None:
    # called to 9:30; due at 33.25, so the reply from 9:15 on
    town = quiet_town(**RANKED, **complex_due_after(25.75), demand={"explain_share": 1.0})
    key = put(town, at=7.5, authority=Level.STREET, solvability=Solvability.UNREASONABLE)
    desk = town.contact_desks[0].unit
    town.env.run(until=9.4)
    assert len(desk.queues[ContactClass.REPLY]) == 1
    town.env.run(until=9.6)
    row = town.ledger.issues[key]
    assert (row.status, row.closed_at, row.replied) == (Status.EXCLUDED, 9.5, 0) and np.isnan(row.replied_at)
    assert (desk.queues[ContactClass.REPLY], desk.free) == ([], 1)


# --- when the city calls ----------------------------------------------------------------------------


def test_a_closed_row_is_called_some_time_after_closing() -> None:
    # closed 11.45
    _, row = run_row(quiet_town(), at=8.0, authority=Level.COMMUNITY)
    assert row.evaluated_at == row.first[Stage.EVALUATE] == row.last[Stage.EVALUATE] == pytest.approx(41.45)
    assert (row.solved_then, row.answer, row.answer_later) == (1, 1, NONE)


def test_a_closed_row_is_called_when_it_is_due_if_that_is_before() -> None:
    _, row = run_row(quiet_town(**complex_due_after(32.0)), at=8.0, authority=Level.COMMUNITY)
    assert row.evaluated_at == row.last[Stage.EVALUATE] == 40.0
    assert (row.solved_then, row.answer, row.answer_later) == (1, 1, NONE)


def test_an_open_row_is_called_when_it_is_due_and_again_after_closing() -> None:
    # The letter of 11:30 lies at department 3, busy to 41.5, is done from 57.0 to 60.0, verified at 61.75.
    town = quiet_town(**complex_due_after(30.0), streets=LETTERS, service={"piece_hours": 0.0})
    occupy(town, town.departments[3], DepartmentClass.OWN_LINE, 8.0, 14.0)
    _, row = run_row(town, at=7.5, authority=Level.DEPARTMENT, departments=[3])
    assert (row.evaluated_at, row.first[Stage.EVALUATE]) == (37.5, 37.5)
    assert times(row, Stage.HANDLE, Stage.VERIFY) == pytest.approx([60.0, 61.75])
    assert row.last[Stage.EVALUATE] == pytest.approx(91.75)
    assert (row.solved_then, row.answer, row.answer_later) == (0, 0, 1)


def test_an_open_row_whose_problem_was_solved_already_is_called_once() -> None:
    # the same, but another row's work solves the problem before this one is due
    town = quiet_town(**complex_due_after(30.0), streets=LETTERS, service={"piece_hours": 0.0})
    occupy(town, town.departments[3], DepartmentClass.OWN_LINE, 8.0, 14.0)
    key = put(town, at=7.5, authority=Level.DEPARTMENT, departments=[3])
    town.env.run(until=36.0)
    town.ledger.problems[key >> 11].solved_at = 36.0
    town.env.run(until=24.0 * 30)
    row = town.ledger.issues[key]
    assert (row.evaluated_at, row.solved_then, row.answer) == (37.5, 1, 1)
    assert row.closed_at == pytest.approx(61.75) and row.last[Stage.EVALUATE] == 37.5
    assert row.answer_later == NONE


def test_who_was_told_that_nothing_can_be_done_is_not_called() -> None:
    town = quiet_town(demand={"merge_share": 0.0})
    key = put(town, at=8.0, authority=Level.COMMUNITY, again=9.5)
    town.env.run(until=24.0 * 30)
    second = town.ledger.issues[row_key(key >> 11, 2, 0)]
    assert second.status == Status.WITHDRAWN
    assert np.isnan([second.evaluated_at, second.first[Stage.EVALUATE]]).all()


def test_a_row_that_was_due_before_it_was_excluded_has_been_called_and_is_not_called_again() -> None:
    # due 9:15, excluded with the first call, 9:30
    town = quiet_town(**complex_due_after(1.75), demand={"explain_share": 1.0})
    _, row = run_row(town, at=7.5, authority=Level.STREET, solvability=Solvability.UNREASONABLE)
    assert (row.status, row.closed_at) == (Status.EXCLUDED, 9.5)
    assert (row.evaluated_at, row.last[Stage.EVALUATE], row.answer) == (9.25, 9.25, 0)


# --- what is answered -------------------------------------------------------------------------------

PAPER: dict[str, Any] = {
    "streets": {"false_closing": 1.0, "rigour": 0.0},
    "service": {"quality": 0.0},
}  # solved in the books alone


@pytest.mark.parametrize(("believed", "answer"), [(0.0, 0), (1.0, 1)])
def test_what_is_only_reported_as_solved_may_be_believed(believed: float, answer: int) -> None:
    town = quiet_town(**PAPER, evaluation={"confirmed": 1.0 - believed, "believed": believed})
    _, row = run_row(town, at=7.5, authority=Level.STREET)
    assert (row.recorded_solved, row.solved_then, row.answer) == (1, 0, answer)


@pytest.mark.parametrize(("confirmed", "answer"), [(0.0, 0), (1.0, 1)])
def test_what_is_solved_may_be_doubted(confirmed: float, answer: int) -> None:
    town = quiet_town(evaluation={"confirmed": confirmed, "believed": 1.0 - confirmed})
    _, row = run_row(town, at=7.5, authority=Level.STREET)
    assert (row.recorded_solved, row.solved_then, row.answer) == (1, 1, answer)


def test_nobody_believes_that_an_open_row_is_solved() -> None:
    row = run_waiting(town_of_waiting_letters(evaluation={"believed": 1.0}), at=10.0, grade=Grade.URGENT)
    assert (row.surveyed, row.rated, row.answer) == (1, 1, 0)


def test_who_is_not_asked_or_does_not_answer_has_no_answer() -> None:
    for share, surveyed in (("coverage", 0), ("rated", 1)):
        _, row = run_row(quiet_town(evaluation={share: 0.0}), at=7.5, authority=Level.STREET)
        assert (row.surveyed, row.rated, row.satisfied, row.answer) == (surveyed, 0, 0, NONE)


def certain(**fields: float) -> dict[str, Any]:
    """Return an evaluation in which only the named fields move who is satisfied, and surely."""
    nothing = dict.fromkeys(("satisfied_base", "satisfied_solved", "satisfied_wait", "satisfied_contact"), 0.0)
    return {"evaluation": nothing | fields}


@pytest.mark.parametrize(("confirmed", "satisfied"), [(0.0, 0), (1.0, 1)])
def test_who_says_that_it_is_solved_is_satisfied(confirmed: float, satisfied: int) -> None:
    rules = certain(satisfied_base=-50.0, satisfied_solved=100.0, confirmed=confirmed)
    _, row = run_row(quiet_town(**rules), at=7.5, authority=Level.STREET)
    assert (row.solved_then, row.satisfied) == (1, satisfied)


@pytest.mark.parametrize(("needed", "satisfied"), [(0.2, 1), (0.4, 0)])
def test_a_first_contact_counts(needed: float, satisfied: int) -> None:
    # 0.5 h, half of the effect at 1 h: 1/3
    rules = certain(satisfied_base=-1000.0 * needed, satisfied_contact=1000.0)
    _, row = run_row(quiet_town(**rules), at=7.5, authority=Level.STREET)
    assert row.satisfied == satisfied


@pytest.mark.parametrize(("needed", "satisfied"), [(0.4, 1), (0.45, 0)])
def test_a_reply_counts_besides(needed: float, satisfied: int) -> None:
    # 0.5 + 0.25 h: 3/7
    rules = certain(satisfied_base=-1000.0 * needed, satisfied_contact=1000.0)
    row = run_waiting(town_of_waiting_letters(**RANKED, **rules), at=10.0, grade=Grade.URGENT)
    assert (row.replied, row.satisfied) == (1, satisfied)


def test_who_has_not_been_contacted_when_the_city_calls_counts_nothing() -> None:
    # dispatched at 33.0, called by the city at 32.0
    rules = certain(satisfied_base=-50.0, satisfied_contact=100.0, contact_half_hours=1e-9)
    row = run_waiting(town_of_waiting_letters(**rules, demand={"dispatch_hours": 25.0}), at=8.0, grade=Grade.URGENT)
    assert (row.evaluated_at, row.satisfied) == (32.0, 0) and row.contacted_at > 33.0


def test_a_wait_ends_with_the_verification_or_while_open_with_the_call() -> None:
    # Twenty days is longer than anybody expects, a day is not. The first row is verified, in vain, on day 0, and then
    # its second letter lies behind 1,000 h of own line until the call.
    rules = certain(satisfied_wait=1000.0) | complex_due_after(480.0)
    _, closed = run_row(quiet_town(**rules), at=7.5, authority=Level.STREET)
    town = quiet_town(
        **rules,
        streets=LETTERS | {"rigour": 1.0},
        service={"quality": 0.0, "piece_hours": 0.0},
    )
    occupy(town, town.departments[3], DepartmentClass.OWN_LINE, 13.0, 1000.0)
    _, reopened = run_row(town, at=7.5, authority=Level.DEPARTMENT, departments=[3])
    assert (reopened.status, reopened.visits, reopened.last[Stage.VERIFY]) == (Status.OPEN, 1, 16.25)
    assert (closed.satisfied, reopened.satisfied) == (1, 0)


# --- filing again -----------------------------------------------------------------------------------

IN_VAIN: dict[str, Any] = {"demand": {"refile": 1.0}, "service": {"quality": 0.0, "max_visits": 1}}


def test_who_is_called_after_an_unsolved_closing_files_again() -> None:
    town = quiet_town(**IN_VAIN)
    key = put(town, at=8.0, authority=Level.COMMUNITY)
    town.env.run(until=24.0 * 30)
    first, second = town.ledger.issues[key], town.ledger.issues[key + 1]
    assert (first.answer, second.round) == (0, 1)
    assert second.first[Stage.COLLECT] > first.evaluated_at == pytest.approx(41.45)


def test_who_is_called_while_the_row_is_open_files_again_after_the_second_call_alone() -> None:
    # called when due, 9:45, closed 11.45, called again at 41.45; who files again does so within minutes
    town = quiet_town(**complex_due_after(1.75), **IN_VAIN | {"demand": {"refile": 1.0, "refile_days": 0.01}})
    key = put(town, at=8.0, authority=Level.COMMUNITY)
    town.env.run(until=41.0)
    assert list(town.ledger.issues) == [key]
    town.env.run(until=24.0 * 5)
    first, second = town.ledger.issues[key], town.ledger.issues[key + 1]
    assert (first.evaluated_at, first.last[Stage.EVALUATE]) == (9.75, pytest.approx(41.45))
    delay = exponential(town.draw(Purpose.REFILE_DELAY, key, 1), 0.24)
    assert second.first[Stage.COLLECT] == pytest.approx(41.45 + delay)
