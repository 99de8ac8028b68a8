"""Letters are decisions and appointments are booked: direction and dose, then what the rules say in numbers."""

import numpy as np
import pandas as pd
import pytest

from sim.model import StreetModel
from sim.stages import Grade, Level, Solvability, Work
from sim.still import BEHAVIOURS
from sim.trace import Trace
from tests.functional.ablation import ASSESSED, decided
from tests.functional.alone import FIVE, Measured, Run, low, named, run, runs
from tests.functional.letters import DOSES, KEPT, LETTERS, appointments
from tests.functional.mechanisms import hours_at
from tests.slow import all_slow_but

STILL = tuple(BEHAVIOURS)
ONCE = {"service.max_visits": 1}  # so that what is truly the case is of the only handling


@pytest.fixture(scope="module", name="taken")
def rows_measured():
    """What all rows of this file ask of their worlds."""
    return Measured(*LETTERS, *DOSES)


# A few of all parts; the rest is a slow proof.
FEW = ("letters: their answers fill departments", "booking: without common times whistles go out as letters")
FEW_DOSES = ("take_up by service.take_up", "no_show by service.no_show")


@pytest.mark.parametrize("mechanism", all_slow_but(FEW, LETTERS, named), ids=named)
def test_what_one_part_alone_does(mechanism, taken):
    assert (low(taken.differences(mechanism)) > 0.0).all(), taken.values(mechanism)


@pytest.mark.parametrize("dose", all_slow_but(FEW_DOSES, DOSES, named), ids=named)
def test_more_of_a_part_does_more(dose, taken):
    assert (low(taken.differences(dose)) > 0.0).all(), taken.values(dose)


def within(found: int, of: int, chance: float, errors: float = 3.0) -> bool:
    """Tell whether a share is a chance, within three standard errors of a binomial."""
    return abs(found / of - chance) < errors * np.sqrt(chance * (1.0 - chance) / of)


# --- letters


def test_over_empty_trays_every_ask_brings_what_take_up_says():
    """1 − 0.75^k after k asks; after the third reminder the others, 0.75^4, are given up."""
    rested = {"staffing.department_factor": 4.0}
    letters = pd.concat([asked(r) for r in runs("status_quo", rested, STILL)])
    end = letters[(letters["accepted_at"].notna()) | (letters["lapsed"] == 1)]
    assert (end["asks"] <= 4).all() and (end.loc[end["lapsed"] == 1, "asks"] == 4).all()
    old = letters[letters["released_at"] < 24.0 * 30]  # the others may wait for another ask
    for asks in (1, 2):
        taken = (old["accepted_at"].notna() & (old["asks"] <= asks)).sum()
        assert within(taken, len(old), 1.0 - 0.75**asks), asks


def asked(r: Run) -> pd.DataFrame:
    """Return letters from day 0 that departments were asked to take up and never sent back."""
    a = r.trace.assignments
    return a[(a["whistle"] < 0) & (a["asks"] > 0) & (a["returns"] == 0) & (a["released_at"] >= 0.0)]


def test_departments_that_answer_apart_solve_by_the_factor_and_those_who_come_together_do_not():
    """Of solvable cases 0.46 × 0.7^(n − 1) by letters of n departments, 0.46 by whistle whatever their number."""
    handled = pd.concat([only_handling(r) for r in runs("whistle", ONCE, STILL, FIVE)])
    for by_whistle, share in ((0, 0.7), (1, 1.0)):
        for n in (1, 2):
            mine = handled[(handled["by_whistle"] == by_whistle) & (handled["n"] == n)]
            assert len(mine) > 100
            assert within(mine["truly_solved"].sum(), len(mine), 0.46 * share ** (n - 1)), (by_whistle, n)


@pytest.mark.parametrize(("apart", "n"), [(0.0, 2), (0.6, 2), (0.6, 1)])
def test_the_dose_of_apart(apart, n):
    handled = pd.concat([only_handling(r) for r in runs("status_quo", {**ONCE, "service.apart": apart}, STILL)])
    mine = handled[handled["n"] == n]
    assert len(mine) > 100 and within(mine["truly_solved"].sum(), len(mine), 0.46 * (1.0 - apart) ** (n - 1))


def only_handling(r: Run) -> pd.DataFrame:
    """Return solvable cases that departments have handled and nobody had solved by then: how many, and how they came."""
    called = r.trace.assignments[r.trace.assignments["done_at"].notna()].groupby("issue")
    found = pd.DataFrame({"n": called.size(), "by_whistle": (called["whistle"].max() >= 0).astype(int)})
    found = found.join(
        r.trace.issues[["solvability", "truly_solved", "last_handle", "lapsed", "problem_index", "visits"]]
    )
    before = r.trace.problems["solved_at"].to_numpy()[found["problem_index"].to_numpy()] < found["last_handle"]
    answered = ~before & (found["lapsed"] == 0) & found["last_handle"].notna() & (found["visits"] == 0)
    return found[answered & (found["solvability"] == Solvability.SOLVABLE)]


def test_letters_are_assessed_by_nobody():
    """Evaluation weighs in departments' conduct, and no letter fares otherwise where nobody whistles."""
    there, gone = run("status_quo", ASSESSED), run()
    assert decided("effort")(there) > decided("effort")(gone) + 0.05
    assert there.trace.assignments.equals(gone.trace.assignments)


# --- appointments


def test_nobody_is_booked_twice_and_nobody_of_the_street_waits_on_site():
    """Departments of four or five have one pair to offer at each of four times a day."""
    r = run("whistle", {"whistle.propensity": 1.0, "whistle.learning": "false"})
    called = r.trace.assignments[r.trace.assignments["whistle"].isin(appointments(r).index)]
    called = called[called["called_at"].notna()]
    assert len(called) > 500 and not called.duplicated(["department", "called_at"]).any()
    assert set(np.round(called["called_at"] % 24.0, 6)) == {9.0, 10.75, 14.0, 15.75}
    assert hours_at(Level.DEPARTMENT, Work.WAITING)(r) > 0.0 == hours_at(Level.STREET, Work.WAITING)(r)


@pytest.mark.parametrize("no_show", [0.2, 0.5])
def test_who_stays_away_is_who_makes_no_effort(no_show):
    """Kept is 1 − no-show × (1 − effort) of what is kept where nobody means to stay away, effort as the place has it."""
    found = {}
    for chance in (0.0, no_show):
        kept = held = 0.0
        for r in runs("whistle", {"service.no_show": chance, "staffing.department_factor": 2.0}, STILL):
            n = appointments(r)
            sizes = r.trace.assignments.groupby("whistle").size().reindex(n.index)
            number = float((n["appointments"] * sizes).sum())
            kept, held = kept + KEPT(r) * number, held + number
            effort = float(r.model.engine.town.department_policy["effort"].mean())
        found[chance] = (kept, held)
    (all_kept, of), (kept, held) = found[0.0], found[no_show]
    expected = all_kept / of * (1.0 - no_show * (1.0 - effort))
    assert within(kept, held, expected)


# --- the same cases, by letter and by whistle


@pytest.mark.slow
@pytest.mark.parametrize("apart", [0.3, 0.0])
def test_of_the_same_cases_more_are_solved_in_thirty_days_by_whistle_than_by_letter(apart):
    """Cases of `quarter` that departments are called to in one town and written to in its twin, five seeds."""
    found = np.array([twins(seed, {"service.apart": apart}) for seed in FIVE])
    more = found[:, 0] - found[:, 1]
    half = more.mean() - low(more[None])[0]
    print(f"apart {apart}: {found[:, 0].mean():.3f} by whistle, {found[:, 1].mean():.3f} by letter, "
          f"difference {more.mean():.3f} ± {half:.3f}")  # fmt: skip
    assert low(more[None])[0] > 0.0


def twins(seed: int, settings: dict[str, object]) -> tuple[float, float]:
    """Return which share of the same cases, no emergencies, is solved in time by whistle and by letter."""
    by_whistle, by_letter = (
        fates(StreetModel(name, "quarter", 120, seed=seed, burn_in_days=30, settings=settings).run())
        for name in ("whistle", "status_quo")
    )
    both = by_whistle[by_whistle["whistled"]].join(
        by_letter[~by_letter["whistled"]], how="inner", suffixes=("", "_letter")
    )
    assert len(both) > 500
    return float(both["solved"].mean()), float(both["solved_letter"].mean())


def fates(trace: Trace) -> pd.DataFrame:
    """Return cases filed from day 0 to 30 days before the end that went to departments at first, by their row."""
    first = trace.assignments[trace.assignments["visit"] == 0].groupby("issue")["whistle"].first()
    issues = trace.issues.loc[first.index]
    solved_at = trace.problems["solved_at"].to_numpy()[issues["problem_index"].to_numpy()]
    found = pd.DataFrame({"whistled": first >= 0, "solved": solved_at <= issues["first_collect"] + 24.0 * 30})
    filed = issues["first_collect"].between(0.0, 24.0 * (trace.days - 30))
    return found[filed & (issues["grade"] != Grade.EMERGENCY)].set_axis(
        issues.loc[filed & (issues["grade"] != Grade.EMERGENCY), "row"], axis=0
    )
