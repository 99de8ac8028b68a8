"""The one exception for bad input, and its wording in Chinese and English.

A message names the file, the key, the value, what is allowed and the nearest valid name, so that
the command can print it as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

from pydantic import ValidationError

from sim.text import Text

_LONGEST = 80  # letters of a value in a message


class Fault(Text):
    """One thing that is wrong, in both languages."""

    __slots__ = ()


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

    def __reduce__(self) -> tuple[type[BadInput], tuple[list[Fault], str | None]]:
        """Travel between processes whole."""
        return type(self), (list(self.faults), self.where)

    def text(self, language: str = "en") -> str:
        """Return the message in `language` ("en" or "zh"), one fault a line."""
        lines = [fault.zh if language == "zh" else fault.en for fault in self.faults]
        colon = "：" if language == "zh" else ": "
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
            en=f"unknown {kind[0]} '{name}'; did you mean '{near}'?",
            zh=f"没有名为“{name}”的{kind[1]}；是否指“{near}”？",
        )
    listed = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return Fault(en=f"unknown {kind[0]} '{name}'; valid: {listed}", zh=f"没有名为“{name}”的{kind[1]}；可用：{listed}")


def out_of_range(key: str, value: Any, allowed: str, meaning: str = "", zh: tuple[str, str] = ("", "")) -> Fault:
    """Say that `value` of `key` is not allowed.

    Parameters
    ----------
    zh
        What is allowed and what it means, in Chinese.
    """
    told, told_zh = f" ({meaning})" if meaning else "", f"（{zh[1]}）" if zh[1] else ""
    return Fault(
        en=f"{key} = {written(value)}{told} is not allowed; allowed: {allowed}",
        zh=f"{key} = {written(value)}{told_zh} 不允许；允许：{zh[0] or allowed}",
    )


def written(value: Any) -> str:
    """Write a value as a file has it, cut where it is long."""
    if hasattr(value, "dtype") and getattr(value, "ndim", 1) == 0:  # a number of a library
        value = value.item()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        text = f"[{', '.join(map(written, value[:20]))}]"
    elif isinstance(value, dict):
        text = f"{{ {', '.join(f'{k} = {written(v)}' for k, v in list(value.items())[:20])} }}"
    elif hasattr(value, "isoformat"):
        text = value.isoformat()
    else:
        text = repr(value) if not isinstance(value, int) or value.bit_length() < 500 else f"{value:#x}"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def faults_of(
    error: ValidationError,
    valid: dict[str, tuple[str, ...]] | None = None,
    prefix: str = "",
    tags: tuple[str, ...] = (),
) -> list[Fault]:
    """Turn pydantic's list of errors into faults.

    Parameters
    ----------
    valid
        Valid names by dotted path of the table they belong to ("" for the top), for "did you mean".
    prefix
        Dotted path of what was validated.
    tags
        Names of alternatives that pydantic puts into paths and no file holds.
    """
    found = []
    for item in error.errors():
        given = [part for part in item["loc"] if part not in tags]
        table = ".".join(part for part in given[:-1] if isinstance(part, str))
        # Lists are counted from one, as people do.
        path = [str(part + 1) if isinstance(part, int) else part for part in given]
        key = ".".join(([prefix] if prefix else []) + path)
        if item["type"] == "extra_forbidden":
            found.append(_in_table(unknown(("key", "键"), path[-1], (valid or {}).get(table, ())), table or prefix))
        elif item["type"] == "missing":
            found.append(Fault(en=f"{key} is missing", zh=f"缺少 {key}"))
        else:
            allowed, zh = _allowed(item)
            value = _given(item.get("input"))
            if isinstance(value, dict):  # a whole table: too long to be shown
                name = _name_of(value, key)
                found.append(Fault(en=f"{name} is not allowed; allowed: {allowed}", zh=f"{name} 不允许；允许：{zh}"))
            else:
                found.append(out_of_range(key.removesuffix(".value"), value, allowed, zh=(zh, "")))
    return found


def _given(value: Any) -> Any:
    """Return the value of a parameter record, the shares of a list of shares, anything else as it is."""
    for name in ("value", "shares"):
        if isinstance(value, dict) and name in value:
            return value[name]
    return value


def _name_of(table: dict[str, Any], key: str) -> str:
    """Return what a whole table is called: its key, with its own name where it has one."""
    name = table.get("id", table.get("name"))
    return " ".join(part for part in (key, f"'{name}'" if name else "") if part) or "?"


def _in_table(fault: Fault, table: str) -> Fault:
    if not table:
        return fault
    return Fault(en=f"in [{table}]: {fault.en}", zh=f"在 [{table}] 中：{fault.zh}")


_BOUNDS = {
    "ge": "≥ ",
    "gt": "> ",
    "le": "≤ ",
    "lt": "< ",
    "min_length": "number of entries ≥ ",
    "max_length": "number of entries ≤ ",
}


_KINDS = {
    "bool": ("true or false", "true 或 false"),
    "int": ("a whole number", "整数"),
    "float": ("a number", "数"),
    "finite": ("a finite number", "有限数"),
    "string": ("a text in quotes", "引号中的文字"),
    "tuple": ("a list in [ ]", "方括号中的列表"),
    "list": ("a list in [ ]", "方括号中的列表"),
    "model": ("a table", "一个表"),
    "dict": ("a table", "一个表"),
}


def _allowed(item: Any) -> tuple[str, str]:
    """Say what pydantic would have accepted, in English and Chinese."""
    context = item.get("ctx", {})
    if "error" in context:
        languages = context["error"].args
        return str(languages[0]), str(languages[-1])
    bounds = [f"{sign}{context[name]}" for name, sign in _BOUNDS.items() if name in context]
    if bounds:
        return " and ".join(bounds), " 且 ".join(bounds).replace("number of entries", "项数")
    if "expected" in context:
        return str(context["expected"]), str(context["expected"])
    kind = _KINDS.get(str(item["type"]).partition("_")[0])
    return kind or (str(item["msg"]), str(item["msg"]))
