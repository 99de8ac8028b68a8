"""Servers: who starts which job when. Dispatch of every kind of unit, lending, pairs, meetings."""

import numpy as np

from sim.clock import add_staffed, add_staffed_later, is_open, is_open_later
from sim.compiled import entrance, inner
from sim.kernel.accounts import begin_settling, settle, settle_idle
from sim.kernel.heap import push
from sim.kernel.jobs import (
    ESCORT,
    LETTER,
    MEETING,
    PAIR,
    PRESENT,
    RESERVED,
    SERVING,
    SLACK,
    TASK,
    TRAVELLING,
    new_job,
)
from sim.kernel.queues import charge, first_class, next_class, take_out
from sim.kernel.state import CLASSES, Town
from sim.kernel.units import CONTACT_DESK, EMERGENCY_DESK, OFFICE
from sim.stages import NONE, EventKind, Level, Work

SMALLEST = 1e-9  # hours: what is left of a job is not less


@entrance
def section_unit(town: Town, street: int, section: int) -> int:
    """Return the unit of a street's section."""
    communities = town.communities.shape[0]
    return communities + street * town.streets[street].slots + section


@inner
def street_desk(town: Town, street: int) -> int:
    """Return the unit of a street's emergency desk."""
    return section_unit(town, town.streets.shape[0] - 1, town.streets[0].slots - 1) + 1 + street


@entrance
def department_unit(town: Town, department: int) -> int:
    """Return the unit of a department."""
    return street_desk(town, town.streets.shape[0]) + department


@inner
def department_desk(town: Town, department: int) -> int:
    """Return the unit of a department's emergency desk."""
    return department_unit(town, town.departments.shape[0]) + department


@inner
def contact_desk(town: Town, street: int) -> int:
    """Return the unit of a street's contact desk."""
    return town.units.shape[0] - town.streets.shape[0] + street


@inner
def closes_later(town: Town, unit: int) -> float:
    """Return by how many hours a section closes later than the calendar says: overtime."""
    u = town.units[unit]
    if u.level == Level.STREET and u.desk == OFFICE:
        return town.street_policy[u.office].later
    return 0.0


@inner
def _sits(town: Town, unit: int, time: float) -> bool:
    """Tell whether a unit's people are there."""
    u = town.units[unit]
    if u.desk == OFFICE:
        return is_open_later(town.calendar, time, closes_later(town, unit))
    if u.desk == EMERGENCY_DESK:
        return True
    if town.streets[u.office].desk_every_day == 1:
        return is_open(town.duty, time)
    return is_open(town.calendar, time)


@inner
def _end_of(town: Town, job: int, time: float, hours: float) -> float:
    """Return when `hours` of elapsed work on a job that holds its servers end, by the hours it was begun in."""
    j = town.jobs[job]
    if town.units[j.server].desk == EMERGENCY_DESK:
        return time + hours
    if j.on_duty == 1:
        return add_staffed(town.duty, time, hours)
    return add_staffed_later(town.calendar, time, hours, j.later)


@inner
def _seize(town: Town, job: int, unit: int, servers: int, time: float) -> None:
    """Take servers of a unit for a job."""
    settle_idle(town, unit, time)
    town.units[unit].busy += servers
    town.jobs[job].server = unit
    town.jobs[job].later = closes_later(town, unit)
    town.at_work[job] = 1


@inner
def release(town: Town, job: int, time: float) -> None:
    """Settle a running job and give its servers back."""
    settle(town, job, time)
    j = town.jobs[job]
    settle_idle(town, j.server, time)
    town.units[j.server].busy -= 1 if j.state == RESERVED else j.needs
    town.at_work[job] = 0


@inner
def serve(town: Town, job: int, time: float, hours: float) -> None:
    """Let a job that holds its servers run for `hours` of elapsed time; a DONE event ends it."""
    j = town.jobs[job]
    if j.state != SERVING:
        if j.state == PRESENT:
            settle(town, job, time)
        else:
            begin_settling(town, job, time)
        j.state = SERVING
    j.ends = _end_of(town, job, time, hours)
    push(town, j.ends, EventKind.MEETING_OVER if j.kind == MEETING else EventKind.DONE, j.key, job, 0)


@inner
def _travel(town: Town, job: int, time: float) -> None:
    """Send a complete pair on its way; it arrives at an ARRIVED event."""
    j = town.jobs[job]
    begin_settling(town, job, time)
    j.state = TRAVELLING
    hours = town.departments[town.units[j.server].office].travel_hours
    j.ends = _end_of(town, job, time, hours)
    push(town, j.ends, EventKind.ARRIVED, j.key, j.subject, 0)


@inner
def _start(town: Town, job: int, server: int, time: float) -> None:
    """Start a waiting job at a free server of the unit `server`; a pair takes two or waits for the second."""
    take_out(town, job)
    j = town.jobs[job]
    if j.kind == PAIR:
        u = town.units[server]
        j.needs = 2 if u.servers >= 2 else 1
        if u.servers - u.busy >= j.needs:
            _seize(town, job, server, j.needs, time)
            _travel(town, job, time)
        else:
            _seize(town, job, server, 1, time)
            begin_settling(town, job, time)
            j.state = RESERVED
            u.pair = job
        return
    _seize(town, job, server, 1, time)
    if town.units[server].desk == CONTACT_DESK:
        j.on_duty = town.streets[town.units[server].office].desk_every_day
    piece = _piece_of(town, job)
    j.rest = j.work - piece
    charge(town, j.unit, j.klass, piece)
    if j.kind == ESCORT:
        begin_settling(town, job, time)
        j.state = PRESENT
        push(town, time, EventKind.ARRIVED, j.key, j.subject, 1)
        return
    serve(town, job, time, piece)


@inner
def _piece_of(town: Town, job: int) -> float:
    """Return how much of a job is done before its server is given back."""
    j = town.jobs[job]
    u = town.units[j.unit]
    if u.desk == OFFICE and (j.kind == TASK or j.kind == LETTER):
        piece = town.service[0].piece_hours[u.level]
        if 0.0 < piece < j.work - SMALLEST:
            return piece
    return j.work


@inner
def _meet(town: Town, unit: int, time: float) -> None:
    """Send a free server to a meeting the unit owes."""
    u = town.units[unit]
    u.owed -= 1
    job = new_job(town, MEETING, unit, NONE, u.owed_length, Work.MEETING, 1, 0)
    town.jobs[job].unit = unit
    _seize(town, job, unit, 1, time)
    serve(town, job, time, u.owed_length)


@inner
def _go_alone(town: Town, unit: int, time: float) -> None:
    """Send who waits reserved for a partner without one: the unit has lost its second server."""
    u = town.units[unit]
    if not _sits(town, unit, time):
        return
    job = int(u.pair)
    u.pair = NONE
    settle(town, job, time)
    town.jobs[job].needs = 1
    _travel(town, job, time)


@inner
def dispatch_unit(town: Town, unit: int, time: float) -> None:
    """Give the free servers of a community, department, section or desk their next work, without lending."""
    u = town.units[unit]
    if u.pair != NONE and u.servers < 2:
        _go_alone(town, unit, time)
    if u.busy >= u.servers or (u.waiting == 0 and u.owed == 0 and u.pair == NONE):
        return
    if not _sits(town, unit, time):
        return
    while u.busy < u.servers:
        if u.pair != NONE:
            job = int(u.pair)
            u.pair = NONE
            settle(town, job, time)
            _seize(town, job, unit, 1, time)
            _travel(town, job, time)
            continue
        klass = first_class(town, unit)
        if klass == NONE and u.owed > 0:
            _meet(town, unit, time)
            continue
        if klass == NONE:
            klass = next_class(town, unit)
        if klass == NONE:
            return
        _start(town, town.queues[unit, klass].head, unit, time)


@inner
def dispatch_street(town: Town, street: int, time: float) -> None:
    """Let every section of a street serve its own jobs, then lend free servers to lendable first jobs."""
    first = section_unit(town, street, 0)
    if not _sits(town, first, time):
        return
    for unit in range(first, first + town.streets[street].sections):
        dispatch_unit(town, unit, time)
    _lend(town, street, time)
    _use_slack(town, street, time)


@inner
def _lend(town: Town, street: int, time: float) -> None:
    """Let free servers of a street take lendable first jobs of other sections (docs/flow.md, 2)."""
    first = section_unit(town, street, 0)
    end = first + town.streets[street].sections
    free = False
    waiting = False
    for unit in range(first, end):
        u = town.units[unit]
        if u.busy < u.servers and (u.waiting > 0 or u.owed > 0):
            dispatch_unit(town, unit, time)  # the section whose server this very event has freed
        free = free or u.busy < u.servers
        waiting = waiting or u.waiting > 0
    if not (free and waiting):
        return
    for unit in range(first, end):
        while town.units[unit].busy < town.units[unit].servers:
            job = _longest_waiting_lendable(town, first, end, unit)
            if job == NONE:
                return
            _start(town, job, unit, time)


@inner
def _use_slack(town: Town, street: int, time: float) -> None:
    """Let who is still free look at a root cause, while the street has hours to spare (docs/behaviour.md, 3)."""
    policy = town.street_policy[street]
    if policy.spare <= SMALLEST or policy.target == NONE or not is_open(town.calendar, time):
        return
    most = town.service[0].piece_hours[Level.STREET]
    if most <= 0.0:
        most = town.stocks[0].proactive_hours
    first = section_unit(town, street, 0)
    for unit in range(first, first + town.streets[street].sections):
        while town.units[unit].busy < town.units[unit].servers and policy.spare > SMALLEST:
            hours = min(most, policy.spare)
            policy.spare -= hours
            job = new_job(town, SLACK, unit, int(policy.target), hours, Work.SLACK, 1, 0)
            town.jobs[job].unit = unit
            _seize(town, job, unit, 1, time)
            serve(town, job, time, hours)


@inner
def _longest_waiting_lendable(town: Town, first: int, end: int, own: int) -> int:
    """Return the lendable first job of another section that joined first, ties by key, NONE if none."""
    best = NONE
    joined = np.inf
    key = 0
    for unit in range(first, end):
        if unit == own or town.units[unit].waiting == 0:
            continue
        for klass in range(CLASSES):
            if town.queues[unit, klass].number == 0:
                continue
            job = town.queues[unit, klass].head
            j = town.jobs[job]
            if j.lendable == 1 and (j.joined < joined or (j.joined == joined and j.key < key)):
                best = int(job)
                joined = j.joined
                key = j.key
    return best


@inner
def dispatch_around(town: Town, unit: int, time: float) -> None:
    """Dispatch what an event at a unit may have set going: the unit and, at a street, lending.

    The other sections of the street have nothing of their own to start, unless this event has freed
    a server there: they were dispatched when something last happened to them.
    """
    u = town.units[unit]
    dispatch_unit(town, unit, time)
    if u.level == Level.STREET and u.desk == OFFICE and _sits(town, unit, time):
        _lend(town, u.office, time)
        _use_slack(town, u.office, time)
