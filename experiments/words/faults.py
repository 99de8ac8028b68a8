"""Faults of what users give, in sentences of both languages."""

from typing import Any

from experiments.words import Text
from experiments.words import messages as say
from sim.asked import whole_number
from sim.errors import BadInput, Fault


def whole_number_fault(name: str, value: Any, low: int, high: int) -> tuple[Text, dict[str, Any]] | None:
    """Say what is wrong with a whole number, None if nothing is."""
    number = whole_number(value)
    if number is not None and low <= number <= high:
        return None
    return say.TOO_SMALL, {"name": name, "value": value, "low": low, "high": high}


def bad_input(*faults: tuple[Text, dict[str, Any]], where: str = "") -> Exception:
    """Return a `BadInput` with sentences of ours in both languages."""
    return BadInput([Fault(en=text("en", **values), zh=text("zh", **values)) for text, values in faults], where)
