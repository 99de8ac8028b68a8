"""Draws the figures of the documents, from the numbers kept beside them and not from a result folder."""

from collections.abc import Iterable
from pathlib import Path

from docs.evidence.figures import doses
from experiments.answer.hanging import Hanging
from experiments.answer.response import Response
from experiments.tell.figures.catalogue import FigureKind
from experiments.tell.figures.style import DEFAULT_WIDTH, print_style, save_svg
from experiments.words import LANGUAGES, Language


def save_doses(target: Path, languages: Iterable[Language] = LANGUAGES) -> list[Path]:
    """Draw the figure of doses into `target` as doses.LANGUAGE.svg; return what was written."""
    target.mkdir(parents=True, exist_ok=True)
    data = doses.figure_data()
    written = []
    for language in languages:
        with print_style():
            figure = doses.draw(data, language, DEFAULT_WIDTH)
        note = {"figure": "doses", "language": language, "width_cm": DEFAULT_WIDTH, **data["study"]}
        written.append(save_svg(figure, target / f"doses.{language}", note, as_text=True))
    return written


def save_page_figure(found: Response | Hanging, kind: FigureKind, target: Path) -> list[Path]:
    """Draw a study's figure into `target` as STUDY.LANGUAGE.svg, for its page; return what was written."""
    keys = ("study", "base", "reference", "place", "days", "seed", "replications", "points", "states", "model")
    written = []
    for language in LANGUAGES:
        with print_style():
            figure = kind.draw(found, language, DEFAULT_WIDTH)
        own = {"figure": kind.name, "language": language, "width_cm": DEFAULT_WIDTH}
        note = {**own, **{key: found.about[key] for key in keys}}
        written.append(save_svg(figure, target / f"{found.about['study']}.{language}", note))
    return written
