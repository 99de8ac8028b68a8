"""What people write is taken as it stands: a number is a number, a switch true or false, and nothing is guessed."""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, model_validator


class Written(BaseModel):
    """Base of everything read from a file or a setting: frozen, strict, and unknown keys are errors.

    A list stands for a tuple and 3.0 for the whole number 3; nothing else is turned into another kind: no text, date
    or switch into a number, no number or text into a switch.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, strict=True)

    @model_validator(mode="before")
    @classmethod
    def _as_written(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        whole = _whole_fields(cls)
        return {k: v if isinstance(v, str) else _plain(v, k in whole) for k, v in given.items()}


class EitherLanguage(Written):
    """Base of what has texts in two languages; where a file has one of them only, it stands for the other too."""

    @model_validator(mode="before")
    @classmethod
    def _one_for_both(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        return {**{k: given[other] for k, other in _PAIRS if k not in given and other in given}, **given}


_PAIRS = (("zh", "en"), ("en", "zh"))


def missing_language(table: Any) -> str | None:
    """Return the language a table of texts has not got while it has the other one, None where there is no such."""
    if not isinstance(table, dict):
        return None
    return next((k for k, other in _PAIRS if k not in table and other in table), None)


def plain(value: Any) -> Any:
    """Return a number of a library as Python's own; anything else as it is."""
    return value.item() if hasattr(value, "dtype") and getattr(value, "ndim", 1) == 0 else value


def _plain(value: Any, whole: bool) -> Any:
    if isinstance(value, list | tuple):
        return tuple([_plain(item, False) for item in value])
    if type(value) not in (bool, int, float, dict):
        value = plain(value)
    if whole and isinstance(value, float) and value.is_integer():
        return int(value)
    return value


@cache
def _whole_fields(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(name for name, field in model.model_fields.items() if _is_whole(field.annotation))


def _is_whole(annotation: Any) -> bool:
    if get_origin(annotation) in (Union, UnionType):
        return any(_is_whole(part) for part in get_args(annotation))
    return annotation is int
