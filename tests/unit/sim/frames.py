"""Traces written by hand, for tests of what counts in what."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from sim import tables
from sim.stages import NONE
from tests.synthetic import SATISFACTION

NEVER = np.nan


def frame(columns: Sequence[tables.Column], rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Return a table of `sim.tables` from its rows; what is not told is NaN, 0 or, for answers, NONE."""
    out = {}
    for column in columns:
        empty = np.nan if column.dtype.startswith("float") else NONE if column.name.startswith("answer") else 0
        out[column.name] = np.array([row.get(column.name, empty) for row in rows], dtype=column.dtype)
    unknown = {name for row in rows for name in row} - set(out)
    assert not unknown, unknown
    return pd.DataFrame(out)


class HandMade:
    """A run of so many days with these problems and ledger rows."""

    def __init__(self, days: int, problems: Sequence[dict[str, Any]] = (), issues: Sequence[dict[str, Any]] = ()) -> None:
        self.days = days
        self.problems, self.issues = frame(tables.PROBLEMS, problems), frame(tables.ISSUES, issues)
        self.provenance = {"response_hours": 24.0, "contact_hours": 0.5, "reply_hours": 0.1, "call_back_hours": 0.25,
                           "section_people": 40, "satisfaction": SATISFACTION}  # fmt: skip

    def once(self, _name: Any, work_out: Any) -> Any:
        """Work out what several measures read."""
        return work_out()
