"""Quantiles and tails from `scipy.special` are those of `scipy.stats`, to the last bit."""

import numpy as np
import pytest
from scipy import stats

from experiments.answer.differences.paired import paired
from experiments.answer.discovery.cases import CONFIDENCE
from experiments.answer.hanging import _ranks
from experiments.answer.sensitivity.morris import _p_value
from experiments.answer.sensitivity.noise import _interval
from experiments.answer.statistics import t_quantile

DRAW = np.random.default_rng(20)


def test_students_quantiles():
    for freedom in [*DRAW.integers(1, 400, 200), *(50 * DRAW.random(200) + 0.01)]:
        for confidence in (CONFIDENCE, *DRAW.uniform(0.5, 1.0, 3)):
            assert t_quantile(freedom, confidence) == stats.t.ppf(0.5 + confidence / 2, freedom)


def test_tails_of_the_f_distribution():
    for square, rows, replications in zip(DRAW.exponential(3, 200), DRAW.integers(1, 99, 200), DRAW.integers(2, 30, 200), strict=True):
        told = stats.f.sf(square / 1.7, rows, rows * (replications - 1))
        assert _p_value(float(square), 1.7, int(rows), int(replications)) == told
        lower, _ = _interval(float(square) + 9.0, 1.3, int(rows) + 1, int(replications))
        ratio = (float(square) + 9.0) / 1.3 / stats.f.ppf((1 - CONFIDENCE) / 2, rows, (rows + 1) * (replications - 1))
        assert lower == 1.0 / (1.0 + max((ratio - 1) / replications, 0.0))


def test_a_share_has_the_interval_of_a_binomial_test():
    for pairs in (1, 2, 7, 40):
        for won in range(pairs + 1):
            found = paired(np.zeros(pairs), np.where(np.arange(pairs) < won, 1.0, -1.0), "higher").share_better
            told = stats.binomtest(won, pairs).proportion_ci(CONFIDENCE, method="wilson")
            assert (found.low, found.high) == (told.low, told.high)


def test_confidence_in_the_mean_is_a_tail_of_students_t():
    gaps = DRAW.normal(0.3, 1.0, 12)
    ratio = gaps.mean() / (gaps.std(ddof=1) / np.sqrt(12))
    assert paired(np.zeros(12), gaps, "higher").confidence_in_mean == pytest.approx(stats.t.cdf(ratio, 11), rel=1e-14)


@pytest.mark.parametrize("kinds", [2, 5, 1000])
def test_ranks_of_columns_with_ties(kinds):
    columns = DRAW.integers(0, kinds, (60, 4)).astype(float)
    assert (_ranks(columns) == stats.rankdata(columns, axis=0)).all()
