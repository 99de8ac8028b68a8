"""The kernel's only door to chance."""

from sim.compiled import inner
from sim.kernel.state import Count, Town
from sim.randomness import uniform


@inner
def draw(town: Town, purpose: int, entity: int, attempt: int) -> float:
    """Return the keyed uniform and count it; no (purpose, entity, attempt) is asked for twice in a run."""
    town.counts[Count.DRAWS] += 1
    return uniform(town.seed, purpose, entity, attempt)
