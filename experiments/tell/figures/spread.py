"""The figure `spread`: a difference over drawn worlds, and the parameters it goes with."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from experiments.answer.hanging import Hanging, hanging_of
from experiments.store.folder import RunStore
from experiments.tell.figures.style import (
    BLACK,
    BLUE,
    GREY,
    GRID,
    LIGHT,
    ORANGE,
    TITLE_SIZE,
    axes_at,
    label_width,
    new_figure,
    text_at,
    title_lines,
    wrapped,
)
from experiments.words import Language
from experiments.words import responses as say
from experiments.words.numbers import scaled, unit_name
from sim.measure import Measure
from sim.measures import MEASURES

TITLE = say.WORLDS_TITLE
MOST = 8  # parameters shown
_ROW, _NAME, _FOOT = 0.36, 0.5, 0.95  # cm: a parameter, a measure's name, ticks
_NAMES = 4.6  # cm: for the names of parameters
_NOTE = 7.0


def gather(store: RunStore, _measure: str = "") -> dict[str, Hanging]:
    """Return the spread of a sweep over drawn worlds."""
    found = hanging_of(store)
    return {} if found is None else {"": found}


def draw(found: Hanging, language: Language, width: float) -> Figure:
    """Draw the figure: one row a measure, its spread on the left, what it goes with on the right."""
    measures = [m for name in found.about["measures"] for m in MEASURES if m.name == name]
    measures = [m for m in measures if len(found.outcome(m.name))]  # `hanging_of` has named those without a value
    told = say.SPREAD_TITLE if found.compares else say.SPREAD_LEVELS
    whole = told(language, title=found.about["title"][language], reference=_reference(found, language))
    title = title_lines(whole, width)
    head = 0.25 + 0.42 * (title.count("\n") + 1)
    narrow = width < 12.0
    wide = width - 0.4 if narrow else (width - 0.4) * 0.45
    right = width - 0.4 if narrow else (width - 0.4) * 0.55
    count = len(next(iter([found.outcome(m.name) for m in measures]), ()))
    notes = (say.SPREAD(language, n=count), say.HANGS(language),
             say.BY_LUCK(language, n=found.ranking["parameter"].nunique()))  # fmt: skip
    left_note = wrapped(notes[0], (wide - 0.2) / label_width("国", _NOTE))
    right_note = "\n".join(wrapped(note, (right - 0.2) / label_width("国", _NOTE)) for note in notes[1:])
    deep = 0.36 * (max(left_note.count("\n"), right_note.count("\n")) + 1) + 0.15
    tall = _ROW * MOST + 0.1
    block = _NAME + tall + _FOOT
    top = head + (2 * deep if narrow else deep)
    figure = new_figure(width, top + len(measures) * block * (2 if narrow else 1))
    text_at(figure, 0.2, 0.15, title, fontsize=TITLE_SIZE)
    text_at(figure, 0.2, head, left_note, fontsize=_NOTE, color="#444444")
    text_at(figure, 0.2 if narrow else 0.4 + wide, head + (deep if narrow else 0), right_note, fontsize=_NOTE,
            color="#444444", linespacing=1.25)  # fmt: skip
    for at, measure in enumerate(measures):
        upper = top + at * block * (2 if narrow else 1)
        text_at(figure, 0.2, upper + 0.05, _name(found, measure, language), fontsize=8)
        if found.compares:
            text_at(figure, wide + 0.1, upper + 0.08, _side(found, measure, language), fontsize=7, ha="right")
        _draw_spread(axes_at(figure, 1.05, upper + _NAME, wide - 0.95, tall), found, measure)
        down, across = (upper + block, 0.2) if narrow else (upper, 0.3 + wide)
        if np.ptp(found.outcome(measure.name)) > 0:
            _draw_ranking(axes_at(figure, across + _NAMES, down + _NAME, right - _NAMES - 0.3, tall), found, measure)
        else:
            words = wrapped(say.NOTHING_MOVES(language), (right - 0.6) / label_width("国", _NOTE))
            text_at(figure, across + 0.3, down + _NAME + 0.4 * tall, words, fontsize=_NOTE)
    return figure


def _reference(found: Hanging, language: Language) -> str:
    return str(found.about["titles"].get("reference", {}).get(language, ""))


def _name(found: Hanging, measure: Measure, language: Language) -> str:
    unit = unit_name(measure.unit, language, found.without(measure.name) if found.compares else 0.0)
    if measure.unit == "share" and found.compares:
        unit = say.UNIT_POINTS(language)
    name = measure.title(language)
    return f"{name}，{unit}" if unit and language == "zh" else f"{name}, {unit}" if unit else name


def _side(found: Hanging, measure: Measure, language: Language) -> str:
    """Say in how many worlds the difference has the sign it has in most."""
    values = found.outcome(measure.name)
    above = 100.0 * float((values > 0).mean())
    below = 100.0 * float((values < 0).mean())
    return say.SHARE_BELOW(language, share=below) if below > above else say.SHARE_ABOVE(language, share=above)


def _draw_spread(axes: Axes, found: Hanging, measure: Measure) -> None:
    """Draw every world as a dot, sorted: the share of worlds up to a value is the height at which it stands."""
    size = found.without(measure.name) if found.compares else 0.0
    values = np.sort([scaled(v, measure.unit, size) for v in found.outcome(measure.name)])
    share = (np.arange(len(values)) + 0.5) / len(values)
    axes.set_ylim(0.0, 1.0)
    axes.set_yticks([0.0, 0.5, 1.0], ["0", "50 %", "100 %"])
    axes.set_yticks([0.25, 0.75], minor=True)
    axes.plot(values, share, "o", color=BLUE, ms=2.6, mew=0, alpha=0.75, zorder=3)
    axes.axvline(float(values.mean()), color=ORANGE, linewidth=1.1, zorder=2)
    low, high = float(values.min()), float(values.max())
    if found.compares:
        low, high = min(low, 0.0), max(high, 0.0)
    space = 0.06 * (high - low) or 1.0
    axes.set_xlim(low - space, high + space)
    if found.compares:
        axes.axvline(0.0, color=BLACK, linewidth=0.7, zorder=2)
        axes.xaxis.set_major_formatter(FuncFormatter(_signed))
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    axes.tick_params(labelsize=6.5, pad=1.5)


def _signed(value: float, _: Any) -> str:
    return f"{value:+,.6g}".replace("-", "−") if abs(value) > 1e-12 else "0"


def _draw_ranking(axes: Axes, found: Hanging, measure: Measure) -> None:
    """Draw the strongest rank correlations with their intervals."""
    rows = found.strongest(measure.name, MOST)
    luck = float(found.about["luck"][measure.name])
    axes.set_xlim(-1.0, 1.0)
    axes.set_ylim(MOST - 0.5, -0.5)
    axes.axvline(0.0, color=BLACK, linewidth=0.6)
    for side in (-luck, luck):
        axes.axvline(side, color=LIGHT, linewidth=0.9, linestyle=(0, (4, 2)))
    for at, (_, row) in enumerate(rows.iterrows()):
        told = abs(row["correlation"]) > luck
        colour = BLUE if told else GREY
        axes.hlines(at, row["low"], row["high"], color=colour, linewidth=0.9)
        axes.plot(row["correlation"], at, "o", color=colour, ms=4, mfc=colour if told else "white", mew=0.9)
    axes.set_yticks(range(len(rows)), list(rows["parameter"]), fontsize=6.5)
    axes.tick_params(axis="y", length=0, pad=3)
    axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "+0.5", "+1"])
    axes.tick_params(axis="x", labelsize=6.5, pad=1.5)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x", color=GRID, linewidth=0.5)


def caption(found: Hanging, language: Language) -> str:
    """Return what stands under the figure."""
    about = found.about
    return say.SPREAD_CAPTION(language, **{key: about[key] for key in ("states", "replications", "place", "days")})
