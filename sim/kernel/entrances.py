"""All doors of the kernel, to compile them together: what they share is then typed and lowered once."""

import sys
from collections.abc import Callable
from typing import Any

import numba
from numba.core import event
from numba.core.typing.typeof import Purpose, typeof
from numba.types import boolean, float32, float64, int64

from sim import clock, randomness
from sim.code_cache import cache_folder, is_compiled, mark_as_compiled
from sim.compiled import Inner
from sim.kernel import (
    accounts,
    arrivals,
    consultation,
    heap,
    loop,
    meetings,
    neighbours,
    queues,
    satisfaction,
    servers,
    supervision,
)
from sim.kernel.state import Town
from sim.rules import Residents

ENTRANCES: tuple[Any, ...] = (
    loop.advance, meetings.call_meetings, meetings.convene,
    arrivals.problems_of_day, arrivals.tasks_of_day, arrivals.consultations_of_day, arrivals.census_of_day,
    arrivals.paperwork,
    consultation.consult, consultation.take_up_topic, supervision.supervise,
    queues.enqueue_since, queues.join, queues.take_out, accounts.settle_idle, accounts.count_inside, heap.push,
    servers.section_unit, servers.department_unit,
    clock.is_open_later, clock.staffed_hours_later, clock.add_staffed_later,
    clock.staffed_hours, clock.take_staffed, clock.last_whole_hour, clock.next_opening, clock.next_close,
)  # fmt: skip
# Doors that no town goes through, with the arrays that are handed in.
FOR_ARRAYS: tuple[tuple[Any, tuple[Any, ...]], ...] = (
    (satisfaction.satisfied_probabilities, (boolean[::1], *2 * [float64[::1]], *8 * [float64], float64[::1])),
    (neighbours.drift_of_trust, (float32[::1], int64[::1], float64)),
    (randomness.choose, (float64, float64[::1])),
)
# Work of linking and optimising a door, in functions typed and lowered; the first reaches nearly all of them.
_FIRST, _OTHERS = 50, 10


def compile_kernel(town: Town, residents: Residents, done: Callable[[int, int], None] | None = None) -> None:
    """Compile every door, or find it compiled, unless this version's kernel has been compiled here before.

    Parameters
    ----------
    town, residents
        Of any run: only their types matter, and those are the same in every town.
    done
        Called with (work done, work in all) after each function; the last time with both equal.
    """
    if is_compiled() or numba.config.DISABLE_JIT:
        return
    cache_folder().mkdir(parents=True, exist_ok=True)
    kinds: dict[Any, Any] = {int: int64, float: float64, bool: boolean}
    kinds |= {type(value): typeof(value, Purpose.argument) for value in (town, residents, town.calendar)}
    doors = [(door, tuple(kinds[kind] for kind in door.asked)) for door in ENTRANCES] + list(FOR_ARRAYS)
    work = _Work(_functions() + _FIRST + _OTHERS * (len(doors) - 1), done)
    with event.install_listener("numba:compile", work):
        for number, (door, signature) in enumerate(doors):
            door.compile(signature)
            work.add(_OTHERS if number else _FIRST)
    work.add(work.all)
    mark_as_compiled()


class _Work(event.Listener):
    """Counts what has been compiled."""

    def __init__(self, most: int, tell: Callable[[int, int], None] | None) -> None:
        self.all, self.done, self._tell = most, 0, tell

    def add(self, more: int) -> None:
        self.done = min(self.all, self.done + more)
        if self._tell is not None:
            self._tell(self.done, self.all)

    def on_start(self, event: Any) -> None:
        """Nothing has been done yet."""

    def on_end(self, event: Any) -> None:  # noqa: ARG002  (whichever it was)
        self.add(1)


def _functions() -> int:
    """Return how many functions there are to compile."""
    modules = [module for name, module in sys.modules.items() if name.startswith("sim.kernel.")]
    mine = {
        id(value)
        for module in (*modules, clock, randomness)
        for value in vars(module).values()
        if isinstance(value, Inner)
    }
    return len(mine)
