"""Stages release and accept: whistles and letters go out, departments sign, accept or return (clause W2)."""

import numpy as np

from sim.clock import add_staffed, next_morning
from sim.compiled import inner
from sim.kernel.check_in import AWAY, appointment, coordination_class
from sim.kernel.choices import finds_not_its_duty, is_dispatched, is_urgent
from sim.kernel.draws import draw
from sim.kernel.heap import push
from sim.kernel.intake import district_of, head_start, pass_stage
from sim.kernel.jobs import RELEASE_AGAIN, new_job
from sim.kernel.letters import post
from sim.kernel.queues import enqueue, enqueue_since
from sim.kernel.servers import (
    department_unit,
    dispatch_around,
    dispatch_unit,
    section_unit,
    street_desk,
)
from sim.kernel.state import Count, Town
from sim.kernel.work import department_work, local_number, over_tray
from sim.randomness import Purpose, exponential, row_role
from sim.stages import NONE, EventKind, Family, Stage, Work


@inner
def prepared(town: Town, issue: int, time: float) -> None:
    """Whistle or letter is ready: it goes out when the leader has confirmed or the post has come (clause W2)."""
    i = town.issues[issue]
    at = time
    if not is_urgent(i.grade, i.visits):
        hours = town.streets[i.street].leader_hours if i.by_whistle == 1 else town.service[0].letter_hours
        at = add_staffed(town.calendar, time, hours)
    push(town, at, EventKind.RELEASED, i.row, issue, 0)


@inner
def released(town: Town, issue: int, time: float) -> None:
    """Whistle or letters go out to the departments (stage release)."""
    i = town.issues[issue]
    pass_stage(town, issue, Stage.RELEASE, time)
    i.called = 1 if i.decided == 1 else i.number
    i.waiting_for = i.called
    i.assignment = town.counts[Count.ASSIGNMENTS]
    town.counts[Count.ASSIGNMENTS] += i.called
    i.whistle = NONE
    if i.by_whistle == 1:
        _blow(town, issue, time)
    else:
        i.letters += 1
    for n in range(i.called):  # the lead's tray decides on quality
        town.assignments[i.assignment + n] = town.blank.assignment[0]
        a = town.assignments[i.assignment + n]
        a.issue = issue
        a.whistle = i.whistle
        a.visit = i.visits
        a.department = i.departments[n]
        a.role = local_number(town, a.department)
        a.lead = n == 0
        a.party = AWAY
        pace, slip = _pace(town, issue, a.department)
        a.hours = department_work(town, issue, a.department) * pace
        if a.lead == 1:
            i.slip = slip
        if i.by_whistle == 1:
            a.hours += town.districts[district_of(town, issue)].evidence_hours
        a.released_at = time
    for n in range(i.called):
        if i.by_whistle == 1:
            _sign(town, i.assignment + n, time)
        else:
            post(town, i.assignment + n, time)
    if i.by_whistle == 0:
        for n in range(i.called):
            dispatch_unit(town, town.jobs[town.assignments[i.assignment + n].job].unit, time)


@inner
def _pace(town: Town, issue: int, department: int) -> tuple[float, float]:
    """Return the factor on a department's hours that diligence and tray make, and the share of quality lost to it."""
    i = town.issues[issue]
    if i.by_whistle == 0:
        return 1.0, 0.0
    diligence = town.department_policy[department].hours
    if is_urgent(i.grade, i.visits):
        return diligence, 0.0
    quickened, slip = over_tray(town, department_unit(town, department))
    return diligence * quickened, slip


@inner
def _blow(town: Town, issue: int, time: float) -> None:
    """Make the whistle's row."""
    i = town.issues[issue]
    i.whistle = town.counts[Count.WHISTLES]
    town.counts[Count.WHISTLES] += 1
    i.whistles += 1
    i.escort = AWAY
    town.whistles[i.whistle] = town.blank.whistle[0]
    w = town.whistles[i.whistle]
    w.issue = issue
    w.visit = i.visits
    w.street = i.street
    w.family = i.family
    w.ground = i.ground
    w.departments = i.called
    w.released_at = time
    hours = town.deadlines[0].check_in_hours[i.family] * town.districts[district_of(town, issue)].check_in_factor
    w.check_in_due_at = time + hours if i.family == Family.EMERGENCY else add_staffed(town.calendar, time, hours)
    town.days[int(np.floor(time / 24.0)) - town.first_day].whistles += 1


@inner
def _sign(town: Town, assignment: int, time: float) -> None:
    """A department signs for a whistle and later contacts the street; both delays are drawn."""
    a = town.assignments[assignment]
    i = town.issues[a.issue]
    service = town.service[0]
    slower = town.departments[a.department].delay_factor
    key = row_role(i.row, a.role)
    attempt = 16 * i.visits + a.returns
    if _sent_by_street(town, a.issue):
        a.signed_at = time
        push(town, time, EventKind.ACCEPT, key, assignment, 0)
        return
    u = draw(town, Purpose.SIGN, key, attempt)
    v = draw(town, Purpose.CONTACT, key, attempt)
    if is_urgent(i.grade, i.visits):
        a.signed_at = time + exponential(u, service.emergency_delay)
        answer = a.signed_at + exponential(v, service.emergency_delay)
    else:
        a.signed_at = add_staffed(town.calendar, time, exponential(u, slower * service.sign_hours))
        answer = add_staffed(town.calendar, a.signed_at, exponential(v, slower * service.contact_delay))
    push(town, answer, EventKind.ACCEPT, key, assignment, 0)


@inner
def _sent_by_street(town: Town, issue: int) -> bool:
    """Tell whether the street sends the departments itself: no signing, no return, at the next appointment."""
    i = town.issues[issue]
    return not is_urgent(i.grade, i.visits) and is_dispatched(town.streets[i.street].dispatch, i.family)


@inner
def decide_acceptance(town: Town, assignment: int, time: float) -> None:
    """A department accepts or returns (stage accept); the last acceptance makes the appointment."""
    a = town.assignments[assignment]
    issue = int(a.issue)
    i = town.issues[issue]
    service = town.service[0]
    urgent = is_urgent(i.grade, i.visits)
    first_receiver = town.districts[district_of(town, issue)].first_receiver > 0.0
    if not first_receiver and a.returns < service.max_returns and not _sent_by_street(town, issue):
        u = draw(town, Purpose.RETURN, row_role(i.row, a.role), 16 * i.visits + a.returns)
        acceptance = town.department_policy[a.department].acceptance
        authority = town.streets[i.street].authority
        if u < finds_not_its_duty(town.categories[i.category].ambiguity, acceptance, authority):
            a.returns += 1
            i.returns += 1
            _ask_to_release_again(town, assignment, urgent, time)
            return
    a.accepted_at = time
    i.waiting_for -= 1
    if i.waiting_for > 0:
        return
    pass_stage(town, issue, Stage.ACCEPT, time)
    town.whistles[i.whistle].accepted_at = time
    i.waiting_for = i.called
    if urgent:
        appointment(town, issue, time)
    else:
        push(town, next_morning(town.calendar, time), EventKind.APPOINTMENT, i.row, issue, 0)


@inner
def _ask_to_release_again(town: Town, assignment: int, urgent: bool, time: float) -> None:
    a = town.assignments[assignment]
    i = town.issues[a.issue]
    hours = town.service[0].coordination_hours
    job = new_job(town, RELEASE_AGAIN, row_role(i.row, a.role), assignment, hours, Work.COORDINATION, 1, i.lendable)
    if urgent:
        unit = street_desk(town, i.street)
        enqueue(town, job, unit, 0, time)
    else:
        unit = section_unit(town, i.street, i.section)
        enqueue_since(town, job, unit, coordination_class(i.grade), time - head_start(town, a.issue), time)
    dispatch_around(town, unit, time)


@inner
def released_again(town: Town, assignment: int, time: float) -> None:
    """The street has answered a return; the department signs anew."""
    _sign(town, assignment, time)
