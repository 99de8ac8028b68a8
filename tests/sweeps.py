"""Sweeps without a model, for tests: a study file, made-up runs, and a sweep carried out in this process."""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.plan.of_points import build_plan
from experiments.plan.plan import Plan, Wanted
from experiments.plan.study_file import load_study
from experiments.run import batch
from experiments.run.batch import Made
from experiments.run.batches import Swept, sweep
from experiments.run.executors import Here
from experiments.store.planned import RUN

CODE = "c0de"
_OWN_WAY = batch.simulate
STUDY = """
base = "whistle"
reference = "status_quo"
burn_in = "status_quo"
place = "classroom"
days = 7
burn_in_days = 7
replications = 3
[factors]
"whistle.propensity" = [0.1, 0.9]
"duty_list.gate" = [0.0, 0.5]
[uncertainties]
"residents.report_base" = { low = 0.3, high = 0.6 }
[design]
states = 2
"""
RUNS = 30  # (2 × 2 points and the reference) × 2 states × 3 replications


def made_up(asked: Any, code: str, wanted: Wanted = Wanted(), *shared: Any) -> Made:  # noqa: B008 (immutable)
    """Stands for a run of a sweep: measures and workload that depend on its address alone.

    Runs of comparisons go their own way, which may be that of `tests.synthetic.lived`.
    """
    if wanted.engine:
        return _OWN_WAY(asked, code, wanted, *shared)
    luck = np.random.default_rng(int(asked.key, 16) % 2**63)
    measures = {
        "street_funnel_share": luck.random(),
        "restricted_mean_days_30": 30 * luck.random(),
        "true_satisfaction_rate": float("nan"),
    }
    hours = pd.DataFrame({RUN: asked.key, "month": [0, 1], "level": [1, 2], "kind": [3, 4], "hours": luck.random(2)})
    return measures, {"workload": hours}


def study_in(folder: Path, text: str = STUDY, name: str = "tiny") -> Path:
    """Write a study file."""
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def plan_of(path: Path, code: str = CODE, **changes: Any) -> Plan:
    """Return the plan of a study file."""
    return build_plan(load_study(path, changes), code)


def swept(plan: Plan, folder: Path, **options: Any) -> Swept:
    """Carry a sweep out in this process."""
    return sweep(plan, folder, options.pop("carrier", Here), **options)


def run_names(folder: Path) -> set[str]:
    """Return the names of the files of a folder that hold runs."""
    return {path.name for path in (folder / "parts").glob("runs-*.parquet")}


def digest(text: str) -> str:
    """Return an address made up from a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
