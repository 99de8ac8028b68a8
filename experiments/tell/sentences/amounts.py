"""Numbers in sentences about differences."""

import math

from experiments.words import Language
from experiments.words.answers import POINTS
from experiments.words.numbers import MISSING, number, scaled, unit_name


def amount(value: float, unit: str, language: Language, *, points: bool = True) -> str:
    """Write a difference or a half-width with its unit, to two significant digits; shares in percentage points.

    Without `points` the value is a level, with a digit more and shares in %.
    """
    if math.isnan(value):
        return MISSING
    if not points:
        told = number(value, unit, value)
        return f"{told} %" if unit == "share" else f"{told}{behind(unit, language, value)}"
    return f"{digits(scaled(value, unit, value))}{behind(unit, language, value)}"


def interval(low: float, high: float, unit: str, language: Language) -> str:
    """Write an interval with its unit, to two significant digits of its half-width."""
    if math.isnan(low) or math.isnan(high):
        return MISSING
    size = max(abs(low), abs(high)) if math.isfinite(high - low) else 0.0
    ends = scaled(low, unit, size), scaled(high, unit, size)
    half = (ends[1] - ends[0]) / 2.0
    return f"[{digits(ends[0], half)}, {digits(ends[1], half)}]{behind(unit, language, size)}"


def digits(value: float, size: float | None = None) -> str:
    """Write a number to two significant digits of `size`, by default its own."""
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    size = abs(value if size is None or not math.isfinite(size) or size == 0.0 else size)
    places = min(max(1 - math.floor(math.log10(size)), 0), 6) if size > 0.0 else 0
    told = f"{value:,.{places}f}"
    return told if any(digit in told for digit in "123456789") else told.lstrip("-")


def behind(unit: str, language: Language, size: float) -> str:
    """Return the unit as it stands behind a difference."""
    name = POINTS(language) if unit == "share" else unit_name(unit, language, size) if unit != "0–1" else ""
    return f" {name}" if name else ""
