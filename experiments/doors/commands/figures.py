"""`whistle figures`: draws figures of a result folder again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from experiments.doors.asking import Command
from experiments.doors.failures import FAILED, NO_ROOM, Ended
from experiments.doors.options import Debug, Folder, Lang, Options, a_folder, option
from experiments.words import LANGUAGES, Language, messages, responses
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
    folder, only, out, language = options.folder, options.only, options.out, options.language
    from experiments.store.folder import RunStore
    from experiments.store.manifest import holds_points
    from experiments.store.result_folder import ResultFolder
    from experiments.tell.figures.catalogue import check_width, figure_kind, save_figures

    languages: tuple[Language, ...] = (language,) if options.lang else LANGUAGES
    target = folder / "figures" if out is None else out
    check_width(options.width)
    for name in only:
        figure_kind(name.partition(".")[0])
    points = holds_points(folder)
    found = RunStore(folder) if points else ResultFolder.open(folder)
    with _writable(target, asked=out is not None):
        written = save_figures(found, target, only or None, languages, options.width)
    for path in written:
        print(messages.FIGURE_WRITTEN(language, path=path))
    if not written and points:
        print(responses.NO_FIGURE(language, folder=folder))
    elif not written:
        raise Ended(FAILED)


@contextmanager
def _writable(target: Path, *, asked: bool) -> Iterator[None]:
    """Say of a folder that takes no figures that there is another way; a full disk is another matter."""
    from experiments.words.faults import bad_input

    try:
        if target.exists() and not target.is_dir():
            raise bad_input((messages.NOT_A_FOLDER, {"folder": target}))
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise
        told_of = {"folder": target, "reason": error.strerror or error}
        raise bad_input((messages.CANNOT_WRITE if asked else messages.CANNOT_DRAW_INTO, told_of)) from error


COMMAND = Command("figures", say.FIGURES, FiguresOptions, figures)
