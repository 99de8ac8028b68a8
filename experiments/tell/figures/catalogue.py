"""The list of figures, and drawing them into a folder."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from matplotlib.figure import Figure

from experiments.store.answers import Answer, write_answer
from experiments.tell.figures import (
    boxes,
    differences,
    front,
    funnel,
    offices,
    rates,
    regret,
    resolution,
    response,
    sensitivity,
    spread,
    waterfall,
    whistles,
)
from experiments.tell.figures.collect import of_tables
from experiments.tell.figures.drawing import beside, or_told
from experiments.tell.figures.folders import (
    POINTS,
    RUNS,
    Folder,
    FolderKind,
    content_of,
    figure_provenance,
    kind_of,
    picture_name,
)
from experiments.tell.figures.style import DEFAULT_WIDTH, print_style, save_figure
from experiments.words import LANGUAGES, Language, Text, answered
from experiments.words import messages as say
from experiments.words import responses as say_points
from experiments.words.faults import bad_input
from sim.errors import nearest

LEAST_WIDTH, MOST_WIDTH = 8.0, 40.0  # cm


class FigureKind(NamedTuple):
    """One kind of figure.

    Attributes
    ----------
    name : str
        NAME.LANGUAGE.svg is its file, NAME.MEASURE.LANGUAGE.svg where a folder has one for each of several measures.
    title : Text
    folders : tuple of str
        Kinds of folder it exists for.
    gather : callable
        From a folder, and a measure or "" for all, to what each picture is drawn from, by measure, "" where there is
        one picture; empty where this folder's design has none.
    draw : callable
        From what one picture is drawn from, language and width (cm) to the figure.
    caption : callable
        From the same and the language to what stands under it.
    command : str
        Of whose answers it is the figure; empty: of the runs alone.
    """

    name: str
    title: Text
    folders: tuple[FolderKind, ...]
    gather: Callable[[Any, str], dict[str, Any]]
    draw: Callable[[Any, Language, float], Figure]
    caption: Callable[[Any, Language], str]
    command: str = ""


BOTH: tuple[FolderKind, ...] = ("compare", "sweep")
FIGURES = (
    FigureKind("funnel", funnel.TITLE, RUNS, of_tables, funnel.draw, funnel.caption),
    FigureKind("resolution", resolution.TITLE, RUNS, of_tables, resolution.draw, resolution.caption),
    FigureKind("rates", rates.TITLE, RUNS, of_tables, rates.draw, rates.caption),
    FigureKind("waterfall", waterfall.TITLE, RUNS, of_tables, waterfall.draw, waterfall.caption),
    FigureKind("differences", differences.TITLE, ("compare",), of_tables, differences.draw, differences.caption),
    FigureKind("offices", offices.TITLE, RUNS, of_tables, offices.draw, offices.caption),
    FigureKind("whistles", whistles.TITLE, RUNS, of_tables, whistles.draw, whistles.caption),
    FigureKind("response", response.TITLE, POINTS, response.gather, response.draw, response.caption),
    FigureKind("spread", spread.TITLE, POINTS, spread.gather, spread.draw, spread.caption),
    FigureKind("boxes", boxes.TITLE, POINTS, boxes.gather, boxes.draw, boxes.caption, "discover"),
    FigureKind("front", front.TITLE, BOTH, front.gather, front.draw, front.caption, "tradeoffs"),
    FigureKind("regret", regret.TITLE, BOTH, regret.gather, regret.draw, regret.caption, "tradeoffs"),
    FigureKind("sensitivity", sensitivity.TITLE, ("sensitivity",), sensitivity.gather, sensitivity.draw,
               sensitivity.caption, "sensitivity"),
)  # fmt: skip


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


def figures_of(folder: Folder, names: Iterable[str] | None = None) -> list[FigureKind]:
    """Return the figures a folder can be drawn as: those named, else all.

    Raises
    ------
    sim.errors.BadInput
        If one that is named does not exist, or is none of what the folder holds.
    """
    what = kind_of(folder)
    own = [kind for kind in FIGURES if what in kind.folders]
    if names is None:
        return own
    kinds = [figure_kind(name.partition(".")[0]) for name in names]
    for kind in kinds:
        if kind.folders == ("compare",) and what == "run":
            raise bad_input((say.NEEDS_COMPARISON, {"name": kind.name, "folder": folder.path}))
        if kind not in own:
            told = {"name": kind.name, "folder": folder.path, "names": ", ".join(each.name for each in own)}
            raise bad_input((_with_kind(answered.NOT_OF_THIS, answered.KINDS[what]), told))
    return kinds


def _with_kind(sentence: Text, kind: Text) -> Text:
    return Text(en=sentence.en.replace("{kind}", kind.en), zh=sentence.zh.replace("{kind}", kind.zh))


Gathered = dict[tuple[Any, str], dict[str, Any]]


def _pictures(folder: Folder, kind: FigureKind, name: str, known: Gathered, *, needed: bool) -> dict[str, Any]:
    """Return what the pictures of a figure are drawn from, by measure; `name` is NAME or NAME.MEASURE.

    Raises
    ------
    sim.errors.BadInput
        If one is needed and there is none: it is not of measures, or its question was not asked.
    """
    measure = name.partition(".")[2]
    if measure and not kind.command:
        figure_kind(name)  # says that there is none of that name
    key = kind.gather, measure
    if key not in known:
        known[key] = kind.gather(folder, measure)
    if needed and kind.command and not known[key]:
        raise bad_input((answered.NOT_ASKED, {"name": name, "folder": folder.path, "command": kind.command}))
    return known[key]


def draw_figure(
    folder: Folder, name: str | None = None, language: Language = "en", width: float = DEFAULT_WIDTH
) -> Figure:
    """Return one figure of a folder, drawn but not saved: the first where there is one for each of several measures.

    Without a name it is the first that the runs of this folder can be drawn as.
    """
    kinds = [kind for kind in figures_of(folder) if not kind.command] if name is None else figures_of(folder, [name])
    for kind in kinds:
        found = _pictures(folder, kind, name or kind.name, {}, needed=name is not None)
        if found:
            with print_style():
                return kind.draw(next(iter(found.values())), language, width)
    raise bad_input((say_points.NO_FIGURE, {"folder": folder.path}))


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
    folder: Folder,
    target: Path,
    names: Iterable[str] | None = None,
    languages: Iterable[Language] = LANGUAGES,
    width: float = DEFAULT_WIDTH,
    *,
    answers: bool = True,
) -> list[Path]:
    """Draw figures into `target` as NAME.LANGUAGE.svg and .png; return what was written. One that fails is told.

    Parameters
    ----------
    names : iterable of str, optional
        NAME or NAME.MEASURE; default: all there are.
    answers : bool
        Draw those too that show an answer somebody has asked for.
    """
    kinds = figures_of(folder, names)
    check_width(width)
    wanted = [kind.name for kind in kinds] if names is None else list(names)
    known: Gathered = {}  # many figures are drawn from the same tables
    written = []
    for kind, name in zip(kinds, wanted, strict=True):
        if kind.command and not answers:
            continue
        with or_told(name):
            found = _pictures(folder, kind, name, known, needed=names is not None)
            written += save_pictures(folder, kind, found, target, languages, width)
    return written


def save_pictures(
    folder: Folder,
    kind: FigureKind,
    found: Mapping[str, Any],
    target: Path,
    languages: Iterable[Language] = LANGUAGES,
    width: float = DEFAULT_WIDTH,
) -> list[Path]:
    """Draw the pictures of one figure from what was gathered; return what was written. One that fails is told.

    A width that is not the usual one is part of the name, so that the report's figures stay.
    """
    written = []
    mark = "" if width == DEFAULT_WIDTH else f".{width:g}cm"
    for measure, data in found.items():
        name = picture_name(kind.name, measure)
        for language in languages:
            target.mkdir(parents=True, exist_ok=True)
            with or_told(f"{name}.{language}"):
                with print_style():
                    figure = kind.draw(data, language, width)
                origin = figure_provenance(folder, name, language, width)
                written += save_figure(figure, target / f"{name}.{language}{mark}", origin)
    return written


def save_answer(
    folder: Folder, options: Mapping[str, dict[str, Any]], shown: Mapping[str, Mapping[str, Any]]
) -> list[Path]:
    """Remember what was asked and draw it, beside the runs; a folder that takes neither is told, and that is all.

    Parameters
    ----------
    options : mapping of NAME (COMMAND or COMMAND.MEASURE) to the options that were given
    shown : mapping of the name of a figure to what its pictures are drawn from, by measure
    """
    target, written = folder.path / "figures", list[Path]()
    with beside(target):
        for name, own in options.items():
            write_answer(folder.path, name, Answer(own, content_of(folder)))
        for name, found in shown.items():
            written += save_pictures(folder, figure_kind(name), found, target)
    return written
