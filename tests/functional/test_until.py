"""`whistle compare --until`: rounds of replications under a stop rule, on made-up traces."""

import json

import numpy as np
import pandas as pd
import pytest

from experiments.conduct.comparison import compare
from experiments.conduct.until import Until, parse_until
from experiments.run import batch
from experiments.store.result_folder import ResultFolder
from sim.errors import BadInput
from tests.sweeps import study_in

MEASURE = "restricted_mean_days_30"


def replications(folder) -> int:
    return int(json.loads((folder / "manifest.json").read_text())["study"]["replications"])


def test_it_goes_on_until_every_difference_is_answered(tmp_path, synthetic):
    loose = compare("status_quo", ["whistle"], place="classroom", days=30, replications=5, out=tmp_path / "loose",
                    workers=1, until=Until("half-width", {MEASURE: 50.0}, most=12))  # fmt: skip
    tight = compare("status_quo", ["whistle"], place="classroom", days=30, replications=5, out=tmp_path / "tight",
                    workers=1, until=Until("half-width", {MEASURE: 0.05}, most=12))  # fmt: skip
    assert 5 <= loose.replications < tight.replications <= 12
    told = json.loads((tmp_path / "tight" / "manifest.json").read_text())["published"]["until"]
    assert told["kind"] == "half-width" and told["looks"][0]["pairs"] == tight.replications


def test_a_budget_ends_it_and_that_is_said(whistle, tmp_path, synthetic):
    told = whistle("compare", "status_quo", "whistle", "--place", "classroom", "--days", 30, "--workers", 1, "--until",
                   "half-width", "--target", f"{MEASURE}=0.000001", "--most", 6, "--out", tmp_path / "out")  # fmt: skip
    assert told.code == 0
    assert replications(tmp_path / "out") == 6
    assert "budget" in told.out.lower()


@pytest.mark.slow
def test_over_parameter_sets_the_mean_over_them_is_looked_at(whistle, tmp_path, synthetic):
    asked = ("compare", "status_quo", "whistle", "--place", "classroom", "--days", 30, "--workers", 1, "--parameters", 2)
    told = whistle(*asked, "--until", "half-width", "--target", f"{MEASURE}=0.08", "--most", 9, "--out", tmp_path / "out")
    assert told.code == 0 and "the mean over 2 parameter sets" in told.out
    number = replications(tmp_path / "out")
    assert 5 <= number <= 9 and len(synthetic) == 4 * number
    (look,) = json.loads((tmp_path / "out" / "manifest.json").read_text())["published"]["until"]["looks"]
    assert look["pairs"] == number  # a pair is a replication, not a run
    means = ResultFolder.open(tmp_path / "out").runs.groupby(["scenario", "replication"])[MEASURE].mean()
    assert look["difference"] == pytest.approx(float((means["whistle"] - means["status_quo"]).mean()))


def test_what_was_run_is_what_a_fixed_plan_of_so_many_would_have_run(tmp_path, synthetic):
    found = compare("status_quo", ["whistle"], place="classroom", days=30, replications=5, out=tmp_path / "a",
                    workers=1, until=Until("half-width", {MEASURE: 0.05}, most=6))  # fmt: skip
    fixed = compare("status_quo", ["whistle"], place="classroom", days=30, replications=found.replications,
                    out=tmp_path / "b", workers=1)  # fmt: skip
    assert found.folder.content_hash() == fixed.folder.content_hash()


def test_a_stopped_one_goes_on_and_makes_nothing_twice(tmp_path, synthetic, monkeypatch):
    rule = Until("half-width", {MEASURE: 0.000001}, most=8)
    own = batch.lived
    made = []

    def breaks(asked, code, *shared):
        if len(made) == 12:
            raise KeyboardInterrupt
        made.append(asked.key)
        return own(asked, code, *shared)

    asked = {"place": "classroom", "days": 30, "replications": 5, "out": tmp_path / "out", "workers": 1, "until": rule}
    monkeypatch.setattr(batch, "lived", breaks)
    with pytest.raises(KeyboardInterrupt):
        compare("status_quo", ["whistle"], **asked)
    monkeypatch.setattr(batch, "lived", own)
    before = len(synthetic)
    found = compare("status_quo", ["whistle"], **asked)
    assert found.replications == 8
    assert len(synthetic) == 16 and before == 12


def test_more_can_be_added_to_what_is_finished(tmp_path, synthetic):
    asked = {"place": "classroom", "days": 30, "out": tmp_path / "out", "workers": 1}
    compare("status_quo", ["whistle"], replications=5, **asked)
    rule = Until("half-width", {MEASURE: 0.000001}, most=7)
    again = compare("status_quo", ["whistle"], replications=5, extend=True, until=rule, **asked)
    assert again.replications == 7
    assert len(synthetic) == 14


@pytest.mark.parametrize(
    ("kind", "targets", "most", "named"),
    [
        ("decidd", [], None, "decided"),
        ("decided", ["restricted_mean_days=1"], None, "restricted_mean_days_30"),
        ("decided", [f"{MEASURE}=-1"], None, "above 0"),
        ("decided", [f"{MEASURE}=a"], None, "above 0"),
        ("half-width", [], 3, "most = 3"),
    ],
)
def test_bad_rules_are_named(kind, targets, most, named):
    with pytest.raises(BadInput, match=named):
        parse_until(kind, targets, most, 5)


def test_its_options_belong_together(whistle, tmp_path):
    for extra in (("--target", f"{MEASURE}=1"), ("--most", "20")):
        told = whistle("compare", "status_quo", "whistle", "--out", tmp_path / "x", *extra)
        assert told.code == 2 and "--until" in told.err


SWEEP = """
base = "whistle"
reference = "status_quo"
place = "classroom"
days = 7
burn_in_days = 7
replications = 2
[factors]
"whistle.propensity" = [0.1, 0.9]
[uncertainties]
"residents.report_base" = [0.3, 0.6]
"""


@pytest.fixture
def loud(monkeypatch):
    """Runs of a sweep whose differences are luck, much of it where propensity is high; which of them were made."""
    made = []

    def simulate(asked, code, *shared):
        made.append(asked.key)
        loud = dict(asked.recipe.levers).get("whistle.propensity") == "0.9"
        own = [asked.seed % 2**32, loud, len(asked.recipe.levers)]  # not from the address: sources would change the luck
        luck = np.random.default_rng(own).normal(0.0, 0.05 if loud else 0.0001)
        hours = pd.DataFrame({"run": [asked.key], "month": [0], "level": [1], "kind": [1], "hours": [1.0]})
        return {MEASURE: 0.5 + luck}, {"workload": hours}

    monkeypatch.setattr(batch, "simulate", simulate)
    return made


def test_a_sweep_goes_on_until_every_point_is_answered(tmp_path, whistle, loud, one_figure):
    study = study_in(tmp_path, SWEEP)
    asked = ("sweep", study, "--workers", 1, "--until", "half-width", "--target", f"{MEASURE}=0.06", "--out", tmp_path / "out")
    told = whistle(*asked, "--most", 40)
    assert told.code == 0 and "whistle.propensity = 0.9" in told.out and "All 2 comparisons are answered" in told.out
    found = json.loads(whistle(*asked, "--most", 40, "--json").out)
    looks = {look["scenario"]: look for look in found["until"]["looks"]}
    assert {look["reason"] for look in looks.values()} == {"as precise as asked"}
    number = looks["whistle.propensity = 0.9"]["pairs"]
    assert 2 < number < 40 and len(loud) == 6 * number  # (2 points and the reference) × 2 states; nothing made twice
    fixed = whistle("sweep", study, "--workers", 1, "--replications", number, "--out", tmp_path / "fixed", "--json")
    assert json.loads(fixed.out)["hash"] == found["hash"]


def test_a_budget_ends_a_sweep(tmp_path, whistle, loud, one_figure):
    asked = ("sweep", study_in(tmp_path, SWEEP), "--workers", 1, "--until", "half-width", "--target", f"{MEASURE}=0.0001")
    told = whistle(*asked, "--most", 7, "--out", tmp_path / "out")
    assert told.code == 0 and "Stopped after 7 replications" in told.out and len(loud) == 6 * 7


def test_a_sweep_without_a_reference_has_nothing_to_answer(tmp_path, whistle, loud):
    study = study_in(tmp_path, SWEEP.replace('reference = "status_quo"\n', ""))
    told = whistle("sweep", study, "--until", "decided", "--out", tmp_path / "out")
    assert told.code == 2 and "reference" in told.err and not (tmp_path / "out").exists()
    told = whistle("sweep", study_in(tmp_path, SWEEP), "--until", "decided", "--share", "1/2", "--out", tmp_path / "out")
    assert told.code == 2 and "--share" in told.err and loud == []
