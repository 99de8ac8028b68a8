"""One grammar for names: `[whistle] propensity`, `whistle.propensity` and `"whistle.propensity"` are one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scenarios.documents import Document
from sim.errors import BadInput, Fault


def nested(document: Document, where: str) -> Document:
    """Return a document, not to be changed, in which every quoted dotted name has become a table in a table.

    Raises
    ------
    BadInput
        A setting stands in both forms.
    """
    if not _holds_dotted(document):
        return document
    faults: list[Fault] = []
    found = _nested(document, "", faults)
    if faults:
        raise BadInput(faults, where)
    return found


def _nested(document: Document, prefix: str, faults: list[Fault]) -> Document:
    found: Document = {}
    for key, value in document.items():
        if not _is_dotted(key):
            found[key] = _nested(value, f"{prefix}{key}.", faults) if isinstance(value, dict) else value
    for key, value in document.items():
        if _is_dotted(key):
            inner = _nested(value, f"{prefix}{key}.", faults) if isinstance(value, dict) else value
            _put(found, key.split("."), inner, f"{prefix}{key}", faults)
    return found


def _holds_dotted(document: Document) -> bool:
    return any(_is_dotted(k) or (isinstance(v, dict) and _holds_dotted(v)) for k, v in document.items())


def _is_dotted(key: str) -> bool:
    return "." in key and all(key.split("."))


def _put(table: Document, parts: list[str], value: Any, full_name: str, faults: list[Fault]) -> None:
    """Lay a value into its table; what is there already was written in the other form."""
    head, *rest = parts
    if rest:
        inner = table.setdefault(head, {})
        if isinstance(inner, dict):
            _put(inner, rest, value, full_name, faults)
        else:
            faults.append(_twice(full_name))
    elif head not in table:
        table[head] = value
    elif isinstance(table[head], dict) and isinstance(value, dict):
        for key, item in value.items():
            _put(table[head], [key], item, f"{full_name}.{key}", faults)
    else:
        faults.append(_twice(full_name))


def _twice(name: str) -> Fault:
    table, _, key = name.rpartition(".")
    return Fault(
        en=f'"{name}" and {key} in [{table}] are one setting, given twice; write one of them',
        zh=f"“{name}”与 [{table}] 中的 {key} 是同一设置，给了两次；只写一处即可",
    )


def flat(table: Document, is_value: Callable[[str, Any], bool]) -> Document:
    """Return a table of tables as one table of dotted names; `is_value` tells where names end."""
    found: Document = {}
    for key, value in table.items():
        found.update(_flat(key, value, is_value))
    return found


def _flat(name: str, value: Any, is_value: Callable[[str, Any], bool]) -> Document:
    if not isinstance(value, dict) or is_value(name, value):
        return {name: value}
    return {k: v for key, item in value.items() for k, v in _flat(f"{name}.{key}", item, is_value).items()}
