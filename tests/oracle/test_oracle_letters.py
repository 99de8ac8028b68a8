"""Letters in the oracle, against hand-worked cases.

Offices are open 9-12 and 13:30-17:30 every weekday and day 0 is a Monday: 33.0 is nine o'clock on day 1. A row filed at
7:30 is called from 9:00, its letter written by 10:30 and sent at 11:30; departments work 3 h on it, a reminder takes
0.5 h, coordination 0.75 h, a verification 0.25 h. What a draw decides is made certain by the rates beside it.
"""

from typing import Any

import numpy as np
import pytest

from sim.clock import add_staffed
from sim.randomness import Purpose, uniform
from sim.stages import DepartmentClass, EventKind, Grade, Level, Stage, Status

from .by_hand import FIRST, SEED, occupy, put, quiet_town, remind_days, run_row, share_taken_up, times, waits_in_days
from .ledger import AssignmentRecord, IssueRecord
from .tasks import piecewise
from .town import Town

LETTERS: dict[str, Any] = {"whistle": 0.0}
ALONE: dict[str, Any] = LETTERS | {"section_staff": [[1, 1, 1], [2, 2, 0]], "lending": 0.0}
RETURNED: dict[str, Any] = {"categories": {"ambiguity": 1.0}, "departments": {"acceptance": 0.0}}


def run_letter(town: Town, departments: list[int], **row: Any) -> tuple[IssueRecord, dict[int, AssignmentRecord]]:
    """Put the row in at 7:30, run, return its record and those of its departments on the last visit."""
    key, record = run_row(town, at=7.5, authority=Level.DEPARTMENT, departments=departments, **row)
    assert key == FIRST
    return record, {d: town.ledger.assignments[key, record.visits, d] for d in departments}


# --- asked and reminded -----------------------------------------------------------------------------


def test_a_letter_is_taken_up_at_the_second_ask() -> None:
    # not with p = 0.4, but with 1 - 0.6^2 = 0.64; reminded from 10:00 on day 1 (34.0) to 34.5; 1.5 h before noon
    assert 0.4 < share_taken_up(2) < 0.64
    town = quiet_town(streets=LETTERS, service={"take_up": 0.4, "remind_days": remind_days(2, 22.5)})
    row, asked = run_letter(town, [2])
    assert times(row, Stage.RELEASE, Stage.HANDLE, Stage.VERIFY) == pytest.approx([11.5, 39.0, 39.25])
    assert (asked[2].asks, asked[2].accepted_at, asked[2].lapsed) == pytest.approx((2, 34.5, 0))
    assert row.lapsed == 0


def test_a_reminder_of_the_night_is_written_in_the_morning() -> None:
    # due at 6:00 on day 1, written 9:00 to 9:30
    town = quiet_town(streets=LETTERS, service={"take_up": 0.4, "remind_days": remind_days(2, 18.5)})
    _, asked = run_letter(town, [2])
    assert asked[2].accepted_at == pytest.approx(33.5)


@pytest.mark.parametrize("reminders", [0, 1])
@pytest.mark.clause("F2")
def test_a_letter_is_given_up_after_the_last_reminder_without_another_ask(reminders: int) -> None:
    # the first answer is waited for until 34.0; nobody insists on a solution, though they might
    days = remind_days(2, 22.5)
    town = quiet_town(
        streets=LETTERS | {"rigour": 1.0}, service={"take_up": 0.0, "remind_days": days, "reminders": reminders}
    )
    row, asked = run_letter(town, [2])
    given_up = 34.0 if reminders == 0 else 34.5 + 24.0 * days * waits_in_days(2, 1)
    assert row.first[Stage.VERIFY] == pytest.approx(add_staffed(town.world.calendar, given_up, 0.25))
    assert np.isnan([row.first[Stage.HANDLE], asked[2].accepted_at, asked[2].done_at]).all()
    assert (asked[2].asks, asked[2].lapsed) == (reminders + 1, 1)
    assert (row.status, row.lapsed, row.recorded_solved, row.truly_solved, row.visits) == (Status.CLOSED, 1, 0, 0, 0)


@pytest.mark.parametrize(("hours", "asks"), [(14.0, 1), (15.0, 2)])
@pytest.mark.parametrize("in_pieces", [False, True])
def test_who_has_much_in_the_tray_does_not_take_up_a_letter(hours: float, asks: int, in_pieces: bool) -> None:
    # 14 h wait for two people of 7 h a day: p = 1/2; 15 h: 0.483. Who is at work and meanwhile no more waits does not
    # count, of what is done in pieces all that is left.
    assert 0.484 < share_taken_up(2) < 0.499999
    town = quiet_town(streets=LETTERS)
    for key in (1, 2):
        occupy(town, town.departments[2], DepartmentClass.OWN_LINE, 8.0, 1000.0, key=key)
    if in_pieces:

        def own_line() -> Any:
            yield town.env.at(9.5, EventKind.TASK, 3)
            yield from piecewise(town, town.departments[2].unit, int(DepartmentClass.OWN_LINE), 3, hours, 9.5)

        town.env.process(own_line())
    else:
        occupy(town, town.departments[2], DepartmentClass.OWN_LINE, 9.5, hours, key=3)
    put(town, 7.5, Level.DEPARTMENT, departments=[2])
    town.env.run(until=11.75)
    asked = town.ledger.assignments[FIRST, 0, 2]
    assert (asked.asks, np.isnan(asked.accepted_at)) == (1, asks == 2)


def test_what_is_taken_up_is_done_in_its_turn_with_own_line() -> None:
    # Busy until 14:30. Own line of 11:00 comes before the letter of 11:30, that of 12:00 after it, though the letter is
    # done in pieces: 14:30 to 15:30, to 17:30 and on day 1 to 34.0, then to 35.0.
    town, ends = quiet_town(streets=LETTERS), []
    unit = town.departments[3].unit

    def own_line(key: int, at: float, hours: float) -> Any:
        yield town.env.at(at, EventKind.TASK, key)
        yield from piecewise(town, unit, int(DepartmentClass.OWN_LINE), key, hours, at)
        ends.append(town.env.now)

    for key, at, hours in ((1, 8.0, 4.0), (2, 11.0, 1.0), (3, 12.0, 1.0)):
        town.env.process(own_line(key, at, hours))
    row, _ = run_letter(town, [3])
    assert ends == pytest.approx([14.5, 15.5, 35.0])
    assert row.first[Stage.HANDLE] == pytest.approx(34.0)


# --- returned ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("first_receiver", [0.0, 1.0])
@pytest.mark.clause("F4")
def test_a_letter_is_returned_twice_then_asked_for(first_receiver: float) -> None:
    # coordinated 11:30 to 12:00 and to 13:45, to 14:30, then taken up; who must lead when called may return letters
    whole = {"piece_hours": 0.0}
    town = quiet_town(streets=LETTERS, districts={"first_receiver": first_receiver}, service=whole, **RETURNED)
    row, asked = run_letter(town, [0])
    assert (asked[0].accepted_at, asked[0].done_at) == pytest.approx((14.5, 17.5))
    assert (row.returns, asked[0].returns, asked[0].asks) == (2, 2, 1)


def test_two_letters_that_are_returned_at_once_queue_before_one_is_begun() -> None:
    # The lead is department 1, but at one time the lower key is first: 11:30 to 13:45 department 0, to 14:30 the other.
    town = quiet_town(streets=ALONE, service={"max_returns": 1}, **RETURNED)
    _, asked = run_letter(town, [1, 0])
    assert [asked[d].accepted_at for d in (0, 1)] == pytest.approx([13.75, 14.5])


# --- each department for itself -----------------------------------------------------------------------


@pytest.mark.parametrize(("given_up", "verified"), [(12.0, 16.25), (40.0, 40.25)])
def test_one_gives_up_while_the_other_works(given_up: float, verified: float) -> None:
    # department 3 takes it up at once and works to 16:00; department 0 does not, and nobody is reminded
    assert share_taken_up(3) < 0.1 < share_taken_up(0)
    rules = {"take_up": 0.1, "reminders": 0, "remind_days": remind_days(0, given_up - 11.5)}
    town = quiet_town(streets=LETTERS, service=rules)
    put(town, 7.5, Level.DEPARTMENT, departments=[0, 3])
    town.env.run(until=15.0)
    assert town.ledger.issues[FIRST].lapsed == 0  # it is still with department 3
    town.env.run(until=24.0 * 30)
    row, asked = town.ledger.issues[FIRST], {d: town.ledger.assignments[FIRST, 0, d] for d in (0, 3)}
    assert row.first[Stage.VERIFY] == pytest.approx(verified) and np.isnan(row.first[Stage.HANDLE])
    assert (asked[3].done_at, asked[3].lapsed, asked[0].lapsed) == pytest.approx((16.0, 0, 1))
    assert (row.status, row.lapsed, row.recorded_solved, row.truly_solved) == (Status.CLOSED, 1, 0, 0)


@pytest.mark.parametrize(("departments", "more", "solved"), [([0, 1], 0.01, 1), ([0, 1], -0.01, 0), ([0], -0.01, 1)])
def test_departments_that_answer_apart_solve_less(departments: list[int], more: float, solved: int) -> None:
    # of two, 1 - apart of the quality is left
    left = uniform(SEED, Purpose.SOLVED, FIRST, 0) + more
    row, _ = run_letter(quiet_town(streets=LETTERS, service={"apart": 1.0 - left}), departments)
    assert row.truly_solved == solved


def test_three_departments_that_answer_apart_solve_still_less() -> None:
    left = uniform(SEED, Purpose.SOLVED, FIRST, 0)
    for more, solved in ((0.01, 1), (-0.01, 0)):
        rules = {"apart": 1.0 - (left + more) ** 0.5}
        row, _ = run_letter(quiet_town(streets=LETTERS, service=rules), [0, 1, 2])
        assert row.truly_solved == solved


def test_departments_that_come_together_do_not_answer_apart() -> None:
    row, _ = run_letter(quiet_town(service={"apart": 1.0}), [0, 1])
    assert (row.whistles, row.truly_solved) == (1, 1)


# --- emergencies --------------------------------------------------------------------------------------


def test_the_letter_of_an_emergency_that_comes_again_is_not_asked_for() -> None:
    # The first, sent at 3:30, is done to 6:30 at the desk, in vain, verified 9:00 to 9:15. The second, sent at 11:15,
    # comes before the own line that waits since 8:00 behind 2.5 h of work: 11:30 to 12:00, 13:30 to 16:00.
    town = quiet_town(streets=LETTERS | {"rigour": 1.0}, service={"take_up": 0.0, "quality": 0.0, "max_visits": 2})
    for key in (1, 2):
        occupy(town, town.departments[3], DepartmentClass.OWN_LINE, 8.0, 2.5, key=key)
    key, row = run_row(town, at=2.0, authority=Level.DEPARTMENT, grade=Grade.EMERGENCY, departments=[3])
    assert row.first[[Stage.RELEASE, Stage.HANDLE, Stage.VERIFY]] == pytest.approx([3.5, 6.5, 9.25])
    assert row.last[[Stage.RELEASE, Stage.HANDLE]] == pytest.approx([11.25, 16.0])
    assert [town.ledger.assignments[key, visit, 3].asks for visit in (0, 1)] == [0, 0]
