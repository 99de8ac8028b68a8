"""Where compiled code is kept, and for how long.

A folder holds the code of one version: it is named by the sources of everything compiled, the compiler and the
processor, so a change in one file never leaves a stale function of another behind, and any checkout of the same sources
finds it. Set `WHISTLE_CACHE` to move it.
"""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import llvmlite.binding
import numba
from numba.core.caching import CompileResultCacheImpl, FunctionCache

_HERE = Path(__file__).parent
_NAMES = ("clock", "code_cache", "compiled", "randomness", "reference", "rules", "stages", "tables")
_SOURCES = (*sorted((_HERE / "kernel").glob("*.py")), *(_HERE / f"{name}.py" for name in _NAMES))
OTHERS_KEPT = 3  # folders of other versions, the last used ones
_COMPLETE = "complete"
UNUSED_DAYS = 1.0  # a folder used since then is never removed: a run may be going on with it


@cache
def source_hash() -> str:
    """Return a short hash of the compiled sources, the compiler's version and the processor."""
    machine = (numba.__version__, os.name, llvmlite.binding.get_process_triple(), llvmlite.binding.get_host_cpu_name())
    digest = hashlib.sha256(repr(machine).encode())
    for source in _SOURCES:
        digest.update(source.name.encode() + source.read_bytes())
    return digest.hexdigest()[:16]


def _root() -> Path:
    root = os.environ.get("WHISTLE_CACHE") or os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "whistle"


@cache
def cache_folder() -> Path:
    """Return the folder of this version's compiled code; a temporary one if the usual one cannot be written."""
    folder = _root() / f"kernel-{source_hash()}"
    try:
        new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            os.utime(folder)
            if new:
                prune(folder.parent, folder)
            return folder
    except OSError:
        pass
    return Path(tempfile.gettempdir()) / "whistle" / folder.name


def prune(root: Path, current: Path) -> list[Path]:
    """Remove what earlier versions compiled, but for the last used; returns the folders removed.

    Parameters
    ----------
    root
        Folder of the versions' folders.
    current
        The version in use.
    """
    used = {folder: folder.stat().st_mtime for folder in root.glob("kernel-*") if folder != current}
    latest_first = sorted(used, key=lambda folder: used[folder], reverse=True)
    old = [folder for folder in latest_first[OTHERS_KEPT:] if time.time() - used[folder] > 86400.0 * UNUSED_DAYS]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return old


def is_compiled() -> bool:
    """Tell whether this version's kernel has been compiled here before, all of it."""
    return (cache_folder() / _COMPLETE).exists()


def mark_as_compiled() -> None:
    """Note that all of this version's kernel has been compiled."""
    (cache_folder() / _COMPLETE).touch()


class _Locator:
    """Where and under which name a function's code is kept: neither hangs on where its source lies or how old it is."""

    def __init__(self, line: int) -> None:
        self._line = line

    @classmethod
    def from_function(cls, function: Callable[..., Any], _file: str) -> "_Locator":
        """Return the locator of a function's code."""
        return cls(function.__code__.co_firstlineno)

    def ensure_cache_path(self) -> None:
        Path(self.get_cache_path()).mkdir(parents=True, exist_ok=True)

    def get_cache_path(self) -> str:
        return str(cache_folder())

    def get_source_stamp(self) -> str:
        return source_hash()

    def get_disambiguator(self) -> str:
        return str(self._line)


class _Files(CompileResultCacheImpl):
    _locator_classes = (_Locator,)


class CodeCache(FunctionCache):
    """Keeps one function's compiled code between processes."""

    _impl_class = _Files
