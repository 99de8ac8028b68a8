"""The figure `boxes`: the cases over the two most restricted inputs with the box, and the way peeling went."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from experiments.answer.discovery.findings import BoxFinding, Discovery
from experiments.answer.discovery.of_sweep import searched
from experiments.answer.discovery.prim import Limit, inside
from experiments.store.folder import RunStore
from experiments.tell.figures.folders import again
from experiments.tell.figures.layout import Heading
from experiments.tell.figures.style import (
    BLACK,
    BLUE,
    DEFAULT_WIDTH,
    GREY,
    GRID,
    LIGHT,
    ORANGE,
    SKY,
    VERMILLION,
    axes_at,
    label_width,
    print_style,
    text_at,
    wrapped,
)
from experiments.tell.sentences.discovery import value_words
from experiments.words import Language
from experiments.words import discovery as say
from experiments.words.factors import factor_words

TITLE = say.BOXES_TITLE
_SIZE = 7.5  # points
_TALL = 6.2  # cm


def gather(store: RunStore, measure: str = "") -> dict[str, Discovery]:
    """Return what `whistle discover` has been asked for, found anew in the runs as they are."""
    return again(store, "discover", measure, "boxes", lambda name, own: searched(store, name).boxes(**own.options))


def draw(found: Discovery, language: Language, width: float = DEFAULT_WIDTH, number: int = 0) -> Figure:
    """Draw one box of a discovery, the largest by default; where none holds, the cases alone.

    Parameters
    ----------
    number : int
        Which of `found.boxes`, from 0.
    """
    with print_style():
        one = found.boxes[number] if found.boxes else None
        return _draw(found, one or found.rejected, one is not None, language, width)


def _draw(found: Discovery, one: BoxFinding | None, holds: bool, language: Language, width: float) -> Figure:
    handles: list[Any] = [
        Line2D([], [], color=VERMILLION, marker="o", ms=4, lw=0, label=_capital(found.event(language))),
        Line2D([], [], color=SKY, marker="o", ms=4, lw=0, label=say.OTHER(language)),
        Line2D([], [], color=LIGHT, marker=".", ms=4, lw=0, label=say.NEITHER(language)),
    ]
    if holds:
        handles.append(Patch(fill=False, edgecolor=BLACK, linewidth=1.2, label=say.BOX(language)))
    if holds and one is not None and len(one.box) > 2:
        handles.append(
            Line2D([], [], color=GREY, marker="o", mfc="none", ms=4, lw=0, label=say.OUTSIDE_OTHERS(language))
        )
    heading = Heading(say.BOX_FIGURE(language, event=found.event(language)), [handles], width)
    top = heading.height + 0.3
    names = _two_inputs(found, one)
    half = (width - 1.6 - 1.9 - 0.4) / 2
    x_label, y_label = (wrapped(factor_words(name)(language), half / label_width("国", 8)) for name in names)
    figure = heading.figure(top + _TALL + 1.0 + 0.38 * (x_label.count("\n") + 1))
    left = 1.4 + 0.3 * y_label.count("\n")
    cases = axes_at(figure, left, top, half, _TALL)
    _scatter(cases, found, one if holds else None, names, language)
    cases.set_xlabel(x_label, labelpad=2)
    cases.set_ylabel(y_label, labelpad=2)
    if not holds:
        text_at(figure, left, top - 0.1, say.NO_BOX(language), fontsize=_SIZE, va="bottom", color="#444444")
    if one is not None:
        begin = left + half + 1.5
        _trade_off(axes_at(figure, begin, top, width - begin - 0.3, _TALL), one, language)
    return figure


def _two_inputs(found: Discovery, one: BoxFinding | None) -> tuple[str, str]:
    """Return the two inputs with the least quasi-p, the others by name after them."""
    quasi = one.found.quasi_p if one else {}
    names = sorted(quasi, key=lambda name: quasi[name]) + [str(name) for name in found.inputs if name not in quasi]
    return names[0], names[min(1, len(names) - 1)]


def _scatter(axes: Axes, found: Discovery, one: BoxFinding | None, names: tuple[str, str], language: Language) -> None:
    places = [_places(found, name, language) for name in names]
    spread = np.random.default_rng(0)
    x, y = (at + (spread.uniform(-0.18, 0.18, len(at)) if kinds else 0.0) for at, kinds in places)
    cases = found.cases
    others = {name: limit for name, limit in one.box.items() if name not in names} if one else {}
    within = inside(found.inputs, others)
    for mask, colour, marker, size in (
        (~cases.decided, LIGHT, ".", 3.0),
        (cases.decided & ~cases.interest, SKY, "o", 3.0),
        (cases.interest, VERMILLION, "o", 3.4),
    ):
        axes.plot(x[mask & within], y[mask & within], marker, color=colour, ms=size, mew=0)
        axes.plot(x[mask & ~within], y[mask & ~within], marker, color=colour, ms=size, mew=0.5, mfc="none")
    for axis, (_, kinds) in zip((axes.xaxis, axes.yaxis), places, strict=True):
        if kinds:
            axis.set_ticks(range(len(kinds)), kinds)
    axes.margins(0.04)
    axes.grid(color=GRID, linewidth=0.5)
    if one:
        (x0, x1), (y0, y1) = (
            _edges(one.box.get(name, Limit()), places[at][1], ends)
            for at, (name, ends) in enumerate(zip(names, (axes.get_xlim(), axes.get_ylim()), strict=True))
        )
        axes.add_patch(Rectangle((x0, y0), x1 - x0, y1 - y0, fill=False, edgecolor=BLACK, linewidth=1.2, zorder=3))


def _places(found: Discovery, name: str, language: Language) -> tuple[Any, list[str]]:
    """Return where the values of an input lie on its axis, and its categories."""
    column = found.inputs[name]
    if column.dtype != object:
        return column.to_numpy(dtype=float), []
    kinds = _kinds(found, name)
    return np.array([kinds.index(value) for value in column], dtype=float), [value_words(v, language) for v in kinds]


def _kinds(found: Discovery, name: str) -> list[Any]:
    """Return the categories, those that a box allows first, so that a box is one rectangle."""
    allowed = next((one.box[name].allowed for one in found.boxes if name in one.box), None) or frozenset()
    return sorted(set(found.inputs[name]), key=lambda v: (v not in allowed, str(v)))


def _edges(limit: Limit, kinds: list[str], ends: tuple[float, float]) -> tuple[float, float]:
    if kinds:
        many = len(limit.allowed) if limit.allowed is not None else len(kinds)
        return -0.4, many - 0.6
    return max(limit.low, ends[0]), min(limit.high, ends[1])


def _trade_off(axes: Axes, one: BoxFinding, language: Language) -> None:
    """Draw coverage and density of every box on the way, and of the chosen one in and out of sample."""
    steps = one.found.trajectory
    axes.plot([100 * s.coverage for s in steps], [100 * s.density for s in steps], "o-", color=GREY, ms=2.5, lw=0.8,
              label=say.TRAJECTORY(language))  # fmt: skip
    axes.axhline(100 * one.base_rate, color=GREY, linewidth=0.6, linestyle=(0, (3, 2)), label=say.EVERYTHING(language))
    axes.plot(100 * one.found.coverage, 100 * one.found.density, "D", color=BLUE, ms=6, label=say.CHOSEN(language))
    axes.plot(100 * one.unseen.coverage, 100 * one.unseen.density, "s", color=ORANGE, mec=BLACK, mew=0.6, ms=6,
              label=say.UNSEEN(language))  # fmt: skip
    axes.set_xlim(-2, 104)
    axes.set_ylim(0, 104)
    axes.set_xlabel(say.COVERAGE(language), labelpad=2)
    axes.set_ylabel(say.DENSITY(language), labelpad=2)
    axes.grid(color=GRID, linewidth=0.5)
    axes.legend(loc="lower left", frameon=True, framealpha=0.9, edgecolor="none", fontsize=6.8)


def caption(found: Discovery, language: Language) -> str:
    """Return what stands under the figure."""
    return say.BOXES_CAPTION(language, points=len(found.inputs), replications=found.cases.replications)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
