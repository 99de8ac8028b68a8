"""Whether a plan may go into a folder: the same study goes on, another design of it extends, all else is refused."""

from __future__ import annotations

from typing import Any

from experiments.plan.plan import Plan
from experiments.store.folder import RunStore
from experiments.store.manifest import design_of, read_manifest
from experiments.words import messages
from experiments.words import sweeps as say
from experiments.words.faults import bad_input


def check_same(store: RunStore, plan: Plan[Any], code: str, *, extend: bool, mix_code: bool) -> dict[str, Any] | None:
    """Refuse to write into a folder of something else; return its manifest, None if there is none yet.

    Raises
    ------
    sim.errors.BadInput
        If the folder holds another study, another design without `extend`, or runs of other sources without `mix_code`.
    """
    before = read_manifest(store.path, store.kinds)
    if before is None:
        return None
    mine = plan.record
    different = differences(before["fixed"], mine["fixed"])
    different |= {key for key in ("kind", "method") if before.get(key) != mine.get(key)}
    if different:
        what = {"folder": store.path, "what": ", ".join(sorted(different))}
        raise bad_input((messages.OTHER_STUDY, what))
    if set(before["codes"]) - {code} and not mix_code:
        raise bad_input((say.OTHER_CODE, {"folder": store.path}))
    changed = differences(design_of(before["study"]), design_of(mine["study"]))
    if changed and not extend:
        raise bad_input((say.OTHER_DESIGN, {"folder": store.path, "what": ", ".join(sorted(changed))}))
    return before


def differences(one: dict[str, Any], other: dict[str, Any]) -> set[str]:
    """Return the keys under which two records differ."""
    return {key for key in {*one, *other} if one.get(key) != other.get(key)}
