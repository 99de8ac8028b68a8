"""Numbers and names on a study's page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from docs.evidence.words import study_pages as say
from experiments.words import Language
from experiments.words.numbers import MISSING, difference, number, unit_name
from sim.measure import Measure
from sim.measures import MEASURES


def known(names: Iterable[str]) -> list[Measure]:
    """Return the measures of these names that the model has: an older table may hold others."""
    found = {measure.name: measure for measure in MEASURES}
    return [found[name] for name in names if name in found]


def name_of(measure: Measure, language: Language) -> str:
    """Return a measure's name."""
    return measure.title(language)


def change(value: float, low: float, high: float, measure: Measure, size: float) -> str:
    """Write a change with its interval, without unit."""
    if math.isnan(value):
        return MISSING
    told, interval = difference(value, low, high, measure.unit, size, most=4)
    return minus(told if interval == MISSING else f"{told} {interval}")


def with_unit(text: str, measure: Measure, language: Language, size: float) -> str:
    """Put a change's unit behind it; that of a share are percentage points."""
    if measure.unit == "share":
        return say.POINTS(language, value=text)
    unit = unit_name(measure.unit, language, size)
    return say.WITH_UNIT(language, value=text, unit=unit) if unit and measure.unit != "0–1" else text


def level(value: float, measure: Measure, language: Language) -> str:
    """Write a level with its unit."""
    told = minus(number(value, measure.unit, value))
    unit = unit_name(measure.unit, language, value)
    return say.WITH_UNIT(language, value=told, unit=unit) if unit and measure.unit != "0–1" else told


def heading(measure: Measure, language: Language, size: float) -> str:
    """Return a measure's name with the unit its changes are shown in."""
    unit = unit_name(measure.unit, language, size)
    name = name_of(measure, language)
    if measure.unit == "share":
        unit = "百分点" if language == "zh" else "points"
    return f"{name}，{unit}" if unit and language == "zh" else f"{name}, {unit}" if unit else name


def value(told: Any) -> str:
    """Write a value of a factor."""
    return minus(f"{told:g}") if isinstance(told, int | float) else str(told)


def minus(text: str) -> str:
    """Put a real minus where a hyphen stands."""
    return text.replace("-", "−")


def listing(names: Iterable[str], language: Language) -> str:
    """Join names to a list."""
    return ("、" if language == "zh" else ", ").join(names)


def joined(sentences: Iterable[str], language: Language) -> str:
    """Join sentences to a paragraph."""
    return ("" if language == "zh" else " ").join(s for s in sentences if s)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
