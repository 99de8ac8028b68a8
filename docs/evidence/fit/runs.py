"""Runs of the study: each is made once, kept, and never made again."""

import hashlib
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from docs.evidence.fit.readings import counted
from docs.evidence.fit.targets import World
from docs.evidence.kept_runs import KeptRuns
from experiments.run.one import town
from experiments.run.progress import compile_lines
from scenarios.loading import load_scenario, root_of
from scenarios.place import load_place

BURN_IN_DAYS = 60  # half of the engine's default: queues of a town this size have settled by then


class Ask(NamedTuple):
    """One run: a scenario in a place at some settings, with one seed."""

    place: str
    world: World
    settings: tuple[tuple[str, float], ...]
    seed: int
    content: str  # of scenario and place: the same name with other numbers is another run

    @property
    def label(self) -> str:
        """What makes the run this run."""
        return json.dumps([*self, BURN_IN_DAYS])


def ask(place: str, world: World, settings: Mapping[str, float], seed: int) -> Ask:
    """Return a run with its settings in order: the same settings have one file."""
    return Ask(place, world, tuple(sorted(settings.items())), seed, _content(world.scenario, place))


@cache
def _content(scenario: str, place: str) -> str:
    told = [load_scenario(name).model_dump_json(exclude={"origins"}) for name in (scenario, root_of(scenario))]
    return hashlib.sha256("\n".join([*told, load_place(place).model_dump_json()]).encode()).hexdigest()[:16]


def simulate(asked: Ask) -> dict[str, Any]:
    """Run the model and return what is kept of it."""
    with town(
        scenario=asked.world.scenario,
        place=asked.place,
        days=asked.world.days,
        seed=asked.seed,
        burn_in_days=BURN_IN_DAYS,
        settings={name: repr(value) for name, value in asked.settings},
        telling=compile_lines("en"),
    ) as model:
        residents = np.bincount(model.world.community_street, np.diff(model.world.community_residents)).tolist()
        return counted(model.run(), residents)


class Store:
    """Finished runs in a folder, and where new ones are made.

    Parameters
    ----------
    folder : Path
    code : str
        Version of the model's sources: another version's runs do not count.
    workers : int
    """

    def __init__(self, folder: Path, code: str, workers: int = 1) -> None:
        self.workers = workers
        self.kept = KeptRuns[Ask](folder, lambda asked: asked.label, code)

    def get(self, asked: Ask) -> dict[str, Any]:
        """Return a finished run."""
        return dict(json.loads(self.kept[asked]["counts"]))

    def make(self, wanted: Iterable[Ask], title: str) -> None:
        """Make every run that is not there, telling how far it is and how long it will take."""
        everything = list(dict.fromkeys(wanted))
        missing = self.kept.missing(everything)
        print(f"{title}: {len(everything)} runs, {len(everything) - len(missing)} there already", flush=True)
        self.kept.title = title
        self.kept.make(missing, counted_run, self.workers)

    def cost(self, worlds: Sequence[World]) -> float:
        """Return the processor seconds that one point costs, from what has been made here (NaN before)."""
        found: dict[str, list[float]] = {}
        for values in self.kept.values():
            found.setdefault(str(values["scenario"]), []).append(float(values["seconds"]))
        each = [sorted(found[w.scenario])[len(found[w.scenario]) // 2] for w in worlds if w.scenario in found]
        return sum(each) if len(each) == len(worlds) else float("nan")


def counted_run(asked: Ask) -> dict[str, float | str]:
    """Make a run; return what is kept of it and the processor seconds it took."""
    began = time.process_time()
    counts = simulate(asked)
    seconds = round(time.process_time() - began, 3)
    return {"scenario": asked.world.scenario, "place": asked.place, "seed": asked.seed, "seconds": seconds,
            "settings": json.dumps(dict(asked.settings)), "counts": json.dumps(counts)}  # fmt: skip
