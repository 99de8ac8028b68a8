"""One command at a time in a folder: a lock that goes with the process, however it ends.

A file system's own lock is gone with its process. Where there is none (Lustre without `-o flock`, some network mounts)
a file says who writes: one whose process is dead on the same machine is taken over by the next command, one of another
machine stays until it is removed there, since nobody here can tell whether that command still runs.
"""

import errno
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from experiments.words import messages as say
from experiments.words.faults import bad_input
from experiments.words.notes import note

LOCK = "lock"  # all names of a lock begin with it
SOFT = "lock.soft"  # a name of its own: the file of a lock of the system stays behind, empty
WRITER = "lock.by"  # who writes; on some systems a locked file cannot be read
_PATIENCE = 3.0  # seconds: a dead command's file is taken over within it, half-written or not
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP)


@contextmanager
def held(folder: Path, told: Path) -> Iterator[None]:
    """Hold the lock in a folder.

    Parameters
    ----------
    folder : Path
        Where the lock lies.
    told : Path
        What it is for, for messages.

    Raises
    ------
    sim.errors.BadInput
        If another process holds it; names the process.
    OSError
        If the folder cannot be written.
    """
    lock = _taken(folder, told)
    writer = folder / WRITER
    try:
        with suppress(OSError):  # only for the message: the lock is what counts
            writer.write_text(f"{os.getpid()} {platform.node()}", encoding="utf-8")
        yield
    finally:
        writer.unlink(missing_ok=True)
        lock.release()


@contextmanager
def in_turn(folder: Path) -> Iterator[None]:
    """Hold the lock in a folder, once whoever holds it has let go; without one where the file system has none.

    For work that done twice is wasted, not wrong.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    lock = _of_the_system(folder, timeout=-1.0)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _of_the_system(folder: Path, timeout: float) -> BaseFileLock | None:
    """Take the file system's own lock, waiting so many seconds (-1: as long as it takes); None where it has none."""
    lock = FileLock(folder / LOCK, timeout=timeout, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        raise
    except (OSError, NotImplementedError) as error:
        if isinstance(error, OSError) and error.errno not in _NO_LOCKS:
            raise
        (folder / LOCK).unlink(missing_ok=True)
        return None
    return lock


def _taken(folder: Path, told: Path) -> BaseFileLock:
    try:
        hard = _of_the_system(folder, timeout=0.0)
    except Timeout as error:
        raise _in_use(folder, told) from error
    if hard is not None:
        return hard
    soft = SoftFileLock(folder / SOFT, timeout=_PATIENCE)
    try:
        soft.acquire()
    except Timeout as error:
        raise _in_use(folder, told, say.IN_USE_SOFT) from error
    note(say.SOFT_LOCK, folder=told)
    return soft


def _in_use(folder: Path, told: Path, sentence: say.Text = say.IN_USE) -> Exception:
    try:
        process, _, machine = (folder / WRITER).read_text(encoding="utf-8").partition(" ")
    except (OSError, ValueError):
        process = machine = ""
    values = {"folder": told, "process": process or "?", "machine": machine or "?", "file": folder / SOFT}
    return bad_input((sentence, values))



def drop(folder: Path) -> None:
    """Remove what a lock of ours has left in a folder that is to go, where a held file cannot be removed."""
    if os.name == "nt":
        for path in (folder / LOCK, folder / SOFT):
            with suppress(OSError):
                path.unlink()
