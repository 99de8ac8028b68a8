"""One command at a time in a folder: a lock that goes with the process, however it ends."""

import os
from pathlib import Path
from typing import IO

from experiments.study import bad_input
from experiments.texts import messages as say


def hold(file: IO[str], folder: Path) -> None:
    """Lock an open file and leave the number of this process in it.

    Parameters
    ----------
    folder : Path
        What the lock is for, for the message.

    Raises
    ------
    sim.errors.BadInput
        If another process holds it; names the process.
    """
    try:
        import fcntl
    except ImportError:  # no such locks on this system: two commands at once are then not noticed
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.seek(0)
        process = file.read().strip() or "?"
        raise bad_input((say.IN_USE, {"folder": folder, "process": process})) from error
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
