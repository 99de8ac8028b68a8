"""What is asked of a model or a study from Python: values of the wrong kind are told by name, all in one pass."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable, Mapping
from typing import Any

from sim.errors import BadInput, Fault, out_of_range

BURN_IN_DAYS = 120  # before the reported days, unless asked otherwise
MOST_DAYS = 3650
MOST_SEED = 2**63 - 1


class Asked:
    """Collects what is wrong with the arguments of a call."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def refuse(self, name: str, value: Any, allowed: str, zh: str) -> None:
        """Note that a value is not allowed, and what is."""
        self.faults.append(out_of_range(name, value, allowed, zh=(zh, "")))

    def whole(self, name: str, value: Any, low: int, high: int) -> int:
        """Return a whole number as Python has it, those of NumPy too; note one that is none or out of range."""
        number = whole_number(value)
        if number is None or not low <= number <= high:
            self.refuse(name, value, f"a whole number from {low} to {high}", f"{low} 至 {high} 的整数")
            return low
        return number

    def positive(self, name: str, value: Any) -> None:
        """Note what is not a finite number above 0."""
        number = value if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
        if not 0.0 < number < math.inf:
            self.refuse(name, value, "a finite number above 0", "大于 0 的有限数")

    def names(self, name: str, value: Any, example: str) -> tuple[Any, ...]:
        """Return a list of names; note a single text, which would be taken letter by letter, and what is no list."""
        if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
            self.refuse(name, value, f"a list of names, for example {example}", f"名称的列表，例如 {example}")
            return ()
        return tuple(value)

    def instance(self, name: str, value: Any, kinds: tuple[type, ...], allowed: str, zh: str) -> None:
        """Note a value that is of none of these kinds."""
        if not isinstance(value, kinds):
            self.refuse(name, value, allowed, zh)

    def settings(self, value: Any) -> dict[str, str]:
        """Return settings as text; numbers and switches are written as `--set` takes them."""
        if value is None:
            return {}
        allowed = ('a dict such as {"whistle.propensity": 0.3}', '字典，例如 {"whistle.propensity": 0.3}')
        if not isinstance(value, Mapping):
            self.refuse("settings", value, *allowed)
            return {}
        told = {key: setting_text(own) for key, own in value.items()}
        for key, text in told.items():
            if text is None or not isinstance(key, str):
                self.refuse(
                    f"settings[{key!r}]",
                    value[key],
                    "a number, a text, True or False, or a list of these",
                    "数、文字、True 或 False，或由它们组成的列表",
                )
        return {str(key): text for key, text in told.items() if text is not None}

    def check(self) -> None:
        """Raise what was noted, if anything was.

        Raises
        ------
        BadInput
            With every fault.
        """
        if self.faults:
            raise BadInput(self.faults)


def whole_number(value: Any) -> int | None:
    """Return a whole number, None where it is none; True and False are none."""
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return None
    try:
        return operator.index(value)
    except TypeError:
        return None


def setting_text(value: Any) -> str | None:
    """Return a setting as it stands behind `--set name=`; None for what is no setting."""
    if isinstance(value, str):
        return value
    if hasattr(value, "item") and not getattr(value, "shape", ()):  # a number of NumPy
        value = value.item()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return repr(value)
    if isinstance(value, list | tuple):
        texts = [setting_text(own) for own in value]
        quoted = [f'"{text}"' if isinstance(own, str) else str(text) for own, text in zip(value, texts, strict=True)]
        return None if None in texts else f"[{', '.join(quoted)}]"
    return None
