"""Hours that offices worked, by who did what: passed down, refused, left out, after closing; how busy a level is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.cohorts import in_cohort
from sim.measure import share
from sim.stages import Level, TaskKind, TaskStatus, Work

if TYPE_CHECKING:
    from sim.trace import Trace

OUTSIDE = (Work.DESK, Work.DUTY, Work.OVERTIME, Work.SLACK)  # of staffed hours, or of what they are asked for
UNPRODUCTIVE = (Work.MEETING, Work.WAITING, *OUTSIDE)
DAYS_A_YEAR = 365
PASSED_DOWN = (Work.TRANSFERRED, Work.DERIVED)


def _worked(trace: "Trace", level: Level) -> pd.DataFrame:
    """Hours by kind of the offices of a level, days 0 and later."""
    rows = trace.workload
    return rows.loc[(rows["day"] >= 0) & (rows["level"] == level), ["kind", "hours"]]


def hours(trace: "Trace", level: Level, kinds: tuple[Work, ...] | None = None) -> float:
    """Return the hours a level spent on kinds of work, on all but meetings, waiting and desks where none are told."""
    rows = trace.once(("hours", level), lambda: _worked(trace, level))
    wanted = [int(k) for k in (kinds or tuple(k for k in Work if k not in UNPRODUCTIVE))]
    return float(rows.loc[rows["kind"].isin(wanted), "hours"].sum())


def funnel_share(level: Level) -> Callable[["Trace"], float]:
    """Return the share of a level's work that was passed down to it."""
    return lambda trace: share(hours(trace, level, PASSED_DOWN), hours(trace, level))


def below(trace: "Trace", kinds: tuple[Work, ...]) -> float:
    """Return the hours streets and communities spent on kinds of work from above, overtime included."""
    rows = trace.funnel
    down = rows["level"].isin([int(Level.STREET), int(Level.COMMUNITY)]) & rows["kind"].isin([int(k) for k in kinds])
    return float(rows.loc[down & (rows["day"] >= 0), "hours"].sum())


def amplification(trace: "Trace") -> float:
    """Return hours below for an hour saved or spent at the origin."""
    tasks = trace.tasks
    sheets = (
        (tasks["kind"] == TaskKind.DERIVED) & (tasks["status"] != TaskStatus.CANCELLED) & (tasks["issued_at"] >= 0.0)
    )
    issued = (tasks.loc[sheets, "task"].to_numpy() >> 20).astype(np.int64)
    spent = len(np.unique(issued)) * float(trace.provenance["origin_hours"])
    return share(below(trace, PASSED_DOWN), spent + below(trace, (Work.TRANSFERRED,)))


def refused_hours(trace: "Trace") -> float:
    """Return the hours of work refused at the gate."""
    tasks = trace.tasks
    refused = tasks["status"].isin([int(TaskStatus.CANCELLED), int(TaskStatus.RETURNED)]) & (tasks["issued_at"] >= 0.0)
    return float(tasks.loc[refused, "hours"].sum())


def shed_share(trace: "Trace") -> float:
    """Return the share of the work in streets' sheets that was left out under strain, of what arrived from day 0."""
    tasks = trace.tasks
    sheets = (tasks["kind"] == TaskKind.DERIVED) & (tasks["level"] == Level.STREET)
    rows = tasks.loc[sheets & in_cohort(tasks["arrives_at"], trace.days, 0), ["hours", "shed"]]
    return share(rows["shed"].sum(), rows["hours"].sum() + rows["shed"].sum())


def overtime_hours(trace: "Trace") -> float:
    """Return the hours after closing time of each person of streets' sections, a year of 365 days."""
    of_a_year = float(trace.provenance["section_people"]) * trace.days / DAYS_A_YEAR
    return share(hours(trace, Level.STREET, (Work.OVERTIME,)), of_a_year)


def _staffed(trace: "Trace", level: Level) -> float:
    """Return the staffed hours of a level, days 0 and later."""
    rows = trace.offices
    return float(rows.loc[(rows["day"] >= 0) & (rows["level"] == level), "staffed"].sum())


def utilisation(trace: "Trace", level: Level) -> float:
    """Return (worked + travel + meetings + waiting on site) ÷ staffed hours of a level, days 0 and later."""
    return share(hours(trace, level, tuple(k for k in Work if k not in OUTSIDE)), _staffed(trace, level))


AS_WORKED = (Work.ASSIGNMENT, Work.TRAVEL, Work.WAITING)  # appointments are offered what they took


def offered_hours(trace: "Trace", level: Level) -> pd.Series:
    """Return the hours asked of a level by kind of work, days 0 and later, before anything gives way; letters apart."""
    rows = trace.offered
    rows = rows[(rows["day"] >= 0) & (rows["level"] == level) & (rows["kind"] != Work.LETTER)]
    asked = rows.groupby("kind")["hours"].sum()
    booked = pd.Series({int(kind): hours(trace, level, (kind,)) for kind in AS_WORKED})
    return asked.add(booked, fill_value=0.0)


def offered_load(trace: "Trace", level: Level) -> float:
    """Return hours asked for ÷ staffed hours of a level, days 0 and later."""
    return share(float(offered_hours(trace, level).sum()), _staffed(trace, level))
