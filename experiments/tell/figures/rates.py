"""The figure `rates`: measured and true rates through the year."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from experiments.answer.statistics import mean_interval
from experiments.tables.rates import RATES
from experiments.tell.figures.layout import Heading, cells
from experiments.tell.figures.style import (
    GRID,
    axes_at,
    scenario_markers,
    scenario_styles,
)
from experiments.words import Language
from experiments.words import figures as words
from experiments.words import rates as say

TITLE = say.TITLE
NARROW = 12.0  # cm; below, rates stand in rows and measured and true in columns
_PANEL = 2.6  # cm high


def draw(data: dict[str, Any], language: Language, width: float) -> Figure:
    """Draw the figure; `data` as `experiments.tell.figures.collect.figure_data` returns it."""
    names: list[str] = data["scenarios"]
    labels = [data["labels"][language].get(name, name) for name in names]
    narrow = width < NARROW
    rows, columns = (len(RATES), 2) if narrow else (2, len(RATES))
    styles, markers = scenario_styles(names), scenario_markers(names)
    handles = [
        Line2D([], [], color=styles[n][0], linestyle=styles[n][1], marker=markers[n], ms=3, lw=1.2, label=label)
        for n, label in zip(names, labels, strict=True)
    ]
    heading = Heading(say.TITLE(language), [handles], width)
    top = heading.height + 0.55
    gap = 1.1
    figure = heading.figure(top + rows * (_PANEL + gap))
    left, space = 0.95, 0.85
    wide = (width - left - 0.3 - (columns - 1) * space) / columns
    places = list(cells(rows * columns, columns, (left, top), (wide + space, _PANEL + gap)))
    for at, rate in enumerate(RATES):
        for true in (False, True):
            row, column = (at, int(true)) if narrow else (int(true), at)
            axes = axes_at(figure, *places[row * columns + column], wide, _PANEL)
            name = (say.TRUE if true else say.MEASURED)(language, rate=say.RATES[rate.name](language))
            axes.set_title(name, loc="left", fontsize=7 if narrow else 8, pad=4)
            part, whole = (rate.true, "affected") if true else (rate.measured, rate.counted)
            _panel(axes, data["rates"], names, styles, markers, part, whole, language)
            if row == rows - 1:
                axes.set_xlabel(say.MONTH(language), labelpad=1)
    return figure


def _panel(
    axes: Axes,
    table: pd.DataFrame,
    names: list[str],
    styles: dict[str, tuple[str, Any]],
    markers: dict[str, str],
    part: str,
    whole: str,
    language: Language,
) -> None:
    """Draw one rate of all scenarios by month."""
    drawn = False
    for name in names:
        month, mean, half = by_month(table[table["scenario"] == name], part, whole)
        if not np.isfinite(mean).any():
            continue
        drawn = True
        colour, dashes = styles[name]
        low, high = np.clip(mean - half, 0, 100), np.clip(mean + half, 0, 100)
        if len(month) > 1:
            axes.fill_between(month, low, high, color=colour, alpha=0.15, linewidth=0)
        elif np.isfinite(half).all():
            axes.vlines(month, low, high, color=colour, linewidth=0.7)
        axes.plot(month, mean, color=colour, linestyle=dashes, marker=markers[name], ms=2.6, linewidth=1.0)
    axes.set_ylim(0, 100)
    axes.set_yticks([0, 50, 100])
    axes.grid(axis="y", color=GRID, linewidth=0.5)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6, min_n_ticks=1))
    low, high = axes.get_xlim()
    axes.set_xlim(min(low, 0.8), max(high, 1.2))
    if not drawn:
        axes.set_xticks([])
        axes.text(0.5, 0.5, say.TOO_SHORT(language), transform=axes.transAxes, ha="center", va="center", fontsize=7)


def by_month(table: pd.DataFrame, part: str, whole: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return months (from 1), mean over replications in %, and half the width of its interval."""
    share = 100.0 * table[part] / table[whole].where(table[whole] > 0)
    wide = share.groupby([table["replication"], table["month"]]).first().unstack("month")
    wide = wide.loc[:, wide.notna().all()]
    mean, half = mean_interval(wide.to_numpy(dtype=float))
    return wide.columns.to_numpy(dtype=int) + 1, mean, half


def caption(data: dict[str, Any], language: Language) -> str:
    """Return what stands under the figure."""
    return say.CAPTION(language, band=words.band(data["replications"], language, data["sets"]))
