"""Finished runs of the studies behind the documents, in the parts of a run store: none is made twice.

A run counts for its task and the version of the sources it was made with; runs of other versions stay and are passed
over. What a killed study was writing is not there; what is damaged is set aside and made again.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.run.pool import process_pool, stop_pool
from experiments.store import parts
from experiments.store.planned import RUN
from experiments.words.numbers import duration

if TYPE_CHECKING:
    import pandas as pd

Values = Mapping[str, float | str]
TASK = "task"  # column: what was run, in words
_WRITE_EVERY = 5.0  # seconds between two parts
_SAY_EVERY = 20.0


class KeptRuns[Task]:
    """Finished runs by task.

    Parameters
    ----------
    folder
        Where they are kept; None: nowhere.
    key
        Returns what makes a task this task, as text.
    version
        Of the sources; runs of another version do not count.
    title
        What is being run, for the word on how far it is; empty: nothing is said.
    """

    def __init__(self, folder: Path | None, key: Callable[[Task], str], version: str, title: str = "") -> None:
        self.folder, self.key, self.version, self.title = folder, key, version, title
        self._found: dict[str, Values] = {}
        self._unwritten: dict[str, dict[str, float | str]] = {}
        self._written = time.monotonic()
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            parts.sweep_up(folder)
            for row in _rows(folder):
                self._found[str(row.pop(RUN))] = {n: v for n, v in row.items() if n != TASK and v is not None}

    def __getitem__(self, task: Task) -> dict[str, Any]:
        """Return the values of a finished run."""
        return dict(self._found[self._address(task)])

    def __contains__(self, task: Task) -> bool:
        """Tell whether a run is finished."""
        return self._address(task) in self._found

    def values(self) -> list[Values]:
        """Return the values of all finished runs, other versions' too."""
        return list(self._found.values())

    def missing(self, tasks: Iterable[Task]) -> list[Task]:
        """Return what is not finished, each once."""
        return list({self._address(task): task for task in tasks if task not in self}.values())

    def keep(self, task: Task, values: Values) -> None:
        """Take in a finished run; it is on the disk within seconds, at the latest with `write`."""
        address = self._address(task)
        self._found[address] = dict(values)
        self._unwritten[address] = {RUN: address, TASK: self.key(task), **values}
        if time.monotonic() - self._written > _WRITE_EVERY:
            self.write()

    def write(self) -> None:
        """Write what is not on the disk yet, as one part."""
        self._written = time.monotonic()
        if self.folder is not None and self._unwritten:
            import pandas as pd

            parts.write(self.folder, {parts.RUNS: pd.DataFrame(list(self._unwritten.values()))})
        self._unwritten.clear()

    def make(self, tasks: Iterable[Task], run: Callable[[Task], Values], workers: int = 1) -> None:
        """Make what is missing, telling how far it is; what is finished when something fails is kept.

        Parameters
        ----------
        run
            Returns the values of one run. For several workers it must be importable.
        """
        left = self.missing(tasks)
        began = said = time.monotonic()
        try:
            for number, (task, values) in enumerate(_made(left, run, workers), start=1):
                self.keep(task, values)
                now = time.monotonic()
                if self.title and (now - said > _SAY_EVERY or number == len(left)):
                    said = now
                    rest = duration((now - began) / number * (len(left) - number), "en")
                    print(f"{self.title}: {number} of {len(left)} runs, {rest} left", flush=True)
        finally:
            self.write()

    def _address(self, task: Task) -> str:
        return hashlib.sha256(f"{self.version}\n{self.key(task)}".encode()).hexdigest()[:32]


def run_missing[World](
    worlds: Mapping[str, World],
    seeds: Sequence[int],
    run: Callable[[World, int], Values],
    folder: Path,
    workers: int = 1,
    model: str | None = None,
) -> pd.DataFrame:
    """Run what `folder` does not hold yet; return one row for every seed and world: label, seed, values.

    Parameters
    ----------
    worlds
        What is run, by a label that names everything about it.
    run
        Returns the values of one run. For several workers it must be importable, not defined in the script.
    model
        Version of the model; default: the hash of sources, scenarios and places (`experiments.provenance.code_hash`).
    """
    import pandas as pd

    if model is None:
        from experiments.provenance import code_hash

        model = code_hash()
    kept = KeptRuns[tuple[str, World, int]](folder, lambda task: f"{task[0]} {task[2]}", model, folder.name)
    tasks = [(label, world, seed) for seed in seeds for label, world in worlds.items()]
    kept.make(tasks, partial(_run_one, run), workers)
    return pd.DataFrame([{"label": task[0], "seed": task[2], **kept[task]} for task in tasks])


def _run_one[World](run: Callable[[World, int], Values], task: tuple[str, World, int]) -> Values:
    return run(task[1], task[2])


def _rows(folder: Path) -> Iterator[dict[str, Any]]:
    """Read every part; a number that is missing is NaN, a text None."""
    for name in parts.names(folder):
        try:
            table = parts.read(parts.file_of(folder, parts.RUNS, name))
        except parts.DamagedPart:
            parts.set_aside(folder, name, folder / "damaged")
            continue
        yield from table.to_pandas().to_dict(orient="records")


def _made[Task](tasks: list[Task], run: Callable[[Task], Values], workers: int) -> Iterator[tuple[Task, Values]]:
    if workers == 1 or len(tasks) < 2:
        for task in tasks:
            yield task, run(task)
        return
    pool = process_pool(min(workers, len(tasks)))
    try:
        left, under_way = iter(tasks), dict[Future[Values], Task]()
        while True:
            for task in left:
                under_way[pool.submit(run, task)] = task
                if len(under_way) >= 4 * workers:
                    break
            if not under_way:
                break
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for job in done:
                yield under_way.pop(job), job.result()
    except BaseException:
        stop_pool(pool)
        raise
    pool.shutdown()

