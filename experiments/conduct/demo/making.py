"""Makes the shipped comparison: the runs, and the record of them."""

import tempfile
from functools import partial
from pathlib import Path

from experiments.conduct.demo.record import Asked, Record, record_of, study_of
from experiments.plan.of_scenarios import plan_of
from experiments.provenance import model_hash
from experiments.run.batches import sweep
from experiments.run.compiling import Telling
from experiments.run.crew import of_progress
from experiments.run.executors import carrier
from experiments.run.progress import Progress
from experiments.store.assembled import runs_of
from experiments.store.planned import RUN


def make(
    asked: Asked, workers: int | None = None, progress: Progress | None = None, compiling: Telling | None = None
) -> Record:
    """Run a comparison and return its record; nothing else is kept."""
    study = study_of(asked)
    with tempfile.TemporaryDirectory(prefix="whistle-") as folder:
        plan = plan_of(study, model_hash())
        crew = partial(carrier, workers, None, compiling)
        done = sweep(plan, Path(folder) / "runs", crew, tell=of_progress(progress))
        if done.failed:
            raise RuntimeError(done.store.failures()[0]["error"])
        return record_of(asked, study, runs_of(done.store).drop(columns=RUN))
