"""A batch of runs: made one after the other, written in parts, each whole or not at all."""

from __future__ import annotations

import threading
import time
import traceback
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from experiments.plan.plan import Plan, Recipe
from experiments.run.one import Branches
from experiments.store import parts
from experiments.store.address import World, address
from experiments.store.folder import RUN
from experiments.tables.summaries import workload
from sim.errors import BadInput

WRITE_EVERY = 10.0  # seconds of work that are lost at most with a worker
_ONE_AT_A_TIME = threading.Lock()  # a cluster may give a process several threads; a town wants it alone


class Asked(NamedTuple):
    """One run of a batch."""

    key: str
    recipe: Recipe
    seed: int
    cells: dict[str, Any]  # of its row, before the measures


def asked_of(plan: Plan, world: int, replication: int) -> Asked:
    """Return what is asked of a worker for a run of a plan."""
    cells = plan.identity_of(world, replication)
    return Asked(cells[RUN], plan.worlds[world].recipe, cells["seed"], cells)


class Batch(NamedTuple):
    """Runs that are made in one go.

    Attributes
    ----------
    folder : str
        Where the part is written, seen by workers and by the command alike.
    code : str
        Version of the sources the addresses were worked out with.
    runs : tuple of Asked
    """

    folder: str
    code: str
    runs: tuple[Asked, ...]


class Outcome(NamedTuple):
    """What came of a batch.

    Attributes
    ----------
    names : tuple of str
        Of the parts.
    done : tuple of str
        Addresses in the parts.
    failures : tuple of dict
        Records of runs that failed.
    seconds : float
        Wall time of the batch.
    model_seconds : float
        Wall time of the models alone.
    """

    names: tuple[str, ...]
    done: tuple[str, ...]
    failures: tuple[dict[str, Any], ...]
    seconds: float
    model_seconds: float


def run_batch(batch: Batch) -> Outcome:
    """Make the runs of a batch and leave its parts behind.

    A run that fails is told of and left out; trouble with the disk is raised.
    """
    with _ONE_AT_A_TIME:
        return _carried_out(batch)


def _carried_out(batch: Batch) -> Outcome:
    begun = time.perf_counter()
    branches, written = Branches(), _Written(Path(batch.folder))
    failures: list[dict[str, Any]] = []
    try:
        for at, asked in enumerate(batch.runs):
            started, cpu = time.perf_counter(), time.process_time()
            following = batch.runs[at + 1] if at + 1 < len(batch.runs) else None
            try:
                measures, hours = simulate(asked, batch.code, branches, following)
            except Exception as error:
                failures.append(_record(asked, error))
                continue
            seconds = {"wall_seconds": time.perf_counter() - started, "cpu_seconds": time.process_time() - cpu}
            written.add({**asked.cells, **measures}, hours, {RUN: asked.key, **seconds})
    finally:  # whatever stops it, what is finished is kept
        written.write()
    whole = time.perf_counter() - begun
    return Outcome(tuple(written.names), tuple(written.done), tuple(failures), whole, written.seconds)


class _Written:
    """The rows of a batch on their way to the disk: a part whenever there is enough that would be lost."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: list[str] = []
        self.done: list[str] = []
        self.seconds = 0.0
        self._rows: list[dict[str, Any]] = []
        self._workloads: list[pd.DataFrame] = []
        self._timings: list[dict[str, Any]] = []
        self._since = 0.0

    def add(self, row: dict[str, Any], hours: pd.DataFrame, timing: dict[str, Any]) -> None:
        """Take the row of a run, its workload and its time."""
        self._rows.append(row)
        self._workloads.append(hours)
        self._timings.append(timing)
        self.seconds += timing["wall_seconds"]
        self._since += timing["wall_seconds"]
        if self._since >= WRITE_EVERY:
            self.write()

    def write(self) -> None:
        """Write what has come since the last part."""
        if not self._rows:
            return
        tables = {
            parts.RUNS: pd.DataFrame(self._rows),
            parts.WORKLOAD: pd.concat(self._workloads, ignore_index=True),
            parts.TIMING: pd.DataFrame(self._timings),
        }
        self.names.append(parts.write(self.folder, tables))
        self.done += [row[RUN] for row in self._rows]
        self._rows, self._workloads, self._timings, self._since = [], [], [], 0.0


class _Row(NamedTuple):
    """What the summaries of a run want to know of it."""

    key: dict[str, str]
    by_office: bool = False


def simulate(
    asked: Asked, code: str, branches: Branches | None = None, following: Asked | None = None
) -> tuple[dict[str, float], Any]:
    """Run one model; return its measures and its workload by month.

    Parameters
    ----------
    branches : Branches, optional
        What has been lived before; kept there for the run that is `following`, where the two share it.

    Raises
    ------
    RuntimeError
        If what is run is not what was planned: a file was changed under way.
    """
    world = asked.recipe.resolve()
    if address(world.digest(code), asked.seed) != asked.key:
        raise RuntimeError("a scenario or place file was changed while the sweep was under way")
    after = None if following is None else _resolved(following)
    with (branches or Branches()).run(world, asked.seed, after) as trace:
        measures = {name: float(value) for name, value in trace.measures().items()}
        return measures, workload(trace, _Row({RUN: asked.key}))


def _resolved(asked: Asked) -> tuple[World, int] | None:
    """Return world and seed of a run; None where its files cannot be read any more, which is told when it is due."""
    try:
        return asked.recipe.resolve(), asked.seed
    except BadInput:
        return None


def _record(asked: Asked, error: Exception) -> dict[str, Any]:
    """Return what is kept of a run that failed: enough to run it alone."""
    return {
        RUN: asked.key,
        "error": f"{type(error).__name__}: {error}",
        "scenario": asked.recipe.scenario,
        "burn_in": asked.recipe.base,
        "place": asked.recipe.place,
        "days": asked.recipe.days,
        "burn_in_days": asked.recipe.burn_in_days,
        "seed": asked.seed,
        "replication": asked.cells["replication"],
        "settings": dict([*asked.recipe.levers, *asked.recipe.parameters]),
        "traceback": "".join(traceback.format_exception(error)),
    }
