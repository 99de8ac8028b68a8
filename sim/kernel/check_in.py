"""Stage check in: appointments of several departments and the street, on site until it is done (clauses W2, W3)."""

import numpy as np

from sim.clock import add_staffed, is_opening
from sim.compiled import inner
from sim.kernel.accounts import settle
from sim.kernel.choices import is_urgent, keeps_appointment, truly_solved
from sim.kernel.closing import handled, quality_of
from sim.kernel.draws import draw
from sim.kernel.heap import push
from sim.kernel.intake import district_of, pass_stage
from sim.kernel.jobs import ESCORT, PAIR, PRESENT, RESERVED, TRAVELLING, WAITING, free_job, new_job
from sim.kernel.queues import enqueue, leave, take_out
from sim.kernel.servers import (
    department_desk,
    department_unit,
    dispatch_around,
    dispatch_unit,
    release,
    section_unit,
    serve,
)
from sim.kernel.state import Town
from sim.randomness import STREET_ROLE, Purpose, row_role
from sim.stages import NONE, DepartmentClass, EventKind, Grade, Level, Solvability, Stage, StreetClass, Work

AWAY = 0  # a party of an appointment
ASKED = 1  # queued, reserved or travelling
ON_SITE = 2
AT_WORK = 3


@inner
def hurry(town: Town, issue: int, time: float) -> None:
    """Emergency desks send their pairs at once (docs/flow.md, 5)."""
    i = town.issues[issue]
    town.whistles[i.whistle].appointments += 1
    for n in range(i.called):
        a = town.assignments[i.assignment + n]
        a.called_at = time
        _ask_for_pair(town, i.assignment + n, department_desk(town, a.department), 0, time)
    for n in range(i.called):
        dispatch_unit(town, department_desk(town, town.assignments[i.assignment + n].department), time)


@inner
def appointment(town: Town, issue: int, time: float) -> None:
    """The time of an appointment has come: departments that keep it are asked for their pairs (stage check in)."""
    i = town.issues[issue]
    w = town.whistles[i.whistle]
    service = town.service[0]
    number = int(w.appointments)
    w.appointments += 1
    travel = 0.0
    for n in range(i.called):
        a = town.assignments[i.assignment + n]
        if np.isnan(a.called_at):
            a.called_at = time
        travel = max(travel, town.departments[a.department].travel_hours)
        a.party = AWAY
        effort = town.department_policy[a.department].effort
        chance = keeps_appointment(service.no_show, effort, town.streets[i.street].authority)
        if draw(town, Purpose.KEPT, row_role(i.row, a.role), 16 * i.visits + number) < chance:
            unit = department_unit(town, a.department)
            _ask_for_pair(town, i.assignment + n, unit, DepartmentClass.WHISTLED.value, time)
    if not is_opening(town.calendar, time):  # at an opening everybody is dispatched after all appointments
        for n in range(i.called):
            dispatch_unit(town, department_unit(town, town.assignments[i.assignment + n].department), time)
    until = add_staffed(town.calendar, time, travel + service.patience)
    push(town, until, EventKind.MISSED, i.row, int(i.whistle), number)


@inner
def _ask_for_pair(town: Town, assignment: int, unit: int, klass: int, time: float) -> None:
    """Ask a department for its pair, without dispatch."""
    a = town.assignments[assignment]
    a.party = ASKED
    key = row_role(town.issues[a.issue].row, a.role)
    a.job = new_job(town, PAIR, key, assignment, a.hours, Work.ASSIGNMENT, 2, 0)
    enqueue(town, a.job, unit, klass, time)


@inner
def arrived(town: Town, assignment: int, time: float) -> None:
    """A department's pair is on site; with the last one there the street is asked for its officer."""
    a = town.assignments[assignment]
    issue = int(a.issue)
    i = town.issues[issue]
    if a.job == NONE or town.jobs[a.job].state != TRAVELLING or town.jobs[a.job].ends != time:
        return  # called back on the way
    job = town.jobs[a.job]
    settle(town, a.job, time)
    job.state = PRESENT
    a.party = ON_SITE
    if np.isnan(a.checked_in_at):
        a.checked_in_at = time
    if is_urgent(i.grade, i.visits):
        a.party = AT_WORK
        serve(town, a.job, time, a.hours / job.needs)
        for n in range(i.called):
            if np.isnan(town.assignments[i.assignment + n].checked_in_at):
                return
        pass_stage(town, issue, Stage.CHECK_IN, time)
        town.whistles[i.whistle].all_present_at = time
        return
    for n in range(i.called):
        if town.assignments[i.assignment + n].party != ON_SITE:
            return
    i.escort = ASKED
    key = row_role(i.row, STREET_ROLE)
    hours = town.service[0].coordination_hours
    i.escort_job = new_job(town, ESCORT, key, issue, hours, Work.COORDINATION, 1, 1)
    unit = section_unit(town, i.street, i.section)
    klass = StreetClass.EMERGENCY.value if i.grade == Grade.EMERGENCY else StreetClass.ESCORT.value
    enqueue(town, i.escort_job, unit, klass, time)
    dispatch_around(town, unit, time)


@inner
def escort_arrived(town: Town, issue: int, time: float) -> None:
    """The street's officer is there: everybody is, and works."""
    i = town.issues[issue]
    pass_stage(town, issue, Stage.CHECK_IN, time)
    town.whistles[i.whistle].all_present_at = time
    if town.districts[district_of(town, issue)].stay > 0.0:
        _stay_until_done(town, issue, time)
    for n in range(i.called):
        a = town.assignments[i.assignment + n]
        a.party = AT_WORK
        serve(town, a.job, time, a.hours / town.jobs[a.job].needs)
    i.escort = AT_WORK
    serve(town, i.escort_job, time, town.jobs[i.escort_job].work)


@inner
def _stay_until_done(town: Town, issue: int, time: float) -> None:
    """Where who has come must stay until it is done, what fails at first is tried again on site (clause W3)."""
    i = town.issues[issue]
    i.luck = draw(town, Purpose.SOLVED, i.row, i.visits)
    already = town.problems[i.problem_index].solved_at <= time
    quality = quality_of(town, issue, Level.DEPARTMENT.value)
    i.stays = 0
    if i.solvability == Solvability.SOLVABLE and not truly_solved(already, i.solvability, i.luck, quality, False):
        i.stays = 1
        for n in range(i.called):
            town.assignments[i.assignment + n].hours *= 1.0 + town.service[0].stay_hours


@inner
def give_up_waiting(town: Town, job: int, time: float) -> None:
    """Let a pair go back to work: present, on its way, waiting for its partner or still queued."""
    j = town.jobs[job]
    if j.state == WAITING:
        take_out(town, job)
    else:
        if j.state == RESERVED:
            town.units[j.server].pair = NONE
        release(town, job, time)
    leave(town, job, time)
    free_job(town, job)


@inner
def pair_done(town: Town, assignment: int, time: float) -> None:
    """A department has done its part on site."""
    a = town.assignments[assignment]
    a.done_at = time
    a.job = NONE
    issue = int(a.issue)
    i = town.issues[issue]
    i.waiting_for -= 1
    if i.waiting_for == 0:
        town.whistles[i.whistle].done_at = time
        handled(town, issue, Level.DEPARTMENT.value, time)


@inner
def escort_done(town: Town, issue: int, job: int) -> None:
    """The street's escort goes back to the office."""
    i = town.issues[issue]
    if i.escort_job == job:
        i.escort = AWAY
        i.escort_job = NONE
