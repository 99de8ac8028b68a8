"""The sweep: what is missing is made in batches, every batch is on the disk before the next word is said."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from experiments.plan.identity import check_same, record_of
from experiments.plan.plan import Plan, keys_under
from experiments.provenance import commit, machine, model_hash, versions
from experiments.run.batch import Batch, Outcome, asked_of, run_batch
from experiments.run.executors import Carrier
from experiments.store.folder import RUN, RunStore, Taken
from experiments.store.planned import planned_of

FIRST_SECONDS, MOST_SECONDS = 1.0, 30.0  # wall time a batch is meant to take
_SHARE_OF_ALL = 1 / 40  # of the work a worker has, in one batch: what is lost at most when all is lost
_MOST_RUNS = 2000  # in one batch
LEAST_TOGETHER = 8  # runs of one family that are made together: the past is then little of their work
_ATTEMPTS = 3  # at a batch whose worker dies
_LOOK_EVERY = 0.5


class Beat(NamedTuple):
    """How far a sweep is, told after every batch.

    Attributes
    ----------
    done, failed, total : int
        Runs, those from before included.
    seconds_left : float
        NaN before the first batch is back.
    batch : Outcome or None
        None: the sweep has just begun.
    """

    done: int
    failed: int
    total: int
    seconds_left: float
    batch: Outcome | None


class Swept(NamedTuple):
    """What came of a sweep.

    Attributes
    ----------
    store : RunStore
    there, made, failed : int
        Runs of this share that were there before, that were made now, that failed now.
    seconds, model_seconds : float
        Wall time, and that of the models alone added up over workers.
    taken : Taken
        What was adopted from a killed command, what was damaged.
    content : str
        Content hash of all that is there now.
    others : int
        Runs that are there and not of this study.
    """

    store: RunStore
    there: int
    made: int
    failed: int
    seconds: float
    model_seconds: float
    taken: Taken
    content: str
    others: int


class Share(NamedTuple):
    """One machine's part of a sweep: the runs whose place in the plan is `number` − 1 modulo `of`."""

    number: int = 1
    of: int = 1


def sweep(
    plan: Plan,
    folder: Path,
    carrier: Callable[[], Carrier],
    *,
    extend: bool = False,
    mix_code: bool = False,
    share: Share = Share(),  # noqa: B008 (immutable)
    tell: Callable[[Beat], None] | None = None,
    begun: Callable[[Taken], None] | None = None,
) -> Swept:
    """Make every run of a plan that the folder does not hold yet.

    Parameters
    ----------
    carrier : callable
        Makes what carries batches out; called only when something is missing.
    extend : bool
        Allow adding to a folder that holds another design, more or fewer replications of the same study.
    mix_code : bool
        Count runs made by other versions of the sources as done.
    share : Share
        Which part of the runs is made here; folders of several machines are merged afterwards.
    tell : callable, optional
        Called after every batch.
    begun : callable, optional
        Called with what was found in the folder.

    Raises
    ------
    sim.errors.BadInput
        If the folder must not or cannot be written.
    OSError
        If the disk fails or is full; what was finished is kept.
    """
    started = time.perf_counter()
    code = model_hash()
    store = RunStore(folder)
    with store.claimed():
        if begun is not None:
            begun(store.taken)
        before = check_same(store, plan, code, extend=extend, mix_code=mix_code)
        codes = sorted({code, *(before or {}).get("codes", ())})
        record = {**record_of(plan), "codes": codes, "versions": versions(), "commit": commit(),
                  "platform": machine()}  # fmt: skip
        there = store.keys()
        every = [plan.keys, *(keys_under(plan, other) for other in codes if mix_code and other != code)]
        missing = np.all([~np.isin(keys, there) for keys in every], axis=0)
        planned = planned_of(every)
        # A share is one of the whole plan: it stays the same however much of it is there.
        mine = list(islice(plan.in_order(np.ones_like(missing)), share.number - 1, None, share.of))
        todo = [run for run in mine if missing[run]]
        state = _State(store, plan, code, todo, len(mine), tell)
        crew = carrier() if todo else None  # a cluster may not answer: nothing has been written then
        store.write_manifest({**record, "runs": int(planned.chosen(there).sum()), "content": None}, planned)
        if crew is not None:
            state.carry_out(crew)
        content = store.content()
        there = store.keys()
        own = int(planned.chosen(there).sum())
        store.write_manifest({**record, "runs": own, "content": content.text()}, planned)
    return Swept(
        store, len(mine) - len(todo), state.made, state.failed, time.perf_counter() - started,
        state.model_seconds, store.taken, content.text(), len(there) - own,
    )  # fmt: skip


class _State:
    """A sweep under way."""

    def __init__(
        self, store: RunStore, plan: Plan, code: str, todo: list[tuple[int, int]], total: int,
        tell: Callable[[Beat], None] | None,
    ) -> None:  # fmt: skip
        self.store, self.plan, self.code, self.todo = store, plan, code, todo
        self.total, self.tell = total, tell
        self.made = self.failed = 0
        self.model_seconds = 0.0
        self.each = float("nan")  # wall seconds a run, lately
        self.batches = 0
        self.width = 1

    def carry_out(self, carrier: Carrier) -> None:
        """Make all that is missing."""
        self.width = carrier.width
        calm = False
        try:
            self._say(None)
            self._loop(carrier)
            calm = True
        finally:
            carrier.close(at_once=not calm)

    def _loop(self, carrier: Carrier) -> None:
        left = deque(self.todo)
        under_way: dict[Future[Outcome], tuple[Batch, int]] = {}
        again: list[tuple[Batch, int]] = []
        alone = False
        while True:
            room = carrier.width if carrier.width == 1 else 2 * carrier.width
            # A run whose worker died is tried alone: should it kill another, no other run is taken for the culprit.
            while len(under_way) < (1 if again else room) and not alone:
                batch, attempt = again.pop() if again else (self._next(left, carrier.width), 1)
                if batch is None:
                    break
                alone = attempt > 1
                under_way[carrier.submit(run_batch, batch)] = batch, attempt
            if not under_way:
                return
            done, _ = wait(under_way, timeout=_LOOK_EVERY, return_when=FIRST_COMPLETED)
            lost = []
            for future in done:
                batch, attempt = under_way.pop(future)
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

    def _next(self, left: deque[tuple[int, int]], width: int) -> Any:
        """Return the next batch, its size by what runs have cost so far; None at the end."""
        if not left:
            return None
        chosen = [left.popleft() for _ in range(self._runs_of(left, self._size(width), width))]
        asked = tuple(asked_of(self.plan, world, replication) for world, replication in chosen)
        return Batch(str(self.store.incoming.resolve()), self.code, asked)

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
        left = len(self.todo) - self.made - self.failed
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
        self.model_seconds += outcome.model_seconds
        self._say(outcome)

    def _say(self, outcome: Outcome | None) -> None:
        if self.tell is None:
            return
        now = self.made + self.failed
        seconds_left = (len(self.todo) - now) * self.each / self.width
        before = self.total - len(self.todo)
        self.tell(Beat(before + self.made, self.failed, self.total, seconds_left, outcome))


def _worker_lost(error: Exception) -> bool:
    return isinstance(error, BrokenProcessPool) or type(error).__name__ == "KilledWorker"
