"""The figures of sensitivity studies: bars of Sobol' indices with the share of luck, and Morris' plane of μ* and σ."""

import math
from typing import Any, NamedTuple

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.answer.screened import analysis_of
from experiments.answer.screening import Effects
from experiments.answer.sensitivity.morris import MorrisEffects
from experiments.answer.sensitivity.noise import Noise
from experiments.answer.sensitivity.sobol import SobolIndices
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
    SKY,
    VERMILLION,
    axes_at,
    label_width,
    print_style,
    text_at,
    wrapped,
)
from experiments.tell.sentences.sensitivity import name, outcome_name
from experiments.words import Language, Text
from experiments.words import sensitivity as say

TITLE = say.FIGURE_TITLE
_SIZE = 7.5  # points
_BAR = 0.34  # of a row


class Analysed(NamedTuple):
    """What a design says of one measure, and what the measure is called."""

    found: Effects
    outcome: Text


def gather(store: RunStore, measure: str = "") -> dict[str, Analysed]:
    """Return what the runs say now of the measures that `whistle sensitivity` has told of."""
    manifest = store.manifest
    reference = str(manifest["study"].get("reference") or "") or None
    return again(store, "sensitivity", measure, "sensitivity", lambda name, own: Analysed(
        analysis_of(store, own.options, name), outcome_name(name, reference)))  # fmt: skip


def draw(shown: Analysed, language: Language, width: float = DEFAULT_WIDTH) -> Figure:
    """Draw indices as bars, screening as a plane."""
    how: Any = draw_morris if isinstance(shown.found, MorrisEffects) else draw_sobol
    return how(shown.found, language, width, shown.outcome(language))


def caption(shown: Analysed, language: Language) -> str:
    """Return what stands under the figure."""
    return say.FIGURE_CAPTION(language, factors=len(shown.found.factors), replications=shown.found.noise.replications)


def draw_sobol(found: SobolIndices, language: Language, width: float = DEFAULT_WIDTH, outcome: str = "") -> Figure:
    """Draw first-order and total indices with intervals, the strongest above, and the share of luck below them."""
    with print_style():
        return _sobol(found, language, width, outcome or say.THE_OUTCOME(language))


def _sobol(found: SobolIndices, language: Language, width: float, outcome: str) -> Figure:
    table = found.table.sort_values("total", ascending=False, kind="stable").reset_index(drop=True)
    names = {factor.name: name(factor, language) for factor in found.factors}
    rows = [wrapped(names[of], 0.3 * width / label_width("国", _SIZE)) for of in table["factor"]]
    shares = [say.OF_RUN(language), say.OF_MEANS(language, n=found.noise.replications)]
    left = 0.4 + max(label_width(line, _SIZE) for row in [*rows, *shares] for line in row.split("\n"))
    handles: list[Any] = [Patch(color=BLUE), Patch(color=SKY)]
    labels = [say.FIRST(language), say.TOTAL(language)]
    if found.corrected:
        handles.append(Line2D([], [], color=BLACK, marker="|", ms=7, lw=0))
        labels.append(say.RAW(language))
    for handle, label in zip(handles, labels, strict=True):
        handle.set_label(label)
    heading = Heading(say.SOBOL_FIGURE(language, outcome=outcome), [handles], width)
    top = heading.height + 0.25
    tall = len(rows) * max(0.72, 0.2 + 0.32 * (max(row.count("\n") for row in rows) + 1))
    figure = heading.figure(top + tall + 1.15 + 1.0 + 1.05)
    axes = axes_at(figure, left, top, width - left - 0.5, tall)
    for kind, colour, shift in (("first", BLUE, -_BAR / 2), ("total", SKY, _BAR / 2)):
        places = [at + shift for at in range(len(rows))]
        axes.barh(places, 100 * table[kind].clip(lower=0), height=_BAR, color=colour)
        axes.hlines(places, 100 * table[f"{kind}_low"], 100 * table[f"{kind}_high"], color=BLACK, linewidth=0.9)
        if found.corrected:
            axes.plot(100 * table[f"{kind}_raw"], places, "|", color=BLACK, ms=7, mew=0.8)
    axes.set_yticks(range(len(rows)), rows)
    axes.set_ylim(len(rows) - 0.45, -0.55)
    axes.axvline(0.0, color=BLACK, linewidth=0.5)
    axes.set_xlabel(say.SHARE_AXIS(language), labelpad=2)
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    axes.tick_params(axis="y", length=0, labelsize=_SIZE)
    _noise_bars(figure, found.noise, shares, (left, top + tall + 1.15, width - left - 0.5), language)
    return figure


def _noise_bars(
    figure: Figure, noise: Noise, labels: list[str], place: tuple[float, float, float], language: Language
) -> None:
    """Draw the share of luck in a single run and in the means compared."""
    left, top, wide = place
    axes = axes_at(figure, left, top, wide, 1.0)
    axes.set_xlim(0, 100)
    axes.set_ylim(1.5, -0.5)
    axes.set_yticks([0, 1], labels)
    axes.tick_params(axis="y", length=0, labelsize=_SIZE)
    axes.set_xlabel(say.NOISE_BAR(language), labelpad=2)
    axes.grid(axis="x", color=GRID, linewidth=0.5)
    shares = [noise.share_of_run, noise.share_of_means]
    if any(math.isnan(share) for share in shares):
        axes.text(50, 0.5, say.NOISE_UNKNOWN(language), ha="center", va="center", fontsize=_SIZE)
        return
    axes.barh([0, 1], [100 * share for share in shares], height=0.55, color=LIGHT)
    axes.hlines(0, 100 * noise.low, 100 * noise.high, color=BLACK, linewidth=0.9)


def draw_morris(found: MorrisEffects, language: Language, width: float = DEFAULT_WIDTH, outcome: str = "") -> Figure:
    """Draw μ* and σ of every factor, with the place where a factor that does nothing would lie."""
    with print_style():
        return _morris(found, language, width, outcome or say.THE_OUTCOME(language))


def _morris(found: MorrisEffects, language: Language, width: float, outcome: str) -> Figure:
    table = found.table.sort_values("mu_star", ascending=False, kind="stable").reset_index(drop=True)
    names = {factor.name: name(factor, language) for factor in found.factors}
    handles: list[Line2D] = []
    if found.told_apart:
        handles = [
            Line2D([], [], color=BLUE, marker="o", ms=5, lw=0.9, label=say.SEEN(language)),
            Line2D([], [], color=GREY, marker="o", mfc="white", ms=5, lw=0.9, label=say.UNSEEN(language)),
            Line2D([], [], color=BLUE, marker="_", ms=6, lw=0, label=say.SIGMA_WITHOUT(language)),
            Line2D([], [], color=VERMILLION, marker="x", ms=4, lw=0, label=say.LUCK_ALONE(language)),
        ]
    heading = Heading(say.MORRIS_FIGURE(language, outcome=outcome), [handles], width)
    top = heading.height + 0.25
    tall, beside = 7.0, 0.42 * width
    ems = beside / label_width("国", _SIZE)
    listed = [wrapped(f"{at + 1}  {names[of]}", ems) for at, of in enumerate(table["factor"])]
    lines = sum(text.count("\n") + 1 for text in listed)
    tall = max(tall, 0.36 * lines + 0.12 * len(listed))
    figure = heading.figure(top + tall + 1.0)
    left = 1.5
    axes = axes_at(figure, left, top, width - left - beside - 0.5, tall)
    for at, row in enumerate(table.to_dict("records")):
        seen = bool(row["beyond_luck"]) or not found.told_apart
        colour = BLUE if seen else GREY
        x, y = row["mu_star"], row["sigma"]
        axes.hlines(y, row["mu_star_low"], row["mu_star_high"], color=colour, linewidth=0.9)
        axes.plot(x, y, "o", color=colour, mfc=colour if seen else "white", ms=5)
        if found.told_apart:
            axes.vlines(x, row["sigma_beyond_luck"], y, color=colour, linewidth=0.6, linestyle=(0, (1, 1)))
            axes.plot(x, row["sigma_beyond_luck"], "_", color=colour, ms=6)
            luck = row["luck_alone"]  # μ* of luck alone; its σ is larger by √(π/2)
            axes.plot(luck, luck * math.sqrt(math.pi / 2), "x", color=VERMILLION, ms=4, mew=0.8)
        axes.annotate(str(at + 1), (x, y), (3, 3), textcoords="offset points", fontsize=_SIZE, color=colour)
    axes.set_xlim(left=0)
    axes.set_ylim(0, 1.1 * float(table["sigma"].max()) or 1.0)
    axes.set_xlabel(say.MU_STAR(language), labelpad=2)
    axes.set_ylabel(say.SIGMA(language), labelpad=2)
    axes.grid(color=GRID, linewidth=0.5)
    down = top
    for text in listed:
        text_at(figure, width - beside, down, text, fontsize=_SIZE, linespacing=1.15)
        down += 0.36 * (text.count("\n") + 1) + 0.12
    return figure
