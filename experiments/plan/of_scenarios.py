"""The plan of a comparison or a single run: a world is a scenario under one set of parameters.

The worlds of one set share its seeds; a set has seeds of its own, so that the more sets there are the better luck
averages out.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from experiments.plan.plan import Plan, Planned, Recipe, Wanted, addressed, sorted_settings
from experiments.question.study import Study
from experiments.seeds import replication_seed
from experiments.tables.catalogue import RESULT_TABLES
from scenarios.parameter_sets import parameter_sets
from sim.asked import BURN_IN_DAYS

PARAMETERS = "parameters"  # column: number of the parameter set
_FIXED = ("base", "place", "place_hash", "days", "seed", "settings", "keep")


def plan_of(study: Study, code: str) -> Plan[Study]:
    """Work out every world of a study and the addresses of its runs under one version of the sources.

    Raises
    ------
    sim.errors.BadInput
        If a scenario or the place cannot be read any more, or settings cannot stand together.
    """
    worlds, sets = [], (range(1, study.parameters + 1) if study.parameters else (0,))
    seeds: list[list[int]] = []
    for state, number in enumerate(sets):
        values = parameter_sets()[number - 1] if number else {}
        own = [replication_seed(study.seed, r, number) for r in range(study.replications)]
        for point, (name, source) in enumerate(zip(study.names, study.sources, strict=True), start=-1):
            told = {**values, **study.settings_of(name)}  # a setting of the user holds in every set
            recipe = Recipe(source, study.base, study.place_source, study.days, BURN_IN_DAYS, *sorted_settings(told))
            cells = {name: _number(value) for name, value in told.items()}
            cells |= {PARAMETERS: number} if number else {}
            against = state * len(study.names) if point >= 0 else -1
            worlds.append(Planned(recipe, name, tuple(sorted(cells.items())), point, state, against))
            seeds.append(own)
    each = np.array(seeds, dtype=np.int64)
    keys = addressed(worlds, each, code, lambda world: world.scenario)
    place, days = study.place, study.days
    return Plan(study, record_of(study), place, days, worlds, each, keys, _empty(worlds), _wanted(study))


def _wanted(study: Study) -> Wanted:
    tables = tuple(table.name for table in RESULT_TABLES if table.make is not None)
    return Wanted(tables, study.keep, by_office=study.kind == "run", engine=True)


def _empty(worlds: list[Planned]) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for world in worlds:
        for name, value in world.cells:
            text = isinstance(value, str) or found.get(name, 0.0) is None
            found[name] = None if text else float("nan")
    return dict(sorted(found.items()))


def record_of(study: Study) -> dict[str, Any]:
    """Return what a manifest says of a study: what must stay for a folder to be added to, and what may change."""
    identity = json.loads(json.dumps(study.identity(), default=str))
    fixed = {key: identity[key] for key in _FIXED}
    columns = sorted({*study.settings, *([PARAMETERS] if study.parameters else [])})
    return {"kind": study.kind, "name": study.kind, "fixed": fixed, "study": identity, "columns": columns,
            "sources": dict(zip(study.names, study.sources, strict=True)),
            "office_names": study.office_names()}  # fmt: skip


def _number(value: Any) -> float | str:
    try:
        return float(value)
    except ValueError:
        return str(value)
