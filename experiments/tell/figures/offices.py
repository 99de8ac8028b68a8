"""The figure `offices`: utilisation and backlog of every street and department; communities as a distribution."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from experiments.answer.statistics import mean_interval
from experiments.tell.figures.layout import Heading
from experiments.tell.figures.style import (
    BLACK,
    GRID,
    axes_at,
    label_width,
    scenario_markers,
    scenario_styles,
    text_at,
    wrapped,
)
from experiments.words import Language
from experiments.words import figures as words
from experiments.words import offices as say
from sim.stages import Level

TITLE = say.TITLE
MOST_ROWS = 40  # of a level with more offices only the distribution is drawn
_QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
_SIZE = 7.0  # points


class _Section(NamedTuple):
    """The offices of one level, in rows: one an office, or one a scenario where there are many."""

    level: Level
    title: str
    rows: list[str]
    spread: bool
    tall: float  # cm


def draw(data: dict[str, Any], language: Language, width: float) -> Figure:
    """Draw the figure; `data` as `experiments.tell.figures.collect.figure_data` returns it."""
    names: list[str] = data["scenarios"]
    labels = [data["labels"][language].get(name, name) for name in names]
    table = in_days(data["offices"])
    sections = [_section(level, table, data["office_names"], labels, language, width)
                for level in (Level.STREET, Level.DEPARTMENT, Level.COMMUNITY)]  # fmt: skip
    styles, markers = scenario_styles(names), scenario_markers(names)
    looks = {name: (styles[name][0], markers[name]) for name in names}
    handles = [Line2D([], [], color=looks[n][0], marker=looks[n][1], ms=4, lw=0, label=label)
               for n, label in zip(names, labels, strict=True)]  # fmt: skip
    plain: dict[str, Any] = {"color": "#444444", "lw": 0}
    marks = [
        Line2D([], [], marker="o", ms=4, label=say.MEAN(language), **plain),
        Line2D([], [], marker="|", ms=6, mew=1.2, label=say.END(language), **plain),
    ]
    heading = Heading(say.TITLE(language), [handles, marks], width)
    top = heading.height
    left = 0.35 + max(label_width(line, _SIZE) for s in sections for row in s.rows for line in row.split("\n"))
    gap = 0.45
    wide = (width - left - 0.35 - gap) / len(_COLUMNS)
    headings = [wrapped(text(language), (wide + 0.3) / label_width("国", _SIZE)) for text, _, _ in _COLUMNS]
    lead, foot = 0.65 + 0.3 * (max(heading.count("\n") for heading in headings) + 1), 0.45
    figure = heading.figure(top + sum(lead + section.tall + foot for section in sections) + 0.2)
    for section in sections:
        text_at(figure, 0.2, top + 0.12, section.title, fontsize=8)
        mine = table[table["level"] == section.level]
        for at, (_, mean, end) in enumerate(_COLUMNS):
            axes = axes_at(figure, left + at * (wide + gap), top + lead, wide, section.tall)
            axes.set_title(headings[at], loc="left", fontsize=_SIZE, pad=3)
            (_spread if section.spread else _rows)(axes, mine, names, looks, mean, end)
            _frame(axes, section.rows if at == 0 else [""] * len(section.rows), mean)
        top += lead + section.tall + foot
    return figure


_COLUMNS = (
    (say.UTILISATION, "utilisation", ""),
    (say.BACKLOG, "backlog_mean_days", "backlog_end_days"),
)


def in_days(table: pd.DataFrame) -> pd.DataFrame:
    """Return `offices.parquet` with utilisation in % and backlog in days of work."""
    a_day = table["staffed"] / table["staffed_days"].where(table["staffed_days"] > 0)
    out = table[["scenario", "replication", "level", "office"]].copy()
    out["utilisation"] = 100.0 * table["worked"] / table["staffed"].where(table["staffed"] > 0)
    for when in ("mean", "end"):
        out[f"backlog_{when}_days"] = table[f"backlog_{when}"] / a_day
    return out


def _section(
    level: Level,
    table: pd.DataFrame,
    given: dict[int, list[dict[str, str]]],
    labels: list[str],
    language: Language,
    width: float,
) -> _Section:
    """Decide what the rows of a level are and how high they stand."""
    offices = sorted(table.loc[table["level"] == level, "office"].unique())
    room = 0.27 * width / label_width("国", _SIZE)
    if level == Level.COMMUNITY or len(offices) > MOST_ROWS:
        title = (say.LEVELS if level == Level.COMMUNITY else say.MANY)[int(level)](language, n=len(offices))
        rows = [wrapped(label, room) for label in labels]
        spread, row = True, 0.4
    else:
        title = say.LEVELS[int(level)](language)
        known = given.get(int(level), [])
        rows = [known[o][language] if o < len(known) else say.NUMBERED[int(level)](language, n=o + 1) for o in offices]
        rows = [wrapped(name, room) for name in rows]
        spread, row = False, 0.34 + 0.04 * len(labels)
    lines = max((row.count("\n") for row in rows), default=0) + 1
    return _Section(level, title, rows, spread, max(len(rows), 1) * max(row, 0.29 * lines + 0.06))


def _rows(
    axes: Axes, table: pd.DataFrame, names: list[str], looks: dict[str, tuple[str, str]], mean: str, end: str
) -> None:
    """Draw a mark for every office and scenario, with its interval and where it ended."""
    for at, name in enumerate(names):
        mine = table[table["scenario"] == name]
        if mine.empty:
            continue
        colour, marker = looks[name]
        shift = (at - (len(names) - 1) / 2) * 0.7 / max(len(names), 2)
        wide = mine.pivot(index="replication", columns="office", values=mean)
        y = np.arange(len(wide.columns)) + shift
        value, half = mean_interval(wide.to_numpy(dtype=float))
        axes.hlines(y, value - half, value + half, color=colour, linewidth=0.7)
        axes.plot(value, y, marker=marker, ms=3, lw=0, color=colour)
        if end:
            last = mine.pivot(index="replication", columns="office", values=end).to_numpy(dtype=float).mean(axis=0)
            axes.plot(last, y, marker="|", ms=4.5, mew=1.1, lw=0, color=colour)


def _spread(
    axes: Axes, table: pd.DataFrame, names: list[str], looks: dict[str, tuple[str, str]], mean: str, end: str
) -> None:
    """Draw how the offices of a level spread, one row a scenario; means over replications first."""
    for row, name in enumerate(names):
        mine = table[table["scenario"] == name].groupby("office")[[c for c in (mean, end) if c]].mean()
        if mine.empty:
            continue
        colour, marker = looks[name]
        lowest, low, middle, high, highest = mine[mean].quantile(_QUANTILES)
        axes.hlines(row, lowest, highest, color=colour, linewidth=0.8)
        axes.hlines(row, low, high, color=colour, linewidth=3, alpha=0.55)
        axes.plot(middle, row, marker=marker, ms=4, color=colour)
        if end:
            axes.plot(mine[end].median(), row, marker="|", ms=6.5, mew=1.2, color=colour)


def _frame(axes: Axes, rows: list[str], column: str) -> None:
    axes.set_yticks(range(len(rows)), rows)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0, labelsize=_SIZE, pad=2)
    axes.tick_params(axis="x", labelsize=6.5, pad=1.5)
    axes.grid(axis="both", color=GRID, linewidth=0.5)
    if column == "utilisation":
        low, high = axes.get_xlim()
        axes.set_xlim(max(0.0, 10.0 * np.floor(min(low, 85.0) / 10.0)), max(high, 105.0))
        axes.locator_params(axis="x", nbins=3, integer=True)
        axes.axvline(100, color=BLACK, linewidth=0.6, linestyle=(0, (3, 2)))
    else:
        right = max(axes.get_xlim()[1], 0.1)
        axes.set_xlim(-0.03 * right, right)
        axes.locator_params(axis="x", nbins=3)


def caption(data: dict[str, Any], language: Language) -> str:
    """Return what stands under the figure."""
    return say.CAPTION(language, band=words.band(data["replications"], language, data["sets"]))
