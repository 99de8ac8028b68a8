"""Runs of the study: each is made once, kept as a small file, and never made again."""

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from experiments.history_matching.targets import World

BURN_IN_DAYS = 60  # half of the engine's default: queues of a town this size have settled by then
_SAY_EVERY = 20.0  # seconds


class Ask(NamedTuple):
    """One run: a scenario in a place at some settings, with one seed."""

    place: str
    world: World
    settings: tuple[tuple[str, float], ...]
    seed: int
    content: str  # of scenario and place: the same name with other numbers is another run

    @property
    def label(self) -> str:
        """Name of the run's file."""
        told = json.dumps([*self, BURN_IN_DAYS])
        return f"{self.world.scenario}-{hashlib.sha256(told.encode()).hexdigest()[:20]}.json"


def ask(place: str, world: World, settings: Mapping[str, float], seed: int) -> Ask:
    """Return a run with its settings in order: the same settings have one file."""
    return Ask(place, world, tuple(sorted(settings.items())), seed, _content(world.scenario, place))


@cache
def _content(scenario: str, place: str) -> str:
    from scenarios.loading import load_scenario, root_of
    from scenarios.place import load_place

    told = [load_scenario(name).model_dump_json(exclude={"origins"}) for name in (scenario, root_of(scenario))]
    return hashlib.sha256("\n".join([*told, load_place(place).model_dump_json()]).encode()).hexdigest()[:16]


def simulate(asked: Ask) -> dict[str, Any]:
    """Run the model and return what is kept of it."""
    import numpy as np

    from experiments.history_matching.readings import counted
    from sim.model import StreetModel

    model = StreetModel(
        asked.world.scenario,
        place=asked.place,
        days=asked.world.days,
        seed=asked.seed,
        burn_in_days=BURN_IN_DAYS,
        settings={name: repr(value) for name, value in asked.settings},
    )
    residents = np.bincount(model.world.community_street, np.diff(model.world.community_residents)).tolist()
    trace = model.run()
    model.close()
    return counted(trace, residents)


class Store:
    """Finished runs in a folder, and where new ones are made.

    Parameters
    ----------
    folder : Path
        One folder a version of the model's sources: another version's runs are other runs.
    workers : int
    """

    def __init__(self, folder: Path, workers: int = 1) -> None:
        self.folder = folder
        self.workers = workers
        self.made = 0
        self.seconds = 0.0  # of the processes that made them
        folder.mkdir(parents=True, exist_ok=True)

    def get(self, asked: Ask) -> dict[str, Any]:
        """Return a finished run."""
        return dict(json.loads((self.folder / asked.label).read_text(encoding="utf-8"))["counts"])

    def make(self, wanted: Iterable[Ask], title: str) -> None:
        """Make every run that is not there, telling how far it is and how long it will take."""
        everything = list(dict.fromkeys(wanted))
        missing = [one for one in everything if not (self.folder / one.label).is_file()]
        print(f"{title}: {len(everything)} runs, {len(everything) - len(missing)} there already", flush=True)
        watch = _Watch(title, len(missing))
        if self.workers == 1:
            for one in missing:
                self._count(_keep(one, str(self.folder)), watch)
            return
        from experiments.pool import process_pool, stop_pool

        pool = process_pool(self.workers)
        try:
            under_way: set[Future[float]] = set()
            for one in missing:
                under_way.add(pool.submit(_keep, one, str(self.folder)))
                if len(under_way) >= 4 * self.workers:
                    under_way = self._gather(under_way, watch)
            while under_way:
                under_way = self._gather(under_way, watch)
        except BaseException:
            stop_pool(pool)
            raise
        pool.shutdown()

    def _gather(self, under_way: set[Future[float]], watch: "_Watch") -> set[Future[float]]:
        done, rest = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            self._count(future.result(), watch)
        return rest

    def _count(self, seconds: float, watch: "_Watch") -> None:
        self.made += 1
        self.seconds += seconds
        watch.one_more()

    def cost(self, worlds: Sequence[World]) -> float:
        """Return the processor seconds that one point costs, from what has been made here (NaN before)."""
        found: dict[str, list[float]] = {}
        for path in self.folder.glob("*.json"):
            found.setdefault(path.name.rpartition("-")[0], []).append(json.loads(path.read_text())["seconds"])
        each = [sorted(found[w.scenario])[len(found[w.scenario]) // 2] for w in worlds if w.scenario in found]
        return sum(each) if len(each) == len(worlds) else float("nan")


def _keep(asked: Ask, folder: str) -> float:
    """Make a run and leave its file, whole or not at all; return the processor seconds it took."""
    began = time.process_time()
    counts = simulate(asked)
    seconds = time.process_time() - began
    path = Path(folder) / asked.label
    fresh = path.with_suffix(f".{os.getpid()}.tmp")
    record = {"world": asked.world, "settings": dict(asked.settings), "seed": asked.seed, "place": asked.place}
    fresh.write_text(json.dumps({**record, "seconds": round(seconds, 3), "counts": counts}), encoding="utf-8")
    fresh.replace(path)
    return seconds


class _Watch:
    """Says now and then how far the runs are."""

    def __init__(self, title: str, total: int) -> None:
        self.title, self.total, self.done = title, total, 0
        self.began = self.said = time.monotonic()

    def one_more(self) -> None:
        self.done += 1
        now = time.monotonic()
        if now - self.said < _SAY_EVERY and self.done < self.total:
            return
        self.said = now
        left = (now - self.began) / self.done * (self.total - self.done)
        print(f"{self.title}: {self.done} of {self.total} new runs, {left / 60.0:.1f} minutes left", flush=True)
        sys.stdout.flush()
