"""Fronts and regrets of small games whose answers are known, and of reforms under luck."""

import numpy as np
import pytest

from experiments.answer.tradeoffs.criteria import Criterion, criteria
from experiments.answer.tradeoffs.pareto import front, nondominated
from experiments.answer.tradeoffs.regret import regrets, robust_front
from experiments.tell.sentences.tradeoffs import sentence_of_robust_front, sentences_of_front, sentences_of_regrets
from experiments.words import LANGUAGES, Text
from sim.errors import BadInput

COST = Criterion("staff_cost", Text(en="Staff cost", zh="人员成本"), "hours", "lower")
DAYS = Criterion("days", Text(en="Days", zh="天数"), "days", "lower")
SHARE = Criterion("share", Text(en="Satisfied", zh="满意"), "share", "higher")


def with_luck(means, replications=20, sd=0.1, seed=0, shared=0.0):
    """Values (reforms, replications, criteria) with luck of each and luck all share."""
    means = np.asarray(means, dtype=float)
    rng = np.random.default_rng(seed)
    own = rng.normal(0.0, sd, (means.shape[0], replications, means.shape[1]))
    return means[:, None, :] + own + rng.normal(0.0, shared, (1, replications, means.shape[1]))


def test_the_front_of_a_known_set():
    # (days, share): c is worse than b in both, d equals b.
    means = [[1.0, 0.5], [2.0, 0.8], [2.5, 0.7], [2.0, 0.8], [4.0, 0.9]]
    found = front("abcde", (DAYS, SHARE), np.array(means)[:, None, :])
    assert found.on_front.tolist() == [True, True, False, True, True]
    assert np.isnan(found.probability).all() and "One replication" in sentences_of_front(found, "en")[-1]
    assert nondominated(np.zeros((3, 2))).all()  # equals beat nobody


def test_probabilities_know_what_is_sure_and_what_is_luck():
    means = [[1.0, 0.0], [0.0, 1.0], [3.0, 3.0], [1.0, 0.0]]
    found = front(["a", "b", "bad", "twin"], (DAYS, COST), with_luck(means, shared=5.0))
    assert found.probability[1] == 1.0 and found.probability[2] == 0.0
    assert 0.2 < found.probability[0] < 1.0 and 0.2 < found.probability[3] < 1.0
    assert found.beaten[0, 2] == 1.0 and found.beaten[2, 0] == 0.0
    assert found.alike == (("a", "twin"),)
    said = " ".join(sentences_of_front(found, "en"))
    assert "a and twin" in said and "bad is beaten in everything" in said


def test_reforms_that_differ_only_by_luck_are_rarely_told_apart():
    told = sum(
        not front("ab", (DAYS, SHARE), with_luck(np.zeros((2, 2)), 10, seed=seed), 10).alike for seed in range(200)
    )
    assert told <= 32  # 2 criteria at 5 %: 19.5 expected, 3 standard deviations above


def test_a_front_knows_no_units_and_no_order():
    values = with_luck(np.random.default_rng(1).normal(size=(6, 3)), sd=0.3)
    three = (DAYS, COST, SHARE)
    plain = front("abcdef", three, values)
    scaled = front("abcdef", three, 100.0 + values * np.array([24.0, 1e4, 1e-3]))
    assert scaled.on_front.tolist() == plain.on_front.tolist()
    assert scaled.probability == pytest.approx(plain.probability) and scaled.alike == plain.alike
    turned = front("fedcba", three[::-1], values[::-1, :, ::-1])
    assert turned.on_front[::-1].tolist() == plain.on_front.tolist()
    assert turned.probability[::-1] == pytest.approx(plain.probability)
    rows = np.random.default_rng(2).permutation(values.shape[1])
    assert front("abcdef", three, values[:, rows]).probability == pytest.approx(plain.probability, abs=0.05)


def test_regrets_of_savages_table():
    # Costs of three acts in two states: best are 1 and 2; regrets (0, 6), (3, 0), (2, 1).
    costs = np.array([[1.0, 8.0], [4.0, 2.0], [3.0, 3.0]])[:, :, None]
    found = regrets(["a", "b", "c"], ["s", "t"], costs, DAYS, threshold=3.0)
    assert found.regret.tolist() == [[0, 6], [3, 0], [2, 1]]
    assert found.ranking == ("c", "b", "a") and found.largest.tolist() == [6, 3, 2]
    assert found.mean.tolist() == [3, 1.5, 1.5] and found.enough.tolist() == [0.5, 0.5, 1.0]
    assert found.frame()["worst_state"].tolist() == ["s", "s", "t"]
    good = regrets(["a", "b", "c"], ["s", "t"], -costs, DAYS._replace(better="higher"), threshold=-3.0)
    assert good.regret.tolist() == found.regret.tolist() and good.enough.tolist() == found.enough.tolist()
    assert regrets(["a", "b", "c"], ["s", "t"], costs, DAYS, reference="c").enough.tolist() == [0.5, 0.5, 1.0]


def test_regrets_under_luck_have_intervals_and_ties_are_said():
    base = np.array([[1.0, 8.0], [4.0, 2.0], [4.0, 2.0], [3.0, 3.0]])
    values = base[:, :, None] + np.random.default_rng(0).normal(0, 0.3, (4, 2, 20))
    found = regrets(["a", "b", "twin", "c"], ["s", "t"], values, DAYS)
    truth = np.array([6.0, 3.0, 3.0, 2.0])
    assert ((found.largest_ends[0] <= truth + 0.2) & (truth - 0.2 <= found.largest_ends[1])).all()
    assert found.ranking[0] == "c" and found.first[3] > 0.95 and found.first.sum() == pytest.approx(1.0)
    assert found.alike == (("b", "twin"),)
    assert "b and twin" in " ".join(sentences_of_regrets(found, "en"))


def test_adding_to_all_in_a_state_changes_no_regret():
    values = np.random.default_rng(3).normal(size=(4, 7, 5))
    plain = regrets("abcd", "1234567", values, SHARE)
    moved = regrets("abcd", "1234567", values + np.arange(7.0)[None, :, None], SHARE)
    assert moved.regret == pytest.approx(plain.regret) and moved.ranking == plain.ranking
    order = np.random.default_rng(1).permutation(7)
    assert regrets("abcd", [str(n) for n in order], values[:, order], SHARE).largest == pytest.approx(plain.largest)


def test_the_robust_front_is_over_largest_regrets():
    days = regrets("abc", "st", np.array([[1.0, 1], [2, 2], [3, 3]])[:, :, None], DAYS)
    share = regrets("abc", "st", np.array([[0.1, 0.1], [0.9, 0.9], [0.5, 0.5]])[:, :, None], SHARE)
    assert robust_front({"days": days, "share": share}) == ("a", "b")
    assert all(sentence_of_robust_front({"days": days, "share": share}, language) for language in LANGUAGES)


def test_directions_of_measures_come_from_their_declarations():
    found = criteria(extra=(COST,))
    assert [c.better for c in found] == ["lower", "lower", "higher", "lower"]
    assert found[2].words.zh == "满意率（真实）"


def test_a_replication_without_a_value_is_left_out_for_all():
    values = with_luck([[1.0, 0.0], [0.0, 1.0]])
    values[0, 3, 1] = np.nan
    assert front("ab", (DAYS, COST), values).replications == 19


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: criteria(["no_such_measure"]),
        lambda: criteria(["whistles"]),
        lambda: front(["a"], (DAYS,), np.zeros((1, 3, 1))),
        lambda: front("ab", (DAYS,), np.zeros((2, 3, 2))),
        lambda: front("ab", (DAYS,), np.full((2, 3, 1), np.nan)),
        lambda: regrets(["a"], ["s"], np.zeros((1, 1, 2)), DAYS),
        lambda: regrets("ab", ["s"], np.zeros((2, 2, 2)), DAYS),
        lambda: regrets("ab", ["s"], np.zeros((2, 1, 2)), DAYS, reference="c"),
        lambda: robust_front({}),
    ],
)
def test_bad_input_is_one_clear_message(wrong):
    with pytest.raises(BadInput) as raised:
        wrong()
    assert all(raised.value.text(language).strip() for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_drawn(language):
    from experiments.tell.figures import front as front_figure
    from experiments.tell.figures import regret as regret_figure

    means = np.random.default_rng(1).normal(size=(4, 4))
    names = ["status_quo", "whistle", "duty_list", "integrated"]
    four = criteria(extra=(COST,))
    for many in (1, 6):
        assert len(front_figure.draw(front(names, four, with_luck(means, many)), language).axes) == 6
        found = regrets(names, "stu", np.random.default_rng(2).normal(size=(4, 3, many)), SHARE)
        assert regret_figure.draw(found, language).axes and sentences_of_regrets(found, language)
