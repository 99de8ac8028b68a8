"""Parts: Parquet files that are only ever added, each whole or not there.

A part is `runs-<name>.parquet` with companions of the same name (`workload-<name>.parquet`, `timing-<name>.parquet`).
Companions come first and `runs-` last: where it is, the part is whole. Pages carry checksums, so that a
flipped bit on a disk is noticed and not averaged.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa  # type: ignore[import-untyped]

RUNS, WORKLOAD, TIMING = "runs", "workload", "timing"
COMPANIONS = (WORKLOAD, TIMING)
TEMPORARY = ".tmp"


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


def write(folder: Path, name: str, tables: "Mapping[str, pd.DataFrame | pa.Table]") -> None:
    """Write a part: companions first, `runs` last, each file under its name only when it is whole and on the disk."""
    for table in sorted(tables, key=lambda table: table == RUNS):
        _write(file_of(folder, table, name), tables[table])


def _write(path: Path, table: "pd.DataFrame | pa.Table") -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    arrow = table if isinstance(table, pa.Table) else pa.Table.from_pandas(table, preserve_index=False)
    fresh = path.with_name(f"{path.name}.{os.getpid()}{TEMPORARY}")
    try:
        pq.write_table(arrow.replace_schema_metadata(None), fresh, write_page_checksum=True)
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise


def read(path: Path, columns: Sequence[str] | None = None) -> "pa.Table":
    """Read a table of a part.

    Raises
    ------
    DamagedPart
        If it cannot be read, whatever the reader raises.
    """
    import pyarrow.parquet as pq

    try:
        with path.open("rb") as file:  # a handle of ours: the reader keeps none
            return pq.ParquetFile(file, page_checksum_verification=True).read(columns)
    except Exception as error:  # Arrow raises a dozen different things on damaged files
        reason = "missing" if isinstance(error, FileNotFoundError) else (str(error).splitlines() or ["?"])[0][:120]
        raise DamagedPart(path, reason) from error


def tables_of(folder: Path, table: str, columns: Sequence[str] | None = None) -> "Iterator[pa.Table]":
    """Read a table part by part: memory is that of one part."""
    for name in names(folder):
        yield read(file_of(folder, table, name), columns)


def move(folder: Path, name: str, target: Path) -> None:
    """Move a part to another folder of the same disk, `runs` last there and first gone here."""
    for table in (*COMPANIONS, RUNS):
        path = file_of(folder, table, name)
        if path.exists():
            path.replace(file_of(target, table, name))


def set_aside(folder: Path, name: str, target: Path) -> None:
    """Move a damaged part out of the way, `runs` first: half a part is none."""
    target.mkdir(exist_ok=True)
    for table in (RUNS, *COMPANIONS):
        path = file_of(folder, table, name)
        if path.exists():
            path.replace(file_of(target, table, name))


def sweep_up(folder: Path) -> None:
    """Remove what a killed writer left: temporary files, and companions without their `runs`."""
    whole = set(names(folder))
    for path in folder.glob(f"*{TEMPORARY}"):
        path.unlink(missing_ok=True)
    for table in COMPANIONS:
        for path in folder.glob(f"{table}-*.parquet"):
            if path.name[len(table) + 1 : -len(".parquet")] not in whole:
                path.unlink(missing_ok=True)


def joined(tables: "Sequence[pa.Table]") -> "pa.Table":
    """Put tables of several parts under one another; columns that one lacks are empty there."""
    import pyarrow as pa

    return pa.concat_tables(tables, promote_options="permissive")


def to_frame(table: "pa.Table") -> "pd.DataFrame":
    """Return a table as a DataFrame without holding both."""
    options: dict[str, Any] = {"split_blocks": True, "self_destruct": True}
    return table.to_pandas(**options)
