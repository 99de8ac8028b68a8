"""Looks for the patterns that theory and officials expect, and says which appear and which do not.

`python docs/make.py patterns --page docs/patterns.md` runs every setting on `district` for 240 days
with common random numbers and writes what it found; runs already in `--out` are not run again
unless the model has changed. Nothing is tuned here: settings are those of the shipped scenarios, moved one at a time.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from docs.evidence.kept_runs import run_missing
from experiments.run.one import town
from experiments.run.progress import compile_lines

PLACE, DAYS = "district", 240


class Setting(NamedTuple):
    """One world: a scenario, what is set in it, which behaviours are off, for how long."""

    scenario: str
    settings: tuple[tuple[str, str], ...] = ()
    without: tuple[str, ...] = ()
    days: int = DAYS

    @property
    def label(self) -> str:
        """Return a key that names everything."""
        return json.dumps([self.scenario, dict(self.settings), list(self.without), self.days], ensure_ascii=False)


def world(
    scenario: str, levers: dict[str, str] | None = None, without: tuple[str, ...] = (), days: int = DAYS
) -> Setting:
    """Return a setting; levers by `lever.field`."""
    return Setting(scenario, tuple(sorted((levers or {}).items())), without, days)


def blown(propensity: float, staff: str = "1") -> Setting:
    """Return the whistle at a willingness that nobody learns from, with so many department staff."""
    fixed = {"whistle.learning": "false", "staffing.department_factor": staff}
    return world("whistle", {"whistle.propensity": str(propensity), **fixed})


type Found = dict[tuple[str, str], Cell]  # by world and measure


class Pattern(NamedTuple):
    """One pattern: what is expected, which worlds show it, which measures, and the rule of the verdict."""

    name: str
    expected: str
    worlds: tuple[tuple[str, Setting], ...]  # first the one others are compared with
    measures: tuple[str, ...]
    verdict: Callable[[Found], str]


def run_one(setting: Setting, seed: int) -> dict[str, float]:
    """Return the measures of one run."""
    with town(scenario=setting.scenario, place=PLACE, days=setting.days, seed=seed, settings=dict(setting.settings),
              base="status_quo", without=setting.without, telling=compile_lines("en")) as model:  # fmt: skip
        return model.run().measures()


def run_all(settings: list[Setting], seeds: list[int], workers: int, out: Path) -> pd.DataFrame:
    """Run what is not in `out` yet; return all rows."""
    return run_missing({s.label: s for s in settings}, seeds, run_one, out, workers)


class Cell(NamedTuple):
    """One measure of one world: mean, paired difference from the first world, half-width of its interval."""

    mean: float
    difference: float
    half: float

    @property
    def clear(self) -> int:
        """Sign of the difference where its interval leaves out 0, else 0."""
        return 0 if not abs(self.difference) > self.half else (1 if self.difference > 0 else -1)

    def told(self) -> str:
        """Return the difference in words."""
        shown = f"{_number(self.difference, '+')} ± {_number(self.half)}"
        return f"not distinguishable from zero ({shown})" if self.clear == 0 else shown


def found_in(pattern: Pattern, rows: pd.DataFrame, seeds: list[int]) -> Found:
    """Return every measure of every world of a pattern."""
    from scipy import stats  # type: ignore[import-untyped]

    def column(setting: Setting, measure: str) -> np.ndarray:
        mine = rows[(rows["label"] == setting.label) & rows["seed"].isin(seeds)].sort_values("seed")
        return mine[measure].to_numpy(dtype=np.float64)

    found: Found = {}
    for name, setting in pattern.worlds:
        for measure in pattern.measures:
            values = column(setting, measure)
            difference = values - column(pattern.worlds[0][1], measure)
            many, half = len(difference), float("nan")
            if many > 1:
                half = float(stats.t.ppf(0.975, many - 1) * difference.std(ddof=1) / many**0.5)
            found[name, measure] = Cell(float(values.mean()), float(difference.mean()), half)
    return found


def page(patterns: tuple[Pattern, ...], rows: pd.DataFrame, seeds: list[int]) -> str:
    """Return the study as a page."""
    lines = [
        "# Patterns: which appear, which do not\n",
        f"Every world is `{PLACE}` for {DAYS} days (unless it says longer), {len(seeds)} seeds, with common random",
        "numbers; in brackets the difference from the first row, after ± the half-width of its paired 95 % interval.",
        "Settings are those of the shipped scenarios, moved one at a time; none was tuned to make a pattern appear.",
        "Written by `python docs/make.py patterns --page docs/patterns.md`.\n",
    ]
    for p in patterns:
        found = found_in(p, rows, seeds)
        lines += [f"## {p.name}\n", f"*Expected:* {p.expected}.\n", f"**Found:** {p.verdict(found)}\n"]
        lines.append("| world | " + " | ".join(f"`{m}`" for m in p.measures) + " |")
        lines.append("| --- " * (len(p.measures) + 1) + "|")
        for number, (name, _) in enumerate(p.worlds):
            cells = [_shown(found[name, m], number > 0) for m in p.measures]
            lines.append(f"| {name} | " + " | ".join(cells) + " |")
        lines.append("")
    return "\n".join(lines)


def _shown(cell: Cell, with_difference: bool) -> str:
    value = cell.mean
    if math.isnan(value):
        return "–"
    with_difference = with_difference and not math.isnan(cell.difference)
    shown = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"
    return shown + (f" ({_number(cell.difference, '+')} ± {_number(cell.half)})" if with_difference else "")


def _number(value: float, sign: str = "") -> str:
    """Return a number with three figures, or whole where it is large."""
    return format(value, f"{sign},.0f") if abs(value) >= 100 else format(value, f"{sign}.2g")
