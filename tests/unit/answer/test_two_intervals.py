"""Luck and parameters told apart: worked by hand, and on made-up data whose components are known."""

import math

import numpy as np
import pytest
from scipy.stats import t

from experiments.answer.two_intervals import two_intervals

NAN = math.nan


def test_the_split_is_the_hand_worked_one():
    # Sets (1, 3) and (5, 7): means 2 and 6, variance within 2 each, variance of means 8.
    # Luck in a mean 2 ÷ 2 = 1, so between = 8 − 1 = 7. Luck of the mean of both: √(1 ÷ 2), freedom 2.
    found = two_intervals([[1.0, 3.0], [5.0, 7.0]])
    assert found.difference == 4.0
    assert (found.between, found.within) == pytest.approx((math.sqrt(7), math.sqrt(2)))
    half = t.ppf(0.975, 2) * math.sqrt(0.5)
    assert (found.luck_low, found.luck_high) == pytest.approx((4 - half, 4 + half))
    half = t.ppf(0.975, 1) * math.sqrt(7 + 8 / 2)
    assert (found.low, found.high) == pytest.approx((4 - half, 4 + half))
    # Means are pulled in by √(7 ÷ 8); percentiles of two values lie 2.5 % and 97.5 % of the way from one to the other.
    pull = 2 * math.sqrt(7 / 8)
    assert (found.least, found.most) == pytest.approx((4 - 0.95 * pull, 4 + 0.95 * pull))
    assert (found.sets, found.pairs, found.dropped) == (2, 4, 0)


def test_known_components_are_found():
    luck = np.random.default_rng(1)
    data = 5.0 + luck.normal(0.0, 2.0, (4000, 1)) + luck.normal(0.0, 3.0, (4000, 4))
    found = two_intervals(data.tolist())
    assert found.between == pytest.approx(2.0, rel=0.05)
    assert found.within == pytest.approx(3.0, rel=0.02)
    # Were the luck left in, the spread of means would be √(4 + 9/4) = 2.5, not 2.
    assert found.high - found.low == pytest.approx(2 * 1.96 * 2.0, rel=0.05)
    assert found.most - found.least == pytest.approx(2 * 1.96 * 2.0, rel=0.05)
    assert found.luck_high - found.luck_low == pytest.approx(2 * 1.96 * 3.0 / math.sqrt(16000), rel=0.05)


def test_the_interval_of_parameters_holds_a_further_set_as_often_as_it_says():
    luck, held = np.random.default_rng(2), 0
    for _ in range(1000):
        own = luck.normal(0.0, 1.0, 8)
        found = two_intervals((own[:7, None] + luck.normal(0.0, 0.5, (7, 3))).tolist())
        held += found.low <= own[7] <= found.high
    assert held / 1000 == pytest.approx(0.95, abs=0.02)


def test_luck_alone_leaves_nothing_between_sets():
    luck = np.random.default_rng(3)
    found = two_intervals(luck.normal(1.0, 1.0, (300, 5)).tolist())
    assert found.between < 0.2
    # Never narrower than the interval of luck, whatever is left between.
    same = two_intervals([[0.0, 2.0], [0.0, 2.0], [0.0, 2.0]])
    assert same.between == 0.0
    assert same.low <= same.luck_low and same.high >= same.luck_high


def test_one_replication_leaves_luck_in_and_says_nothing_of_it():
    found = two_intervals([[1.0], [3.0], [5.0]])
    assert math.isnan(found.luck_low) and math.isnan(found.between) and math.isnan(found.within)
    half = t.ppf(0.975, 2) * math.sqrt(4.0 + 4.0 / 3.0)
    assert (found.low, found.high) == pytest.approx((3 - half, 3 + half))


def test_one_set_says_nothing_of_parameters():
    found = two_intervals([[1.0, 3.0]])
    assert math.isnan(found.low) and math.isnan(found.least)
    half = t.ppf(0.975, 1) * math.sqrt(2.0 / 2.0)
    assert (found.luck_low, found.luck_high) == pytest.approx((2 - half, 2 + half))


def test_missing_values_leave_out_a_pair_and_an_empty_set_a_set():
    found = two_intervals([[1.0, NAN], [2.0, 4.0], [NAN, NAN]])
    assert (found.sets, found.pairs, found.dropped) == (2, 3, 3)
    assert found.difference == pytest.approx(2.0)
    # One set has one value: luck in the means is 2 × mean(1, 1/2) = 1.5; their variance is 2.
    assert found.between == pytest.approx(math.sqrt(0.5))
    assert two_intervals([[NAN]]).pairs == 0
