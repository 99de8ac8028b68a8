"""The lower part of the figure `rates`: from the true to the measured resolution rate, step by step."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.figures.style import BLACK, BLUE, GREY, GRID, ORANGE, axes_at, label_width, text_at, wrapped
from experiments.rates import RateStep, shares
from experiments.statistics import mean_interval
from experiments.texts import Language
from experiments.texts import rates as say

_SIZE = 7.0  # points
_LEAST_PANEL, _MOST_PANEL = 1.9, 6.5  # cm
_HEAD, _FOOT = 0.5, 0.75  # cm above and below a row of panels


class Layout:
    """How many panels stand beside one another, and how high the whole is.

    Parameters
    ----------
    names, labels : sequence of str
        Scenarios, one panel each.
    language
    width : float
        Of the figure, cm.
    """

    def __init__(self, names: Sequence[str], labels: Sequence[str], language: Language, width: float) -> None:
        self.names, self.language, self.width = list(names), language, width
        steps = [step(language) for step in say.STEPS]
        room = min(max(label_width(step, _SIZE) for step in steps), 0.44 * width)
        self.steps = [wrapped(step, room / label_width("国", _SIZE) + 1.0) for step in steps]
        self.left = 0.35 + max(label_width(line, _SIZE) for step in self.steps for line in step.split("\n"))
        self.columns = max(1, min(len(names), int((width - self.left - 0.2) / _LEAST_PANEL)))
        self.rows = -(-len(names) // self.columns)
        self.panel = min((width - self.left - 0.2) / self.columns - 0.3, _MOST_PANEL)
        self.labels = [wrapped(label, self.panel / label_width("国", 7.5)) for label in labels]
        self.title = wrapped(say.STEPS_TITLE(language), (width - 0.4) / label_width("国", 8.0))
        lines = max(step.count("\n") for step in self.steps) + 1
        self.row = 0.42 if lines == 1 else 0.1 + 0.28 * lines
        self.head = _HEAD + 0.32 * max(label.count("\n") for label in self.labels)
        self.tall = len(self.steps) * self.row
        self.above = 0.4 * (self.title.count("\n") + 1)
        self.height = self.above + self.rows * (self.head + self.tall + _FOOT)


def draw(figure: Figure, layout: Layout, table: pd.DataFrame, top: float) -> None:
    """Draw all panels into a figure, `top` cm below its upper edge."""
    text_at(figure, 0.2, top, layout.title, fontsize=8)
    found = shares(table)
    for at, name in enumerate(layout.names):
        row, column = divmod(at, layout.columns)
        left = layout.left + column * (layout.panel + 0.3)
        upper = top + layout.above + row * (layout.head + layout.tall + _FOOT) + layout.head
        axes = axes_at(figure, left, upper, layout.panel, layout.tall)
        axes.set_title(layout.labels[at], loc="left", fontsize=7.5, pad=4)
        mine = found[found.index.get_level_values("scenario") == name]
        _panel(axes, 100.0 * mine.to_numpy(dtype=float), layout.language)
        axes.set_yticks(range(len(layout.steps)), layout.steps if column == 0 else [""] * len(layout.steps))
        axes.tick_params(axis="y", length=0, labelsize=_SIZE)


def _panel(axes: Axes, after: np.ndarray, language: Language) -> None:
    """Draw one scenario; `after` holds the share after each step (columns) of every run (rows), in %."""
    last = len(RateStep)
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
        axes.text(end + 4, row, f"{step:+.1f}".replace("-", "−"), va="center", fontsize=6.5)
    axes.vlines(level[-1], last - 1.33, last + 0.33, color=BLACK, linewidth=0.4)


def _whisker(axes: Axes, row: float, value: float, half: float) -> None:
    if np.isfinite(half):
        axes.hlines(row, value - half, value + half, color=BLACK, linewidth=0.8)


def _known(half: float) -> float:
    return float(half) if np.isfinite(half) else 0.0
