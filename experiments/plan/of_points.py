"""The plan of a sweep: a world is a design point in a state of the world.

Where the study names a reference, every state has one world more, the reference in it. All worlds share the seeds of
the replications.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import numpy as np

from experiments.plan.designs import design_kind, shown
from experiments.plan.plan import Cells, Plan, Planned, Recipe, Settings, Wanted, addressed, place_of, settings_of
from experiments.plan.study_file import SweepStudy, place_source, scenario_source
from experiments.seeds import replication_seed
from scenarios.loading import load_scenario
from scenarios.place import load_place, place_parameters
from scenarios.scenario import lever_names

_OTHER = {True: "sensitivity", False: "design"}  # the table of the file that has no say


def build_plan(study: SweepStudy, code: str) -> Plan[SweepStudy]:
    """Resolve every world of a study and work out the addresses of its runs under one version of the sources.

    Raises
    ------
    sim.errors.BadInput
        If a point's settings cannot stand together.
    """
    worlds = _worlds(study)
    own = [replication_seed(study.file.seed, r) for r in range(study.file.replications)]
    seeds = np.tile(np.array(own, dtype=np.int64), (len(worlds), 1))

    def where(world: Planned) -> str:
        return f"{study.path.name} ({', '.join(f'{name} = {value}' for name, value in world.cells)})"

    keys = addressed(worlds, seeds, code, where)
    place = place_of(place_source(study), ()).name
    return Plan(study, _record(study), place, study.file.days, worlds, seeds, keys, _empty(study), Wanted())


def _empty(study: SweepStudy) -> dict[str, float | None]:
    numeric = {f.name for f in study.varied if f.numeric()}
    numeric |= {n for n, v in study.constants.items() if isinstance(v, bool | int | float)}
    names = {*study.constants, *(f.name for f in study.varied)}
    return {name: float("nan") if name in numeric else None for name in sorted(names)}


def _record(study: SweepStudy) -> dict[str, Any]:
    """Return what a manifest says of a study: what must stay for a folder to be added to, and what may change."""
    file = study.file
    sources = {key: getattr(file, key) for key in ("base", "reference", "burn_in") if getattr(file, key) is not None}
    resolved = {key: load_scenario(scenario_source(name, study.path)).resolved() for key, name in sources.items()}
    place = load_place(place_source(study))
    fixed = {
        "scenarios": {key: {"name": r["name"], "levers": r["levers"], "phases": r["phases"]}
                      for key, r in resolved.items()},
        "place": place.name,
        "place_hash": hashlib.sha256(place.model_dump_json().encode()).hexdigest()[:16],
        "days": file.days,
        "burn_in_days": file.burn_in_days,
        "seed": file.seed,
        "constants": study.constants,
    }  # fmt: skip
    told = file.model_dump(mode="json", exclude_none=True, exclude={_OTHER[study.kind == "sweep"]})
    method = {} if study.kind == "sweep" else {"method": study.kind}
    kind = "sweep" if study.kind == "sweep" else "sensitivity"
    record = {"kind": kind, **method, "name": study.name, "fixed": fixed, "study": told, "columns": list(_empty(study))}
    return dict(json.loads(json.dumps(record, default=str)))


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
            levers, parameters = settings_of(told)
            against = -1
            if reference is not None:
                # The reference lives in the same state of the world and the same place, without the reform's levers.
                own = {n: v for n, v in told.items() if n in unsure or n in place_parameters()}
                split = settings_of(own)
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
    scenario, town = load_scenario(source), place_of(place, ())
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
