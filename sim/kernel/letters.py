"""Letters: coordination without a clock, behind everything else, that lapses (clause F2)."""

import numpy as np

from sim.compiled import inner
from sim.kernel.choices import is_urgent
from sim.kernel.closing import ask_verification, handled
from sim.kernel.heap import push
from sim.kernel.jobs import LETTER, WAITING, free_job, new_job
from sim.kernel.queues import enqueue, leave, take_out
from sim.kernel.servers import department_desk, department_unit
from sim.kernel.state import Town
from sim.randomness import row_role
from sim.stages import NONE, DepartmentClass, EventKind, Grade, Level, Work


@inner
def post(town: Town, assignment: int, time: float) -> None:
    """Lay a letter into a department's queue, without dispatch; it lapses unless it is an emergency."""
    a = town.assignments[assignment]
    i = town.issues[a.issue]
    key = row_role(i.row, a.role)
    job = new_job(town, LETTER, key, assignment, a.hours, Work.LETTER, 1, 0)
    a.job = job
    unit = department_unit(town, a.department)
    klass = DepartmentClass.LETTER.value
    if is_urgent(i.grade, i.visits):
        unit = department_desk(town, a.department)
        klass = 0
    elif i.grade == Grade.EMERGENCY:
        klass = DepartmentClass.EMERGENCY.value
    else:
        push(town, time + 24.0 * town.service[0].lapse_days, EventKind.LAPSE, key, assignment, 0)
    enqueue(town, job, unit, klass, time)


@inner
def lapse(town: Town, assignment: int, time: float) -> None:
    """A letter that still waits has lapsed: it and its fellows that wait go back to the street (clause F2)."""
    a = town.assignments[assignment]
    if a.lapsed == 1 or a.job == NONE or is_begun(town, assignment):
        return
    i = town.issues[a.issue]
    issue = int(a.issue)
    for n in range(i.called):
        other = town.assignments[i.assignment + n]
        if np.isnan(other.done_at):
            if not is_begun(town, i.assignment + n):
                other.lapsed = 1
                take_out(town, other.job)
                leave(town, other.job, time)
                free_job(town, other.job)
                other.job = NONE
    i.lapsed = 1
    i.reversed = 0
    i.reported_solved = 0
    i.truly_solved = town.problems[i.problem_index].solved_at <= time
    ask_verification(town, issue, time)


@inner
def is_begun(town: Town, assignment: int) -> bool:
    """Tell whether a department has done or is doing a piece of a letter."""
    a = town.assignments[assignment]
    j = town.jobs[a.job]
    return j.state != WAITING or j.work < a.hours


@inner
def letter_done(town: Town, assignment: int, time: float) -> None:
    """A department has done what a letter asked."""
    a = town.assignments[assignment]
    a.done_at = time
    a.job = NONE
    if town.issues[a.issue].lapsed == 1:
        return
    one_less(town, int(a.issue), time)


@inner
def one_less(town: Town, issue: int, time: float) -> None:
    """One department fewer to wait for; after the last the issue is handled (stage handle)."""
    i = town.issues[issue]
    i.waiting_for -= 1
    if i.waiting_for == 0:
        if i.by_whistle == 1:
            town.whistles[i.whistle].done_at = time
        handled(town, issue, Level.DEPARTMENT.value, time)
