"""What a path that somebody gave means: one place for every command and for calls from Python.

`~` is the home folder; links are followed, so that what lies behind one is written and the link stays; what no file
system takes is told before anything runs.
"""

import os
from contextlib import suppress
from pathlib import Path

from experiments.words import messages as say
from experiments.words.faults import bad_input

_LONGEST_NAME = 255  # bytes: what file systems take
_DEEPEST = "publishing.tmp/figures/restricted_mean_days_30.zh.svg.tmp"  # about the longest that is written in a folder


def result_folder(given: str | Path, name: str = "out") -> Path:
    """Return the folder that is meant: whole, links followed; relative where it was given so and lies below here.

    Parameters
    ----------
    name : str
        Of the option or argument, for messages.

    Raises
    ------
    sim.errors.BadInput
        If no folder can be meant by it.
    """
    if not isinstance(given, str | os.PathLike):
        raise bad_input((say.NOT_A_PATH, {"name": name, "value": repr(given)}))
    text = os.fspath(given)
    if not isinstance(text, str) or not text.strip():
        raise bad_input((say.NOT_A_PATH, {"name": name, "value": repr(text)}))
    try:
        path = Path(text).expanduser()
        whole = path.resolve()
        here = Path.cwd()
        _check_length(whole)
        # Asked with the longest name that will be written, so that no run is made for a folder that is too deep.
        for probe in (whole, whole / _DEEPEST) if whole.name else ():
            _reachable(probe)
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise bad_input((say.CANNOT_USE, {"folder": _shortened(text), "reason": reason})) from error
    if not whole.name:
        raise bad_input((say.ROOT_FOLDER, {"folder": whole}))
    below = not path.is_absolute() and whole != here and whole.is_relative_to(here)
    return whole.relative_to(here) if below else whole


def _check_length(path: Path) -> None:
    longest = max((len(os.fsencode(part)) for part in path.parts), default=0)
    if longest > _LONGEST_NAME:
        raise ValueError(f"a name of {longest} bytes; most: {_LONGEST_NAME}")


def _reachable(path: Path) -> None:
    """Let the system say what it has against a path; that nothing is there, or a file on the way, is not it."""
    with suppress(FileNotFoundError, NotADirectoryError):
        path.stat()


def _shortened(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:60]}…{text[-40:]}"
