"""The figure `whistles`: how many whistles reach each step, and how long each step takes."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from experiments.answer.statistics import mean_interval
from experiments.tables.whistle_steps import WhistleStep
from experiments.tell.figures.layout import Heading
from experiments.tell.figures.style import (
    GREY,
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
from experiments.words import whistles as say

TITLE = say.TITLE
SHORTEST = say.TICKS[0][0]  # h; what is shorter is drawn there
_SIZE = 7.5  # points
Looks = tuple[str, str]  # colour, marker


def draw(data: dict[str, Any], language: Language, width: float) -> Figure:
    """Draw the figure; `data` as `experiments.tell.figures.collect.figure_data` returns it."""
    names: list[str] = data["scenarios"]
    table: pd.DataFrame = data["whistle_steps"]
    first = table[table["step"] == WhistleStep.BLOWN].groupby("scenario")["entered"].mean()
    blown = {name: float(first.get(name, 0.0)) for name in names}
    failed = table[table["step"] == WhistleStep.ALL_PRESENT].groupby("scenario")["missed"].mean()
    labels = [
        (say.BLOWN if blown[name] else say.NONE_BLOWN)(
            language,
            scenario=data["labels"][language].get(name, name),
            n=f"{blown[name]:,.0f}",
            missed=f"{failed.get(name, 0.0):,.0f}",
        )
        for name in names
    ]
    active = [name for name in names if blown[name]]
    steps = [step(language) for step in say.STEPS]
    styles, markers = scenario_styles(names), scenario_markers(names)
    looks = {name: (styles[name][0], markers[name]) for name in names}
    handles = [Line2D([], [], color=looks[n][0], marker=looks[n][1] if blown[n] else "", ms=4, lw=0, label=label)
               for n, label in zip(names, labels, strict=True)]  # fmt: skip
    ends = [Line2D([], [], color="#444444", marker="x", ms=4, mew=0.8, lw=0, label=say.LEFT(language))]
    heading = Heading(say.TITLE(language), [handles, ends if table["left"].any() else []], width)
    top = heading.height + (0.6 if width >= 12.0 else 0.9)
    tall = len(steps) * (0.4 + 0.1 * max(len(active), 1)) if active else 1.2
    figure = heading.figure(top + tall + 0.6)
    if not active:
        text_at(figure, width / 2, top, say.NOTHING(language), ha="center", fontsize=9, color=GREY)
        return figure
    left = 0.4 + max(label_width(step, _SIZE) for step in steps)
    gap = 0.9
    share = 0.36 * (width - left - 0.5 - gap)
    for at, (begin, wide, words_of) in enumerate(
        (
            (left, share, say.REACHED),
            (left + share + gap, width - left - 0.5 - gap - share, say.SPENT),
        )
    ):
        axes = axes_at(figure, begin, top, wide, tall)
        axes.set_title(wrapped(words_of(language), (wide + 0.5) / 0.255), loc="left", fontsize=7.5, pad=4)
        axes.set_yticks(range(len(steps)), steps if at == 0 else [""] * len(steps))
        axes.set_ylim(len(steps) - 0.4, -0.6)
        axes.tick_params(axis="y", length=0, labelsize=_SIZE)
        axes.tick_params(axis="x", labelsize=6.5)
        for line in range(1, len(steps)):
            axes.axhline(line - 0.5, color=GRID, linewidth=0.5)
        (_spent if at else _reached)(axes, table, active, looks)
        if at:
            _time_axis(axes, wide, language)
    return figure


def _places(names: list[str]) -> dict[str, float]:
    """Return how far each scenario stands from the middle of a row."""
    return {name: (at - (len(names) - 1) / 2) * 0.7 / max(len(names), 2) for at, name in enumerate(names)}


def _reached(axes: Axes, table: pd.DataFrame, names: list[str], looks: dict[str, Looks]) -> None:
    """Mark the share of whistles that had passed each step by the end."""
    for name, shift in _places(names).items():
        mine = table[table["scenario"] == name].pivot(index="replication", columns="step", values="reached")
        begun = mine[int(WhistleStep.BLOWN)].to_numpy(dtype=float)[:, None]
        share = 100.0 * mine.to_numpy(dtype=float) / begun
        mean, half = mean_interval(share)
        y = np.arange(len(WhistleStep)) + shift
        colour, marker = looks[name]
        axes.hlines(y, 0, mean, color=colour, linewidth=1.6, alpha=0.35)
        axes.hlines(y, mean - half, np.minimum(mean + half, 100), color=colour, linewidth=0.8)
        axes.plot(mean, y, marker=marker, ms=3.5, lw=0, color=colour, clip_on=False)
        ended = table[table["scenario"] == name].pivot(index="replication", columns="step", values="left")
        away = (100.0 * ended.to_numpy(dtype=float) / begun).mean(axis=0)
        axes.plot(away[away > 0.0], y[away > 0.0], marker="x", ms=3.5, mew=0.8, lw=0, color=colour, clip_on=False)
    axes.set_xlim(0, 100)
    axes.set_xticks([0, 50, 100])


def _spent(axes: Axes, table: pd.DataFrame, names: list[str], looks: dict[str, Looks]) -> None:
    """Mark the median of each step with its quartiles; means and intervals over runs on the log scale."""
    axes.set_xscale("log")
    axes.set_xlim(SHORTEST * 0.85, _longest(table))
    edge = axes.get_xlim()[1]
    for name, shift in _places(names).items():
        colour, marker = looks[name]
        for step in list(WhistleStep)[1:]:
            rows = table[(table["scenario"] == name) & (table["step"] == step)]
            values = rows[["lower_quartile", "median", "upper_quartile"]].to_numpy(dtype=float)
            (low, middle, high), (_, half, _) = mean_interval(np.log(np.maximum(values, SHORTEST)))
            least, most = np.exp([middle - half, middle + half])
            low, middle, high = np.exp([low, middle, high])
            y = int(step) + shift
            if np.isnan(low):
                continue
            axes.hlines(y, low, edge if np.isnan(high) else high, color=colour, linewidth=3, alpha=0.35)
            if np.isnan(high):
                axes.plot(edge, y, marker=">", ms=4, color=colour, clip_on=False)
            if not np.isnan(half):
                axes.hlines(y, max(least, SHORTEST), min(most, edge), color=colour, linewidth=0.8)
            if not np.isnan(middle):
                axes.plot(middle, y, marker=marker, ms=3.5, color=colour)


def _longest(table: pd.DataFrame) -> float:
    most = float(table[["median", "upper_quartile"]].max().max())
    return 1.3 * max(most, say.TICKS[2][0]) if np.isfinite(most) else say.TICKS[3][0]


def _time_axis(axes: Axes, wide: float, language: Language) -> None:
    """Label hours and days, leaving out what would touch the label before it."""
    low, high = np.log(axes.get_xlim())
    ticks, texts, last = [], [], -np.inf
    for hours, text in say.TICKS:
        at = wide * (np.log(hours) - low) / (high - low)
        half = label_width(text(language), 6.5) / 2
        if at <= wide and at - half > last + 0.1:
            ticks.append(hours)
            texts.append(text(language))
            last = at + half
    axes.set_xticks(ticks, texts)
    axes.minorticks_off()
    axes.grid(axis="x", color=GRID, linewidth=0.5)


def caption(data: dict[str, Any], language: Language) -> str:
    """Return what stands under the figure."""
    return say.CAPTION(language, band=words.band(data["replications"], language, data["sets"]))
