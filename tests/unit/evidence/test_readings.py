"""What the fit keeps of a run: the city's rates by month of its call, lateness by month due, filings by month filed."""

import pandas as pd

from docs.evidence.fit.readings import counted, read
from sim import tables
from sim.stages import Channel, Status
from tests.unit.sim.frames import HandMade, frame

MONTH = 720.0


def test_every_count_is_of_the_month_of_what_it_counts():
    owed = {"due_at": 100.0, "status": int(Status.OPEN)}
    trace = HandMade(65, issues=[
        # filed in month 1, called in month 2, due in month 1 and replied to too late
        {"first_collect": 700.0, "evaluated_at": 800.0, "rated": 1, "answer": 0, "satisfied": 1, "due_at": 719.0,
         "replied_at": 720.0, "street": 1},
        {"first_collect": -10.0, "evaluated_at": 5.0, "rated": 1, "answer": 1, "satisfied": 1, "round": 1,
         "due_at": 100.0, "replied_at": 100.0},
        {"first_collect": 800.0, "evaluated_at": 900.0, "rated": 0, "round": 2, "due_at": 900.0},
        {"first_collect": 2 * MONTH, "evaluated_at": 2 * MONTH, "rated": 1, "answer": 1, "due_at": 2 * MONTH},  # day 60
        {"first_collect": -5.0, "channel": int(Channel.GRID), **owed},
        {"first_collect": -5.0, **owed, "status": int(Status.EXCLUDED), "closed_at": 20.0},
    ])  # fmt: skip
    trace.daily = frame(tables.DAILY, [{"day": day, "reports": 2, "consultations": 1} for day in range(-5, 65)])
    trace.tasks = pd.DataFrame({column.name: [] for column in tables.TASKS})
    counts = counted(trace, [80_000, 160_000])
    assert {name: counts[name] for name in ("rows", "repeats", "rated", "solved", "satisfied", "unsolved",
                                            "unsolved_satisfied", "due", "late")} == {
        "rows": [1, 1], "repeats": [0, 1], "rated": [1, 1], "solved": [1, 0], "satisfied": [1, 1], "unsolved": [0, 1],
        "unsolved_satisfied": [0, 1], "due": [2, 1], "late": [1, 1],
    }  # fmt: skip
    assert counts["reports"] == [60, 60] and counts["consultations"] == [30, 30] and counts["forms"] == [0, 0]
    assert counts["streets"] == [0.5, 0.25]  # rows a month of a street of 80,000
    assert read("resolution", counts) == 0.5 and read("late", counts) == 2 / 3
