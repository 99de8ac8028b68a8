"""The answer table: rules of the verdict, and rows from pairs, parameter sets and single runs."""

import math

import pytest
from scipy.stats import t

from experiments.answer.table import COLUMNS, AnswerRow, answer_table, judged
from experiments.words.verdicts import Caveat, Judgement
from tests.folders import folder_of

NAN = math.nan


@pytest.mark.parametrize(
    ("difference", "low", "high", "matters", "verdict"),
    [
        (2.0, 1.0, 3.0, 1.5, Judgement.UP),
        (-2.0, -3.0, -1.0, 1.5, Judgement.DOWN),
        (1.5, 1.0, 2.0, 1.5, Judgement.UP),  # as large as what matters is large enough
        (1.0, 0.5, 2.0, 1.5, Judgement.SMALL),  # the interval reaches beyond, the difference does not
        (-1.0, -1.2, -0.8, 1.5, Judgement.SMALL),
        (0.2, -1.0, 1.4, 1.5, Judgement.SAME),
        (0.2, -1.0, 1.6, 1.5, Judgement.UNDECIDED),
        (2.0, -1.0, 5.0, 1.5, Judgement.UNDECIDED),
        (0.5, 0.0, 1.0, 1.5, Judgement.SAME),  # an end at zero holds zero
        (0.0, 0.0, 0.0, 0.0, Judgement.SAME),  # the same in every replication, whatever matters
        (3.0, 1.0, 5.0, 0.0, Judgement.UP),
        (3.0, NAN, NAN, 1.5, Judgement.UNDECIDED),
        (NAN, NAN, NAN, 1.5, Judgement.MISSING),
    ],
)
def test_verdicts(difference, low, high, matters, verdict):
    assert judged(difference, low, high, matters) is verdict


def test_columns_are_the_fields_of_a_row():
    assert tuple(column.name for column in COLUMNS) == AnswerRow._fields


def rows_of(folder, **options):
    return {(row.measure, row.reform): row for row in answer_table(folder, **options).rows}


def test_a_row_is_worked_out_from_the_pairs(tmp_path):
    # Differences −10, −12, −14: mean −12, standard deviation 2, half-width t(2) · 2 ÷ √3.
    folder = folder_of(tmp_path, {"status_quo": {"late_share": [0.5, 0.5, 0.5], "staffed_hours": [1000.0] * 3},
                                  "whistle": {"late_share": [0.4, 0.38, 0.36], "staffed_hours": [1002.0] * 3}})  # fmt: skip
    row = rows_of(folder)["late_share", "whistle"]
    half = t.ppf(0.975, 2) * 0.02 / math.sqrt(3)
    assert (row.base_mean, row.mean, row.difference) == pytest.approx((0.5, 0.38, -0.12))
    assert (row.low, row.high) == pytest.approx((-0.12 - half, -0.12 + half)) and row.level == 0.95
    assert (row.pairs, row.dropped, row.sets, row.note) == (3, 0, 0, Caveat.NONE)
    assert math.isnan(row.luck_low) and math.isnan(row.luck_high)
    assert (row.question, row.base, row.good, row.driver, row.matters) == ("times", "status_quo", -1, "queueing", 0.01)
    assert row.verdict is Judgement.DOWN
    staffed = rows_of(folder)["staffed_hours", "whistle"]
    # A hundredth of 1,000 hours matters, 2 do not.
    assert staffed.matters == pytest.approx(10.0) and staffed.verdict is Judgement.SMALL


def test_what_matters_may_be_ones_own(tmp_path):
    folder = folder_of(tmp_path, {"status_quo": {"late_share": [0.5, 0.5]}, "whistle": {"late_share": [0.47, 0.47]}})
    assert rows_of(folder)["late_share", "whistle"].verdict is Judgement.DOWN
    own = rows_of(folder, matters={"late_share": 0.05})["late_share", "whistle"]
    assert own.matters == 0.05 and own.verdict is Judgement.SMALL


def test_runs_without_a_value_are_told(tmp_path):
    values = {"status_quo": {"median_days_to_resolve": [9.0, NAN, 8.0, 8.5], "late_share": [NAN] * 4},
              "whistle": {"median_days_to_resolve": [5.0, 4.0, 4.0, 5.5], "late_share": [0.1] * 4}}  # fmt: skip
    found = rows_of(folder_of(tmp_path, values))
    median = found["median_days_to_resolve", "whistle"]
    assert (median.pairs, median.dropped, median.note) == (3, 1, Caveat.LEFT_OUT)
    assert median.base_mean == pytest.approx(8.5) and median.mean == pytest.approx(18.5 / 4)
    assert median.difference == pytest.approx(-11.0 / 3)
    late = found["late_share", "whistle"]
    assert late.verdict is Judgement.MISSING and (late.pairs, late.dropped, late.note) == (0, 4, Caveat.NO_PAIR)
    assert math.isnan(late.difference) and math.isnan(late.base_mean) and late.mean == pytest.approx(0.1)


def test_one_pair_is_undecided(tmp_path):
    row = rows_of(folder_of(tmp_path, {"a": {"late_share": [0.5]}, "b": {"late_share": [0.1]}}))["late_share", "b"]
    assert row.difference == pytest.approx(-0.4) and math.isnan(row.low)
    assert (row.verdict, row.note) == (Judgement.UNDECIDED, Caveat.NO_INTERVAL)


def test_parameter_sets_have_two_intervals_and_are_judged_by_that_of_the_parameters(tmp_path):
    # Sets agree on the mean −3 days; luck within each is small, what the sets do is not.
    gaps = [-1.0, -1.2, -5.0, -4.8]
    folder = folder_of(tmp_path, {"a": {"restricted_mean_days_30": [15.0] * 4},
                                  "b": {"restricted_mean_days_30": [15.0 + gap for gap in gaps]}}, sets=2)  # fmt: skip
    row = rows_of(folder)["restricted_mean_days_30", "b"]
    assert (row.sets, row.pairs) == (2, 4) and row.difference == pytest.approx(-3.0)
    assert row.low < row.luck_low < row.difference < row.luck_high < row.high
    assert row.luck_high < 0.0 < row.high and row.verdict is Judgement.UNDECIDED
    one = folder_of(tmp_path / "one", {"a": {"restricted_mean_days_30": [15.0, 16.0]},
                                       "b": {"restricted_mean_days_30": [12.0, 13.5]}}, sets=1)  # fmt: skip
    row = rows_of(one)["restricted_mean_days_30", "b"]
    assert row.sets == 1 and (row.low, row.high) == (row.luck_low, row.luck_high)


def test_a_single_run_has_values_alone(tmp_path):
    table = answer_table(folder_of(tmp_path, {"whistle": {"late_share": [0.25], "staffed_hours": [900.0]}}))
    assert table.reforms == [] and [row.measure for row in table.rows] == ["late_share", "staffed_hours"]
    row = table.rows[0]
    assert (row.base, row.reform, row.mean, row.verdict) == ("whistle", "", 0.25, Judgement.MISSING)
    assert math.isnan(row.base_mean) and math.isnan(row.difference)


def test_rows_stand_by_question_measure_and_reform_and_make_a_frame(tmp_path):
    values = {name: {"staffed_hours": [1.0, 1.0], "late_share": [0.5, 0.6], "median_days_to_resolve": [5.0, 6.0]}
              for name in ("a", "b", "c")}  # fmt: skip
    table = answer_table(folder_of(tmp_path, values))
    assert [(row.measure, row.reform) for row in table.rows] == [
        (measure, reform) for measure in ("median_days_to_resolve", "late_share", "staffed_hours") for reform in "bc"
    ]
    by = dict(table.by_question())
    assert [[row.reform for row in rows] for rows in by["times"]] == [["b", "c"], ["b", "c"]] and len(by["cost"]) == 1
    frame = table.frame()
    assert list(frame.columns) == [column.name for column in COLUMNS]
    assert {column.name: frame[column.name].dtype.name for column in COLUMNS if column.dtype != "str"} == {
        column.name: column.dtype for column in COLUMNS if column.dtype != "str"
    }
    assert set(frame["verdict"]) == {"same"} and set(frame["note"]) == {""}
