"""Traces made up for tests of the experiments: plausible tables without a simulation."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from sim import tables
from sim.stages import NONE, Level, Status, Work

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
SATISFACTION = {
    "satisfied_base": -0.5, "satisfied_solved": 2.0, "satisfied_wait": 0.5, "wait_clip": 2.0, "wait_loss": 2.0,
    "satisfied_contact": 0.5, "contact_half_hours": 1.0,
}  # fmt: skip
REFORMS = {"status_quo": 0.0, "whistle": 0.35, "duty_list": 0.5, "empowerment": 0.2, "integrated": 0.9}


@contextmanager
def lived(asked: Any, _code: str, *_shared: Any) -> Iterator["SyntheticTrace"]:
    """Stand for a model that is run: patched in the place of `experiments.run.batch.lived`."""
    yield SyntheticTrace(asked.cells["scenario"], asked.recipe.days, asked.seed)


class SyntheticTrace:
    """Looks like `sim.trace.Trace`; better by `strength`, with luck from `seed` that scenarios share."""

    def __init__(self, scenario: str = "status_quo", days: int = 60, seed: int = 1, issues: int = 1200) -> None:
        self.days = days
        self.strength = REFORMS.get(scenario, 0.1)
        self.seed = seed
        self.provenance: Mapping[str, Any] = {
            "scenario": scenario, "days": days, "seed": seed, "base": "status_quo", "response_hours": 24.0,
            "contact_hours": 0.5, "reply_hours": 0.1, "call_back_hours": 0.25, "satisfaction": SATISFACTION,
            "section_people": 40,
        }  # fmt: skip
        self.issues = self._issues(issues)
        self.problems = self._problems()
        self.workload, self.offices, self.funnel = self._hours()
        self.daily = pd.DataFrame({c.name: np.zeros(days + 10, dtype=c.dtype) for c in tables.DAILY})
        self.daily["day"] = np.arange(-10, days)
        self.whistles, self.assignments = self._called(80 if self.strength else 0)

    def once(self, _name: Any, work_out: Callable[[], Any]) -> Any:
        """Work out what several measures read."""
        return work_out()

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
        table["problem_index"] = np.arange(number) * 4 // 5  # every fourth problem has two rows
        table["person"] = np.arange(number) - table.groupby("problem_index")["row"].transform("min")
        table["contacted_at"] = table["first_collect"] + luck.exponential(20.0, number)
        table["truly_solved"] = (table["recorded_solved"] == 1) & (luck.uniform(size=number) < 0.9)
        self._call(table, luck)
        return table.astype({c.name: c.dtype for c in tables.ISSUES})

    def _call(self, table: pd.DataFrame, luck: np.random.Generator) -> None:
        """Fill in what the city's calls find: half of who is falsely told that it is solved believe it."""
        number, end = len(table), 24.0 * self.days
        table["due_at"] = table["first_collect"] + luck.choice([24.0, 168.0, 360.0], number)
        table["last_verify"] = table["closed_at"]
        replied = np.minimum(table["closed_at"].fillna(np.inf), table["due_at"] + luck.normal(-6.0, 12.0, number))
        table["replied_at"] = replied.where(replied < end)
        table["replied"] = (replied < table["closed_at"].fillna(np.inf)).astype("int8")
        at = np.minimum(table["due_at"], table["closed_at"].fillna(np.inf) + 48.0)
        gone = (table["status"] == Status.EXCLUDED) & (table["closed_at"].fillna(0.0) <= at)
        table["evaluated_at"] = at.where(~gone & (at < end))
        solved = table["closed_at"].where(table["truly_solved"] == 1)
        first = solved.groupby(table["problem_index"]).transform("min")
        called = table["evaluated_at"].notna()
        table["solved_then"] = called & (first <= at)
        told = (table["closed_at"] <= at) & (table["recorded_solved"] == 1)
        says = (table["solved_then"] == 1) | (told & (luck.uniform(size=number) < 0.5))
        table["rated"] = called & (luck.uniform(size=number) < 0.8)
        table["answer"] = says.astype("int8").where(table["rated"], NONE)
        table["satisfied"] = table["rated"] & (luck.uniform(size=number) < 0.3 + 0.4 * says)
        later = called & (table["solved_then"] == 0) & (table["closed_at"] + 48.0 < end) & (table["closed_at"] > at)
        table["answer_later"] = (first <= table["closed_at"] + 48.0).astype("int8").where(later, NONE)

    def _problems(self) -> pd.DataFrame:
        """Problems that arose a day before their first row, solved when a row of theirs was."""
        rows = self.issues.groupby("problem_index")
        number = len(rows)
        luck = np.random.default_rng(self.seed % 2**32 + 1)
        table = pd.DataFrame({c.name: np.zeros(number, dtype=c.dtype) for c in tables.PROBLEMS})
        table["arises_at"] = rows["first_collect"].min().to_numpy() - 24.0
        table["filed_at"] = rows["first_collect"].min().to_numpy()
        table["reports"] = rows.size().to_numpy()
        table["affected"] = table["reports"] + luck.poisson(1.0, number)
        solved = self.issues["closed_at"].where(self.issues["truly_solved"] == 1)
        table["solved_at"] = solved.groupby(self.issues["problem_index"]).min().to_numpy()
        table["mean_expected_days"] = 10.0
        return table.astype({c.name: c.dtype for c in tables.PROBLEMS})

    def _called(self, number: int) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Whistles to two departments each; the later a step, the more are still under way at the end."""
        luck = np.random.default_rng(self.seed % 2**32 + 2)
        end = 24.0 * self.days
        whistles = pd.DataFrame({c.name: np.zeros(number, dtype=c.dtype) for c in tables.WHISTLES})
        called = pd.DataFrame({c.name: np.zeros(2 * number, dtype=c.dtype) for c in tables.ASSIGNMENTS})
        called["whistle"] = np.repeat(np.arange(number), 2)
        at = np.sort(luck.uniform(-100.0, end, number))
        whistles["released_at"] = at
        for name, mean in (("signed_at", 3.0), ("accepted_at", 20.0), ("checked_in_at", 30.0)):
            called[name] = np.repeat(at, 2) + luck.exponential(mean, 2 * number)
            at = called.groupby("whistle")[name].max().to_numpy()
            called[name] = called[name].where(called[name] < end)
            if name == "accepted_at":
                whistles[name] = at
                whistles["booked"], whistles["appointments"] = 1, (at < end).astype(int)
                called["called_at"] = np.repeat(np.where(at < end, at, np.nan), 2)
        for name, mean in (("all_present_at", 0.0), ("done_at", 5.0), ("evaluated_at", 60.0)):
            at = at + mean * luck.exponential(1.0, number)
            whistles[name] = at
        times = ["accepted_at", "all_present_at", "done_at", "evaluated_at"]
        whistles[times] = whistles[times].where(whistles[times] < end)
        return whistles, called

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
                    letters = 300.0 + day if level == Level.DEPARTMENT else 0.0  # taken up
                    offices.append((day, level, office, staffed, staffed - worked, 0.0, 40.0 + letters))
        return (
            pd.DataFrame(rows, columns=["day", "origin_level", "level", "office", "kind", "hours"]),
            pd.DataFrame(offices, columns=[c.name for c in tables.OFFICES]),
            pd.DataFrame(funnel, columns=["day", "origin", "level", "kind", "hours"]),
        )


def runs_made_up(patch: pytest.MonkeyPatch) -> list[Any]:
    """Put made-up traces in the place of the engine; return the list of what was asked of it."""
    from experiments.run import batch

    ran = []

    def noted(asked: Any, code: str, *shared: Any) -> Any:
        ran.append(asked)
        return lived(asked, code, *shared)

    patch.setattr(batch, "lived", noted)
    return ran


def draw_svg_alone(patch: pytest.MonkeyPatch) -> None:
    """Leave the PNG out: half the time goes into it, and it is of the same picture; test_figures has it."""
    from experiments.tell.figures import catalogue
    from experiments.tell.figures.style import save_svg

    patch.setattr(catalogue, "save_figure", lambda figure, path, origin: [save_svg(figure, path, origin)])


def draw_one_figure(patch: pytest.MonkeyPatch) -> None:
    """Draw one figure only, an empty SVG, unless some are asked for by name: text in two scripts takes a second."""
    from experiments.tell import report_page
    from experiments.tell.figures import catalogue
    from experiments.tell.figures.style import save_svg

    every, save, named = catalogue.figures_of, catalogue.save_figure, [False]

    def empty(_data: Any, _language: str, _width: float) -> Figure:
        return Figure(figsize=(1, 1))

    def figures_of(folder: Any, names: Any = None) -> Any:
        named[0] = names is not None
        found = every(folder, names)
        return found if named[0] else [found[0]._replace(draw=empty, caption=lambda *_: "")]

    def save_figure(figure: Any, path: Any, origin: Any) -> Any:
        return save(figure, path, origin) if named[0] else [save_svg(figure, path, origin)]

    for module in (catalogue, report_page):
        patch.setattr(module, "figures_of", figures_of)
    patch.setattr(catalogue, "save_figure", save_figure)
