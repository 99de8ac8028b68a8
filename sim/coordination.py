"""What becomes of letters and appointments, and how long a department's own line waits for it (docs/flow.md, 5).

*Letters* are counted by the department they are posted to: one that goes to three departments is three. Those of
emergencies are apart, which nobody can decline. Whether one is taken up is asked 60 days after it was posted, so those
of the last 60 days are left out: a first ask and three reminders take six weeks.

*Appointments* are those whose time has come, of each department that was called to them; emergency desks book none.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.clock import Calendar, staffed_hours_at
from sim.cohorts import COHORT_MARGIN_DAYS, in_cohort
from sim.measure import share
from sim.stages import NONE, Level, TaskKind

if TYPE_CHECKING:
    from sim.trace import Trace

LETTER_MARGIN_DAYS = 60


def _mean(values: Any) -> float:
    """Return the mean of what may be none: then NaN."""
    return float(np.mean(values)) if len(values) else float("nan")


def letters(trace: "Trace", margin_days: int) -> pd.DataFrame:
    """Return letters to departments posted from day 0 to `margin_days` before the end, emergencies apart."""
    assignments = trace.assignments
    of_emergency = (assignments["asks"] == 0) & assignments["accepted_at"].notna()  # taken up without being asked
    posted = in_cohort(assignments["released_at"], trace.days, margin_days)
    read = ["released_at", "accepted_at", "asks", "returns"]
    return assignments.loc[posted & (assignments["whistle"] == NONE) & ~of_emergency, read]


def letters_taken_up(trace: "Trace") -> float:
    """Return the share of letters that were taken up within 60 days of being posted."""
    rows = letters(trace, LETTER_MARGIN_DAYS)
    return _mean(rows["accepted_at"] <= rows["released_at"] + 24.0 * LETTER_MARGIN_DAYS)


def letters_returned(trace: "Trace") -> float:
    """Return the share of letters that were sent back at least once; the first time is when they arrive."""
    return _mean(letters(trace, 0)["returns"] > 0)


def letters_chased(trace: "Trace") -> float:
    """Return reminders a letter: every ask but the first follows one, and nothing else brings another ask."""
    return _mean(np.maximum(letters(trace, LETTER_MARGIN_DAYS)["asks"] - 1, 0))


def appointments_kept(trace: "Trace") -> float:
    """Return the share of departments' appointments that they came to in time."""
    whistles = trace.whistles[["released_at", "appointments", "booked"]]
    booked = whistles[(whistles["released_at"] >= 0.0) & (whistles["booked"] > 0)]
    called = trace.assignments[["whistle", "missed"]]
    called = called[called["whistle"].isin(booked.index)]
    held = booked["appointments"].reindex(called["whistle"]).sum()
    return share(held - called["missed"].sum(), held)


def own_line_wait(trace: "Trace") -> float:
    """Return mean staffed hours from arrival to the end of the work, less the work.

    Departments' tasks of their own line that arrived from day 0 to 30 days before the end. What is not done by the end
    of the run has waited until then, so that where a department falls behind this is the least it can be.
    """
    tasks = trace.tasks
    mine = (tasks["kind"] == TaskKind.OWN_LINE) & in_cohort(tasks["arrives_at"], trace.days, COHORT_MARGIN_DAYS)
    rows = tasks.loc[mine, ["arrives_at", "done_at", "hours"]].to_numpy(dtype=np.float64)
    if not len(rows):
        return float("nan")
    calendar = calendar_of(trace)
    arrives, done, hours = rows.T
    done = np.where(done < 24.0 * trace.days, done, 24.0 * trace.days)  # NaN: not done
    passed = staffed_hours_at(calendar, done) - staffed_hours_at(calendar, arrives)
    return _mean(np.maximum(passed - hours, 0.0))


def calendar_of(trace: "Trace") -> Calendar:
    """Return the days on which departments were staffed, with the hours of a day; as long as the run."""
    offices = trace.offices
    there = offices.loc[offices["level"] == Level.DEPARTMENT, ["day", "staffed"]].groupby("day")["staffed"].sum() > 0.0
    there = there.reindex(range(min(int(there.index[0]), 0), trace.days), fill_value=False)  # nothing waits: no row
    opens, closes = np.array(trace.provenance["segments"], dtype=np.float64).T
    a_day = float((closes - opens).sum())
    before = np.concatenate([[0.0], np.cumsum(there.to_numpy() * a_day)])
    return Calendar(int(there.index[0]), there.to_numpy().astype(np.uint8), opens, closes, before, a_day)
