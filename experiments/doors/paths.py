"""Folders and files that options name, with what is wrong about one told and the command ended."""

from pathlib import Path

from experiments.doors.failures import BAD, Ended, aside
from experiments.store.paths import result_folder
from experiments.words import Language
from sim.errors import BadInput


def given_folder(given: str, name: str, language: Language) -> Path:
    """Return the folder an option names; say what is wrong with it and end."""
    try:
        return result_folder(given, name)
    except BadInput as error:
        aside(error.text(language))
        raise Ended(BAD) from None


def expanded(source: str) -> str:
    """Return a name or file that an option gives, `~` at its beginning expanded."""
    if not source.startswith("~"):
        return source
    try:
        return str(Path(source).expanduser())
    except RuntimeError:  # nobody of that name: the message about the missing file is the better one
        return source
