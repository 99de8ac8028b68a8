"""A SimPy environment whose events come at exact times in the order the flow prescribes.

SimPy sorts its heap by (time, priority, age). Priorities below 16 are the inner life of one
moment: 0 and 1 are SimPy's own (a process starts, an event succeeds), then what institutions do
before the flow's events of that time, then the dispatch that completes an event. A flow event's
priority is built from its kind and key, so whatever one event sets off is over before the next.
"""

from heapq import heappush
from typing import Any

import simpy

from sim.stages import EventKind

# Inner priorities of one moment, after SimPy's own 0 and 1.
ARRIVALS_OF_THE_DAY = 4
MEETINGS = 5
DISPATCH = 8
COMMITTEES = 9  # after the week's meetings and what these set going
_FIRST_FLOW = 16
_FIRST_KIND = int(min(EventKind))  # appointments come before offices open
_KEYS = 1 << 64


class FlowEnvironment(simpy.Environment):
    """SimPy with absolute times and the flow's order of simultaneous events."""

    def at(self, time: float, kind: EventKind, key: int) -> simpy.Event:
        """Return the flow event of `kind` and `key` at the absolute `time` (h)."""
        return self._push(time, (int(kind) - _FIRST_KIND) * _KEYS + int(key) + _FIRST_FLOW)

    def calendar_event(self, time: float, order: int) -> simpy.Event:
        """Return an event of the institutions' calendar at `time` (h), before flow events of that time."""
        return self._push(time, order)

    def dispatch_event(self) -> simpy.Event:
        """Return an event now, after all that the current flow event has set off so far."""
        return self._push(self.now, DISPATCH)

    def _push(self, time: float, priority: int) -> simpy.Event:
        # Environment.schedule adds a delay to the present and so loses the last bits of `time`.
        if time < self.now:
            raise ValueError(f"an event at {time} h lies before the present, {self.now} h")
        event = simpy.Event(self)
        event._ok = True
        event._value = None
        entry: Any = (time, priority, next(self._eid), event)  # SimPy types priorities as its own two
        heappush(self._queue, entry)
        return event
