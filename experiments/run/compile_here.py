"""The process that compiles the kernel (`python -m experiments.run.compile_here`); `compiling` starts it and waits.

How far it is it writes into a small file beside the compiled code, for every command that waits.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from experiments.run.compiling import HOW_FAR
from experiments.store.locks import in_turn
from scenarios.compile import compile_scenario
from scenarios.loading import load_scenario
from scenarios.place import load_place
from sim.code_cache import cache_folder, is_compiled
from sim.engine import Engine

_WRITE_EVERY = 0.2  # seconds


def main() -> None:
    """Compile the kernel, unless another process has done so while this one waited."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's
    threading.Thread(target=_end_with_parent, daemon=True).start()
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with in_turn(folder):
        if is_compiled():
            return
        try:
            compile_all(noting(folder / HOW_FAR))
        finally:
            (folder / HOW_FAR).unlink(missing_ok=True)


def compile_all(done: Callable[[int, int], None]) -> None:
    """Compile for a small town; the code is the same for every one."""
    compiled = compile_scenario(load_scenario("status_quo"), load_place("classroom"), -1, 2)
    Engine(compiled.world, compiled.dated[0][1], compiled.residents, 0, 0, 1, done)


def noting(file: Path) -> Callable[[int, int], None]:
    """Return what writes a share of work done, and the seconds it has taken, into a file now and then."""
    began = time.monotonic()
    last = [began]

    def note(done: int, everything: int) -> None:
        now = time.monotonic()
        if now - last[0] >= _WRITE_EVERY:
            last[0] = now
            with suppress(OSError):  # only for those who wait
                file.write_text(f"{done / everything:.4f} {now - began:.1f}", encoding="utf-8")

    return note


def _end_with_parent() -> None:
    """Leave when the command is gone, however it went: nobody writes here, so reading ends with it."""
    os.read(sys.stdin.fileno(), 1)  # not through the buffer, whose lock would not let the interpreter end
    os._exit(1)


if __name__ == "__main__":
    main()
