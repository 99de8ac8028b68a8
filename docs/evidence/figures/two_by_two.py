"""The figure `two_by_two`: two reforms, alone and together, as an interaction plot for every measure."""

import math
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from docs.evidence.combinations import words
from docs.evidence.combinations.complementarity import Estimate, alone, estimate, interaction_contrast, joint_effect
from docs.evidence.combinations.outcomes import Outcomes
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

SHOWN = (
    "street_funnel_share", "street_utilisation", "department_utilisation",
    "restricted_mean_days_30", "late_share", "response_rate",
    "resolution_rate", "true_resolution_rate", "true_satisfaction_rate",
)  # fmt: skip
_WIDE, _TALL = 4.3, 2.6  # cm: about how wide a panel is, and how high
_LEFT, _LINE, _FOOT = 0.95, 0.33, 1.15  # cm: room for numbers, a line of a name, below a panel


class _Panel(NamedTuple):
    """One measure: what changes against the world with neither reform."""

    measure: Measure
    size: float
    first: Estimate
    second: Estimate
    both: Estimate
    interaction: Estimate


def draw(found: Outcomes, language: Language, width: float) -> Figure:
    """Draw the figure of the outcomes of two bundles."""
    first, second = (found.title(name, language) for name in found.bundles)
    panels = [_panel_of(found, m) for m in words.measures_of(found) if m.name in SHOWN]
    columns = max(1, min(len(panels), int(width / _WIDE)))
    rows = -(-len(panels) // columns)
    wide = (width - 0.2) / columns - _LEFT - 0.25
    title = title_lines(say.TWO_FIGURE(language, first=first, second=second), width)
    labels = [say.WITHOUT(language, name=first), say.WITH(language, name=first), say.IF_SUM(language)]
    legend = Legend(labels, width)
    note = wrapped(say.AXIS(language, name=second), (width - 0.4) / label_width("国", 7.0))
    head = 0.25 + 0.42 * (title.count("\n") + 1)
    top = head + legend.height + 0.35 * (note.count("\n") + 1) + 0.1
    names = [wrapped(words.heading(p.measure, language, p.size), (wide + 0.5) / label_width("国", 7.5)) for p in panels]
    above = 0.1 + _LINE * (max(name.count("\n") for name in names) + 2)
    figure = new_figure(width, top + rows * (above + _TALL + _FOOT))
    text_at(figure, 0.2, 0.15, title, fontsize=TITLE_SIZE)
    legend.add(figure, _handles(labels), head)
    text_at(figure, 0.2, head + legend.height, note, fontsize=7, color="#444444")
    for at, (panel, name) in enumerate(zip(panels, names, strict=True)):
        row, column = divmod(at, columns)
        left = 0.2 + column * ((width - 0.2) / columns)
        upper = top + row * (above + _TALL + _FOOT)
        text_at(figure, left + 0.35, upper, name, fontsize=7.5, linespacing=1.1)
        before = words.level(found.level(panel.measure.name, 0), panel.measure, panel.size)
        text_at(figure, left + 0.35, upper + 0.05 + _LINE * (name.count("\n") + 1),
                say.BEFORE(language, value=before), fontsize=6.5, color="#444444")  # fmt: skip
        _draw_panel(axes_at(figure, left + _LEFT, upper + above, wide, _TALL), panel, language)
        told = words.marked(panel.interaction, panel.measure, panel.size)
        below = upper + above + _TALL + 0.48
        text_at(figure, left + 0.35, below, say.PLUS(language, value=told), fontsize=6.5)
    return figure


def _panel_of(found: Outcomes, measure: Measure) -> _Panel:
    values = found.of(measure.name)
    first, second = (estimate(change) for change in alone(values).T)
    interaction = estimate(interaction_contrast(values))
    return _Panel(measure, words.size_of(found, measure), first, second, estimate(joint_effect(values)), interaction)


def _handles(labels: list[str]) -> list[Line2D]:
    return [
        Line2D([], [], color=ORANGE, marker="o", ms=4, lw=1.2, linestyle=(0, (5, 1.5)), label=labels[0]),
        Line2D([], [], color=BLUE, marker="s", ms=4, lw=1.2, label=labels[1]),
        Line2D([], [], color=GREY, marker="D", mfc="white", ms=4, lw=0.8, linestyle=(0, (1, 1)), label=labels[2]),
    ]


def _draw_panel(axes: Axes, panel: _Panel, language: Language) -> None:
    """Draw the two lines, and where the second would end if together were the sum."""
    axes.set_xlim(-0.3, 1.3)
    axes.set_xticks([0, 1], [say.AXIS_OFF(language), say.AXIS_ON(language)])
    axes.tick_params(axis="x", length=0, labelsize=7)
    axes.tick_params(axis="y", labelsize=6.5)
    if not panel.interaction.runs:
        axes.set_yticks([])
        axes.text(0.5, 0.5, say.NO_VALUE(language), transform=axes.transAxes, ha="center", va="center", fontsize=7)
        return
    first, second, both = (
        [scaled(end, panel.measure.unit, panel.size) for end in (e.mean, e.low, e.high)]
        for e in (panel.first, panel.second, panel.both)
    )
    added = first[0] + second[0]
    axes.axhline(0.0, color=BLACK, linewidth=0.4)
    axes.plot([0.03, 1.03], [first[0], added], color=GREY, lw=0.8, linestyle=(0, (1, 1)))
    axes.plot(1.03, added, color=GREY, marker="D", mfc="none", ms=6, mew=0.9, zorder=4)
    axes.plot([-0.03, 0.97], [0.0, second[0]], color=ORANGE, lw=1.2, marker="o", ms=4, linestyle=(0, (5, 1.5)))
    axes.plot([0.03, 1.03], [first[0], both[0]], color=BLUE, lw=1.2, marker="s", ms=4)
    for x, (_, low, high), colour in ((0.97, second, ORANGE), (0.03, first, BLUE), (1.03, both, BLUE)):
        if not math.isnan(low):
            axes.vlines(x, low, high, color=colour, linewidth=0.9)
    axes.margins(y=0.12)
    axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    axes.grid(axis="y", color=GRID, linewidth=0.5)
