"""How large a study may be, reckoned before anything of it is made: points, states of the world, worlds, runs."""

from __future__ import annotations

from experiments.question.schema import MOST_POINTS, Sensitivity
from experiments.words import sweeps as say
from experiments.words.faults import bad_input
from scenarios.needs import memory_of_this_machine

_BYTES_OF_WORLD = 3_000  # of a plan, measured; and for each name it sets
_BYTES_OF_NAME = 1_000
_BYTES_OF_RUN = 48  # its address, what is wanted of it


def refuse_points(points: int) -> None:
    """Refuse a design of more points than any may have."""
    if points > MOST_POINTS:
        raise bad_input((say.TOO_MANY_POINTS, {"points": f"{points:,}", "most": f"{MOST_POINTS:,}"}))


def refuse_what_cannot_be_planned(points: int, states: int, names: int, replications: int) -> None:
    """Refuse more worlds than a plan can hold.

    Raises
    ------
    sim.errors.BadInput
        Naming points, states and replications, and what they would need.
    """
    refuse_points(points)
    worlds = points * states
    if worlds > MOST_POINTS:
        told = {"points": f"{points:,}", "states": f"{states:,}", "worlds": f"{worlds:,}", "most": f"{MOST_POINTS:,}"}
        raise bad_input((say.TOO_MANY_WORLDS, told))
    size = worlds * (_BYTES_OF_WORLD + names * _BYTES_OF_NAME + replications * _BYTES_OF_RUN)
    memory = memory_of_this_machine()
    if size > memory:
        told = {"points": f"{points:,}", "states": f"{states:,}", "replications": f"{replications:,}",
                "names": str(names), "needs": f"{size / 2**30:,.0f}", "memory": f"{memory / 2**30:,.0f}"}  # fmt: skip
        raise bad_input((say.PLAN_TOO_LARGE, told))


def screened_points(asked: Sensitivity, inputs: int) -> int:
    """Return how many points a sensitivity design has."""
    return asked.trajectories * (inputs + 1) if asked.method == "morris" else asked.base * (inputs + 2)
