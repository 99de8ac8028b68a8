"""Which runs of a folder are those of its study: `plan-<digest>.parquet`, named in the manifest.

One row an address, `number` tells the planned runs apart: a run that may be there under several versions of the sources
has one row for each, the version preferred first. What the file does not name is kept in the folder and never shown.
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

PREFIX = "plan-"
RUN = "run"
NUMBER = "number"
KEY_TYPE = "S32"


class Planned(NamedTuple):
    """Addresses of planned runs.

    Attributes
    ----------
    keys : ndarray of S32
    numbers : ndarray of int
        Of the planned run an address belongs to.
    """

    keys: np.ndarray
    numbers: np.ndarray

    @property
    def runs(self) -> int:
        """How many runs are planned."""
        return len(np.unique(self.numbers))

    def joined(self, other: "Planned") -> "Planned":
        """Return this plan with the addresses that the same runs have in another."""
        new = ~np.isin(other.keys, self.keys) & np.isin(other.numbers, self.numbers)
        return Planned(np.concatenate([self.keys, other.keys[new]]), np.concatenate([self.numbers, other.numbers[new]]))

    def chosen(self, keys: np.ndarray) -> np.ndarray:
        """Tell which of the addresses that are there stand for planned runs, each run once."""
        order = np.argsort(self.keys, kind="stable")
        at = np.searchsorted(self.keys, keys, sorter=order).clip(max=max(len(order) - 1, 0))
        found = np.zeros(len(keys), dtype=bool)
        if not len(order):
            return found
        rank = order[at]
        known = np.flatnonzero(self.keys[rank] == keys)
        preferred = known[np.argsort(rank[known], kind="stable")]
        _, first = np.unique(self.numbers[rank[preferred]], return_index=True)
        found[preferred[first]] = True
        return found

    def share(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of planned runs, in the order they have."""
        chosen = self.chosen(table[RUN].to_numpy().astype(KEY_TYPE))
        return table if chosen.all() else table[chosen].reset_index(drop=True)


def planned_of(keys: Sequence[np.ndarray]) -> Planned:
    """Return the planned runs of addresses by world and replication, one array a version of the sources."""
    flat = [own.T.ravel() for own in keys]  # replication by replication, the order in which runs are made
    _, first = np.unique(flat[0], return_index=True)
    first.sort()
    return Planned(np.concatenate([own[first] for own in flat]), np.tile(np.arange(len(first)), len(flat)))


def write_planned(folder: Path, planned: Planned) -> str:
    """Write a plan, whole or not at all; return its name for the manifest."""
    name = _digest(planned)
    path = _file(folder, name)
    fresh = path.with_suffix(".tmp")
    table = pa.table({RUN: [key.decode() for key in planned.keys.tolist()], NUMBER: planned.numbers})
    try:
        pq.write_table(table, fresh, compression="zstd")
        fresh.replace(path)  # even where it is there: it may be damaged
    finally:
        fresh.unlink(missing_ok=True)
    return name


def drop_others(folder: Path, name: str) -> None:
    """Remove plans the manifest does not name any more."""
    for path in folder.glob(f"{PREFIX}*"):
        if path != _file(folder, name):
            with suppress(OSError):
                path.unlink()


def read_planned(folder: Path, name: object) -> Planned:
    """Read the plan a manifest names.

    Raises
    ------
    sim.errors.BadInput
        If it is not there or not what was written; the sweep writes it anew.
    """
    path = _file(folder, str(name))
    try:
        with path.open("rb") as file:
            table = pq.read_table(file)
        keys = np.asarray(table.column(RUN).to_pylist(), dtype=KEY_TYPE)
        found = Planned(keys, table.column(NUMBER).to_numpy())
        if _digest(found) != name:
            raise ValueError("changed")
    except Exception as error:  # Arrow raises a dozen different things on damaged files
        missing = isinstance(error, FileNotFoundError)
        reason = "missing" if missing else (str(error).splitlines() or ["?"])[0][:120]
        raise bad_input((say.NO_PLAN, {"path": path, "reason": reason})) from error
    return found


def _file(folder: Path, name: str) -> Path:
    return folder / f"{PREFIX}{name}.parquet"


def _digest(planned: Planned) -> str:
    told = planned.keys.astype(KEY_TYPE).tobytes() + planned.numbers.astype("<i8").tobytes()
    return hashlib.sha256(told).hexdigest()[:16]
