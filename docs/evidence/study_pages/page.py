"""The page of a shipped study, from its numbers in docs/data alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docs.evidence.numbers import FIGURES, FOLDER
from docs.evidence.study_pages import spread_telling, telling, words
from docs.evidence.words import study_pages as say
from experiments.answer.hanging import Hanging, ranking_beside
from experiments.answer.response import Response, read_table
from experiments.tell.figures.catalogue import FigureKind, figure_kind
from experiments.words import Language
from experiments.words.verdicts import Verdict

STUDIES = (
    "whistle_and_staff", "sinking_and_authority", "duty_list_and_pressure",
    "demand_and_capacity", "decision_rhythm", "assumed_parameters",
)  # fmt: skip
PAGES = FOLDER.parent / "studies"
_OTHER: dict[Language, str] = {"en": "中文", "zh": "English"}
_PLAIN = (Verdict.INDISTINGUISHABLE.value, Verdict.NO_INTERVAL.value, Verdict.MISSING.value)


def data_of(name: str, folder: Path = FOLDER) -> Path:
    """Return the file of a study's numbers."""
    return folder / f"{name}.csv"


def load(name: str, folder: Path = FOLDER) -> Response | Hanging:
    """Read a study's numbers."""
    path = data_of(name, folder)
    about, _ = read_table(path)
    return Response.load(path) if "axes" in about else Hanging.load(path)


def figure_of(found: Response | Hanging) -> FigureKind:
    """Return the figure a study is drawn as."""
    return figure_kind("response" if isinstance(found, Response) else "spread")


def page_name(name: str, language: Language) -> str:
    """Return the file name of a page."""
    return f"{name}.md" if language == "en" else f"{name}.zh.md"


def documented(folder: Path = FOLDER) -> tuple[str, ...]:
    """Return the shipped studies whose numbers are there."""
    return tuple(name for name in STUDIES if data_of(name, folder).is_file())


def document(name: str, language: Language) -> str:
    """Return the page of a study whose numbers are in docs/data."""
    return page(load(name), language)


def page(found: Response | Hanging, language: Language) -> str:
    """Return a study's page."""
    about = found.about
    name = about["study"]
    files = [data_of(name).name] + ([] if isinstance(found, Response) else [ranking_beside(data_of(name)).name])
    body = _response(found, language) if isinstance(found, Response) else _spread(found, language)
    parts = [
        say.NOTICE(language, file=files[0]),
        f"# {about['title'][language]}",
        f"[{_OTHER[language]}]({page_name(name, 'zh' if language == 'en' else 'en')})",
        about["question"][language],
        *body,
        *(say.DATA(language, file=file) for file in files),
        f"## {say.AGAIN(language)}",
        say.COMMAND(language),
        f"```\nwhistle sweep {name}\npython docs/make.py studies {name}\n```",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _response(found: Response, language: Language) -> list[str]:
    count = telling.intervals_told(found)
    return [
        _design(found.about, say.DESIGN, language),
        _factors(found, language),
        f"## {say.FOUND(language)}",
        telling.tell(found, language),
        _picture(found, language),
        say.FIGURE_RESPONSE(language),
        f"## {say.NUMBERS(language)}",
        _numbers(found, language),
        f"## {say.HOW_TO_READ(language)}",
        say.READ(language, n=count, luck=f"{count / 20:.0f}"),
    ]


def _spread(found: Hanging, language: Language) -> list[str]:
    return [
        _design(found.about, say.DESIGN_STATES, language),
        f"## {say.FOUND(language)}",
        spread_telling.tell(found, language),
        _picture(found, language),
        say.FIGURE_SPREAD(language),
        f"## {say.NUMBERS(language)}",
        *spread_telling.tables(found, language),
        f"## {say.HOW_TO_READ(language)}",
        say.READ_STATES(language),
    ]


def _design(about: dict[str, Any], text: say.Text, language: Language) -> str:
    worlds = (say.POINTS_STATES if about["states"] > 1 else say.POINTS_ONLY)(language, **about)
    told = [text(language, **about, worlds=worlds)]
    if about["place"] in say.PLACES:
        told.append(say.PLACES[about["place"]](language))
    if about["study"] in say.NOTES:
        told.append(say.NOTES[about["study"]](language))
    if about["constants"]:
        fixed = [f"`{name}` = {words.value(_plain(value))}" for name, value in about["constants"].items()]
        told.append(say.CONSTANTS(language, told=words.listing(fixed, language)))
    return words.joined(told, language)


def _plain(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _factors(found: Response, language: Language) -> str:
    heads = [text(language) for text in (say.FACTOR, say.MEANING, say.VALUES, say.SHARED)]
    rows = []
    for axis in found.axes:
        meaning = found.about["words"][axis][language]
        values = words.listing([words.value(value) for value in found.values(axis)], language)
        rows.append((f"`{axis}`", "–" if meaning == axis else meaning, values,
                     (say.YES if axis in found.about["shared"] else say.NO)(language)))  # fmt: skip
    return words.table(heads, rows)


def _picture(found: Response | Hanging, language: Language) -> str:
    name = found.about["study"]
    return f"![{found.about['title'][language]}](../{FIGURES.name}/{name}.{language}.svg)"


def _numbers(found: Response, language: Language) -> str:
    measures = words.known(found.about["measures"])
    sizes = {m.name: float(found.of(m.name)["without"].mean()) for m in measures}
    heads = [f"`{axis}`" for axis in found.axes] + [words.heading(m, language, sizes[m.name]) for m in measures]
    order = list(reversed(found.axes))
    rows: list[Sequence[str]] = []
    for key, own in found.table.groupby(order, sort=True):
        told = dict(zip(order, key if isinstance(key, tuple) else (key,), strict=True))
        cells = []
        for measure in measures:
            row = own[own["measure"] == measure.name].iloc[0]
            shown = words.change(row["difference"], row["low"], row["high"], measure, sizes[measure.name])
            cells.append(shown if row["verdict"] in _PLAIN else f"{shown} *")
        rows.append([words.value(told[axis]) for axis in found.axes] + cells)
    return words.table(heads, rows)
