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
    """Return hours by office and day (single runs) or by level and month (everything else).

    A month is a twelfth of 365 days, counted from 0.
    """
    table = trace.workload[trace.workload["day"] >= 0]
    if job.by_office:
        keys = ["day", "origin_level", "origin", "level", "office", "kind"]
    else:
        table = table.assign(month=table["day"] * MONTHS_A_YEAR // DAYS_A_YEAR)
        keys = ["month", "origin_level", "level", "kind"]
    hours = table.groupby(keys, as_index=False, observed=True)["hours"].sum()
    return _owned(hours.sort_values(keys), job)


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
