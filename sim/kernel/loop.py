"""The entrance of the kernel: events in exact order until a given time."""

from sim.clock import next_close, next_opening
from sim.compiled import entrance, inner
from sim.kernel import jobs
from sim.kernel.accounts import close_of_day
from sim.kernel.check_in import appointment, arrived, escort_arrived, escort_done, pair_done
from sim.kernel.choices import treated
from sim.kernel.closing import application_decided, handled, settled_at_once, verified
from sim.kernel.discovery import patrolled
from sim.kernel.draws import draw
from sim.kernel.feedback import called
from sim.kernel.handlers import handed_over
from sim.kernel.heap import drop_first, push
from sim.kernel.intake import integrated, report
from sim.kernel.letters import letter_done, remind
from sim.kernel.offered import offer
from sim.kernel.packed_report import channel_of, origin_of, person_of, reporter_of, round_of, threat_of
from sim.kernel.queues import enqueue, leave, put_back
from sim.kernel.replies import reply_falls_due, reply_written
from sim.kernel.routing import contacted, instructed, sorted_out
from sim.kernel.servers import (
    contact_desk,
    department_unit,
    dispatch_around,
    dispatch_street,
    dispatch_unit,
    release,
    section_unit,
)
from sim.kernel.state import Count, Town
from sim.kernel.units import OFFICE
from sim.kernel.whistling import asked_again, decide_acceptance, missed, prepared, released
from sim.randomness import Purpose, choose, exponential
from sim.rules import Residents
from sim.stages import (
    NONE,
    WORK_OF_TASK,
    CommunityClass,
    DepartmentClass,
    EventKind,
    Level,
    StreetClass,
    TaskKind,
    TaskStatus,
)

MARGIN = 64  # rows one event may add, with room to spare


@entrance
def advance(town: Town, residents: Residents, until: float) -> bool:
    """Process every event before `until` (h); False if a table is nearly full and must be grown first.

    Reads and writes the whole town. Cutting a stretch of time into any number of calls changes no byte.
    """
    while town.counts[Count.EVENTS] > 0 and town.events[0].time < until:
        if not _has_room(town):
            return False
        e = town.events[0]
        time = e.time
        kind = e.kind
        subject = e.subject
        detail = e.detail
        drop_first(town)
        town.counts[Count.PROCESSED] += 1
        if kind == EventKind.DONE:
            _done(town, residents, subject, time)
        elif kind == EventKind.TASK:
            _task_arrives(town, subject, time)
        elif kind == EventKind.REPORT:
            report(
                town,
                subject,
                person_of(detail),
                origin_of(detail),
                round_of(detail),
                reporter_of(detail),
                channel_of(detail),
                time,
                threat_of(detail),
            )
        elif kind == EventKind.INTEGRATED:
            integrated(town, subject, time)
        elif kind == EventKind.CALL:
            called(town, residents, subject, detail, time)
        elif kind == EventKind.REPLY_DUE:
            reply_falls_due(town, subject, time)
        elif kind == EventKind.RELEASED:
            released(town, subject, time)
        elif kind == EventKind.ACCEPT:
            decide_acceptance(town, subject, time)
        elif kind == EventKind.APPOINTMENT:
            appointment(town, subject, time)
        elif kind == EventKind.ARRIVED:
            if detail == 1:
                escort_arrived(town, subject, time)
            else:
                arrived(town, subject, time)
        elif kind == EventKind.AGREED:
            handled(town, subject, Level.COMMUNITY.value, time)
        elif kind == EventKind.INSTRUCTED:
            instructed(town, subject, time)
        elif kind == EventKind.REMIND:
            remind(town, subject, time)
        elif kind == EventKind.MISSED:
            missed(town, subject, detail, time)
        elif kind == EventKind.MEETING_OVER:
            unit = town.jobs[subject].server
            release(town, subject, time)
            jobs.free_job(town, subject)
            dispatch_around(town, unit, time)
        elif kind == EventKind.OPEN:
            _open(town, time)
            push(town, next_opening(town.calendar, time), EventKind.OPEN, 0, 0, 0)
        elif kind == EventKind.CLOSE:
            close_of_day(town, time)
            push(town, next_close(town.calendar, time), EventKind.CLOSE, 0, 0, 0)
        elif kind == EventKind.DUTY_OPEN:
            _open_contact_desks(town, time)
            push(town, next_opening(town.duty, time), EventKind.DUTY_OPEN, 0, 0, 0)
        elif kind == EventKind.DUTY_CLOSE:
            close_of_day(town, time)
            push(town, next_close(town.duty, time), EventKind.DUTY_CLOSE, 0, 0, 0)
    return True


@inner
def _has_room(town: Town) -> bool:
    counts = town.counts
    servers = counts[Count.SERVERS]
    return (
        counts[Count.ISSUES] + MARGIN < town.issues.shape[0]
        and counts[Count.ASSIGNMENTS] + MARGIN < town.assignments.shape[0]
        and counts[Count.WHISTLES] + MARGIN < town.whistles.shape[0]
        and counts[Count.JOBS] + MARGIN + servers < town.jobs.shape[0]
        and counts[Count.EVENTS] + MARGIN + servers < town.events.shape[0]
        and counts[Count.HOURS] + MARGIN + servers < town.hours.shape[0]
    )


@inner
def _open(town: Town, time: float) -> None:
    """A segment opens: communities, streets and departments look at their queues."""
    for community in range(town.communities.shape[0]):
        dispatch_unit(town, community, time)
    for street in range(town.streets.shape[0]):
        dispatch_street(town, street, time)
    for department in range(town.departments.shape[0]):
        dispatch_unit(town, department_unit(town, department), time)
    first = contact_desk(town, 0)
    for unit in range(first - town.handlers.shape[0], first):
        dispatch_unit(town, unit, time)
    _open_contact_desks(town, time)


@inner
def _open_contact_desks(town: Town, time: float) -> None:
    """Contact desks look at their queues."""
    for street in range(town.streets.shape[0]):
        dispatch_unit(town, contact_desk(town, street), time)


@inner
def _task_arrives(town: Town, task: int, time: float) -> None:
    """A task joins its unit."""
    t = town.tasks[task]
    lendable = 0
    if t.level == Level.STREET:
        t.section = choose(t.section_draw, town.streets[t.office].upward_cumulative)
        unit = section_unit(town, t.office, t.section)
        klass = StreetClass.UPWARD.value
        if t.kind == TaskKind.PROACTIVE or t.kind == TaskKind.TRAINING:
            klass = StreetClass.PROACTIVE.value
        lendable = int(draw(town, Purpose.LENDABLE, t.task, 0) < town.streets[t.office].lending)
    elif t.level == Level.DEPARTMENT:
        unit = department_unit(town, t.office)
        klass = DepartmentClass.OWN_LINE.value
    else:
        unit = int(t.office)
        klass = CommunityClass.UPWARD.value
        if t.kind == TaskKind.STATUTORY or t.kind == TaskKind.PATROL or t.kind == TaskKind.GRID:
            klass = CommunityClass.STATUTORY.value
        elif t.kind == TaskKind.WALK_IN:
            klass = CommunityClass.RESIDENT.value
    if t.kind == TaskKind.DERIVED and t.level == Level.STREET:
        t.shed = t.hours * town.pressure[0].shed_most * town.street_policy[t.office].strain
        t.hours -= t.shed
        offer(town, unit, WORK_OF_TASK[t.kind], t.shed, time)
    job = jobs.new_job(town, jobs.TASK, t.task, task, t.hours, WORK_OF_TASK[t.kind], 1, lendable)
    enqueue(town, job, unit, klass, time)
    dispatch_around(town, unit, time)


@inner
def _done(town: Town, residents: Residents, job: int, time: float) -> None:
    """A job leaves its servers; what it was for goes on."""
    j = town.jobs[job]
    kind = j.kind
    subject = j.subject
    server = j.server
    queue = j.unit
    release(town, job, time)
    if j.rest > 0.0:
        put_back(town, job)
        dispatch_around(town, queue, time)
        dispatch_around(town, server, time)
        return
    if kind == jobs.SLACK:
        jobs.free_job(town, job)
        treat(town, int(subject), j.work)
        dispatch_around(town, server, time)
        return
    leave(town, job, time)
    jobs.free_job(town, job)
    if kind == jobs.TASK:
        _task_done(town, subject, time)
    elif kind == jobs.TRIAGE:
        if town.units[queue].desk == OFFICE:
            sorted_out(town, subject, time)
        elif town.issues[subject].at_once == 1:
            settled_at_once(town, subject, time)
        else:
            contacted(town, subject, time)
    elif kind == jobs.HANDLE:
        level = int(town.units[queue].level)
        handled(town, subject, level, time)
    elif kind == jobs.HANDOVER:
        handed_over(town, subject, time)
    elif kind == jobs.DELIBERATE:
        _agree_later(town, subject, time)
    elif kind == jobs.APPLY:
        application_decided(town, residents, subject, time)
    elif kind == jobs.CALL_BACK:
        town.issues[subject].called_back = 1
    elif kind == jobs.REPLY:
        reply_written(town, subject, time)
    elif kind == jobs.PREPARE:
        prepared(town, subject, time)
    elif kind == jobs.VERIFY:
        verified(town, subject, time)
    elif kind == jobs.ESCORT:
        escort_done(town, subject, job)
    elif kind == jobs.RELEASE_AGAIN:
        asked_again(town, subject, True, time)
    elif kind == jobs.REMINDER:
        asked_again(town, subject, False, time)
    elif kind == jobs.LETTER:
        letter_done(town, subject, time)
    elif kind == jobs.PAIR:
        pair_done(town, subject, time)
    dispatch_around(town, server, time)


@inner
def _task_done(town: Town, task: int, time: float) -> None:
    """A task is done; work on a root cause treats it, a patrol brings problems home."""
    t = town.tasks[task]
    t.done_at = time
    if t.status == TaskStatus.OPEN:
        t.status = TaskStatus.DONE
    if t.kind == TaskKind.PATROL:
        patrolled(town, int(t.office), t.hours, time)
    elif t.kind == TaskKind.GRID:
        patrolled(town, int(t.office), t.hours * town.stocks[0].grid_watch, time)
    elif t.kind == TaskKind.TRAINING:
        town.scorecards[t.office].trained += t.hours
    elif t.kind == TaskKind.PROACTIVE and t.target != NONE:
        treat(town, int(t.target), t.hours)


@inner
def treat(town: Town, target: int, hours: float) -> None:
    """Let hours of proactive work act on a root cause: a category of a community."""
    c = target // town.categories.shape[0]
    k = target % town.categories.shape[0]
    people = town.communities[c].residents
    stocks = town.stocks[0]
    town.roots[c, k] = treated(town.roots[c, k], hours, people, stocks.root_treatment, stocks.root_floor)


@inner
def _agree_later(town: Town, issue: int, time: float) -> None:
    """Residents have met in their hall; some days later they agree (clause D3)."""
    i = town.issues[issue]
    u = draw(town, Purpose.AGREEMENT, i.row, i.visits)
    push(town, time + exponential(u, 24.0 * town.stocks[0].deliberation_days), EventKind.AGREED, i.row, issue, 0)
