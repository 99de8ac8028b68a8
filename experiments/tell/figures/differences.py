"""The figure `differences`: reform minus base in every headline measure, with paired intervals."""

import math
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from experiments.answer.comparison import paired
from experiments.answer.statistics import Difference
from experiments.question.measures import QUESTIONS
from experiments.tell.cells import told_difference
from experiments.tell.figures.layout import Heading, cells
from experiments.tell.figures.style import (
    BLACK,
    GRID,
    axes_at,
    scenario_markers,
    scenario_styles,
    text_at,
    wrapped,
)
from experiments.words import Language
from experiments.words import differences as say
from experiments.words.numbers import number, scaled, unit_name
from experiments.words.verdicts import Verdict
from sim.measures import MEASURES

TITLE = say.TITLE
_WIDE = 3.6  # cm: about how wide a panel is
_NUMBERS = 1.05  # of these for the differences in figures
_LINE, _BASE, _FOOT = 0.33, 0.42, 0.65  # cm: a line of a name, the base's value, below a panel
_EM = 0.265  # cm: a Chinese character of a name
_GOOD = "#ECECEC"


class _Panel(NamedTuple):
    """One measure."""

    name: str
    unit: str
    better: str | None
    size: float  # the base's mean, which decides the unit it is shown in
    found: list[Difference]  # by reform


def draw(data: dict[str, Any], language: Language, width: float) -> Figure:
    """Draw the figure; `data` as `experiments.tell.figures.collect.figure_data` returns it."""
    reforms: list[str] = data["scenarios"][1:]
    groups = _groups(data, language)
    columns = max(2, int((width - 0.2) / (_WIDE + 0.3)))
    wide = (width - 0.5 - (columns - 1) * 0.35) / columns
    tall = 0.34 * len(reforms) + 0.15
    lines = max(wrapped(panel.name, wide / _EM).count("\n") for _, panels in groups for panel in panels) + 1
    name = 0.1 + _LINE * lines + _BASE
    block = name + tall + _FOOT
    labels = [data["labels"][language].get(name, name) for name in reforms]
    colours, markers = scenario_styles(data["scenarios"]), scenario_markers(data["scenarios"])
    looks = [(colours[name][0], markers[name]) for name in reforms]
    lines_of = [Line2D([], [], color=c, marker=m, ms=4, lw=1, label=n) for (c, m), n in zip(looks, labels, strict=True)]
    key_words = [say.DISTINCT(language), say.NOT_DISTINCT(language), say.NO_INTERVAL(language), say.GOOD(language)]
    heading = Heading(say.TITLE(language), [lines_of, _key(key_words)], width)
    headings = [wrapped(group, (width - 0.4) / 0.29) for group, _ in groups]
    above = [0.2 + 0.38 * (heading.count("\n") + 1) for heading in headings]
    top = heading.height + 0.1
    height = top + sum(a + block * -(-len(panels) // columns) for a, (_, panels) in zip(above, groups, strict=True))
    figure = heading.figure(height)
    for question, space, (_, panels) in zip(headings, above, groups, strict=True):
        text_at(figure, 0.2, top + 0.1, question, fontsize=8)
        top += space
        places = cells(len(panels), columns, (0.3, top), (wide + 0.35, block))
        for panel, (left, upper) in zip(panels, places, strict=True):
            _title(figure, panel, left, upper, wide, language)
            axes = axes_at(figure, left, upper + name, wide - _NUMBERS, tall)
            _draw_panel(axes, panel, looks)
        top += block * -(-len(panels) // columns)
    return figure


def _groups(data: dict[str, Any], language: Language) -> list[tuple[str, list[_Panel]]]:
    """Return the questions with the measures of each that the folder has."""
    runs = data["runs"]
    base, *reforms = data["scenarios"]
    found = paired(runs, base, reforms)
    means = runs[runs["scenario"] == base].mean(numeric_only=True)
    known = {measure.name: measure for measure in MEASURES if measure.name in runs}
    groups = []
    for question in QUESTIONS:
        measures = [known[name] for name in question.first if name in known]
        panels = [
            _Panel(
                measure.title(language),
                measure.unit,
                measure.better,
                float(means[measure.name]),
                [found[measure.name, reform] for reform in reforms],
            )
            for measure in measures
        ]
        if panels:
            groups.append((question.title(language), panels))
    return groups


def _title(figure: Figure, panel: _Panel, left: float, top: float, wide: float, language: Language) -> None:
    """Write a measure's name, its unit and the base's value over its panel."""
    unit = unit_name(panel.unit, language, panel.size)
    value = number(panel.size, panel.unit, panel.size)
    if unit and panel.unit != "0–1" and not math.isnan(panel.size):
        value += f" × {unit}" if unit[0].isdigit() else f" {unit}"
    title = wrapped(panel.name, wide / _EM)
    text_at(figure, left, top + 0.05, title, fontsize=7.5, linespacing=1.1)
    text_at(
        figure,
        left,
        top + 0.1 + _LINE * (title.count("\n") + 1),
        say.BASE(language, value=value),
        fontsize=6.5,
        color="#444444",
    )


def _draw_panel(axes: Axes, panel: _Panel, looks: list[tuple[str, str]]) -> None:
    """Draw the differences of one measure, one row a reform."""
    ends = [0.0]
    for row, (found, (colour, marker)) in enumerate(zip(panel.found, looks, strict=True)):
        told = told_difference(found, panel.unit, panel.size)
        axes.text(1.04, row, told.replace("-", "−"), transform=axes.get_yaxis_transform(), va="center", fontsize=6.5)
        if math.isnan(found.difference):
            continue
        value = scaled(found.difference, panel.unit, panel.size)
        low, high = (scaled(end, panel.unit, panel.size) for end in (found.low, found.high))
        ends += [end for end in (value, low, high) if not math.isnan(end)]
        if found.verdict == Verdict.NO_INTERVAL:
            axes.plot(value, row, marker="|", color=colour, ms=6, mew=1.4)
            continue
        hollow = found.verdict == Verdict.INDISTINGUISHABLE
        axes.hlines(row, low, high, color=colour, linewidth=0.9)
        axes.plot(value, row, marker=marker, color=colour, ms=4, mfc="white" if hollow else colour, mew=0.9)
    low, high = min(ends), max(ends)
    space = 0.12 * (high - low) or 1.0
    axes.set_xlim(low - space, high + space)
    axes.set_ylim(len(looks) - 0.4, -0.6)
    if panel.better is not None and len(ends) > 1:
        side = (0.0, high + space) if panel.better == "higher" else (low - space, 0.0)
        axes.axvspan(*side, color=_GOOD, linewidth=0, zorder=0)
    if len(ends) > 1:
        axes.axvline(0.0, color=BLACK, linewidth=0.6)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(3, steps=[1, 2, 5, 10]))
    axes.tick_params(axis="x", labelsize=6.5, pad=1.5)
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    if len(ends) == 1:
        axes.set_axis_off()


def _key(key_words: list[str]) -> list[Any]:
    """Return what explains filled, open and bar-like marks and the shading."""
    looks: dict[str, Any] = {"color": "#444444", "lw": 0.9, "ms": 4, "mew": 0.9}
    return [
        Line2D([], [], marker="o", label=key_words[0], **looks),
        Line2D([], [], marker="o", mfc="white", label=key_words[1], **looks),
        Line2D([], [], marker="|", label=key_words[2], **{**looks, "lw": 0, "ms": 6, "mew": 1.4}),
        Patch(facecolor=_GOOD, edgecolor="#BDBDBD", linewidth=0.4, label=key_words[3]),
    ]


def caption(data: dict[str, Any], language: Language) -> str:
    """Return what stands under the figure."""
    runs = int(data["replications"])
    if data["sets"]:
        return say.CAPTION(language, band=say.INTERVALS_SETS(language, n=runs))
    return say.CAPTION(language, band=say.INTERVALS(language, n=runs) if runs > 1 else say.ONE(language))
