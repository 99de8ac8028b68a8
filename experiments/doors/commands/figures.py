"""`whistle figures`: what it is asked."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from experiments.doors.asking import Command
from experiments.doors.options import Debug, Folder, Lang, Options, a_folder, option
from experiments.words import help as say


@dataclass(frozen=True)
class FiguresOptions(Options):
    """What `whistle figures` is asked."""

    folder: Folder
    only: Annotated[tuple[str, ...], option("--only", metavar="NAME", help=say.ONLY)] = ()
    width: Annotated[float, option("--width", metavar="CM", help=say.WIDTH, default_shown=False)] = 16.0
    out: Annotated[Path | None, option("--out", metavar="DIR", help=say.OUT_FIGURES, read=a_folder)] = None
    lang: Lang = None
    debug: Debug = False


def figures(options: FiguresOptions) -> None:
    """Draw figures of a result folder again."""
    from experiments.doors.commands import folders

    folders.figures(options)


COMMAND = Command("figures", say.FIGURES, FiguresOptions, figures)
