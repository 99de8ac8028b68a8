"""Paired differences: worked by hand, and what happens to missing values and single replications."""

import math

import pytest

from experiments.answer.statistics import judge, paired_difference
from experiments.seeds import replication_seed
from experiments.words.verdicts import Verdict

NAN = math.nan


def test_paired_interval_is_the_hand_worked_one():
    # Differences 1, 2, 3: mean 2, s = 1, standard error 1/√3; t(0.975, 2) = 4.302653 (any table of t).
    found = paired_difference([10.0, 11.0, 12.0], [11.0, 13.0, 15.0], "higher")
    half = 4.302653 / math.sqrt(3)
    assert found.difference == pytest.approx(2.0)
    assert (found.low, found.high) == pytest.approx((2 - half, 2 + half), abs=1e-6)
    assert (found.base_mean, found.mean, found.pairs, found.dropped) == (11.0, 13.0, 3, 0)
    assert found.verdict is Verdict.INDISTINGUISHABLE  # 2 − 2.484 < 0


def test_unpaired_interval_is_welch():
    # Variances 1 and 4, n = 3: standard error² = 5/3; freedom (5/3)² ÷ ((1/9 + 16/9) ÷ 2) = 50/17.
    found = paired_difference([10.0, 11.0, 12.0], [11.0, 13.0, 15.0], "higher")
    from scipy.stats import t

    half = t.ppf(0.975, 50 / 17) * math.sqrt(5 / 3)
    assert (found.unpaired_low, found.unpaired_high) == pytest.approx((2 - half, 2 + half))
    # Paired variance 1/3 over unpaired 5/3.
    assert found.variance_ratio == pytest.approx(0.2)


def test_a_replication_without_a_value_is_left_out_as_a_pair():
    found = paired_difference([1.0, NAN, 3.0], [2.0, 5.0, 4.5], "lower")
    assert (found.pairs, found.dropped) == (2, 1)
    assert found.base_mean == pytest.approx(2.0)
    assert found.difference == pytest.approx(1.25)


def test_one_replication_gives_no_interval():
    found = paired_difference([1.0], [2.0], "higher")
    assert found.difference == 1.0
    assert math.isnan(found.low) and math.isnan(found.variance_ratio)
    assert found.verdict is Verdict.NO_INTERVAL


def test_no_pair_cannot_be_compared_but_keeps_what_each_has():
    found = paired_difference([NAN, NAN], [4.0, 6.0], "lower")
    assert found.verdict is Verdict.MISSING
    assert math.isnan(found.difference) and math.isnan(found.base_mean)
    assert found.mean == 5.0


@pytest.mark.parametrize(
    ("low", "high", "better", "verdict"),
    [
        (0.1, 0.2, "higher", Verdict.BETTER),
        (0.1, 0.2, "lower", Verdict.WORSE),
        (-0.2, -0.1, "higher", Verdict.WORSE),
        (-0.2, -0.1, "lower", Verdict.BETTER),
        (-0.1, 0.1, "lower", Verdict.INDISTINGUISHABLE),
        (0.0, 0.0, "lower", Verdict.INDISTINGUISHABLE),
        (0.0, 0.1, "higher", Verdict.INDISTINGUISHABLE),
        (0.1, 0.2, None, Verdict.HIGHER),
        (-0.2, -0.1, None, Verdict.LOWER),
        (NAN, NAN, "lower", Verdict.NO_INTERVAL),
    ],
)
def test_verdicts(low, high, better, verdict):
    assert judge(low, high, better) is verdict


def test_equal_runs_have_no_difference():
    found = paired_difference([1.0, 2.0, 3.0], [1.0, 2.0, 3.0], "higher")
    assert (found.low, found.high, found.variance_ratio) == (0.0, 0.0, 0.0)
    assert found.verdict is Verdict.INDISTINGUISHABLE


def test_different_numbers_of_replications_are_refused():
    with pytest.raises(ValueError, match="replications"):
        paired_difference([1.0], [1.0, 2.0], None)


def test_replication_seeds_are_hashed_not_added():
    assert replication_seed(1, 1) != replication_seed(2, 0)
    seeds = {replication_seed(seed, r) for seed in range(50) for r in range(50)}
    assert len(seeds) == 2500
    assert all(0 <= seed < 2**63 for seed in seeds)
    # Part of the data format: a change would make every stored result irreproducible.
    assert replication_seed(1, 0) == 8950553807170473326
