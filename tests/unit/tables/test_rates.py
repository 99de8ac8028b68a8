"""Rates by month and the steps from the true to the measured rate: they add up to the measures of the run."""

import itertools

import numpy as np
import pytest

from experiments.tables import satisfaction_steps as satisfaction
from experiments.tables.rates import RATES, RateStep, rate_steps, rates, shares, steps
from experiments.tables.satisfaction_steps import SatisfactionStep, contact_hours, waited_days
from experiments.tables.summaries import Owner
from sim.measures import MEASURES
from sim.stages import Channel, Status
from tests.synthetic import SyntheticTrace
from tests.unit.sim.frames import NEVER, HandMade

MEASURE = {measure.name: measure.of for measure in MEASURES}
OWNER = Owner({"scenario": "whistle", "replication": 0})
OPEN, CLOSED, WITHDRAWN, EXCLUDED = (int(status) for status in Status)


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


def test_each_step_changes_whom_it_counts_or_in_what_sense_never_both(trace):
    whole = {step: whole for step, (_, whole) in steps(trace).items()}
    assert whole[RateStep.REPORTED] <= whole[RateStep.TRUE]
    narrowing = [whole[step] for step in (RateStep.BY_ROW, RateStep.NOT_EXCLUDED, RateStep.NOT_WITHDRAWN, RateStep.CALLED)]
    assert narrowing == sorted(narrowing, reverse=True) and narrowing[0] > narrowing[-1]
    assert whole[RateStep.CALLED] == whole[RateStep.AT_CALL] < whole[RateStep.BY_CALL]
    assert whole[RateStep.BY_CALL] > whole[RateStep.RATED] == whole[RateStep.MEASURED]


@pytest.mark.parametrize("rate", RATES, ids=lambda rate: rate.name)
def test_months_add_up_to_the_measures_of_the_run(trace, rate):
    total = rates(trace, OWNER).sum(numeric_only=True)
    assert total[rate.measured] / total[rate.counted] == pytest.approx(MEASURE[f"{rate.name}_rate"](trace), abs=1e-12)
    if rate.name != "response":
        true = MEASURE[f"true_{rate.name}_rate"](trace)
        assert total[rate.true] / total["affected"] == pytest.approx(true, abs=1e-12)
    assert total[rate.true] <= total["affected"]


def test_a_short_run_has_measured_rates_and_no_true_ones():
    trace = SyntheticTrace("whistle", 20, 1)
    table = rates(trace, OWNER)
    assert table["called"].sum() > 0 and table["affected"].sum() == 0
    share = shares(rate_steps(trace, OWNER)).iloc[0]
    # rows of problems whose thirty days are over: there are none either
    assert share[: RateStep.BY_CALL].isna().all() and share[RateStep.BY_CALL :].notna().all()


def test_a_row_counts_in_the_month_of_its_first_call_and_a_problem_in_that_of_its_first_filing():
    problems = [{"arises_at": 10.0, "filed_at": 24.0 * 40, "affected": 2, "reports": 1, "solved_at": 24.0 * 45,
                 "mean_expected_days": 5.0},
                {"arises_at": 24.0 * 5, "affected": 3, "mean_expected_days": 5.0}]
    row = {"first_collect": 24.0 * 40, "contacted_at": 24.0 * 40.5, "evaluated_at": 24.0 * 65, "rated": 1, "answer": 1}
    grid = {"first_collect": 24.0 * 41, "contacted_at": 24.0 * 41, "channel": int(Channel.GRID), "person": 1}
    table = rates(HandMade(200, problems, [row, grid]), OWNER).set_index("month")
    assert table.index.tolist() == [0, 1, 2]
    assert table["called"].tolist() == [0, 0, 1] and table["said_solved"].tolist() == [0, 0, 1]
    assert table["affected"].tolist() == [3, 2, 0] and table["truly_solved"].tolist() == [0, 2, 0]
    assert table["reached"].tolist() == [0, 1, 0]  # nobody has reported what a patrol found


def by_hand():
    """Four problems, eight rows: what becomes of each is written beside it."""
    problems = [
        {"arises_at": 10.0, "filed_at": 12.0, "affected": 4, "reports": 2, "solved_at": 500.0},
        {"arises_at": 20.0, "filed_at": 30.0, "affected": 1, "reports": 1},
        {"arises_at": -30.0, "filed_at": 50.0, "affected": 1, "reports": 1},  # before the run
        {"arises_at": 60.0, "filed_at": 60.0, "affected": 1, "reports": 0, "solved_at": 800.0},  # after its thirty days
    ]
    issues = [
        {"problem_index": 0, "evaluated_at": 180.0, "status": OPEN, "rated": 1, "answer": 0},  # solved later
        {"problem_index": 0, "evaluated_at": 600.0, "status": CLOSED, "rated": 1, "answer": 1, "solved_then": 1},
        {"problem_index": 1, "evaluated_at": 200.0, "status": CLOSED, "rated": 1, "answer": 1},  # believes it
        {"problem_index": 1, "evaluated_at": 210.0, "status": EXCLUDED},  # called, no answer, then excluded
        {"problem_index": 1, "status": EXCLUDED, "closed_at": 40.0},
        {"problem_index": 0, "status": WITHDRAWN, "closed_at": 510.0},
        {"problem_index": 2, "evaluated_at": 220.0, "status": CLOSED, "rated": 1, "answer": 0},
        {"problem_index": 3, "status": CLOSED, "closed_at": 800.0, "channel": int(Channel.GRID)},
    ]
    return HandMade(100, problems, issues)


def test_steps_worked_by_hand():
    assert steps(by_hand()) == {
        RateStep.TRUE: (4, 6),
        RateStep.REPORTED: (2, 3),
        RateStep.BY_ROW: (3, 7),
        RateStep.NOT_EXCLUDED: (3, 6),
        RateStep.NOT_WITHDRAWN: (2, 5),
        RateStep.CALLED: (2, 4),
        RateStep.AT_CALL: (1, 4),
        RateStep.BY_CALL: (1, 5),  # the row of the problem from before day 0 joins
        RateStep.RATED: (1, 4),
        RateStep.MEASURED: (2, 4),
    }


def test_satisfaction_steps_meet_both_measures(trace):
    table = satisfaction.satisfaction_steps(trace, OWNER)
    share = shares(table, SatisfactionStep).iloc[0]
    assert share[SatisfactionStep.TRUE] == pytest.approx(MEASURE["true_satisfaction_rate"](trace), abs=1e-12)
    assert share[SatisfactionStep.MEASURED] == MEASURE["satisfaction_rate"](trace)
    assert share[SatisfactionStep.REPORTED] > share[SatisfactionStep.TRUE]  # the silent have had no contact
    assert share[SatisfactionStep.BELIEVED] > share[SatisfactionStep.CONTACT]  # here nobody denies a solution
    assert share.between(0.0, 1.0).all()


def test_satisfaction_and_resolution_count_the_same_rows(trace):
    """What the two waterfalls call by the same name is the same step."""
    counted = {step.name: whole for step, (_, whole) in steps(trace).items()}
    for step, (_, whole) in satisfaction.steps(trace).items():
        assert whole == counted.get(step.name, counted["RATED"])


CALL = {"first_collect": 0.0, "evaluated_at": 240.0}


@pytest.mark.parametrize(("row", "hours"), [
    ({}, 0.0),
    ({"contacted_at": 240.0}, 0.5),
    ({"contacted_at": 240.1}, 0.0),  # after the call
    ({"contacted_at": 5.0, "triages": 3}, 0.5),  # once, however often the case was sent to the wrong section
    ({"contacted_at": 5.0, "replied": 1, "replied_at": 230.0}, 0.6),
    ({"contacted_at": 5.0, "replied": 1, "replied_at": 250.0}, 0.5),
    ({"contacted_at": 5.0, "replied": 0, "replied_at": 230.0}, 0.5),  # dealt with: verification is no contact
    ({"contacted_at": 5.0, "replied": 1, "replied_at": 230.0, "called_back": 1, "visits": 4}, 0.85),
])  # fmt: skip
def test_contact_is_first_contact_reply_and_own_check_before_the_call_each_once(row, hours):
    trace = HandMade(100, issues=[{**CALL, **row}])
    assert contact_hours(trace, trace.issues) == pytest.approx([hours])


def test_who_is_called_has_waited_to_the_verification_or_while_the_row_is_open_to_the_call():
    rows = [
        {**CALL, "closed_at": 110.0, "last_verify": 96.0},  # an application lay between the two
        {**CALL, "closed_at": 240.0, "last_verify": 240.0},
        {**CALL, "closed_at": 480.0, "last_verify": 480.0},
        {**CALL, "closed_at": NEVER, "last_verify": 100.0},  # reopened
        {**CALL, "closed_at": 12.0, "last_verify": NEVER},  # settled in the first call
    ]
    assert waited_days(HandMade(100, issues=rows).issues).tolist() == [4.0, 10.0, 10.0, 10.0, 0.5]


def test_contact_moves_its_own_steps_and_none_before(trace):
    checked = SyntheticTrace("whistle", 200, trace.seed)
    checked.issues["called_back"] = 1
    before, now = satisfaction.steps(trace), satisfaction.steps(checked)
    moved = {step for step in SatisfactionStep if before[step] != now[step]}
    assert moved == {SatisfactionStep.CONTACT, SatisfactionStep.BELIEVED}
    assert now[SatisfactionStep.CONTACT][0] > before[SatisfactionStep.CONTACT][0]
    assert np.isfinite([part for part, _ in now.values()]).all()
