"""Puts the parts of a study together into the tables of a result folder."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from experiments.question.study import Job
from experiments.run.worker import TIMING
from experiments.store.result_folder import CORE_TABLES, ResultFolder
from experiments.words import messages as say
from experiments.words.faults import bad_input

IDENTITY = ["scenario", "place", "days", "parameters", "replication", "seed"]  # those that are there


def assemble(jobs: Sequence[Job], parts: Path, target: Path, old: ResultFolder | None = None) -> dict[str, int]:
    """Write every table of the study into `target`, sorted by key; return their numbers of rows.

    Parameters
    ----------
    old : ResultFolder, optional
        A folder this study extends: runs without a part are taken from there.
    """
    ordered = sorted(jobs, key=lambda job: tuple(job.key.values()))
    key = list(jobs[0].key)
    fresh = [job for job in ordered if (parts / job.label).is_dir()]
    kept = pd.MultiIndex.from_tuples(
        [tuple(job.key.values()) for job in ordered if not (parts / job.label).is_dir()], names=key
    )
    rows = {}
    for name in (*CORE_TABLES, "timing"):
        tables = [_timing(parts, job) if name == "timing" else _part(parts, job, name) for job in fresh]
        if old is not None and len(kept):
            before = old.table(name)
            mine = pd.MultiIndex.from_frame(before[key]).isin(kept)
            tables.insert(0, before[mine])
        table = pd.concat(tables, ignore_index=True)
        table = table.sort_values(key, kind="stable", ignore_index=True)
        if name == "runs":
            table = table[_run_columns(table)]
        table.to_parquet(target / f"{name}.parquet", index=False)
        rows[name] = len(table)
    for name in jobs[0].keep:
        rows[name] = _stream(name, fresh, kept, parts, target, old)
    return rows


def _part(parts: Path, job: Job, name: str) -> pd.DataFrame:
    path = parts / job.label / f"{name}.parquet"
    with _readable(path):
        table = pd.read_parquet(path)
        if name == "runs":
            said = {key: table[key].tolist() for key in ("seed", "days", "place", *job.key)}
    if name == "runs":
        wanted = {"seed": job.seed, "days": job.days, "place": job.place, **job.key}
        different = sorted(key for key, value in wanted.items() if said[key] != [value])
        if different:
            raise bad_input((say.STRANGE_PART, {"path": path.parent, "what": ", ".join(different)}))
    return table


def _timing(parts: Path, job: Job) -> pd.DataFrame:
    path = parts / job.label / TIMING
    with _readable(path):
        seconds = json.loads(path.read_text(encoding="utf-8"))
    return pd.DataFrame([{**job.key, **seconds}])


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Say which finished run is damaged, whatever the reader raises."""
    try:
        yield
    except Exception as error:  # Arrow raises a dozen different things on damaged files
        reason = "missing" if isinstance(error, FileNotFoundError) else (str(error).splitlines() or ["?"])[0][:120]
        raise bad_input((say.DAMAGED_PART, {"path": path, "reason": reason, "folder": path.parent})) from error


def _run_columns(table: pd.DataFrame) -> list[str]:
    """Identity, then factors (the names with a dot), then measures."""
    own = [name for name in IDENTITY if name in table]
    rest = [name for name in table.columns if name not in IDENTITY]
    return [*own, *sorted(n for n in rest if "." in n), *(n for n in rest if "." not in n)]


def _stream(
    name: str, fresh: Sequence[Job], kept: pd.MultiIndex, parts: Path, target: Path, old: ResultFolder | None
) -> int:
    """Join a large table run by run: all runs at once would not fit in memory."""
    sources: list[tuple[tuple[str | int, ...], Path, Any]] = [
        (tuple(job.key.values()), parts / job.label / f"{name}.parquet", None) for job in fresh
    ]
    if old is not None:
        path = old.path / f"{name}.parquet"
        sources += [
            (tuple(one), path, [(column, "==", value) for column, value in zip(kept.names, one, strict=True)])
            for one in kept
        ]
    rows, writer = 0, None
    try:
        for _, path, only in sorted(sources, key=lambda source: source[0]):
            with _readable(path):
                table = pq.read_table(path, filters=only)
            if writer is None:
                writer = pq.ParquetWriter(target / f"{name}.parquet", table.schema)
            writer.write_table(table.cast(writer.schema))
            rows += table.num_rows
    finally:
        if writer is not None:
            writer.close()
    return rows
