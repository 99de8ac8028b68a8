"""The figure `waterfall`: from the true to the measured rate, step by step, scenarios side by side."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.answer.statistics import mean_interval
from experiments.tables.rates import RateStep, shares
from experiments.tables.satisfaction_steps import SatisfactionStep
from experiments.tell.figures.layout import cells
from experiments.tell.figures.style import (
    BLACK,
    BLUE,
    GREY,
    GRID,
    ORANGE,
    TITLE_SIZE,
    axes_at,
    label_width,
    new_figure,
    text_at,
    title_lines,
    wrapped,
)
from experiments.words import Language, Text
from experiments.words import figures as words
from experiments.words import waterfall as say

TITLE = say.TITLE
_PARTS: tuple[tuple[str, type[IntEnum], Text, tuple[Text, ...]], ...] = (
    ("rate_steps", RateStep, say.RESOLUTION, say.RESOLUTION_STEPS),
    ("satisfaction_steps", SatisfactionStep, say.SATISFACTION, say.SATISFACTION_STEPS),
)
_SIZE = 7.0  # points
_LEAST_PANEL, _MOST_PANEL = 1.9, 6.5  # cm
_HEAD, _FOOT = 0.5, 0.75  # cm above and below a row of panels


def draw(data: dict[str, Any], language: Language, width: float) -> Figure:
    """Draw the figure; `data` as `experiments.tell.figures.collect.figure_data` returns it."""
    names: list[str] = data["scenarios"]
    labels = [data["labels"][language].get(name, name) for name in names]
    title = title_lines(TITLE(language), width)
    room = min(max(label_width(t(language), _SIZE) for _, _, _, steps in _PARTS for t in steps), 0.44 * width)
    parts = [_Part(names, labels, *part, language, width, room) for part in _PARTS]
    top = 0.3 + 0.42 * (title.count("\n") + 1)
    figure = new_figure(width, top + sum(part.height for part in parts))
    text_at(figure, 0.2, 0.15, title, fontsize=TITLE_SIZE)
    for part in parts:
        part.draw(figure, data[part.table], top)
        top += part.height
    return figure


class _Part:
    """One rate: how many panels stand beside one another, and how high the whole is."""

    def __init__(
        self, names: Sequence[str], labels: Sequence[str], table: str, kind: type[IntEnum], title: Text,
        steps: Sequence[Text], language: Language, width: float, room: float,
    ) -> None:  # fmt: skip
        self.names, self.table, self.kind, self.language = list(names), table, kind, language
        self.steps = [wrapped(step(language), room / label_width("国", _SIZE) + 1.0) for step in steps]
        self.left = 0.35 + room
        self.columns = max(1, min(len(names), int((width - self.left - 0.2) / _LEAST_PANEL)))
        self.rows = -(-len(names) // self.columns)
        self.panel = min((width - self.left - 0.2) / self.columns - 0.3, _MOST_PANEL)
        self.labels = [wrapped(label, self.panel / label_width("国", 7.5)) for label in labels]
        self.title = wrapped(title(language), (width - 0.4) / label_width("国", 8.0))
        lines = max(step.count("\n") for step in self.steps) + 1
        self.row = 0.42 if lines == 1 else 0.1 + 0.28 * lines
        self.head = _HEAD + 0.32 * max(label.count("\n") for label in self.labels)
        self.tall = len(self.steps) * self.row
        self.above = 0.4 * (self.title.count("\n") + 1)
        self.height = self.above + self.rows * (self.head + self.tall + _FOOT)

    def draw(self, figure: Figure, table: pd.DataFrame, top: float) -> None:
        """Draw all panels into a figure, `top` cm below its upper edge."""
        text_at(figure, 0.2, top, self.title, fontsize=8)
        found = shares(table, self.kind)
        step = self.panel + 0.3, self.head + self.tall + _FOOT
        places = cells(len(self.names), self.columns, (self.left, top + self.above), step)
        for at, (name, (left, upper)) in enumerate(zip(self.names, places, strict=True)):
            axes = axes_at(figure, left, upper + self.head, self.panel, self.tall)
            axes.set_title(self.labels[at], loc="left", fontsize=7.5, pad=4)
            mine = found[found.index.get_level_values("scenario") == name]
            _panel(axes, 100.0 * mine.to_numpy(dtype=float), self.language)
            axes.set_yticks(range(len(self.steps)), self.steps if at % self.columns == 0 else [""] * len(self.steps))
            axes.tick_params(axis="y", length=0, labelsize=_SIZE)


def _panel(axes: Axes, after: np.ndarray, language: Language) -> None:
    """Draw one scenario; `after` holds the share after each step (columns) of every run (rows), in %."""
    last = after.shape[1]
    axes.set_xlim(0, 125)
    axes.set_ylim(last + 0.6, -0.6)
    axes.set_xticks([0, 50, 100])
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    level, spread = mean_interval(after)
    if not np.isfinite(level).all():
        axes.text(0.5, 0.5, say.TOO_SHORT(language), transform=axes.transAxes, ha="center", va="center", fontsize=7)
        return
    change, uncertain = mean_interval(np.diff(after, axis=1))
    for row, value, half in ((0, level[0], spread[0]), (last, level[-1], spread[-1])):
        axes.barh(row, value, 0.66, color=GREY)
        _whisker(axes, row, value, half)
        axes.text(value + 4 + _known(half), row, f"{value:.1f}", va="center", fontsize=7.5)
    for row, (step, half) in enumerate(zip(change, uncertain, strict=True), start=1):
        before, now = level[row - 1], level[row]
        up = step >= 0
        axes.barh(row, step, 0.66, left=before, facecolor=BLUE if up else ORANGE, hatch="" if up else "/////",
                  edgecolor="white", linewidth=0)  # fmt: skip
        axes.vlines(before, row - 1.33, row + 0.33, color=BLACK, linewidth=0.4)
        _whisker(axes, row, now, half)
        end = max(before, now + _known(half), now)
        told = f"{step:+.1f}".replace("-", "−") if abs(step) >= 0.05 else "0.0"
        axes.text(end + 4, row, told, va="center", fontsize=6.5)
    axes.vlines(level[-1], last - 1.33, last + 0.33, color=BLACK, linewidth=0.4)


def _whisker(axes: Axes, row: float, value: float, half: float) -> None:
    if np.isfinite(half):
        axes.hlines(row, value - half, value + half, color=BLACK, linewidth=0.8)


def _known(half: float) -> float:
    return float(half) if np.isfinite(half) else 0.0


def caption(data: dict[str, Any], language: Language) -> str:
    """Return what stands under the figure."""
    return say.CAPTION(language, band=words.band(data["replications"], language))
