"""Puts the parts of a study together into the tables it promises: whole, in the words of the study, sorted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from experiments.store import parts
from experiments.store.folder import RunStore
from experiments.store.planned import REPLICATION, RUN, WORLD, WORLD_COLUMNS
from experiments.store.publication import CORE_TABLES, ROWS
from experiments.words import sweeps as say
from experiments.words.faults import bad_input

PARAMETERS = "parameters"
IDENTITY = ("scenario", "place", "days", PARAMETERS, REPLICATION, "seed")  # those that are there


def assemble(store: RunStore, runs: pd.DataFrame, target: Path, large: tuple[str, ...]) -> dict[str, int]:
    """Write every table of the study into `target`, sorted by key; return their numbers of rows.

    Parameters
    ----------
    runs : DataFrame
        `runs_of` the store.
    large : tuple of str
        Tables that are joined run by run: all runs at once would not fit in memory.
    """
    keys = runs[[RUN, *key_of(runs)]]
    rows = {}
    for name in (*CORE_TABLES, parts.TIMING):
        table = runs.drop(columns=RUN) if name == parts.RUNS else _joined(keys, _rows(store, name))
        table.to_parquet(target / f"{name}.parquet", index=False)
        rows[name] = len(table)
        if name == parts.RUNS:
            table.to_csv(target / ROWS, index=False)
    for name in large:
        rows[name] = _stream(store, name, keys, target / f"{name}.parquet")
    return rows


def runs_of(store: RunStore) -> pd.DataFrame:
    """Return `runs` of the study: address, identity, factors (the names with a dot), then measures, sorted by key."""
    planned, worlds = store.planned()
    own = [name for name in worlds if name not in WORLD_COLUMNS]
    rows = _rows(store, parts.RUNS)
    found = planned.of(rows.drop(columns=[c for c in ("scenario", *own) if c in rows])).merge(worlds, on=WORLD)
    found = found.drop(columns=[WORLD, "point", "state", "reference"])
    identity = [name for name in IDENTITY if name in found]
    factors = sorted(str(name) for name in own if name != PARAMETERS)
    rest = [name for name in found if name not in (RUN, *identity, *factors)]
    if PARAMETERS in found:
        found[PARAMETERS] = found[PARAMETERS].astype("int64")
    return found[[RUN, *identity, *factors, *rest]].sort_values(key_of(found), kind="stable", ignore_index=True)


def key_of(runs: pd.DataFrame) -> list[str]:
    """Return the columns that tell a run from all others of its study."""
    return ["scenario", *([PARAMETERS] if PARAMETERS in runs else []), REPLICATION]


def engine_of(store: RunStore, run: str) -> str:
    """Return what the engine said of a run, as JSON."""
    return str(_rows(store, parts.ENGINE).set_index(RUN)[parts.ENGINE][run])


def _rows(store: RunStore, table: str) -> pd.DataFrame:
    """Read a table of all parts as it is: every byte of them is read once, for the content hash, and not for each."""
    return parts.to_frame(parts.joined(list(parts.tables_of(store.parts, table))))


def _joined(keys: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    return keys.merge(table, on=RUN, how="inner").drop(columns=RUN)


def _stream(store: RunStore, name: str, keys: pd.DataFrame, target: Path) -> int:
    held = {run: path for path, runs in _holding(store, name) for run in runs}
    rows, writer = 0, None
    try:
        for run, *key in keys.itertuples(index=False, name=None):
            if run not in held:
                raise bad_input((say.TABLE_LACKS, {"folder": store.path, "name": name}))
            table = parts.read(held[run])
            table = table.filter(pc.equal(table.column(RUN), run)).drop_columns([RUN])
            for at, (column, value) in enumerate(zip(keys.columns[1:], key, strict=True)):
                table = table.add_column(at, column, pa.array([value] * table.num_rows))
            if writer is None:
                writer = pq.ParquetWriter(target, table.schema)
            writer.write_table(table.cast(writer.schema))
            rows += table.num_rows
    finally:
        if writer is not None:
            writer.close()
    return rows


def _holding(store: RunStore, name: str) -> Iterator[tuple[Path, set[str]]]:
    """Return which file holds the rows of which runs."""
    for part in parts.names(store.parts):
        path = parts.file_of(store.parts, name, part)
        if path.exists():
            runs = parts.read(parts.file_of(store.parts, parts.RUNS, part), [RUN])
            yield path, set(runs.column(RUN).to_pylist())
