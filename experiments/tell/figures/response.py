"""The figure `response`: how headline measures respond to one factor, a line for every value of a second."""

import math
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from experiments.answer.response import Response, response_of
from experiments.store.folder import RunStore
from experiments.tell.figures.layout import cells
from experiments.tell.figures.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    GRID,
    LIGHT,
    ORANGE,
    PURPLE,
    SKY,
    TITLE_SIZE,
    VERMILLION,
    Legend,
    axes_at,
    label_width,
    new_figure,
    text_at,
    title_lines,
    wrapped,
)
from experiments.words import Language
from experiments.words import differences as say_differences
from experiments.words import responses as say
from experiments.words.numbers import number, scaled, unit_name
from experiments.words.verdicts import Verdict
from sim.measure import Measure
from sim.measures import MEASURES

TITLE = say.RESPONSE_TITLE
_LOOKS = ((BLUE, "o"), (ORANGE, "s"), (GREEN, "^"), (VERMILLION, "D"), (PURPLE, "v"), (SKY, "P"), (GREY, "X"))
_WIDE, _TALL = 7.0, 3.5  # cm: about how wide a panel is, how high
_LEFT, _RIGHT, _ABOVE, _BELOW = 1.0, 0.95, 0.95, 0.85  # cm: for numbers, for the lines' labels, a name, ticks
_GOOD = "#F1F1F1"
_NOTE, _NOTE_LINE = 7.0, 0.35


def gather(store: RunStore, _measure: str = "") -> dict[str, Response]:
    """Return the response of a sweep whose points are listed values."""
    found = response_of(store)
    return {} if found is None else {"": found}


class Line(NamedTuple):
    """One line of a panel: a value of the second factor."""

    value: Any
    rows: pd.DataFrame  # in the order of the first factor
    colour: str
    marker: str


def draw(found: Response, language: Language, width: float) -> Figure:
    """Draw the figure."""
    measures = [measure for measure in MEASURES if measure.name in found.about["measures"]]
    measures.sort(key=lambda measure: found.about["measures"].index(measure.name))
    columns = max(1, min(len(measures), int((width - 0.2) / _WIDE)))
    rows = -(-len(measures) // columns)
    title = title_lines(found.about["title"][language], width)
    notes = [wrapped(note, (width - 0.4) / label_width("国", _NOTE)) for note in _notes(found, language)]
    words = _key_words(found, language)
    legend = Legend(words, width)
    head = 0.25 + 0.42 * (title.count("\n") + 1)
    deep = _NOTE_LINE * sum(note.count("\n") + 1 for note in notes)
    top = head + deep + legend.height + 0.2
    figure = new_figure(width, top + rows * (_ABOVE + _TALL + _BELOW))
    text_at(figure, 0.2, 0.15, title, fontsize=TITLE_SIZE)
    text_at(figure, 0.2, head, "\n".join(notes), fontsize=_NOTE, color="#444444", linespacing=1.25)
    legend.add(figure, _key(found, words), head + deep + 0.05)
    step = (width - 0.3) / columns
    places = cells(len(measures), columns, (0.15, top), (step, _ABOVE + _TALL + _BELOW))
    for measure, (left, upper) in zip(measures, places, strict=True):
        _write_name(figure, found, measure, left, upper, language)
        axes = axes_at(figure, left + _LEFT, upper + _ABOVE, step - _LEFT - _RIGHT, _TALL)
        _draw_panel(axes, found, measure, language)
    return figure


def size_of(found: Response, measure: str) -> float:
    """Return the value that decides the unit a measure is shown in."""
    own = found.of(measure)
    return float(own["without" if found.compares else "level"].mean())


def axis_words(found: Response, axis: str, language: Language) -> str:
    """Return what a varied setting is called."""
    return str(found.about["words"][axis][language])


def shown(value: Any, unit: str, language: Language) -> str:
    """Write a value of a factor."""
    if unit == "switch":
        return (say.ON if value else say.OFF)(language)
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def lines_of(found: Response, measure: str) -> list[Line]:
    """Return the lines of a measure's panel."""
    own, axes = found.of(measure), found.axes
    if len(axes) == 1:
        return [Line(None, own.sort_values(axes[0]), *_LOOKS[0])]
    values = found.values(axes[1])
    return [
        Line(value, own[own[axes[1]] == value].sort_values(axes[0]), *_LOOKS[at % len(_LOOKS)])
        for at, value in enumerate(values)
    ]


def _notes(found: Response, language: Language) -> list[str]:
    about, axes = found.about, found.axes
    notes = [say.ACROSS(language, words=axis_words(found, axes[0], language))]
    notes += [say.LINES(language, words=axis_words(found, axis, language)) for axis in axes[1:]]
    if about["averaged"]:
        names = [axis_words(found, axis, language) for axis in about["averaged"]]
        notes.append(say.AVERAGED(language, names=", ".join(names)))
    across = say.DIFFERENCE_FROM(language, reference=_reference(found, language)) if found.compares else None
    return [*notes, across or say.LEVEL_OF(language)]


def _reference(found: Response, language: Language) -> str:
    return str(found.about["titles"]["reference"][language])


def _key_words(found: Response, language: Language) -> list[str]:
    if not found.compares:
        return [say.MARK(language)]
    return [say.DISTINCT(language), say.HOLDS_ZERO(language), say.GOOD(language)]


def _key(found: Response, words: list[str]) -> list[Any]:
    looks: dict[str, Any] = {"color": "#444444", "lw": 0.9, "ms": 4, "mew": 0.9, "marker": "o"}
    if not found.compares:
        return [Line2D([], [], label=words[0], **looks)]
    return [Line2D([], [], label=words[0], **looks), Line2D([], [], label=words[1], mfc="white", **looks),
            Patch(facecolor=_GOOD, edgecolor=LIGHT, linewidth=0.4, label=words[2])]  # fmt: skip


def _write_name(
    figure: Figure, found: Response, measure: Measure, left: float, upper: float, language: Language
) -> None:
    size = size_of(found, measure.name)
    unit = unit_name(measure.unit, language, size)
    if measure.unit == "share" and found.compares:
        unit = say.UNIT_POINTS(language)
    name = measure.title(language)
    told = f"{name}，{unit}" if unit and language == "zh" else f"{name}, {unit}" if unit else name
    text_at(figure, left + 0.2, upper + 0.05, told, fontsize=8)
    if found.compares:
        value = number(size, measure.unit, size) + (" %" if measure.unit == "share" else "")
        base = say_differences.BASE(language, value=value)
        text_at(figure, left + 0.2, upper + 0.45, base, fontsize=6.5, color="#444444")


def _draw_panel(axes: Axes, found: Response, measure: Measure, language: Language) -> None:
    """Draw one measure's lines with their intervals, and write each line's value at its end."""
    size, main = size_of(found, measure.name), found.axes[0]
    places = _places(found.values(main))
    column = "difference" if found.compares else "level"
    known: list[float] = [0.0] if found.compares else []
    ends = []
    lines = lines_of(found, measure.name)
    # Neighbouring values keep half of the room between them free.
    at_once = np.diff(sorted(places.values())).min(initial=math.inf) * 0.5 / max(len(lines), 1)
    gap = min((max(places.values()) - min(places.values()) or 1.0) * 0.012, at_once)
    for at, line in enumerate(lines):
        shift = gap * (at - (len(lines) - 1) / 2)  # so that intervals do not hide one another
        rows = line.rows[line.rows[column].notna()]
        if rows.empty:
            continue
        x = [places[value] + shift for value in rows[main]]
        middle, low, high = ([scaled(v, measure.unit, size) for v in rows[name]] for name in (column, "low", "high"))
        axes.plot(x, middle, color=line.colour, linewidth=1.1, zorder=3)
        for px, y, a, b, verdict in zip(x, middle, low, high, rows["verdict"], strict=True):
            if not math.isnan(a):
                axes.vlines(px, a, b, color=line.colour, linewidth=0.8, zorder=3)
            hollow = verdict == Verdict.INDISTINGUISHABLE
            axes.plot(px, y, line.marker, color=line.colour, ms=4, mfc="white" if hollow else line.colour, mew=0.9,
                      zorder=4)  # fmt: skip
        known += [v for v in (*middle, *low, *high) if not math.isnan(v)]
        ends.append((middle[-1], line))
    if not known or not ends:
        axes.set_axis_off()
        axes.text(0.5, 0.5, say.NO_VALUE(language), transform=axes.transAxes, ha="center", va="center", fontsize=7)
        return
    _frame(axes, places, known, found, measure, language)
    if len(found.axes) > 1:
        _label_lines(axes, ends, found, language)


def _places(values: list[Any]) -> dict[Any, float]:
    """Return where each value stands: to scale where they are numbers."""
    if all(isinstance(value, int | float) for value in values):
        return {value: float(value) for value in values}
    return {value: float(at) for at, value in enumerate(values)}


def _frame(
    axes: Axes, places: dict[Any, float], known: list[float], found: Response, measure: Measure, language: Language
) -> None:
    low, high = min(known), max(known)
    space = 0.09 * (high - low) or 1.0
    axes.set_ylim(low - space, high + space)
    first, last = min(places.values()), max(places.values())
    wide = (last - first) or 1.0
    axes.set_xlim(first - 0.04 * wide, last + 0.05 * wide)
    unit = found.about["units"].get(found.axes[0], "")
    axes.set_xticks(list(places.values()), [shown(value, unit, language) for value in places])
    if found.compares:
        if measure.better is not None:
            side = (0.0, high + space) if measure.better == "higher" else (low - space, 0.0)
            axes.axhspan(*side, color=_GOOD, linewidth=0, zorder=0)
        axes.axhline(0.0, color=BLACK, linewidth=0.6, zorder=2)
        axes.yaxis.set_major_formatter(FuncFormatter(_signed))
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    axes.grid(axis="y", color=GRID, linewidth=0.5)
    axes.tick_params(labelsize=7, pad=2)


def _signed(value: float, _: Any) -> str:
    return f"{value:+,.6g}".replace("-", "−") if abs(value) > 1e-12 else "0"


def _label_lines(axes: Axes, ends: list[tuple[float, Line]], found: Response, language: Language) -> None:
    """Write each line's value to the right of its end, pushed apart where they would overlap."""
    low, high = axes.get_ylim()
    least = 0.092 * (high - low)
    ends = sorted(ends, key=lambda end: end[0])
    places = [value for value, _ in ends]
    for _ in range(60):
        for at in range(len(places) - 1):
            lack = least - (places[at + 1] - places[at])
            if lack > 1e-9:
                places[at] -= lack / 2
                places[at + 1] += lack / 2
    unit = found.about["units"].get(found.axes[1], "")
    for place, (_, line) in zip(places, ends, strict=True):
        axes.text(1.02, place, shown(line.value, unit, language), transform=axes.get_yaxis_transform(), va="center",
                  fontsize=7.5, color=line.colour)  # fmt: skip


def caption(found: Response, language: Language) -> str:
    """Return what stands under the figure."""
    about = found.about
    return say.RESPONSE_CAPTION(language, **{key: about[key] for key in
                                             ("points", "states", "replications", "place", "days")})  # fmt: skip
