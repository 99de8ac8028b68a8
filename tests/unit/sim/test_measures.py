"""What counts in what: every rate on traces of a few rows written by hand, the borders of its time among them."""

import math

import pandas as pd
import pytest

from sim import tables
from sim.cohorts import in_cohort
from sim.measures import MEASURES
from sim.stages import NONE, Channel, Level, Status, TaskKind, Work
from tests.synthetic import SATISFACTION
from tests.unit.sim.frames import NEVER, HandMade, frame

MEASURE = {measure.name: measure.of for measure in MEASURES}
DAYS = 100
END = 24.0 * DAYS
OPEN, CLOSED, WITHDRAWN, EXCLUDED = (int(status) for status in Status)


def of(name, problems=(), issues=()):
    return MEASURE[name](HandMade(DAYS, problems, issues))


def called(at, **more):
    """A row that was filed two days before it was first called."""
    return {"first_collect": at - 48.0, "evaluated_at": at, "status": CLOSED, **more}


def said(answer, **more):
    return called(100.0, rated=1, surveyed=1, answer=answer, **more)


@pytest.mark.parametrize(("at", "counts"), [(-0.1, False), (0.0, True), (END - 0.1, True), (END, False), (NEVER, False)])
@pytest.mark.parametrize("name", ["resolution_rate", "satisfaction_rate", "response_rate"])
def test_measured_rates_count_rows_first_called_from_day_0_to_the_end(name, at, counts):
    row = {**called(at, rated=1, answer=1, satisfied=1), "first_collect": 5.0, "contacted_at": 6.0}
    found = of(name, issues=[row])
    assert found == 1.0 if counts else math.isnan(found)


def test_resolution_is_what_was_answered_whatever_the_ledger_and_the_truth_say():
    rows = [said(1, recorded_solved=0), said(1, solved_then=0), said(0, recorded_solved=1, solved_then=1)]
    assert of("resolution_rate", issues=rows) == 2 / 3


def test_resolution_and_satisfaction_are_of_who_answered_response_of_all_called():
    rows = [said(1, satisfied=1, contacted_at=76.0), said(0, contacted_at=76.1), called(100.0, contacted_at=52.1),
            called(100.0)]  # filed at 52; the first was contacted after exactly 24 hours
    assert of("resolution_rate", issues=rows) == 0.5
    assert of("satisfaction_rate", issues=rows) == 0.5
    assert of("response_rate", issues=rows) == 0.5


def test_an_open_row_that_was_called_counts():
    assert of("resolution_rate", issues=[said(1), said(0, status=OPEN)]) == 0.5


def test_rows_excluded_before_the_call_or_found_by_patrols_are_not_called_and_those_excluded_later_were():
    never = {"first_collect": 10.0, "closed_at": 40.0}
    rows = [said(1), {**never, "status": EXCLUDED}, {**never, "status": WITHDRAWN},
            {**never, "status": CLOSED, "channel": int(Channel.GRID)}]
    assert [of(name, issues=rows) for name in ("resolution_rate", "response_rate")] == [1.0, 0.0]
    assert of("resolution_rate", issues=[*rows, said(0, status=EXCLUDED, closed_at=300.0)]) == 0.5


def test_resolved_later_is_of_the_unsolved_who_answered_a_second_call():
    rows = [
        called(100.0, solved_then=0, answer_later=1),
        called(100.0, solved_then=0, answer_later=0),
        called(100.0, solved_then=0, answer_later=0, rated=1, answer=1),  # the first answer does not matter
        called(100.0, solved_then=0, answer_later=NONE),  # not called again, or no answer
        called(100.0, solved_then=1, answer_later=1),
        called(-1.0, solved_then=0, answer_later=1),
        called(END, solved_then=0, answer_later=1),
    ]
    assert of("resolved_later", issues=rows) == 1 / 3
    assert math.isnan(of("resolved_later", issues=rows[3:]))


def test_late_is_who_had_no_reply_when_it_was_due_open_or_closed():
    rows = [
        {"due_at": 50.0, "replied_at": 50.0, "status": OPEN},  # on time to the minute, and never closed
        {"due_at": 50.0, "replied_at": 50.1, "closed_at": 50.1, "status": CLOSED},
        {"due_at": 50.0, "status": OPEN},
        {"due_at": 50.0, "replied_at": 20.0, "closed_at": 50.0, "status": CLOSED},
    ]
    assert of("on_time_reply", issues=rows) == 0.5
    assert of("late_share", issues=rows) == 0.5
    assert of("closed_late", issues=rows) == 0.75


@pytest.mark.parametrize(("row", "counts"), [
    ({"due_at": 0.0}, True),
    ({"due_at": -0.1}, False),
    ({"due_at": END - 0.1}, True),
    ({"due_at": END}, False),
    ({"due_at": 50.0, "channel": int(Channel.GRID), "replied_at": NEVER}, False),
    ({"due_at": 50.0, "status": EXCLUDED, "closed_at": 50.0}, False),
    ({"due_at": 50.0, "status": WITHDRAWN, "closed_at": 49.0}, False),
    ({"due_at": 50.0, "status": EXCLUDED, "closed_at": 50.1}, True),  # was owed a reply that never came
    ({"due_at": 50.0, "status": CLOSED, "closed_at": 50.0}, True),
])  # fmt: skip
def test_replies_are_owed_by_rows_due_in_the_run_and_in_the_rates_when_due(row, counts):
    for name in ("on_time_reply", "late_share", "closed_late"):
        assert math.isnan(of(name, issues=[row])) != counts


FILED = {"arises_at": 10.0, "affected": 1, "reports": 1, "mean_expected_days": 10.0}


@pytest.mark.parametrize("within", [30, 90])
def test_solved_within_is_of_problems_filed_long_enough_before_the_end(within):
    limit, last = 24.0 * within, END - 24.0 * within
    problems = [
        {**FILED, "filed_at": 20.0, "solved_at": 20.0 + limit, "affected": 40, "rows": 5},  # counted once
        {**FILED, "filed_at": 20.0, "solved_at": 20.1 + limit},
        {**FILED, "filed_at": last - 0.1, "arises_at": -50.0},
        {**FILED, "filed_at": last, "solved_at": last + 1.0},
        {**FILED, "filed_at": -0.1, "solved_at": 5.0},
        {**FILED, "filed_at": NEVER, "solved_at": 20.0},
    ]
    assert of(f"solved_{within}", problems) == 1 / 3
    assert math.isnan(of(f"solved_{within}", problems[3:]))


LAST = END - 720.0  # 30 days before the end


def test_true_resolution_is_over_all_affected_thirty_days_after_filing():
    problems = [
        {**FILED, "affected": 3, "filed_at": 500.0, "solved_at": 1220.0},  # 30 days after its filing
        {**FILED, "affected": 2, "filed_at": 500.0, "solved_at": 1220.1},
        {**FILED, "affected": 4, "solved_at": 730.0},  # nobody filed: 30 days after it arose
        {**FILED, "affected": 1, "solved_at": 730.1},
        {**FILED, "affected": 50, "filed_at": LAST, "solved_at": LAST + 1.0},  # filed too late to be known
        {**FILED, "affected": 50, "arises_at": -0.1, "filed_at": 5.0, "solved_at": 6.0},
        {**FILED, "affected": 50, "arises_at": LAST, "solved_at": LAST + 1.0},
    ]
    assert of("true_resolution_rate", problems) == 7 / 10


def test_true_rates_do_not_move_with_what_comes_after_the_thirty_days():
    problems = [{**FILED, "affected": 2, "filed_at": 20.0, "solved_at": 900.0}, {**FILED, "filed_at": 30.0, "solved_at": 80.0}]
    unsolved = [{**problems[0], "solved_at": NEVER}, problems[1]]
    for name in ("true_resolution_rate", "true_satisfaction_rate", "solved_30"):
        known = MEASURE[name](HandMade(60, problems))
        assert known == MEASURE[name](HandMade(300, problems)) == MEASURE[name](HandMade(60, unsolved)) > 0.0


def satisfied(solved, waited, contact, expected=10.0):
    """docs/flow.md, section 6."""
    e = SATISFACTION
    x = min(max(math.log(expected / max(waited, 1 / 24)), -e["wait_clip"]), e["wait_clip"])
    odds = e["satisfied_base"] + e["satisfied_solved"] * solved + e["satisfied_wait"] * x * (e["wait_loss"] if x < 0 else 1)
    odds += e["satisfied_contact"] * contact / (contact + e["contact_half_hours"])
    return 1 / (1 + math.exp(-odds))


def test_true_satisfaction_is_by_what_is_the_case_thirty_days_after_filing():
    problems = [
        {**FILED, "affected": 3, "reports": 2, "filed_at": 100.0, "solved_at": 100.0 + 24 * 4},
        {**FILED, "affected": 1, "reports": 1, "filed_at": 100.0, "solved_at": 100.0 + 24 * 40},
        {**FILED, "affected": 1, "reports": 0, "solved_at": 10.0 + 24 * 6},
    ]
    expected = 2 * satisfied(1, 4, 0.5) + satisfied(1, 4, 0) + satisfied(0, 30, 0.5) + satisfied(1, 6, 0)
    assert of("true_satisfaction_rate", problems) == pytest.approx(expected / 5, abs=1e-12)


def test_where_there_is_nobody_to_count_there_is_no_rate():
    for name in ("response_rate", "resolution_rate", "satisfaction_rate", "resolved_later", "true_resolution_rate",
                 "true_satisfaction_rate", "solved_30", "solved_90", "on_time_reply", "late_share", "closed_late"):
        assert math.isnan(of(name)), name


def test_the_margin_is_thirty_days_unless_said():
    at = HandMade(DAYS, [{"arises_at": at} for at in (-1.0, 0.0, LAST - 0.1, LAST)]).problems["arises_at"]
    assert in_cohort(at, DAYS).tolist() == [False, True, True, False]


def test_duty_is_told_apart_from_staffed_hours():
    rows = [(0, int(Level.STREET), int(Work.CONTACT), 30.0), (0, int(Level.STREET), int(Work.DUTY), 12.0),
            (-1, int(Level.STREET), int(Work.DUTY), 5.0), (0, int(Level.STREET), int(Work.DERIVED), 10.0)]  # fmt: skip
    trace = HandMade(DAYS)
    trace.workload = pd.DataFrame(rows, columns=["day", "level", "kind", "hours"])
    trace.offices = pd.DataFrame({"day": [-1, 0], "level": int(Level.STREET), "staffed": [50.0, 80.0]})
    assert MEASURE["duty_hours"](trace) == 12.0
    assert MEASURE["street_utilisation"](trace) == 0.5
    assert MEASURE["street_funnel_share"](trace) == 0.25


def worked(rows, tasks=(), funnel=()):
    """A run whose streets worked these (day, kind, hours), with 80 staffed hours, a tenth of a year long."""
    trace = HandMade(73)
    street = int(Level.STREET)
    trace.workload = pd.DataFrame([(day, street, int(kind), hours) for day, kind, hours in rows],
                                  columns=["day", "level", "kind", "hours"])  # fmt: skip
    trace.offices = pd.DataFrame({"day": [-1, 0], "level": street, "staffed": [50.0, 80.0]})
    trace.tasks = frame(tables.TASKS, tasks)
    trace.funnel = frame(tables.FUNNEL, funnel)
    return trace


def test_overtime_is_told_apart_from_staffed_hours():
    rows = [(0, Work.RESIDENT, 30.0), (0, Work.OVERTIME, 12.0), (-1, Work.OVERTIME, 5.0), (0, Work.DERIVED, 10.0)]
    trace = worked(rows, funnel=[{"level": int(Level.STREET), "kind": int(Work.DERIVED), "hours": 13.0}])
    assert MEASURE["overtime_hours"](trace) == pytest.approx(12.0 * 5.0 / 40.0)  # five times 73 days, 40 people
    assert MEASURE["street_utilisation"](trace) == 0.5
    assert MEASURE["street_funnel_share"](trace) == 0.25


def test_work_passed_down_counts_in_overtime_too():
    rows = [
        {"level": int(Level.STREET), "kind": int(Work.DERIVED), "hours": 13.0},
        {"level": int(Level.COMMUNITY), "kind": int(Work.TRANSFERRED), "hours": 2.0},
        {"level": int(Level.COMMUNITY), "kind": int(Work.TRANSFERRED), "hours": 4.0, "day": -1},
    ]
    trace = worked([(0, Work.DERIVED, 10.0), (0, Work.OVERTIME, 3.0)], funnel=rows)
    assert (MEASURE["passed_down_hours"](trace), MEASURE["derived_hours"](trace)) == (15.0, 13.0)


def test_form_without_content_is_what_was_left_out_of_sheets_that_reached_streets():
    sheet = {"kind": int(TaskKind.DERIVED), "level": int(Level.STREET), "arrives_at": 0.0, "hours": 3.0, "shed": 1.0}
    others = [
        {**sheet, "level": int(Level.COMMUNITY)},
        {**sheet, "kind": int(TaskKind.TRANSFERRED)},
        {**sheet, "arrives_at": -0.1, "shed": 2.0},
        {**sheet, "arrives_at": 24.0 * 73, "shed": 0.0},
        {**sheet, "arrives_at": NEVER, "shed": 0.0},
    ]
    assert MEASURE["shed_share"](worked([], [sheet, *others])) == 0.25
    assert MEASURE["shed_share"](worked([], [sheet, {**sheet, "hours": 4.0, "shed": 0.0}, *others])) == 0.125
    assert math.isnan(MEASURE["shed_share"](worked([], others[:1])))
