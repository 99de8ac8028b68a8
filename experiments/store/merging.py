"""Merging the folders that several machines made of one study."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from experiments.store import parts
from experiments.store.folder import RunStore
from experiments.store.manifest import ALL, TABLES, design_of, read_manifest
from experiments.store.planned import KEY_TYPE, PARTS, RUN, Planned, read_planned
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


def merge(
    folder: Path, others: Sequence[Path], *, mix_code: bool = False, publish: Callable[[RunStore], None] | None = None
) -> Merged:
    """Take every run of `others` into `folder` that is not there; those folders stay as they are.

    Parameters
    ----------
    publish : callable, optional
        Called at the end if every run of a study that publishes its tables is there, while the folder is held.

    Raises
    ------
    sim.errors.BadInput
        If they hold different studies, runs of different sources without `mix_code`, or damaged parts; nothing is
        written then.
    """
    records = [(other, RunStore(other, ALL).manifest) for other in others]
    first = read_manifest(folder) if folder.is_dir() else None
    base = first if first is not None else records[0][1]
    codes = set(base["codes"])
    for other, record in records:
        what = {key for key in {*base["fixed"], *record["fixed"]} if base["fixed"].get(key) != record["fixed"].get(key)}
        what |= {key for key in ("kind", "method") if base.get(key) != record.get(key)}
        if not mix_code and set(record["codes"]) != codes:
            what.add("code")
        if what:
            told = {"other": other, "folder": folder, "what": ", ".join(sorted(what))}
            raise bad_input((say.MERGE_OTHER, told))
    store = RunStore(folder, ALL)
    for other in others:
        _check_parts(other)
    planned, worlds = _joined(base, [(folder, first)] if first is not None else [], records)
    new = same = 0
    with store.claimed():
        merged = {**base, "codes": sorted(codes.union(*(record["codes"] for _, record in records)))}
        if first is None:
            merged.pop("published", None)  # lies in another folder
        store.write_manifest({**merged, "content": None}, planned, worlds)
        there = store.keys()
        for other, _ in records:
            for name in parts.names(other / PARTS):
                came, had, there = _take(other / PARTS, name, store, there)
                new, same = new + came, same + had
        store.join_small_parts()
        content = store.content().text()
        own = planned.there(there)
        store.write_manifest({**merged, "runs": own, "content": content}, planned, worlds)
        if publish is not None and own == planned.runs and base["kind"] in TABLES:
            publish(store)
    return Merged(new, same, own, int((~np.isin(there, planned.keys)).sum()), content)


def _check_parts(other: Path) -> None:
    """Read everything once, so that a damaged folder is told before anything is written."""
    for name in parts.names(other / PARTS):
        try:
            parts.check(other / PARTS, name)
        except parts.DamagedPart as error:
            raise bad_input((say.DAMAGED_PART, {"path": error.path, "reason": error.reason})) from error


def _joined(
    base: dict[str, Any], into: list[tuple[Path, dict[str, Any]]], records: list[tuple[Path, dict[str, Any]]]
) -> tuple[Planned, pd.DataFrame]:
    """Return the plan of the study merged into, with the addresses its runs have under other versions."""
    plans = [(record, *read_planned(folder, record.get("plan"))) for folder, record in [*into, *records]]
    _, joined, worlds = plans[0]
    for record, planned, _ in plans[1:]:
        if design_of(record["study"]) == design_of(base["study"]):
            joined = joined.joined(planned)
    return joined, worlds


def _take(other: Path, name: str, store: RunStore, there: np.ndarray) -> tuple[int, int, np.ndarray]:
    """Copy what is new of a part."""
    try:
        parts.check(other, name)
        every = (*parts.companions(other, name), parts.RUNS)
        tables = {t: parts.read(parts.file_of(other, t, name)) for t in every}
    except parts.DamagedPart as error:
        raise bad_input((say.DAMAGED_PART, {"path": error.path, "reason": error.reason})) from error
    keys = np.asarray(tables[parts.RUNS].column(RUN).to_pylist(), dtype=KEY_TYPE)
    fresh = keys[~np.isin(keys, there)]
    if len(fresh):
        kept = {t: one.filter(np.isin(np.asarray(one.column(RUN).to_pylist(), dtype=KEY_TYPE), fresh))
                for t, one in tables.items()}  # fmt: skip
        store.take(parts.write(store.incoming, kept))
    return len(fresh), len(keys) - len(fresh), np.union1d(there, fresh)
