"""Units: who serves queues, of three kinds, and in which order they stand (docs/flow.md, 2)."""

import numpy as np

from sim.kernel.state import UNIT, records
from sim.stages import NONE

OFFICE = 0  # kinds of units: served in staffed hours
EMERGENCY_DESK = 1  # at any hour, outside utilisation
CONTACT_DESK = 2  # in staffed hours, or on duty every day, then in part outside utilisation


def initial_units(world_sizes: tuple[int, int, int, int, int]) -> np.ndarray:
    """Return the units: communities, sections, street desks, departments, their desks, handlers, contact desks.

    Parameters
    ----------
    world_sizes
        Communities, streets, sections a street, departments, handlers outside government.
    """
    communities, streets, sections, departments, handlers = world_sizes
    units = records(communities + streets * (sections + 2) + 2 * departments + handlers, UNIT)
    units["pair"] = NONE
    at = 0
    first = (0, 0, communities, communities + streets, communities + streets + departments)
    for level, number, repeat, desk in (
        (1, communities, 1, OFFICE),
        (2, streets, sections, OFFICE),
        (2, streets, 1, EMERGENCY_DESK),
        (3, departments, 1, OFFICE),
        (3, departments, 1, EMERGENCY_DESK),
        (4, handlers, 1, OFFICE),
        (2, streets, 1, CONTACT_DESK),
    ):
        span = slice(at, at + number * repeat)
        units["level"][span] = level
        units["office"][span] = np.repeat(np.arange(number), repeat)
        units["account"][span] = units["office"][span] + first[level]
        units["desk"][span] = desk
        at += number * repeat
    return units
