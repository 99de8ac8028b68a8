"""Parts: Parquet files that are only ever added, each whole or not there.

A part is `runs-<name>.parquet` with companions of the same name, one a table (`workload-<name>.parquet`,
`timing-<name>.parquet`, …). Companions come first and `runs-` last: where it is, the part is whole. The name is a
digest of all bytes of its files, so that a flipped bit on a disk is noticed and not averaged: the checksums Parquet
has itself cover pages only, and in a small part the names of the columns and the like are most of it.
"""

import hashlib
import os
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.question.limits import LARGE_TABLES
from experiments.tables.catalogue import RESULT_TABLES

RUNS, WORKLOAD, TIMING, ENGINE = "runs", "workload", "timing", "engine"
COMPANIONS = (*(table.name for table in RESULT_TABLES if table.name != RUNS), *LARGE_TABLES, ENGINE, TIMING)
TEMPORARY = ".tmp"
DIGITS = 16


class DamagedPart(Exception):
    """A part cannot be read; `path` and `reason` say which and why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason


def file_of(folder: Path, table: str, name: str) -> Path:
    """Return where a table of a part lies."""
    return folder / f"{table}-{name}.parquet"


def names(folder: Path) -> list[str]:
    """Return the names of the whole parts of a folder, sorted."""
    start, end = len(RUNS) + 1, -len(".parquet")
    return sorted(path.name[start:end] for path in folder.glob(f"{RUNS}-*.parquet"))


def companions(folder: Path, name: str) -> list[str]:
    """Return the names of a part's tables but `runs`."""
    return [table for table in COMPANIONS if file_of(folder, table, name).exists()]


def write(folder: Path, tables: "Mapping[str, pd.DataFrame | pa.Table]") -> str:
    """Write a part and return its name.

    Companions come first, `runs` last, each file under its name only when it is whole and on the disk.
    """
    order = [*(table for table in tables if table != RUNS), RUNS]
    fresh = {table: folder / f"{table}-{uuid.uuid4().hex}{TEMPORARY}" for table in order}
    try:
        for table, path in fresh.items():
            _write(path, tables[table])
        name = _digest(fresh)
        for table, path in fresh.items():
            path.replace(file_of(folder, table, name))
    except BaseException:
        for path in fresh.values():
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise
    return name


def _write(path: Path, table: pd.DataFrame | pa.Table) -> None:
    arrow = table if isinstance(table, pa.Table) else pa.Table.from_pandas(table, preserve_index=False)
    pq.write_table(arrow.replace_schema_metadata(None), path, write_page_checksum=True)
    with path.open("r+b") as file:  # Windows brings only what is open for writing to the disk
        os.fsync(file.fileno())


def _digest(files: Mapping[str, Path]) -> str:
    total = hashlib.sha256()
    for table in sorted(files):
        with files[table].open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()[:DIGITS]


def check(folder: Path, name: str) -> None:
    """Read every byte of a part.

    Raises
    ------
    DamagedPart
        If a file is missing or a byte is not what was written.
    """
    files = {table: file_of(folder, table, name) for table in (RUNS, *companions(folder, name))}
    try:
        found = _digest(files)
    except OSError as error:
        raise DamagedPart(Path(error.filename or files[RUNS]), str(error.strerror or error)) from error
    if found != name:
        # Say which file and why where the reader can tell; else the sum must do.
        for path in files.values():
            read(path)
        raise DamagedPart(files[RUNS], f"sha256 {found} ≠ {name}")


def read(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Read a table of a part.

    Raises
    ------
    DamagedPart
        If it cannot be read, whatever the reader raises.
    """
    try:
        with path.open("rb") as file:  # a handle of ours: the reader keeps none
            return pq.ParquetFile(file, page_checksum_verification=True).read(columns)
    except Exception as error:  # Arrow raises a dozen different things on damaged files
        reason = "missing" if isinstance(error, FileNotFoundError) else (str(error).splitlines() or ["?"])[0][:120]
        raise DamagedPart(path, reason) from error


def columns_of(path: Path) -> list[str]:
    """Return the names of a table's columns.

    Raises
    ------
    DamagedPart
        If it cannot be read.
    """
    try:
        return list(pq.read_schema(path).names)
    except Exception as error:
        raise DamagedPart(path, (str(error).splitlines() or ["?"])[0][:120]) from error


def tables_of(folder: Path, table: str, columns: Sequence[str] | None = None) -> "Iterator[pa.Table]":
    """Read a table part by part, where a part has it: memory is that of one part.

    Raises
    ------
    DamagedPart
        If a file cannot be read.
    """
    for name in names(folder):
        path = file_of(folder, table, name)
        if table == RUNS or path.exists():
            yield read(path, columns)


def move(folder: Path, name: str, target: Path) -> None:
    """Move a part to another folder of the same disk, `runs` last there and first gone here."""
    move_companions(folder, name, target)
    file_of(folder, RUNS, name).replace(file_of(target, RUNS, name))


def move_companions(folder: Path, name: str, target: Path) -> None:
    """Move companions after their `runs`, or back to it, where a move was cut short."""
    for table in companions(folder, name):
        file_of(folder, table, name).replace(file_of(target, table, name))


def set_aside(folder: Path, name: str, target: Path) -> None:
    """Move a damaged part out of the way, `runs` first: half a part is none."""
    target.mkdir(exist_ok=True)
    for table in (RUNS, *companions(folder, name)):
        file_of(folder, table, name).replace(file_of(target, table, name))


def remove(folder: Path, name: str) -> None:
    """Remove a part, `runs` first: half a part is none."""
    for table in (RUNS, *companions(folder, name)):
        file_of(folder, table, name).unlink(missing_ok=True)


def sweep_up(folder: Path) -> None:
    """Remove what a killed writer left: temporary files, and companions without their `runs`."""
    whole = set(names(folder))
    for path in folder.glob(f"*{TEMPORARY}"):
        path.unlink(missing_ok=True)
    for table in COMPANIONS:
        for path in folder.glob(f"{table}-*.parquet"):
            if path.name[len(table) + 1 : -len(".parquet")] not in whole:
                path.unlink(missing_ok=True)


def size_of(folder: Path, name: str) -> int:
    """Return how many bytes a part has."""
    return sum(file_of(folder, table, name).stat().st_size for table in (RUNS, *companions(folder, name)))


def join(folder: Path, chosen: Sequence[str], target: Path) -> str:
    """Write several parts as one into another folder and return its name."""
    tables: dict[str, list[pa.Table]] = {}
    for name in chosen:
        for table in (*companions(folder, name), RUNS):
            tables.setdefault(table, []).append(read(file_of(folder, table, name)))
    return write(target, {table: joined(found) for table, found in tables.items()})


def joined(tables: Sequence[pa.Table]) -> pa.Table:
    """Put tables of several parts under one another; columns that one lacks are empty there."""
    return pa.concat_tables(tables, promote_options="permissive")


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Return a table as a DataFrame without holding both."""
    options: dict[str, Any] = {"split_blocks": True, "self_destruct": True}
    return table.to_pandas(**options)
