"""The figures of trade-offs: every pair of criteria with its front, and bars of regret."""

from itertools import combinations
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from experiments.answer.tradeoffs.criteria import Criterion
from experiments.answer.tradeoffs.pareto import Front, nondominated
from experiments.answer.tradeoffs.regret import Regrets
from experiments.tell.figures.style import (
    BLACK,
    BLUE,
    DEFAULT_WIDTH,
    GREY,
    GRID,
    LIGHT,
    SKY,
    TITLE_SIZE,
    Legend,
    axes_at,
    label_width,
    new_figure,
    print_style,
    scenario_markers,
    scenario_styles,
    text_at,
    title_lines,
    wrapped,
)
from experiments.words import Language
from experiments.words import tradeoffs as say
from experiments.words.numbers import scaled, unit_name

_SIZE = 7.5  # points
_TALL = 4.4  # cm
_MOST_COLUMNS = 3


def draw_front(found: Front, language: Language, width: float = DEFAULT_WIDTH) -> Figure:
    """Draw a panel for every pair of criteria, with 95 % intervals and the front of that pair as a line."""
    with print_style():
        return _front(found, language, width)


def _front(found: Front, language: Language, width: float) -> Figure:
    pairs = list(combinations(range(len(found.criteria)), 2)) or [(0, 0)]
    columns = min(len(pairs), _MOST_COLUMNS)
    rows = -(-len(pairs) // columns)
    title = title_lines(say.FRONT_FIGURE(language), width)
    colours, markers = scenario_styles(found.reforms), scenario_markers(found.reforms)
    handles = [
        Line2D(
            [], [], color=colours[name][0], marker=markers[name], ms=5, lw=0, mfc=None if on else "white", label=name
        )
        for name, on in zip(found.reforms, found.on_front, strict=True)
    ]
    handles += [
        Line2D([], [], color=BLACK, marker="o", ms=5, lw=0, label=say.ON_FULL_FRONT(language)),
        Line2D([], [], color=BLACK, marker="o", mfc="white", ms=5, lw=0, label=say.OFF_FULL_FRONT(language)),
        Line2D([], [], color=GREY, lw=0.9, linestyle=(0, (4, 2)), label=say.FRONT_LINE(language)),
    ]
    legend = Legend([str(handle.get_label()) for handle in handles], width)
    head = 0.25 + 0.42 * (title.count("\n") + 1)
    top = head + legend.height + 0.3
    cell = (width - 0.2) / columns
    labels = [_label(found, at, cell - 1.8, language) for at in range(len(found.criteria))]
    lines = max(label.count("\n") for label in labels) + 1
    left, below = 1.1 + 0.34 * lines, 0.75 + 0.34 * lines
    figure = new_figure(width, top + rows * (_TALL + below + 0.3))
    text_at(figure, 0.2, 0.15, title, fontsize=TITLE_SIZE)
    legend.add(figure, handles, head)
    for at, pair in enumerate(pairs):
        row, column = divmod(at, columns)
        axes = axes_at(figure, column * cell + left, top + row * (_TALL + below + 0.3), cell - left - 0.3, _TALL)
        _panel(axes, found, pair, {name: (colours[name][0], markers[name]) for name in found.reforms})
        axes.set_xlabel(labels[pair[0]], labelpad=2, fontsize=_SIZE)
        axes.set_ylabel(labels[pair[1]], labelpad=2, fontsize=_SIZE)
    return figure


def _label(found: Front, at: int, room: float, language: Language) -> str:
    criterion = found.criteria[at]
    unit = unit_name(criterion.unit, language, _size(found, at))
    ems = room / label_width("国", _SIZE)
    comma = "，" if language == "zh" else ", "
    lines = (
        criterion.words(language),
        comma.join(part for part in (unit, say.GOOD[criterion.better](language)) if part),
    )
    return "\n".join(wrapped(line, ems) for line in lines)


def _size(found: Front, at: int) -> float:
    return float(np.abs(found.means[:, at]).max())


def _panel(axes: Axes, found: Front, pair: tuple[int, int], looks: dict[str, tuple[str, str]]) -> None:
    points, halves = (
        np.column_stack([[scaled(v, found.criteria[at].unit, _size(found, at)) for v in of[:, at]] for at in pair])
        for of in (found.means, found.half)
    )
    signs = np.array([found.criteria[at].sign for at in pair])
    line = points[nondominated(points * signs)]
    line = line[np.argsort(line[:, 0])]
    axes.plot(line[:, 0], line[:, 1], color=GREY, linewidth=0.9, linestyle=(0, (4, 2)), zorder=1)
    for at, name in enumerate(found.reforms):
        colour, marker = looks[name]
        (x, y), half = points[at], halves[at]
        if np.isfinite(half).all():
            axes.hlines(y, x - half[0], x + half[0], color=colour, linewidth=0.7)
            axes.vlines(x, y - half[1], y + half[1], color=colour, linewidth=0.7)
        axes.plot(x, y, marker=marker, color=colour, mfc=colour if found.on_front[at] else "white", ms=5, mew=0.9)
    axes.margins(0.1)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(4))
    axes.grid(color=GRID, linewidth=0.5)


def draw_regret(found: Regrets, language: Language, width: float = DEFAULT_WIDTH) -> Figure:
    """Draw the largest and the mean regret of every reform, the safest above, and how often each is good enough."""
    with print_style():
        return _regret(found, language, width)


def _regret(found: Regrets, language: Language, width: float) -> Figure:
    order = [found.reforms.index(name) for name in found.ranking]
    criterion: Criterion = found.criterion
    size = float(found.largest.max())
    values = {"criterion": criterion.words(language), "states": len(found.states)}
    title = title_lines(say.REGRET_FIGURE(language, **values), width)
    handles: list[Any] = [
        Patch(color=BLUE, label=say.LARGEST(language)),
        Patch(color=SKY, label=say.MEAN(language)),
        Line2D([], [], color=GREY, marker="|", ms=6, lw=0, label=say.EACH_STATE(language)),
    ]
    legend = Legend([handle.get_label() for handle in handles], width)
    head = 0.25 + 0.42 * (title.count("\n") + 1)
    top = head + legend.height + 0.25
    rows = [wrapped(found.reforms[at], 0.22 * width / label_width("国", _SIZE)) for at in order]
    left = 0.4 + max(label_width(line, _SIZE) for row in rows for line in row.split("\n"))
    tall, beside = 0.8 * len(rows), 0.22 * width
    figure = new_figure(width, top + tall + 1.1)
    text_at(figure, 0.2, 0.15, title, fontsize=TITLE_SIZE)
    legend.add(figure, handles, head)
    wide = width - left - beside - 0.9
    axes = axes_at(figure, left, top, wide, tall)
    shown = np.vectorize(lambda value: scaled(value, criterion.unit, size), otypes=[float])
    places = np.arange(len(rows))
    for of, ends, colour, shift in (
        (found.largest, found.largest_ends, BLUE, -0.18),
        (found.mean, found.mean_ends, SKY, 0.18),
    ):
        axes.barh(places + shift, shown(of[order]), height=0.34, color=colour)
        if np.isfinite(ends).all():
            axes.hlines(places + shift, shown(ends[0][order]), shown(ends[1][order]), color=BLACK, linewidth=0.9)
    for place, at in enumerate(order):
        axes.plot(shown(found.regret[at]), np.full(len(found.states), place + 0.44), "|", color=GREY, ms=3.5, mew=0.5)
    axes.set_yticks(places, rows)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(left=0)
    axes.tick_params(axis="y", length=0, labelsize=_SIZE)
    axes.set_xlabel(_regret_label(criterion, size, wide, language), labelpad=2, fontsize=_SIZE)
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    enough = axes_at(figure, left + wide + 0.5, top, beside, tall)
    enough.barh(places, 100 * found.enough[order], height=0.5, color=LIGHT)
    enough.set_yticks([])
    enough.set_ylim(len(rows) - 0.4, -0.6)
    enough.set_xlim(0, 100)
    enough.set_xlabel(say.ENOUGH_AXIS(language), labelpad=2, fontsize=_SIZE)
    enough.grid(axis="x", color=GRID, linewidth=0.5)
    return figure


def _regret_label(criterion: Criterion, size: float, room: float, language: Language) -> str:
    unit = unit_name(criterion.unit, language, size)
    text = criterion.words(language) + (f", {unit}" if unit else "")
    return wrapped(text, room / label_width("国", _SIZE))
