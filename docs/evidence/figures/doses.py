"""The figure `doses`: small multiples, one panel a lever, of what more of it does to the measure it declares."""

import math
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from docs.evidence.levers.effects import Finding
from docs.evidence.levers.kept import measured_rows
from docs.evidence.numbers import number, read_digest
from docs.evidence.words import doses as say
from experiments.tell.figures.style import (
    BLACK,
    BLUE,
    GREY,
    GRID,
    TITLE_SIZE,
    Legend,
    axes_at,
    new_figure,
    text_at,
    title_lines,
    wrapped,
)
from experiments.words import Language
from experiments.words.numbers import scaled, unit_name
from scenarios.levers import LEVERS, Lever
from sim.measures import MEASURES

TITLE = say.TITLE
_WIDE, _TALL = 3.4, 1.9  # cm: about how wide a panel is; how high
_LEFT, _GAP, _BELOW = 0.85, 0.25, 1.05  # cm: for the axis, between panels, below one
_EM, _LINE = 0.25, 0.3  # cm: a Chinese character of a name, a line


class Panel(NamedTuple):
    """One lever's doses."""

    lever: type[Lever]
    labels: list[str]
    strong: int  # which dose is the strong setting
    difference: list[float]
    low: list[float]
    high: list[float]
    size: float  # the measure without the lever, which decides the unit
    plain: bool  # not distinguishable from zero at the strong setting


def figure_data() -> dict[str, Any]:
    """Return the panels and the study they come from."""
    rows = measured_rows("doses.csv")
    digest = read_digest()
    studies = [mark["study"] for name, mark in digest.items() if name.startswith("lever ")]
    panels = [panel for lever in LEVERS if (panel := _panel(lever, rows)) is not None]
    return {"panels": panels, "study": studies[0] if studies else {"place": "–", "days": 0, "replications": 0}}


def _panel(lever: type[Lever], rows: list[dict[str, str]]) -> Panel | None:
    mine = [r for r in rows if r["lever"] == lever.name and r["measure"] == lever.effect.measure]
    if lever.doses is None or not mine:
        return None
    mine.sort(key=lambda r: int(r["dose"]))
    values = list(lever.doses.values)
    strong = values.index(lever.strong[lever.doses.field])
    return Panel(
        lever,
        [r["value"] for r in mine],
        strong,
        [number(r["difference"]) for r in mine],
        [number(r["low"]) for r in mine],
        [number(r["high"]) for r in mine],
        number(mine[0]["without"]),
        len(mine) > strong and mine[strong]["finding"] == Finding.INDISTINGUISHABLE,
    )


def draw(data: dict[str, Any], language: Language, width: float) -> Figure:
    """Draw the figure; `data` as `figure_data` returns it."""
    panels: list[Panel] = data["panels"]
    columns = max(1, int((width - 0.2) / (_WIDE + _GAP)))
    wide = (width - 0.3 - (columns - 1) * _GAP) / columns
    names = [_names(panel, language, wide) for panel in panels]
    lines = [names[at : at + columns] for at in range(0, len(names), columns)]
    above = [_LINE * (max(name.count("\n") for name in line) + 1) + 0.1 for line in lines]
    title = title_lines(say.TITLE(language), width)
    head = 0.25 + 0.42 * (title.count("\n") + 1)
    words = [say.MEASURED(language), say.NEUTRAL(language), say.STRONG(language)]
    legend = Legend(words, width)
    top = head + legend.height + 0.15
    figure = new_figure(width, top + sum(above) + _BELOW * len(lines) + (_TALL * len(lines) or 1.0))
    text_at(figure, 0.2, 0.15, title, fontsize=TITLE_SIZE)
    legend.add(figure, _key(words), head)
    for at, (panel, name) in enumerate(zip(panels, names, strict=True)):
        line, column = divmod(at, columns)
        left, upper = 0.15 + column * (wide + _GAP), top + sum(above[:line]) + line * (_TALL + _BELOW)
        text_at(figure, left, upper, name, fontsize=7, linespacing=1.15)
        axes = axes_at(figure, left + _LEFT, upper + above[line], wide - _LEFT, _TALL)
        _draw_panel(axes, panel, language)
    return figure


def _names(panel: Panel, language: Language, wide: float) -> str:
    """Return what stands over a panel: the lever, and the measure it moves with its unit."""
    lever = panel.lever
    measure = next(m for m in MEASURES if m.name == lever.effect.measure)
    unit = unit_name(measure.unit, language, panel.size)
    shown = measure.title(language) + (f" ({unit})" if unit else "")
    title = lever.title.zh if language == "zh" else lever.title.en
    return f"{wrapped(title, wide / _EM)}\n{wrapped(shown, wide / _EM)}"


def _draw_panel(axes: Axes, panel: Panel, language: Language) -> None:
    """Draw one lever's doses."""
    measure = next(m for m in MEASURES if m.name == panel.lever.effect.measure)
    at = list(range(len(panel.labels)))
    middle, low, high = (
        [scaled(value, measure.unit, panel.size) for value in values]
        for values in (panel.difference, panel.low, panel.high)
    )
    colour = GREY if panel.plain else BLUE
    axes.axhline(0.0, color=BLACK, linewidth=0.5)
    axes.fill_between(at, low, high, color=colour, alpha=0.22, linewidth=0)
    axes.plot(at, middle, color=colour, linewidth=1.1)
    for place, value in zip(at, middle, strict=True):
        look = "s" if place == panel.strong else "o"
        axes.plot(place, value, look, color=colour, ms=3.4, mfc="white" if place == 0 else colour, mew=0.9)
    assert panel.lever.doses is not None
    axes.set_xticks(at, [label or say.AS_IT_IS(language) for label in panel.labels], fontsize=6.5)
    axes.set_xlabel(panel.lever.doses.field, fontsize=6, labelpad=1.5, color="#444444")
    axes.set_xlim(-0.25, len(at) - 0.75)
    axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:+,.6g}".replace("-", "−") if value else "0"))
    axes.tick_params(labelsize=6.5, pad=1.5)
    axes.grid(axis="y", color=GRID, linewidth=0.5)
    known = [value for value in (*middle, *low, *high) if not math.isnan(value)]
    if not known or max(known) == min(known):
        axes.set_ylim(-1.0, 1.0)


def _key(words: list[str]) -> list[Any]:
    looks: dict[str, Any] = {"color": BLUE, "lw": 1.1, "ms": 4, "mew": 0.9}
    return [
        Line2D([], [], label=words[0], **{**looks, "ms": 0}),
        Line2D([], [], marker="o", mfc="white", label=words[1], **{**looks, "lw": 0}),
        Line2D([], [], marker="s", label=words[2], **{**looks, "lw": 0}),
    ]


def caption(data: dict[str, Any], language: Language) -> str:
    """Return what stands under the figure."""
    study = data["study"]
    return say.CAPTION(language, n=study["replications"], place=study["place"], days=study["days"])
