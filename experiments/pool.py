"""A process pool that a script or notebook can start without an `if __name__` guard."""

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType
from typing import Any


def process_pool(workers: int) -> Executor:
    """Return a pool of fresh processes (spawn: no state is inherited) that leave Ctrl-C to their parent."""
    return ProcessPoolExecutor(workers, mp_context=_Context(), initializer=_ignore_interrupt)


def stop_pool(executor: Executor) -> None:
    """End a pool at once: runs under way are given up, queued ones never start."""
    # Taken first: shutdown forgets them, and there is no public way to end a pool before Python 3.14.
    processes = list((getattr(executor, "_processes", None) or {}).values())
    executor.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(timeout=5)


def default_workers() -> int:
    """Return the number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _ignore_interrupt() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class _Process(SpawnProcess):
    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802 (the name multiprocessing calls)
        with _main_hidden():
            return SpawnProcess._Popen(process_obj)


class _Context(SpawnContext):
    Process = _Process


@contextmanager
def _main_hidden() -> Iterator[None]:
    """Keep a new process from running the user's script again: our workers need nothing from it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
