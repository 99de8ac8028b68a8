"""Shapley values, interactions and intervals on games whose answers are known."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from docs.evidence.combinations.complementarity import (
    Estimate,
    Together,
    added_last,
    alone,
    estimate,
    interaction_contrast,
    joint_effect,
    judge_together,
    pair_interaction,
    shapley,
    surplus,
    table_of,
)

REPLICATIONS = 2  # of the games drawn below


def game(players, worth):
    """Return the table of a game given as a function of sets."""
    sets = itertools.chain.from_iterable(itertools.combinations(players, n) for n in range(len(players) + 1))
    return table_of({frozenset(s): worth(frozenset(s)) for s in sets}, players)


def games(n):
    return arrays(np.float64, (REPLICATIONS, 2**n), elements=st.floats(-1e3, 1e3))


def test_in_an_additive_game_everybody_gets_what_they_add():
    adds = {"p": 3.0, "d": -1.0, "w": 0.5, "s": 2.0}
    table = game("pdws", lambda s: 7.0 + sum(adds[player] for player in s))
    assert shapley(table) == pytest.approx(list(adds.values()))
    assert alone(table) == pytest.approx(added_last(table))
    assert surplus(table) == pytest.approx(0.0) and interaction_contrast(table) == pytest.approx(0.0)
    assert np.nan_to_num(pair_interaction(table)) == pytest.approx(np.zeros((4, 4)))


def test_in_a_unanimity_game_those_who_are_needed_share_alike():
    # 1 iff a and c take part: they get a half each, b nothing (Shapley 1953).
    table = game("abc", lambda s: float({"a", "c"} <= s))
    assert shapley(table) == pytest.approx([0.5, 0.0, 0.5])
    assert alone(table) == pytest.approx([0.0, 0.0, 0.0]) and added_last(table) == pytest.approx([1.0, 0.0, 1.0])
    assert surplus(table) == pytest.approx(1.0)
    assert pair_interaction(table)[0, 2] == pytest.approx(1.0) and pair_interaction(table)[0, 1] == pytest.approx(0.0)


def test_the_glove_game():
    # One left glove, two right ones; a pair is worth 1: 2/3, 1/6, 1/6 (Shapley and Shubik 1969, standard example).
    table = game("lrq", lambda s: float("l" in s and bool(s & {"r", "q"})))
    assert shapley(table) == pytest.approx([2 / 3, 1 / 6, 1 / 6])
    assert pair_interaction(table)[1, 2] == pytest.approx(-0.5)  # the two right gloves do the same work


def test_the_interaction_contrast_is_both_minus_each_plus_none():
    none, first, second, both = 10.0, 13.0, 11.0, 20.0
    table = [none, first, second, both]
    assert interaction_contrast(table) == surplus(table) == pair_interaction(table)[0, 1] == 6.0
    assert interaction_contrast([none, first, second, 13.5]) == -0.5  # together less than 3 + 1


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_shares_add_up_to_the_joint_effect(n):
    @settings(max_examples=30, derandomize=True, deadline=None)
    @given(games(n))
    def efficient(table):
        assert shapley(table).shape == (REPLICATIONS, n)
        assert shapley(table).sum(axis=1) == pytest.approx(joint_effect(table), abs=1e-8)

    efficient()


@settings(max_examples=30, derandomize=True, deadline=None)
@given(games(3))
def test_names_of_players_do_not_matter(table):
    """Renaming players permutes their shares; two that are exchangeable get the same."""
    order = [2, 0, 1]  # new player k is the old order[k]
    renamed = np.empty_like(table)
    for mask in range(8):
        renamed[:, mask] = table[:, sum(1 << order[k] for k in range(3) if mask >> k & 1)]
    assert shapley(renamed) == pytest.approx(shapley(table)[:, order], abs=1e-8)
    alike = table.copy()
    alike[:, [0b010, 0b110]] = alike[:, [0b001, 0b101]]  # player 1 does what player 0 does
    assert shapley(alike)[:, 0] == pytest.approx(shapley(alike)[:, 1], abs=1e-8)


@settings(max_examples=20, derandomize=True, deadline=None)
@given(games(3))
def test_shares_are_the_mean_over_all_orders(table):
    slow = np.zeros((REPLICATIONS, 3))
    for order in itertools.permutations(range(3)):
        mask = 0
        for player in order:
            slow[:, player] += (table[:, mask | 1 << player] - table[:, mask]) / 6
            mask |= 1 << player
    assert shapley(table) == pytest.approx(slow, abs=1e-8)


def test_a_table_must_hold_every_set():
    for wrong in ([1.0], [1.0, 2.0, 3.0], 5.0, []):
        with pytest.raises(ValueError, match="every set of players"):
            shapley(wrong)
    with pytest.raises(KeyError):
        table_of({frozenset(): 0.0}, ["a"])


def test_paired_intervals_hold_the_truth_as_often_as_they_say():
    # 4 worlds share the luck of a replication (sd 5); what is left of it has sd 0.5 a world, so the interaction's is 1.
    luck = np.random.default_rng(1)
    studies, replications, truth = 2000, 8, 0.7
    shared = luck.normal(0.0, 5.0, (studies, replications, 1))
    values = shared + np.array([0.0, 1.0, 2.0, 3.0 + truth]) + luck.normal(0.0, 0.5, (studies, replications, 4))
    found = [estimate(interaction_contrast(study)) for study in values]
    held = np.mean([e.low <= truth <= e.high for e in found])
    # binomial: sd of the share is 0.005
    assert held == pytest.approx(0.95, abs=0.02)
    assert np.mean([e.high - e.low for e in found]) == pytest.approx(2 * 2.365 / math.sqrt(8), rel=0.05)  # t(7)


def test_one_replication_has_no_interval_and_none_has_no_value():
    one, none = estimate([2.0]), estimate([])
    assert (one.mean, one.runs, one.sign) == (2.0, 1, 0) and math.isnan(one.low)
    assert math.isnan(none.mean) and none.runs == 0
    assert judge_together(one, "higher") == Together.NO_INTERVAL
    assert judge_together(none, "higher") == Together.UNDEFINED


@pytest.mark.parametrize(
    ("low", "high", "better", "total", "word"),
    [
        (0.1, 0.3, "higher", None, Together.COMPLEMENT),
        (0.1, 0.3, "lower", None, Together.SUBSTITUTE),
        (-0.3, -0.1, "lower", None, Together.COMPLEMENT),
        (-0.3, -0.1, "higher", None, Together.SUBSTITUTE),
        (-0.1, 0.3, "higher", None, Together.NEITHER),
        (0.0, 0.0, "higher", None, Together.NEITHER),
        (0.1, 0.3, None, None, Together.MORE),
        (-0.3, -0.1, None, None, Together.LESS),
        (0.1, 0.3, "higher", (-2.0, -1.0), Together.LESS_HARM),
        (0.1, 0.3, "lower", (1.0, 2.0), Together.MORE_HARM),
        (0.1, 0.3, "lower", (-1.0, 2.0), Together.SUBSTITUTE),
    ],
)
def test_the_sign_is_read_in_the_good_direction(low, high, better, total, word):
    sums = None if total is None else Estimate(sum(total) / 2, *total, 5)
    assert judge_together(Estimate((low + high) / 2, low, high, 5), better, sums) == word
