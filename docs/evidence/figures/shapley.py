"""The figure `shapley`: what each mechanism contributes to the joint effect, for every measure."""

import math
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from docs.evidence.combinations import words
from docs.evidence.combinations.complementarity import (
    Estimate,
    added_last,
    alone,
    estimate,
    joint_effect,
    shapley,
    surplus,
)
from docs.evidence.combinations.outcomes import Outcomes
from docs.evidence.figures.two_by_two import SHOWN
from docs.evidence.words import studies as say
from experiments.tell.figures.style import (
    BLACK,
    BLUE,
    GREY,
    GRID,
    ORANGE,
    TITLE_SIZE,
    Legend,
    axes_at,
    label_width,
    new_figure,
    text_at,
    title_lines,
    wrapped,
)
from experiments.words import Language
from experiments.words.numbers import scaled
from sim.measure import Measure

_SIZE = 7.5  # points
_ROW, _LINE, _FOOT = 0.5, 0.33, 1.45  # cm
_LEAST = 3.4  # cm: narrowest panel


class _Panel(NamedTuple):
    """One measure."""

    measure: Measure
    size: float
    values: list[Estimate]
    alone: list[Estimate]
    last: list[Estimate]
    joint: Estimate
    total: Estimate  # of the effects alone
    surplus: Estimate


def draw(found: Outcomes, language: Language, width: float) -> Figure:
    """Draw the figure of the outcomes of all combinations of some bundles."""
    panels = [_panel_of(found, m) for m in words.measures_of(found) if m.name in SHOWN]
    room = 0.26 * width
    rows = [wrapped(found.title(name, language), room / label_width("国", _SIZE)) for name in found.bundles]
    rows += [wrapped(t(language), room / label_width("国", _SIZE)) for t in (say.JOINT, say.SUM)]
    left = 0.4 + max(label_width(line, _SIZE) for row in rows for line in row.split("\n"))
    columns = max(1, min(len(panels), int((width - left - 0.2) / _LEAST)))
    wide = (width - left - 0.3) / columns - 0.35
    title = title_lines(say.FOUR_FIGURE(language), width)
    labels = [t(language) for t in (say.MARK_SHAPLEY, say.ALONE, say.LAST)]
    legend = Legend(labels, width)
    head = 0.25 + 0.42 * (title.count("\n") + 1)
    top = head + legend.height + 0.15
    names = [wrapped(words.heading(p.measure, language, p.size), wide / label_width("国", _SIZE)) for p in panels]
    above = 0.15 + _LINE * (max(name.count("\n") for name in names) + 2)
    lines = max(row.count("\n") for row in rows) + 1
    tall = len(rows) * (_ROW if lines == 1 else 0.15 + 0.3 * lines)
    block = above + tall + _FOOT
    figure = new_figure(width, top + -(-len(panels) // columns) * block)
    text_at(figure, 0.2, 0.15, title, fontsize=TITLE_SIZE)
    legend.add(figure, _handles(labels), head)
    for at, (panel, name) in enumerate(zip(panels, names, strict=True)):
        row, column = divmod(at, columns)
        begin, upper = left + column * (wide + 0.35), top + row * block
        text_at(figure, begin, upper, name, fontsize=_SIZE, linespacing=1.1)
        before = words.level(found.level(panel.measure.name, 0), panel.measure, panel.size)
        text_at(figure, begin, upper + 0.05 + _LINE * (name.count("\n") + 1),
                say.BEFORE_FOUR(language, value=before), fontsize=6.5, color="#444444")  # fmt: skip
        axes = axes_at(figure, begin, upper + above, wide, tall)
        axes.set_yticks(range(len(rows)), rows if column == 0 else [""] * len(rows))
        _draw_panel(axes, panel, language)
        told = words.marked(panel.surplus, panel.measure, panel.size)
        text_at(figure, begin, upper + above + tall + 0.48, say.SURPLUS_IS(language, value=told), fontsize=6.5)
    return figure


def _panel_of(found: Outcomes, measure: Measure) -> _Panel:
    table = found.of(measure.name)
    values, singles, last = ([estimate(v) for v in of(table).T] for of in (shapley, alone, added_last))
    joint, total, extra = (estimate(of) for of in (joint_effect(table), alone(table).sum(axis=1), surplus(table)))
    return _Panel(measure, words.size_of(found, measure), values, singles, last, joint, total, extra)


def _handles(labels: list[str]) -> list[Line2D]:
    return [
        Line2D([], [], color=BLUE, marker="o", ms=4.5, lw=0.9, label=labels[0]),
        Line2D([], [], color=ORANGE, marker=">", mfc="white", ms=4, lw=0, label=labels[1]),
        Line2D([], [], color=GREY, marker="<", mfc="white", ms=4, lw=0, label=labels[2]),
    ]


def _draw_panel(axes: Axes, panel: _Panel, language: Language) -> None:
    """Draw a row for each mechanism, then the joint effect and the sum of the effects alone."""
    many = len(panel.values)
    axes.set_ylim(many + 1.6, -0.6)
    axes.tick_params(axis="y", length=0, labelsize=_SIZE)
    axes.tick_params(axis="x", labelsize=6.5, pad=1.5)
    axes.spines["left"].set_visible(False)
    if not panel.joint.runs:
        axes.set_xticks([])
        axes.text(0.5, 0.5, say.NO_VALUE(language), transform=axes.transAxes, ha="center", va="center", fontsize=7)
        return
    axes.axvline(0.0, color=BLACK, linewidth=0.5)
    axes.axhline(many - 0.5, color=GREY, linewidth=0.6)
    for row, found in enumerate(panel.values):
        for other, marker, colour, shift in (
            (panel.alone[row], ">", ORANGE, -0.22),
            (panel.last[row], "<", GREY, 0.22),
        ):
            x = scaled(other.mean, panel.measure.unit, panel.size)
            axes.plot(x, row + shift, marker=marker, mfc="white", color=colour, ms=4, mew=0.9)
        _dot(axes, found, row, panel, "o", BLUE)
    _dot(axes, panel.joint, many, panel, "s", BLACK)
    _dot(axes, panel.total, many + 1, panel, "s", ORANGE)
    axes.margins(x=0.1)
    axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    axes.grid(axis="x", color=GRID, linewidth=0.5)


def _dot(axes: Axes, found: Estimate, row: float, panel: _Panel, marker: str, colour: str) -> None:
    value, low, high = (scaled(v, panel.measure.unit, panel.size) for v in (found.mean, found.low, found.high))
    if not math.isnan(low):
        axes.hlines(row, low, high, color=colour, linewidth=0.9)
    axes.plot(value, row, marker=marker, color=colour, ms=4.5 if marker == "o" else 4)
