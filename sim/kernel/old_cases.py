"""Cases of every age the run begins with (docs/flow.md, 7)."""

import numpy as np

from sim.compiled import inner
from sim.kernel.draws import draw
from sim.kernel.heap import push
from sim.kernel.intake import dispatch_hours, file_row, know_problem, pass_stage
from sim.kernel.packed_report import channel_of, person_of, reporter_of
from sim.kernel.state import Count, Town
from sim.kernel.work import department_work, local_number
from sim.randomness import Purpose, exponential, person_key, row_key, row_role
from sim.stages import EventKind, Grade, Level, Stage

OLD_LETTER = 72.0  # clock hours from the report of an old case to its letters


@inner
def old_case(town: Town, problem: int, at: float, detail: int) -> None:
    """Keep a problem from before the start if it is still with a department or a street (docs/flow.md, 7)."""
    start = 24.0 * town.first_day
    p = town.problems[problem]
    if at == np.inf:
        town.counts[Count.PROBLEMS] -= 1
        return
    person = person_of(detail)
    channel = channel_of(detail)
    if at >= start:
        push(town, at, EventKind.REPORT, person_key(p.problem, person), problem, detail)
        return
    know_problem(town, problem)
    if p.authority == Level.DEPARTMENT and p.grade != Grade.EMERGENCY:
        _old_letter(town, problem, at, detail)
        return
    kept = draw(town, Purpose.BACKLOG, row_key(p.problem, 0, 0), 0) < np.exp(-(start - at) / 72.0)
    if not kept:
        town.counts[Count.PROBLEMS] -= 1
        return
    issue = file_row(town, problem, person, 0, 0, reporter_of(detail), channel, at, 0)
    p.reports = 1
    push(town, start, EventKind.INTEGRATED, town.issues[issue].row, issue, 0)


@inner
def _old_letter(town: Town, problem: int, at: float, detail: int) -> None:
    """Keep an old case if one of its letters is still open at the start (docs/flow.md, 7)."""
    p = town.problems[problem]
    release = at + OLD_LETTER
    first = int(town.counts[Count.ASSIGNMENTS])
    open_letters = 0
    if release < 24.0 * town.first_day:
        for n in range(p.number):
            open_letters += _written_long_ago(town, first + n, row_key(p.problem, 0, 0), p.departments[n], release)
        if open_letters == 0:
            town.counts[Count.PROBLEMS] -= 1
            return
    issue = file_row(town, problem, person_of(detail), 0, 0, reporter_of(detail), channel_of(detail), at, 0)
    p.reports = 1
    i = town.issues[issue]
    i.contacted_at = release
    i.triages = 1
    pass_stage(town, issue, Stage.INTEGRATE, at + dispatch_hours(town, issue))
    pass_stage(town, issue, Stage.CLASSIFY, release)
    if open_letters == 0:
        push(town, release, EventKind.RELEASED, i.row, issue, 0)
        return
    pass_stage(town, issue, Stage.RELEASE, release)
    i.letters = 1
    i.called = i.number
    i.waiting_for = open_letters
    i.assignment = first
    town.counts[Count.ASSIGNMENTS] += i.number
    town.counts[Count.LETTERS] += open_letters
    for n in range(i.number):
        a = town.assignments[first + n]
        a.issue = issue
        a.lead = n == 0
        a.hours = department_work(town, issue, a.department)
        if a.lapsed == 0 and np.isnan(a.done_at):
            push(town, a.reminded_at, EventKind.REMIND, row_role(i.row, a.role), first + n, 0)


@inner
def _written_long_ago(town: Town, assignment: int, row: int, department: int, release: float) -> int:
    """Write down what became of a letter until the start, trays being empty; return 1 if it is still open."""
    service = town.service[0]
    town.assignments[assignment] = town.blank.assignment[0]
    a = town.assignments[assignment]
    a.department = department
    a.role = local_number(town, department)
    a.released_at = release
    key = row_role(row, a.role)
    a.luck = draw(town, Purpose.TAKEN, key, 0)
    time = release
    while True:
        a.untouched *= 1.0 - service.take_up
        number = int(a.asks)
        a.asks += 1
        if a.luck <= 1.0 - a.untouched:
            a.accepted_at = time
            a.done_at = time
            return 0
        time += exponential(draw(town, Purpose.REMINDS, key, number), 24.0 * service.remind_days)
        if time >= 24.0 * town.first_day:
            a.reminded_at = time
            return 1
        if number == service.reminders:
            a.lapsed = 1
            return 0
