"""What every page is written with: the notice, tables, values, and figures with their intervals."""

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from docs.evidence.numbers import number
from experiments.words import Language
from experiments.words.numbers import MISSING, difference, scaled, unit_name
from sim.measure import Measure
from sim.measures import MEASURES
from sim.text import Text

ROOT = Path(__file__).resolve().parent.parent.parent
NOTICE = "<!-- Written by docs/make.py pages from {source}: change it there. -->\n\n"
LANGUAGES: tuple[Language, ...] = ("en", "zh")


def allowed(field: Any) -> str:
    """Say which values a field may hold."""
    if field.choices:
        return ", ".join(field.choices)
    if field.low is None and field.high is None:
        return "–"
    return f"{shown(field.low)} to {shown(field.high)}"


def shown(value: Any) -> str:
    """Write a value as a page shows it."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (tuple, list)):
        return ", ".join(map(str, value)) or "–"
    return f"{value:g}" if isinstance(value, float) else str(value)


def names(listed: Iterable[str]) -> str:
    """List names as code."""
    return ", ".join(f"`{name}`" for name in listed)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def said(words: Text, language: Language) -> str:
    """Return the words in one language."""
    return words.zh if language == "zh" else words.en


def measure_named(name: str) -> Measure:
    """Return a measure by name."""
    return next(measure for measure in MEASURES if measure.name == name)


def measure_title(name: str, language: Language) -> str:
    """Return a measure's name in words and as code."""
    measure = measure_named(name)
    return f"{measure.title(language)} `{name}`"


def with_interval(
    name: str, row: Mapping[str, str], language: Language, keys: Sequence[str] = ("difference", "low", "high")
) -> str:
    """Write the difference in a measure that a row of data holds, with its 95 % interval and unit."""
    value, low, high = (number(row[key]) for key in keys)
    if math.isnan(value):
        return MISSING
    measure, size = measure_named(name), number(row["without"])
    told, ends = difference(value, low, high, measure.unit, size)
    return f"{told} {ends}{_unit(measure, size, language)}"


def level(name: str, value: float, language: Language) -> str:
    """Write a measure's value with its unit."""
    if math.isnan(value):
        return MISSING
    measure = measure_named(name)
    unit = "%" if measure.unit == "share" else _unit(measure, value, language)
    return f"{scaled(value, measure.unit, value):.3g}{unit}"


def _unit(measure: Measure, size: float, language: Language) -> str:
    if measure.unit == "share":
        return " 个百分点" if language == "zh" else " points"
    unit = unit_name(measure.unit, language, size)
    return f" {unit}" if unit and measure.unit != "0–1" else ""
