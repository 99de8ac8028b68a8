"""One job: run it, write its tables into a part, return where they are.

Workers share nothing but a folder: they write files and return paths, so any
`concurrent.futures.Executor` will do, on one machine or on many with a common disk.
"""

import json
import os
import shutil
import time
from pathlib import Path
from typing import Any, NamedTuple

from experiments.question.study import Job
from experiments.run.one import town
from experiments.tables import summaries
from experiments.tables.catalogue import RESULT_TABLES
from sim.errors import BadInput

TIMING = "timing.json"
PROGRESS_SUFFIX = ".progress"
_REPORT_EVERY = 0.3  # seconds between two notes of progress


class Outcome(NamedTuple):
    """What a worker sends back: a finished part, or why the input cannot be used."""

    part: str
    faults: tuple[tuple[str, str], ...] = ()  # English, Chinese
    where: str = ""


def run_job(job: Job, parts: str) -> Outcome:
    """Run `job` and leave `parts/<label>/` behind, complete or not at all."""
    target = Path(parts) / job.label
    note = Path(parts) / (job.label + PROGRESS_SUFFIX)
    begun, cpu = time.perf_counter(), time.process_time()
    try:
        trace = simulate(job, note)
        unfinished = target.with_name(job.label + f".{os.getpid()}.tmp")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        try:
            write_part(trace, job, unfinished)
            seconds = {"wall_seconds": time.perf_counter() - begun, "cpu_seconds": time.process_time() - cpu}
            (unfinished / TIMING).write_text(json.dumps(seconds), encoding="utf-8")
            shutil.rmtree(target, ignore_errors=True)
            unfinished.rename(target)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except BadInput as error:
        # Sent as data: not every exception survives the way back from another process.
        return Outcome("", tuple((fault.en, fault.zh) for fault in error.faults), error.where)
    finally:
        note.unlink(missing_ok=True)
    return Outcome(str(target))


def simulate(job: Job, note: Path) -> Any:
    """Run the model of `job`, noting the share done in the file `note`; return its trace."""
    with town(scenario=job.source, place=job.place_source, days=job.days, seed=job.seed, base=job.base,
              settings=job.settings, progress=_Notes(note)) as model:  # fmt: skip
        return model.run()


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
