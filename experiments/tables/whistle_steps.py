"""How far whistles come, and how long each step takes: counts and Kaplan–Meier quartiles of a run.

Whistles blown in the reported days. None lapses: what has not come further by the end of the run
is under way, and its step is censored there.
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
    FIRST_ON_SITE = 3  # the first department has checked in
    ALL_PRESENT = 4  # the last has come: waiting for the last is over
    DONE = 5  # the last department is done
    EVALUATED = 6


COLUMNS = (
    Column("step", "int64", "", f"WhistleStep: {', '.join(f'{int(s)} {s.name}' for s in WhistleStep)}"),
    Column("entered", "int64", "", "whistles that had passed the step before"),
    Column("reached", "int64", "", "of these passed this step by the end"),
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
            WhistleStep.FIRST_ON_SITE: called["checked_in_at"].min().reindex(whistles.index),
            WhistleStep.ALL_PRESENT: whistles["all_present_at"],
            WhistleStep.DONE: whistles["done_at"],
            WhistleStep.EVALUATED: whistles["evaluated_at"],
        }
    )


def whistle_steps(trace: Any, owner: Owner) -> pd.DataFrame:
    """Return the run's rows of `whistle_steps.parquet`."""
    at, end = passed(trace), 24.0 * trace.days
    rows: list[tuple[float, ...]] = [(int(WhistleStep.BLOWN), len(at), len(at), np.nan, np.nan, np.nan)]
    for step in list(WhistleStep)[1:]:
        entered = at[at[WhistleStep(step - 1)].notna()]
        came = entered[step].notna().to_numpy()
        spent = entered[step].fillna(end).to_numpy() - entered[WhistleStep(step - 1)].to_numpy()
        curve = kaplan_meier(spent, came)
        rows.append((int(step), len(entered), int(came.sum()), *(curve.quantile(q) for q in (0.25, 0.5, 0.75))))
    table = pd.DataFrame(rows, columns=[c.name for c in COLUMNS])
    return owned(table.astype({c.name: c.dtype for c in COLUMNS}), owner)
