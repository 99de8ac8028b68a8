"""Sensitivity indices of functions whose answers are known, with luck added."""

import math

import numpy as np
import pytest

from experiments.answer.sensitivity import budget, morris, sobol
from experiments.answer.sensitivity.noise import noise_of
from experiments.plan.factors import Factor
from experiments.tell.sentences.sensitivity import sentences_of_sensitivity
from experiments.words import LANGUAGES, Text
from sim.errors import BadInput

PI = math.pi
THREE = tuple(Factor(name, -PI, PI) for name in ("a.x", "b.y", "c.z"))
# Ishigami and Homma 1990 with a = 7, b = 0.1: V = a²/8 + bπ⁴/5 + b²π⁸/18 + 1/2.
V1, V2, V13 = 0.5 * (1 + 0.1 * PI**4 / 5) ** 2, 49 / 8, 8 * 0.01 * PI**8 / 225
V = V1 + V2 + V13
FIRST = np.array([V1, V2, 0.0]) / V
TOTAL = np.array([V1 + V13, V2, V13]) / V
# Sobol' g-function with these a (Saltelli and Sobol' 1995): V_j = 1/(3 (1 + a_j)²).
G_A = np.array([0.0, 1.0, 4.5, 9.0, 99.0])
G_V = 1 / 3 / (1 + G_A) ** 2
G_FIRST = G_V / (np.prod(1 + G_V) - 1)
G_TOTAL = G_V * np.prod(1 + G_V) / (1 + G_V) / (np.prod(1 + G_V) - 1)
FIVE = tuple(Factor(f"g.x{n}") for n in range(5))


def ishigami(x):
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def g_function(x):
    return np.prod((np.abs(4 * x - 2) + G_A) / (1 + G_A), axis=1)


def noisy(f, replications, sd, seed=0):
    return f[:, None] + np.random.default_rng(seed).normal(0.0, sd, (len(f), replications))


def shared_luck(x, replications, sd, seed=0):
    """Luck of common random numbers: the same for a replication, and alike where points are alike."""
    draws = np.random.default_rng(seed).normal(0.0, sd, (2, replications))
    return draws[0] * 3 + draws[1] * np.cos(x[:, :1])


@pytest.mark.parametrize(
    ("factors", "function", "first", "total", "sd"),
    [(THREE, ishigami, FIRST, TOTAL, math.sqrt(V)), (FIVE, g_function, G_FIRST, G_TOTAL, 0.7)],
)
def test_indices_are_right_once_luck_is_taken_off_and_wrong_before(factors, function, first, total, sd):
    studies = []
    for seed in range(16):
        points = sobol.sample(factors, 256, seed=seed)
        studies.append(sobol.analyse(factors, noisy(function(points), 4, sd, seed), resamples=2).table)
    mean = {name: np.mean([of[name] for of in studies], axis=0) for name in studies[0] if name != "factor"}
    assert mean["first"] == pytest.approx(first, abs=0.05)
    assert mean["total"] == pytest.approx(total, abs=0.04)
    noise, signal = sd**2 / 4, function(sobol.sample(factors, 4096, seed=99)).var()
    assert mean["first_raw"] == pytest.approx(first * signal / (signal + noise), abs=0.04)
    # Without it every total is too large, that of a factor that does nothing too.
    assert mean["total_raw"] == pytest.approx((total * signal + noise) / (signal + noise), abs=0.04)
    assert np.abs(mean["total_raw"] - total).max() > 4 * np.abs(mean["total"] - total).max()


def test_without_luck_they_are_those_of_salib():
    from SALib.analyze import sobol as salib

    points = sobol.sample(THREE, 256, seed=3)
    y = ishigami(points)
    ours = sobol.analyse(THREE, y[:, None], resamples=10).table
    theirs = salib.analyze(
        {"num_vars": 3, "names": ["x", "y", "z"], "bounds": [[0, 1]] * 3}, y, calc_second_order=False, seed=1
    )
    assert ours["total"].to_numpy() == pytest.approx(theirs["ST"], rel=1e-9)
    assert ours["first"].to_numpy() == pytest.approx(theirs["S1"], abs=0.02)  # it centres all points, we each point


def test_common_random_numbers_are_taken_off_too():
    points = sobol.sample(THREE, 1024, seed=1)
    y = ishigami(points)[:, None] + shared_luck(points, 6, 3.0)
    found = sobol.analyse(THREE, y, resamples=20).table
    assert found["total"].to_numpy() == pytest.approx(TOTAL, abs=0.12)


def test_indices_know_no_units_and_no_order_of_factors():
    points = sobol.sample(THREE, 128, seed=4)
    y = noisy(ishigami(points), 3, 2.0)
    plain = sobol.analyse(THREE, y, resamples=30).table
    scaled = sobol.analyse(THREE, -50.0 + 1000.0 * y, resamples=30).table
    assert scaled.drop(columns="factor").to_numpy() == pytest.approx(plain.drop(columns="factor").to_numpy(), abs=1e-9)
    order = [2, 0, 1]
    turned = y.reshape(-1, 5, 3)[:, [0, *(1 + np.array(order)), 4]].reshape(y.shape)
    other = sobol.analyse([THREE[n] for n in order], turned, resamples=30).table.set_index("factor")
    assert other.loc[plain["factor"]].to_numpy() == pytest.approx(plain.drop(columns="factor").to_numpy(), abs=1e-9)


def test_replications_may_come_in_any_order():
    points = sobol.sample(THREE, 64, seed=4)
    y = noisy(ishigami(points), 5, 2.0)
    columns = ["first", "total", "first_raw", "total_raw"]
    one, two = (sobol.analyse(THREE, of, resamples=5).table[columns].to_numpy() for of in (y, y[:, ::-1]))
    assert one == pytest.approx(two, abs=1e-12)


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    held = []
    for seed in range(40):
        points = sobol.sample(FIVE, 64, seed=seed)
        found = sobol.analyse(FIVE, noisy(g_function(points), 4, 0.5, seed), resamples=100, seed=seed).table
        held.append(((found["total_low"] <= G_TOTAL) & (found["total_high"] >= G_TOTAL)).to_numpy())
    assert np.mean(held) > 0.85


def test_points_are_in_natural_units_and_the_same_for_the_same_seed():
    factors = [
        Factor("a.range", 10.0, 20.0),
        Factor("b.whole", 1, 4, whole=True),
        Factor("c.values", values=(0.1, 0.5, 0.9)),
    ]
    points = sobol.sample(factors, 64, seed=7)
    assert points.shape == (64 * 5, 3) and points.dtype == float
    assert points[:, 0].min() >= 10 and points[:, 0].max() <= 20
    assert set(points[:, 1]) == {1.0, 2.0, 3.0, 4.0} and set(points[:, 2]) == {0.1, 0.5, 0.9}
    assert np.unique(points[:, 1], return_counts=True)[1].tolist() == pytest.approx([80] * 4, abs=8)
    assert (points == sobol.sample(factors, 64, seed=7)).all()
    assert (points != sobol.sample(factors, 64, seed=8)).any()
    named = sobol.sample([*factors, Factor("d.on", values=(False, True))], 64, seed=7)
    assert named.dtype == object and set(named[:, 3]) == {False, True}


def test_the_share_of_luck_is_that_put_in():
    rng = np.random.default_rng(0)
    f = rng.normal(0, 2.0, 2000)
    y = f[:, None] + rng.normal(0, 1.0, (2000, 5)) + rng.normal(0, 3.0, 5)
    found = noise_of(y)
    assert found.residual == pytest.approx(1.0, rel=0.05)
    assert found.signal == pytest.approx(4.0, rel=0.1)
    assert found.share_of_means == pytest.approx(0.2 / 4.2, rel=0.1)
    alone = noise_of(f[:, None] + rng.normal(0, 1.0, (2000, 5)))
    assert alone.share_of_run == pytest.approx(0.2, abs=0.02) and alone.low < 0.2 < alone.high
    assert math.isnan(noise_of(f).share_of_run)
    y[3, 2] = math.nan
    assert noise_of(y).left_out == 1


def test_morris_effects_are_those_of_salib():
    from SALib.analyze import morris as salib
    from SALib.sample import morris as draw

    points = morris.sample(THREE, 12, seed=5)
    y = ishigami(points)
    ours = morris.analyse(THREE, points, y[:, None], resamples=10).table
    cube = {"num_vars": 3, "names": ["x", "y", "z"], "bounds": [[0, 1]] * 3}
    unit = draw.sample(cube, 12, num_levels=4, seed=np.random.default_rng(5))
    theirs = salib.analyze(cube, unit, y, num_levels=4, seed=1)
    for column in ("mu", "mu_star", "sigma"):
        assert ours[column].to_numpy() == pytest.approx(np.asarray(theirs[column]), rel=1e-9)


def test_morris_tells_factors_from_luck():
    factors = [Factor(f"l.x{n}", 0.0, 10.0) for n in range(4)]
    points = morris.sample(factors, 20, seed=2)
    y = noisy(0.3 * points[:, 0] + 0.02 * points[:, 1] * points[:, 2], 5, 0.3)
    table = morris.analyse(factors, points, y, resamples=100).table
    assert table["beyond_luck"].tolist() == [True, True, True, False]
    assert table["mu_star"][0] == pytest.approx(3.0, abs=0.15)
    assert table["sigma_beyond_luck"][0] < 0.1 and table["sigma_of_luck"][0] > 0.5  # linear: all spread is luck
    assert table["sigma_beyond_luck"][1] > 0.2  # interaction
    assert table["mu_star"][3] == pytest.approx(table["luck_alone"][3], rel=0.3)


def test_factors_that_do_nothing_are_rarely_called_more_than_luck():
    factors = [Factor(f"l.x{n}") for n in range(5)]
    false = 0
    for seed in range(100):
        points = morris.sample(factors, 8, seed=seed)
        y = noisy(np.zeros(len(points)), 3, 1.0, seed)
        false += morris.analyse(factors, points, y, resamples=2).table["beyond_luck"].any()
    assert false <= 11  # 5 % of 100 studies expected


def test_a_slope_over_the_range_is_the_same_for_ranges_and_values():
    factors = [Factor("a.range", 0.0, 1.0), Factor("b.two", values=(0.0, 1.0)), Factor("c.three", values=(0.0, 0.5, 1.0)),
               Factor("d.whole", 0, 1, whole=True)]  # fmt: skip
    points = morris.sample(factors, 10, seed=1)
    table = morris.analyse(factors, points, points.sum(axis=1)[:, None], resamples=2).table
    assert table["mu_star"].to_numpy() == pytest.approx(np.ones(4))


def test_the_best_split_is_one_plus_noise_over_signal():
    for rho in (0.5, 2.0, 8.0):
        share = rho / 2 / (1 + rho / 2)  # index 1/2
        widths = {r: budget.half_width(share, 0.5, 1, r) * math.sqrt(r) for r in range(2, 60)}
        assert min(widths, key=widths.get) == pytest.approx(max(1 + rho, 2), abs=0.51)
        found = budget.plan(share, 4, 6 * 2**14, index=0.5)
        assert found.ideal == pytest.approx(max(1 + rho, 2))
        assert found.ideal / 2 <= found.replications <= 2 * found.ideal and found.runs <= 6 * 2**14
    dear = budget.plan(0.5, 4, 100_000, point_cost=20.0)
    assert dear.ideal > budget.plan(0.5, 4, 100_000).ideal and dear.cost <= 100_000


def test_simulated_widths_follow_the_rule():
    # One factor with half of the variance, a normal gap in every row: 2,000 studies of 240 runs at each split.
    rng, rho = np.random.default_rng(3), 3.0
    spread = {}
    for many in (2, 4, 12):
        rows = 240 // many
        gaps = rng.normal(0, math.sqrt(2), (2000, rows, 1)) + rng.normal(0, math.sqrt(2 * rho), (2000, rows, many))
        total = gaps.sum(axis=2)
        index = 0.5 * ((total**2 - (gaps**2).sum(axis=2)) / (many * (many - 1))).mean(axis=1)
        spread[many] = index.std()
    told = {many: budget.half_width(0.75, 1.0, 240 // many, many) / 1.96 for many in spread}
    assert spread == pytest.approx(told, rel=0.06)
    assert min(spread, key=spread.get) == 4


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: sobol.sample(THREE, 100, seed=1),
        lambda: sobol.sample([], 64, seed=1),
        lambda: sobol.sample([Factor("a.b", 1.0, 1.0)], 64, seed=1),
        lambda: sobol.sample([Factor("a.b"), Factor("a.b")], 64, seed=1),
        lambda: sobol.analyse(THREE, np.zeros((7, 2))),
        lambda: sobol.analyse(THREE, np.ones((40, 2))),
        lambda: sobol.analyse(THREE, np.full((40, 2), np.nan)),
        lambda: morris.sample(THREE, 1, seed=1),
        lambda: morris.analyse(THREE, morris.sample(THREE, 4, seed=1), np.zeros(5)),
        lambda: budget.plan(1.0, 3, 1000),
        lambda: budget.plan(0.5, 3, 10),
    ],
)
def test_bad_input_is_one_clear_message(wrong):
    with pytest.raises(BadInput) as raised:
        wrong()
    assert all(raised.value.text(language).strip() for language in LANGUAGES)


def test_sentences_say_what_is_seen_and_what_is_not():
    factors = (*THREE, Factor("d.w", words=Text(en="the idle one", zh="闲置因素")))
    points = sobol.sample(factors, 256, seed=1)
    y = noisy(ishigami(points[:, :3]), 4, 2.0)
    said = {language: " ".join(sentences_of_sensitivity(sobol.analyse(factors, y, 100), language, "days")) for language in LANGUAGES}
    assert "a.x moves “days” most" in said["en"] and "Not distinguishable from nothing" in said["en"]
    assert "the idle one" in said["en"] and "闲置因素" in said["zh"]
    once = sobol.analyse(factors, y[:, :1], 20)
    assert not once.corrected and "One replication" in sentences_of_sensitivity(once, "en")[0]
    walk = morris.sample(factors, 12, seed=1)
    effects = morris.analyse(factors, walk, noisy(ishigami(walk[:, :3]), 4, 0.5), 50)
    text = " ".join(sentences_of_sensitivity(effects, "en", "days"))
    assert "the idle one" in text.split("Not distinguishable from luck")[1]
    assert sentences_of_sensitivity(effects, "zh") and sentences_of_sensitivity(morris.analyse(factors, walk, ishigami(walk[:, :3]), 50), "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_drawn(language):
    from experiments.tell.figures import sensitivity as figure

    points = sobol.sample(THREE, 64, seed=1)
    for many in (1, 3):
        found = sobol.analyse(THREE, noisy(ishigami(points), many, 1.0), 20)
        assert figure.draw_sobol(found, language, outcome="days").axes
        walk = morris.sample(THREE, 8, seed=1)
        effects = morris.analyse(THREE, walk, noisy(ishigami(walk), many, 1.0), 20)
        assert figure.draw_morris(effects, language, outcome="days").axes


def test_a_study_may_lack_values_and_says_so():
    points = sobol.sample(THREE, 64, seed=1)
    y = noisy(ishigami(points), 3, 1.0)
    y[7, 1] = np.nan
    found = sobol.analyse(THREE, y, 20)
    assert found.rows_left_out == 1 and found.rows == 63 and "1 of 64" in sentences_of_sensitivity(found, "en")[-1]
    walk = morris.sample(THREE, 8, seed=1)
    gone = noisy(ishigami(walk), 3, 1.0)
    gone[5] = np.nan
    effects = morris.analyse(THREE, walk, gone, 20)
    assert effects.left_out == 1 and "1 of 8" in sentences_of_sensitivity(effects, "en")[-1]


def test_where_factors_only_add_up_no_interaction_is_claimed():
    points = sobol.sample(FIVE, 512, seed=1)
    found = sobol.analyse(FIVE, noisy(points @ np.array([3.0, 2.0, 1.0, 0.5, 0.0]), 4, 0.3), 20)
    assert "hardly any interaction" in " ".join(sentences_of_sensitivity(found, "en"))
