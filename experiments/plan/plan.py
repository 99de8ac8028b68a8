"""The plan of a sweep: every world, every replication, every address.

A world is a design point in a state of the world; where the study names a reference, every state has one world
more, the reference in it. All worlds share the seeds of the replications, which is what pairs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np

from experiments.plan.designs import design_kind, shown
from experiments.plan.study_file import SweepStudy, place_source, scenario_source
from experiments.seeds import replication_seed
from experiments.store.address import World, addresses
from experiments.store.folder import KEY_TYPE, RUN
from scenarios.compile import checked_stretches
from scenarios.documents import setting_text
from scenarios.loading import load_scenario, split_settings
from scenarios.needs import refuse_what_cannot_be_held
from scenarios.place import load_place, place_parameters
from scenarios.scenario import lever_names
from sim.errors import BadInput

Settings = tuple[tuple[str, str], ...]
Cells = tuple[tuple[str, float | str], ...]


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
            _scenario(self.scenario, self.levers), _scenario(self.base, ()), _place(self.place, self.parameters),
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


@dataclass(frozen=True)
class Plan:
    """All runs of a study.

    Attributes
    ----------
    study : SweepStudy
    place : str
        Name of the place.
    worlds : list of Planned
    seeds : list of int
        One a replication.
    keys : ndarray of S32, shape (worlds, replications)
        Addresses.
    """

    study: SweepStudy
    place: str
    worlds: list[Planned]
    seeds: list[int]
    keys: np.ndarray

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

    @cached_property
    def empty(self) -> dict[str, float | None]:
        """What stands in the columns that tell worlds apart, sorted, where a world has no value."""
        study = self.study
        numeric = {f.name for f in study.varied if f.numeric()}
        numeric |= {n for n, v in study.constants.items() if isinstance(v, bool | int | float)}
        names = {*study.constants, *(f.name for f in study.varied)}
        return {name: float("nan") if name in numeric else None for name in sorted(names)}

    def identity_of(self, world: int, replication: int) -> dict[str, Any]:
        """Return the cells of a run's row that stand before its measures."""
        planned = self.worlds[world]
        return {
            RUN: self.keys[world, replication].decode(),
            "scenario": planned.scenario,
            "place": self.place,
            "days": self.study.file.days,
            "replication": replication,
            "seed": self.seeds[replication],
            **self.empty,
            **dict(planned.cells),
        }


def build_plan(study: SweepStudy, code: str) -> Plan:
    """Resolve every world of a study and work out the addresses of its runs under one version of the sources.

    Raises
    ------
    sim.errors.BadInput
        If a point's settings cannot stand together.
    """
    worlds = _worlds(study)
    seeds = [replication_seed(study.file.seed, r) for r in range(study.file.replications)]
    keys = np.empty((len(worlds), len(seeds)), dtype=KEY_TYPE)
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
            told = ", ".join(f"{name} = {value}" for name, value in world.cells)
            raise BadInput(error.faults, f"{study.path.name} ({told})") from None
        keys[at] = addresses(digest, seeds)
    return Plan(study, _place(place_source(study), ()).name, worlds, seeds, keys)


def keys_under(plan: Plan, code: str) -> np.ndarray:
    """Return the addresses that the same runs have under another version of the sources."""
    return np.array([addresses(w.recipe.resolve().digest(code), plan.seeds) for w in plan.worlds], dtype=KEY_TYPE)


def _worlds(study: SweepStudy) -> list[Planned]:
    file = study.file
    source = scenario_source(file.base, study.path)
    burn_in = source if file.burn_in is None else scenario_source(file.burn_in, study.path)
    place = place_source(study)
    name = load_scenario(source).name
    reference = None if file.reference is None else scenario_source(file.reference, study.path)
    worlds: list[Planned] = []
    references: dict[tuple[Settings, Settings], int] = {}
    unsure = {f.name for f in study.uncertainties}
    for point_number, point in enumerate(study.points):
        for state_number, state in enumerate(study.states):
            told = {**study.constants, **point, **state}
            levers, parameters = _settings(told)
            against = -1
            if reference is not None:
                # The reference lives in the same state of the world and the same place, without the reform's levers.
                own = {n: v for n, v in told.items() if n in unsure or n in place_parameters()}
                split = _settings(own)
                if split not in references:
                    references[split] = len(worlds)
                    recipe = Recipe(reference, burn_in, place, file.days, file.burn_in_days, *split)
                    worlds.append(Planned(recipe, load_scenario(reference).name, _cells(own), -1, state_number, -1))
                against = references[split]
            recipe = Recipe(source, burn_in, place, file.days, file.burn_in_days, levers, parameters)
            cells = {**_own_values(study, source, place), **told}
            worlds.append(Planned(recipe, name, _cells(cells), point_number, state_number, against))
    return worlds


def _own_values(study: SweepStudy, source: str, place: str) -> dict[str, Any]:
    """Return what factors are where a point leaves them as they are."""
    if not design_kind(study.file.design.kind).partial:
        return {}
    scenario, town = load_scenario(source), _place(place, ())
    found = {}
    for factor in study.factors:
        table, _, field = factor.name.partition(".")
        if factor.variable.of_place:
            found[factor.name] = getattr(getattr(town, table), field).value
        else:
            lever = scenario.lever(table) or lever_names()[table].neutral()
            found[factor.name] = getattr(lever, field)
    return {name: value for name, value in found.items() if value is not None}


def _cells(told: dict[str, Any]) -> Cells:
    return tuple(sorted((name, shown(value)) for name, value in told.items()))


def _settings(told: dict[str, Any]) -> tuple[Settings, Settings]:
    levers, parameters = split_settings({name: setting_text(value) for name, value in told.items()})
    return tuple(sorted(levers.items())), tuple(sorted(parameters.items()))


@lru_cache(maxsize=64)
def _scenario(source: str, levers: Settings) -> Any:
    return load_scenario(source, dict(levers))


@lru_cache(maxsize=16)
def _place(source: str, parameters: Settings) -> Any:
    return load_place(source, dict(parameters))
