"""Tables of points: many inputs, one replication."""

import numpy as np
import pandas as pd
import pytest

from experiments.answer.points import Found, point_table
from experiments.answer.statistics import mean_interval

MEASURE = "restricted_mean_days_30"


@pytest.fixture
def found():
    """Thirty states of a hundred inputs, one replication each; the reform takes 2 days off, give or take."""
    rng = np.random.default_rng(1)
    inputs = pd.DataFrame(rng.random((30, 100)), columns=[f"table.input_{n}" for n in range(100)])
    base = rng.normal(20.0, 3.0, 30)
    runs = inputs.assign(replication=0)
    runs[MEASURE], runs[f"reference.{MEASURE}"] = base - 2.0 + rng.normal(0.0, 0.5, 30), base
    return Found((), tuple(inputs.columns), "status_quo", runs.sample(frac=1.0, random_state=2), (MEASURE,))


def test_a_hundred_inputs_are_numbered_not_crossed(found):
    inputs, outcomes = point_table(found, MEASURE)
    assert inputs.shape == (30, 100) and outcomes.shape == (30, 1)
    told = inputs.assign(outcome=outcomes[:, 0]).merge(found.runs, on=list(found.uncertainties))
    assert np.allclose(told["outcome"], told[MEASURE] - told[f"reference.{MEASURE}"])


def test_with_one_replication_the_interval_is_over_states(found):
    (row,) = found.by_point().to_dict(orient="records")
    gaps = (found.runs[MEASURE] - found.runs[f"reference.{MEASURE}"]).to_numpy()
    mean, half = mean_interval(gaps)
    assert row[MEASURE].pairs == 30
    assert row[MEASURE].low == pytest.approx(mean - half) and row[MEASURE].high == pytest.approx(mean + half)
