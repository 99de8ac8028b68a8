"""A plan: every world, every replication, every address.

Worlds that are compared share the seeds of their replications, which is what pairs them. `plan.of_points` makes the
plan of a sweep, `plan.of_scenarios` that of a comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from experiments.store.address import World, addresses
from experiments.store.planned import KEY_TYPE, RUN
from scenarios.compile import checked_stretches
from scenarios.documents import setting_text
from scenarios.loading import load_scenario, split_settings
from scenarios.needs import refuse_what_cannot_be_held
from scenarios.place import load_place
from sim.errors import BadInput

Settings = tuple[tuple[str, str], ...]
Cells = tuple[tuple[str, float | int | str], ...]


class Recipe(NamedTuple):
    """What a worker needs to resolve a world by itself: names and settings, small enough to send anywhere."""

    scenario: str
    base: str
    place: str
    days: int
    burn_in_days: int
    levers: Settings
    parameters: Settings

    def resolve(self) -> World:
        """Read and check everything it names.

        Raises
        ------
        sim.errors.BadInput
            If settings cannot stand together.
        """
        return World(
            _scenario(self.scenario, self.levers), _scenario(self.base, ()), place_of(self.place, self.parameters),
            self.days, self.burn_in_days,
        )  # fmt: skip


class Planned(NamedTuple):
    """A world of the plan.

    Attributes
    ----------
    recipe : Recipe
    scenario : str
        Name of the scenario.
    cells : tuple of (column, value)
        What varies and what is constant, as the table holds it; nothing for what the world leaves as it is.
    point : int
        Number of the design point; −1: the reference.
    state : int
        Number of the state of the world.
    reference : int
        Number of the world it is compared with; −1: none.
    """

    recipe: Recipe
    scenario: str
    cells: Cells
    point: int
    state: int
    reference: int


class Wanted(NamedTuple):
    """Which tables are kept of a run, beside its row of measures.

    Attributes
    ----------
    tables : tuple of str
        Of `experiments.tables.catalogue.RESULT_TABLES`.
    large : tuple of str
        Whole tables of the trace.
    by_office : bool
        Workload by office and day instead of level and month.
    engine : bool
        What the engine says of itself.
    """

    tables: tuple[str, ...] = ("workload",)
    large: tuple[str, ...] = ()
    by_office: bool = False
    engine: bool = False


@dataclass(frozen=True)
class Plan[Study]:
    """All runs of a study.

    Attributes
    ----------
    study : SweepStudy or Study
    record : dict
        What a manifest says of it: kind, name, what must stay for a folder to be added to (`fixed`), what may change.
    place : str
        Name of the place.
    days : int
    worlds : list of Planned
    seeds : ndarray of int, shape (worlds, replications)
    keys : ndarray of S32, shape (worlds, replications)
        Addresses.
    empty : dict
        What stands in the columns that tell worlds apart, in their order, where a world has no value.
    wanted : Wanted
    """

    study: Study
    record: dict[str, Any]
    place: str
    days: int
    worlds: list[Planned]
    seeds: np.ndarray
    keys: np.ndarray
    empty: dict[str, float | None]
    wanted: Wanted

    @property
    def runs(self) -> int:
        """How many runs there are, each counted once even where two worlds are one."""
        return len(np.unique(self.keys))

    @cached_property
    def families(self) -> np.ndarray:
        """Number of each world's family: with the same seed its worlds live the same days before day 0."""
        known: dict[tuple[Any, ...], int] = {}
        shared = ((r.base, r.place, r.days, r.burn_in_days, r.parameters) for r in (w.recipe for w in self.worlds))
        return np.array([known.setdefault(each, len(known)) for each in shared], dtype=np.int64)

    def in_order(self, wanted: np.ndarray) -> Iterator[tuple[int, int]]:
        """Yield (world, replication) of the runs that are wanted, each address once.

        Replication by replication, so that what is finished early is paired; within one, families stand together.
        """
        seen: set[bytes] = set()
        worlds = np.argsort(self.families, kind="stable")
        for replication in range(self.keys.shape[1]):
            for world in worlds[wanted[worlds, replication]]:
                key = self.keys[world, replication]
                if key not in seen:
                    seen.add(key)
                    yield int(world), replication

    def identity_of(self, world: int, replication: int) -> dict[str, Any]:
        """Return the cells of a run's row that stand before its measures."""
        planned = self.worlds[world]
        return {
            RUN: self.keys[world, replication].decode(),
            "scenario": planned.scenario,
            "place": self.place,
            "days": self.days,
            "replication": replication,
            "seed": int(self.seeds[world, replication]),
            **self.empty,
            **dict(planned.cells),
        }


def addressed(
    worlds: Sequence[Planned], seeds: np.ndarray, code: str, where: Callable[[Planned], str]
) -> np.ndarray:
    """Resolve and check every world; return the addresses of its runs under one version of the sources.

    Parameters
    ----------
    where : callable
        Names a world in messages.

    Raises
    ------
    sim.errors.BadInput
        If a world's settings cannot stand together.
    """
    keys = np.empty(seeds.shape, dtype=KEY_TYPE)
    held: set[Settings] = set()  # places that have been found small enough
    for at, world in enumerate(worlds):
        try:
            resolved = world.recipe.resolve()
            for scenario in (resolved.scenario, resolved.base):
                checked_stretches(scenario, resolved.place)
            if world.recipe.parameters not in held:
                refuse_what_cannot_be_held(resolved.place, resolved.days + resolved.burn_in_days)
                held.add(world.recipe.parameters)
            digest = resolved.digest(code)
        except BadInput as error:
            raise BadInput(error.faults, where(world)) from None
        keys[at] = addresses(digest, seeds[at].tolist())
    return keys


def keys_under(plan: Plan[Any], code: str) -> np.ndarray:
    """Return the addresses that the same runs have under another version of the sources."""
    own = zip(plan.worlds, plan.seeds.tolist(), strict=True)
    return np.array([addresses(w.recipe.resolve().digest(code), seeds) for w, seeds in own], dtype=KEY_TYPE)


def worlds_table(plan: Plan[Any]) -> pd.DataFrame:
    """Return a row a world: its number, scenario, point, state, the world it is compared with, what was set."""
    rows = [{"world": number, "scenario": w.scenario, "point": w.point, "state": w.state, "reference": w.reference,
             **plan.empty, **dict(w.cells)} for number, w in enumerate(plan.worlds)]  # fmt: skip
    table = pd.DataFrame(rows)
    return table.astype({name: float for name, empty in plan.empty.items() if empty is not None})


def settings_of(told: dict[str, Any]) -> tuple[Settings, Settings]:
    """Return settings of levers and of the place, as text, sorted."""
    return sorted_settings({name: setting_text(value) for name, value in told.items()})


def sorted_settings(texts: Mapping[str, str]) -> tuple[Settings, Settings]:
    """Return settings that are texts already, of levers and of the place, sorted."""
    levers, parameters = split_settings(texts)
    return tuple(sorted(levers.items())), tuple(sorted(parameters.items()))


@lru_cache(maxsize=64)
def _scenario(source: str, levers: Settings) -> Any:
    return load_scenario(source, dict(levers))


@lru_cache(maxsize=16)
def place_of(source: str, parameters: Settings) -> Any:
    """Return a place with settings; the last few are remembered."""
    return load_place(source, dict(parameters))
