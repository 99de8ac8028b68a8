"""Remarks that cost nothing: what could not be done, and what was done instead.

A command says each once, at once, on standard error; a Python program gets them as warnings.
"""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from experiments.words import Language, Text


class Remark(UserWarning):
    """Something was left out or done another way; the result holds."""


_TELL: ContextVar[Callable[[Text, dict[str, object]], None] | None] = ContextVar("tell", default=None)


def note(text: Text, **values: object) -> None:
    """Say something that the user should know and that stops nothing."""
    tell = _TELL.get()
    if tell is None:
        warnings.warn(_told(text, values, "en"), Remark, stacklevel=3)
    else:
        tell(text, values)


def _told(text: Text, values: dict[str, object], language: Language) -> str:
    """Return a remark; a value may itself have two languages."""
    return text(language, **{k: v(language) if isinstance(v, Text) else v for k, v in values.items()})


@contextmanager
def said_once(language: Language, say: Callable[[str], None]) -> Iterator[None]:
    """Hand every remark to `say` in one language, the same one only once."""
    said: set[str] = set()

    def tell(text: Text, values: dict[str, object]) -> None:
        told = _told(text, values, language)
        if told not in said:
            said.add(told)
            say(told)

    token = _TELL.set(tell)
    try:
        yield
    finally:
        _TELL.reset(token)
