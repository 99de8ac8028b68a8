"""How long a sweep will take and how much disk: measured, on the folder's own runs or on one made for the purpose."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np

from experiments.plan.plan import Plan
from experiments.run.batch import Batch, Outcome, asked_of, run_batch
from experiments.store import parts
from experiments.store.folder import JOINED_BYTES, RunStore
from experiments.store.manifest import ALL


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
        Runs of the folder it was measured on; 0: two runs made just now, and not kept.
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
    store = RunStore(folder, ALL)
    there = store.keys() if folder.is_dir() else np.zeros(0, dtype=plan.keys.dtype)
    missing = ~np.isin(plan.keys, there)
    left = sum(1 for _ in plan.in_order(missing))
    if len(there):
        seconds = store.table(parts.TIMING, ["wall_seconds"])["wall_seconds"]
        size = sum(parts.size_of(store.parts, name) for name in parts.names(store.parts))
        return Forecast(plan.runs - left, left, float(np.mean(seconds)), size / len(there), len(there))
    return Forecast(0, left, *_probe(plan, code), 0)


def _probe(plan: Plan, code: str) -> tuple[float, float]:
    """Make the first two runs; return time and size a run, where neighbours share what they can."""
    chosen = [run for _, run in zip(range(2), plan.in_order(np.ones_like(plan.keys, dtype=bool)), strict=False)]
    asked = tuple(asked_of(plan, world, replication) for world, replication in chosen)
    with tempfile.TemporaryDirectory(prefix="whistle-") as folder:
        alone = _made(Batch(folder, code, asked[:1], plan.wanted))  # has everything compiled and loaded
        both = _made(Batch(folder, code, asked, plan.wanted))
        times = [second for name in both.names for second in _times(Path(folder), name)]
        sizes = [sum(_size(Path(folder), name) for name in outcome.names) for outcome in (alone, both)]
    together = plan.runs / len({(plan.families[world], r) for world, r in plan.in_order(plan.keys != b"")})
    first, next_ = times[0], times[-1]
    each = (first + (together - 1.0) * next_) / together
    more = max(sizes[1] - sizes[0], 0) if len(asked) > 1 else 0
    in_a_part = max(1.0, min(plan.runs, JOINED_BYTES / max(more, 1)))  # small parts are joined at the end
    return each, more + (sizes[0] - more) / in_a_part


def _made(batch: Batch) -> Outcome:
    outcome = run_batch(batch)
    if outcome.failures:
        raise RuntimeError(outcome.failures[0]["error"])
    return outcome


def _times(folder: Path, name: str) -> list[float]:
    seconds = parts.read(folder / f"{parts.TIMING}-{name}.parquet")["wall_seconds"]
    return [float(each) for each in seconds.to_pylist()]


def _size(folder: Path, name: str) -> int:
    return sum(path.stat().st_size for path in folder.glob(f"*-{name}.parquet"))
