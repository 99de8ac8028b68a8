"""Rates through the year, measured and true, and the steps that lead from the true to the measured rate.

Who is counted is told in `sim.cohorts`: summed over the months the parts give the measures of the run, and the first
and the last of the steps are two of its measures.
"""

from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from experiments.tables.summaries import Owner, month_of, owned
from sim.cohorts import COHORT_MARGIN_DAYS, called, settled, solved_within, started
from sim.stages import Channel, Status
from sim.tables import Column
from sim.true_rates import truly_satisfied


class Rate(NamedTuple):
    """A rate of `rates.parquet`: columns of its measured and its true part."""

    name: str
    measured: str
    counted: str  # what the measured part is of
    true: str  # of `affected`


RATES = (
    Rate("response", "responded", "called", "reached"),
    Rate("resolution", "said_solved", "rated", "truly_solved"),
    Rate("satisfaction", "satisfied", "rated", "truly_satisfied"),
)
RATE_COLUMNS = (
    Column("month", "int64", "", "of the city's first call (rows), of first filing or, where nobody filed, of arising "
                                 "(problems): a twelfth of 365 days, from 0"),
    Column("called", "int64", "", "rows the city first called"),
    Column("responded", "int64", "", "of these first contacted within 24 hours of filing"),
    Column("rated", "int64", "", "of the rows called: the reporter answered"),
    Column("said_solved", "int64", "", "of these who said that the problem is solved"),
    Column("satisfied", "int64", "", "of the rated whose reporter was satisfied"),
    Column("affected", "int64", "residents", "affected by problems whose 30 days are over, the silent included"),
    Column("reached", "int64", "residents", "of these contacted within 24 hours of filing a row of their own"),
    Column("truly_solved", "int64", "residents", "of these whose problem was truly solved within 30 days"),
    Column("truly_satisfied", "float64", "residents", "of these satisfied 30 days after first filing, in the mean"),
)  # fmt: skip


class RateStep(IntEnum):
    """Steps from the true to the measured resolution rate; each changes one thing."""

    TRUE = 0  # residents affected: was their problem truly solved within 30 days of first filing?
    REPORTED = 1  # only those who reported
    BY_ROW = 2  # every ledger row of these problems counts once, merged reports do not
    NOT_EXCLUDED = 3  # without rows excluded before the city called
    NOT_WITHDRAWN = 4  # without rows withdrawn before the city called
    CALLED = 5  # only rows the city has called: neither those of patrols nor those not yet due
    AT_CALL = 6  # truly solved when the city first called, not 30 days after first filing
    BY_CALL = 7  # all rows called in the run, not those of these problems
    RATED = 8  # only rows whose reporter answered
    MEASURED = 9  # solved as the reporter said


STEP_COLUMNS = (
    Column("step", "int64", "", f"RateStep: {', '.join(f'{int(s)} {s.name}' for s in RateStep)}"),
    Column("part", "int64", "", "solved in the sense of the step"),
    Column("whole", "int64", "", "counted in the step: residents in the first two, ledger rows in the others"),
)


class Rows(NamedTuple):
    """Which ledger rows are counted in the steps of both waterfalls; bool[rows] each."""

    by_row: np.ndarray
    not_excluded: np.ndarray
    not_withdrawn: np.ndarray
    called: np.ndarray
    by_call: np.ndarray
    rated: np.ndarray


def rates(trace: Any, owner: Owner) -> pd.DataFrame:
    """Return the run's rows of `rates.parquet`."""
    issues, problems = trace.issues, trace.problems
    in_time = issues["contacted_at"] - issues["first_collect"] <= float(trace.provenance["response_hours"])
    counted = called(issues, trace.days)
    rated = issues["rated"][counted] == 1
    measured = pd.DataFrame(
        {
            "month": _month(issues["evaluated_at"][counted]),
            "called": 1,
            "responded": in_time[counted],
            "rated": rated,
            "said_solved": rated & (issues["answer"][counted] == 1),
            "satisfied": rated & (issues["satisfied"][counted] == 1),
        }
    )
    cohort = settled(problems, trace.days)
    mine = problems[cohort]
    own = in_time & (issues["round"] == 0) & (issues["channel"] != Channel.GRID)
    true = pd.DataFrame(
        {
            "month": _month(started(mine)),
            "affected": mine["affected"],
            "reached": np.minimum(_reached(issues[own], len(problems))[cohort], mine["affected"]),
            "truly_solved": mine["affected"].where(solved_within(mine, COHORT_MARGIN_DAYS), 0),
            "truly_satisfied": truly_satisfied(trace, mine),
        }
    )
    both = [table.astype("float64").groupby("month").sum() for table in (measured, true)]
    out = pd.concat(both, axis=1).fillna(0.0).sort_index().reset_index()
    return owned(out[[c.name for c in RATE_COLUMNS]].astype({c.name: c.dtype for c in RATE_COLUMNS}), owner)


def _reached(first_rows: pd.DataFrame, problems: int) -> np.ndarray:
    """Count, by problem, the residents whose own report was answered in time."""
    persons = first_rows[["problem_index", "person"]].drop_duplicates()
    return np.bincount(persons["problem_index"], minlength=problems)


def _month(at: pd.Series) -> pd.Series:
    return month_of(np.floor(at / 24.0).astype("int64"))


def rate_steps(trace: Any, owner: Owner) -> pd.DataFrame:
    """Return the run's rows of `rate_steps.parquet`: part ÷ whole is the share after each step."""
    counted = steps(trace)
    rows = [(int(step), part, whole) for step, (part, whole) in counted.items()]
    table = pd.DataFrame(rows, columns=[c.name for c in STEP_COLUMNS])
    return owned(table.astype({c.name: c.dtype for c in STEP_COLUMNS}), owner)


def rows_counted(trace: Any) -> Rows:
    """Return which ledger rows count in each step from BY_ROW to RATED."""
    issues = trace.issues
    status = issues["status"].to_numpy()
    was_called = issues["evaluated_at"].notna().to_numpy()
    by_row = settled(trace.problems, trace.days).to_numpy()[issues["problem_index"].to_numpy()]
    not_excluded = by_row & (was_called | (status != Status.EXCLUDED))
    by_call = called(issues, trace.days).to_numpy()
    return Rows(
        by_row,
        not_excluded,
        not_excluded & (was_called | (status != Status.WITHDRAWN)),
        by_row & was_called,
        by_call,
        by_call & (issues["rated"].to_numpy() == 1),
    )


def steps(trace: Any) -> dict[RateStep, tuple[int, int]]:
    """Return (solved, counted) after every step.

    The first share is `true_resolution_rate`, the last `resolution_rate`. Up to CALLED the sense of "solved" stays
    that of the true rate and only who is counted changes; then it is in turn the one or the other.
    """
    problems, issues, counted = trace.problems, trace.issues, rows_counted(trace)
    solved = solved_within(problems, COHORT_MARGIN_DAYS)
    cohort = settled(problems, trace.days).to_numpy()
    affected = problems["affected"].to_numpy(dtype=np.int64)
    reporters = np.minimum(problems["reports"].to_numpy(dtype=np.int64), affected)
    found = {
        step: (int(people[cohort & solved].sum()), int(people[cohort].sum()))
        for step, people in ((RateStep.TRUE, affected), (RateStep.REPORTED, reporters))
    }
    in_truth = solved[issues["problem_index"].to_numpy()]
    at_call = issues["solved_then"].to_numpy() == 1
    said = issues["answer"].to_numpy() == 1
    rows = {
        RateStep.BY_ROW: (in_truth, counted.by_row),
        RateStep.NOT_EXCLUDED: (in_truth, counted.not_excluded),
        RateStep.NOT_WITHDRAWN: (in_truth, counted.not_withdrawn),
        RateStep.CALLED: (in_truth, counted.called),
        RateStep.AT_CALL: (at_call, counted.called),
        RateStep.BY_CALL: (at_call, counted.by_call),
        RateStep.RATED: (at_call, counted.rated),
        RateStep.MEASURED: (said, counted.rated),
    }
    return found | {step: (int(sense[mask].sum()), int(mask.sum())) for step, (sense, mask) in rows.items()}


def shares(table: pd.DataFrame, steps: type[IntEnum] = RateStep) -> pd.DataFrame:
    """Return the share after each step (columns) by scenario and replication (rows); NaN for an empty cohort."""
    share = table["part"].div(table["whole"].where(table["whole"] > 0))
    wide = table.assign(share=share).set_index(["scenario", "replication", "step"])["share"].unstack("step")
    return wide.reindex(columns=[int(step) for step in steps])
