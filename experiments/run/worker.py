"""Jobs: run them, write the tables of each into a part.

Workers share nothing but a folder: they write files and return paths, so any
`concurrent.futures.Executor` will do, on one machine or on many with a common disk.
"""

import json
import os
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from experiments.question.study import Job
from experiments.run.one import Branches
from experiments.store.address import World
from experiments.tables import summaries
from experiments.tables.catalogue import RESULT_TABLES
from scenarios.loading import load_scenario, split_settings
from scenarios.place import load_place
from sim.asked import BURN_IN_DAYS
from sim.errors import BadInput, Fault

TIMING = "timing.json"
PROGRESS_SUFFIX = ".progress"
_REPORT_EVERY = 0.3  # seconds between two notes of progress


class Outcome(NamedTuple):
    """What a worker sends back: nothing, or why the input cannot be used."""

    faults: tuple[Fault, ...] = ()
    where: str = ""


def run_jobs_of(family: Sequence[Job], parts: str) -> Outcome:
    """Run jobs that share their past one after the other; leave `parts/<label>/` of each behind, whole or not at all.

    What has been made stays whatever happens to a later one.
    """
    branches = Branches()
    try:
        worlds = [world_of(job) for job in family]
        for at, job in enumerate(family):
            following = (worlds[at + 1], family[at + 1].seed) if at + 1 < len(family) else None
            run_job(job, Path(parts), worlds[at], branches, following)
    except BadInput as error:
        # Sent as data: not every exception survives the way back from another process.
        return Outcome(error.faults, error.where)
    return Outcome()


def run_job(
    job: Job, parts: Path, world: World, branches: Branches, following: tuple[World, int] | None = None
) -> None:
    """Run a job and leave its part behind; `following` may share its past."""
    target, note = parts / job.label, parts / (job.label + PROGRESS_SUFFIX)
    begun, cpu = time.perf_counter(), time.process_time()
    unfinished = target.with_name(job.label + f".{os.getpid()}.tmp")
    try:
        trace = simulate(job, note, world, branches, following)
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        write_part(trace, job, unfinished)
        seconds = {"wall_seconds": time.perf_counter() - begun, "cpu_seconds": time.process_time() - cpu}
        (unfinished / TIMING).write_text(json.dumps(seconds), encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        unfinished.rename(target)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
        note.unlink(missing_ok=True)


def simulate(
    job: Job, note: Path, world: World, branches: Branches, following: tuple[World, int] | None = None
) -> Any:
    """Run the model of `job`, noting the share done in the file `note`; return its trace."""
    with branches.run(world, job.seed, following, progress=_Notes(note)) as trace:
        return trace


def world_of(job: Job) -> World:
    """Read and check what a job names.

    Raises
    ------
    sim.errors.BadInput
        If a file cannot be used any more.
    """
    levers, parameters = split_settings(job.settings)
    return World(load_scenario(job.source, levers), load_scenario(job.base), load_place(job.place_source, parameters),
                 job.days, BURN_IN_DAYS)  # fmt: skip


class _Notes:
    """Progress callback that leaves a number in a file, seldom enough to cost nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.last = 0.0

    def __call__(self, done: float, total: float = 1.0) -> None:
        now = time.monotonic()
        if now - self.last >= _REPORT_EVERY:
            self.last = now
            self.path.write_text(f"{done / total if total else 0.0:.4f}", encoding="utf-8")


def write_part(trace: Any, job: Job, folder: Path) -> None:
    """Write every table of one run into `folder`."""
    tables = {table.name: table.make(trace, job) for table in RESULT_TABLES}
    tables |= {name: summaries.large(trace, job, name) for name in job.keep}
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet", index=False)
    (folder / "provenance.json").write_text(json.dumps(dict(trace.provenance), default=str), encoding="utf-8")
