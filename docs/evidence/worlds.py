"""One world of a study of documents: a scenario with settings, its run, and the store of finished runs.

A run is reduced to its measures.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from docs.evidence.kept_runs import KeptRuns
from experiments.provenance import code_hash
from experiments.run.one import town
from experiments.run.progress import compile_lines
from scenarios.loading import load_scenario, split_settings

type Settings = tuple[tuple[str, str], ...]


class World(NamedTuple):
    """What is run.

    Attributes
    ----------
    scenario : str
    given : Settings
        What is set in it from the start, in the burn-in too: lever fields and place parameters.
    added : Settings
        Lever fields set from day 0 on: what the world is about.
    reform : str
        The scenario from day 0 on, where it is another; empty: the same.
    without : tuple of str
        Behaviours switched off (`sim.still.BEHAVIOURS`).
    """

    scenario: str
    given: Settings = ()
    added: Settings = ()
    reform: str = ""
    without: tuple[str, ...] = ()


class Span(NamedTuple):
    """Where and for how long."""

    place: str
    days: int
    burn_in_days: int


class Task(NamedTuple):
    """One run."""

    world: World
    span: Span
    seed: int

    @property
    def key(self) -> str:
        """Return what makes this run this run."""
        return json.dumps([list(self.world), list(self.span), self.seed], ensure_ascii=False)


def settings_of(values: Mapping[str, Any]) -> Settings:
    """Return settings by dotted name as sorted text; None is left out, it means "as it is"."""
    return tuple(sorted((name, as_text(value)) for name, value in values.items() if value is not None))


def as_text(value: Any) -> str:
    """Write a value as it stands in a scenario file."""
    return value if isinstance(value, str) else json.dumps(list(value) if isinstance(value, tuple) else value)


def run_task(task: Task) -> dict[str, float]:
    """Return the measures of one run."""
    world, span = task.world, task.span
    given, place = split_settings(dict(world.given))
    with town(
        scenario=load_scenario(world.reform or world.scenario, {**given, **dict(world.added)}),
        place=span.place,
        days=span.days,
        seed=task.seed,
        base=load_scenario(world.scenario, given),
        burn_in_days=span.burn_in_days,
        settings=place,
        without=world.without,
        telling=compile_lines("en"),
    ) as model:
        return model.run().measures()


class Runs(KeptRuns[Task]):
    """Finished runs of worlds.

    Parameters
    ----------
    folder
        Where they are kept; None: nowhere, and nothing is said.
    """

    def __init__(self, folder: Path | None) -> None:
        super().__init__(folder, lambda task: task.key, code_hash(), "" if folder is None else folder.name)

    def finish(self, tasks: Iterable[Task], workers: int = 1) -> Runs:
        """Run what is missing; return itself."""
        self.make(tasks, run_task, workers)
        return self
