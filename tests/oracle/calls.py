"""The city's calls to who filed a row (section 6): when it is due, or some time after it was closed."""

from collections.abc import Generator
from math import isnan, log
from typing import TYPE_CHECKING

import simpy

from sim.randomness import Purpose, exponential
from sim.stages import NONE, EventKind, Stage, Status

from .problems import logistic, resident_of

if TYPE_CHECKING:
    from .issues import Row

LAST_ROUND = 15

type Steps = Generator[simpy.Event, None, None]


# --- when the city calls ----------------------------------------------------------------------------


def expect_call(row: "Row") -> None:
    """Plan the call when a row is due; of a row that was due at T0 or before it is over, without an answer."""
    due = row.record.due_at
    if due <= row.town.start:
        row.record.evaluated_at = due
        row.record.stamp(Stage.EVALUATE, due)
    else:
        row.town.env.process(_call_when_due(row))


def call_after_closing(row: "Row") -> None:
    """Plan the call after a row was closed: the first, if it is not due before, or a second about what was unsolved."""
    time = row.town.env.now + float(row.town.rules.evaluation.feedback_hours)
    if isnan(row.record.evaluated_at):
        if time < row.record.due_at:
            row.town.env.process(_call_at(row, time, call=0))
    elif not row.record.solved_then:
        row.town.env.process(_call_at(row, time, call=1))


def _call_when_due(row: "Row") -> Steps:
    yield row.town.env.at(row.record.due_at, EventKind.CALL, row.key)
    if row.record.status in (Status.OPEN, Status.CLOSED) and isnan(row.record.evaluated_at):
        _ask(row, call=0)


def _call_at(row: "Row", time: float, call: int) -> Steps:
    yield row.town.env.at(time, EventKind.CALL, row.key)
    _ask(row, call)


# --- what is asked ----------------------------------------------------------------------------------


def _ask(row: "Row", call: int) -> None:
    """Ask whether it is solved, at the first call also whether the reporter is satisfied; who is left may file again."""
    record, now = row.record, row.town.env.now
    record.stamp(Stage.EVALUATE, now)
    solved = row.problem.solved_by(now)
    surveyed, answer = _answer(row, call, solved)
    if call == 0:
        record.evaluated_at = now
        record.solved_then = int(solved)
        record.surveyed, record.rated, record.answer = int(surveyed), int(answer != NONE), answer
        record.satisfied = int(answer != NONE and _luck(row, Purpose.SATISFIED, call) < _satisfaction(row, answer == 1))
    else:
        record.answer_later = answer
    _may_file_again(row, call, solved)


def _luck(row: "Row", purpose: Purpose, call: int) -> float:
    return row.town.draw(purpose, row.key, call)


def _answer(row: "Row", call: int, solved: bool) -> tuple[bool, int]:
    """Return whether the reporter is asked, and the answer: 1 solved, 0 not, NONE where there is none."""
    rules, record = row.town.rules.evaluation, row.record
    surveyed = bool(_luck(row, Purpose.SURVEYED, call) < rules.coverage[row.district])
    if not (surveyed and _luck(row, Purpose.RATED, call) < rules.rated):
        return surveyed, NONE
    if solved:
        says_so = rules.confirmed
    elif record.status == Status.CLOSED and record.recorded_solved:
        says_so = rules.believed
    else:
        says_so = 0.0
    return surveyed, int(_luck(row, Purpose.ANSWERS, call) < says_so)


def _satisfaction(row: "Row", says_solved: bool) -> float:
    """Return the chance that who answers at the first call is satisfied."""
    rules, record = row.town.rules.evaluation, row.record
    expected = float(row.town.residents.expected_days[resident_of(row.town, row.problem, row.person)])
    until = _waited_until(row)
    x = log(expected / max((until - record.collected_at) / 24.0, 1.0 / 24.0))
    x = min(max(x, -rules.wait_clip), rules.wait_clip)
    if x < 0.0:
        x *= rules.wait_loss
    contact = _contact(row)
    return logistic(
        rules.satisfied_base
        + rules.satisfied_solved * says_solved
        + rules.satisfied_wait * x
        + rules.satisfied_contact * contact / (contact + rules.contact_half_hours)
    )


def _waited_until(row: "Row") -> float:
    """Return when the reporter had an end of it: the last verification, or the first call that settled it."""
    record = row.record
    if record.status == Status.OPEN:
        return float(row.town.env.now)
    return record.closed_at if isnan(record.last[Stage.VERIFY]) else float(record.last[Stage.VERIFY])


def _contact(row: "Row") -> float:
    """Return the hours that the street has given to the reporter by now: the first contact, a reply of its own."""
    service, record = row.town.rules.service, row.record
    contacted = record.contacted_at <= row.town.env.now  # of an old case it may lie in the future
    return float(service.contact_hours) * contacted + float(service.reply_hours) * record.replied


def _may_file_again(row: "Row", call: int, solved: bool) -> None:
    demand = row.town.rules.demand
    if row.record.status != Status.CLOSED or solved or row.round >= LAST_ROUND:
        return
    if _luck(row, Purpose.REFILES, call) < demand.refile:
        row.file_again(exponential(_luck(row, Purpose.REFILE_DELAY, call), 24.0 * float(demand.refile_days)))
