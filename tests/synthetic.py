"""Traces made up for tests of the experiments: plausible tables without a simulation."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from sim import tables
from sim.stages import Level, Status, Work

# Hours per staffed hour, by level, of a town before the reform.
LOADS = {
    Level.COMMUNITY: {Work.DERIVED: 0.56, Work.TRANSFERRED: 0.02, Work.STATUTORY: 0.22, Work.RESIDENT: 0.05,
                      Work.WALK_IN: 0.07, Work.MEETING: 0.04},
    Level.STREET: {Work.DERIVED: 0.40, Work.TRANSFERRED: 0.10, Work.RESIDENT: 0.27, Work.CONTACT: 0.05,
                   Work.PREPARE: 0.03, Work.VERIFY: 0.03, Work.COORDINATION: 0.01, Work.MEETING: 0.08},
    Level.DEPARTMENT: {Work.OWN_LINE: 0.60, Work.LETTER: 0.25, Work.ASSIGNMENT: 0.05, Work.TRAVEL: 0.02,
                       Work.WAITING: 0.01, Work.MEETING: 0.06},
}  # fmt: skip
STAFF = {Level.COMMUNITY: (14, 12), Level.STREET: (40, 3), Level.DEPARTMENT: (15, 6)}
REFORMS = {"status_quo": 0.0, "whistle": 0.35, "duty_list": 0.5, "empowerment": 0.2, "integrated": 0.9}


class SyntheticTrace:
    """Looks like `sim.trace.Trace`; better by `strength`, with luck from `seed` that scenarios share."""

    def __init__(self, scenario: str = "status_quo", days: int = 60, seed: int = 1, issues: int = 1200) -> None:
        self.days = days
        self.strength = REFORMS.get(scenario, 0.1)
        self.seed = seed
        self.provenance: Mapping[str, Any] = {"scenario": scenario, "days": days, "seed": seed, "base": "status_quo"}
        self.issues = self._issues(issues)
        self.workload, self.offices, self.funnel = self._hours()
        self.daily = pd.DataFrame({c.name: np.zeros(days + 10, dtype=c.dtype) for c in tables.DAILY})
        self.daily["day"] = np.arange(-10, days)
        self.assignments = pd.DataFrame({c.name: np.zeros(5, dtype=c.dtype) for c in tables.ASSIGNMENTS})
        self.whistles = pd.DataFrame({c.name: np.zeros(5, dtype=c.dtype) for c in tables.WHISTLES})

    def measures(self) -> dict[str, float]:
        """Return a few measures under their real names; luck moves all scenarios alike."""
        luck = np.random.default_rng(self.seed % 2**32).normal(size=4)
        own = np.random.default_rng([self.seed % 2**32, int(self.strength * 100)]).normal(size=4)
        s = self.strength
        return {
            "issues": 1200.0 + 20 * luck[0],
            "street_funnel_share": 0.52 - 0.3 * s + 0.01 * luck[0] + 0.001 * own[0],
            "passed_down_hours": 61_234.0 * (1 - 0.6 * s) + 900 * luck[1] + 60 * own[1],
            "median_days_to_resolve": 9.0 - 5 * s + 0.4 * luck[2] + 0.1 * own[2] if s else float("nan"),
            "restricted_mean_days_30": 15.0 - 8 * s + 0.4 * luck[2] + 0.1 * own[2],
            "resolution_rate": 0.53 + 0.3 * s + 0.01 * luck[3] + 0.002 * own[3],
            "true_resolution_rate": 0.41 + 0.002 * luck[3] + 0.01 * own[3],
            "satisfaction_rate": 0.65 + 0.2 * s + 0.01 * luck[0] + 0.002 * own[0],
            "mean_trust": 0.5 + 0.001 * own[1],
        }

    def _issues(self, number: int) -> pd.DataFrame:
        luck = np.random.default_rng(self.seed % 2**32)
        table = pd.DataFrame({c.name: np.zeros(number, dtype=c.dtype) for c in tables.ISSUES})
        for column in tables.ISSUES:
            if column.dtype == "float64":
                table[column.name] = np.nan
        registered = np.sort(luck.uniform(-240.0, 24.0 * self.days, number))
        authority = luck.choice([1, 2, 3], size=number, p=[0.3, 0.45, 0.25])
        mean = np.array([0.0, 60.0, 120.0, 3000.0 * (1 - self.strength) + 200.0])[authority]
        closed = registered + 4.0 + luck.exponential(mean)
        table["row"] = np.arange(number)
        table["first_collect"], table["first_integrate"], table["authority"] = registered - 2.0, registered, authority
        ended = closed < 24.0 * self.days
        table["closed_at"] = np.where(ended, closed, np.nan)
        table["status"] = np.where(ended, int(Status.CLOSED), int(Status.OPEN))
        table["recorded_solved"] = (ended & (luck.uniform(size=number) < 0.8 + 0.15 * self.strength)).astype("int8")
        table.loc[luck.uniform(size=number) < 0.03, "status"] = int(Status.EXCLUDED)
        return table.astype({c.name: c.dtype for c in tables.ISSUES})

    def _hours(self) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        rows, offices, funnel = [], [], []
        for level, loads in LOADS.items():
            staff, number = STAFF[level]
            for day in range(-5, self.days):
                for office in range(number if day % 7 < 5 else 0):
                    staffed, worked = staff * 7.0, 0.0
                    for kind, load in loads.items():
                        above = kind in (Work.DERIVED, Work.TRANSFERRED)
                        hours = staffed * load * (1 - 0.6 * self.strength if above else 1.0)
                        rows.append((day, 3 if above else 0, level, office, kind, hours))
                        worked += hours
                        if above:
                            funnel.append((day, 0, level, kind, hours))
                    offices.append((day, level, office, staffed, staffed - worked, 0.0))
        return (
            pd.DataFrame(rows, columns=["day", "origin_level", "level", "office", "kind", "hours"]),
            pd.DataFrame(offices, columns=["day", "level", "office", "staffed", "idle", "overrun"]),
            pd.DataFrame(funnel, columns=["day", "origin", "level", "kind", "hours"]),
        )
