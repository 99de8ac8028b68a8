"""How far a call is, in a notebook: a bar in the cell, through IPython's display handle."""

import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from importlib import import_module
from typing import Any

from experiments.run.progress import Told, compile_line
from experiments.words import Language
from experiments.words import messages as say
from experiments.words.numbers import duration

_UPDATE_EVERY = 0.25  # seconds


class Bar:
    """What the cell shows: how much is done, and a line about it."""

    def __init__(self, line: str) -> None:
        self.share, self.line = 0.0, line

    def __repr__(self) -> str:
        return f"{100.0 * self.share:.0f} %  {self.line}"

    def _repr_html_(self) -> str:
        """Show it as a bar."""
        value = f'<progress value="{self.share:.3f}" max="1" style="width:20em"></progress>'
        return f"<div>{value} {escape(repr(self))}</div>"


@contextmanager
def notebook_bar(language: Language) -> Iterator[Told]:
    """Show a bar where IPython runs with a kernel; anywhere else, a terminal of IPython too, nothing."""
    if not in_notebook():
        yield Told()
        return
    bar, began, last = Bar(say.PREPARING(language)), time.monotonic(), [0.0]
    handle: Any = import_module("IPython.display").display(bar, display_id=True)

    def show(share: float, line: str) -> None:
        now = time.monotonic()
        bar.share, bar.line = share, line
        if share == 1.0 or now - last[0] >= _UPDATE_EVERY:
            last[0] = now
            handle.update(bar)

    def note(done: int, total: int, share: float) -> None:
        seconds = time.monotonic() - began
        told = say.WRITING(language) if done == total else say.PROGRESS(language, done=done, total=total)
        left = "" if not share or done == total else f" → {duration(seconds * (1.0 - share) / share, language)}"
        show(min(share, 0.99), f"{told}  {duration(seconds, language)}{left}")

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "IProgress not found")  # of a library that asks for widgets nobody needs here
        yield Told(note, lambda how_far: show(0.0, compile_line(how_far, language)))
    show(1.0, duration(time.monotonic() - began, language))


def in_notebook() -> bool:
    """Tell whether IPython runs with a kernel here."""
    module: Any = sys.modules.get("IPython")
    shell = None if module is None else module.get_ipython()
    return getattr(shell, "kernel", None) is not None
