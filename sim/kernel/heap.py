"""The event list: a binary heap ordered by time, kind, key."""

from sim.compiled import entrance, inner
from sim.kernel.state import Count, Town


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
