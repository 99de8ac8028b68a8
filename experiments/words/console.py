"""The terminal: what users have written is printed as it stands, whatever signs it holds."""

from typing import Any

from rich.console import Console


class _Terminal(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the command that the reader has gone (`whistle levers | head`); the library would end with 1."""
        raise BrokenPipeError


def terminal(**options: Any) -> Console:
    """Return a console that takes no text for markup, for the name of a picture, or for something to highlight.

    Parameters
    ----------
    options
        Of `rich.console.Console`, as `stderr` or `width`.
    """
    return _Terminal(**{"markup": False, "emoji": False, "highlight": False, **options})
