"""Which runs of a folder are those of its study, and of which world each is.

`worlds.parquet`               a row a world: its scenario, design point, state, the world it is compared with, what
                               was set
`parts/plan-<digest>.parquet`  a row an address: which world and replication it is a run of; named in the manifest

Whoever reads runs joins them to these two by address. A run that may be there under several versions of the sources
has one row for each, the version preferred first; worlds that are the same share their addresses. What the plan does
not name is kept in the folder and never shown.
"""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.words import sweeps as say
from experiments.words.faults import bad_input

PARTS = "parts"
PREFIX = "plan-"
WORLDS = "worlds.parquet"
RUN, WORLD, REPLICATION = "run", "world", "replication"
WORLD_COLUMNS = (WORLD, "scenario", "point", "state", "reference")  # before what was set
KEY_TYPE = "S32"


class Planned(NamedTuple):
    """Addresses of planned runs.

    Attributes
    ----------
    keys : ndarray of S32
    worlds, replications : ndarray of int
        What an address is a run of.
    """

    keys: np.ndarray
    worlds: np.ndarray
    replications: np.ndarray

    @property
    def runs(self) -> int:
        """How many runs are planned, one that several worlds share counted once."""
        return len(np.unique(self._numbers()))

    def joined(self, other: "Planned") -> "Planned":
        """Return this plan with the addresses that the same runs have in another."""
        mine, theirs = (pd.MultiIndex.from_arrays([plan.worlds, plan.replications]) for plan in (self, other))
        new = ~np.isin(other.keys, self.keys) & theirs.isin(mine)
        return Planned(*(np.concatenate([own, more[new]]) for own, more in zip(self, other, strict=True)))

    def there(self, keys: np.ndarray) -> int:
        """Count the planned runs that are among the addresses that are there."""
        return len(np.unique(self._numbers()[np.isin(self.keys, keys)]))

    def of(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of planned runs with their world and replication, one for each, sorted by these.

        Parameters
        ----------
        table
            With addresses in the column `run`, each of which may stand in several rows.
        """
        names = pd.Index(self.keys).astype(str)
        plan = pd.DataFrame({RUN: names, WORLD: self.worlds, REPLICATION: self.replications})
        plan = plan[plan[RUN].isin(table[RUN].unique())].drop_duplicates([WORLD, REPLICATION])  # the first preferred
        rest = table.drop(columns=[c for c in (WORLD, REPLICATION) if c in table])
        return plan.sort_values([WORLD, REPLICATION]).merge(rest, on=RUN, how="inner")

    def _numbers(self) -> np.ndarray:
        """Return a number for each address, the same for all addresses of one run."""
        places = self.worlds.astype(np.int64) * (int(self.replications.max(initial=0)) + 1) + self.replications
        _, first, inverse = np.unique(places, return_index=True, return_inverse=True)
        _, numbers = np.unique(self.keys[first], return_inverse=True)
        return numbers[inverse] if len(numbers) else inverse


def planned_of(keys: Sequence[np.ndarray]) -> Planned:
    """Return the planned runs of addresses by world and replication, one array a version of the sources."""
    worlds, replications = np.indices(keys[0].shape)
    # Replication by replication, the order in which runs are made.
    return Planned(np.concatenate([own.T.ravel() for own in keys]),
                   np.tile(worlds.T.ravel(), len(keys)), np.tile(replications.T.ravel(), len(keys)))  # fmt: skip


def write_planned(folder: Path, planned: Planned, worlds: pd.DataFrame) -> str:
    """Write a plan and its worlds, each whole or not at all; return its name for the manifest."""
    name = _digest(planned, worlds)
    names = [key.decode() for key in planned.keys.tolist()]
    table = pa.table({RUN: names, WORLD: planned.worlds, REPLICATION: planned.replications})
    _write(table, _file(folder, name))  # even where it is there: it may be damaged
    _write(pa.Table.from_pandas(worlds, preserve_index=False).replace_schema_metadata(None), folder / WORLDS)
    return name


def _write(table: pa.Table, path: Path) -> None:
    fresh = path.with_suffix(".tmp")
    try:
        path.parent.mkdir(exist_ok=True)
        pq.write_table(table, fresh, compression="zstd")
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def drop_others(folder: Path, name: str) -> None:
    """Remove plans the manifest does not name any more."""
    for path in (folder / PARTS).glob(f"{PREFIX}*"):
        if path != _file(folder, name):
            with suppress(OSError):
                path.unlink()


def read_planned(folder: Path, name: object) -> tuple[Planned, pd.DataFrame]:
    """Read the plan a manifest names, and its worlds.

    Raises
    ------
    sim.errors.BadInput
        If it is not there or not what was written; the command that made the folder writes it anew.
    """
    path = folder / WORLDS
    try:
        worlds = _read(path).to_pandas()
        path = _file(folder, str(name))
        table = _read(path)
        keys = np.asarray(table.column(RUN).to_pylist(), dtype=KEY_TYPE)
        found = Planned(keys, table.column(WORLD).to_numpy(), table.column(REPLICATION).to_numpy())
        if _digest(found, worlds) != name:
            raise ValueError("changed")
    except Exception as error:  # Arrow raises a dozen different things on damaged files
        missing = isinstance(error, FileNotFoundError)
        reason = "missing" if missing else (str(error).splitlines() or ["?"])[0][:120]
        raise bad_input((say.NO_PLAN, {"path": path, "reason": reason})) from error
    return found, worlds


def _read(path: Path) -> pa.Table:
    with path.open("rb") as file:
        return pq.read_table(file)


def _file(folder: Path, name: str) -> Path:
    return folder / PARTS / f"{PREFIX}{name}.parquet"


def _digest(planned: Planned, worlds: pd.DataFrame) -> str:
    total = hashlib.sha256(planned.keys.astype(KEY_TYPE).tobytes())
    for numbers in (planned.worlds, planned.replications):
        total.update(numbers.astype("<i8").tobytes())
    for column in worlds:
        values = worlds[column]
        total.update(str(column).encode())
        if values.dtype.kind in "iuf":
            total.update(values.to_numpy(dtype="<f8").tobytes())
        else:
            told = ("\0" if value is None or value != value else str(value) for value in values.tolist())
            total.update("\n".join(told).encode())
    return total.hexdigest()[:16]
