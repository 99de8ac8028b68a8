"""Those who make runs: batches of a fitting size, given out, taken back, tried again where a worker died."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from experiments.plan.plan import Plan
from experiments.run.batch import Batch, Outcome, asked_of, run_batch
from experiments.run.executors import Carrier
from experiments.run.progress import Progress
from experiments.store.folder import RunStore
from experiments.store.planned import RUN

FIRST_SECONDS, MOST_SECONDS = 1.0, 30.0  # wall time a batch is meant to take
_SHARE_OF_ALL = 1 / 40  # of the work a worker has, in one batch: what is lost at most when all is lost
_MOST_RUNS = 2000  # in one batch
LEAST_TOGETHER = 8  # runs of one family that are made together: the past is then little of their work
_ATTEMPTS = 3  # at a batch whose worker dies
_LOOK_EVERY = 0.5


class Beat(NamedTuple):
    """How far a plan is, told after every batch and now and then while one is under way.

    Attributes
    ----------
    done, failed, total : int
        Runs, those from before included.
    share : float
        Of all work that is done, with what is done of runs under way.
    seconds_left : float
        NaN before the first batch is back.
    batch : Outcome or None
        The batch that is back; None: none is.
    """

    done: int
    failed: int
    total: int
    share: float
    seconds_left: float
    batch: Outcome | None


def of_progress(progress: Progress | None) -> Callable[[Beat], None] | None:
    """Return what tells a plain callback of beats: runs that came to an end, all runs, the share of all work done."""
    return None if progress is None else lambda beat: progress(beat.done + beat.failed, beat.total, beat.share)


class Crew:
    """Carries plans out one after another; whoever makes the runs is called only when something is missing."""

    def __init__(
        self, store: RunStore, code: str, carrier: Callable[[], Carrier], tell: Callable[[Beat], None] | None
    ) -> None:
        self.store, self.code, self.carrier, self.tell = store, code, carrier, tell
        self.carriers: Carrier | None = None
        self.calm = False
        self.made = self.failed = 0
        self.model_seconds = 0.0
        self.each = float("nan")  # wall seconds a run, lately
        self.batches = 0
        self.width = 1
        self.notes: set[Path] = set()  # of batches under way
        self.left = self.total = 0
        self.lock = threading.Lock()

    def prepare(self, todo: list[tuple[int, int]]) -> None:
        """Have a crew where there is something to do."""
        if todo and self.carriers is None:
            self.carriers = self.carrier()
            self.width = self.carriers.width

    def end(self) -> None:
        """Let the crew go; at once where something went wrong."""
        if self.carriers is not None:
            self.carriers.close(at_once=not self.calm)

    def carry_out(self, plan: Plan[Any], todo: list[tuple[int, int]], total: int) -> None:
        """Make all that is missing of a plan, `total` runs in all."""
        self.plan, self.todo, self.left, self.total = plan, deque(todo), len(todo), total
        if self.carriers is not None and todo:
            self._say(None)
            with _Ticker(self.look) if self.width == 1 else nullcontext():
                self._loop(self.carriers)

    def _loop(self, carrier: Carrier) -> None:
        under_way: dict[Future[Outcome], tuple[Batch, int]] = {}
        again: list[tuple[Batch, int]] = []
        alone = False
        while True:
            room = carrier.width if carrier.width == 1 else 2 * carrier.width
            # A run whose worker died is tried alone: should it kill another, no other run is taken for the culprit.
            while len(under_way) < (1 if again else room) and not alone:
                batch, attempt = again.pop() if again else (self._next(carrier.width), 1)
                if batch is None:
                    break
                alone = attempt > 1
                self.notes.add(batch.note)
                under_way[carrier.submit(run_batch, batch)] = batch, attempt
            if not under_way:
                return
            done, _ = wait(under_way, timeout=_LOOK_EVERY, return_when=FIRST_COMPLETED)
            lost = []
            if not done:
                self.look()
            for future in done:
                batch, attempt = under_way.pop(future)
                self.notes.discard(batch.note)
                try:
                    self._take(future.result())
                except Exception as error:
                    if not _worker_lost(error):
                        raise
                    lost.append((batch, attempt))
            if lost and carrier.renew():
                lost += under_way.values()
                under_way.clear()
            again += self._tried_again(lost)
            alone = alone and bool(under_way)

    def _tried_again(self, lost: list[tuple[Batch, int]]) -> Iterator[tuple[Batch, int]]:
        """Split batches whose worker died into single runs, so that one bad run does not take others with it."""
        for batch, attempt in lost:
            if len(batch.runs) > 1:
                for asked in batch.runs:
                    yield batch._replace(runs=(asked,)), attempt + 1
            elif attempt < _ATTEMPTS:
                yield batch, attempt + 1
            else:
                asked = batch.runs[0]
                record = {RUN: asked.key, "error": "the worker process died", "seed": asked.seed,
                          "scenario": asked.recipe.scenario, "replication": asked.cells["replication"],
                          "settings": dict([*asked.recipe.levers, *asked.recipe.parameters])}  # fmt: skip
                self._take(Outcome((), (), (record,), 0.0, 0.0))

    def _next(self, width: int) -> Any:
        """Return the next batch, its size by what runs have cost so far; None at the end."""
        if not self.todo:
            return None
        chosen = [self.todo.popleft() for _ in range(self._runs_of(self.todo, self._size(width), width))]
        asked = tuple(asked_of(self.plan, world, replication) for world, replication in chosen)
        return Batch(str(self.store.incoming.resolve()), self.code, asked, self.plan.wanted)

    def _runs_of(self, left: deque[tuple[int, int]], size: int, width: int) -> int:
        """Return how many runs the next batch has: `size`, then on to the end of a family that would be torn apart.

        A family is torn all the same where workers would have nothing to do, or where its past is little of the work.
        """
        of = [(replication, self.plan.families[world]) for world, replication in islice(left, size + LEAST_TOGETHER)]
        first = of[0]
        end = min(size, len(of))
        while end < len(of) and of[end] == of[end - 1]:
            end += 1
        if first == of[end - 1] and len(left) < width * end:
            end = max(-(-len(left) // width), min(size, end))
        return end

    def _size(self, width: int) -> int:
        if np.isnan(self.each):
            return 1
        left = self.left
        seconds = min(max(left * self.each * _SHARE_OF_ALL / width, FIRST_SECONDS), MOST_SECONDS)
        fair = -(-left // (4 * width))  # towards the end: nobody is to wait for one large batch
        return max(1, min(int(seconds / self.each), fair, _MOST_RUNS))

    def _take(self, outcome: Outcome) -> None:
        self.batches += 1
        if outcome.done:
            for name in outcome.names:
                self.store.take(name)
            self.store.forget_failures(outcome.done)
            recent = outcome.seconds / (len(outcome.done) + len(outcome.failures))
            # A worker's first batch also loads and perhaps compiles the model: it is forgotten after the second.
            cold = self.batches <= 2 * self.width
            self.each = recent if cold else 0.7 * self.each + 0.3 * recent
        for record in outcome.failures:
            self.store.note_failure(record)
        self.made += len(outcome.done)
        self.failed += len(outcome.failures)
        self.left -= len(outcome.done) + len(outcome.failures)
        self.model_seconds += outcome.model_seconds
        self._say(outcome)

    def look(self) -> None:
        """Tell how far runs under way are."""
        self._say(None)

    def _say(self, outcome: Outcome | None) -> None:
        if self.tell is None:
            return
        with self.lock:  # in one process a thread looks while runs are made
            part = sum(_noted(note) for note in tuple(self.notes))
            seconds_left = max(self.left - part, 0.0) * self.each / self.width
            failed = self.failed
            done = self.total - self.left - failed
            share = (self.total - self.left + min(part, self.left)) / max(self.total, 1)
            self.tell(Beat(done, failed, self.total, share, seconds_left, outcome))


class _Ticker:
    """Looks now and then while this process itself is at work."""

    def __init__(self, look: Callable[[], None]) -> None:
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._tick, args=(look,), daemon=True)

    def _tick(self, look: Callable[[], None]) -> None:
        while not self.stop.wait(_LOOK_EVERY):
            look()

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.thread.join()


def _noted(note: Path) -> float:
    try:
        return float(note.read_text(encoding="utf-8") or 0.0)
    except (OSError, ValueError):
        return 0.0


def _worker_lost(error: Exception) -> bool:
    return isinstance(error, BrokenProcessPool) or type(error).__name__ == "KilledWorker"
