"""Makes the shipped comparison: the runs, and the record of them."""

import tempfile
from pathlib import Path

import pandas as pd

from experiments.conduct.demo.record import Asked, Record, record_of, study_of
from experiments.run.compiling import Telling
from experiments.run.progress import Progress
from experiments.run.runner import run_jobs


def make(
    asked: Asked, workers: int | None = None, progress: Progress | None = None, compiling: Telling | None = None
) -> Record:
    """Run a comparison and return its record; nothing else is kept."""
    study = study_of(asked)
    jobs = study.jobs()
    with tempfile.TemporaryDirectory(prefix="whistle-") as folder:
        parts = Path(folder)
        run_jobs(jobs, parts, workers, progress, compiling=compiling)
        tables = [pd.read_parquet(parts / job.label / "runs.parquet") for job in jobs]
    return record_of(asked, study, pd.concat(tables, ignore_index=True))
