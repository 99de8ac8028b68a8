"""How far a command is, on standard error: a bar on a terminal, lines elsewhere."""

import math
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from rich.progress import BarColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from experiments.run.compiling import TYPICAL_SECONDS, HowFar, Telling, compiled_first
from experiments.words import Language
from experiments.words import messages as say
from experiments.words.console import terminal
from experiments.words.numbers import duration

LINE_EVERY = 10.0  # seconds
RUNS_EVERY = 30.0
Progress = Callable[[int, int, float], None]  # runs finished, all runs, share of all work done


class Told(NamedTuple):
    """What a command calls while it works; None: nothing is to be said."""

    runs: Progress | None = None
    compiling: Telling | None = None


@contextmanager
def progress_bar(language: Language, *, quiet: bool) -> Iterator[Told]:
    """Show a bar with the time left while work goes on; nothing when quiet.

    Without a terminal there is no bar: compiling, which comes as a surprise, is told of in lines, and so is work that
    takes longer than half a minute.
    """
    console = terminal(stderr=True)
    if quiet:
        yield Told()
        return
    if not console.is_terminal:
        yield Told(run_lines(language), compile_lines(language))
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        TextColumn("→"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=console, transient=True, refresh_per_second=4) as bar:
        task = bar.add_task(say.PREPARING(language), total=1.0)
        compiling = compile_bar(bar, language)

        def note(done: int, total: int, share: float) -> None:
            text = say.WRITING(language) if done == total else say.PROGRESS(language, done=done, total=total)
            bar.update(task, completed=share, description=text if share > 0 else say.PREPARING(language))

        yield Told(note, compiling)


def run_lines(language: Language, clock: Callable[[], float] = time.monotonic) -> Progress:
    """Return what tells how far runs are in lines, every half a minute.

    Parameters
    ----------
    clock : callable
        Tells the time (s).
    """
    began, last = [math.nan, math.nan], [math.nan]

    def note(done: int, total: int, share: float) -> None:
        now = clock()
        if math.isnan(began[0]):  # what was there before has taken no time now
            began[:], last[0] = [now, share], now
        if now - last[0] < RUNS_EVERY or done == total:
            return
        last[0] = now
        gained = share - began[1]
        left = duration((now - began[0]) / gained * (1.0 - share) if gained > 0 else math.nan, language)
        print(say.PROGRESS_LINE(language, done=done, total=total, left=left), file=sys.stderr, flush=True)

    return note


def compile_shown(language: Language, *, quiet: bool) -> None:
    """Have the kernel compiled before work that has no bar of its own."""
    with progress_bar(language, quiet=quiet) as told:
        compiled_first(told.compiling)


def compile_bar(bar: Any, language: Language) -> Telling:
    """Return what shows in a bar how far compiling is and how long it will take; afterwards the bar begins anew."""

    def tell(how_far: HowFar) -> None:
        task = bar.tasks[0]
        if how_far.share < 1.0:
            line = compile_line(how_far, language)
            bar.update(task.id, completed=how_far.share * task.total, description=line)
        else:
            bar.reset(task.id, description=say.PREPARING(language))

    return tell


def compile_lines(language: Language) -> Telling:
    """Return what tells the same in lines, at the beginning and every ten seconds."""
    said = [float("-inf")]

    def tell(how_far: HowFar) -> None:
        now = time.monotonic()
        if how_far.share < 1.0 and now - said[0] >= LINE_EVERY:
            said[0] = now
            print(compile_line(how_far, language), file=sys.stderr, flush=True)

    return tell


def compile_line(how_far: HowFar, language: Language) -> str:
    """Say that the kernel compiles, how far it is and how long that will take; at first how long it usually takes."""
    waited = round(how_far.seconds)
    if math.isnan(how_far.left):
        return say.COMPILING(language, time=waited, usual=duration(TYPICAL_SECONDS, language))
    left = duration(max(1.0, round(how_far.left)), language)
    return say.COMPILING_LEFT(language, share=f"{how_far.share:.0%}".replace("%", " %"), time=waited, left=left)
