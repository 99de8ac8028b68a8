"""How far whistles come, and how long each step takes: counts and Kaplan–Meier quartiles of a run.

Whistles blown in the reported days. One ends on its way where no common time is free and letters go
out instead, or where the last appointment was missed: it *left*. What else has not come further by the
end of the run is under way. Neither has passed its step: both are censored at the end, since who has
left would otherwise count as if the step could still come.
"""

from enum import IntEnum
from typing import Any

import numpy as np
import pandas as pd

from experiments.tables.summaries import Owner, owned
from sim.survival import kaplan_meier
from sim.tables import Column


class WhistleStep(IntEnum):
    """What a whistle passes, in order."""

    BLOWN = 0
    SIGNED = 1  # all departments have signed, again after a return
    ACCEPTED = 2  # the last department has accepted
    BOOKED = 3  # a common time was free; emergency desks go at once
    APPOINTMENT = 4  # the time of the first appointment has come
    FIRST_ON_SITE = 5  # the first department has checked in, at the first appointment or a later one
    ALL_PRESENT = 6  # all departments and the street's officer: an appointment that was kept
    DONE = 7  # the last department is done
    EVALUATED = 8


COLUMNS = (
    Column("step", "int64", "", f"WhistleStep: {', '.join(f'{int(s)} {s.name}' for s in WhistleStep)}"),
    Column("entered", "int64", "", "whistles that had passed the step before"),
    Column("reached", "int64", "", "of these passed this step by the end"),
    Column("left", "int64", "", "of these ended before it: no common time free, or the last appointment missed"),
    Column("missed", "int64", "", "of ALL_PRESENT: appointments before that somebody did not come to; of others 0"),
    Column("lower_quartile", "float64", "h", "clock hours since the step before, Kaplan–Meier; NaN: not reached"),
    Column("median", "float64", "h", "the same, median"),
    Column("upper_quartile", "float64", "h", "the same, upper quartile"),
)


def passed(trace: Any) -> pd.DataFrame:
    """Return when each whistle blown in the reported days passed each step (columns: `WhistleStep`), NaN: not yet."""
    whistles = trace.whistles[trace.whistles["released_at"] >= 0.0]
    called = trace.assignments[trace.assignments["whistle"].isin(whistles.index)].groupby("whistle")
    signed = called["signed_at"].max().where(called["signed_at"].count() == called.size())
    return pd.DataFrame(
        {
            WhistleStep.BLOWN: whistles["released_at"],
            WhistleStep.SIGNED: signed.reindex(whistles.index),
            WhistleStep.ACCEPTED: whistles["accepted_at"],
            WhistleStep.BOOKED: whistles["accepted_at"].where(whistles[["booked", "appointments"]].any(axis=1)),
            WhistleStep.APPOINTMENT: called["called_at"].min().reindex(whistles.index),
            WhistleStep.FIRST_ON_SITE: called["checked_in_at"].min().reindex(whistles.index),
            WhistleStep.ALL_PRESENT: whistles["all_present_at"],
            WhistleStep.DONE: whistles["done_at"],
            WhistleStep.EVALUATED: whistles["evaluated_at"],
        }
    )


def missed_appointments(whistles: pd.DataFrame) -> pd.Series:
    """Return how many appointments of each whistle failed: another was booked then, none was free, or it ended."""
    again = (whistles["booked"] - 1).clip(lower=0)
    return again + ((whistles["not_booked"] == 1) & (whistles["booked"] > 0)) + _ended_missed(whistles)


def _ended_missed(whistles: pd.DataFrame) -> pd.Series:
    """Tell which whistles are over, verified and evaluated, although never all were present."""
    return whistles["evaluated_at"].notna() & whistles["all_present_at"].isna()


def whistle_steps(trace: Any, owner: Owner) -> pd.DataFrame:
    """Return the run's rows of `whistle_steps.parquet`."""
    at, end = passed(trace), 24.0 * trace.days
    whistles = trace.whistles.loc[at.index]
    ended = (whistles["not_booked"] == 1) | _ended_missed(whistles)
    missed = missed_appointments(whistles)
    rows: list[tuple[float, ...]] = [(int(WhistleStep.BLOWN), len(at), len(at), 0, 0, np.nan, np.nan, np.nan)]
    for step in list(WhistleStep)[1:]:
        entered = at[at[WhistleStep(step - 1)].notna()]
        came = entered[step].notna().to_numpy()
        spent = entered[step].fillna(end).to_numpy() - entered[WhistleStep(step - 1)].to_numpy()
        curve = kaplan_meier(spent, came)
        left = int((ended.loc[entered.index] & ~came).sum())
        failed = int(missed.sum()) if step == WhistleStep.ALL_PRESENT else 0
        rows.append((int(step), len(entered), int(came.sum()), left, failed, *map(curve.quantile, (0.25, 0.5, 0.75))))
    table = pd.DataFrame(rows, columns=[c.name for c in COLUMNS])
    return owned(table.astype({c.name: c.dtype for c in COLUMNS}), owner)
