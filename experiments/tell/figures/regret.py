"""The figure `regret`: what each reform loses against the best one in each state of the world, by one criterion."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.answer.tradeoffs.criteria import Criterion
from experiments.answer.tradeoffs.outcomes import outcomes_of
from experiments.answer.tradeoffs.regret import Regrets
from experiments.tell.figures.folders import Folder, again
from experiments.tell.figures.layout import Heading
from experiments.tell.figures.style import (
    BLACK,
    BLUE,
    DEFAULT_WIDTH,
    GREY,
    GRID,
    LIGHT,
    SKY,
    axes_at,
    label_width,
    print_style,
    wrapped,
)
from experiments.words import Language
from experiments.words import tradeoffs as say
from experiments.words.numbers import scaled, unit_name

TITLE = say.REGRET_TITLE
_SIZE = 7.5  # points


def gather(folder: Folder, measure: str = "") -> dict[str, Regrets]:
    """Return the regret in each criterion that `whistle tradeoffs` has been asked for, of the runs as they are."""
    found = again(folder, "tradeoffs", measure, "regret", lambda name, _: outcomes_of(folder, [name]).regrets())
    return {name: each[name] for name, each in found.items() if name in each}


def draw(found: Regrets, language: Language, width: float = DEFAULT_WIDTH) -> Figure:
    """Draw the largest and the mean regret of every reform, the safest above, and how often each is good enough."""
    with print_style():
        return _regret(found, language, width)


def _regret(found: Regrets, language: Language, width: float) -> Figure:
    order = [found.reforms.index(name) for name in found.ranking]
    criterion: Criterion = found.criterion
    size = float(found.largest.max())
    values = {"criterion": criterion.words(language), "states": len(found.states)}
    handles: list[Any] = [
        Patch(color=BLUE, label=say.LARGEST(language)),
        Patch(color=SKY, label=say.MEAN(language)),
        Line2D([], [], color=GREY, marker="|", ms=6, lw=0, label=say.EACH_STATE(language)),
    ]
    heading = Heading(say.REGRET_FIGURE(language, **values), [handles], width)
    top = heading.height + 0.25
    rows = [wrapped(found.reforms[at], 0.22 * width / label_width("国", _SIZE)) for at in order]
    left = 0.4 + max(label_width(line, _SIZE) for row in rows for line in row.split("\n"))
    tall, beside = 0.8 * len(rows), 0.22 * width
    figure = heading.figure(top + tall + 1.1)
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


def caption(found: Regrets, language: Language) -> str:
    """Return what stands under the figure."""
    return say.REGRET_CAPTION(language, states=len(found.states), replications=found.replications)
