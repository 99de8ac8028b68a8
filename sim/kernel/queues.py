"""Queues of a unit: classes in first-come order, weighted fair queueing between them (docs/flow.md, 2)."""

import numpy as np

from sim.compiled import entrance, inner
from sim.kernel.accounts import count_inside
from sim.kernel.choices import tray_effect
from sim.kernel.jobs import WAITING
from sim.kernel.offered import offer
from sim.kernel.state import CLASSES, Town
from sim.kernel.units import CONTACT_DESK, OFFICE
from sim.stages import NONE, DepartmentClass, Level, StreetClass


@inner
def weight_of(town: Town, unit: int, klass: int) -> float:
    """Return the class's weight at a unit; 0 means it does not share by weight."""
    u = town.units[unit]
    if u.desk != OFFICE or (klass == 0 and u.level != Level.COMMUNITY):
        return 0.0
    if u.level == Level.STREET:
        if klass == StreetClass.ESCORT:
            return 0.0
        policy = town.street_policy[u.office]
        if klass == StreetClass.UPWARD:
            return policy.upward_weight
        rest = 1.0 - policy.upward_weight
        return rest * policy.easy_weight if klass == StreetClass.EASY else rest
    return 0.0 if u.level == Level.DEPARTMENT else 1.0


@inner
def enqueue(town: Town, job: int, unit: int, klass: int, time: float) -> None:
    """Put a job into a class queue at `time` (h)."""
    enqueue_since(town, job, unit, klass, time, time)


@entrance
def enqueue_since(town: Town, job: int, unit: int, klass: int, since: float, time: float) -> None:
    """Put a job into a class queue at `time` (h), in the place of one that has waited since `since`.

    An empty class catches up with the service clock.
    """
    j = town.jobs[job]
    offer(town, unit, int(j.account), j.work, time)
    join(town, job, unit, klass, since, time)


@entrance
def join(town: Town, job: int, unit: int, klass: int, since: float, time: float) -> None:
    """Put a job that has been asked for before into a class queue."""
    town.jobs[job].joined = time
    count_inside(town, unit, time, 1)
    town.units[unit].joined_sum += time
    town.units[unit].arrived += 1
    _insert(town, job, unit, klass, since)


@inner
def put_back(town: Town, job: int) -> None:
    """Put the rest of a job whose piece is done back in its old place."""
    j = town.jobs[job]
    j.work = j.rest
    j.state = WAITING
    _insert(town, job, j.unit, j.klass, j.enqueued)


@inner
def _insert(town: Town, job: int, unit: int, klass: int, since: float) -> None:
    """Insert a job in the order of (time enqueued, key)."""
    j = town.jobs[job]
    j.unit = unit
    j.klass = klass
    j.enqueued = since
    q = town.queues[unit, klass]
    if q.number == 0 and weight_of(town, unit, klass) > 0.0:
        q.clock = max(q.clock, town.units[unit].service_clock)
    after = q.tail if q.number > 0 else NONE
    if after != NONE and _follows(town, after, since, j.key):
        # what is put back belongs near the head, however long the queue is
        after = NONE
        later = int(q.head)
        while not _follows(town, later, since, j.key):
            after = later
            later = int(town.jobs[later].next)
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


@inner
def _follows(town: Town, job: int, since: float, key: int) -> bool:
    """Tell whether a waiting job's place is behind (since, key)."""
    j = town.jobs[job]
    return j.enqueued > since or (j.enqueued == since and j.key > key)


@inner
def move_up(town: Town, job: int, since: float) -> None:
    """Give a waiting job an earlier place in its class, as if it had waited since `since` (h)."""
    klass = town.jobs[job].klass
    unit = town.jobs[job].unit
    take_out(town, job)
    _insert(town, job, unit, klass, since)


@entrance
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


@inner
def full_tray(town: Town, unit: int, from_above: bool) -> float:
    """Return how full one of a unit's two trays is, 0 to 1 (docs/behaviour.md, 4).

    One tray holds work from above (at departments the own line), the other cases, letters apart. Each has the
    share of the unit's servers that its weight gives it.
    """
    half = town.pressure[0].tray_days
    if half <= 0.0:
        return 0.0
    u = town.units[unit]
    above = town.queues[unit, 1].hours  # UPWARD, at departments OWN_LINE
    if u.level == Level.DEPARTMENT:  # whoever comes to an appointment has no tray there
        return tray_effect(above, u.servers, town.calendar.hours_a_day, half) if from_above else 0.0
    share = town.street_policy[u.office].upward_weight if u.level == Level.STREET else 1.0 / 3.0
    if from_above:
        return tray_effect(above, u.servers * share, town.calendar.hours_a_day, half)
    hours = -above
    for klass in range(CLASSES):
        hours += town.queues[unit, klass].hours
    return tray_effect(max(hours, 0.0), u.servers * (1.0 - share), town.calendar.hours_a_day, half)


@inner
def leave(town: Town, job: int, time: float) -> None:
    """Count a job out of the unit whose queue it came through."""
    j = town.jobs[job]
    count_inside(town, j.unit, time, -1)
    u = town.units[j.unit]
    u.stays += time - j.joined
    u.joined_sum -= j.joined
    u.left += 1


@inner
def first_class(town: Town, unit: int) -> int:
    """Return the class with somebody waiting that goes before meetings, NONE: emergencies, then appointments."""
    u = town.units[unit]
    if u.waiting == 0 or u.level == Level.COMMUNITY or u.desk == CONTACT_DESK:
        return NONE
    if town.queues[unit, 0].number > 0:
        return 0
    if u.desk == OFFICE:
        if u.level == Level.DEPARTMENT and town.queues[unit, DepartmentClass.WHISTLED].number > 0:
            return DepartmentClass.WHISTLED.value
        if u.level == Level.STREET and town.queues[unit, StreetClass.ESCORT].number > 0:
            return StreetClass.ESCORT.value
    return NONE


@inner
def next_class(town: Town, unit: int) -> int:
    """Return the class to be served next at a unit where `first_class` has nobody, NONE if nothing waits."""
    best = NONE
    if town.units[unit].waiting == 0:
        return best
    smallest = np.inf
    for klass in range(CLASSES):
        q = town.queues[unit, klass]
        if q.number > 0 and q.clock < smallest:  # strict classes have none: by number
            smallest = q.clock
            best = klass
    return best


@inner
def charge(town: Town, unit: int, klass: int, work: float) -> None:
    """Advance the clock of the class that is served by whole work ÷ weight."""
    weight = weight_of(town, unit, klass)
    if weight > 0.0:
        town.units[unit].service_clock = town.queues[unit, klass].clock
        town.queues[unit, klass].clock += work / weight
