"""The one exception for bad input, and its wording in Chinese and English.

A message names the file, the key, the value, what is allowed and the nearest valid name, so that
the command can print it as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from pydantic import ValidationError


class Fault(NamedTuple):
    """One thing that is wrong, in both languages."""

    en: str
    zh: str


class BadInput(ValueError):
    """What the user gave cannot be used.

    Parameters
    ----------
    faults
        Everything that is wrong, found in one pass.
    where
        File or other origin of the input; empty if there is none.
    """

    def __init__(self, faults: Sequence[Fault], where: str = "") -> None:
        self.faults = tuple(faults)
        self.where = where
        super().__init__(self.text("en"))

    def text(self, language: str = "en") -> str:
        """Return the message in `language` ("en" or "zh"), one fault a line."""
        lines = [fault.zh if language == "zh" else fault.en for fault in self.faults]
        colon = ":" if language == "zh" else ": "
        head = f"{self.where}{colon}" if self.where else ""
        if len(lines) == 1:
            return head + lines[0]
        return head + "".join(f"\n  - {line}" for line in lines)


def nearest(name: str, valid: Iterable[str]) -> str | None:
    """Return the valid name most like `name`, or None when none is at all like it."""
    scored = sorted(((SequenceMatcher(None, name.lower(), v.lower()).ratio(), v) for v in valid), reverse=True)
    return scored[0][1] if scored and scored[0][0] >= 0.5 else None


def unknown(kind: tuple[str, str], name: str, valid: Iterable[str]) -> Fault:
    """Say that `name` is not known; `kind` is what it should be, in English and Chinese."""
    names = sorted(valid)
    near = nearest(name, names)
    if near is not None:
        return Fault(
            f"unknown {kind[0]} '{name}'; did you mean '{near}'?", f"没有名为“{name}”的{kind[1]};是否指“{near}”?"
        )
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return Fault(f"unknown {kind[0]} '{name}'; valid: {shown}", f"没有名为“{name}”的{kind[1]};可用:{shown}")


def out_of_range(key: str, value: Any, allowed: str, meaning: str = "") -> Fault:
    """Say that `value` of `key` is not allowed."""
    told = f" ({meaning})" if meaning else ""
    return Fault(
        f"{key} = {value!r}{told} is not allowed; allowed: {allowed}", f"{key} = {value!r} 不允许;允许:{allowed}"
    )


def faults_of(error: ValidationError, valid: dict[str, tuple[str, ...]] | None = None, prefix: str = "") -> list[Fault]:
    """Turn pydantic's list of errors into faults.

    Parameters
    ----------
    valid
        Valid names by dotted path of the table they belong to ("" for the top), for "did you mean".
    prefix
        Dotted path of what was validated.
    """
    found = []
    for item in error.errors():
        path = [str(part) for part in item["loc"]]
        key = ".".join(([prefix] if prefix else []) + path)
        if item["type"] == "extra_forbidden":
            table = ".".join(path[:-1])
            found.append(_in_table(unknown(("key", "键"), path[-1], (valid or {}).get(table, ())), table or prefix))
        elif item["type"] == "missing":
            found.append(Fault(f"{key} is missing", f"缺少 {key}"))
        else:
            found.append(out_of_range(key.removesuffix(".value"), _given(item.get("input")), _allowed(item)))
    return found


def _given(value: Any) -> Any:
    """Return the value of a parameter record, anything else as it is."""
    return value["value"] if isinstance(value, dict) and "value" in value else value


def _in_table(fault: Fault, table: str) -> Fault:
    if not table:
        return fault
    return Fault(f"in [{table}]: {fault.en}", f"在 [{table}] 中:{fault.zh}")


_BOUNDS = {"ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "min_length": "length ≥ ", "max_length": "length ≤ "}


def _allowed(item: Any) -> str:
    """Say what pydantic would have accepted."""
    context = item.get("ctx", {})
    if "error" in context:
        return str(context["error"])
    bounds = [f"{sign}{context[name]}" for name, sign in _BOUNDS.items() if name in context]
    if bounds:
        return " and ".join(bounds)
    if "expected" in context:
        return str(context["expected"])
    return str(item["msg"])
