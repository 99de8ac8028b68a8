"""The small tables that every run leaves behind, made from its trace."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from sim.tables import Column
from sim.worked import OUTSIDE

MONTHS_A_YEAR = 12
DAYS_A_YEAR = 365

RUN_COLUMNS = (
    Column("parameters", "int64", "", "number of the parameter set, in every table; absent where there are none"),
    Column("place", "str", "", "name of the place"),
    Column("days", "int64", "", "reported days"),
    Column("seed", "int64", "", "seed of the run, the same for all scenarios of a replication"),
)
OFFICE_COLUMNS = (
    Column("level", "int64", "", "Level"),
    Column("office", "int64", "", "number at its level"),
    Column("staffed", "float64", "h", "person-hours staffed in the reported days"),
    Column("staffed_days", "int64", "", "days on which it was staffed"),
    Column("worked", "float64", "h", "person-hours in staffed hours: work, travel, meetings, waiting on site"),
    Column("backlog_mean", "float64", "h", "work waiting at the end of a day, mean of all days"),
    Column("backlog_end", "float64", "h", "work waiting when the run ends"),
)


class Owner(NamedTuple):
    """Whose rows they are.

    Attributes
    ----------
    key : mapping of str
        Columns that tell the run from all others.
    by_office : bool
        Workload is kept by office and day.
    """

    key: Mapping[str, str | int]
    by_office: bool = False


def daily(trace: Any, owner: Owner) -> pd.DataFrame:
    """Return the run's rows of `daily.parquet`, reported days only."""
    return owned(trace.daily[trace.daily["day"] >= 0], owner)


def workload(trace: Any, owner: Owner) -> pd.DataFrame:
    """Return hours by who created the work, who did it and what it was."""
    return _added_up(trace.workload, ["origin_level", "level"], ["kind"], owner)


def capacity(trace: Any, owner: Owner) -> pd.DataFrame:
    """Return staffed, idle and overrun hours by who was there; desks are outside them."""
    return _added_up(trace.offices, ["level"], [], owner)


def funnel(trace: Any, owner: Owner) -> pd.DataFrame:
    """Return hours of passed-down work by the department that created it and the level that did it."""
    table = trace.funnel[trace.funnel["day"] >= 0]
    table = table.assign(month=month_of(table["day"]))
    keys = ["month", "origin", "level", "kind"]
    return owned(table.groupby(keys, as_index=False)["hours"].sum(), owner)


def offices(trace: Any, owner: Owner) -> pd.DataFrame:
    """Return what every office had to do and what was left, over the whole period; desks are outside it."""
    table, keys = trace.offices[trace.offices["day"] >= 0], ["level", "office"]
    grouped = table.groupby(keys)
    work = trace.workload
    worked = work[(work["day"] >= 0) & ~work["kind"].isin(OUTSIDE)].groupby(keys)["hours"].sum()
    last = table[table["day"] == trace.days - 1].set_index(keys)
    out = pd.DataFrame(
        {
            "staffed": grouped["staffed"].sum(),
            "staffed_days": table[table["staffed"] > 0.0].groupby(keys).size(),
            "worked": worked,
            "backlog_mean": grouped["backlog"].sum() / trace.days,
            "backlog_end": last["backlog"],
        }
    )
    return owned(out.fillna(0.0).reset_index().astype({c.name: c.dtype for c in OFFICE_COLUMNS}), owner)


def _added_up(table: pd.DataFrame, levels: list[str], kinds: list[str], owner: Owner) -> pd.DataFrame:
    """Add up by office and day (single runs) or by level and month (everything else)."""
    table = table[table["day"] >= 0]
    if owner.by_office:
        keys = ["day", *levels, "office", *kinds]
    else:
        table = table.assign(month=month_of(table["day"]))
        keys = ["month", *levels, *kinds]
    values = [name for name in ("hours", "staffed", "idle", "overrun") if name in table]
    return owned(table.groupby(keys, as_index=False)[values].sum(), owner)


def month_of(day: pd.Series) -> pd.Series:
    """Return the month of a day: twelfths of 365 days, counted from 0."""
    return day * MONTHS_A_YEAR // DAYS_A_YEAR


def large(trace: Any, owner: Owner, name: str) -> pd.DataFrame:
    """Return a whole table of the trace with the run's name on every row."""
    return owned(getattr(trace, name), owner)


def owned(table: pd.DataFrame, owner: Owner) -> pd.DataFrame:
    """Return a table with the run's name on every row."""
    out = table.reset_index(drop=True)
    for at, (name, value) in enumerate(owner.key.items()):
        out.insert(at, name, value)
    return out
