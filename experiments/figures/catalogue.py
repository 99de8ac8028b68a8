"""The list of figures, and drawing them into a result folder."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from matplotlib.figure import Figure

from experiments.figures import funnel, resolution
from experiments.figures.collect import figure_data, figure_provenance
from experiments.figures.style import DEFAULT_WIDTH, print_style, save_figure
from experiments.folder import ResultFolder
from experiments.study import bad_input
from experiments.texts import LANGUAGES, Language, Text
from experiments.texts import figures as words
from experiments.texts import messages as say

LEAST_WIDTH, MOST_WIDTH = 8.0, 40.0  # cm


class FigureKind(NamedTuple):
    """One kind of figure."""

    name: str
    title: Text
    draw: Callable[[dict[str, Any], Language, float], Figure]
    caption: Callable[[dict[str, Any], Language], str]


def _funnel_caption(_: dict[str, Any], language: Language) -> str:
    return words.FUNNEL_CAPTION(language)


def _resolution_caption(data: dict[str, Any], language: Language) -> str:
    runs = int(data["runs"].groupby("scenario").size().max())
    band = words.BAND_REPLICATIONS if runs > 1 else words.BAND_GREENWOOD
    return words.RESOLUTION_CAPTION(language, censoring=words.CENSORING(language), band=band(language, n=runs))


FIGURES = (
    FigureKind("funnel", words.FUNNEL_TITLE, funnel.draw, _funnel_caption),
    FigureKind("resolution", words.RESOLUTION_TITLE, resolution.draw, _resolution_caption),
)


def figure_kind(name: str) -> FigureKind:
    """Return the figure of that name.

    Raises
    ------
    sim.errors.BadInput
        If there is none; names the nearest.
    """
    from sim.errors import nearest

    for kind in FIGURES:
        if kind.name == name:
            return kind
    names = [kind.name for kind in FIGURES]
    near = nearest(name, names)
    told = Text(*(text.format(name=near) for text in say.DID_YOU_MEAN)) if near else Text("", "")
    values = {"name": name, "names": ", ".join(names)}
    sentence = Text(say.UNKNOWN_FIGURE.en.replace("{near}", told.en), say.UNKNOWN_FIGURE.zh.replace("{near}", told.zh))
    raise bad_input((sentence, values))


def draw_figure(folder: ResultFolder, name: str, language: Language = "en", width: float = DEFAULT_WIDTH) -> Figure:
    """Return one figure of a result folder, drawn but not saved."""
    kind = figure_kind(name)
    with print_style():
        return kind.draw(figure_data(folder), language, width)


def save_figures(
    folder: ResultFolder,
    target: Path,
    names: Iterable[str] | None = None,
    languages: Iterable[Language] = LANGUAGES,
    width: float = DEFAULT_WIDTH,
) -> list[Path]:
    """Draw figures into `target` as NAME.LANGUAGE.svg and .png; return what was written.

    A width that is not the usual one is part of the name, so that the report's figures stay.
    """
    kinds = [figure_kind(name) for name in names] if names is not None else list(FIGURES)
    if not LEAST_WIDTH <= width <= MOST_WIDTH:
        raise bad_input((say.BAD_NUMBER, {"name": "--width", "value": width, "low": LEAST_WIDTH, "high": MOST_WIDTH}))
    data = figure_data(folder)
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in kinds:
        for language in languages:
            with print_style():
                figure = kind.draw(data, language, width)
            mark = "" if width == DEFAULT_WIDTH else f".{width:g}cm"
            path = target / f"{kind.name}.{language}{mark}"
            written += save_figure(figure, path, figure_provenance(folder, kind.name, language, width))
    return written
