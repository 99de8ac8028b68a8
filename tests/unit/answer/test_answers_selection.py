"""Selecting the best: chances by integration, and selections right at least as often as they say."""

import math

import numpy as np
import pytest
from scipy import stats

from docs.evidence.coverage.promises import kept, selected
from experiments.answer.differences.selection import certainty, chances_of_best, rank_intervals, select
from experiments.tell.sentences.differences import sentence_of_selection

NAN = math.nan


def _table(seed=1, n=12):
    rng = np.random.default_rng(seed)
    shared = rng.normal(size=n)
    return {name: (shared + rng.normal(mean, 0.5, n)).tolist() for name, mean in (("base", 0), ("a", 0.4), ("b", 1.0))}


def test_of_two_the_chance_is_the_one_sided_paired_t_test():
    table = np.random.default_rng(2).normal(size=(9, 2)) + np.array([0.0, 0.3])
    p = stats.ttest_rel(table[:, 1], table[:, 0], alternative="greater").pvalue
    chances = chances_of_best(table)
    assert chances[1] == pytest.approx(1.0 - p, abs=0.015)  # 10,000 draws: standard error 0.005
    assert chances.sum() == pytest.approx(1.0)
    assert certainty(table, 1) == pytest.approx(max(0.0, 1.0 - 2.0 * p))


def test_of_two_in_three_replications_too():
    # Differences −1, 1, 3: mean 1, s = 2; t = 0.866025 with 2 degrees of freedom: 1/2 + t ÷ (2 √(2 + t²)) = 0.761166.
    table = np.array([[0.0, -1.0], [1.0, 2.0], [5.0, 8.0]])
    assert chances_of_best(table)[1] == pytest.approx(0.761166, abs=0.01)


def test_within_a_zone_of_two_is_a_shifted_t_test():
    table = np.random.default_rng(3).normal(size=(9, 2)) + np.array([0.0, 0.3])
    gap, zone = table[:, 1] - table[:, 0], 0.4
    p = stats.ttest_1samp(gap, -zone, alternative="greater").pvalue
    assert chances_of_best(table, zone)[1] == pytest.approx(1.0 - p, abs=0.015)
    assert certainty(table, 1, zone) == pytest.approx(1.0 - 2.0 * p)


def test_three_equal_scenarios_have_a_third_each():
    # Cyclic columns: equal means, equal spreads, equal correlations.
    row = np.array([1.0, 2.0, 4.0])
    chances = chances_of_best(np.array([np.roll(row, shift) for shift in (0, 1, 2)] * 3))
    assert chances == pytest.approx([1 / 3] * 3, abs=0.02)


def test_shared_luck_makes_the_order_surer():
    rng = np.random.default_rng(4)
    own, shared = rng.normal(size=(10, 3)) * 0.3 + [0.0, 0.1, 0.4], rng.normal(size=(10, 1)) * 3.0
    paired_up, broken = own + shared, own + np.column_stack([np.roll(shared, at) for at in range(3)])
    assert chances_of_best(paired_up)[2] > chances_of_best(broken)[2] + 0.1
    assert certainty(paired_up, 2) > certainty(broken, 2)


def test_selection_ranks_names_and_counts():
    values = _table()
    values["a"][3] = NAN
    found = select(values, "higher")
    assert (found.n, found.dropped) == (11, 1)
    assert [ranked.rank for ranked in found.scenarios] == [1, 2, 3]
    assert found.best == "b" and found.scenarios[0].chance == found.chance
    complete = [at for at in range(12) if at != 3]
    assert found.scenarios[0].mean == pytest.approx(np.mean([values["b"][at] for at in complete]))
    assert list(found.table().columns) == ["name", "mean", "chance", "rank", "first", "last"]


def test_lower_is_better_is_the_mirror():
    values = _table()
    mirrored = select({name: [-x for x in own] for name, own in values.items()}, "lower")
    straight = select(values, "higher")
    assert [(r.name, -r.mean, r.chance, r.first, r.last) for r in mirrored.scenarios] == [
        (r.name, r.mean, r.chance, r.first, r.last) for r in straight.scenarios
    ]


def test_unit_and_order_of_scenarios_change_nothing():
    values = _table()
    found = select(values, "higher", within=0.1)
    other = select({name: [8.0 * x for x in values[name]] for name in reversed(values)}, "higher", within=0.8)
    assert [(r.name, r.first, r.last) for r in other.scenarios] == [(r.name, r.first, r.last) for r in found.scenarios]
    assert [r.chance for r in other.scenarios] == pytest.approx([r.chance for r in found.scenarios], abs=0.002)
    assert other.certainty == pytest.approx(found.certainty)


def test_a_wider_zone_makes_surer_and_a_zone_over_all_is_certain():
    values = _table()
    found = [select(values, "higher", within=zone) for zone in (0.0, 0.2, 0.5, 100.0)]
    assert [f.chance for f in found] == sorted(f.chance for f in found)
    assert found[-1].chance == 1.0 and found[-1].certainty > 0.999


def test_scenarios_that_are_the_same_share_the_first_place():
    own = [1.0, 3.0, 2.0, 5.0]
    found = select(
        {"first": own, "twin": list(own), "worse": [x - 4.0 + 0.1 * at for at, x in enumerate(own)]}, "higher"
    )
    assert found.best == "first" and found.scenarios[0].chance == found.scenarios[1].chance == pytest.approx(
        1.0, abs=0.01
    )
    assert found.rivals == ["twin"] and found.certainty > 0.99


def test_ranks_of_scenarios_far_apart_are_known():
    table = np.random.default_rng(5).normal(size=(20, 4)) * 0.1 + [3.0, 1.0, 2.0, 2.0]
    first, last = rank_intervals(table, 0.95)
    assert (first.tolist(), last.tolist()) == ([1, 4, 2, 2], [1, 4, 3, 3])


def test_rank_intervals_hold_together():
    rng, means = np.random.default_rng(6), np.array([0.0, 0.1, 0.2, 0.6])
    true, held = np.array([4, 3, 2, 1]), 0
    for _ in range(1000):
        first, last = rank_intervals(rng.normal(size=(8, 4)) + means, 0.95)
        held += bool(((first <= true) & (true <= last)).all())
    assert held / 1000 >= 0.93


def test_too_few_replications_select_nothing():
    found = select({"a": [1.0, NAN], "b": [2.0, 3.0]}, "higher")
    assert found.best is None and math.isnan(found.chance) and found.n == 1
    assert sentence_of_selection(found) and sentence_of_selection(found, "zh") and found.table().empty


@pytest.mark.parametrize(
    ("values", "better", "within"),
    [({"a": [1.0, 2.0]}, "higher", 0.0), ({"a": [1.0], "b": [1.0, 2.0]}, "higher", 0.0),
     ({"a": [1.0, 2.0], "b": [1.0, 2.0]}, None, 0.0), ({"a": [1.0, 2.0], "b": [1.0, 2.0]}, "lower", -1.0)],
)  # fmt: skip
def test_what_cannot_be_selected_from_is_refused(values, better, within):
    with pytest.raises(ValueError):
        select(values, better, within)


@pytest.mark.parametrize("case", ["equal", "two_equal", "slippage"])
@pytest.mark.parametrize(("scenarios", "n"), [(2, 5), (4, 10)])
def test_selections_are_right_at_least_as_often_as_certainty_says(case, scenarios, n):
    found = selected("certainty", case, scenarios, n, 2000)
    assert found.measured >= found.stated - 3 * math.sqrt(0.25 / 2000)


@pytest.mark.parametrize("n", [5, 15])
def test_selections_are_right_as_often_as_chance_says_where_any_means_may_come(n):
    found = selected("chance", "spread", 4, n, 600)
    assert found.measured == pytest.approx(found.stated, abs=2.5 * math.sqrt(0.2 / 600))


def test_chance_is_too_sure_of_equal_scenarios_which_is_why_there_is_certainty():
    found = selected("chance", "two_equal", 2, 10, 500)
    assert found.stated > found.measured + 0.15


def test_promises_of_the_shipped_table_are_kept():
    for promise in kept():
        tolerance = 3 * math.sqrt(0.25 / promise.experiments)
        if promise.promise == "certainty":
            assert promise.measured >= promise.stated - tolerance, promise
        if promise.promise == "chance":
            assert promise.measured == pytest.approx(promise.stated, abs=tolerance), promise


def test_sentences_name_the_best_and_its_rivals():
    found = select(_table(), "higher", within=0.1)
    assert sentence_of_selection(found, unit="days").startswith("b is best in the mean of 12 replications (")
    assert (
        "at most 0.10 days short of the best" in sentence_of_selection(found, unit="days")
        and "Cannot be ruled out" in sentence_of_selection(found)
    )
    assert "不能排除" in sentence_of_selection(found, "zh")
