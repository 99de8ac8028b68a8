"""The steps that lead from the true to the measured satisfaction rate, each changing one thing.

The first share is `true_satisfaction_rate`, the last `satisfaction_rate`. Up to RATED the steps are those of
`experiments.tables.rates.RateStep` and count the same; then who is counted stays and the chance of being satisfied
changes.
"""

from enum import IntEnum
from typing import Any

import numpy as np
import pandas as pd

from experiments.tables.rates import rows_counted
from experiments.tables.summaries import Owner, owned
from sim.cohorts import settled
from sim.tables import Column
from sim.true_rates import Outcome, after_thirty_days, satisfied_chance, truly_satisfied


class SatisfactionStep(IntEnum):
    """Steps from the true to the measured satisfaction rate."""

    TRUE = 0  # residents affected, the silent without any contact: chance of being satisfied 30 days after first filing
    REPORTED = 1  # only those who reported
    BY_ROW = 2  # every ledger row of these problems counts once, merged reports do not
    NOT_EXCLUDED = 3  # without rows excluded before the city called
    NOT_WITHDRAWN = 4  # without rows withdrawn before the city called
    CALLED = 5  # only rows the city has called: neither those of patrols nor those not yet due
    AT_CALL = 6  # by the outcome and the wait of the row when the city first called
    BY_CALL = 7  # all rows called in the run, not those of these problems
    RATED = 8  # only rows whose reporter answered
    CONTACT = 9  # contact as it was: first contact, reply and the street's own check, each once
    BELIEVED = 10  # solved as the reporter said, not as it was
    MEASURED = 11  # as answered, by what this reporter expected


COLUMNS = (
    Column("step", "int64", "", f"SatisfactionStep: {', '.join(f'{int(s)} {s.name}' for s in SatisfactionStep)}"),
    Column("part", "float64", "", "satisfied in the mean, in the sense of the step"),
    Column("whole", "int64", "", "counted in the step: residents in the first two, ledger rows in the others"),
)


def satisfaction_steps(trace: Any, owner: Owner) -> pd.DataFrame:
    """Return the run's rows of `satisfaction_steps.parquet`: part ÷ whole is the share after each step."""
    rows = [(int(step), part, whole) for step, (part, whole) in steps(trace).items()]
    table = pd.DataFrame(rows, columns=[c.name for c in COLUMNS])
    return owned(table.astype({c.name: c.dtype for c in COLUMNS}), owner)


def steps(trace: Any) -> dict[SatisfactionStep, tuple[float, int]]:
    """Return (satisfied in the mean, counted) after every step."""
    problems, issues, counted = trace.problems, trace.issues, rows_counted(trace)
    contact = float(trace.provenance["contact_hours"])
    cohort = settled(problems, trace.days).to_numpy()
    mine = problems[cohort]
    affected = mine["affected"].to_numpy(dtype=np.int64)
    reporters = np.minimum(mine["reports"].to_numpy(dtype=np.int64), affected)
    in_truth = satisfied_chance(trace, problems["mean_expected_days"], after_thirty_days(problems), contact)
    found = {
        SatisfactionStep.TRUE: (float(truly_satisfied(trace, mine).sum()), int(affected.sum())),
        SatisfactionStep.REPORTED: (float((reporters * in_truth[cohort]).sum()), int(reporters.sum())),
    }
    of = issues["problem_index"].to_numpy()
    for step, mask in (
        (SatisfactionStep.BY_ROW, counted.by_row),
        (SatisfactionStep.NOT_EXCLUDED, counted.not_excluded),
        (SatisfactionStep.NOT_WITHDRAWN, counted.not_withdrawn),
        (SatisfactionStep.CALLED, counted.called),
    ):
        found[step] = float(in_truth[of[mask]].sum()), int(mask.sum())
    for step, mask in (
        (SatisfactionStep.AT_CALL, counted.called),
        (SatisfactionStep.BY_CALL, counted.by_call),
        (SatisfactionStep.RATED, counted.rated),
    ):
        rows = issues[mask]
        found[step] = _summed(trace, rows, rows["solved_then"] == 1, np.full(len(rows), contact)), len(rows)
    rated = issues[counted.rated]
    hours = contact_hours(trace, rated)
    found[SatisfactionStep.CONTACT] = _summed(trace, rated, rated["solved_then"] == 1, hours), len(rated)
    found[SatisfactionStep.BELIEVED] = _summed(trace, rated, rated["answer"] == 1, hours), len(rated)
    found[SatisfactionStep.MEASURED] = float((rated["satisfied"] == 1).sum()), len(rated)
    return found


def waited_days(rows: pd.DataFrame) -> np.ndarray:
    """Return the days from filing to the last verification, to the city's first call where the row was open then.

    What was settled in the first call was never verified: to its closing.
    """
    closed = (rows["closed_at"] <= rows["evaluated_at"]).to_numpy()
    ended = rows["last_verify"].fillna(rows["closed_at"]).to_numpy()
    until = np.where(closed, ended, rows["evaluated_at"].to_numpy())
    return np.asarray((until - rows["first_collect"].to_numpy()) / 24.0)


def contact_hours(trace: Any, rows: pd.DataFrame) -> np.ndarray:
    """Return the hours of contact before the city first called: first contact, reply, own check, each once."""
    given = trace.provenance
    at = rows["evaluated_at"]
    contacted = (rows["contacted_at"] <= at).to_numpy()
    replied = ((rows["replied"] == 1) & (rows["replied_at"] <= at)).to_numpy()
    checked = (rows["called_back"] > 0).to_numpy()
    hours = float(given["contact_hours"]) * contacted + float(given["reply_hours"]) * replied
    return np.asarray(hours + float(given["call_back_hours"]) * checked)


def _summed(trace: Any, rows: pd.DataFrame, solved: pd.Series, hours: np.ndarray) -> float:
    """Sum the chance of being satisfied over called rows, solved or not as given, after these hours of contact."""
    outcome = Outcome(solved.to_numpy(), waited_days(rows))
    expected = trace.problems["mean_expected_days"].iloc[rows["problem_index"].to_numpy()]
    total = 0.0
    for each in np.unique(hours):  # at most eight: three kinds of contact, each there or not
        mine = hours == each
        met = Outcome(outcome.solved[mine], outcome.waited_days[mine])
        total += float(satisfied_chance(trace, expected[mine], met, float(each)).sum())
    return total
