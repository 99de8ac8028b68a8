"""Closed forms against published values, one another and limits."""

import math

import numpy as np
import pytest

from sim.theory import (
    erlang_c,
    lognormal_squared_variation,
    mg1_number,
    mmc_number,
    sample_of,
    two_class_number,
    two_kinds_number,
)


def test_erlang_c():
    assert erlang_c(1, 0.3) == pytest.approx(0.3)  # one server: its utilisation
    assert erlang_c(2, 1.0) == pytest.approx(1 / 3)  # 2ρ² / (1 + ρ)
    assert erlang_c(10, 8.0) == pytest.approx(0.4092, abs=5e-5)  # tables of Erlang C
    terms = [5.0**n / math.factorial(n) for n in range(8)]
    last = 5.0**8 / math.factorial(8) * 8 / 3
    assert erlang_c(8, 5.0) == pytest.approx(last / (sum(terms) + last))
    assert erlang_c(400, 380.0) < 1.0  # no overflow
    assert erlang_c(3, 3.0) == 1.0


def test_special_cases_meet():
    for load in (0.2, 0.6, 0.9):
        assert mmc_number(1, load) == pytest.approx(load / (1.0 - load))
        assert mg1_number(load, 1.0) == pytest.approx(mmc_number(1, load))
        # With equal means the order of service changes no mean number.
        assert two_kinds_number((load / 3, load * 2 / 3), (1.0, 1.0)) == pytest.approx(mmc_number(1, load))
        assert two_class_number((load / 3, load * 2 / 3), (1.0, 1.0)) == pytest.approx(mmc_number(1, load))
        constant = two_class_number((load / 3, load * 2 / 3), (1.0, 1.0), 0.0)
        assert constant == pytest.approx(mg1_number(load, 0.0))
    assert mg1_number(0.5, 0.0) == pytest.approx(0.75)


def test_nothing_settles_at_or_above_one():
    assert mmc_number(2, 2.0) == mg1_number(1.0, 0.0) == two_kinds_number((1.0, 1.0), (0.5, 0.5)) == math.inf


def test_lognormal_variation_against_a_sample():
    work = np.random.default_rng(1).lognormal(0.0, 0.8, 1_000_000)
    assert lognormal_squared_variation(0.8) == pytest.approx(work.var() / work.mean() ** 2, rel=0.02)


def test_intervals_hold_as_often_as_they_say():
    draws = np.random.default_rng(2).normal(5.0, 1.0, (4000, 20))
    held = [sample_of(row, 0.9).holds(5.0) for row in draws]
    assert np.mean(held) == pytest.approx(0.9, abs=0.02)
