"""Stage check in: appointments of several departments and the street, on site until it is done (clauses W2, W3)."""

import numpy as np

from sim.compiled import inner
from sim.kernel.accounts import settle
from sim.kernel.choices import is_urgent, truly_solved
from sim.kernel.closing import quality_of
from sim.kernel.draws import draw
from sim.kernel.intake import district_of, head_start, pass_stage
from sim.kernel.jobs import ESCORT, PAIR, PRESENT, free_job, new_job
from sim.kernel.letters import one_less
from sim.kernel.queues import enqueue_since, leave
from sim.kernel.servers import (
    department_desk,
    department_unit,
    dispatch_around,
    dispatch_unit,
    release,
    section_unit,
    serve,
)
from sim.kernel.state import Count, Town
from sim.randomness import STREET_ROLE, Purpose, row_role
from sim.stages import NONE, DepartmentClass, Grade, Level, Solvability, Stage, StreetClass, Work

AWAY = 0  # a party of an appointment
ASKED = 1  # queued, reserved or travelling
ON_SITE = 2
AT_WORK = 3


@inner
def appointment(town: Town, issue: int, time: float) -> None:
    """Whoever is away is asked to come (stage check in; docs/flow.md, 5)."""
    i = town.issues[issue]
    urgent = is_urgent(i.grade, i.visits)
    for n in range(i.called):
        town.assignments[i.assignment + n].called_at = time
    _ask_who_is_away(town, issue, time)
    street_unit = section_unit(town, i.street, i.section)
    for n in range(i.called):
        department = town.assignments[i.assignment + n].department
        unit = department_desk(town, department) if urgent else department_unit(town, department)
        dispatch_unit(town, unit, time)
    if not urgent:
        dispatch_around(town, street_unit, time)


@inner
def _ask_who_is_away(town: Town, issue: int, time: float) -> None:
    """Ask the absent, without dispatch, in the place the row's first appointment gave them."""
    i = town.issues[issue]
    urgent = is_urgent(i.grade, i.visits)
    since = town.assignments[i.assignment].called_at
    town.whistles[i.whistle].appointments += 1
    for n in range(i.called):
        a = town.assignments[i.assignment + n]
        if a.party == AWAY:
            a.party = ASKED
            key = row_role(i.row, a.role)
            a.job = new_job(town, PAIR, key, i.assignment + n, a.hours, Work.ASSIGNMENT, 2, 0)
            if urgent:
                enqueue_since(town, a.job, department_desk(town, a.department), 0, since, time)
            else:
                klass = DepartmentClass.WHISTLED.value
                if i.grade == Grade.EMERGENCY or i.summoned == 1:
                    klass = DepartmentClass.EMERGENCY.value
                enqueue_since(town, a.job, department_unit(town, a.department), klass, since, time)
    if i.escort == AWAY and not urgent:
        i.escort = ASKED
        hours = town.service[0].coordination_hours
        key = row_role(i.row, STREET_ROLE)
        i.escort_job = new_job(town, ESCORT, key, issue, hours, Work.COORDINATION, 1, i.lendable)
        unit = section_unit(town, i.street, i.section)
        since -= head_start(town, issue)
        klass = StreetClass.EMERGENCY.value if i.summoned == 1 else coordination_class(i.grade)
        enqueue_since(town, i.escort_job, unit, klass, since, time)


@inner
def coordination_class(grade: int) -> int:
    """Return the class of escorts and second releases at a street."""
    if grade == Grade.EMERGENCY:
        return StreetClass.EMERGENCY.value
    return StreetClass.COORDINATION.value


@inner
def arrived(town: Town, assignment: int, time: float) -> None:
    """A department's pair is on site."""
    a = town.assignments[assignment]
    issue = int(a.issue)
    i = town.issues[issue]
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
    _gather(town, issue, time)


@inner
def escort_arrived(town: Town, issue: int, time: float) -> None:
    """The street's escort is on site."""
    town.issues[issue].escort = ON_SITE
    _gather(town, issue, time)


@inner
def _gather(town: Town, issue: int, time: float) -> None:
    """Begin when everybody has come; until then keep the row in the list of those who wait."""
    i = town.issues[issue]
    complete = i.escort == ON_SITE
    for n in range(i.called):
        complete = complete and town.assignments[i.assignment + n].party == ON_SITE
    if not complete:
        if i.gathering == NONE:
            i.gathering = town.counts[Count.GATHERING]
            town.gathering[i.gathering] = issue
            town.counts[Count.GATHERING] += 1
        return
    _leave_the_list(town, issue)
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
def _leave_the_list(town: Town, issue: int) -> None:
    i = town.issues[issue]
    if i.gathering == NONE:
        return
    last = town.counts[Count.GATHERING] - 1
    town.counts[Count.GATHERING] = last
    moved = town.gathering[last]
    town.gathering[i.gathering] = moved
    town.issues[moved].gathering = i.gathering
    i.gathering = NONE


@inner
def go_home(town: Town, time: float) -> None:
    """The day ends: whoever waits on site leaves, and is asked again for the next morning (docs/flow.md, 5).

    Who is asked again keeps the place of the first appointment: otherwise two whistles can each
    hold one of two departments for ever.
    """
    while town.counts[Count.GATHERING] > 0:
        issue = int(town.gathering[town.counts[Count.GATHERING] - 1])
        _leave_the_list(town, issue)
        i = town.issues[issue]
        for n in range(i.called):
            a = town.assignments[i.assignment + n]
            if a.party == ON_SITE:
                _send_home(town, int(a.job), time)
                a.party = AWAY
                a.job = NONE
        if i.escort == ON_SITE:
            _send_home(town, int(i.escort_job), time)
            i.escort = AWAY
            i.escort_job = NONE
        _ask_who_is_away(town, issue, time)


@inner
def _send_home(town: Town, job: int, time: float) -> None:
    release(town, job, time)
    leave(town, job, time)
    free_job(town, job)


@inner
def pair_done(town: Town, assignment: int, time: float) -> None:
    """A department has done its part on site."""
    a = town.assignments[assignment]
    a.done_at = time
    a.job = NONE
    one_less(town, int(a.issue), time)


@inner
def escort_done(town: Town, issue: int, job: int) -> None:
    """The street's escort goes back to the office."""
    i = town.issues[issue]
    if i.escort_job == job:
        i.escort = AWAY
        i.escort_job = NONE
