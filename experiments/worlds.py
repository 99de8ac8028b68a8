"""One world of a study of documents: a scenario with settings, its run, and the store of finished runs.

A run is reduced to its measures. What is finished is a line of a file, so that a study that was stopped
goes on where it stood; lines of other sources of the model are passed over.
"""

from __future__ import annotations

import gc
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import as_completed
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from experiments.pool import process_pool, stop_pool
from experiments.provenance import code_hash

type Settings = tuple[tuple[str, str], ...]
FINISHED = "runs.jsonl"


class World(NamedTuple):
    """What is run.

    Attributes
    ----------
    scenario : str
    given : Settings
        What is set in it from the start, in the burn-in too: lever fields and place parameters.
    added : Settings
        Lever fields set from day 0 on: what the world is about.
    reform : str
        The scenario from day 0 on, where it is another; empty: the same.
    without : tuple of str
        Behaviours switched off (`sim.still.BEHAVIOURS`).
    """

    scenario: str
    given: Settings = ()
    added: Settings = ()
    reform: str = ""
    without: tuple[str, ...] = ()


class Span(NamedTuple):
    """Where and for how long."""

    place: str
    days: int
    burn_in_days: int


class Task(NamedTuple):
    """One run."""

    world: World
    span: Span
    seed: int

    @property
    def key(self) -> str:
        """Return what makes this run this run."""
        return json.dumps([list(self.world), list(self.span), self.seed], ensure_ascii=False)


def settings_of(values: Mapping[str, Any]) -> Settings:
    """Return settings by dotted name as sorted text; None is left out, it means "as it is"."""
    return tuple(sorted((name, as_text(value)) for name, value in values.items() if value is not None))


def as_text(value: Any) -> str:
    """Write a value as it stands in a scenario file."""
    return value if isinstance(value, str) else json.dumps(list(value) if isinstance(value, tuple) else value)


def run_task(task: Task) -> dict[str, float]:
    """Return the measures of one run."""
    from scenarios.loading import load_scenario, split_settings
    from sim.model import StreetModel

    world, span = task.world, task.span
    given, place = split_settings(dict(world.given))
    model = StreetModel(
        load_scenario(world.reform or world.scenario, {**given, **dict(world.added)}),
        place=span.place,
        days=span.days,
        seed=task.seed,
        base=load_scenario(world.scenario, given),
        burn_in_days=span.burn_in_days,
        settings=place,
        without=world.without,
    )
    measures = model.run().measures()
    model.close()
    del model
    gc.collect()  # a town and its actors know one another
    _forget_what_stays()
    return measures


@cache
def _forget_what_stays() -> None:
    """Spare the collector, once, everything that modules hold: going through it takes as long as a short run."""
    gc.freeze()


class Runs:
    """Finished runs of a study, kept in a folder.

    Parameters
    ----------
    folder
        Where they are kept; None: nowhere.
    """

    def __init__(self, folder: Path | None) -> None:
        self._file = None if folder is None else folder / FINISHED
        self._found: dict[str, dict[str, float]] = {}
        if self._file is None:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        for line in self._file.read_text(encoding="utf-8").splitlines() if self._file.is_file() else ():
            record = _record(line)
            if record.get("code") == code_hash():
                self._found[record["run"]] = {
                    name: math.nan if value is None else float(value) for name, value in record["measures"].items()
                }

    def __getitem__(self, task: Task) -> dict[str, float]:
        """Return the measures of a finished run."""
        return self._found[task.key]

    def missing(self, tasks: Iterable[Task]) -> list[Task]:
        """Return what is not finished, each once."""
        return [task for task in dict.fromkeys(tasks) if task.key not in self._found]

    def keep(self, task: Task, measures: Mapping[str, float]) -> None:
        """Take in a finished run."""
        self._found[task.key] = dict(measures)
        if self._file is not None:
            known = {name: None if math.isnan(value) else value for name, value in measures.items()}
            line = json.dumps({"run": task.key, "code": code_hash(), "measures": known}, ensure_ascii=False)
            with self._file.open("a", encoding="utf-8") as file:
                file.write(line + "\n")

    def finish(self, tasks: Iterable[Task], workers: int = 1) -> Runs:
        """Run what is missing, telling how far it is; return itself."""
        left = self.missing(tasks)
        for number, (task, measures) in enumerate(_carried_out(left, workers), start=1):
            self.keep(task, measures)
            if self._file is not None and (number % 20 == 0 or number == len(left)):
                print(f"{number} of {len(left)} runs", flush=True)
        return self


def _carried_out(tasks: list[Task], workers: int) -> Iterator[tuple[Task, dict[str, float]]]:
    if workers == 1 or len(tasks) < 2:
        for task in tasks:
            yield task, run_task(task)
        return
    pool = process_pool(workers)
    try:
        jobs = {pool.submit(run_task, task): task for task in tasks}
        for job in as_completed(jobs):
            yield jobs[job], job.result()
    except BaseException:
        stop_pool(pool)
        raise
    pool.shutdown()


def _record(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except json.JSONDecodeError:  # the line a killed study was writing
        return {}
    return found if isinstance(found, dict) else {}
