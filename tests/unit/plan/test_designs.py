"""Designs: every kind gives the points it promises, and what does not fit is refused."""

from itertools import combinations, product

import numpy as np
import pytest

from experiments.plan.designs import Sobol, design_points, states_of
from experiments.plan.fractions import fraction
from experiments.question.schema import Design
from experiments.question.spaces import Factor, Variable
from sim.errors import BadInput
from sim.text import Text


def variable(name, kind="number"):
    return Variable(name, kind, False, 0.0, 1.0, "share", "assumption", Text(en=name, zh=name))


def listed(name, *values):
    return Factor(variable(name), values)


def ranged(name, low=0.0, high=1.0, kind="number", levels=3):
    return Factor(variable(name, kind), None, low, high, levels)


def columns(points, *factors):
    return np.array([[point[f.name] for f in factors] for point in points], dtype=float)


# --- listed -----------------------------------------------------------------------------------------------------------
def test_a_grid_has_every_combination_in_order():
    points = design_points(Design(), [listed("a", 1, 2), ranged("b", levels=3)], 1)
    assert points == [{"a": a, "b": b} for a, b in product((1, 2), (0.0, 0.5, 1.0))]
    assert design_points(Design(), [], 1) == [{}]


def test_a_grid_of_whole_numbers_repeats_none():
    assert [p["n"] for p in design_points(Design(), [ranged("n", 0, 2, "whole", levels=9)], 1)] == [0, 1, 2]
    assert [p["n"] for p in design_points(Design(), [ranged("n", 0, 90, "whole", levels=2)], 1)] == [0, 90]


def test_a_list_pairs_the_nth_values():
    points = design_points(Design(kind="list"), [listed("a", 1, 2), listed("b", 5, 6)], 1)
    assert points == [{"a": 1, "b": 5}, {"a": 2, "b": 6}]
    with pytest.raises(BadInput, match="a: 2, b: 3"):
        design_points(Design(kind="list"), [listed("a", 1, 2), listed("b", 5, 6, 7)], 1)


def test_one_at_a_time_is_the_base_and_every_value_alone():
    points = design_points(Design(kind="one-at-a-time"), [listed("a", 1, 2), ranged("b", levels=2)], 1)
    assert points == [{}, {"a": 1}, {"a": 2}, {"b": 0.0}, {"b": 1.0}]


def test_a_design_too_large_is_refused_before_it_is_built():
    with pytest.raises(BadInput, match="1,771,561"):
        design_points(Design(levels=11), [ranged(f"f{i}", levels=11) for i in range(6)], 1)
    with pytest.raises(BadInput, match="points"):
        design_points(Design(kind="factorial"), [ranged(f"f{i}") for i in range(30)], 1)


# --- two levels -------------------------------------------------------------------------------------------------------
def test_a_full_factorial_has_all_ends():
    points = design_points(Design(kind="factorial"), [listed("a", 1, 3), ranged("b", 2, 4), ranged("c")], 1)
    assert len(points) == 8 and {tuple(p.values()) for p in points} == set(product((1, 3), (2, 4), (0, 1)))
    three = design_points(Design(kind="factorial"), [listed("a", 1, 2, 3), ranged("b")], 1)
    assert len(three) == 6


# Box, Hunter and Hunter (2005), Statistics for Experimenters, table 6.22, and NIST/SEMATECH, section 5.3.3.4.7.
RESOLUTIONS = {
    4: {3: 3},
    8: {4: 4, 5: 3, 6: 3, 7: 3},
    16: {5: 5, 6: 4, 7: 4, 8: 4, 9: 3, 10: 3, 11: 3, 15: 3},
    32: {6: 6, 7: 4, 8: 4, 9: 4, 10: 4, 11: 4, 16: 4, 17: 3, 31: 3},
    64: {7: 7, 8: 5, 9: 4, 10: 4, 11: 4, 32: 4},
    128: {8: 8, 9: 6, 10: 5, 11: 5, 12: 4, 64: 4},
}


@pytest.mark.parametrize(("runs", "factors"), [(runs, k) for runs, row in RESOLUTIONS.items() for k in row])
def test_a_fraction_has_the_resolution_of_the_tables_and_is_orthogonal(runs, factors):
    found = fraction(factors, runs.bit_length() - 1)
    assert found.resolution == RESOLUTIONS[runs][factors]
    signs = np.where(found.signs, 1, -1)
    assert signs.shape == (runs, factors)
    assert np.array_equal(signs.T @ signs, runs * np.eye(factors, dtype=int))
    assert not signs.sum(axis=0).any()
    assert len(np.unique(signs, axis=0)) == runs


@pytest.mark.parametrize(("runs", "factors"), [(8, 4), (16, 5), (16, 6), (16, 8), (32, 6), (32, 7)])
def test_resolution_is_what_the_columns_say(runs, factors):
    """The shortest product of columns that is constant, found by trying them all."""
    found = fraction(factors, runs.bit_length() - 1)
    signs = np.where(found.signs, 1, -1)
    shortest = next(
        n for n in range(1, factors + 1)
        for some in combinations(range(factors), n) if abs(signs[:, some].prod(axis=1).sum()) == runs
    )  # fmt: skip
    assert shortest == found.resolution


def test_a_full_fraction_confounds_nothing():
    assert fraction(4, 4).resolution is None and fraction(3, 5).signs.shape == (8, 3)


def test_large_fractions_are_found_at_once():
    assert fraction(60, 7).resolution == 4
    assert fraction(120, 7).resolution == 3


def test_fractions_refuse_what_does_not_fit():
    five = [ranged(f"f{i}") for i in range(5)]
    points = design_points(Design(kind="factorial", runs=16), five, 1)
    assert len(points) == 16 and columns(points, *five).mean() == 0.5
    with pytest.raises(BadInput, match=r"runs = 64.*combinations are 32"):
        design_points(Design(kind="factorial", runs=64), five, 1)
    with pytest.raises(BadInput, match=r"runs = 4.*5 factors"):
        design_points(Design(kind="factorial", runs=4), five, 1)
    with pytest.raises(BadInput, match=r"f9 has 3 values"):
        design_points(Design(kind="factorial", runs=8), [*five, listed("f9", 1, 2, 3)], 1)


# --- drawn ------------------------------------------------------------------------------------------------------------
def test_a_latin_hypercube_has_one_point_in_every_stratum():
    factors = [ranged("a"), ranged("b", 10, 20), ranged("n", 1, 4, "whole")]
    points = design_points(Design(kind="latin-hypercube", points=40), factors, 7)
    found = columns(points, *factors)
    for at, (low, width) in enumerate(((0, 1), (10, 10))):
        assert sorted(np.floor(40 * (found[:, at] - low) / width)) == list(range(40))
    assert np.bincount(found[:, 2].astype(int)).tolist() == [0, 10, 10, 10, 10]
    assert design_points(Design(kind="latin-hypercube", points=40), factors, 7) == points
    assert design_points(Design(kind="latin-hypercube", points=40), factors, 8) != points


def test_a_sobol_sequence_begins_with_the_shorter_one():
    factors = [ranged("a"), ranged("b"), listed("c", "x", "y")]
    long = Sobol.draw(factors, 100, 3, 1)
    for points in (1, 2, 17, 64):
        assert Sobol.draw(factors, points, 3, 1) == long[:points]
    first = columns(long[:64], *factors[:2])
    assert np.abs(first.mean(axis=0) - 0.5).max() < 0.02  # far evener than luck, whose error is 0.036
    assert Sobol.draw(factors, 8, 4, 1) != long[:8]


def test_values_of_a_list_are_drawn_equally_often():
    points = design_points(Design(kind="latin-hypercube", points=30), [listed("c", "x", "y", "z")], 1)
    assert sorted(p["c"] for p in points) == ["x"] * 10 + ["y"] * 10 + ["z"] * 10


def test_states_cross_lists_with_drawn_points_and_do_not_follow_the_factors():
    unsure = [listed("u", 1, 2), ranged("v")]
    states = states_of(Design(states=5), unsure, 1)
    assert len(states) == 10 and [s["u"] for s in states] == [1] * 5 + [2] * 5
    assert [s["v"] for s in states[:5]] == [s["v"] for s in states[5:]]
    assert states_of(Design(), [], 1) == [{}]
    both = Design(kind="latin-hypercube", points=5, states=5)
    assert [p["v"] for p in design_points(both, [ranged("v")], 1)] != [
        s["v"] for s in states_of(both, [ranged("v")], 1)
    ]
