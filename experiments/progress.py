"""A progress bar on standard error, with the time left."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from experiments.texts import Language
from experiments.texts import messages as say

if TYPE_CHECKING:
    from experiments.runner import Progress


@contextmanager
def progress_bar(language: Language, *, quiet: bool) -> "Iterator[Progress | None]":
    """Show a bar while work goes on; nothing when quiet or when nobody watches (no terminal)."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    from experiments.terminal import terminal

    console = terminal(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        TextColumn("→"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, refresh_per_second=4) as bar:
        task = bar.add_task(say.PREPARING(language), total=1.0)

        def note(done: int, total: int, share: float) -> None:
            text = say.WRITING(language) if done == total else say.PROGRESS(language, done=done, total=total)
            bar.update(task, completed=share, description=text if share > 0 else say.PREPARING(language))

        yield note
