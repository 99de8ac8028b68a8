"""`whistle merge`: what it is asked."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from experiments.doors.asking import Command
from experiments.doors.options import Debug, Lang, MixCode, Options, a_folder, argument
from experiments.words import help_sweeps as say


@dataclass(frozen=True)
class MergeOptions(Options):
    """What `whistle merge` is asked."""

    folder: Annotated[Path, argument("DIR", help=say.INTO, read=a_folder)]
    others: Annotated[tuple[Path, ...], argument("FROM...", help=say.FROM, read=a_folder)]
    mix_code: MixCode = False
    lang: Lang = None
    debug: Debug = False


def merge(options: MergeOptions) -> None:
    """Take the runs of other folders into one."""
    from experiments.doors.commands import sweeps

    sweeps.merge(options)


COMMAND = Command("merge", say.MERGE, MergeOptions, merge)
