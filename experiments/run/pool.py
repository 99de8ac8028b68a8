"""A process pool that a script or notebook can start without an `if __name__` guard."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from types import ModuleType
from typing import Any

_FIRST = Path(__file__).resolve().parents[2] / "whistle" / "__init__.py"  # claims our packages, by its path


def process_pool(workers: int) -> Executor:
    """Return a pool of fresh processes (spawn) that leave Ctrl-C to their parent and end with it."""
    return ProcessPoolExecutor(workers, mp_context=_Context(), initializer=_prepare)


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


def _prepare() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Leave when the command is gone, however it went: a killed one must not go on using the machine."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


class _Process(SpawnProcess):
    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802 (the name multiprocessing calls)
        with _main_exchanged():
            return SpawnProcess._Popen(process_obj)


class _Context(SpawnContext):
    Process = _Process


@contextmanager
def _main_exchanged() -> Iterator[None]:
    """Have a new process begin with `whistle` in the place of the user's script, of which our workers need nothing.

    A process begins with the script of its parent, before anything that is sent to it: so our packages are ours when
    the first of our functions arrives, whatever bears their names where the user stands.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    sys.modules["__main__"].__file__ = str(_FIRST)
    try:
        yield
    finally:
        sys.modules["__main__"] = main
