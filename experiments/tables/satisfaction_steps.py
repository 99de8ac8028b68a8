"""The steps that lead from the true to the measured satisfaction rate, each changing one thing.

The first share is `true_satisfaction_rate`, the last `satisfaction_rate`. Up to RATED the chance of being satisfied
is that of the true rate (what became of the problem by the end of the run) and only who is counted changes.
"""

from enum import IntEnum
from typing import Any

import numpy as np
import pandas as pd

from experiments.tables.summaries import Owner, owned
from sim.measures import in_cohort, satisfied_chance, truly_satisfied
from sim.stages import Status
from sim.tables import Column


class SatisfactionStep(IntEnum):
    """Steps from the true to the measured satisfaction rate."""

    TRUE = 0  # residents affected, the silent without any contact: their mean chance of being satisfied
    REPORTED = 1  # only those who reported
    BY_ROW = 2  # every ledger row of these problems counts once, merged reports do not
    BY_REGISTRATION = 3  # rows registered in the cohort's days, not problems that arose in them
    NOT_EXCLUDED = 4  # without rows excluded
    NOT_WITHDRAWN = 5  # without rows withdrawn
    NOT_OPEN = 6  # without rows still open at the end
    RATED = 7  # only rated rows
    CALLED_BACK = 8  # contact by call-backs before the survey counts
    MEASURED = 9  # as answered: when the row was closed, by who reported


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
    problems, issues = trace.problems, trace.issues
    contact = float(trace.provenance["contact_hours"])
    chance = satisfied_chance(trace, problems, contact)
    cohort = in_cohort(problems["arises_at"], trace.days).to_numpy()
    affected = problems["affected"].to_numpy(dtype=np.int64)[cohort]
    reporters = np.minimum(problems["reports"].to_numpy(dtype=np.int64)[cohort], affected)
    found = {
        SatisfactionStep.TRUE: (float(truly_satisfied(trace, problems[cohort]).sum()), int(affected.sum())),
        SatisfactionStep.REPORTED: (float((reporters * chance[cohort]).sum()), int(reporters.sum())),
    }
    of, status = issues["problem_index"].to_numpy(), issues["status"].to_numpy()
    registered = in_cohort(issues["first_collect"], trace.days).to_numpy()
    rated = registered & (issues["rated"].to_numpy() == 1)
    kept = registered & (status != Status.EXCLUDED)
    rows = {
        SatisfactionStep.BY_ROW: cohort[of],
        SatisfactionStep.BY_REGISTRATION: registered,
        SatisfactionStep.NOT_EXCLUDED: kept,
        SatisfactionStep.NOT_WITHDRAWN: kept & (status != Status.WITHDRAWN),
        SatisfactionStep.NOT_OPEN: registered & (status == Status.CLOSED),
        SatisfactionStep.RATED: rated,
    }
    found |= {step: (float(chance[of[mask]].sum()), int(mask.sum())) for step, mask in rows.items()}
    last = issues[rated]
    found[SatisfactionStep.CALLED_BACK] = _with_call_backs(trace, last, chance), len(last)
    found[SatisfactionStep.MEASURED] = float(last["satisfied"].sum()), len(last)
    return found


def _with_call_backs(trace: Any, rows: pd.DataFrame, chance: np.ndarray) -> float:
    """Sum the chance of being satisfied over rows, the contact of every call-back counted."""
    total = 0.0
    made = rows["called_back"].to_numpy(dtype=np.int64)
    for calls in np.unique(made):
        hours = float(trace.provenance["contact_hours"]) + calls * float(trace.provenance["call_back_hours"])
        of = rows["problem_index"].to_numpy()[made == calls]
        total += float((satisfied_chance(trace, trace.problems.iloc[of], hours) if calls else chance[of]).sum())
    return total
