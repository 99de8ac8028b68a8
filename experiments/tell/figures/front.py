"""The figure `front`: every pair of criteria with the front of the reforms over it."""

from itertools import combinations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from experiments.answer.tradeoffs.outcomes import outcomes_of
from experiments.answer.tradeoffs.pareto import Front, nondominated
from experiments.tell.figures.folders import Folder, asked
from experiments.tell.figures.layout import Heading, cells
from experiments.tell.figures.style import (
    BLACK,
    DEFAULT_WIDTH,
    GREY,
    GRID,
    axes_at,
    label_width,
    print_style,
    scenario_markers,
    scenario_styles,
    wrapped,
)
from experiments.words import Language
from experiments.words import tradeoffs as say
from experiments.words.numbers import scaled, unit_name

TITLE = say.FRONT_FIGURE
_SIZE = 7.5  # points
_TALL = 4.4  # cm
_MOST_COLUMNS = 3


def gather(folder: Folder, measure: str = "") -> dict[str, Front]:
    """Return the front over the criteria that `whistle tradeoffs` has been asked for, of the runs as they are."""
    found = {} if measure else asked(folder, "tradeoffs", "", "front")
    return {"": outcomes_of(folder, found[""].options["criteria"]).front()} if "" in found else {}


def draw(found: Front, language: Language, width: float = DEFAULT_WIDTH) -> Figure:
    """Draw a panel for every pair of criteria, with 95 % intervals and the front of that pair as a line."""
    with print_style():
        return _front(found, language, width)


def _front(found: Front, language: Language, width: float) -> Figure:
    pairs = list(combinations(range(len(found.criteria)), 2)) or [(0, 0)]
    columns = min(len(pairs), _MOST_COLUMNS)
    rows = -(-len(pairs) // columns)
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
    heading = Heading(say.FRONT_FIGURE(language), [handles], width)
    top = heading.height + 0.3
    cell = (width - 0.2) / columns
    labels = [_label(found, at, cell - 1.8, language) for at in range(len(found.criteria))]
    lines = max(label.count("\n") for label in labels) + 1
    left, below = 1.1 + 0.34 * lines, 0.75 + 0.34 * lines
    figure = heading.figure(top + rows * (_TALL + below + 0.3))
    places = cells(len(pairs), columns, (left, top), (cell, _TALL + below + 0.3))
    for pair, (begin, upper) in zip(pairs, places, strict=True):
        axes = axes_at(figure, begin, upper, cell - left - 0.3, _TALL)
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


def caption(found: Front, language: Language) -> str:
    """Return what stands under the figure."""
    return say.FRONT_CAPTION(language, reforms=len(found.reforms), replications=found.replications)
