"""Letters: coordination that a department takes up or not, after which the street reminds it (clause F2)."""

import numpy as np

from sim.compiled import inner
from sim.kernel.choices import finds_not_its_duty, is_urgent, tray_effect
from sim.kernel.closing import ask_verification, handled
from sim.kernel.draws import draw
from sim.kernel.heap import push
from sim.kernel.intake import coordination_class, place_of
from sim.kernel.jobs import LETTER, RELEASE_AGAIN, REMINDER, WAITING, free_job, new_job
from sim.kernel.queues import enqueue, enqueue_since, leave, take_out
from sim.kernel.servers import (
    department_desk,
    department_unit,
    dispatch_around,
    dispatch_unit,
    section_unit,
    street_desk,
)
from sim.kernel.state import Count, Town
from sim.randomness import Purpose, exponential, row_role
from sim.stages import NONE, DepartmentClass, EventKind, Grade, Level, Work


@inner
def arrive(town: Town, assignment: int, time: float) -> bool:
    """A letter arrives at a department, which sends it back as none of its duty or is asked to take it up.

    True if it is sent back: the street has a job more, without dispatch.
    """
    a = town.assignments[assignment]
    i = town.issues[a.issue]
    key = row_role(i.row, a.role)
    if i.grade == Grade.EMERGENCY:
        urgent = is_urgent(i.grade, i.visits)
        unit = department_desk(town, a.department) if urgent else department_unit(town, a.department)
        _begin(town, assignment, unit, 0, time)
        return False
    if a.returns < town.service[0].max_returns:
        u = draw(town, Purpose.LETTER_RETURNED, key, 16 * i.visits + a.returns)
        acceptance = town.department_policy[a.department].acceptance
        if u < finds_not_its_duty(town.categories[i.category].ambiguity, acceptance, 0.0):
            a.returns += 1
            i.returns += 1
            ask_again(town, assignment, RELEASE_AGAIN, time)
            return True
    ask(town, assignment, time)
    return False


@inner
def ask(town: Town, assignment: int, time: float) -> None:
    """Ask a department to take up a letter; the fuller its tray, the less likely it does."""
    a = town.assignments[assignment]
    i = town.issues[a.issue]
    service = town.service[0]
    key = row_role(i.row, a.role)
    unit = department_unit(town, a.department)
    full = 1.0
    if town.units[unit].servers > 0:
        hours = town.queues[unit, DepartmentClass.OWN_LINE].hours
        full = tray_effect(hours, town.units[unit].servers, town.calendar.hours_a_day, service.letter_tray)
    if np.isnan(a.luck):
        a.luck = draw(town, Purpose.TAKEN, key, i.visits)
    a.untouched *= 1.0 - service.take_up * (1.0 - full)
    number = int(a.asks)
    a.asks += 1
    if a.luck <= 1.0 - a.untouched:
        a.accepted_at = time
        _begin(town, assignment, unit, DepartmentClass.OWN_LINE.value, time)
        return
    wait = exponential(draw(town, Purpose.REMINDS, key, 16 * i.visits + number), 24.0 * service.remind_days)
    push(town, time + wait, EventKind.REMIND, key, assignment, 0)


@inner
def _begin(town: Town, assignment: int, unit: int, klass: int, time: float) -> None:
    a = town.assignments[assignment]
    a.job = new_job(town, LETTER, row_role(town.issues[a.issue].row, a.role), assignment, a.hours, Work.LETTER, 1, 0)
    enqueue(town, a.job, unit, klass, time)
    dispatch_unit(town, unit, time)


@inner
def ask_again(town: Town, assignment: int, kind: int, time: float) -> None:
    """Have the street answer a return, or remind a department, without dispatch; then the department is asked again."""
    a = town.assignments[assignment]
    issue = int(a.issue)
    i = town.issues[issue]
    key = row_role(i.row, a.role)
    hours = town.service[0].remind_hours if kind == REMINDER else town.service[0].coordination_hours
    account = Work.CHASING.value if kind == REMINDER else Work.COORDINATION.value
    job = new_job(town, kind, key, assignment, hours, account, 1, i.lendable)
    if is_urgent(i.grade, i.visits):
        unit = street_desk(town, i.street)
        enqueue(town, job, unit, 0, time)
    else:
        unit = section_unit(town, i.street, i.section)
        enqueue_since(town, job, unit, coordination_class(i.grade), place_of(town, issue, time), time)


@inner
def look_again(town: Town, issue: int, time: float) -> None:
    """Let the street look at what `ask_again` has brought it."""
    i = town.issues[issue]
    urgent = is_urgent(i.grade, i.visits)
    dispatch_around(town, street_desk(town, i.street) if urgent else section_unit(town, i.street, i.section), time)


@inner
def remind(town: Town, assignment: int, time: float) -> None:
    """Nothing has come of a letter for a while: the street reminds, and after the last time gives it up."""
    a = town.assignments[assignment]
    if a.lapsed == 1:  # taken back meanwhile
        return
    if a.asks <= town.service[0].reminders:
        ask_again(town, assignment, REMINDER, time)
        look_again(town, int(a.issue), time)
        return
    a.lapsed = 1
    _one_answered(town, int(a.issue), time)


@inner
def is_begun(town: Town, assignment: int) -> bool:
    """Tell whether a department has done or is doing a piece of a letter."""
    a = town.assignments[assignment]
    if not np.isnan(a.done_at):
        return True
    if a.job == NONE:
        return False
    j = town.jobs[a.job]
    return j.state != WAITING or j.work < a.hours


@inner
def take_back(town: Town, assignment: int, time: float) -> None:
    """Take back a letter that nobody has begun."""
    a = town.assignments[assignment]
    a.lapsed = 1
    town.counts[Count.LETTERS] -= 1
    if a.job != NONE:
        take_out(town, a.job)
        leave(town, a.job, time)
        free_job(town, a.job)
        a.job = NONE


@inner
def letter_done(town: Town, assignment: int, time: float) -> None:
    """A department has done what a letter asked."""
    a = town.assignments[assignment]
    a.done_at = time
    a.job = NONE
    _one_answered(town, int(a.issue), time)


@inner
def _one_answered(town: Town, issue: int, time: float) -> None:
    """One letter fewer to wait for; after the last, the issue is handled, or left unsolved if one was given up."""
    i = town.issues[issue]
    town.counts[Count.LETTERS] -= 1
    i.waiting_for -= 1
    if i.waiting_for > 0:
        return
    for n in range(i.called):
        if town.assignments[i.assignment + n].lapsed == 1:
            left_unsolved(town, issue, time)
            return
    handled(town, issue, Level.DEPARTMENT.value, time)


@inner
def left_unsolved(town: Town, issue: int, time: float) -> None:
    """Departments have not answered, or not come: the street can but verify that nothing has been done."""
    i = town.issues[issue]
    i.lapsed = 1
    i.reversed = 0
    i.reported_solved = 0
    i.truly_solved = town.problems[i.problem_index].solved_at <= time
    ask_verification(town, issue, time)
