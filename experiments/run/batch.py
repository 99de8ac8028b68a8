"""A batch of runs: made one after the other, written as one part, whole or not at all."""

from __future__ import annotations

import gc
import threading
import time
import traceback
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from experiments.plan.plan import Recipe
from experiments.run.compiling import compiled_first
from experiments.store import parts
from experiments.store.address import address
from experiments.store.folder import RUN
from experiments.tables.summaries import workload

_ONE_AT_A_TIME = threading.Lock()  # a cluster may give a process several threads; a town wants it alone


class Asked(NamedTuple):
    """One run of a batch."""

    key: str
    recipe: Recipe
    seed: int
    cells: dict[str, Any]  # of its row, before the measures


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
    name : str
        Of the part; empty where there is none.
    done : tuple of str
        Addresses in the part.
    failures : tuple of dict
        Records of runs that failed.
    seconds : float
        Wall time of the batch.
    model_seconds : float
        Wall time of the models alone.
    """

    name: str
    done: tuple[str, ...]
    failures: tuple[dict[str, Any], ...]
    seconds: float
    model_seconds: float


def run_batch(batch: Batch) -> Outcome:
    """Make the runs of a batch and leave its part behind.

    A run that fails is told of and left out; trouble with the disk is raised.
    """
    with _ONE_AT_A_TIME:
        return _carried_out(batch)


def _carried_out(batch: Batch) -> Outcome:
    begun = time.perf_counter()
    rows: list[dict[str, Any]] = []
    workloads: list[pd.DataFrame] = []
    timings: list[dict[str, Any]] = []
    failures: list[dict[str, Any]] = []
    for asked in batch.runs:
        started, cpu = time.perf_counter(), time.process_time()
        try:
            measures, workload = simulate(asked, batch.code)
        except Exception as error:
            failures.append(_record(asked, error))
            continue
        seconds = {"wall_seconds": time.perf_counter() - started, "cpu_seconds": time.process_time() - cpu}
        rows.append({**asked.cells, **measures})
        workloads.append(workload)
        timings.append({RUN: asked.key, **seconds})
    name = ""
    if rows:
        tables = {
            parts.RUNS: pd.DataFrame(rows),
            parts.WORKLOAD: pd.concat(workloads, ignore_index=True),
            parts.TIMING: pd.DataFrame(timings),
        }
        name = parts.write(Path(batch.folder), tables)
    return Outcome(
        name,
        tuple(row[RUN] for row in rows),
        tuple(failures),
        time.perf_counter() - begun,
        sum(t["wall_seconds"] for t in timings),
    )


class _Row(NamedTuple):
    """What the summaries of a run want to know of it."""

    key: dict[str, str]
    by_office: bool = False


def simulate(asked: Asked, code: str) -> tuple[dict[str, float], Any]:
    """Run one model; return its measures and its workload by month.

    Raises
    ------
    RuntimeError
        If what is run is not what was planned: a file was changed under way.
    """
    from sim.model import StreetModel

    world = asked.recipe.resolve()
    if address(world.digest(code), asked.seed) != asked.key:
        raise RuntimeError("a scenario or place file was changed while the sweep was under way")
    compiled_first()  # on a machine of a cluster nobody has seen to it
    model = StreetModel(
        world.scenario,
        place=world.place,
        days=world.days,
        seed=asked.seed,
        base=world.base,
        burn_in_days=world.burn_in_days,
        without=world.without,
    )
    trace = model.run()
    measures = {name: float(value) for name, value in trace.measures().items()}
    hours = workload(trace, _Row({RUN: asked.key}))
    model.close()
    del model, trace
    _let_go()
    return measures, hours


def _let_go() -> None:
    """Collect a town, whose actors know one another; what modules hold is spared, once and for all."""
    gc.collect()
    _freeze()


@cache
def _freeze() -> None:
    gc.freeze()


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
