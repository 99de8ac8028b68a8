"""Planted regions are found, nothing is found where there is nothing."""

import numpy as np
import pandas as pd
import pytest

from experiments.answer.discovery.cases import checked_inputs, judge_points
from experiments.answer.discovery.findings import BY_CHANCE, discover, out_of_sample
from experiments.answer.discovery.prim import Limit, find_box, inside
from experiments.answer.discovery.tree import grow
from experiments.tell.sentences.discovery import sentences_of_discovery, sentences_of_tree
from experiments.words import LANGUAGES, Text
from experiments.words.factors import factor_words
from sim.errors import BadInput

STAFF, WHISTLE, GATE, PLACE, ON = (
    "staffing.department_factor",
    "whistle.propensity",
    "duty_list.gate",
    "world.place",
    "ranking.on",
)


def world(points=400, seed=0):
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            STAFF: rng.uniform(0.5, 1.5, points),
            WHISTLE: rng.uniform(0.0, 1.0, points),
            GATE: rng.choice([0.0, 0.5, 1.0], points),
            PLACE: rng.choice(["x", "y", "z"], points),
            ON: rng.random(points) < 0.5,
        }
    )


def planted(inputs):
    return ((inputs[STAFF] < 0.9) & (inputs[WHISTLE] > 0.6)).to_numpy()


def runs(bad, sd, replications=5, seed=0):
    noise = np.random.default_rng(seed).normal(0.0, sd, (len(bad), replications))
    return np.where(bad, -1.0, 1.0)[:, None] + noise


@pytest.mark.parametrize("sd", [0.3, 1.0])
def test_a_planted_region_is_found_under_luck(sd):
    inputs = world()
    found = discover(inputs, runs(planted(inputs), sd), "lower", resamples=10)
    (one,) = found.boxes
    assert set(one.box) == {STAFF, WHISTLE}
    assert one.box[STAFF].high == pytest.approx(0.9, abs=0.05) and one.box[STAFF].low == -np.inf
    assert one.box[WHISTLE].low == pytest.approx(0.6, abs=0.05) and one.box[WHISTLE].high == np.inf
    assert one.unseen.coverage > 0.85 and one.unseen.density > 0.85
    assert one.stability[STAFF].same_side > 0.9 and one.stability[WHISTLE].same_side > 0.9
    low, high = one.stability[STAFF].high
    assert low <= 0.92 and high >= 0.88 and high - low < 0.2
    assert max(one.found.quasi_p.values()) < 1e-4


def test_a_region_of_categories_switches_and_values_is_found():
    inputs = world(seed=3)
    bad = (inputs[PLACE].isin(["x", "z"]) & inputs[ON] & (inputs[GATE] >= 0.5)).to_numpy()
    found = discover(inputs, runs(bad, 0.5), "lower", resamples=0)
    box = found.boxes[0].box
    assert box == {PLACE: Limit(allowed=frozenset("xz")), ON: Limit(allowed=frozenset({True})), GATE: Limit(low=0.5)}
    assert found.boxes[0].unseen.density > 0.95


def test_two_regions_are_found_one_after_the_other():
    inputs = world(800, seed=4)
    bad = planted(inputs) | ((inputs[STAFF] > 1.25) & (inputs[WHISTLE] < 0.3)).to_numpy()
    found = discover(inputs, runs(bad, 0.3), "lower", resamples=0)
    assert len(found.boxes) == 2
    held = inside(found.inputs, found.boxes[0].box) | inside(found.inputs, found.boxes[1].box)
    assert (held == bad).mean() > 0.97


def test_no_box_is_found_in_permuted_labels():
    inputs = checked_inputs(world(150), 150)
    bad, found = planted(inputs), 0
    for seed in range(25):
        rng = np.random.default_rng(seed)
        unseen = out_of_sample(inputs, rng.permutation(bad), rng)
        found += unseen.p < BY_CHANCE
    assert found <= 2  # about one in a hundred


def test_no_tree_is_found_in_permuted_differences():
    inputs = world(200)
    gaps = runs(planted(inputs), 0.5)
    worth = [grow(inputs, np.random.default_rng(seed).permutation(gaps)) for seed in range(3)]
    assert max(tree.r2 for tree in worth) < 0.1
    assert sum(len(tree.leaves) > 1 for tree in worth) <= 1


def test_nothing_is_said_to_be_nothing():
    inputs = world(200, seed=8)
    found = discover(inputs, runs(np.random.default_rng(5).random(200) < 0.3, 0.3), "lower", resamples=5)
    assert not found.boxes and found.frame().empty
    assert "Nothing distinguishes" in sentences_of_discovery(found, "en")[-1] and "没有什么能区分" in sentences_of_discovery(found, "zh")[-1]


def test_boxes_know_no_units_no_direction_and_no_order():
    inputs = world()
    gaps = runs(planted(inputs), 0.5)
    plain = discover(inputs, gaps, "lower", resamples=0).boxes[0]
    turned = discover(inputs, -1000.0 * gaps, "higher", resamples=0).boxes[0]
    assert turned.box == plain.box
    scaled = inputs.assign(**{STAFF: 1000.0 * inputs[STAFF]})
    box = discover(scaled, gaps, "lower", resamples=0).boxes[0].box
    assert box[STAFF].high == pytest.approx(1000.0 * plain.box[STAFF].high) and box[WHISTLE] == plain.box[WHISTLE]
    rows = np.random.default_rng(1).permutation(len(inputs))
    assert discover(inputs.iloc[rows], gaps[rows], "lower", resamples=0).boxes[0].box == plain.box
    assert discover(inputs[inputs.columns[::-1]], gaps, "lower", resamples=0).boxes[0].box == plain.box


def test_points_that_cannot_be_told_from_zero_count_as_neither():
    inputs = world()
    bad = planted(inputs)
    gaps = runs(bad, 0.3)
    blurred = np.arange(len(bad)) % 4 == 0
    gaps[blurred] = np.random.default_rng(1).normal(0.0, 5.0, (int(blurred.sum()), 5))
    cases, known = judge_points(gaps, "lower")
    assert known.all() and 0.9 < (~cases.decided[blurred]).mean() <= 1.0 and cases.decided[~blurred].all()
    found = discover(inputs, gaps, "lower", resamples=0)
    assert found.boxes and f"{cases.undecided} cannot be told from zero" in sentences_of_discovery(found, "en")[0]
    assert found.boxes[0].undecided > 0


def test_a_margin_and_missing_replications():
    gaps = np.array([[-1.0, -1.1, np.nan], [-3.0, -3.1, -3.2], [np.nan, np.nan, 1.0], [2.0, 2.1, 2.2]])
    cases, known = judge_points(gaps, "lower", margin=2.0)
    assert known.tolist() == [True, True, False, True] and cases.left_out == 1
    assert cases.interest.tolist() == [False, True, False]
    once, _ = judge_points(np.array([-1.0, 2.0]), "lower")
    assert once.interest.tolist() == [True, False] and once.decided.all()


def test_out_of_sample_worth_is_about_that_on_new_points():
    inputs = checked_inputs(world(150, seed=2), 150)
    rng = np.random.default_rng(0)
    target = planted(inputs) ^ (rng.random(150) < 0.1)
    unseen = out_of_sample(inputs, target, rng)
    fresh = checked_inputs(world(4000, seed=77), 4000)
    labels = planted(fresh) ^ (rng.random(4000) < 0.1)
    held = inside(fresh, find_box(inputs, target).box)
    assert unseen.density == pytest.approx(labels[held].mean(), abs=0.15)
    assert unseen.coverage == pytest.approx(held[labels].mean(), abs=0.15)


def test_a_tree_finds_the_groups_and_how_much_is_luck():
    inputs = world()
    tree = grow(inputs, runs(planted(inputs), 1.0))
    worst = tree.leaves[0]
    assert set(worst.box) == {STAFF, WHISTLE} and worst.mean == pytest.approx(-1.0, abs=0.2)
    assert worst.box[STAFF].high == pytest.approx(0.9, abs=0.05)
    assert worst.share == pytest.approx(planted(inputs).mean(), abs=0.04)
    assert tree.r2 == pytest.approx(tree.ceiling, abs=0.1)
    groups = grow(inputs, runs((inputs[PLACE] == "y").to_numpy(), 0.3))
    assert groups.leaves[0].box == {PLACE: Limit(allowed=frozenset("y"))} and len(groups.leaves) == 2
    assert len(tree.frame()) == len(tree.leaves)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: discover(world(20), np.zeros((20, 3)), "lower"),
        lambda: discover(world(40), np.zeros((41, 3)), "lower"),
        lambda: discover(world(40).assign(**{STAFF: np.nan}), np.zeros((40, 3)), "lower"),
        lambda: discover(pd.DataFrame({STAFF: np.ones(40)}), np.zeros((40, 3)), "lower"),
        lambda: discover(world(40), np.zeros((40, 3)), "worse"),
        lambda: discover(world(40), np.zeros((40, 3)), "lower", margin=-1.0),
        lambda: grow(world(40), np.zeros((41, 3))),
    ],
)
def test_bad_input_is_one_clear_message(wrong):
    with pytest.raises(BadInput) as raised:
        wrong()
    assert all(raised.value.text(language).strip() for language in LANGUAGES)


def test_factors_are_called_by_their_declarations():
    assert factor_words(WHISTLE).zh == "吹哨意愿 whistle.propensity"
    assert factor_words(WHISTLE).en == "prior willingness to whistle an issue beyond authority (whistle.propensity)"
    assert factor_words("residents.report_base") == Text(en="residents.report_base", zh="residents.report_base")


def test_sentences_name_limits_and_what_they_are_worth():
    inputs = world()
    found = discover(inputs, runs(planted(inputs), 0.5), "lower", resamples=10)
    said = {language: " ".join(sentences_of_discovery(found, language)) for language in LANGUAGES}
    assert "The reform backfires when" in said["en"] and "out of sample" in said["en"] and WHISTLE in said["en"]
    assert "改革适得其反" in said["zh"] and "吹哨意愿" in said["zh"]
    assert len(found.frame()) == 2
    never = discover(inputs, np.ones((400, 3)), "lower")
    assert "no case" in sentences_of_discovery(never, "en")[-1]
    for language in LANGUAGES:
        assert sentences_of_tree(grow(inputs, runs(planted(inputs), 0.5)), language, "days")


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_drawn(language):
    from experiments.tell.figures import boxes

    inputs = world()
    bad = planted(inputs) & (inputs[PLACE] != "y").to_numpy()
    assert len(boxes.draw(discover(inputs, runs(bad, 0.5), "lower", resamples=0), language).axes) == 2
    assert boxes.draw(discover(inputs, np.ones((400, 3)), "lower", resamples=0), language).axes
