"""Folders of every kind that figures are drawn into, made by commands on a made-up model."""

import zlib
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.plan.plan import Wanted
from experiments.run import batch
from experiments.run.batch import Made
from experiments.store.planned import RUN
from experiments.tell import report_page
from tests.synthetic import draw_svg_alone, lived

HEAD = """
base = "whistle"
reference = "status_quo"
burn_in = "status_quo"
place = "classroom"
days = 7
burn_in_days = 7
replications = 3
measures = ["true_satisfaction_rate", "restricted_mean_days_30"]
"""
RANGES = '"whistle.propensity" = { low = 0.0, high = 1.0 }\n"duty_list.gate" = { low = 0.0, high = 1.0 }\n'
STUDIES = {
    "grid": HEAD + '[factors]\n"whistle.propensity" = [0.2, 0.8]\n[uncertainties]\n"residents.report_base" = [0.3, 0.6]\n',
    "cube": HEAD + f'[design]\nkind = "latin-hypercube"\npoints = 90\nstates = 1\n[factors]\n{RANGES}',
    # A place parameter is the reference's too, a list has names, and a Morris design meets its points twice.
    "hangs": HEAD + f'[factors]\n{RANGES}"residents.report_base" = [0.3, 0.45, 0.6]\n'
    '"direct_dispatch.on" = [false, true]\n[sensitivity]\ntrajectories = 6\nbase = 16\n',
}
COMPARE = ("compare", "status_quo", "whistle", "--place", "classroom", "--days", "40", "--workers", "1", "--replications")
CRITERIA = ("--criterion", "restricted_mean_days_30", "--criterion")
# The folders: which commands are given for each.
ASKED = {
    "compare": ((*COMPARE, "2", "--out", "@"), ("tradeoffs", "@", *CRITERIA, "passed_down_hours")),
    "sets": ((*COMPARE, "2", "--parameters", "2", "--out", "@"), ("tradeoffs", "@", *CRITERIA, "passed_down_hours")),
    "grid": (("sweep", "grid.toml", "--workers", "1", "--out", "@"),
             ("tradeoffs", "@", *CRITERIA, "true_satisfaction_rate")),
    "cube": (("sweep", "cube.toml", "--workers", "1", "--out", "@"), ("discover", "@", "--margin", "0.01"),
             ("discover", "@", "--measure", "restricted_mean_days_30", "--better")),
    "morris": (("sensitivity", "hangs.toml", "--method", "morris", "--workers", "1", "--out", "@"),),
    "sobol": (("sensitivity", "hangs.toml", "--method", "sobol", "--workers", "1", "--out", "@"),),
}  # fmt: skip

_OWN_WAY = batch.simulate


def simulate(asked: Any, code: str, wanted: Wanted, *shared: Any) -> Made:
    """A made-up model: the whistle harms where propensity is high and the gate low, and few reports are worse."""
    if wanted.engine:  # of a comparison: its trace is made up
        return _OWN_WAY(asked, code, wanted, *shared)
    told = {**dict(asked.recipe.levers), **dict(asked.recipe.parameters)}
    luck = np.random.default_rng(asked.seed % 2**32).normal(0.0, 0.02)
    own = np.random.default_rng(zlib.crc32(repr((sorted(told.items()), asked.seed)).encode())).normal(0.0, 0.01)
    effect = 0.3 * float(told.get("residents.report_base", 0.4))
    if "whistle.propensity" in told:
        effect += -0.2 if float(told["whistle.propensity"]) > 0.6 and float(told.get("duty_list.gate", 0.0)) < 0.4 else 0.1
    hours = pd.DataFrame({RUN: [asked.key], "month": [0], "level": [1], "kind": [1], "hours": [1.0]})
    measures = {"true_satisfaction_rate": 0.5 + luck + own + effect, "restricted_mean_days_30": 12 - 5 * effect + own}
    return measures, {"workload": hours}


def made_up(patch: pytest.MonkeyPatch) -> None:
    """Put made-up runs in the place of the model."""
    patch.setattr(batch, "simulate", simulate)
    patch.setattr(batch, "lived", lived)
    draw_svg_alone(patch)
    patch.setattr(report_page, "figures_of", lambda folder, names=None: [])  # drawn for the page anew, the same
