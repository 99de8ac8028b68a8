"""What is missing of a plan is made in batches; every batch is on the disk before the next word is said."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from experiments.plan.identity import check_same
from experiments.plan.plan import Plan, keys_under, worlds_table
from experiments.provenance import commit, machine, model_hash, versions
from experiments.run.crew import Beat, Crew
from experiments.run.executors import Carrier
from experiments.store.folder import RunStore
from experiments.store.manifest import POINTS, TABLES, read_manifest
from experiments.store.planned import Planned, planned_of
from experiments.store.tidying import Taken
from sim.errors import BadInput


class Swept(NamedTuple):
    """What came of it.

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
    whole : bool
        Every run of the plan is there.
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
    whole: bool


class Share(NamedTuple):
    """One machine's part of a sweep: the runs whose place in the plan is `number` − 1 modulo `of`."""

    number: int = 1
    of: int = 1


def sweep(
    plan: Plan[Any],
    folder: Path,
    carrier: Callable[[], Carrier],
    *,
    extend: bool = False,
    mix_code: bool = False,
    replace: bool = False,
    share: Share = Share(),  # noqa: B008 (immutable)
    tell: Callable[[Beat], None] | None = None,
    begun: Callable[[Taken], None] | None = None,
    more: Callable[[RunStore], Plan[Any] | None] | None = None,
    publish: Callable[[RunStore], None] | None = None,
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
    replace : bool
        Runs of another study in the folder give way.
    share : Share
        Which part of the runs is made here; folders of several machines are merged afterwards.
    tell : callable, optional
        Called after every batch.
    begun : callable, optional
        Called with what was found in the folder.
    more : callable, optional
        Called when the plan is carried out; returns one that is to be carried out next, None at the end.
    publish : callable, optional
        Called at the end if every run of the plan is there, while the folder is still held.

    Raises
    ------
    sim.errors.BadInput
        If the folder must not or cannot be written.
    OSError
        If the disk fails or is full; what was finished is kept.
    """
    started = time.perf_counter()
    code = model_hash()
    store = RunStore(folder, kinds=TABLES if plan.record["kind"] in TABLES else POINTS)
    with store.claimed():
        if begun is not None:
            begun(store.taken)
        before = _before(store, plan, code, extend=extend, mix_code=mix_code, replace=replace) or {}
        codes = sorted({code, *before.get("codes", ())})
        about = {"codes": codes, "versions": versions(), "commit": commit(), "platform": machine()}
        about |= {key: before[key] for key in ("published",) if key in before}
        crew = Crew(store, code, carrier, tell)
        try:
            while True:
                books = _books(store, plan, [code, *(c for c in codes if mix_code and c != code)], about)
                mine, todo = books.split(share)
                crew.prepare(todo)  # a cluster may not answer: nothing has been written then
                books.write(None)
                crew.carry_out(plan, todo, len(mine))
                following = None if more is None or crew.failed else more(store)
                if following is None:
                    break
                plan = following
            crew.calm = True
        finally:
            crew.end()
        store.join_small_parts()
        content = store.content().text()
        done, others = books.write(content)
        whole = done == books.planned.runs
        if publish is not None and whole:
            publish(store)
    there, seconds = len(mine) - crew.made - crew.failed, time.perf_counter() - started
    return Swept(store, there, crew.made, crew.failed, seconds, crew.model_seconds, store.taken, content, others, whole)


class _Books(NamedTuple):
    """What is known of a plan and of a folder when it is begun with.

    Attributes
    ----------
    store : RunStore
    plan : Plan
    planned : Planned
        With the addresses under all versions of the sources that count.
    missing : ndarray of bool, shape (worlds, replications)
    record : dict
        Of the manifest.
    """

    store: RunStore
    plan: Plan[Any]
    planned: Planned
    missing: np.ndarray
    record: dict[str, Any]

    def split(self, share: Share) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Return a share's runs, by world and replication, and those of them that are missing.

        A share is one of the whole plan: it stays the same however much of it is there.
        """
        mine = list(islice(self.plan.in_order(np.ones_like(self.missing)), share.number - 1, None, share.of))
        return mine, [run for run in mine if self.missing[run]]

    def write(self, content: str | None) -> tuple[int, int]:
        """Write plan and manifest; return how many planned runs are there, and how many others."""
        keys = self.store.keys()
        done = self.planned.there(keys)
        record = {**self.record, "runs": done, "content": content}
        self.store.write_manifest(record, self.planned, worlds_table(self.plan))
        return done, int((~np.isin(keys, self.planned.keys)).sum())


def _books(store: RunStore, plan: Plan[Any], codes: Sequence[str], about: dict[str, Any]) -> _Books:
    """Open the books of a plan; `codes` are the versions of the sources whose runs count, that of today first."""
    every = [plan.keys, *(keys_under(plan, code) for code in codes[1:])]
    there = store.keys()
    missing = np.all([~np.isin(keys, there) for keys in every], axis=0)
    return _Books(store, plan, planned_of(every), missing, {**plan.record, "planned": plan.runs, **about})


def _before(
    store: RunStore, plan: Plan[Any], code: str, *, extend: bool, mix_code: bool, replace: bool
) -> dict[str, Any] | None:
    """Return the manifest that is there; runs of another study give way where they may."""
    try:
        return check_same(store, plan, code, extend=extend, mix_code=mix_code)
    except BadInput:
        before = read_manifest(store.path, store.kinds) if replace else None
        if before is None:
            raise
        store.give_way()
        return {"codes": (), **{key: before[key] for key in ("published",) if key in before}}
