"""One paired difference: worked by hand and by SciPy, and what must not change it."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from docs.evidence.coverage.study import coverage, main
from docs.evidence.coverage.synthetic import EXPERIMENTS, gaps
from experiments.answer.differences.paired import paired
from experiments.answer.differences.resampling import bootstrap, student
from experiments.tell.sentences.differences import remark_on_pair, sentence_of_pair, sentence_of_single_runs
from experiments.tell.sentences.remarks import HIGH, LOW, coverage_remark, measured
from experiments.words.verdicts import Verdict

NAN = math.nan
# Whole numbers of quarters: sums and differences are exact.
QUARTERS = st.integers(-400, 400).map(lambda number: number / 4.0)
PAIRS = st.lists(st.tuples(QUARTERS, QUARTERS), min_size=3, max_size=12)
DIET = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]  # Student 1908, extra sleep with the first drug
OTHER = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]  # and with the second


def test_students_own_numbers():
    # Student (1908), The probable error of a mean, Biometrika 6: mean difference 1.58; t = 4.0621, as R's t.test prints,
    # p = 0.002833, interval 0.7001142 to 2.4598858.
    found = paired(DIET, OTHER, "higher")
    assert found.difference.difference == pytest.approx(1.58)
    assert found.student == pytest.approx((0.7001142, 2.4598858), abs=1e-6)
    assert found.confidence_in_mean == pytest.approx(1 - 0.002833 / 2, abs=1e-6)
    assert found.verdict is Verdict.BETTER


def test_interval_and_p_value_are_scipys():
    for confidence in (0.8, 0.95, 0.99):
        found = paired(DIET, OTHER, confidence=confidence)
        test = stats.ttest_rel(OTHER, DIET)
        assert found.student == pytest.approx(tuple(test.confidence_interval(confidence)))
        assert 2 * (1 - found.confidence_in_mean) == pytest.approx(test.pvalue)


def test_two_one_sided_tests_are_scipys():
    found, gap = paired(DIET, OTHER), np.subtract(OTHER, DIET)
    for bound in (1.0, 2.5, 4.0):
        below = stats.ttest_1samp(gap, bound, alternative="less").pvalue
        above = stats.ttest_1samp(gap, -bound, alternative="greater").pvalue
        assert found.smaller_than(bound).p == pytest.approx(max(below, above))
    # 1.58 + t(0.95, 9) × 0.388961 = 1.58 + 1.833113 × 0.388961
    assert found.smallest_bound == pytest.approx(2.29301, abs=1e-5)
    assert found.smaller_than(2.2931).smaller and not found.smaller_than(2.2929).smaller
    with pytest.raises(ValueError, match="above 0"):
        found.smaller_than(0.0)


def test_share_of_single_replications_has_wilsons_interval():
    share = paired(DIET, OTHER, "higher").share_better
    assert (share.better, share.ties, share.pairs) == (9, 1, 10)
    # Wilson (1927) by hand: (0.9 + 1.920729/10 ± 1.959964 √(0.09/10 + 3.841459/400)) ÷ 1.3841459
    half = 1.959964 * math.sqrt(0.009 + 3.841459 / 400)
    ends = [(0.9 + 0.1920729 + sign * half) / 1.3841459 for sign in (-1, 1)]
    assert (share.low, share.high) == pytest.approx(ends, abs=1e-6)
    assert paired(DIET, OTHER, "lower").share_better.better == 0


def test_what_common_random_numbers_have_won():
    found = paired([10.0, 11.0, 12.0], [11.0, 13.0, 15.0])
    assert found.difference.variance_ratio == pytest.approx(0.2)  # 1/3 over 5/3


def test_missing_values_leave_pairs_out_and_are_counted():
    full = paired(DIET, OTHER)
    holed = paired([*DIET, NAN, 1.0], [*OTHER, 2.0, NAN])
    assert holed.difference.dropped == 2
    assert (holed.student, holed.bootstrap) == (full.student, full.bootstrap)
    assert "value: 2 replications" in sentence_of_pair(holed)


def test_one_pair_and_none():
    one = paired([1.0], [2.0])
    assert one.verdict is Verdict.NO_INTERVAL
    assert all(math.isnan(x) for x in (*one.student, *one.bootstrap, one.confidence_in_mean, one.smallest_bound))
    assert not one.smaller_than(100.0).smaller
    none = paired([NAN, 1.0], [2.0, NAN])
    assert none.verdict is Verdict.MISSING and math.isnan(none.share_better.value)
    for found in (one, none):
        assert sentence_of_pair(found, "en") and sentence_of_pair(found, "zh") and remark_on_pair(found) == ""


def test_equal_and_shifted_scenarios():
    same = paired([1.0, 2.0, 4.0], [1.0, 2.0, 4.0], "higher")
    assert same.student == same.bootstrap == (0.0, 0.0)
    assert same.confidence_in_mean == 0.5 and same.smaller_than(0.1).smaller
    shifted = paired([1.0, 2.0, 4.0], [2.0, 3.0, 5.0], "lower")
    assert shifted.bootstrap == (1.0, 1.0) and shifted.confidence_in_mean == 0.0


@given(PAIRS)
@settings(max_examples=60, derandomize=True, deadline=None)
def test_swapping_the_scenarios_swaps_the_signs(pairs):
    base, reform = zip(*pairs, strict=True)
    there, back = paired(base, reform, "higher"), paired(reform, base, "higher")
    assert there.student == pytest.approx((-back.student.high, -back.student.low))
    assert there.bootstrap == pytest.approx((-back.bootstrap.high, -back.bootstrap.low), nan_ok=True)
    assert there.confidence_in_mean == pytest.approx(1.0 - back.confidence_in_mean)
    assert there.smallest_bound == pytest.approx(back.smallest_bound)
    assert there.share_better.better + back.share_better.better + there.share_better.ties == len(pairs)


@given(PAIRS, st.sampled_from([0.5, 2.0, 1024.0]), st.randoms(use_true_random=False))
@settings(max_examples=60, derandomize=True, deadline=None)
def test_unit_and_order_of_replications_change_nothing(pairs, scale, random):
    found = paired(*zip(*pairs, strict=True))
    random.shuffle(pairs)
    base, reform = ([scale * value for value in values] for values in zip(*pairs, strict=True))
    other = paired(base, reform)
    assert other.student == pytest.approx([scale * end for end in found.student])
    assert other.bootstrap == pytest.approx([scale * end for end in found.bootstrap], nan_ok=True)
    assert other.share_better.better == found.share_better.better


def test_bootstrap_is_that_of_resampling_one_by_one():
    rng = np.random.default_rng(5)
    values = rng.gamma(2.0, size=15)
    drawn = values[rng.integers(0, 15, (40_000, 15))]
    ratios = (drawn.mean(axis=1) - values.mean()) / drawn.std(axis=1, ddof=1)
    ends = values.mean() - np.quantile(ratios, [0.975, 0.025]) * values.std(ddof=1)
    # Two samples of resamples; quantiles of 4,000 have a standard error of about 2 % of the half-width.
    assert tuple(map(float, bootstrap(values))) == pytest.approx(tuple(ends), abs=0.06)


def test_many_experiments_at_once_are_the_same_as_one_by_one():
    table = np.random.default_rng(6).normal(size=(4, 12))
    for ends in (bootstrap, student):
        together = ends(table)
        np.testing.assert_allclose([ends(row) for row in table], np.transpose(together))


@pytest.mark.parametrize("kind", [name for name, experiment in EXPERIMENTS.items() if experiment.ours])
@pytest.mark.parametrize("n", [5, 30])
def test_intervals_hold_as_often_as_stated(kind, n):
    found = coverage(kind, n, 2000, seed=11)  # standard error 0.005 to 0.006
    assert LOW - 0.01 <= found.student <= HIGH
    if n >= 30:
        assert LOW <= found.bootstrap <= HIGH


def test_the_measure_of_coverage_sees_an_interval_that_does_not_hold():
    assert coverage("skewed", 5, 2000, seed=11).student < 0.9


@pytest.mark.parametrize("kind", EXPERIMENTS)
def test_the_true_difference_of_every_synthetic_experiment(kind):
    drawn = gaps(kind, np.random.default_rng(3), (1000, 200))
    error = drawn.std() / math.sqrt(drawn.size)
    assert drawn.mean() == pytest.approx(EXPERIMENTS[kind].difference, abs=4 * error)


def test_the_shipped_table_holds_every_kind_and_is_within_bounds_where_it_must():
    rows = measured()
    assert {row.kind for row in rows} == set(EXPERIMENTS)
    assert all(row.experiments >= 1000 for row in rows)
    ours = [row for row in rows if EXPERIMENTS[row.kind].ours]
    assert all(LOW <= row.student <= HIGH for row in ours)
    assert all(LOW <= row.bootstrap <= HIGH for row in ours if row.n >= 30)


def test_the_shipped_table_is_what_the_study_gives():
    shipped = next(row for row in measured() if (row.kind, row.n) == ("mildly_skewed", 10))
    again = coverage("mildly_skewed", 10, shipped.experiments)
    assert (again.student, again.bootstrap) == pytest.approx((shipped.student, shipped.bootstrap), abs=2e-3)


def test_remarks_tell_the_nearest_number_below_and_warn():
    assert coverage_remark("normal", 4) == ""
    assert "n = 30" in coverage_remark("normal", 49)
    assert "run more" in coverage_remark("skewed", 5) and "run more" not in coverage_remark("normal", 5)
    assert "请增加" in coverage_remark("skewed", 5, "zh")
    with pytest.raises(ValueError, match="no such kind"):
        coverage_remark("cauchy", 5)
    assert "n = 10" in remark_on_pair(paired(DIET, OTHER)) and "exactly the same" not in remark_on_pair(paired(DIET, OTHER))
    assert "In 5 of 6 pairs" in remark_on_pair(paired([0.0] * 6, [0.0] * 5 + [1.0]))


def test_sentences_say_what_was_found():
    found = paired(DIET, OTHER, "higher")
    assert sentence_of_pair(found, unit="hours", smallest=3.0) == (
        "Difference 1.6 h, 95 % interval [0.70, 2.46] h over 10 pairs: better. It is smaller than ±3.0 h."
    )
    assert "不能断定差值小于 ±1.0" in sentence_of_pair(found, "zh", smallest=1.0)
    assert sentence_of_single_runs(found).startswith("In 9 of 10 single replications the reform is better: 90 %")
    near = paired([0.50, 0.52, 0.54], [0.51, 0.52, 0.53], "higher")
    said = sentence_of_pair(near, unit="share")
    assert "not distinguishable from zero" in said and "percentage points" in said


@pytest.mark.parametrize("confidence", [0.5, 1.0, NAN])
def test_a_confidence_lies_between_one_half_and_one(confidence):
    with pytest.raises(ValueError, match="confidence"):
        paired([1.0, 2.0], [1.0, 3.0], confidence=confidence)


def test_replications_must_be_as_many():
    with pytest.raises(ValueError, match="replications"):
        paired([1.0], [1.0, 2.0])


def test_the_study_writes_its_table(tmp_path, capsys):
    assert main(["--count", "3", "--only", "intervals", "--out", str(tmp_path)]) == 0
    lines = (tmp_path / "coverage.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "kind,n,experiments,student,bootstrap,without,width" and len(lines) == 1 + 6 * len(EXPERIMENTS)
