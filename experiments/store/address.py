"""Content addresses: a run is the resolved scenarios, the place with its numbers, the days, the seed and the code.

Two runs with one address have the same bytes, wherever and for whatever study they are made.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

DIGITS = 32


class World(NamedTuple):
    """Everything that decides a run but its seed, resolved.

    Attributes
    ----------
    scenario, base : Scenario
        From day 0 on, and in the burn-in.
    place : Place
        With all settings in its numbers.
    days, burn_in_days : int
    without : tuple of str
        Behaviours switched off.
    """

    scenario: Any
    base: Any
    place: Any
    days: int
    burn_in_days: int
    without: tuple[str, ...] = ()

    def digest(self, code: str) -> bytes:
        """Return 32 bytes that name this world under one version of the model's sources."""
        told = {
            "scenario": _acting(self.scenario.resolved()),
            "base": _acting(self.base.resolved()),
            "place": self.place.model_dump(mode="json"),
            "days": self.days,
            "burn_in_days": self.burn_in_days,
            "without": sorted(self.without),
            "code": code,
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).digest()


def address(world_digest: bytes, seed: int) -> str:
    """Return the address of a run: 32 hexadecimal digits."""
    return hashlib.sha256(world_digest + seed.to_bytes(8, "big")).hexdigest()[:DIGITS]


def addresses(world_digest: bytes, seeds: Sequence[int]) -> list[str]:
    """Return the addresses of the runs of one world, one a seed."""
    return [address(world_digest, seed) for seed in seeds]


def _acting(resolved: dict[str, Any]) -> dict[str, Any]:
    """Keep of a scenario what acts: levers and phases; a better title does not make another run."""
    phases = [{"day": p["day"], "scenario": _acting(p["scenario"])} for p in resolved.get("phases", ())]
    return {"levers": resolved["levers"], "phases": phases}
