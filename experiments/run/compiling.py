"""The kernel is compiled once, in one process, before anything runs.

Whoever is about to run the model calls `compiled_first`. Where nothing has been compiled yet it starts a process that
does it, and waits; of several such processes, of one command or of many, one compiles and the others wait for it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from filelock import FileLock

from sim.code_cache import cache_folder, is_compiled

Telling = Callable[[float], None]  # seconds since compiling began
TYPICAL_SECONDS = 60.0
_ROOT = Path(__file__).resolve().parents[2]
_LOOK_EVERY = 0.2  # seconds


class NotCompiled(RuntimeError):
    """The kernel could not be compiled; the message is the compiler's last line."""


def compiled_first(tell: Telling | None = None) -> None:
    """Return when the kernel is compiled: at once where it has been before.

    Parameters
    ----------
    tell : callable, optional
        Called several times a second while one waits.

    Raises
    ------
    NotCompiled
        If the process that compiles failed.
    """
    if needs_compiling():
        with Compiler() as compiler:
            compiler.wait(tell)


def needs_compiling() -> bool:
    """Tell whether the next run has to compile the kernel."""
    if os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0"):
        return False
    return not is_compiled()


class Compiler:
    """A process that compiles the kernel, or waits for another one that does; it ends with its parent."""

    def __init__(self) -> None:
        # -P: a folder `sim` or `experiments` of the user's, where the command stands, is not ours.
        command = [sys.executable, "-P", "-m", "experiments.run.compiling"]
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self.began = time.monotonic()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )
        self._said = b""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Compiler:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    @property
    def seconds(self) -> float:
        """Time since it was started."""
        return time.monotonic() - self.began

    def wait(self, tell: Telling | None = None) -> None:
        """Return when the kernel is compiled.

        Raises
        ------
        NotCompiled
            If it failed.
        """
        while self._process.poll() is None:
            if tell is not None:
                tell(self.seconds)
            time.sleep(_LOOK_EVERY)
        self._reader.join(timeout=5)
        if self._process.returncode:
            lines = self._said.decode(errors="replace").strip().splitlines()
            raise NotCompiled(lines[-1] if lines else f"exit code {self._process.returncode}")

    def stop(self) -> None:
        """End the process if it is still at work."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()

    def _read(self) -> None:
        if self._process.stderr is not None:
            self._said = self._process.stderr.read()


# --- in the process that compiles -----------------------------------------------------------------


def main() -> None:
    """Compile the kernel, unless another process has done so while this one waited."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's
    threading.Thread(target=_end_with_parent, daemon=True).start()
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "compiling.lock", fallback_to_soft=False)
    with suppress(OSError, NotImplementedError):  # without locks one goes on: compiling twice is slow, not wrong
        lock.acquire()  # waits for the process that compiles now; goes with this one
    if not is_compiled():
        from sim.model import StreetModel

        StreetModel("integrated", place="classroom", days=1, burn_in_days=7).run().measures()
    lock.release()


def _end_with_parent() -> None:
    """Leave when the command is gone, however it went: nobody writes here, so reading ends with it."""
    os.read(sys.stdin.fileno(), 1)  # not through the buffer, whose lock would not let the interpreter end
    os._exit(1)


if __name__ == "__main__":
    main()
