"""What a finished study publishes beside its parts, put there so that a kill at any moment loses neither old nor new.

Everything is written into `publishing.tmp/` first. Once that is whole it is called `publishing/`, and from then on
whoever comes next can finish: its files take the places of the old ones name by name, the manifest last. Files that
are not ours stay where they are. The parts the tables are made from are not touched, so that what is lost can always
be made again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from experiments.question.limits import LARGE_TABLES
from experiments.store.answers import ANSWERS
from experiments.store.locks import held
from experiments.store.manifest import MANIFEST
from experiments.store.planned import PARTS
from experiments.tables.catalogue import RESULT_TABLES
from sim.errors import BadInput

STAGING = "publishing"
CORE_TABLES = tuple(table.name for table in RESULT_TABLES)  # what the content hash covers
REPORTS = ("report.zh.html", "report.en.html", "answers.csv")
FIGURES = "figures"
ROWS = "runs.csv"  # the runs once more, for spreadsheets
PUBLISHED = frozenset(
    {FIGURES, ROWS, *REPORTS, *(f"{name}.parquet" for name in (*CORE_TABLES, "timing", *LARGE_TABLES))}
)


@contextmanager
def publication(folder: Path) -> Iterator[Path]:
    """Give a folder to write into; what is there at the end, with a manifest, is published.

    Whoever calls holds the lock.
    """
    fresh = folder / f"{STAGING}.tmp"
    _remove(fresh)
    fresh.mkdir()
    try:
        yield fresh
    except BaseException:
        with suppress(OSError):
            _remove(fresh)
        raise
    fresh.rename(folder / STAGING)
    finish(folder)


def recover(folder: Path) -> None:
    """Finish a publication that was cut short; leave it alone while another command is at it."""
    if (folder / STAGING).is_dir():
        with suppress(BadInput, OSError), held(folder / PARTS, folder):
            finish(folder)


def finish(folder: Path) -> None:
    """Do what is left of a publication; whoever calls holds the lock."""
    staged = folder / STAGING
    if not staged.is_dir():
        return
    if (staged / MANIFEST).exists():  # until it has moved, everything else may be old, new or gone
        names = {path.name for path in staged.iterdir()}
        done = staged / "moved"
        moved = set(done.read_text(encoding="utf-8").split("\n")) if done.exists() else set()
        for name in sorted(PUBLISHED - names - moved):
            _remove(folder / name)  # of the study before, and not of this one
        for name in sorted(names - {MANIFEST, done.name}):
            with done.open("a", encoding="utf-8") as note:
                note.write(f"{name}\n")
            if name == ANSWERS:  # what was asked of the runs stays beside what they answer
                (folder / name).mkdir(exist_ok=True)
                for path in (staged / name).iterdir():
                    path.replace(folder / name / path.name)
            else:
                _put(staged / name, folder / name)
        _put(staged / MANIFEST, folder / MANIFEST)
    shutil.rmtree(staged)


def _put(path: Path, goal: Path) -> None:
    """Put a file or folder in the place of another."""
    if path.is_dir() or goal.is_dir():
        _remove(goal)
    path.replace(goal)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)

