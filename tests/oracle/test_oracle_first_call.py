"""Settlement in the first call in the oracle, against hand-worked cases.

Offices are open 9-12 and 13:30-17:30 every weekday and day 0 is a Monday. A row filed at 7:30 is called from 9:00 on;
a first call in which a case is settled takes an hour, so to 10:00, any other half an hour, a reply 0.25 h.
"""

from typing import Any

import numpy as np
import pytest

from sim.randomness import Purpose, problem_key, row_key, uniform
from sim.stages import NONE, CommunityClass, ContactClass, Grade, Level, Solvability, Stage, Status, StreetClass

from .by_hand import FIRST, SEED, occupy, problem_by_hand, put, quiet_town, run_row, times
from .flow_oracle import file_old
from .ledger import IssueRecord
from .town import Town

RANKED: dict[str, Any] = {"districts": {"ranking": 1.0}}


def town_of_first_calls(**overrides: dict[str, Any]) -> Town:
    """Return a town in which every case that may be is settled in the first call."""
    return quiet_town(False, categories={"first_call": 1.0}, **overrides)


def is_settled(row: IssueRecord) -> bool:
    """Tell whether a row was closed at 10:00 by the first call."""
    return row.status == Status.CLOSED and row.closed_at == 10.0 and bool(np.isnan(row.first[Stage.VERIFY]))


# --- what is settled --------------------------------------------------------------------------------


@pytest.mark.parametrize("authority", [Level.COMMUNITY, Level.STREET])
def test_a_case_is_settled_in_the_first_call(authority: Level) -> None:
    # nobody else has to do with it: sections and community have other things to do
    town = town_of_first_calls(streets={"accuracy": 0.0, "layers": 4.0})
    for key in range(6):
        occupy(town, town.streets[0], StreetClass.EMERGENCY, 8.0, 500.0, key=key, section=(0, 0, 0, 1, 1, 2)[key])
        occupy(town, town.communities[0], CommunityClass.UPWARD, 8.0, 500.0, key=10 + key)
    _, row = run_row(town, at=7.5, authority=authority)
    assert is_settled(row)
    assert times(row, Stage.COLLECT, Stage.INTEGRATE, Stage.CLASSIFY, Stage.HANDLE, Stage.EVALUATE) == pytest.approx(
        [7.5, 9.0, 10.0, 10.0, 40.0]
    )
    assert (row.contacted_at, row.replied_at, row.replied) == (10.0, 10.0, 0)
    assert (row.triages, row.misroutes, row.visits, row.verifications, row.major, row.garbled) == (1, 0, 0, 0, 0, 0)
    assert (row.reported_solved, row.recorded_solved, row.truly_solved, row.answer) == (1, 1, 1, 1)
    assert town.ledger.problems[FIRST >> 11].solved_at == 10.0


@pytest.mark.parametrize(
    ("authority", "solvability", "grade"),
    [
        (Level.DEPARTMENT, Solvability.SOLVABLE, Grade.COMPLEX),
        (Level.STREET, Solvability.UNREASONABLE, Grade.COMPLEX),
        (Level.COMMUNITY, Solvability.HISTORIC, Grade.COMPLEX),
        (Level.STREET, Solvability.SOLVABLE, Grade.EMERGENCY),
    ],
)
def test_what_is_not_settled_in_the_first_call(authority: Level, solvability: Solvability, grade: Grade) -> None:
    town = town_of_first_calls(demand={"explain_share": 0.0})
    _, row = run_row(town, at=7.5, authority=authority, solvability=solvability, grade=grade)
    assert row.status == Status.CLOSED and row.first[Stage.VERIFY] > row.first[Stage.CLASSIFY]
    assert row.contacted_at == (8.0 if grade == Grade.EMERGENCY else 9.5)


@pytest.mark.parametrize(("more", "settled"), [(1e-9, True), (-1e-9, False)])
def test_the_share_of_its_category_is_settled(more: float, settled: bool) -> None:
    # all of the other categories, or none
    share = uniform(SEED, Purpose.FIRST_CALL, problem_key(0, 0, 0, 0), 0) + more
    others = 0.0 if settled else 1.0
    town = quiet_town(categories={"first_call": [share, others, others, others]})
    _, row = run_row(town, at=7.5, authority=Level.STREET)
    assert is_settled(row) == settled


# --- what comes of it -------------------------------------------------------------------------------


@pytest.mark.parametrize(("more", "solved"), [(1e-9, 1), (-1e-9, 0)])
def test_the_quality_of_first_calls(more: float, solved: int) -> None:
    quality = uniform(SEED, Purpose.SOLVED, FIRST, 0) + more
    service = {"first_call_quality": quality, "quality": 1.0 - solved}
    town = town_of_first_calls(service=service, streets={"false_closing": 0.0})
    _, row = run_row(town, at=7.5, authority=Level.STREET)
    assert (row.closed_at, row.truly_solved, row.recorded_solved) == (10.0, solved, solved)


@pytest.mark.parametrize("authority", [Level.COMMUNITY, Level.STREET])
@pytest.mark.parametrize(("street", "recorded"), [(1.0, 1), (0.0, 0)])
@pytest.mark.clause("F6")
def test_what_the_desk_reports_as_solved_nobody_verifies(authority: Level, street: float, recorded: int) -> None:
    # in vain; the street says so or not, whatever communities do; nobody insists
    town = town_of_first_calls(
        service={"first_call_quality": 0.0},
        streets={"false_closing": street, "rigour": 1.0},
        communities={"false_closing": 1.0 - street},
        demand={"refile": 0.0},
    )
    _, row = run_row(town, at=7.5, authority=authority)
    assert is_settled(row)
    assert (row.reported_solved, row.recorded_solved, row.truly_solved) == (recorded, recorded, 0)
    assert (row.visits, row.answer) == (0, 0)


def test_who_calls_about_what_is_solved_by_then_is_told_so_in_a_call_of_the_same_length() -> None:
    # the second row, reported at 9:30, is called from 11:00 to 12:00
    town = town_of_first_calls(demand={"merge_share": 0.0}, **RANKED)
    key = put(town, at=7.5, authority=Level.STREET, again=9.5)
    town.env.run(until=24.0 * 30)
    second = town.ledger.issues[row_key(key >> 11, 2, 0)]
    assert (second.status, second.closed_at, second.contacted_at) == (Status.WITHDRAWN, 12.0, 12.0)
    assert times(second, Stage.CLASSIFY) == [12.0]
    assert np.isnan([second.replied_at, second.first[Stage.HANDLE]]).all()


def test_a_second_row_of_what_was_not_solved_has_luck_of_its_own() -> None:
    first, second = (uniform(SEED, Purpose.SOLVED, row_key(FIRST >> 11, origin, 0), 0) for origin in (0, 2))
    between, solved = (first + second) / 2.0, int(first < second)
    town = town_of_first_calls(
        service={"first_call_quality": between}, demand={"merge_share": 0.0}, streets={"false_closing": 0.0}
    )
    key = put(town, at=7.5, authority=Level.STREET, again=9.5)
    town.env.run(until=24.0)
    rows = [town.ledger.issues[row_key(key >> 11, origin, 0)] for origin in (0, 2)]
    assert rows[0].truly_solved == solved
    assert rows[1].status == (Status.WITHDRAWN if solved else Status.CLOSED)
    assert town.ledger.problems[FIRST >> 11].solved_at == (10.0 if solved else 12.0)


def test_who_files_again_is_not_put_off_with_a_call() -> None:
    town = town_of_first_calls(demand={"refile": 1.0}, service={"first_call_quality": 0.0})
    key = put(town, at=7.5, authority=Level.STREET)
    town.env.run(until=24.0 * 30)
    first, second = town.ledger.issues[key], town.ledger.issues[key + 1]
    assert is_settled(first) and second.round == 1
    assert second.first[Stage.VERIFY] > second.first[Stage.HANDLE] > second.first[Stage.CLASSIFY]
    assert (second.truly_solved, second.triages) == (1, 1)


# --- calls and replies ------------------------------------------------------------------------------


@pytest.mark.parametrize(("positions", "replied_at", "replied"), [(2, 11.85, 1), (1, 12.0, 0)])
def test_a_reply_while_the_call_lasts(positions: int, replied_at: float, replied: int) -> None:
    # The call lasts from 9:00 to 12:00. The reply is due from 11:36 on: another at the desk writes it in 0.25 h, else
    # it waits and is taken out, for the closing is the reply.
    town = town_of_first_calls(
        streets={"desk_positions": [positions, 1]},
        service={"first_call_hours": 3.0},
        deadlines={"grade_hours": [2.0, 24.0, 168.0, 28.1]},
        **RANKED,
    )
    key = put(town, at=7.5, authority=Level.STREET)
    town.env.run(until=12.5)
    row, desk = town.ledger.issues[key], town.contact_desks[0].unit
    assert (row.closed_at, row.replied_at, row.replied) == pytest.approx((12.0, replied_at, replied))
    assert (desk.queues[ContactClass.REPLY], desk.free) == ([], positions)


def test_the_city_calls_before_the_street_and_again_after_it() -> None:
    # due at 9:30, the call is over at 10:00
    town = town_of_first_calls(deadlines={"grade_hours": [2.0, 24.0, 168.0, 2.0]})
    _, row = run_row(town, at=7.5, authority=Level.STREET)
    assert is_settled(row)
    assert (row.evaluated_at, row.answer, row.solved_then) == (9.5, 0, 0)
    assert (row.last[Stage.EVALUATE], row.answer_later) == (40.0, 1)


def test_the_city_calls_once_where_it_calls_after_the_street() -> None:
    _, row = run_row(town_of_first_calls(), at=7.5, authority=Level.STREET)
    assert (row.evaluated_at, row.last[Stage.EVALUATE], row.answer_later) == (40.0, 40.0, NONE)


def certain(**fields: float) -> dict[str, Any]:
    """Return an evaluation in which only the named fields move who is satisfied, and surely."""
    nothing = dict.fromkeys(("satisfied_base", "satisfied_solved", "satisfied_wait", "satisfied_contact"), 0.0)
    return {"evaluation": nothing | fields}


def test_a_wait_ends_with_the_call_that_settles_it() -> None:
    # nobody expects to wait for a thousand hours, which is when the city calls
    rules = certain(satisfied_wait=1000.0, feedback_hours=1000.0)
    town = town_of_first_calls(**rules, deadlines={"grade_hours": [2.0, 24.0, 168.0, 1200.0]})
    _, row = run_row(town, at=7.5, authority=Level.STREET, until=24.0 * 50)
    assert is_settled(row)
    assert (row.evaluated_at, row.satisfied) == (1010.0, 1)


@pytest.mark.parametrize(("needed", "satisfied"), [(0.3, 1), (0.4, 0)])
def test_a_call_that_settles_it_counts_as_any_first_contact(needed: float, satisfied: int) -> None:
    # 0.5 h, half of the effect at 1 h: 1/3, though it takes an hour
    town = town_of_first_calls(**certain(satisfied_base=-1000.0 * needed, satisfied_contact=1000.0))
    _, row = run_row(town, at=7.5, authority=Level.STREET)
    assert (row.closed_at, row.satisfied) == (10.0, satisfied)


# --- old cases --------------------------------------------------------------------------------------


def test_an_old_case_is_settled_in_the_first_call() -> None:
    # at the street since the start, called when its desk opens
    town = town_of_first_calls()
    file_old(town, problem_by_hand(town, -10.0, Level.COMMUNITY), -10.0, 0)
    town.env.run(until=24.0)
    row = town.ledger.issues[FIRST]
    assert is_settled(row)
    assert times(row, Stage.COLLECT, Stage.INTEGRATE, Stage.HANDLE) == [-10.0, 0.0, 10.0]
