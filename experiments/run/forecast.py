"""How long a sweep will take and how much disk: measured, on the folder's own runs or on one made for the purpose."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np

from experiments.plan.plan import Plan
from experiments.run.batch import Asked, Batch, run_batch
from experiments.store import parts
from experiments.store.folder import RUN, RunStore


class Forecast(NamedTuple):
    """What is still to be done.

    Attributes
    ----------
    there, left : int
        Runs.
    seconds_each : float
        Wall time of one run in one worker.
    bytes_each : float
    measured : int
        Runs of the folder it was measured on; 0: one run made just now, and not kept.
    """

    there: int
    left: int
    seconds_each: float
    bytes_each: float
    measured: int

    def seconds(self, workers: int) -> float:
        """Return the time all workers together need."""
        return self.left * self.seconds_each / max(min(workers, self.left), 1)


def forecast(plan: Plan, folder: Path, code: str) -> Forecast:
    """Say what a sweep would cost; nothing is written."""
    store = RunStore(folder)
    there = store.keys() if folder.is_dir() else np.zeros(0, dtype=plan.keys.dtype)
    missing = ~np.isin(plan.keys, there)
    left = sum(1 for _ in plan.in_order(missing))
    if len(there):
        seconds = store.table(parts.TIMING, ["wall_seconds"])["wall_seconds"]
        tables = (parts.RUNS, *parts.COMPANIONS)
        size = sum(path.stat().st_size for table in tables for path in folder.glob(f"{table}-*.parquet"))
        return Forecast(plan.runs - left, left, float(np.mean(seconds)), size / len(there), len(there))
    return Forecast(0, left, *_probe(plan, code), 0)


def _probe(plan: Plan, code: str) -> tuple[float, float]:
    """Make one run twice, the first to have everything compiled and loaded; return its time and its size."""
    cells = plan.identity_of(0, 0)
    asked = Asked(cells[RUN], plan.worlds[0].recipe, cells["seed"], cells)
    with tempfile.TemporaryDirectory(prefix="whistle-") as folder:
        batch = Batch(folder, code, (asked,))
        run_batch(batch)
        outcome = run_batch(batch)
        if outcome.failures:
            raise RuntimeError(outcome.failures[0]["error"])
        files = [path for name in outcome.names for path in Path(folder).glob(f"*-{name}.parquet")]
        size = sum(path.stat().st_size for path in files)
    return outcome.seconds, float(size)
