"""What `whistle demo` does: a stored comparison at once, the same comparison live, and whether they agree."""

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.conduct.demo.record import Asked, Record, differing, measures_of, read_stored
from experiments.doors.failures import FAILED, Ended
from experiments.provenance import model_hash, versions
from experiments.question.limits import MOST_WORKERS
from experiments.run.compiling import TYPICAL_SECONDS, Compiler, needs_compiling
from experiments.words import Language, messages
from experiments.words import demo as say
from experiments.words.faults import bad_input, whole_number_fault
from experiments.words.numbers import duration

if TYPE_CHECKING:
    from rich.console import Console


def demo(*, stored_only: bool, out: Path | None, workers: int | None, quiet: bool, language: Language) -> None:
    """Show the stored comparison, then make it live and compare number by number."""
    with ExitStack() as stack:
        fault = None if workers is None else whole_number_fault("workers", workers, 1, MOST_WORKERS)
        if fault is not None:
            raise bad_input(fault)
        folder = _folder(out)
        stored = read_stored()
        # Begun before anything is shown: it is what takes long.
        compiler = None if stored_only else stack.enter_context(Compiler())
        screen = _screen()
        _show(stored, say.STORED, say.IS_STORED(language), folder, "stored", screen, language)
        if compiler is None:
            screen.print(say.STORED_ONLY(language))
            return
        screen.print()
        fresh = _live(stored, compiler, workers, quiet, screen, language)
        _show(fresh, say.LIVE, say.IS_LIVE(language), folder, "live", screen, language)
        moved = differing(stored, fresh)
        _show_agreement(stored, fresh, moved, screen, language)
        study = stored["study"]
        named = {name: study[name] for name in ("base", "reform", "place")}
        screen.print(say.NEXT(language, **named), markup=False)
        if moved and stored["made"]["model"] == model_hash():
            raise Ended(FAILED)


def _folder(out: Path | None) -> Path:
    """Return where the figures go, made and writable."""
    if out is None:
        return Path(tempfile.mkdtemp(prefix="whistle-demo-"))
    if out.exists() and not out.is_dir():
        raise bad_input((messages.NOT_A_FOLDER, {"folder": out}))
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise bad_input((messages.CANNOT_WRITE, {"folder": out, "reason": error.strerror or error})) from error
    return out


def _screen() -> "Console":
    from experiments.words.console import terminal

    out = terminal()
    return terminal(width=min(out.width, 100) if out.is_terminal else 100)


def _show(
    record: Record, origin: say.Text, what: str, folder: Path, name: str, screen: "Console", language: Language
) -> None:
    """Print where a record is from, its sentence, its figure as text; then draw the figure into a file."""
    from experiments.conduct.demo.picture import save_picture, sentence, text_figure

    made = record["made"]
    mark = origin(language, version=made["version"], made_at=made["made_at"], model=made["model"])
    screen.print(mark, style="bold", markup=False)
    if name == "stored":
        screen.print(say.NOT_NOW(language), style="bold")
    if made["model"] != model_hash():
        screen.print(say.OTHER_MODEL(language, model=model_hash()), markup=False)
    for wrapped in _wrapped(sentence(record, language), screen):
        screen.print(wrapped, markup=False)
    for line in text_figure(record, language):
        screen.print(line)
    try:
        picture = save_picture(record, folder, name, language, mark)[0]
    except Exception as error:  # a figure never costs the result
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        screen.print(say.NO_FIGURE(language, reason=reason), markup=False)
    else:
        screen.print(say.FIGURE(language, what=what, path=picture), markup=False, soft_wrap=True)


def _wrapped(text: str, screen: "Console") -> list[str]:
    """Break a sentence over lines, a number and its unit on one."""
    from rich.text import Text as Cell

    joint = "\ue000"
    return [line.plain.rstrip().replace(joint, " ") for line in Cell(text.replace(" %", f"{joint}%")).wrap(screen, 98)]


def _live(
    stored: Record, compiler: Compiler, workers: int | None, quiet: bool, screen: "Console", language: Language
) -> Record:
    """Make the stored comparison again, as it was asked for then."""
    from experiments.conduct.demo.making import make
    from experiments.run.progress import progress_bar

    usual = duration(TYPICAL_SECONDS, language)
    runs = len(stored["runs"])
    screen.print(say.NOW_RUNNING(language, runs=runs))
    if needs_compiling():
        screen.print(say.NOW_COMPILING(language, usual=usual))
    with progress_bar(language, quiet=quiet) as tell:
        compiler.wait(tell.compiling)
        return make(Asked(**stored["study"]), workers, tell.runs, tell.compiling)


def _show_agreement(
    stored: Record, fresh: Record, moved: dict[str, float], screen: "Console", language: Language
) -> None:
    """Say whether two records are the same, number by number, and if not, which measures differ and why."""
    runs, measures = len(fresh["runs"]), measures_of(fresh)
    if not moved:
        screen.print(say.SAME(language, numbers=runs * len(measures), runs=runs), style="bold green")
        return
    screen.print(say.NOT_SAME(language, count=len(moved), measures=len(measures)), style="bold red", markup=False)
    for name, gap in sorted(moved.items(), key=lambda item: -item[1]):
        screen.print(f"  {name}  {gap:.2g}", markup=False)
    before, now = stored["made"], fresh["made"]
    if before["model"] != now["model"]:
        screen.print(say.WHY_MODEL(language, stored=before["model"], model=now["model"]), markup=False)
        return
    mine = versions()
    packages = [f"{name} {v} -> {mine.get(name)}" for name, v in before["versions"].items() if mine.get(name) != v]
    screen.print(say.NO_REASON(language, packages=", ".join(packages) or say.NONE(language)), markup=False)
