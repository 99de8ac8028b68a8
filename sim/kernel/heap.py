"""The event list: a binary heap ordered by time, kind, key."""

from sim.compiled import entrance, inner

from sim.kernel.state import Count, Town


@inner
def _before(events, i: int, j: int) -> bool:  # type: ignore[no-untyped-def]
    a = events[i]
    b = events[j]
    if a.time != b.time:
        return a.time < b.time
    if a.kind != b.kind:
        return a.kind < b.kind
    return a.key < b.key


@inner
def _swap(events, i: int, j: int) -> None:  # type: ignore[no-untyped-def]
    a = events[i]
    b = events[j]
    a.time, b.time = b.time, a.time
    a.key, b.key = b.key, a.key
    a.subject, b.subject = b.subject, a.subject
    a.detail, b.detail = b.detail, a.detail
    a.kind, b.kind = b.kind, a.kind


@entrance
def push(town: Town, time: float, kind: int, key: int, subject: int, detail: int) -> None:
    """Write one event into the heap."""
    events = town.events
    i = town.counts[Count.EVENTS]
    town.counts[Count.EVENTS] = i + 1
    e = events[i]
    e.time = time
    e.kind = kind
    e.key = key
    e.subject = subject
    e.detail = detail
    while i > 0:
        parent = (i - 1) >> 1
        if not _before(events, i, parent):
            break
        _swap(events, i, parent)
        i = parent


@inner
def drop_first(town: Town) -> None:
    """Remove the first event of the heap."""
    events = town.events
    n = town.counts[Count.EVENTS] - 1
    town.counts[Count.EVENTS] = n
    if n == 0:
        return
    _swap(events, 0, n)
    i = 0
    while True:
        child = 2 * i + 1
        if child >= n:
            break
        if child + 1 < n and _before(events, child + 1, child):
            child += 1
        if not _before(events, child, i):
            break
        _swap(events, child, i)
        i = child
