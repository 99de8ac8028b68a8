"""The figures of a sweep: which one its design is drawn as, and drawing it into its folder."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from matplotlib.figure import Figure

from experiments.answer.hanging import hanging_of
from experiments.answer.response import response_of
from experiments.store.folder import RunStore
from experiments.tell.figures import response, spread
from experiments.tell.figures.drawing import or_told
from experiments.tell.figures.style import DEFAULT_WIDTH, print_style, save_figure, save_svg
from experiments.words import LANGUAGES, Language
from experiments.words import responses as say
from experiments.words.faults import bad_input


class SweepFigure(NamedTuple):
    """One kind of figure of a sweep.

    Attributes
    ----------
    name : str
    data : callable
        From a sweep's folder to what is drawn; None where its design is not of that kind.
    draw, caption : callable
    """

    name: str
    data: Callable[[RunStore], Any]
    draw: Callable[[Any, Language, float], Figure]
    caption: Callable[[Any, Language], str]


SWEEP_FIGURES = (
    SweepFigure("response", response_of, response.draw, response.caption),
    SweepFigure("spread", hanging_of, spread.draw, spread.caption),
)


def save_sweep_figures(
    store: RunStore,
    target: Path,
    names: Iterable[str] | None = None,
    languages: Iterable[Language] = LANGUAGES,
    width: float = DEFAULT_WIDTH,
) -> list[Path]:
    """Draw the figures of a sweep's folder into `target` as NAME.LANGUAGE.svg and .png; return what was written.

    Raises
    ------
    sim.errors.BadInput
        If one that is named does not exist, or the folder is damaged.
    """
    known = [kind.name for kind in SWEEP_FIGURES]
    wanted = known if names is None else list(names)
    for name in wanted:
        if name not in known:
            raise bad_input((say.UNKNOWN_FIGURE, {"name": name, "names": ", ".join(known)}))
    written = []
    for kind in SWEEP_FIGURES:
        found = None
        with or_told(kind.name):
            found = kind.data(store) if kind.name in wanted else None
        if found is None:
            continue
        target.mkdir(parents=True, exist_ok=True)
        note = {**note_of(found.about), "commit": store.manifest["commit"], "content": store.manifest["content"]}
        mark = "" if width == DEFAULT_WIDTH else f".{width:g}cm"
        for language in languages:
            path = target / f"{kind.name}.{language}{mark}"
            with or_told(f"{kind.name}.{language}"):
                with print_style():
                    figure = kind.draw(found, language, width)
                own = {"figure": kind.name, "language": language, "width_cm": width, **note}
                written += save_figure(figure, path, own)
    return written


def save_page_figure(found: Any, kind: SweepFigure, target: Path) -> list[Path]:
    """Draw a study's figure into `target` as STUDY.LANGUAGE.svg, for its page; return what was written."""
    written = []
    for language in LANGUAGES:
        with print_style():
            figure = kind.draw(found, language, DEFAULT_WIDTH)
        note = {"figure": kind.name, "language": language, "width_cm": DEFAULT_WIDTH, **note_of(found.about)}
        written.append(save_svg(figure, target / f"{found.about['study']}.{language}", note))
    return written


def note_of(about: dict[str, Any]) -> dict[str, Any]:
    """Return the record of origin that goes into a figure."""
    keys = ("study", "base", "reference", "place", "days", "seed", "replications", "points", "states", "model")
    return {key: about[key] for key in keys}
