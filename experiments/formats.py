"""Numbers as people read them."""

import math

from experiments.texts import Language, Text

_UNITS = {
    "days": Text(en="days", zh="天"),
    "hours": Text(en="h", zh="小时"),
    "hours per hour": Text(en="h per h", zh="小时/小时"),
    "share": Text(en="%", zh="%"),
    "0–1": Text(en="0–1", zh="0–1"),
    "": Text(en="", zh=""),
}
MISSING = "–"


def unit_name(unit: str, language: Language) -> str:
    """Return how a measure's unit is written behind its name."""
    return _UNITS[unit](language) if unit in _UNITS else unit


def scaled(value: float, unit: str) -> float:
    """Return the value in the unit it is shown in: shares in %."""
    return 100.0 * value if unit == "share" else value


def number(value: float, unit: str, *, signed: bool = False) -> str:
    """Write a value with three significant digits, or one decimal for shares; NaN as a dash."""
    if math.isnan(value):
        return MISSING
    shown = scaled(value, unit)
    digits = _digits(shown, unit)
    text = f"{shown:+,.{digits}f}" if signed else f"{shown:,.{digits}f}"
    # A rounded zero has no direction.
    return text.lstrip("+-") if float(text.replace(",", "")) == 0 else text


def interval(low: float, high: float, unit: str) -> str:
    """Write an interval with the digits its wider end needs."""
    if math.isnan(low) or math.isnan(high):
        return MISSING
    digits = max(_digits(scaled(end, unit), unit) for end in (low, high) if end or low == high)
    return "[{}, {}]".format(*(f"{scaled(end, unit):,.{digits}f}" for end in (low, high)))


def _digits(shown: float, unit: str) -> int:
    size = abs(shown)
    if unit == "share":
        return 1 if size >= 0.1 or size == 0 else 2
    if size == 0 or size >= 100:
        return 0
    return 1 if size >= 10 else 2 if size >= 1 else 3
