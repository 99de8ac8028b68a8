"""The event list: a binary heap ordered by time, kind, key; lapses of letters apart, in a list.

A letter lapses so many days after it was posted, so lapses come in the order in which they are noted. They are most of
what is to come, half a year of letters, and would make the heap deep and every event dear.
"""

import numpy as np

from sim.compiled import entrance, inner
from sim.kernel.state import Count, Town
from sim.stages import EventKind


@inner
def _comes_before(event, time: float, kind: int, key: int) -> bool:  # type: ignore[no-untyped-def]
    if event.time != time:
        return event.time < time
    if event.kind != kind:
        return event.kind < kind
    return event.key < key


@inner
def _move(events, to: int, source: int) -> None:  # type: ignore[no-untyped-def]
    a = events[to]
    b = events[source]
    a.time = b.time
    a.key = b.key
    a.subject = b.subject
    a.detail = b.detail
    a.kind = b.kind


@entrance
def push(town: Town, time: float, kind: int, key: int, subject: int, detail: int) -> None:
    """Write one event into the heap."""
    events = town.events
    i = town.counts[Count.EVENTS]
    town.counts[Count.EVENTS] = i + 1
    while i > 0:
        parent = (i - 1) >> 1
        if _comes_before(events[parent], time, kind, key):
            break
        _move(events, i, parent)
        i = parent
    e = events[i]
    e.time = time
    e.kind = kind
    e.key = key
    e.subject = subject
    e.detail = detail


@inner
def drop_first(town: Town) -> None:
    """Remove the first event of the heap."""
    events = town.events
    n = town.counts[Count.EVENTS] - 1
    town.counts[Count.EVENTS] = n
    if n == 0:
        return
    last = events[n]
    time = last.time
    kind = last.kind
    key = last.key
    i = 0
    while True:
        child = 2 * i + 1
        if child >= n:
            break
        if child + 1 < n:
            left = events[child]
            if _comes_before(events[child + 1], left.time, left.kind, left.key):
                child += 1
        if not _comes_before(events[child], time, kind, key):
            break
        _move(events, i, child)
        i = child
    _move(events, i, n)


@inner
def push_lapse(town: Town, time: float, key: int, assignment: int) -> None:
    """Note when a letter will lapse; after a change of that delay it may come before others, and goes to the heap."""
    lapses = town.lapses
    at = town.counts[Count.LAPSES]
    first = town.counts[Count.LAPSED]
    if at > first and time < lapses[at - 1].time:
        push(town, time, EventKind.LAPSE, key, assignment, 0)
        return
    town.counts[Count.LAPSES] = at + 1
    while at > first and lapses[at - 1].time == time and lapses[at - 1].key > key:
        lapses[at].time = lapses[at - 1].time
        lapses[at].key = lapses[at - 1].key
        lapses[at].assignment = lapses[at - 1].assignment
        at -= 1
    lapses[at].time = time
    lapses[at].key = key
    lapses[at].assignment = assignment


@inner
def lapse_is_next(town: Town) -> bool:
    """Tell whether a lapse of the list comes before every event of the heap."""
    first = town.counts[Count.LAPSED]
    if first == town.counts[Count.LAPSES]:
        return False
    if town.counts[Count.EVENTS] == 0:
        return True
    noted = town.lapses[first]
    return not _comes_before(town.events[0], noted.time, EventKind.LAPSE, noted.key)


@inner
def next_time(town: Town, lapsing: bool) -> float:
    """Return when the next event comes (h), infinity if there is none."""
    if lapsing:
        return town.lapses[town.counts[Count.LAPSED]].time
    if town.counts[Count.EVENTS] == 0:
        return np.inf
    return town.events[0].time


@inner
def take_lapse(town: Town) -> int:
    """Take the first lapse off the list; return its assignment."""
    first = town.counts[Count.LAPSED]
    town.counts[Count.LAPSED] = first + 1
    return town.lapses[first].assignment
