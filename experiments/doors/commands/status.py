"""`whistle status`: what it is asked."""

from dataclasses import dataclass

from experiments.doors.asking import Command
from experiments.doors.options import Debug, Folder, Json, Lang, Options
from experiments.words import help as say


@dataclass(frozen=True)
class StatusOptions(Options):
    """What `whistle status` is asked."""

    folder: Folder
    as_json: Json = False
    lang: Lang = None
    debug: Debug = False


def status(options: StatusOptions) -> None:
    """Say what a result folder holds."""
    from experiments.doors.commands import folders

    folders.status(options)


COMMAND = Command("status", say.STATUS, StatusOptions, status)
