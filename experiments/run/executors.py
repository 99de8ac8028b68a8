"""Where batches are carried out: in this process, in a pool of processes, on a Dask cluster.

All three are `concurrent.futures` executors; the sweep knows only how wide one is and how to begin anew when
one breaks.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from importlib import import_module
from typing import Any, Protocol

from experiments.run.compiling import Telling, compiled_first
from experiments.run.pool import default_workers, process_pool, stop_pool
from experiments.words import sweeps as say
from experiments.words.faults import bad_input

_CONNECT_SECONDS = 8
_RETRIES = 5  # a cluster's own attempts at a batch whose worker was lost


class Carrier(Protocol):
    """Something that carries batches out."""

    width: int  # batches at a time

    def submit(self, work: Callable[[Any], Any], batch: Any) -> Future[Any]:
        """Begin a batch."""
        ...

    def renew(self) -> bool:
        """Begin anew after a worker was lost; tell whether everything that was under way went with it."""
        ...

    def close(self, *, at_once: bool) -> None:
        """End; `at_once` gives up what is under way."""
        ...


class Here:
    """One batch at a time in the process that asks."""

    width = 1

    def submit(self, work: Callable[[Any], Any], batch: Any) -> Future[Any]:
        """Carry a batch out, now."""
        future: Future[Any] = Future()
        try:
            future.set_result(work(batch))
        except Exception as error:
            future.set_exception(error)
        return future

    def renew(self) -> bool:
        """Nothing to renew."""
        return False

    def close(self, *, at_once: bool) -> None:
        """Nothing to end."""


class Pool:
    """Processes of this machine."""

    def __init__(self, workers: int) -> None:
        self.width = workers
        self._pool: Executor | None = None

    def submit(self, work: Callable[[Any], Any], batch: Any) -> Future[Any]:
        """Hand a batch to a process."""
        if self._pool is None:
            self._pool = process_pool(self.width)
        try:
            return self._pool.submit(work, batch)
        except BrokenProcessPool as error:
            broken: Future[Any] = Future()
            broken.set_exception(error)
            return broken

    def renew(self) -> bool:
        """Leave a broken pool; the next batch begins another."""
        if self._pool is not None:
            stop_pool(self._pool)
            self._pool = None
        return True

    def close(self, *, at_once: bool) -> None:
        """End the processes."""
        if self._pool is None:
            return
        if at_once:
            stop_pool(self._pool)
        else:
            self._pool.shutdown()
        self._pool = None


class Cluster:
    """A Dask cluster by the address of its scheduler; its workers see the same folders as this process.

    Raises
    ------
    sim.errors.BadInput
        If no scheduler answers, or it has no workers, or these have not this program.
    """

    def __init__(self, address: str) -> None:
        from distributed import Client

        try:
            self._client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
            self.width = sum(self._client.nthreads().values())
        except (OSError, TimeoutError, ValueError) as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise bad_input((say.NO_SCHEDULER, {"address": address, "reason": reason})) from error
        if not self.width:
            self._client.close()
            raise bad_input((say.NO_WORKERS, {"address": address}))
        try:  # before anything of ours is sent, and on every worker that joins later
            self._client.register_worker_callbacks(partial(import_module, "whistle"))
        except ImportError as error:
            self._client.close()
            raise bad_input((say.NOT_ON_WORKERS, {"address": address, "reason": error})) from error
        # Not pure: the same call twice is made twice, and a lost worker's batches are made by another.
        self._executor = self._client.get_executor(pure=False, retries=_RETRIES)

    def submit(self, work: Callable[[Any], Any], batch: Any) -> Future[Any]:
        """Hand a batch to the cluster."""
        future: Future[Any] = self._executor.submit(work, batch)
        return future

    def renew(self) -> bool:
        """A cluster renews itself, and its other workers go on."""
        return False

    def close(self, *, at_once: bool) -> None:
        """Leave the cluster."""
        self._executor.shutdown(wait=not at_once)
        self._client.close()


class Given:
    """An executor of the caller's: `concurrent.futures`, Dask's, any other that takes a function of one argument."""

    def __init__(self, executor: Executor) -> None:
        self.width = int(getattr(executor, "_max_workers", 0) or default_workers())
        self._executor = executor
        self._futures: list[Future[Any]] = []

    def submit(self, work: Callable[[Any], Any], batch: Any) -> Future[Any]:
        """Hand a batch to the executor."""
        future: Future[Any] = self._executor.submit(work, batch)
        self._futures = [each for each in self._futures if not each.done()] + [future]
        return future

    def renew(self) -> bool:
        """Leave that to the caller: a broken executor ends the study."""
        return False

    def close(self, *, at_once: bool) -> None:
        """Leave the executor to its owner; what has not begun is called off."""
        for future in self._futures if at_once else ():
            future.cancel()


def carrier(workers: int | None = None, scheduler: str | None = None, compiling: Telling | None = None) -> Carrier:
    """Return what carries batches out: a cluster where one is named, else processes of this machine.

    These find the kernel compiled; `compiling` is called while one waits for it.
    """
    if scheduler is not None:
        return Cluster(scheduler)
    compiled_first(compiling)
    count = workers or default_workers()
    return Here() if count == 1 else Pool(count)
