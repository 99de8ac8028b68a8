"""The kernel is compiled once, in one process, before anything runs.

Whoever is about to run the model calls `compiled_first`. Where nothing has been compiled yet it starts a process that
does it, and waits; of several such processes, of one command or of many, one compiles and the others wait for it.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from sim.code_cache import cache_folder, is_compiled

TYPICAL_SECONDS = 60.0
HOW_FAR = "compiling.share"  # file beside the compiled code: share of the work done, seconds it has taken
_ROOT = Path(__file__).resolve().parents[2]
_LOOK_EVERY = 0.2  # seconds
_OLD = 60.0  # seconds without a word: who wrote the file is gone
_TELLING = 0.05  # share of the work from which on the time left can be told


class HowFar(NamedTuple):
    """How far compiling is.

    Attributes
    ----------
    seconds : float
        Since one began to wait.
    share : float
        Of all work; 0 where nothing is known yet, 1 when it is done.
    left : float
        Seconds it will still take; NaN where that cannot be told yet.
    """

    seconds: float
    share: float = 0.0
    left: float = math.nan


Telling = Callable[[HowFar], None]


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
        command = [sys.executable, "-P", "-m", "experiments.run.compile_here"]
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
                tell(how_far(self.seconds))
            time.sleep(_LOOK_EVERY)
        self._reader.join(timeout=5)
        if self._process.returncode:
            lines = self._said.decode(errors="replace").strip().splitlines()
            raise NotCompiled(lines[-1] if lines else f"exit code {self._process.returncode}")
        if tell is not None:
            tell(HowFar(self.seconds, 1.0, 0.0))

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


def how_far(seconds: float) -> HowFar:
    """Return how far the process is that compiles now, whoever began it.

    Parameters
    ----------
    seconds
        How long one has waited.
    """
    try:
        file = cache_folder() / HOW_FAR
        if time.time() - file.stat().st_mtime > _OLD:
            return HowFar(seconds)
        share, taken = (float(part) for part in file.read_text(encoding="utf-8").split())
    except (OSError, ValueError):  # not begun, or just being written
        return HowFar(seconds)
    return HowFar(seconds, share, taken * (1.0 - share) / share if share >= _TELLING else math.nan)
