"""Laws 2 and 3 as checks of a town at a time: no row is lost or owned twice, no stage runs backwards, Little's law."""

import numpy as np
import pytest

from sim.kernel.jobs import (
    APPLY,
    DELIBERATE,
    HANDLE,
    HANDOVER,
    LETTER,
    PAIR,
    PREPARE,
    RELEASE_AGAIN,
    REMINDER,
    TRIAGE,
    VERIFY,
)
from sim.kernel.state import Count, Town
from sim.stages import NONE, Channel, EventKind, Stage, Status
from tests.property.asked import active_jobs, table
from tests.property.departments import (
    assert_letters_are_with_somebody,
    assert_whistles_are_with_somebody,
    missed_to_the_end,
    with_departments,
)


def assert_rows_are_conserved(town: Town, end: float) -> None:
    """Law 2: rows in = closed + open + withdrawn + excluded, on every day, and what the days count is in the tables."""
    start, days = 24.0 * town.first_day, town.days[: int(end // 24) - town.first_day]

    def by_day(times: np.ndarray) -> np.ndarray:
        on = np.floor(times[(times >= start) & (times < end)] / 24.0).astype(int) - town.first_day
        return np.bincount(on, minlength=len(days))

    issues, whistles = table(town, "issues"), table(town, "whistles")
    first, last = town.first[:, : len(issues)], town.last[:, : len(issues)]
    status, collected, ended = issues["status"], first[Stage.COLLECT], issues["closed_at"]
    assert len(np.unique(issues["row"])) == len(issues)
    assert np.bincount(status, minlength=4)[Status.OPEN] == town.counts[Count.OPEN_ISSUES] == town.flows[2]
    assert np.array_equal(np.isnan(ended), status == Status.OPEN)
    unverified = np.isnan(town.last[Stage.VERIFY, : len(issues)]) & (status == Status.CLOSED)
    assert np.array_equal(unverified, (status == Status.CLOSED) & (issues["at_once"] == 1))  # but of the first call
    tables = {
        "registered": collected,
        "closed": ended[status == Status.CLOSED],
        "withdrawn": ended[status == Status.WITHDRAWN],
        "excluded": ended[status == Status.EXCLUDED],
        "found": collected[issues["channel"] == Channel.GRID],
        "threats": collected[issues["threat"] > 0],
        "applications": last[Stage.VERIFY, issues["applied"] == 1],
        "whistles": whistles["released_at"],
    }
    for name, times in tables.items():
        assert np.array_equal(days[name], by_day(times)), name
    assert np.array_equal(days["reports"], days["registered"] - days["found"] + days["merged"])
    assert days["urged"].sum() == (issues["urged"] > 0).sum()
    old = (collected < start).sum()
    gone = days["closed"] + days["withdrawn"] + days["excluded"]
    assert np.array_equal(days["open_issues"], old + np.cumsum(days["registered"] - gone))
    cards = town.scorecards
    assert cards["filed"].sum() == len(issues) and cards["applied"].sum() == days["applications"].sum()
    assert cards["granted"].sum() == ((status == Status.EXCLUDED) & (issues["applied"] == 1)).sum()


def _rows_of(town: Town, jobs: np.ndarray) -> np.ndarray:
    """Return the ledger rows that jobs are for."""
    subject = jobs["subject"].copy()
    by_assignment = np.isin(jobs["kind"], (LETTER, PAIR, RELEASE_AGAIN, REMINDER))
    subject[by_assignment] = table(town, "assignments")["issue"][subject[by_assignment]]
    return subject


def assert_nobody_is_lost_or_owned_twice(town: Town) -> None:
    """Law 2: an open row is with somebody, with one hand at a time; others wait for calls, replies, own checks at most.

    Those have their own checks in `tests/property/calls.py`. What is with several departments at once is with each of
    them once: `tests/property/departments.py`.
    """
    issues, jobs, events = table(town, "issues"), active_jobs(town), table(town, "events")
    number = len(issues)
    jobs = jobs[np.isin(jobs["kind"], (TRIAGE, HANDLE, PREPARE, VERIFY, DELIBERATE, APPLY, HANDOVER))]
    rows = _rows_of(town, jobs)

    def events_of(*kinds):
        return np.bincount(events["subject"][np.isin(events["kind"], kinds)], minlength=number)

    alone = np.bincount(rows, minlength=number)
    alone += events_of(EventKind.INTEGRATED, EventKind.INSTRUCTED, EventKind.RELEASED, EventKind.AGREED)
    by_departments = with_departments(town)
    is_open = issues["status"] == Status.OPEN
    assert np.array_equal(alone + by_departments, is_open)
    applying = is_open & (issues["applied"] == 1)
    assert np.array_equal(np.bincount(rows[jobs["kind"] == APPLY], minlength=number) == 1, applying)
    grid = issues["channel"] == Channel.GRID
    assert (issues["surveyed"][grid] == 0).all() and (issues["round"][grid] == 0).all()
    assert_letters_are_with_somebody(town)
    assert_whistles_are_with_somebody(town)


def assert_one_evaluation_a_whistle(town: Town) -> None:
    """Law 2: every department called by a closed whistle is evaluated once, with it; letters taken back never."""
    issues, whistles, assignments = (table(town, name) for name in ("issues", "whistles", "assignments"))
    blown = assignments[assignments["whistle"] != NONE]
    assert np.array_equal(np.bincount(blown["whistle"], minlength=len(whistles)), whistles["departments"])
    assert len(np.unique(blown[["whistle", "department"]])) == len(blown)
    with_it = whistles["evaluated_at"][blown["whistle"]]
    assert np.array_equal(blown["evaluated_at"], with_it, equal_nan=True)
    assert np.isnan(assignments["evaluated_at"][assignments["whistle"] == NONE]).all()
    assert len(np.unique(whistles[["issue", "visit"]])) == len(whistles)  # another visit, another whistle
    letters = np.unique(assignments[assignments["whistle"] == NONE][["issue", "visit"]])
    assert not np.isin(letters, whistles[["issue", "visit"]]).any()
    over = ~np.isnan(whistles["done_at"]) | missed_to_the_end(town)
    verified = town.last[Stage.VERIFY, whistles["issue"]] >= np.fmax(whistles["done_at"], whistles["released_at"])
    assert np.array_equal(over & verified, ~np.isnan(whistles["evaluated_at"]))
    evaluated = blown[~np.isnan(blown["evaluated_at"])]
    seen = np.zeros(town.records.shape)
    np.add.at(seen, (issues["street"][evaluated["issue"]], evaluated["role"]), 1.0)
    assert np.array_equal(seen, town.records["evaluated"])


def assert_little(town: Town, end: float) -> None:
    """Law 3: the integral of the number of rows and jobs is the sum of their stays."""
    issues, units = table(town, "issues"), town.units
    integral = town.flows[0] + town.flows[2] * (end - town.flows[1])
    came = np.maximum(town.first[Stage.COLLECT, : len(issues)], 24.0 * town.first_day)
    left = np.where(np.isnan(issues["closed_at"]), end, issues["closed_at"])
    assert integral == pytest.approx((left - came).sum(), rel=1e-9)
    inside = units["inside_integral"] + units["inside"] * (end - units["inside_since"])
    stays = units["stays"] + units["inside"] * end - units["joined_sum"]
    assert np.allclose(inside, stays, rtol=1e-9, atol=1e-6)
    assert np.array_equal(units["arrived"] - units["left"], units["inside"])


def assert_no_stage_runs_backwards(town: Town) -> None:
    """Law 2: rows of one visit pass the stages in order; of all, no stage was passed last before it was passed first.

    EVALUATE alone follows the clock of a case and not its work: `assert_calls` of `tests/property/calls.py`.
    """
    issues = table(town, "issues")
    first, last = town.first[:, : len(issues)], town.last[:, : len(issues)]
    once = issues["visits"] == 0  # a later visit may take another way, so its stages are compared by the oracle
    for early, late in zip(range(Stage.VERIFY), range(1, Stage.EVALUATE), strict=True):
        both = once & ~np.isnan(first[early]) & ~np.isnan(first[late])
        assert (first[early, both] <= first[late, both]).all(), (Stage(early).name, Stage(late).name)
    assert (np.isnan(first) == np.isnan(last)).all() and not (first > last).any()
