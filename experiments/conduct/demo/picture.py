"""A record as text for the terminal and as a figure for a file; both say where the numbers come from."""

import sys
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from rich.text import Text as Cell

from experiments.conduct.demo.record import Record, measures_of
from experiments.tell.figures import differences
from experiments.tell.figures.style import DEFAULT_WIDTH, print_style, save_figure, text_at
from experiments.words import LANGUAGES, Language
from experiments.words import demo as say
from experiments.words import results as say_results
from experiments.words.numbers import difference, number, unit_name
from experiments.words.verdicts import Verdict

_WIDE = 44  # characters of a line's axis
_STYLES = {Verdict.BETTER: "green", Verdict.WORSE: "red"}


class Marks(NamedTuple):
    """What a line is drawn with."""

    zero: str = "┊"
    bar: str = "━"
    between: str = "─"
    low: str = "├"
    high: str = "┤"
    mean: str = "●"


def marks() -> Marks:
    """Return marks the output can encode."""
    try:
        "".join(Marks()).encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return Marks(":", "=", "-", "[", "]", "o")
    return Marks()


def sentence(record: Record, language: Language) -> str:
    """Return what the first measure shown says, no further than its interval allows."""
    row, study, titles = record["shown"][0], record["study"], record["titles"][language]
    told, interval = _difference(row)
    verdict = Verdict(row["verdict"])
    text = say.DIFFERS if verdict != Verdict.INDISTINGUISHABLE else say.NOT_DISTINGUISHABLE
    return text(
        language,
        place=titles[study["place"]],
        days=study["days"],
        measure=row[language],
        base=titles[study["base"]],
        reform=titles[study["reform"]],
        base_mean=_number(row, "base_mean", language),
        mean=_number(row, "mean", language),
        difference=told + say.points(row["unit"], language),
        interval=interval,
        pairs=row["pairs"],
        verdict=say_results.VERDICTS[verdict](language),
    )


def text_figure(record: Record, language: Language) -> list[Cell]:
    """Return the figure for a terminal: two lines for every measure shown, each on its own scale."""
    signs, lines = marks(), []
    for row in record["shown"]:
        verdict = Verdict(row["verdict"])
        told, interval = _difference(row)
        word = say_results.VERDICTS[verdict](language)
        style = _STYLES.get(verdict, "")
        base = say.BASE(language, value=_number(row, "base_mean", language))
        lines.append(Cell.assemble("  ", (row[language], "bold"), f"  {base}"))
        lines.append(Cell.assemble("  ", (axis_line(row, signs), style), f"  {told} {interval}  ", (word, style)))
    key = say.KEY(language, low=signs.low, high=signs.high, zero=signs.zero, pairs=record["shown"][0]["pairs"])
    return [*lines, Cell("  " + key, style="dim")]


def axis_line(row: dict[str, Any], signs: Marks) -> str:
    """Draw one difference: a bar from zero to it, its interval, and where zero is."""
    values = [row[name] for name in ("low", "difference", "high")]
    if any(value is None for value in values):
        return " " * _WIDE
    left, right = min(0.0, *values), max(0.0, *values)
    span = right - left or 1.0

    def at(value: float) -> int:
        return round((value - left) / span * (_WIDE - 1))

    low, mean, high = map(at, values)
    zero, line = at(0.0), [" "] * _WIDE
    for position in range(min(zero, mean), max(zero, mean) + 1):
        line[position] = signs.bar
    line[low : high + 1] = [signs.between] * (high + 1 - low)
    line[zero] = signs.zero
    line[low], line[high], line[mean] = signs.low, signs.high, signs.mean
    return "".join(line)


def save_picture(record: Record, folder: Path, name: str, language: Language, mark: str) -> list[Path]:
    """Draw the figure `differences` of a record into a folder, `mark` under its title; return SVG and PNG."""
    study = record["study"]
    data = {
        "scenarios": [study["base"], study["reform"]],
        "labels": {one: record["titles"][one] for one in LANGUAGES},
        "replications": study["replications"],
        "sets": 0,
        "runs": pd.DataFrame(record["runs"]).astype(dict.fromkeys(measures_of(record), float)),
    }
    with print_style():
        figure = differences.draw(data, language, DEFAULT_WIDTH)
        text_at(figure, DEFAULT_WIDTH - 0.2, 0.78, mark, fontsize=5.5, ha="right", color="#444444")
    note = {"figure": name, "language": language, "origin": mark, **study, "model": record["made"]["model"]}
    return save_figure(figure, folder / f"{name}.{language}", note)


def _difference(row: dict[str, Any]) -> tuple[str, str]:
    nan = float("nan")
    value, low, high = (nan if row[k] is None else row[k] for k in ("difference", "low", "high"))
    return difference(value, low, high, row["unit"], row["base_mean"] or 0.0)


def _number(row: dict[str, Any], which: str, language: Language) -> str:
    value = float("nan") if row[which] is None else row[which]
    size = row["base_mean"] or 0.0
    unit = unit_name(row["unit"], language, size)
    return f"{number(value, row['unit'], size)} {unit}".strip()
