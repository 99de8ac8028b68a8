"""The small tables that every run leaves behind, made from its trace."""

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from experiments.study import Job

MONTHS_A_YEAR = 12
DAYS_A_YEAR = 365


def run_row(trace: Any, job: "Job") -> pd.DataFrame:
    """Return the run's row of `runs.parquet`: who it is, what was set, then the measures."""
    row: dict[str, Any] = {
        "scenario": job.scenario,
        "place": job.place,
        "days": job.days,
        "replication": job.replication,
        "seed": job.seed,
    }
    row |= {key: _number(value) for key, value in sorted(job.settings.items())}
    row |= {name: float(value) for name, value in trace.measures().items()}
    return pd.DataFrame([row])


def daily(trace: Any, job: "Job") -> pd.DataFrame:
    """Return the run's rows of `daily.parquet`, reported days only."""
    return _owned(trace.daily[trace.daily["day"] >= 0], job)


def workload(trace: Any, job: "Job") -> pd.DataFrame:
    """Return hours by who created the work, who did it and what it was."""
    return _added_up(trace.workload, ["origin_level", "level"], ["kind"], job)


def capacity(trace: Any, job: "Job") -> pd.DataFrame:
    """Return staffed, idle and overrun hours by who was there; desks are outside them."""
    return _added_up(trace.offices, ["level"], [], job)


def funnel(trace: Any, job: "Job") -> pd.DataFrame:
    """Return hours of passed-down work by the department that created it and the level that did it."""
    table = trace.funnel[trace.funnel["day"] >= 0]
    table = table.assign(month=_month(table["day"]))
    keys = ["month", "origin", "level", "kind"]
    return _owned(table.groupby(keys, as_index=False)["hours"].sum(), job)


def _added_up(table: pd.DataFrame, levels: list[str], kinds: list[str], job: "Job") -> pd.DataFrame:
    """Add up by office and day (single runs) or by level and month (everything else)."""
    table = table[table["day"] >= 0]
    if job.by_office:
        keys = ["day", *levels, "office", *kinds]
    else:
        table = table.assign(month=_month(table["day"]))
        keys = ["month", *levels, *kinds]
    values = [name for name in ("hours", "staffed", "idle", "overrun") if name in table]
    return _owned(table.groupby(keys, as_index=False)[values].sum(), job)


def _month(day: pd.Series) -> pd.Series:
    """Return the month of a day: twelfths of 365 days, counted from 0."""
    return day * MONTHS_A_YEAR // DAYS_A_YEAR


def large(trace: Any, job: "Job", name: str) -> pd.DataFrame:
    """Return a whole table of the trace with the run's name on every row."""
    return _owned(getattr(trace, name), job)


def _owned(table: pd.DataFrame, job: "Job") -> pd.DataFrame:
    out = table.reset_index(drop=True)
    out.insert(0, "scenario", job.scenario)
    out.insert(1, "replication", job.replication)
    return out


def _number(value: str) -> float | str:
    try:
        return float(value)
    except ValueError:
        return value
