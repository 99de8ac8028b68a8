"""The resolution figure: share of issues resolved by days since registration, one curve a scenario."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from scipy.special import ndtri  # type: ignore[import-untyped]

from experiments.answer.statistics import CONFIDENCE, t_quantile
from experiments.tables.resolution import Curve, at_risk, curve, unresolved_at
from experiments.tell.figures.style import Legend, new_figure, scenario_styles
from experiments.words import Language
from experiments.words import figures as say

TITLE = say.RESOLUTION_TITLE
MARKS = (0, 1, 7, 15, 30, 90, 180)
_LEAST_AT_RISK = 10  # a curve is drawn as long as so many issues are watched


def draw(data: dict[str, Any], language: Language, width: float) -> Figure:
    """Draw the figure; `data` as `experiments.tell.figures.collect.figure_data` returns it."""
    names: list[str] = data["scenarios"]
    table: pd.DataFrame = data["resolution"]
    last = float(min(max(data["days"], 7), 365))
    marks = [mark for mark in MARKS if mark <= last]
    styles = scenario_styles(names)
    labels = {name: data["labels"][language].get(name, name) for name in names}
    rows = 0.36 * len(names)
    legend = Legend([labels[name] for name in names], width)
    bottom, plot, head = 1.15 + rows + 0.4, max(width * 0.36, 4.5), 0.9 + legend.height
    height = bottom + plot + head
    left = 1.9
    figure = new_figure(width, height)
    figure.text(0.2 / width, 1 - 0.15 / height, say.RESOLUTION_TITLE(language), fontsize=9.5, va="top")
    axes = figure.add_axes((left / width, bottom / height, (width - left - 0.4) / width, plot / height))
    axes.set_xscale("function", functions=(lambda x: np.sqrt(np.maximum(x, 0.0)), np.square))
    axes.set_xlim(0, last)
    axes.set_ylim(0, 100)
    axes.set_xticks(marks, [str(mark) for mark in marks])
    axes.set_xlabel(say.RESOLUTION_X(language), labelpad=2)
    axes.set_ylabel(say.RESOLUTION_Y(language))
    axes.grid(axis="both", color="#E6E6E6", linewidth=0.5)
    grid = np.unique(np.concatenate([np.linspace(0, np.sqrt(last), 500) ** 2, np.array(marks, dtype=float)]))
    for name in names:
        mine = table[table["scenario"] == name]
        if mine.empty:
            continue
        colour, dashes = styles[name]
        watched = grid <= _last_day(mine)
        x = grid[watched]
        whole = curve(mine)
        low, high = band(mine, whole, x)
        axes.fill_between(x, 100 * (1 - high), 100 * (1 - low), color=colour, alpha=0.18, linewidth=0, step="post")
        axes.step(
            x,
            100 * (1 - unresolved_at(whole, x)),
            where="post",
            color=colour,
            linestyle=dashes,
            linewidth=1.3,
            label=labels[name],
        )
    if table.empty:
        axes.text(0.5, 0.5, say.NO_ISSUES(language), transform=axes.transAxes, ha="center")
    legend.add(figure, axes.get_legend_handles_labels()[0], 0.62)
    _counts(figure, axes, table, names, styles, marks, language)
    return figure


def band(table: pd.DataFrame, whole: Curve, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the pointwise 95 % band of the share not yet resolved, on the log–log scale.

    Over replications (Student's t) when there are several, within the one run (Greenwood) otherwise.
    """
    middle = unresolved_at(whole, days)
    by_run = [unresolved_at(curve(run), days) for _, run in table.groupby("replication")]
    with np.errstate(divide="ignore", invalid="ignore"):
        if len(by_run) > 1:
            scaled = _loglog(np.array(by_run))
            centre, error = scaled.mean(axis=0), scaled.std(axis=0, ddof=1) / np.sqrt(len(by_run))
            half = t_quantile(len(by_run) - 1) * error
        else:
            at = np.searchsorted(whole.days, days, side="right")
            spread = np.sqrt(np.concatenate([[0.0], whole.variance])[at])
            centre, half = _loglog(middle), ndtri(0.5 + CONFIDENCE / 2) * spread / np.abs(np.log(middle))
        low, high = np.exp(-np.exp(centre + half)), np.exp(-np.exp(centre - half))
    # At shares of exactly 0 or 1 the scale has no value: the band closes on the curve.
    flat = ~np.isfinite(centre) | ~np.isfinite(half)
    return np.where(flat, middle, low), np.where(flat, middle, high)


def _loglog(share: np.ndarray) -> np.ndarray:
    return np.log(-np.log(share))


def _last_day(table: pd.DataFrame) -> float:
    counts = table.groupby("day", sort=True)[["resolved", "left"]].sum().sum(axis=1)
    left = counts[::-1].cumsum()[::-1]
    enough = left[left >= _LEAST_AT_RISK]
    return float(enough.index.max()) if len(enough) else float(counts.index.max())


def _counts(
    figure: Figure,
    axes: Any,
    table: pd.DataFrame,
    names: list[str],
    styles: dict[str, tuple[str, Any]],
    marks: list[int],
    language: Language,
) -> None:
    """Write the issues still watched under the axis, one row a scenario."""
    width, height = figure.get_size_inches() * 2.54
    place = axes.get_position()
    top = place.y0 - 1.2 / height
    figure.text(0.2 / width, top, say.AT_RISK(language), fontsize=7.5, va="center")
    most = (
        len(f"{table.groupby(['scenario', 'replication'])[['resolved', 'left']].sum().sum(axis=1).max():,.0f}")
        if len(table)
        else 1
    )
    room = most * 0.155 + 0.12  # cm; marks nearer than that to the one before are left out
    for row, name in enumerate(names, start=1):
        mine = table[table["scenario"] == name]
        y = top - 0.36 * row / height
        colour, dashes = styles[name]
        figure.add_artist(Line2D([0.25 / width, 1.15 / width], [y, y], color=colour, linestyle=dashes, linewidth=1.3))
        runs = max(mine["replication"].nunique(), 1)
        counts = at_risk(mine, np.array(marks, dtype=float)) / runs if len(mine) else np.zeros(len(marks))
        last = -np.inf
        for mark, count in zip(marks, counts, strict=True):
            at = place.x0 + place.width * np.sqrt(mark) / np.sqrt(axes.get_xlim()[1])
            if (at - last) * width >= room:
                last = at
                figure.text(at, y, f"{count:,.0f}", fontsize=7, va="center", ha="center")


def caption(data: dict[str, Any], language: Language) -> str:
    """Return what stands under the figure."""
    runs = int(data["replications"])
    band_is = say.BAND_SETS if data["sets"] else say.BAND_REPLICATIONS if runs > 1 else say.BAND_GREENWOOD
    return say.RESOLUTION_CAPTION(language, censoring=say.CENSORING(language), band=band_is(language, n=runs))
