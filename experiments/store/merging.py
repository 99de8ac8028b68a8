"""Merging the folders that several machines made of one study."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from experiments.store import parts
from experiments.store.folder import RunStore
from experiments.store.manifest import design_of, read_manifest
from experiments.store.planned import KEY_TYPE, RUN, Planned, read_planned
from experiments.words import sweeps as say
from experiments.words.faults import bad_input


class Merged(NamedTuple):
    """What came of merging.

    Attributes
    ----------
    new, same : int
        Runs taken in, runs that were there already.
    runs, others : int
        Runs of the study that are there now, and runs that are not of it.
    content : str
        Content hash of all.
    """

    new: int
    same: int
    runs: int
    others: int
    content: str


def merge(folder: Path, others: Sequence[Path], *, mix_code: bool = False) -> Merged:
    """Take every run of `others` into `folder` that is not there; those folders stay as they are.

    Raises
    ------
    sim.errors.BadInput
        If they hold different studies, runs of different sources without `mix_code`, or damaged parts; nothing is
        written then.
    """
    records = [(other, RunStore(other).manifest) for other in others]
    first = read_manifest(folder) if folder.is_dir() else None
    base = first if first is not None else records[0][1]
    codes = set(base["codes"])
    for other, record in records:
        what = {key for key in {*base["fixed"], *record["fixed"]} if base["fixed"].get(key) != record["fixed"].get(key)}
        what |= {"kind"} if base["kind"] != record["kind"] else set()
        if not mix_code and set(record["codes"]) != codes:
            what.add("code")
        if what:
            told = {"other": other, "folder": folder, "what": ", ".join(sorted(what))}
            raise bad_input((say.MERGE_OTHER, told))
    store = RunStore(folder)
    for other in others:
        _check_parts(other)
    planned = _joined(base, [(folder, first)] if first is not None else [], records)
    new = same = 0
    with store.claimed():
        merged = {**base, "codes": sorted(codes.union(*(record["codes"] for _, record in records)))}
        store.write_manifest({**merged, "content": None}, planned)
        there = store.keys()
        for other, _ in records:
            for name in parts.names(other):
                came, had, there = _take(other, name, store, there)
                new, same = new + came, same + had
        content = store.content().text()
        own = int(planned.chosen(there).sum())
        store.write_manifest({**merged, "runs": own, "content": content}, planned)
    return Merged(new, same, own, len(there) - own, content)


def _check_parts(other: Path) -> None:
    """Read everything once, so that a damaged folder is told before anything is written."""
    for name in parts.names(other):
        try:
            parts.check(other, name)
        except parts.DamagedPart as error:
            raise bad_input((say.DAMAGED_PART, {"path": error.path, "reason": error.reason})) from error


def _joined(
    base: dict[str, Any], into: list[tuple[Path, dict[str, Any]]], records: list[tuple[Path, dict[str, Any]]]
) -> Planned:
    """Return the plan of the study merged into, with the addresses its runs have under other versions."""
    plans = [(record, read_planned(folder, record.get("plan"))) for folder, record in [*into, *records]]
    joined = plans[0][1]
    for record, planned in plans[1:]:
        if design_of(record["study"]) == design_of(base["study"]):
            joined = joined.joined(planned)
    return joined


def _take(other: Path, name: str, store: RunStore, there: np.ndarray) -> tuple[int, int, np.ndarray]:
    """Copy what is new of a part."""
    try:
        parts.check(other, name)
        tables = {t: parts.read(parts.file_of(other, t, name)) for t in (parts.RUNS, *parts.COMPANIONS)}
    except parts.DamagedPart as error:
        raise bad_input((say.DAMAGED_PART, {"path": error.path, "reason": error.reason})) from error
    keys = np.asarray(tables[parts.RUNS].column(RUN).to_pylist(), dtype=KEY_TYPE)
    fresh = keys[~np.isin(keys, there)]
    if len(fresh):
        kept = {t: one.filter(np.isin(np.asarray(one.column(RUN).to_pylist(), dtype=KEY_TYPE), fresh))
                for t, one in tables.items()}  # fmt: skip
        store.take(parts.write(store.incoming, kept))
    return len(fresh), len(keys) - len(fresh), np.union1d(there, fresh)
