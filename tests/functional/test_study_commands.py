"""`whistle sensitivity` and `whistle discover` on a made-up model whose answer is known."""

import json
import zlib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.run import batch as worker
from experiments.store.planned import RUN

STUDY = """
base = "whistle"
reference = "status_quo"
burn_in = "status_quo"
place = "classroom"
days = 7
burn_in_days = 7
replications = 4
measures = ["true_satisfaction_rate"]
[design]
kind = "latin-hypercube"
points = 150
states = 1
[factors]
"whistle.propensity" = { low = 0.0, high = 1.0 }
"duty_list.gate" = { low = 0.0, high = 1.0 }
"delegation.share" = { low = 0.0, high = 1.0 }
[sensitivity]
trajectories = 8
base = 64
"""


@pytest.fixture
def study(tmp_path):
    path = tmp_path / "planted.toml"
    path.write_text(STUDY, encoding="utf-8")
    return path


@pytest.fixture
def planted(monkeypatch, one_figure):
    """A model in which the whistle harms where propensity is above 0.6 and the gate below 0.4, and else helps."""
    made = []

    def simulate(asked, code, *shared):
        made.append(asked.key)
        told = dict(asked.recipe.levers)
        luck = np.random.default_rng(asked.seed % 2**32).normal(0.5, 0.1)  # shared by all worlds of a replication
        # Not from the address or a whole path: luck that changes with sources and folders fails a test now and then.
        name = repr((Path(asked.recipe.scenario).stem, asked.recipe.levers, asked.seed)).encode()
        own = np.random.default_rng(zlib.crc32(name)).normal(0.0, 0.01)
        effect = 0.0
        if "whistle.propensity" in told:
            harmed = float(told["whistle.propensity"]) > 0.6 and float(told["duty_list.gate"]) < 0.4
            effect = -0.2 if harmed else 0.1
        hours = pd.DataFrame({RUN: [asked.key], "month": [0], "level": [1], "kind": [1], "hours": [1.0]})
        return {"true_satisfaction_rate": luck + own + effect}, {"workload": hours}

    monkeypatch.setattr(worker, "simulate", simulate)
    return made


def test_discover_finds_the_planted_box_and_says_it(whistle, study, planted, tmp_path):
    out = tmp_path / "out"
    assert whistle("sweep", study, "--out", out, "--workers", 1, "-q").code == 0
    told = whistle("discover", out, "--json")
    assert told.code == 0
    found = json.loads(told.out)
    limits = {row["input"]: row for row in found["boxes"] if row["box"] == 1}
    assert set(limits) == {"whistle.propensity", "duty_list.gate"}
    assert limits["whistle.propensity"]["low"] == pytest.approx(0.6, abs=0.06)
    assert limits["duty_list.gate"]["high"] == pytest.approx(0.4, abs=0.06)
    assert limits["duty_list.gate"]["density_unseen"] > 0.85
    spoken = whistle("discover", out, "--lang", "zh")
    assert "变差" in spoken.out and (out / "figures" / "boxes.true_satisfaction_rate.zh.svg").exists()


def test_where_nothing_is_planted_nothing_is_found(whistle, study, planted, tmp_path, monkeypatch):
    def luck_alone(asked, code, *shared):
        value = np.random.default_rng(int(asked.key[:8], 16)).normal(0.5, 0.1)
        return {"true_satisfaction_rate": value}, {"workload": pd.DataFrame({RUN: [asked.key], "hours": [1.0]})}

    monkeypatch.setattr(worker, "simulate", luck_alone)
    out = tmp_path / "out"
    whistle("sweep", study, "--out", out, "--workers", 1, "-q")
    told = whistle("discover", out, "--json")
    assert told.code == 0 and json.loads(told.out)["boxes"] == []


def test_discover_needs_a_reference(whistle, study, planted, tmp_path):
    study.write_text(STUDY.replace('reference = "status_quo"\n', ""), encoding="utf-8")
    whistle("sweep", study, "--out", tmp_path / "out", "--workers", 1, "-q")
    told = whistle("discover", tmp_path / "out")
    assert told.code == 2 and "reference" in told.err
    assert whistle("discover", tmp_path / "none").code == 2
    assert whistle("discover", tmp_path / "out", "--measure", "true_satisfaction").code == 2


@pytest.mark.parametrize("method", ["morris", pytest.param("sobol", marks=pytest.mark.slow)])
def test_sensitivity_tells_what_matters_from_what_does_not(whistle, study, planted, tmp_path, method):
    out = tmp_path / method
    told = whistle("sensitivity", study, "--method", method, "--out", out, "--workers", 1, "--json")
    assert told.code == 0
    rows = {r["factor"]: r for r in json.loads(told.out)["measures"]["true_satisfaction_rate"]["factors"]}
    matters, nothing = ("whistle.propensity", "duty_list.gate"), "delegation.share"
    if method == "morris":
        assert all(rows[name]["beyond_luck"] for name in matters)
        assert rows[nothing]["mu_star"] < 0.2 * min(rows[name]["mu_star"] for name in matters)
    else:
        assert all(rows[name]["total_low"] > 0.2 for name in matters) and rows[nothing]["total"] < 0.05
    made = len(planted)
    again = whistle("sensitivity", study, "--method", method, "--out", out, "--workers", 1)
    assert again.code == 0 and len(planted) == made
    assert "luck" in again.out
    assert (out / "figures" / "sensitivity.true_satisfaction_rate.en.svg").exists()


def test_a_sweep_and_a_sensitivity_design_do_not_share_a_folder(whistle, study, planted, tmp_path):
    whistle("sweep", study, "--out", tmp_path / "out", "--workers", 1, "-q")
    told = whistle("sensitivity", study, "--out", tmp_path / "out", "--workers", 1)
    assert told.code == 2 and "kind" in told.err


def test_bad_options_are_named(whistle, study, tmp_path):
    for arguments, named in (
        (("--method", "sobel"), "sobol"),
        (("--method", "sobol", "--points", 100), "power of two"),
        (("--points", 2), "trajectories"),
        (("--replications", 0), "replications"),
        (("--workers", 0), "workers"),
    ):
        told = whistle("sensitivity", study, "--out", tmp_path / "x", *arguments)
        assert told.code == 2, arguments
        assert named in told.err, told.err
    assert not (tmp_path / "x").exists()
