"""Queues of a unit: classes in first-come order, weighted fair queueing between them (docs/flow.md, 2)."""

import numpy as np
from numba import njit

from sim.kernel.accounts import count_inside
from sim.kernel.state import CLASSES, Town
from sim.stages import NONE, DepartmentClass, Level, StreetClass


@njit(cache=True)
def weight_of(town: Town, unit: int, klass: int) -> float:
    """Return the class's weight at a unit; 0 means it does not share by weight."""
    u = town.units[unit]
    if u.desk == 1 or (klass == 0 and u.level != Level.COMMUNITY):
        return 0.0
    if u.level == Level.STREET:
        upward = town.street_policy[u.office].upward_weight
        return upward if klass == StreetClass.UPWARD else 1.0 - upward
    if u.level == Level.DEPARTMENT:
        effort = town.department_policy[u.office].effort
        if klass == DepartmentClass.OWN_LINE:
            return 1.0 - effort
        return effort if klass == DepartmentClass.WHISTLED else 0.0
    return 1.0


@njit(cache=True)
def enqueue(town: Town, job: int, unit: int, klass: int, time: float) -> None:
    """Put a job into a class queue at `time` (h)."""
    insert(town, job, unit, klass, time)
    count_inside(town, unit, time, 1)
    town.units[unit].enqueued_sum += time
    town.units[unit].arrived += 1


@njit(cache=True)
def insert(town: Town, job: int, unit: int, klass: int, time: float) -> None:
    """Insert a job in the order of (time enqueued, key); an empty class catches up its clock."""
    j = town.jobs[job]
    j.unit = unit
    j.klass = klass
    j.enqueued = time
    q = town.queues[unit, klass]
    if q.number == 0 and weight_of(town, unit, klass) > 0.0:
        smallest = np.inf
        for other in range(CLASSES):
            if other != klass and town.queues[unit, other].number > 0 and weight_of(town, unit, other) > 0.0:
                smallest = min(smallest, town.queues[unit, other].clock)
        if smallest < np.inf:
            q.clock = max(q.clock, smallest)
    after = q.tail if q.number > 0 else NONE
    while after != NONE and (
        town.jobs[after].enqueued > time or (town.jobs[after].enqueued == time and town.jobs[after].key > j.key)
    ):
        after = town.jobs[after].previous
    j.previous = after
    if after == NONE:
        before = q.head if q.number > 0 else NONE
        q.head = job
    else:
        before = town.jobs[after].next
        town.jobs[after].next = job
    j.next = before
    if before == NONE:
        q.tail = job
    else:
        town.jobs[before].previous = job
    q.number += 1
    q.hours += j.work
    town.units[unit].waiting += 1


@njit(cache=True)
def take_out(town: Town, job: int) -> None:
    """Take a waiting job out of its queue."""
    j = town.jobs[job]
    q = town.queues[j.unit, j.klass]
    if j.previous == NONE:
        q.head = j.next
    else:
        town.jobs[j.previous].next = j.next
    if j.next == NONE:
        q.tail = j.previous
    else:
        town.jobs[j.next].previous = j.previous
    j.previous = NONE
    j.next = NONE
    q.number -= 1
    q.hours -= j.work
    if q.number == 0:
        q.hours = 0.0
    town.units[j.unit].waiting -= 1


@njit(cache=True)
def leave(town: Town, job: int, time: float) -> None:
    """Count a job out of the unit whose queue it came through."""
    j = town.jobs[job]
    count_inside(town, j.unit, time, -1)
    u = town.units[j.unit]
    u.stays += time - j.enqueued
    u.enqueued_sum -= j.enqueued
    u.left += 1


@njit(cache=True)
def next_class(town: Town, unit: int) -> int:
    """Return the class to be served next at a unit, NONE if nothing waits."""
    u = town.units[unit]
    if u.waiting == 0:
        return NONE
    if u.level != Level.COMMUNITY and town.queues[unit, 0].number > 0:
        return 0  # emergencies, or a desk's only queue
    best = NONE
    smallest = np.inf
    for klass in range(1, CLASSES):
        if u.level == Level.DEPARTMENT and klass == DepartmentClass.LETTER:
            continue
        q = town.queues[unit, klass]
        if q.number > 0 and q.clock < smallest:
            smallest = q.clock
            best = klass
    if best == NONE:  # only letters are left
        best = DepartmentClass.LETTER.value
    return best


@njit(cache=True)
def charge(town: Town, unit: int, klass: int, work: float) -> None:
    """Advance the clock of the class that is served by whole work ÷ weight."""
    weight = weight_of(town, unit, klass)
    if weight > 0.0:
        town.queues[unit, klass].clock += work / weight
