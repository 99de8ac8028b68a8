"""All combinations of a few bundles of levers as worlds to be run."""

import hashlib
import json
from collections.abc import Sequence
from typing import NamedTuple

from experiments.run.one import town
from experiments.run.progress import compile_lines
from scenarios.bundles import combine
from scenarios.loading import load_scenario
from scenarios.place import load_place


class World(NamedTuple):
    """A place under some bundles, joined over a base that also rules the burn-in."""

    base: str
    bundles: tuple[str, ...]
    place: str
    days: int
    content: str  # hash of the levers, of the base's, and of the place's numbers

    @property
    def label(self) -> str:
        """A key that names everything."""
        return json.dumps(self._asdict(), ensure_ascii=False)


def combinations_of(bundles: Sequence[str], base: str, place: str, days: int) -> list[World]:
    """Return the worlds of every set of bundles: number m holds those whose bits are set in m.

    Raises
    ------
    sim.errors.BadInput
        If bundles overlap, do not build on the base, or a name is unknown.
    """
    ground_of_place = hashlib.sha256(load_place(place).model_dump_json().encode())
    ground = load_scenario(base)
    combine(bundles, ground)  # what is wrong with any pair is wrong with all
    worlds = []
    for mask in range(2 ** len(bundles)):
        chosen = tuple(name for bit, name in enumerate(bundles) if mask >> bit & 1)
        digest = ground_of_place.copy()
        for scenario in (ground, combine(chosen, ground)):
            digest.update(json.dumps(scenario.model_dump(mode="json")["levers"], sort_keys=True).encode())
        worlds.append(World(base, chosen, place, days, digest.hexdigest()[:16]))
    return worlds


def run_world(world: World, seed: int) -> dict[str, float]:
    """Return the measures of one run."""
    with town(scenario=combine(world.bundles, world.base), place=world.place, days=world.days, seed=seed,
              base=world.base, telling=compile_lines("en")) as model:  # fmt: skip
        return model.run().measures()
