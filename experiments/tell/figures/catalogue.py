"""The list of figures, and drawing them into a result folder."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from matplotlib.figure import Figure

from experiments.store.result_folder import ResultFolder
from experiments.tell.figures import differences, funnel, offices, rates, resolution, waterfall, whistles
from experiments.tell.figures.collect import figure_data, figure_provenance
from experiments.tell.figures.drawing import or_told
from experiments.tell.figures.style import DEFAULT_WIDTH, print_style, save_figure
from experiments.words import LANGUAGES, Language, Text
from experiments.words import messages as say
from experiments.words.faults import bad_input
from sim.errors import nearest

LEAST_WIDTH, MOST_WIDTH = 8.0, 40.0  # cm


class FigureKind(NamedTuple):
    """One kind of figure; `compares`: there is none of a single run."""

    name: str
    title: Text
    draw: Callable[[dict[str, Any], Language, float], Figure]
    caption: Callable[[dict[str, Any], Language], str]
    compares: bool = False


FIGURES = (
    FigureKind("funnel", funnel.TITLE, funnel.draw, funnel.caption),
    FigureKind("resolution", resolution.TITLE, resolution.draw, resolution.caption),
    FigureKind("rates", rates.TITLE, rates.draw, rates.caption),
    FigureKind("waterfall", waterfall.TITLE, waterfall.draw, waterfall.caption),
    FigureKind("differences", differences.TITLE, differences.draw, differences.caption, compares=True),
    FigureKind("offices", offices.TITLE, offices.draw, offices.caption),
    FigureKind("whistles", whistles.TITLE, whistles.draw, whistles.caption),
)


def figure_kind(name: str) -> FigureKind:
    """Return the figure of that name.

    Raises
    ------
    sim.errors.BadInput
        If there is none; names the nearest.
    """
    for kind in FIGURES:
        if kind.name == name:
            return kind
    names = [kind.name for kind in FIGURES]
    near = nearest(name, names)
    values = {"name": name, "names": ", ".join(names)}
    told = {one: say.DID_YOU_MEAN(one, name=near) if near else "" for one in LANGUAGES}
    sentence = Text(
        en=say.UNKNOWN_FIGURE.en.replace("{near}", told["en"]), zh=say.UNKNOWN_FIGURE.zh.replace("{near}", told["zh"])
    )
    raise bad_input((sentence, values))


def figures_of(folder: ResultFolder, names: Iterable[str] | None = None) -> list[FigureKind]:
    """Return the figures a folder can be drawn as: those named, else all.

    Raises
    ------
    sim.errors.BadInput
        If one that is named does not exist, or needs a comparison and the folder holds a single run.
    """
    single = folder.study["kind"] == "run"
    if names is None:
        return [kind for kind in FIGURES if not (kind.compares and single)]
    kinds = [figure_kind(name) for name in names]
    for kind in kinds:
        if kind.compares and single:
            raise bad_input((say.NEEDS_COMPARISON, {"name": kind.name, "folder": folder.path}))
    return kinds


def draw_figure(folder: ResultFolder, name: str, language: Language = "en", width: float = DEFAULT_WIDTH) -> Figure:
    """Return one figure of a result folder, drawn but not saved."""
    (kind,) = figures_of(folder, [name])
    with print_style():
        return kind.draw(figure_data(folder), language, width)


def check_width(width: float) -> None:
    """Refuse a width (cm) no figure fits.

    Raises
    ------
    sim.errors.BadInput
        If it is out of range.
    """
    if not LEAST_WIDTH <= width <= MOST_WIDTH:
        raise bad_input((say.BAD_NUMBER, {"name": "--width", "value": width, "low": LEAST_WIDTH, "high": MOST_WIDTH}))


def save_figures(
    folder: ResultFolder,
    target: Path,
    names: Iterable[str] | None = None,
    languages: Iterable[Language] = LANGUAGES,
    width: float = DEFAULT_WIDTH,
) -> list[Path]:
    """Draw figures into `target` as NAME.LANGUAGE.svg and .png; return what was written. One that fails is told.

    A width that is not the usual one is part of the name, so that the report's figures stay.
    """
    kinds = figures_of(folder, names)
    check_width(width)
    data = figure_data(folder)
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in kinds:
        for language in languages:
            mark = "" if width == DEFAULT_WIDTH else f".{width:g}cm"
            path = target / f"{kind.name}.{language}{mark}"
            with or_told(f"{kind.name}.{language}"):
                with print_style():
                    figure = kind.draw(data, language, width)
                written += save_figure(figure, path, figure_provenance(folder, kind.name, language, width))
    return written
