"""Rates by month and the steps from the true to the measured rate: they add up to the measures of the run."""

import itertools

import numpy as np
import pandas as pd
import pytest

from experiments.tables import satisfaction_steps as satisfaction
from experiments.tables.rates import RATES, RateStep, rate_steps, rates, shares, steps
from experiments.tables.satisfaction_steps import SatisfactionStep
from experiments.tables.summaries import Owner
from sim import tables
from sim.measures import MEASURES, in_cohort
from sim.stages import Status
from tests.synthetic import SyntheticTrace

MEASURE = {measure.name: measure.of for measure in MEASURES}
OWNER = Owner({"scenario": "whistle", "replication": 0})


@pytest.fixture(scope="module", params=[1, 2, 3])
def trace(request):
    return SyntheticTrace("whistle", 200, request.param)


def test_steps_meet_both_measures_and_add_up(trace):
    share = shares(rate_steps(trace, OWNER)).iloc[0]
    assert share[RateStep.TRUE] == MEASURE["true_resolution_rate"](trace)
    assert share[RateStep.MEASURED] == MEASURE["resolution_rate"](trace)
    change = [share[b] - share[a] for a, b in itertools.pairwise(RateStep)]
    gap = MEASURE["resolution_rate"](trace) - MEASURE["true_resolution_rate"](trace)
    assert sum(change) == pytest.approx(gap, abs=1e-12)


def test_every_step_counts_no_more_than_the_one_before(trace):
    """From registration on rows only leave; the last three steps count the same rows."""
    whole = {step: whole for step, (_, whole) in steps(trace).items()}
    narrowing = [whole[step] for step in RateStep if step >= RateStep.BY_REGISTRATION]
    assert narrowing == sorted(narrowing, reverse=True)
    assert whole[RateStep.REPORTED] <= whole[RateStep.TRUE]
    assert whole[RateStep.RATED] == whole[RateStep.WHEN_HANDLED] == whole[RateStep.MEASURED]


@pytest.mark.parametrize("rate", RATES, ids=lambda rate: rate.name)
def test_months_add_up_to_the_measures_of_the_run(trace, rate):
    total = rates(trace, OWNER).sum(numeric_only=True)
    assert total[rate.measured] / total["rated"] == pytest.approx(MEASURE[f"{rate.name}_rate"](trace), abs=1e-12)
    if rate.name != "response":
        true = MEASURE[f"true_{rate.name}_rate"](trace)
        assert total[rate.true] / total["affected"] == pytest.approx(true, abs=1e-12)
    assert total[rate.true] <= total["affected"]


def test_a_run_without_a_cohort_has_no_rates():
    trace = SyntheticTrace("whistle", 20, 1)
    assert rates(trace, OWNER).empty
    share = shares(rate_steps(trace, OWNER))
    # rows of problems that arose in the cohort's days: there are none either
    assert share.isna().all(axis=None)


class ByHand:
    """Two problems, five rows: what becomes of each is written beside it."""

    days = 100

    def __init__(self) -> None:
        self.problems = pd.DataFrame({c.name: np.zeros(3, c.dtype) for c in tables.PROBLEMS})
        self.problems["arises_at"] = [10.0, 20.0, -30.0]
        self.problems["affected"] = [4, 1, 1]
        self.problems["reports"] = [2, 1, 1]
        self.problems["solved_at"] = [500.0, np.nan, np.nan]
        rows = pd.DataFrame({c.name: np.zeros(5, c.dtype) for c in tables.ISSUES})
        rows["problem_index"] = [0, 0, 1, 1, 2]
        rows["first_collect"] = [12.0, 13.0, 30.0, 40.0, 50.0]
        # 0: closed unsolved before a twin solved it; 1: solved; 2: falsely closed; 3: still open; 4: excluded
        closed, left = Status.CLOSED, Status.EXCLUDED
        rows["status"] = np.array([closed, closed, closed, Status.OPEN, left], dtype="int8")
        rows["rated"] = [1, 1, 1, 0, 0]
        rows["truly_solved"] = [0, 1, 0, 0, 0]
        rows["recorded_solved"] = [0, 1, 1, 0, 0]
        self.issues = rows


def test_steps_worked_by_hand():
    assert steps(ByHand()) == {
        RateStep.TRUE: (4, 5),
        RateStep.REPORTED: (2, 3),
        RateStep.BY_ROW: (2, 4),
        RateStep.BY_REGISTRATION: (2, 5),  # the row of the problem from before day 0 joins
        RateStep.NOT_EXCLUDED: (2, 4),
        RateStep.NOT_WITHDRAWN: (2, 4),
        RateStep.NOT_OPEN: (2, 3),
        RateStep.RATED: (2, 3),
        RateStep.WHEN_HANDLED: (1, 3),
        RateStep.MEASURED: (2, 3),
    }


def test_the_cohort_ends_thirty_days_before_the_run():
    at = pd.Series([-1.0, 0.0, 24.0 * 70 - 0.1, 24.0 * 70])
    assert in_cohort(at, 100).tolist() == [False, True, True, False]


def test_satisfaction_steps_meet_both_measures(trace):
    table = satisfaction.satisfaction_steps(trace, OWNER)
    share = shares(table, SatisfactionStep).iloc[0]
    assert share[SatisfactionStep.TRUE] == pytest.approx(MEASURE["true_satisfaction_rate"](trace), abs=1e-12)
    assert share[SatisfactionStep.MEASURED] == MEASURE["satisfaction_rate"](trace)
    assert share[SatisfactionStep.REPORTED] > share[SatisfactionStep.TRUE]  # the silent have had no contact
    assert share.between(0.0, 1.0).all()


def test_satisfaction_and_resolution_count_the_same_rows(trace):
    """What the two waterfalls call by the same name is the same step."""
    counted = {step.name: whole for step, (_, whole) in steps(trace).items()}
    for step, (_, whole) in satisfaction.steps(trace).items():
        assert whole == counted.get(step.name, counted["RATED"])


def test_call_backs_add_contact_and_nothing_else(trace):
    none = satisfaction.steps(trace)
    assert none[SatisfactionStep.CALLED_BACK] == pytest.approx(none[SatisfactionStep.RATED])
    called = SyntheticTrace("whistle", 200, trace.seed)
    called.issues["called_back"] = 1
    some = satisfaction.steps(called)
    assert some[SatisfactionStep.CALLED_BACK][0] > none[SatisfactionStep.CALLED_BACK][0]
    assert {s: v for s, v in some.items() if s != SatisfactionStep.CALLED_BACK} == {
        s: v for s, v in none.items() if s != SatisfactionStep.CALLED_BACK
    }
