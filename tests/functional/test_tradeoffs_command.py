"""`whistle tradeoffs` on a sweep and on a comparison."""

import json

import numpy as np
import pandas as pd
import pytest

from experiments.conduct.comparison import compare
from experiments.run import batch as worker
from experiments.store.planned import RUN

STUDY = """
base = "whistle"
reference = "status_quo"
burn_in = "status_quo"
place = "classroom"
days = 7
burn_in_days = 7
replications = 3
[factors]
"whistle.propensity" = [0.2, 0.8]
[uncertainties]
"residents.report_base" = [0.3, 0.6]
"""


@pytest.fixture
def swept(whistle, tmp_path, monkeypatch, one_figure):
    """0.8 waits less and satisfies less; the reference is worst in both, and 0.2 is bad where few report."""

    def simulate(asked, code, *shared):
        propensity = float(dict(asked.recipe.levers).get("whistle.propensity", 0.0))
        few = float(dict(asked.recipe.parameters)["residents.report_base"]) < 0.5
        luck = np.random.default_rng(asked.seed % 2**32).normal(0.0, 0.01)
        days = {0.0: 20.0, 0.2: 15.0 if few else 8.0, 0.8: 9.0}[propensity] + luck
        satisfied = {0.0: 0.3, 0.2: 0.6, 0.8: 0.5}[propensity] + luck
        row = {"restricted_mean_days_30": days, "true_satisfaction_rate": satisfied}
        return row, {"workload": pd.DataFrame({RUN: [asked.key], "hours": [1.0]})}

    monkeypatch.setattr(worker, "simulate", simulate)
    study = tmp_path / "two.toml"
    study.write_text(STUDY, encoding="utf-8")
    out = tmp_path / "out"
    assert whistle("sweep", study, "--out", out, "--workers", 1, "-q").code == 0
    return out


CRITERIA = ("--criterion", "restricted_mean_days_30", "--criterion", "true_satisfaction_rate")


def test_front_and_regret_of_a_sweep(whistle, swept):
    told = whistle("tradeoffs", swept, *CRITERIA, "--json")
    assert told.code == 0
    found = json.loads(told.out)
    front = {row["reform"]: row["on_front"] for row in found["front"]}
    assert front == {"status_quo": False, "propensity 0.2": True, "propensity 0.8": True}
    assert set(found["robust"]) == {"propensity 0.2", "propensity 0.8"}
    days = {row["reform"]: row for row in found["regret"]["restricted_mean_days_30"]}
    assert min(days, key=lambda name: days[name]["largest_regret"]) == "propensity 0.8"
    spoken = whistle("tradeoffs", swept, *CRITERIA, "--lang", "zh")
    assert "propensity 0.8" in spoken.out and (swept / "figures" / "front.zh.svg").exists()


def test_front_of_a_comparison(whistle, tmp_path, synthetic):
    compare("status_quo", ["whistle"], place="classroom", days=30, replications=3, workers=1, out=tmp_path / "out")
    told = whistle("tradeoffs", tmp_path / "out", "--criterion", "restricted_mean_days_30", "--criterion",
                   "passed_down_hours", "--json")  # fmt: skip
    front = {row["reform"]: row["on_front"] for row in json.loads(told.out)["front"]}
    assert front == {"status_quo": False, "whistle": True}


def test_what_cannot_be_traded_is_said(whistle, swept, tmp_path):
    for arguments, named in (
        ((swept, "--criterion", "restricted_mean_day_30"), "restricted_mean_days_30"),
        ((swept, "--criterion", "refused_hours"), "refused_hours"),
        ((tmp_path / "none",), "none"),
    ):
        told = whistle("tradeoffs", *arguments)
        assert told.code == 2 and named in told.err
