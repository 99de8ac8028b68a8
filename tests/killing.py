"""Killing sweeps and looking at what they leave."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from experiments.run import batch as worker
from experiments.run import batches as carry_out
from experiments.run import crew, executors, pool
from experiments.run.batch import Batch, Outcome
from experiments.store import parts
from experiments.store.folder import RunStore
from tests.sweeps import CODE, made_up, plan_of

SLEEP = 0.004  # seconds a made-up run takes


def sweep_of_made_up_runs(study: Path, folder: Path, log: Path) -> None:
    """Carry a sweep of made-up runs out in a pool of two; forked processes, which begin at once."""
    crew.FIRST_SECONDS = 0.05
    carry_out.model_hash = lambda: CODE
    carry_out.commit = lambda: None
    executors.process_pool = _forked
    os.environ["MADE_UP_LOG"] = str(log)
    crew.run_batch = made_up_batch
    carry_out.sweep(plan_of(study), folder, lambda: executors.Pool(2))


def _forked(workers: int) -> Executor:
    context = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=pool._prepare)


def made_up_batch(batch: Batch) -> Outcome:
    """Carry a batch of made-up runs out, each noted."""
    worker.simulate = _noted
    return worker.run_batch(batch)


def _noted(asked: Any, code: str, *shared: Any) -> Any:
    time.sleep(SLEEP)
    with Path(os.environ["MADE_UP_LOG"]).open("a", encoding="utf-8") as log:
        log.write(asked.key + "\n")
    return made_up(asked, code)


def children(pid: int) -> list[int]:
    """Return the processes a process has begun."""
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def alive(pid: int) -> bool:
    """Tell whether a process still runs."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def kill_when(pid: int, ready: Callable[[], bool], ended: Callable[[], bool]) -> float | None:
    """Kill a process once it is ready for it; return how long its children outlived it, None if it ended first."""
    while not ready():
        if ended():
            return None
        time.sleep(0.003)
    own = children(pid)
    if ended():
        return None
    os.kill(pid, signal.SIGKILL)
    killed = time.monotonic()
    while any(map(alive, own)) and time.monotonic() - killed < 20:
        time.sleep(0.01)
    return time.monotonic() - killed


def part_count(folder: Path) -> int:
    """Return how many parts there are."""
    return len(list((folder / "parts").glob("runs-*.parquet")))


def runs_of(folder: Path) -> set[bytes]:
    """Return the addresses in the parts that are there; every part that counts is whole and no run stands twice."""
    if not folder.is_dir():
        return set()
    found: list[str] = []
    own = folder / "parts"
    for name in parts.names(own):
        parts.check(own, name)
        found += parts.read(parts.file_of(own, "runs", name), ["run"]).column("run").to_pylist()
    assert len(found) == len(set(found))
    return {key.encode() for key in found}


def content_of(folder: Path) -> str:
    """Return the content hash; every run is there once."""
    store = RunStore(folder)
    table = store.table(columns=["run"])
    assert len(table) == len(np.unique(store.keys())) == store.rows()
    return store.content().text()
