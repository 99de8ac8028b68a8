"""Numbers as people read them."""

import math
from typing import Any

from experiments.words import Language, Text

_UNITS = {
    "days": Text(en="days", zh="天"),
    "hours": Text(en="h", zh="小时"),
    "hours per hour": Text(en="h per h", zh="小时/小时"),
    "hours a year": Text(en="h a year", zh="小时/年"),
    "reminders": Text(en="reminders", zh="次"),
    "share": Text(en="%", zh="%"),
    "0–1": Text(en="0–1", zh="0–1"),
}
_THOUSAND = Text(en="1,000 {unit}", zh="千{unit}")
MISSING = "–"
_THOUSANDS = 10_000.0  # hours from here on are shown in thousands
_MOST_DIGITS = 3
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def unit_name(unit: str, language: Language, size: float = 0.0) -> str:
    """Return how a measure's unit is written behind its name; `size` is the value it is shown beside."""
    name = _UNITS[unit](language) if unit in _UNITS else unit
    return _THOUSAND(language, unit=name) if unit == "hours" and abs(size) >= _THOUSANDS else name


def scaled(value: float, unit: str, size: float = 0.0) -> float:
    """Return a value in the unit it is shown in: shares in %, many hours in thousands."""
    if unit == "share":
        return 100.0 * value
    return value / 1000.0 if unit == "hours" and abs(size) >= _THOUSANDS else value


def number(value: float, unit: str, size: float = 0.0) -> str:
    """Write a value with three significant digits, or one decimal for shares; NaN as a dash."""
    if math.isnan(value):
        return MISSING
    shown = scaled(value, unit, size)
    magnitude = abs(shown)
    if unit == "share":
        digits = 1 if magnitude >= 0.1 or magnitude == 0 else 2
    else:
        digits = 0 if magnitude >= 100 or magnitude == 0 else 1 if magnitude >= 10 else 2 if magnitude >= 1 else 3
    return f"{shown:,.{digits}f}"


def difference(
    value: float, low: float, high: float, unit: str, size: float = 0.0, most: int = _MOST_DIGITS
) -> tuple[str, str]:
    """Write a difference and its interval to two significant digits of the interval's half-width, `most` decimals."""
    if math.isnan(value):
        return MISSING, MISSING
    shown = scaled(value, unit, size)
    half = abs(scaled(high - low, unit, size)) / 2 if not math.isnan(low) else 0.0
    measured = half or abs(shown)
    digits = min(max(1 - math.floor(math.log10(measured)), 0), most) if measured > 0 else 0
    told = _no_minus_zero(f"{shown:+,.{digits}f}")
    if math.isnan(low):
        return told, MISSING
    ends = [_no_minus_zero(f"{scaled(end, unit, size):,.{digits}f}") for end in (low, high)]
    return told, f"[{ends[0]}, {ends[1]}]"


def _no_minus_zero(text: str) -> str:
    """A rounded zero has no direction."""
    return text.lstrip("+-") if not any(digit in text for digit in "123456789") else text


def duration(seconds: float, language: Language) -> str:
    """Write a time as people say it: 45 s, 12 min, 3 h 20 min; a dash where it is not known."""
    if math.isnan(seconds):
        return MISSING
    if seconds < 99.5:
        return f"{_short(seconds)} s" if language == "en" else f"{_short(seconds)} 秒"
    hours, minutes = divmod(round(seconds / 60.0), 60)
    if not hours:
        return f"{minutes} min" if language == "en" else f"{minutes} 分钟"
    return f"{hours} h {minutes} min" if language == "en" else f"{hours} 小时 {minutes} 分钟"


def size(count: float) -> str:
    """Write a number of bytes: 830 B, 12 kB, 3.4 MB."""
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000.0 or unit == "GB":
            return f"{count:.0f} {unit}" if count >= 100.0 or unit == "B" else f"{count:.2g} {unit}"
        count /= 1000.0
    raise AssertionError


def _short(seconds: float) -> str:
    return f"{seconds:.0f}" if seconds >= 9.95 else f"{seconds:.2g}"


def csv_text(text: str) -> str:
    """Return a text for a cell of a CSV file: an apostrophe stands before what a spreadsheet would take for a formula.

    A number stays one: `-0.3` is none.
    """
    if not text.startswith(_FORMULA):
        return text
    try:
        float(text)
    except ValueError:
        return "'" + text
    return text


def from_csv_text(text: str) -> str:
    """Return the text that `csv_text` wrote."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def plain(value: Any) -> Any:
    """Return a value for JSON, which has no NaN: null stands in its place."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return None if isinstance(value, float) and math.isnan(value) else value
