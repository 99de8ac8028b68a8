"""Rates through the year, measured and true, and the steps that lead from the true to the measured rate.

Cohorts and definitions are those of `sim.measures`: summed over the months the parts give the
measures of the run, and the first and the last of the steps are two of its measures.
"""

from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from experiments.tables.summaries import Owner, month_of, owned
from sim.measures import in_cohort, truly_satisfied
from sim.stages import Status
from sim.tables import Column


class Rate(NamedTuple):
    """A rate of `rates.parquet`: columns of its measured and its true part."""

    name: str
    measured: str  # of `rated`
    true: str  # of `affected`


RATES = (
    Rate("response", "responded", "reached"),
    Rate("resolution", "recorded_solved", "truly_solved"),
    Rate("satisfaction", "satisfied", "truly_satisfied"),
)
RATE_COLUMNS = (
    Column("month", "int64", "", "of registration (rows), of arising (problems): a twelfth of 365 days, from 0"),
    Column("rated", "int64", "", "rated rows of the cohort"),
    Column("responded", "int64", "", "of these first contacted within 24 hours of registration"),
    Column("recorded_solved", "int64", "", "of these recorded as solved"),
    Column("satisfied", "int64", "", "of these whose reporter was satisfied"),
    Column("affected", "int64", "residents", "affected by the cohort's problems, the silent included"),
    Column("reached", "int64", "residents", "of these contacted within 24 hours of registration of a row of their own"),
    Column("truly_solved", "int64", "residents", "of these whose problem was truly solved by the end"),
    Column("truly_satisfied", "float64", "residents", "of these satisfied, in the mean"),
)


class RateStep(IntEnum):
    """Steps from the true to the measured resolution rate; each changes one thing."""

    TRUE = 0  # residents affected: was their problem truly solved by the end?
    REPORTED = 1  # only those who reported
    BY_ROW = 2  # every ledger row of these problems counts once, merged reports do not
    BY_REGISTRATION = 3  # rows registered in the cohort's days, not problems that arose in them
    NOT_EXCLUDED = 4  # without rows excluded
    NOT_WITHDRAWN = 5  # without rows withdrawn
    NOT_OPEN = 6  # without rows still open at the end
    RATED = 7  # only rated rows
    WHEN_HANDLED = 8  # solved when the row was handled, not later
    MEASURED = 9  # as recorded: false closings count as solved


STEP_COLUMNS = (
    Column("step", "int64", "", f"RateStep: {', '.join(f'{int(s)} {s.name}' for s in RateStep)}"),
    Column("part", "int64", "", "solved in the sense of the step"),
    Column("whole", "int64", "", "counted in the step: residents in the first two, ledger rows in the others"),
)


def rates(trace: Any, owner: Owner) -> pd.DataFrame:
    """Return the run's rows of `rates.parquet`."""
    issues, problems = trace.issues, trace.problems
    hours = float(trace.provenance["response_hours"])
    in_time = issues["contacted_at"] - issues["first_collect"] <= hours
    rated = in_cohort(issues["first_collect"], trace.days) & (issues["rated"] == 1)
    measured = pd.DataFrame(
        {
            "month": _month(issues["first_collect"][rated]),
            "rated": 1,
            "responded": in_time[rated],
            "recorded_solved": issues["recorded_solved"][rated],
            "satisfied": issues["satisfied"][rated],
        }
    )
    cohort = in_cohort(problems["arises_at"], trace.days)
    mine = problems[cohort]
    solved = mine["solved_at"].notna()
    true = pd.DataFrame(
        {
            "month": _month(mine["arises_at"]),
            "affected": mine["affected"],
            "reached": np.minimum(_reached(issues[in_time & (issues["round"] == 0)], len(problems))[cohort],
                                  mine["affected"]),
            "truly_solved": mine["affected"].where(solved, 0),
            "truly_satisfied": truly_satisfied(trace, mine),
        }
    )  # fmt: skip
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


def steps(trace: Any) -> dict[RateStep, tuple[int, int]]:
    """Return (solved, counted) after every step.

    The first share is `true_resolution_rate`, the last `resolution_rate`. Up to RATED the sense of
    "solved" stays that of the true rate and only who is counted changes; then it is the other way round.
    """
    problems, issues = trace.problems, trace.issues
    solved = problems["solved_at"].notna().to_numpy()
    cohort = in_cohort(problems["arises_at"], trace.days).to_numpy()
    affected = problems["affected"].to_numpy(dtype=np.int64)
    reporters = np.minimum(problems["reports"].to_numpy(dtype=np.int64), affected)
    found = {
        step: (int(people[cohort & solved].sum()), int(people[cohort].sum()))
        for step, people in ((RateStep.TRUE, affected), (RateStep.REPORTED, reporters))
    }
    of = issues["problem_index"].to_numpy()
    status = issues["status"].to_numpy()
    by_registration = in_cohort(issues["first_collect"], trace.days).to_numpy()
    rated = issues["rated"].to_numpy() == 1
    kept = by_registration & (status != Status.EXCLUDED)
    rows = {
        RateStep.BY_ROW: cohort[of],
        RateStep.BY_REGISTRATION: by_registration,
        RateStep.NOT_EXCLUDED: kept,
        RateStep.NOT_WITHDRAWN: kept & (status != Status.WITHDRAWN),
        RateStep.NOT_OPEN: by_registration & (status == Status.CLOSED),
        RateStep.RATED: by_registration & rated,
    }
    found |= {step: (int(solved[of][mask].sum()), int(mask.sum())) for step, mask in rows.items()}
    last = issues[by_registration & rated]
    found[RateStep.WHEN_HANDLED] = int(last["truly_solved"].sum()), len(last)
    found[RateStep.MEASURED] = int(last["recorded_solved"].sum()), len(last)
    return found


def shares(table: pd.DataFrame, steps: type[IntEnum] = RateStep) -> pd.DataFrame:
    """Return the share after each step (columns) by scenario and replication (rows); NaN for an empty cohort."""
    share = table["part"].div(table["whole"].where(table["whole"] > 0))
    wide = table.assign(share=share).set_index(["scenario", "replication", "step"])["share"].unstack("step")
    return wide.reindex(columns=[int(step) for step in steps])
