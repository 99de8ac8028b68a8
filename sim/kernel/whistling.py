"""Stages release and accept: whistles and letters go out, departments sign, accept or return (clause W2)."""

import numpy as np

from sim.clock import add_staffed
from sim.compiled import inner
from sim.kernel.booking import book
from sim.kernel.check_in import ASKED, AWAY, ON_SITE, give_up_waiting, hurry
from sim.kernel.choices import finds_not_its_duty, is_dispatched, is_urgent, quickened
from sim.kernel.draws import draw
from sim.kernel.heap import push
from sim.kernel.intake import another_visit, district_of, pass_stage
from sim.kernel.jobs import RELEASE_AGAIN
from sim.kernel.letters import arrive, ask, ask_again, left_unsolved, look_again
from sim.kernel.servers import department_unit, dispatch_unit
from sim.kernel.state import Count, Town
from sim.kernel.work import department_work, local_number, over_tray
from sim.randomness import Purpose, exponential, row_role
from sim.stages import NONE, EventKind, Family, Stage


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
        i.lapsed = 0
        town.counts[Count.LETTERS] += i.called
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
    returned = False
    for n in range(i.called):
        if i.by_whistle == 1:
            _sign(town, i.assignment + n, time)
        else:
            returned = arrive(town, i.assignment + n, time) or returned
    if returned:
        look_again(town, issue, time)


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
    slower *= quickened(town.department_policy[a.department].effort, town.departments[a.department].effort)
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
            ask_again(town, assignment, RELEASE_AGAIN, time)
            look_again(town, issue, time)
            return
    a.accepted_at = time
    i.waiting_for -= 1
    if i.waiting_for > 0:
        return
    pass_stage(town, issue, Stage.ACCEPT, time)
    town.whistles[i.whistle].accepted_at = time
    i.waiting_for = i.called
    if urgent:
        hurry(town, issue, time)
    else:
        book_or_write(town, issue, time)


@inner
def book_or_write(town: Town, issue: int, time: float) -> None:
    """Book an appointment; where no common time is free in sight, letters go out instead."""
    i = town.issues[issue]
    if not book(town, issue, time):
        town.whistles[i.whistle].not_booked = 1
        another_visit(town, issue)
        released(town, issue, time)


@inner
def missed(town: Town, whistle: int, number: int, time: float) -> None:
    """Who has not come by now has missed the appointment: the others leave, and another is booked or none any more."""
    w = town.whistles[whistle]
    issue = int(w.issue)
    i = town.issues[issue]
    if not np.isnan(w.all_present_at) or i.escort == ASKED or w.appointments != number + 1:
        return
    for n in range(i.called):
        a = town.assignments[i.assignment + n]
        a.missed += a.party != ON_SITE
        if a.job != NONE:
            give_up_waiting(town, int(a.job), time)
            a.job = NONE
        a.absent = a.party != ON_SITE
        a.party = AWAY
    first = int(i.assignment)
    called = int(i.called)
    if w.appointments >= town.service[0].max_appointments:
        left_unsolved(town, issue, time)
    else:
        book_or_write(town, issue, time)
    for n in range(called):  # who has come in vain goes back to work
        dispatch_unit(town, department_unit(town, town.assignments[first + n].department), time)


@inner
def asked_again(town: Town, assignment: int, returned: bool, time: float) -> None:
    """The street has answered a return, or reminded: the department signs anew, or has the letter again."""
    a = town.assignments[assignment]
    if a.whistle != NONE:
        _sign(town, assignment, time)
    elif a.lapsed == 1:  # taken back meanwhile
        return
    elif returned:
        if arrive(town, assignment, time):
            look_again(town, int(a.issue), time)
    else:
        ask(town, assignment, time)
