"""What is kept of a run: counts by month, from which every reading of a target is taken without running again."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from sim.stages import Level, Status, TaskKind, TaskStatus

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
    """Count what targets speak of, by month of registration (30 days, from 1), and rows by street.

    Late is what was open when its deadline had passed before the run ended.
    """
    months = trace.days // DAYS_A_MONTH
    rows = trace.issues[["first_collect", "street", "round", "status", "rated", "recorded_solved", "satisfied",
                         "due_at", "closed_at"]]  # fmt: skip
    rows = rows[(rows["first_collect"] >= 0.0) & (rows["first_collect"] < HOURS_A_MONTH * months)]
    month = (rows["first_collect"] // HOURS_A_MONTH).astype(int).to_numpy()
    rated = (rows["rated"] == 1).to_numpy()
    solved, satisfied = (rows["recorded_solved"] == 1).to_numpy(), (rows["satisfied"] == 1).to_numpy()
    due = ((rows["due_at"] <= 24.0 * trace.days) & (rows["status"] != Status.EXCLUDED)).to_numpy()
    in_time = (rows["closed_at"] <= rows["due_at"]).to_numpy()
    flags = {
        "rows": np.ones(len(rows), dtype=bool),
        "rated": rated,
        "solved": rated & solved,
        "satisfied": rated & satisfied,
        "unsolved": rated & ~solved,
        "unsolved_satisfied": rated & ~solved & satisfied,
        "repeats": (rows["round"] > 0).to_numpy(),
        "due": due,
        "late": due & ~in_time,
    }
    counts: dict[str, Any] = {name: _by_month(month[flag], months) for name, flag in flags.items()}
    daily = trace.daily[(trace.daily["day"] >= 0) & (trace.daily["day"] < DAYS_A_MONTH * months)]
    by_month = daily.groupby(daily["day"] // DAYS_A_MONTH)[["reports", "consultations"]].sum()
    counts["reports"] = by_month["reports"].astype(int).tolist()
    counts["consultations"] = by_month["consultations"].astype(int).tolist()
    counts["contacts"] = (by_month["reports"] + by_month["consultations"]).astype(int).tolist()
    counts["forms"] = _by_month(_passed_down(trace.tasks, TaskKind.DERIVED, months), months)
    counts["items"] = _by_month(_passed_down(trace.tasks, TaskKind.TRANSFERRED, months), months)
    streets = np.bincount(rows["street"].to_numpy(), minlength=len(residents_by_street))
    scaled = streets / months * STANDARD_STREET / np.asarray(residents_by_street, dtype=float)
    counts["residents"] = int(sum(residents_by_street))
    counts["streets"] = [round(float(value), 3) for value in scaled]
    return counts


def _by_month(month: np.ndarray, months: int) -> list[int]:
    return [int(n) for n in np.bincount(month, minlength=months)[:months]]


def _passed_down(tasks: pd.DataFrame, kind: TaskKind, months: int) -> np.ndarray:
    """Return the months of issue of tasks of a kind that reached streets and communities."""
    came = (tasks["kind"] == kind) & (tasks["status"] != TaskStatus.CANCELLED) & (tasks["level"] != Level.DEPARTMENT)
    at = tasks.loc[came & (tasks["issued_at"] >= 0.0), "issued_at"]
    return (at[at < HOURS_A_MONTH * months] // HOURS_A_MONTH).astype(int).to_numpy()


def read(name: str, counts: Counts) -> float:
    """Return a reading: `resolution`, `resolution@9` for month 9, `resolution@25-36` for months 25 to 36.

    Shares without months leave out the last, in which cases are not all closed and rated. No case: NaN.
    """
    what, _, when = name.partition("@")
    if what == DEMAND:
        months = len(counts["rows"])
        return sum(counts["rows"]) / counts["residents"] / (months * DAYS_A_MONTH / DAYS_A_YEAR)
    if what in STREETS:
        return float(STREETS[what](counts["streets"]))
    months = len(counts["rows"])
    first, _, last = when.partition("-")
    chosen = slice(int(first) - 1, int(last or first)) if when else slice(0, months - 1 if what in SHARES else months)
    if what in SUMS:
        return float(sum(counts[what][chosen]))
    part, whole = (sum(counts[column][chosen]) for column in SHARES[what])
    return part / whole if whole else math.nan


def known(name: str) -> bool:
    """Tell whether a reading of this name can be taken."""
    return name == DEMAND or name.partition("@")[0] in {*SHARES, *SUMS, *STREETS}
