"""A picture that cannot be drawn costs nothing but itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from experiments.words import figures as say
from experiments.words.notes import note
from sim.errors import BadInput


@contextmanager
def or_told(name: str) -> Iterator[None]:
    """Draw a picture, or say which could not be drawn and why; trouble with the disk is for the caller."""
    try:
        yield
    except (OSError, BadInput):
        raise
    except Exception as error:
        note(say.NOT_DRAWN, name=name, reason=reason_of(error))


@contextmanager
def beside(folder: Path) -> Iterator[None]:
    """Write pictures beside a result that is there already: a folder that takes none is told, and that is all."""
    try:
        yield
    except OSError as error:
        note(say.NOT_WRITTEN, folder=folder, reason=error.strerror or error)


def reason_of(error: Exception) -> str:
    """Return what an error says, in a line."""
    return f"{type(error).__name__}: {(str(error).splitlines() or ['?'])[0]}"
