"""What is kept of a run: counts by month, from which every reading of a target is taken without running again."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from sim.cohorts import due
from sim.stages import Level, TaskKind, TaskStatus

DAYS_A_MONTH, DAYS_A_YEAR = 30, 365
HOURS_A_MONTH = 24.0 * DAYS_A_MONTH
STANDARD_STREET = 80_000  # residents (the `district` average)
Counts = Mapping[str, Any]

# Part and whole of every share.
SHARES = {
    "resolution": ("solved", "rated"),
    "satisfaction": ("satisfied", "rated"),
    "unsolved_satisfied": ("unsolved_satisfied", "unsolved"),
    "repeats": ("repeats", "rows"),
    "late": ("late", "due"),
    "consultations": ("consultations", "contacts"),
}
SUMS = ("reports", "rows", "forms", "items")
DEMAND = "demand"  # issues registered, per resident-year
STREETS: dict[str, Callable[[Sequence[float]], float]] = {"tickets_least": min, "tickets_most": max}


def counted(trace: Any, residents_by_street: Sequence[float]) -> dict[str, Any]:
    """Count what targets speak of, by month (30 days, from 1), and rows by street.

    The city's rates by month of its first call, lateness by month in which the reply was due, the rest by month of
    registration. Late is who had no reply by the due time.
    """
    months = trace.days // DAYS_A_MONTH
    columns = ["first_collect", "street", "channel", "round", "status", "evaluated_at", "rated", "answer", "satisfied",
               "due_at", "replied_at", "closed_at"]  # fmt: skip
    issues = trace.issues[columns]
    filed, first_called = issues["first_collect"], issues["evaluated_at"]
    rated = issues["rated"] == 1
    solved, satisfied = rated & (issues["answer"] == 1), rated & (issues["satisfied"] == 1)
    owed = due(issues, trace.days)
    in_time = issues["replied_at"] <= issues["due_at"]
    counts: dict[str, Any] = {
        "rows": _by_month(filed, months),
        "repeats": _by_month(filed[issues["round"] > 0], months),
        "rated": _by_month(first_called[rated], months),
        "solved": _by_month(first_called[solved], months),
        "satisfied": _by_month(first_called[satisfied], months),
        "unsolved": _by_month(first_called[rated & ~solved], months),
        "unsolved_satisfied": _by_month(first_called[~solved & satisfied], months),
        "due": _by_month(issues["due_at"][owed], months),
        "late": _by_month(issues["due_at"][owed & ~in_time], months),
    }
    daily = trace.daily[(trace.daily["day"] >= 0) & (trace.daily["day"] < DAYS_A_MONTH * months)]
    by_month = daily.groupby(daily["day"] // DAYS_A_MONTH)[["reports", "consultations"]].sum()
    counts["reports"] = by_month["reports"].astype(int).tolist()
    counts["consultations"] = by_month["consultations"].astype(int).tolist()
    counts["contacts"] = (by_month["reports"] + by_month["consultations"]).astype(int).tolist()
    counts["forms"] = _by_month(_passed_down(trace.tasks, TaskKind.DERIVED), months)
    counts["items"] = _by_month(_passed_down(trace.tasks, TaskKind.TRANSFERRED), months)
    here = issues["street"][_within(filed, months)]
    streets = np.bincount(here.to_numpy(), minlength=len(residents_by_street))
    scaled = streets / months * STANDARD_STREET / np.asarray(residents_by_street, dtype=float)
    counts["residents"] = int(sum(residents_by_street))
    counts["streets"] = [round(float(value), 3) for value in scaled]
    return counts


def _within(at: pd.Series, months: int) -> pd.Series:
    """Tell which times (h) lie in whole months of the run."""
    return (at >= 0.0) & (at < HOURS_A_MONTH * months)


def _by_month(at: pd.Series, months: int) -> list[int]:
    month = (at[_within(at, months)].to_numpy() // HOURS_A_MONTH).astype(int)
    return [int(n) for n in np.bincount(month, minlength=months)]


def _passed_down(tasks: pd.DataFrame, kind: TaskKind) -> pd.Series:
    """Return when tasks of a kind were issued that reached streets and communities."""
    came = (tasks["kind"] == kind) & (tasks["status"] != TaskStatus.CANCELLED) & (tasks["level"] != Level.DEPARTMENT)
    return tasks.loc[came, "issued_at"]


def read(name: str, counts: Counts) -> float:
    """Return a reading: `resolution`, `resolution@9` for month 9, `resolution@25-36` for months 25 to 36.

    Without months: all of them. No case: NaN.
    """
    what, _, when = name.partition("@")
    if what == DEMAND:
        months = len(counts["rows"])
        return sum(counts["rows"]) / counts["residents"] / (months * DAYS_A_MONTH / DAYS_A_YEAR)
    if what in STREETS:
        return float(STREETS[what](counts["streets"]))
    months = len(counts["rows"])
    first, _, last = when.partition("-")
    chosen = slice(int(first) - 1, int(last or first)) if when else slice(0, months)
    if what in SUMS:
        return float(sum(counts[what][chosen]))
    part, whole = (sum(counts[column][chosen]) for column in SHARES[what])
    return part / whole if whole else math.nan


def known(name: str) -> bool:
    """Tell whether a reading of this name can be taken."""
    return name == DEMAND or name.partition("@")[0] in {*SHARES, *SUMS, *STREETS}
