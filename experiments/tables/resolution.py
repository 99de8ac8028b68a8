"""How long until an issue is resolved: counts by duration, and Kaplan–Meier curves from them.

A run leaves a table of counts behind, so that curves of a comparison can be drawn, pooled and
verified without its issues. What counts is the definition of `sim.measures.resolution_durations`:
issues that are open at the end or withdrawn are censored there, those closed unsolved stay unresolved
to the end of the run, excluded ones are a class of their own and left out. The bins are an hour wide
up to 30 days and six hours after that.
"""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from experiments.tables.summaries import Owner
from sim.stages import Level, Status
from sim.tables import Column

HOURS_A_DAY = 24.0
FINE_DAYS = 30
AUTHORITIES = (Level.COMMUNITY, Level.STREET, Level.DEPARTMENT)
COLUMNS = (
    Column("authority", "int64", "", "Level that may solve the issue"),
    Column("day", "float64", "days", "start of the bin, since registration"),
    Column("at_risk", "int64", "", "issues watched at least that long"),
    Column("resolved", "int64", "", "of these recorded as solved in the bin"),
    Column("left", "int64", "", "of these censored in the bin, or closed unsolved and watched no longer"),
)


class Curve(NamedTuple):
    """A Kaplan–Meier curve: the share not yet resolved just after each of `days`."""

    days: np.ndarray
    unresolved: np.ndarray
    variance: np.ndarray  # Greenwood's sum of d / (n (n − d)); times unresolved²: the variance


def spells(issues: pd.DataFrame, days: int) -> pd.DataFrame:
    """Return (authority, days watched, resolved) of the issues registered in the reported days."""
    filed = issues["first_collect"].to_numpy(dtype=float)
    end = days * HOURS_A_DAY
    rows = issues[(filed >= 0.0) & (filed < end) & (issues["status"].to_numpy() != Status.EXCLUDED)]
    status = rows["status"].to_numpy()
    resolved = (status == Status.CLOSED) & (rows["recorded_solved"].to_numpy() == 1)
    until = np.where(resolved | (status == Status.WITHDRAWN), rows["closed_at"].to_numpy(dtype=float), end)
    watched = (until - rows["first_collect"].to_numpy(dtype=float)) / HOURS_A_DAY
    return pd.DataFrame({"authority": rows["authority"].to_numpy(), "watched": watched, "resolved": resolved})


def resolution_table(trace: Any, owner: Owner) -> pd.DataFrame:
    """Return the run's rows of `resolution.parquet`."""
    found = spells(trace.issues, int(trace.days))
    edges = _edges(float(found["watched"].max()) if len(found) else 0.0)
    tables = []
    for authority in AUTHORITIES:
        mine = found[found["authority"] == authority]
        which = np.searchsorted(edges, mine["watched"].to_numpy(), side="right") - 1
        solved = mine["resolved"].to_numpy()
        resolved = np.bincount(which[solved], minlength=len(edges))
        left = np.bincount(which[~solved], minlength=len(edges))
        gone = np.cumsum(resolved + left)
        table = pd.DataFrame(
            {
                "authority": np.int64(authority),
                "day": edges,
                "at_risk": len(mine) - gone + resolved + left,
                "resolved": resolved,
                "left": left,
            }
        )
        tables.append(table[(resolved + left) > 0])
    out = pd.concat(tables, ignore_index=True)
    for at, (name, value) in enumerate(owner.key.items()):
        out.insert(at, name, value)
    return out.astype({"at_risk": "int64", "resolved": "int64", "left": "int64"})


def _edges(longest: float) -> np.ndarray:
    fine = np.arange(FINE_DAYS * 24) / 24.0
    coarse = np.arange(FINE_DAYS, max(longest, FINE_DAYS) + 1.0, 0.25)
    return np.concatenate([fine, coarse])


def curve(table: pd.DataFrame) -> Curve:
    """Return the Kaplan–Meier curve of the rows given, all authorities and runs in them pooled.

    Within a bin resolved issues count before those that leave, as is usual for ties.
    """
    counts = table.groupby("day", sort=True)[["resolved", "left"]].sum()
    solved = counts["resolved"].to_numpy(dtype=float)
    gone = (counts["resolved"] + counts["left"]).to_numpy(dtype=float)
    at_risk = gone[::-1].cumsum()[::-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        steps = np.where(at_risk > solved, solved / (at_risk * (at_risk - solved)), 0.0)
    unresolved = np.cumprod(1.0 - np.divide(solved, at_risk, out=np.zeros_like(solved), where=at_risk > 0))
    return Curve(counts.index.to_numpy(dtype=float), unresolved, np.cumsum(steps))


def unresolved_at(found: Curve, days: np.ndarray) -> np.ndarray:
    """Return the share not yet resolved at each of `days`."""
    at = np.searchsorted(found.days, days, side="right")
    return np.concatenate([[1.0], found.unresolved])[at]


def at_risk(table: pd.DataFrame, days: np.ndarray) -> np.ndarray:
    """Return how many issues are watched and not yet resolved at each of `days`."""
    counts = table.groupby("day", sort=True)[["resolved", "left"]].sum().sum(axis=1)
    gone = np.concatenate([[0], counts.cumsum().to_numpy()])
    return np.asarray(gone[-1] - gone[np.searchsorted(counts.index.to_numpy(dtype=float), days, side="left")])
