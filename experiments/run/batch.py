"""A batch of runs: made one after the other, written in parts, each whole or not at all."""

from __future__ import annotations

import json
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from experiments.plan.plan import Plan, Recipe, Wanted
from experiments.run.one import Branches
from experiments.store import parts
from experiments.store.address import World, address
from experiments.store.planned import RUN
from experiments.tables.catalogue import RESULT_TABLES
from experiments.tables.summaries import Owner, large
from sim.errors import BadInput

WRITE_EVERY = 10.0  # seconds of work that are lost at most with a worker
NOTE_EVERY = 0.3  # seconds between two notes of how far a batch is
_ONE_AT_A_TIME = threading.Lock()  # a cluster may give a process several threads; a town wants it alone
_MAKERS = {table.name: table.make for table in RESULT_TABLES if table.make is not None}
Made = tuple[dict[str, float], dict[str, pd.DataFrame]]  # measures, tables by name


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
    wanted : Wanted
        Which tables are kept of each.
    """

    folder: str
    code: str
    runs: tuple[Asked, ...]
    wanted: Wanted = Wanted()

    @property
    def note(self) -> Path:
        """Where the worker notes how far it is."""
        return Path(self.folder) / f"{self.runs[0].key}.progress"


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
    branches, notes = Branches(), _Notes(batch.note)
    written = _Written(Path(batch.folder), 0.0 if batch.wanted.large else WRITE_EVERY)
    failures: list[dict[str, Any]] = []
    try:
        for at, asked in enumerate(batch.runs):
            started, cpu = time.perf_counter(), time.process_time()
            following = batch.runs[at + 1] if at + 1 < len(batch.runs) else None
            notes.finished = at
            try:
                measures, tables = simulate(asked, batch.code, batch.wanted, branches, following, notes)
            except Exception as error:
                failures.append(_record(asked, error))
                continue
            seconds = {"wall_seconds": time.perf_counter() - started, "cpu_seconds": time.process_time() - cpu}
            written.add({**asked.cells, **measures}, tables, {RUN: asked.key, **seconds})
    finally:  # whatever stops it, what is finished is kept
        notes.path.unlink(missing_ok=True)
        written.write()
    whole = time.perf_counter() - begun
    return Outcome(tuple(written.names), tuple(written.done), tuple(failures), whole, written.seconds)


class _Notes:
    """Progress callback that leaves in a file how many runs of a batch are made, seldom enough to cost nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.finished = 0
        self.last = time.monotonic()

    def __call__(self, done: float, total: float = 1.0) -> None:
        now = time.monotonic()
        if now - self.last >= NOTE_EVERY:
            self.last = now
            share = done / total if total else 0.0
            with suppress(OSError):  # a full disk will be told by what matters
                self.path.write_text(f"{self.finished + share:.4f}", encoding="utf-8")


class _Written:
    """The rows of a batch on their way to the disk: a part whenever there is enough that would be lost."""

    def __init__(self, folder: Path, every: float) -> None:
        self.folder, self.every = folder, every
        self.names: list[str] = []
        self.done: list[str] = []
        self.seconds = 0.0
        self._rows: list[dict[str, Any]] = []
        self._timings: list[dict[str, Any]] = []
        self._tables: dict[str, list[pd.DataFrame]] = {}
        self._since = 0.0

    def add(self, row: dict[str, Any], tables: dict[str, pd.DataFrame], timing: dict[str, Any]) -> None:
        """Take the row of a run, its tables and its time."""
        self._rows.append(row)
        self._timings.append(timing)
        for name, table in tables.items():
            self._tables.setdefault(name, []).append(table)
        self.seconds += timing["wall_seconds"]
        self._since += timing["wall_seconds"]
        if self._since >= self.every:
            self.write()

    def write(self) -> None:
        """Write what has come since the last part."""
        if not self._rows:
            return
        tables = {name: pd.concat(found, ignore_index=True) for name, found in self._tables.items()}
        tables |= {parts.TIMING: pd.DataFrame(self._timings), parts.RUNS: pd.DataFrame(self._rows)}
        self.names.append(parts.write(self.folder, tables))
        self.done += [row[RUN] for row in self._rows]
        self._rows, self._timings, self._tables, self._since = [], [], {}, 0.0


def simulate(
    asked: Asked, code: str, wanted: Wanted, branches: Branches, following: Asked | None = None, progress: Any = None
) -> Made:
    """Run one model; return its measures and the tables that are wanted, the run's address on every row.

    Parameters
    ----------
    branches : Branches
        What has been lived before; kept there for the run that is `following`, where the two share it.
    """
    with lived(asked, code, branches, following, progress) as trace:
        owner = Owner({RUN: asked.key}, wanted.by_office)
        measures = {name: float(value) for name, value in trace.measures().items()}
        tables = {name: _MAKERS[name](trace, owner) for name in wanted.tables}
        tables |= {name: large(trace, owner, name) for name in wanted.large}
        if wanted.engine:
            told = json.dumps(dict(trace.provenance), default=str)
            tables[parts.ENGINE] = pd.DataFrame([{RUN: asked.key, parts.ENGINE: told}])
        return measures, tables


@contextmanager
def lived(
    asked: Asked, code: str, branches: Branches, following: Asked | None = None, progress: Any = None
) -> Iterator[Any]:
    """Run the model that is asked for; the block gets its trace.

    Raises
    ------
    RuntimeError
        If what is run is not what was planned: a file was changed under way.
    """
    world = asked.recipe.resolve()
    if address(world.digest(code), asked.seed) != asked.key:
        raise RuntimeError("a scenario or place file was changed while the study was under way")
    after = None if following is None else _resolved(following)
    with branches.run(world, asked.seed, after, progress=progress) as trace:
        yield trace


def _resolved(asked: Asked) -> tuple[World, int] | None:
    """Return world and seed of a run; None where its files cannot be read any more, which is told when it is due."""
    try:
        return asked.recipe.resolve(), asked.seed
    except BadInput:
        return None


def _record(asked: Asked, error: Exception) -> dict[str, Any]:
    """Return what is kept of a run that failed: enough to run it alone."""
    faults = {}
    if isinstance(error, BadInput):
        faults = {"faults": [{"en": f.en, "zh": f.zh} for f in error.faults], "where": error.where}
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
        **faults,
    }
