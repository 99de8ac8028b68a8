"""The entrance of the kernel: events in exact order until a given time."""

from sim.clock import next_close, next_opening
from sim.compiled import entrance, inner
from sim.kernel import jobs
from sim.kernel.accounts import close_of_day
from sim.kernel.closing import evaluated, handled, verified
from sim.kernel.draws import draw
from sim.kernel.heap import drop_first, push
from sim.kernel.intake import integrated, report
from sim.kernel.letters import lapse, letter_done
from sim.kernel.queues import enqueue, leave, put_back
from sim.kernel.routing import triaged
from sim.kernel.servers import (
    department_unit,
    dispatch_around,
    dispatch_street,
    dispatch_unit,
    release,
    section_unit,
)
from sim.kernel.state import Count, Town
from sim.kernel.whistling import (
    appointment,
    arrived,
    decide_acceptance,
    escort_arrived,
    escort_done,
    go_home,
    pair_done,
    prepared,
    released,
    released_again,
)
from sim.randomness import Purpose, choose
from sim.rules import Residents
from sim.stages import (
    CommunityClass,
    DepartmentClass,
    EventKind,
    Level,
    StreetClass,
    TaskKind,
    TaskStatus,
    Work,
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
            _done(town, subject, time)
        elif kind == EventKind.TASK:
            _task_arrives(town, subject, time)
        elif kind == EventKind.REPORT:
            report(
                town, subject, detail & 0x3F, (detail >> 10) & 0x7F, (detail >> 6) & 0xF, detail >> 20,
                (detail >> 17) & 0x7, time,
            )  # fmt: skip
        elif kind == EventKind.INTEGRATED:
            integrated(town, subject, time)
        elif kind == EventKind.EVALUATED:
            evaluated(town, residents, subject, time)
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
        elif kind == EventKind.LAPSE:
            lapse(town, subject, time)
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
            go_home(town, time)
            push(town, next_close(town.calendar, time), EventKind.CLOSE, 0, 0, 0)
    return True


@inner
def _has_room(town: Town) -> bool:
    counts = town.counts
    return (
        counts[Count.ISSUES] + MARGIN < town.issues.shape[0]
        and counts[Count.ASSIGNMENTS] + MARGIN < town.assignments.shape[0]
        and counts[Count.WHISTLES] + MARGIN < town.whistles.shape[0]
        and counts[Count.JOBS] + MARGIN + town.units.shape[0] < town.jobs.shape[0]
        and counts[Count.EVENTS] + counts[Count.GATHERING] + MARGIN + town.units.shape[0] < town.events.shape[0]
        and counts[Count.GATHERING] + MARGIN < town.gathering.shape[0]
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


@inner
def call_meeting(town: Town, unit: int, hours: float) -> None:
    """Let every server of a unit owe one meeting; lengths still owed are averaged."""
    u = town.units[unit]
    if u.servers <= 0 or hours <= 0.0:
        return
    u.owed_length = (u.owed * u.owed_length + u.servers * hours) / (u.owed + u.servers)
    u.owed += u.servers


@entrance
def call_meetings(town: Town, staffed_hours_of_week: float, time: float) -> None:
    """All units but desks come to owe a meeting; who is idle goes at once."""
    for unit in range(town.units.shape[0]):
        if town.units[unit].desk == 0:
            share = town.service[0].meeting_share[town.units[unit].level]
            call_meeting(town, unit, share * staffed_hours_of_week)
    _open(town, time)


@inner
def _task_arrives(town: Town, task: int, time: float) -> None:
    """A task joins its unit."""
    t = town.tasks[task]
    lendable = 0
    if t.level == Level.STREET:
        t.section = choose(t.section_draw, town.streets[t.office].upward_cumulative)
        unit = section_unit(town, t.office, t.section)
        klass = StreetClass.UPWARD.value
        lendable = int(draw(town, Purpose.LENDABLE, t.task, 0) < town.streets[t.office].lending)
    elif t.level == Level.DEPARTMENT:
        unit = department_unit(town, t.office)
        klass = DepartmentClass.OWN_LINE.value
    else:
        unit = int(t.office)
        klass = CommunityClass.UPWARD.value
        if t.kind == TaskKind.STATUTORY:
            klass = CommunityClass.STATUTORY.value
        elif t.kind == TaskKind.WALK_IN:
            klass = CommunityClass.RESIDENT.value
    job = jobs.new_job(town, jobs.TASK, t.task, task, t.hours, Work.TRANSFERRED + t.kind, 1, lendable)
    enqueue(town, job, unit, klass, time)
    dispatch_around(town, unit, time)


@inner
def _done(town: Town, job: int, time: float) -> None:
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
    leave(town, job, time)
    jobs.free_job(town, job)
    if kind == jobs.TASK:
        town.tasks[subject].done_at = time
        if town.tasks[subject].status == TaskStatus.OPEN:
            town.tasks[subject].status = TaskStatus.DONE
    elif kind == jobs.TRIAGE:
        section = -1
        if town.units[queue].desk == 0:
            section = queue - section_unit(town, town.issues[subject].street, 0)
        triaged(town, subject, section, time)
    elif kind == jobs.HANDLE:
        level = int(town.units[queue].level)
        handled(town, subject, level, time)
    elif kind == jobs.PREPARE:
        prepared(town, subject, time)
    elif kind == jobs.VERIFY:
        verified(town, subject, time)
    elif kind == jobs.ESCORT:
        escort_done(town, subject, job)
    elif kind == jobs.RELEASE_AGAIN:
        released_again(town, subject, time)
    elif kind == jobs.LETTER:
        letter_done(town, subject, time)
    elif kind == jobs.PAIR:
        pair_done(town, subject, time)
    dispatch_around(town, server, time)
