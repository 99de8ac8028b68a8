"""Who is counted: the rows and the problems that measures and tables of rates are over, each told once.

Three kinds, so that no rate moves with what happens after the time it speaks of.

*Called*: rows by the time of the city's first call (call 0), which takes a case as it stands then, open or closed. Who
was excluded or withdrawn before is not called, nor is what a patrol found; who is excluded later was called and counts.

*Due*: rows by the time they are due, again as they stand then.

*Problems*, by when they arose and when their first row was filed. What has become of them is asked 30 days later, so
those of the last 30 days are left out.
"""

import numpy as np
import pandas as pd

from sim.stages import Channel, Status

COHORT_MARGIN_DAYS = 30


def in_cohort(at: pd.Series, days: int, margin_days: int = COHORT_MARGIN_DAYS) -> pd.Series:
    """Tell which times (h) lie from day 0 to `margin_days` before the end of a run of so many days."""
    return (at >= 0.0) & (at < 24.0 * (days - margin_days))


def called(issues: pd.DataFrame, days: int) -> pd.Series:
    """Tell which rows the city first called from day 0 to the end of a run of so many days."""
    return in_cohort(issues["evaluated_at"], days, 0)


def due(issues: pd.DataFrame, days: int) -> pd.Series:
    """Tell which rows were due from day 0 to the end, but those of patrols, and those excluded or withdrawn by then."""
    left = issues["status"].isin([int(Status.WITHDRAWN), int(Status.EXCLUDED)])
    gone = left & (issues["closed_at"] <= issues["due_at"])
    return in_cohort(issues["due_at"], days, 0) & ~gone & (issues["channel"] != Channel.GRID)


def started(problems: pd.DataFrame) -> pd.Series:
    """Return when the clock of a problem's true rates starts (h): its first filing, its arising where nobody filed."""
    return problems["filed_at"].fillna(problems["arises_at"])


def settled(problems: pd.DataFrame, days: int) -> pd.Series:
    """Tell which problems true rates are over.

    They arose from day 0 to 30 days before the end and, where filed, were filed at least 30 days before the end.
    """
    late = problems["filed_at"] >= 24.0 * (days - COHORT_MARGIN_DAYS)
    return in_cohort(problems["arises_at"], days) & ~late


def solved_within(problems: pd.DataFrame, within_days: int) -> np.ndarray:
    """Tell which problems were truly solved within so many days of the start of their clock; bool[N]."""
    return (problems["solved_at"] <= started(problems) + 24.0 * within_days).to_numpy()
