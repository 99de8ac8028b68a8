"""Putting a finished result in the place of the old folder, so that a kill at any moment loses neither.

Before anything moves, a note beside the new result names what it holds; from then on whoever comes next can finish.
Where the folder as such cannot be renamed (a mount point, the folder one stands in, one that another program holds
open) its content is exchanged, name by name, the manifest last. Files that are not ours stay where they are.
"""

import errno
import json
import os
import shutil
from contextlib import suppress
from pathlib import Path

from experiments.store.locks import held, is_lock
from experiments.store.result_folder import MANIFEST, OURS, partial_of
from sim.errors import BadInput

NOTE = "exchange.json"
_FRESH = ".tmp"


def exchange(target: Path) -> None:
    """Put `result` of a target's workspace in the place of the target; the workspace is gone afterwards."""
    partial = partial_of(target)
    _remove(partial / "previous")
    fresh = partial / f"{NOTE}{_FRESH}"
    fresh.write_text(json.dumps(sorted(path.name for path in (partial / "result").iterdir())), encoding="utf-8")
    fresh.replace(partial / NOTE)
    finish(target)
    clear(partial)


def recover(target: Path) -> None:
    """Finish an exchange that was cut short; leave it alone while another command is at it."""
    partial = partial_of(target)
    if not _pending(target):
        return
    with suppress(BadInput, OSError):
        with held(partial, target):
            finish(target)
            if not (partial / "parts").exists():  # all of it is in the result now
                clear(partial)
        with suppress(OSError):
            partial.rmdir()


def _pending(target: Path) -> bool:
    partial = partial_of(target)
    return (partial / NOTE).is_file() or ((partial / "previous").is_dir() and not target.exists())


def finish(target: Path) -> None:
    """Do what is left of an exchange; whoever calls holds the workspace."""
    partial = partial_of(target)
    previous, result = partial / "previous", partial / "result"
    if not _pending(target):
        return
    if not (partial / NOTE).is_file():  # of a version that left no note
        if not (result / MANIFEST).is_file():
            previous.rename(target)
            return
        (partial / NOTE).write_text(json.dumps([p.name for p in result.iterdir()]), encoding="utf-8")
    names = set(json.loads((partial / NOTE).read_text(encoding="utf-8")))
    if target.exists() and result.is_dir() and not previous.exists() and not _stays(target):
        with suppress(OSError):  # cannot be renamed as it is: its content can
            target.rename(previous)
    if not target.exists():
        result.rename(target)
    elif result.is_dir():
        _exchange_content(target, previous, result, names)
    for path in previous.iterdir() if previous.is_dir() else ():
        if path.name not in OURS and not (target / path.name).exists():
            _move(path, target)
    _empty(partial)


def _empty(partial: Path) -> None:
    """Remove all of a workspace but its lock, the note last: what a kill leaves is still known to be over."""
    for path in partial.iterdir():
        if path.name != NOTE and not is_lock(path.name):
            _remove(path)
    (partial / NOTE).unlink(missing_ok=True)


def clear(partial: Path) -> None:
    """Remove a workspace whose runs are not needed any more."""
    shutil.rmtree(partial, ignore_errors=True)


def _exchange_content(target: Path, previous: Path, result: Path, names: set[str]) -> None:
    previous.mkdir(exist_ok=True)
    for path in target.iterdir():
        # What was moved away already has given its name to what is new.
        new = (previous / path.name).exists() or (path.name in names and not (result / path.name).exists())
        if path.name in OURS and not new:
            _move(path, previous)
    for path in sorted(result.iterdir(), key=lambda path: path.name == MANIFEST):
        _move(path, target)
    for path in target.iterdir():  # copied to another disk, and killed before it was removed here
        if path.name in OURS and path.name not in names:
            _remove(path)
    result.rmdir()


def _move(path: Path, folder: Path) -> None:
    """Move a file or folder into another, whole or not at all, to another disk too."""
    goal = folder / path.name
    try:
        _put(path, goal)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        fresh = goal.with_name(goal.name + _FRESH)
        _remove(fresh)
        (shutil.copytree if path.is_dir() else shutil.copy2)(path, fresh)
        _put(fresh, goal)
        _remove(path)


def _put(path: Path, goal: Path) -> None:
    if path.is_dir() and goal.exists():
        _remove(goal)
    path.replace(goal)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _stays(target: Path) -> bool:
    """Tell whether a folder cannot or must not be moved: a mount point, or one that is stood in."""
    whole = target.resolve()
    try:
        here = Path.cwd()
    except OSError:
        return os.path.ismount(whole)
    return os.path.ismount(whole) or here.is_relative_to(whole)
