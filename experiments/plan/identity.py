"""Whether two sweeps may share a folder: the same study goes on, another design of it extends, all else is refused."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from experiments.plan.plan import Plan
from experiments.plan.study_file import place_source, scenario_source
from experiments.store.folder import RunStore
from experiments.store.manifest import design_of, read_manifest
from experiments.words import sweeps as say
from experiments.words.faults import bad_input
from scenarios.loading import load_scenario
from scenarios.place import load_place

_OTHER = {True: "sensitivity", False: "design"}  # the table of the file that has no say


def record_of(plan: Plan) -> dict[str, Any]:
    """Return what a manifest says of a plan: what must stay for a folder to be added to, and what may change."""
    study, file = plan.study, plan.study.file
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
    return _plain({"kind": study.kind, "name": study.name, "fixed": fixed, "study": told, "planned": plan.runs,
                   "columns": list(plan.empty), "twins": twins_of(plan)})  # fmt: skip


def twins_of(plan: Plan) -> list[dict[str, Any]]:
    """Return the cells of every world that is the same as one before it, and of that one: they share their runs."""
    first: dict[bytes, int] = {}
    twins = []
    for number, world in enumerate(plan.worlds):
        before = first.setdefault(plan.keys[number, 0], number)
        if before != number:
            none = dict.fromkeys(plan.empty)
            told = [{"scenario": w.scenario, **none, **dict(w.cells)} for w in (world, plan.worlds[before])]
            twins.append({"world": told[0], "same_as": told[1]})
    return twins


def check_same(store: RunStore, plan: Plan, code: str, *, extend: bool, mix_code: bool) -> dict[str, Any] | None:
    """Refuse to write into a folder of something else; return its manifest, None if there is none yet.

    Raises
    ------
    sim.errors.BadInput
        If the folder holds another study, another design without `extend`, or runs of other sources without `mix_code`.
    """
    before = read_manifest(store.path)
    if before is None:
        return None
    mine = record_of(plan)
    different = differences(before["fixed"], mine["fixed"])
    different |= {"kind"} if before["kind"] != mine["kind"] else set()
    if different:
        what = {"folder": store.path, "what": ", ".join(sorted(different))}
        raise bad_input((say.OTHER_STUDY, what))
    if set(before["codes"]) - {code} and not mix_code:
        raise bad_input((say.OTHER_CODE, {"folder": store.path}))
    changed = differences(design_of(before["study"]), design_of(mine["study"]))
    if changed and not extend:
        raise bad_input((say.OTHER_DESIGN, {"folder": store.path, "what": ", ".join(sorted(changed))}))
    return before


def differences(one: dict[str, Any], other: dict[str, Any]) -> set[str]:
    """Return the keys under which two records differ."""
    return {key for key in {*one, *other} if one.get(key) != other.get(key)}


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record as it comes back from a JSON file."""
    return dict(json.loads(json.dumps(record, default=str)))
