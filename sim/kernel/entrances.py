"""All doors of the kernel, to compile them together: what they share is then typed and lowered once."""

from collections.abc import Callable
from typing import Any

import numba
from numba.core.typing.typeof import Purpose, typeof
from numba.types import boolean, float64, int64

from sim import clock
from sim.code_cache import cache_folder, is_compiled, mark_as_compiled
from sim.kernel import accounts, arrivals, consultation, heap, loop, queues, servers, supervision
from sim.kernel.state import Town
from sim.rules import Residents

ENTRANCES: tuple[Any, ...] = (
    loop.advance, loop.call_meetings,
    arrivals.problems_of_day, arrivals.tasks_of_day, arrivals.consultations_of_day, arrivals.census_of_day,
    arrivals.paperwork,
    consultation.convene, consultation.consult, consultation.take_up_topic, supervision.supervise,
    queues.enqueue_since, queues.take_out, accounts.settle_idle, accounts.count_inside, heap.push,
    servers.section_unit, servers.department_unit,
    clock.staffed_hours, clock.next_opening, clock.next_close,
)  # fmt: skip


def compile_kernel(town: Town, residents: Residents, done: Callable[[int, int], None] | None = None) -> None:
    """Compile every door, or find it compiled, unless this version's kernel has been compiled here before.

    Parameters
    ----------
    town, residents
        Of any run: only their types matter, and those are the same in every town.
    done
        Called with (doors compiled, doors in all) after each.
    """
    if is_compiled() or numba.config.DISABLE_JIT:
        return
    cache_folder().mkdir(parents=True, exist_ok=True)
    kinds: dict[Any, Any] = {int: int64, float: float64, bool: boolean}
    kinds |= {type(value): typeof(value, Purpose.argument) for value in (town, residents, town.calendar)}
    for number, entrance in enumerate(ENTRANCES, 1):
        entrance.compile(tuple(kinds[kind] for kind in entrance.asked))
        if done is not None:
            done(number, len(ENTRANCES))
    mark_as_compiled()
