"""Runs the jobs of a study, in this process or in many, and picks up where a killed one stopped."""

import threading
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from experiments.question.study import Job
from experiments.run.compiling import Telling, compiled_first
from experiments.run.pool import default_workers, process_pool, stop_pool
from experiments.run.progress import Progress
from experiments.run.worker import PROGRESS_SUFFIX, Outcome, run_jobs_of
from scenarios.loading import split_settings
from sim.errors import BadInput

_LOOK_EVERY = 0.3  # seconds


class WorkerDied(RuntimeError):
    """A worker process ended without a word."""


def run_jobs(
    jobs: Sequence[Job],
    parts: Path,
    workers: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    compiling: Telling | None = None,
) -> None:
    """Run every job whose part is not there yet.

    Parameters
    ----------
    parts : Path
        Folder of finished parts; a part is complete as soon as it has its name.
    workers : int, optional
        Processes; default one for each core. 1 runs in this process.
    executor : Executor, optional
        Used instead of a process pool of ours, for example Dask's `Client.get_executor()`.
    compiling : callable, optional
        Called while the kernel compiles, which happens once, before the first run.

    Raises
    ------
    sim.errors.BadInput
        If a worker found the input unusable.
    WorkerDied
        If a process ended without a word. Finished parts stay.
    """
    parts.mkdir(parents=True, exist_ok=True)
    waiting = [job for job in jobs if not (parts / job.label).is_dir()]
    watch = _Watch(parts, [job.label for job in waiting], len(jobs), progress)
    watch.look()
    workers = min(workers or default_workers(), max(len(waiting), 1))
    if not waiting:
        return
    families = families_of(waiting, workers)
    if executor is None:
        compiled_first(compiling)
    if executor is None and workers == 1:
        with watch.from_a_thread():
            for family in families:
                _check(run_jobs_of(family, str(parts)))
        watch.look()
        return
    ours = executor is None
    pool = process_pool(workers) if executor is None else executor
    futures: set[Future[Outcome]] = set()
    try:
        futures = {pool.submit(run_jobs_of, family, str(parts)) for family in families}
        while futures:
            done, futures = wait(futures, timeout=_LOOK_EVERY, return_when=FIRST_COMPLETED)
            for future in done:
                _check(future.result())
            watch.look()
    except BaseException as error:
        for future in futures:
            future.cancel()
        if ours:
            stop_pool(pool)
        if isinstance(error, BrokenProcessPool):
            raise WorkerDied from error
        raise
    if ours:
        pool.shutdown()


def families_of(jobs: Sequence[Job], workers: int) -> list[list[Job]]:
    """Put jobs together that live the same days before day 0; take families apart where workers would stand idle."""
    found: dict[tuple[Any, ...], list[Job]] = {}
    for job in jobs:
        parameters = tuple(sorted(split_settings(job.settings)[1].items()))
        found.setdefault((job.base, job.place_source, job.days, job.seed, parameters), []).append(job)
    families = list(found.values())
    pieces = -(-workers // len(families))
    return [family[at : at + size] for family in families
            for size in (-(-len(family) // pieces),) for at in range(0, len(family), size)]  # fmt: skip


def _check(outcome: Outcome) -> None:
    if outcome.faults:
        raise BadInput(outcome.faults, outcome.where)


class _Watch:
    """Adds up finished parts and the notes of runs under way."""

    def __init__(self, parts: Path, waiting: list[str], total: int, progress: Progress | None) -> None:
        self.parts, self.waiting, self.total, self.progress = parts, waiting, total, progress

    def look(self) -> None:
        """Tell the progress callback where things stand."""
        if self.progress is None:
            return
        done, share = self.total - len(self.waiting), 0.0
        for label in self.waiting:
            if (self.parts / label).is_dir():
                done += 1
            else:
                share += _noted(self.parts / (label + PROGRESS_SUFFIX))
        self.progress(done, self.total, (done + share) / self.total)

    def from_a_thread(self) -> "_Ticker":
        """Look now and then while this process itself is at work."""
        return _Ticker(self)


class _Ticker:
    def __init__(self, watch: _Watch) -> None:
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._tick, args=(watch,), daemon=True)

    def _tick(self, watch: _Watch) -> None:
        while not self.stop.wait(_LOOK_EVERY):
            watch.look()

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.thread.join()


def _noted(path: Path) -> float:
    try:
        return float(path.read_text(encoding="utf-8") or 0.0)
    except (OSError, ValueError):
        return 0.0
