"""When to stop: the same answer in whatever rounds the values came, and wrong no more often than promised."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from docs.evidence.coverage.promises import decided, fixed_plan, half_width, kept, stops
from experiments.answer.differences.sequences import LOOKS, always_valid_multiplier, precise_multiplier, same_from
from experiments.answer.differences.stopping import StopRule, look_all
from experiments.tell.sentences.differences import sentence_of_look, sentence_of_looks
from experiments.words.verdicts import Reason

NAN = math.nan
DECIDED = StopRule("decided")


def _pair(seed, n, effect=1.0):
    rng = np.random.default_rng(seed)
    base = rng.normal(10.0, 3.0, n)
    return base, base + rng.normal(effect, 1.0, n)


def test_half_width_is_students_with_the_variance_a_little_larger():
    # Differences 1, 2, 3, 4, 5: s = √2.5; t(0.975, 4) = 2.776445; √(2.5/5 × (1 + 4/5)) = 0.948683.
    look = StopRule("half-width", half_width=2.7).look([0.0] * 5, [1.0, 2.0, 3.0, 4.0, 5.0])
    assert look.half_width == pytest.approx(2.776445 * 0.948683, abs=1e-5)
    assert look.stop and look.reason is Reason.PRECISE and look.more is None


def test_always_valid_interval_is_where_the_likelihood_ratio_reaches_its_bound():
    # The t statistic at the end of the interval, its likelihood with effects drawn from a standard normal against none:
    # integrated numerically, the ratio is 1/α. (The widening by LOOKS is taken off.)
    for n in (8, 25):
        end = float(always_valid_multiplier(n, 0.95)) * math.sqrt(n / (1.0 + LOOKS / n))
        effects = np.linspace(-8, 8, 4001)
        likelihood = stats.nct.pdf(end, n - 1, effects * math.sqrt(n)) * stats.norm.pdf(effects)
        ratio = np.trapezoid(np.nan_to_num(likelihood), effects) / stats.t.pdf(end, n - 1)
        assert ratio == pytest.approx(20.0, rel=1e-3)


def test_widths_shrink_and_the_always_valid_is_the_wider():
    n = np.arange(5, 2000)
    narrow, wide = precise_multiplier(n, 0.95), always_valid_multiplier(n, 0.95)
    assert (np.diff(narrow) < 0).all() and (np.diff(wide) < 0).all() and (wide > narrow).all()
    assert np.isinf(always_valid_multiplier([1, 2, 3], 0.95)).all() and np.isinf(precise_multiplier(1, 0.95))
    assert (always_valid_multiplier(n, 0.99) > wide).all()


def test_one_by_one_is_the_same_as_all_at_once():
    for rule in (DECIDED, StopRule("decided", smallest=0.6), StopRule("half-width", half_width=0.5)):
        table = np.random.default_rng(3).normal(0.4, 1.0, (12, 120))
        found = stops(table, rule)
        for row, n, answered, low, high in zip(table, *found, strict=True):
            looks = (rule.look(np.zeros(k), row[:k]) for k in range(1, 121))
            first = next((look for look in looks if look.stop), None)
            assert (first is not None) == answered
            if first is not None:
                assert first.n == n and (first.low, first.high) == pytest.approx((low, high))


@given(
    st.integers(0, 10**6), st.integers(6, 40), st.sampled_from([0.25, 4.0]), st.sampled_from(["half-width", "decided"])
)
@settings(max_examples=60, derandomize=True, deadline=None)
def test_order_unit_and_sign_change_nothing_else(seed, n, scale, kind):
    base, reform = _pair(seed, n, 0.5)
    target = {"half_width": 0.4} if kind == "half-width" else {"smallest": 0.4}
    scaled = {name: scale * value for name, value in target.items()}
    order = np.random.default_rng(seed).permutation(n)
    here = StopRule(kind, **target).look(base, reform)
    there = StopRule(kind, **scaled).look(scale * reform[order], scale * base[order])
    swapped = {Reason.HIGHER: Reason.LOWER, Reason.LOWER: Reason.HIGHER}
    assert there.reason is swapped.get(here.reason, here.reason) and there.stop == here.stop
    assert (there.low, there.high) == pytest.approx((-scale * here.high, -scale * here.low))
    assert there.more == here.more


def test_answers_have_their_reasons():
    base, reform = _pair(1, 60, 3.0)
    assert DECIDED.look(base, reform).reason is Reason.HIGHER
    assert DECIDED.look(reform, base).reason is Reason.LOWER
    assert StopRule("decided", smallest=9.0).look(base, reform).reason is Reason.SMALLER
    # About 3 ± 0.5: told to be above 0, not to be below 3.2.
    assert StopRule("decided", smallest=3.2).look(base, reform).reason is Reason.HIGHER
    assert DECIDED.look(base[:4], reform[:4]).reason is Reason.TOO_FEW
    base, reform = _pair(1, 20, 0.0)
    open_ = StopRule("decided", smallest=0.1).look(base, reform)
    assert open_.reason is Reason.NOT_YET and not open_.stop and open_.more > 0


def test_a_budget_ends_it_without_pretending():
    base, reform = _pair(2, 20, 0.1)
    look = StopRule("decided", most=20).look(base, reform)
    assert look.stop and look.reason is Reason.BUDGET and not look.reason.is_answer
    assert "not decided" in sentence_of_look(look) and "尚无定论" in sentence_of_look(look, "zh")
    missing = StopRule("decided", first=2, most=3).look([NAN] * 3, [1.0] * 3)
    assert missing.stop and missing.reason is Reason.BUDGET and (missing.n, missing.dropped) == (0, 3)
    answered = StopRule("decided", most=20).look(*_pair(2, 20, 5.0))
    assert answered.reason is Reason.HIGHER  # an answer with the last run of the budget is an answer


def test_missing_pairs_are_left_out():
    base, reform = _pair(4, 30, 0.3)
    look = DECIDED.look([*base, NAN, 1.0], [*reform, 1.0, NAN])
    same = DECIDED.look(base, reform)
    assert (look.n, look.dropped, look.low, look.high) == (30, 2, same.low, same.high)
    assert "value: 2 replications" in sentence_of_look(look)


def test_a_spread_of_zero_is_believed_late():
    # 0.9²⁸ = 0.0523 > 0.05 ≥ 0.9²⁹ = 0.0471
    assert same_from(0.95) == 29
    for rule in (DECIDED, StopRule("half-width", half_width=1.0)):
        assert rule.look([1.0] * 28, [1.0] * 28).reason is Reason.NOT_YET
        assert rule.look([1.0] * 28, [1.0] * 28).more == 1
        done = rule.look([1.0] * 29, [1.0] * 29)
        assert done.stop and done.reason is Reason.SAME and done.half_width == 0.0
    rounding = DECIDED.look([0.1, 0.2, 0.3, 0.4, 0.7], [0.4, 0.5, 0.6, 0.7, 1.0])
    assert rounding.spread == 0.0


def test_more_says_when_the_half_width_will_be_reached():
    base, reform = _pair(5, 10)
    look = StopRule("half-width", half_width=0.3).look(base, reform)
    assert look.half_width_after(look.more) <= 0.3 < look.half_width_after(look.more - 1)
    assert sentence_of_look(look, unit="days").endswith(
        f"{look.more} more replications would bring the half-width from {look.half_width:.2f} days to 0.30 days."
    )
    assert f"再做 {look.more} 次重复" in sentence_of_look(look, "zh", unit="days")


def test_more_says_when_it_would_be_decided():
    base, reform = _pair(6, 12, 0.6)
    look = DECIDED.look(base, reform)
    assert look.half_width_after(look.more) < abs(look.difference) < look.half_width_after(look.more - 1)
    assert DECIDED.look([0.0] * 6, [1.0, -1.0] * 3).more is None
    assert "Even 20,000 more" in sentence_of_look(DECIDED.look([0.0] * 6, [1.0, -1.0] * 3))
    assert DECIDED.look([], []).more == 5
    one = DECIDED.look([0.0] * 28, [0.0] * 28)
    assert "; 1 more replication would" in sentence_of_look(one) and "再做 1 次重复方可采信" in sentence_of_look(one, "zh")
    assert sentence_of_look(DECIDED.look([1.0], [2.0])) == "Usable pairs so far: 1; nothing is decided before 5."


def test_what_is_foretold_comes_true_in_the_mean():
    # Of 300 studies with a true spread of 1 and 10 pairs each: the mean of n + more is the number that spread needs.
    rule = StopRule("half-width", half_width=0.3)
    told = [look.n + look.more for seed in range(300) if (look := rule.look(*_pair(seed, 10))).more is not None]
    n = np.arange(5, 200)
    needed = n[(precise_multiplier(n, 0.95) <= 0.3).argmax()]
    assert np.mean(told) == pytest.approx(needed, rel=0.1)


def test_relative_targets_are_shares_of_the_base():
    base, reform = _pair(7, 30)
    look = StopRule("half-width", relative=0.05).look(base, reform)
    assert look.target == pytest.approx(0.05 * base.mean())
    assert StopRule("decided", relative=0.5).look(base, reform).reason is Reason.SMALLER


def test_several_comparisons_share_the_error():
    pairs = {
        ("waits", name): _pair(seed, 40, effect) for name, seed, effect in (("a", 1, 2.0), ("b", 2, 0.0), ("c", 3, 1.5))
    }
    looks = look_all(DECIDED, pairs)
    assert not looks.stop and looks.undecided == [("waits", "b")]
    assert looks.more == looks.looks["waits", "b"].more
    alone = StopRule("decided", confidence=1 - 0.05 / 3).look(*pairs["waits", "a"])
    assert looks.looks["waits", "a"] == alone
    assert sentence_of_looks(looks).startswith("2 of 3 comparisons") and "3 项比较" in sentence_of_looks(looks, "zh")
    spent = look_all(StopRule("decided", most=40), pairs)
    assert spent.stop and spent.undecided == [("waits", "b")] and "budget is spent" in sentence_of_looks(spent)
    own = look_all({key: StopRule("half-width", half_width=5.0) for key in pairs}, pairs)
    assert own.stop and own.undecided == [] and own.more == 0 and sentence_of_looks(own) == "All 3 comparisons are answered."


@pytest.mark.parametrize(
    "given_",
    [{"kind": "sometimes"}, {"kind": "half-width"}, {"kind": "half-width", "smallest": 1.0},
     {"kind": "half-width", "half_width": 1.0, "relative": 0.1}, {"kind": "half-width", "half_width": 0.0},
     {"kind": "decided", "half_width": 1.0}, {"kind": "decided", "smallest": -1.0}, {"kind": "decided", "smallest": NAN},
     {"kind": "decided", "confidence": 1.0}, {"kind": "decided", "first": 1}, {"kind": "decided", "most": 4}],
)  # fmt: skip
def test_rules_that_mean_nothing_are_refused(given_):
    with pytest.raises(ValueError):
        StopRule(**given_)


def test_values_must_be_as_many():
    with pytest.raises(ValueError, match="replications"):
        DECIDED.look([1.0], [1.0, 2.0])


@pytest.mark.parametrize("effect", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("kind", ["normal", "mildly_skewed", "heavy_tailed"])
def test_decisions_are_wrong_in_one_study_of_twenty_at_most(kind, effect):
    found = decided(kind, effect, 2000)
    assert found.measured <= 0.05 + 2 * math.sqrt(0.05 * 0.95 / 2000)
    assert effect == 0.0 or found.decided > 0.95


def test_equivalence_is_wrong_in_one_study_of_twenty_at_most_even_at_the_bound():
    found = decided("normal", 0.5, 2000, smallest=0.5)
    assert found.measured <= 0.05
    found = decided("normal", 0.0, 2000, smallest=0.5)
    assert found.measured <= 0.05 and found.decided > 0.95


def test_looking_again_and_again_at_an_ordinary_interval_would_be_wrong_far_more_often():
    table = np.random.default_rng(9).normal(size=(2000, 200))
    n = np.arange(1, 201)
    mean = np.cumsum(table, axis=1) / n
    spread = np.sqrt((np.cumsum(table**2, axis=1) - n * mean**2) / np.maximum(n - 1, 1))
    ordinary = stats.t.ppf(0.975, np.maximum(n - 1, 1)) * spread / np.sqrt(n)
    assert (np.abs(mean) > ordinary)[:, 4:].any(axis=1).mean() > 0.2


@pytest.mark.parametrize("effect", [0.3, 0.5, 1.0])
def test_it_stops_earlier_than_a_fixed_plan_that_answers_as_often(effect):
    found = decided("normal", effect, 2000)
    assert found.decided >= 0.99 and found.mean_n < 0.8 * found.fixed_n


def test_fixed_plans_are_those_of_the_textbook():
    # Cohen (1988), Statistical Power Analysis, table 2.4.1 converted: d = 0.5, paired, two-sided 0.05, power 0.8: 34 pairs.
    assert fixed_plan(0.5, 0.8) == 34
    assert fixed_plan(1.0, 0.9) == 13


@pytest.mark.parametrize("needed", [5, 10, 20, 40])
def test_intervals_at_the_stop_hold_and_without_correction_would_not(needed):
    found = half_width("normal", needed, 2000)
    assert found.measured >= 0.95 - 2 * math.sqrt(0.95 * 0.05 / 2000)
    assert found.mean_n <= needed + 6
    if needed in (10, 20):
        assert half_width("normal", needed, 2000, 0.0).measured < 0.94


def test_promises_of_the_shipped_table_are_kept():
    rows = kept()
    assert {"half-width", "decided"} <= {row.promise for row in rows}
    for row in rows:
        tolerance = 2 * math.sqrt(0.05 * 0.95 / row.experiments)
        if row.promise == "half-width":
            assert row.measured >= (0.95 - tolerance if row.case == "normal" else 0.93), row
        if row.promise == "decided":
            assert row.measured <= 0.05 + tolerance, row
