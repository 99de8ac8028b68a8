"""How compiled functions are compiled and where they are kept.

The cache folder is named by the sources of everything compiled, so a change in one file never
leaves a stale function of another behind. Set `WHISTLE_CACHE` to move it.
"""

import hashlib
import os
import platform
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numba
from numba import njit

_HERE = Path(__file__).parent
_NAMES = ("clock", "compiled", "randomness", "rules", "stages", "tables")
_SOURCES = (*sorted((_HERE / "kernel").glob("*.py")), *(_HERE / f"{name}.py" for name in _NAMES))


def source_hash() -> str:
    """Return a short hash of the compiled sources, the compiler's version and the machine's kind."""
    digest = hashlib.sha256(f"{numba.__version__} {platform.machine()} {platform.python_version()}".encode())
    for source in _SOURCES:
        digest.update(source.name.encode() + source.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> Path:
    """Return the folder of this version's compiled code; a temporary one if the usual one cannot be written."""
    root = os.environ.get("WHISTLE_CACHE") or os.environ.get("XDG_CACHE_HOME")
    folder = Path(root) if root else Path.home() / ".cache"
    folder = folder / "whistle" / f"kernel-{source_hash()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    except OSError:
        pass
    return Path(tempfile.gettempdir()) / "whistle" / folder.name


def is_compiled() -> bool:
    """Tell whether this version's kernel has been compiled here before."""
    return any(cache_folder().rglob("loop.advance*.nbc"))


if not os.environ.get("NUMBA_CACHE_DIR"):
    numba.config.CACHE_DIR = str(cache_folder())

entrance: Callable[..., Any] = njit(cache=True, _nrt=False)
"""Decorator of compiled functions that Python calls."""

inner: Callable[..., Any] = partial(njit, cache=True, _nrt=False, no_cpython_wrapper=True, no_cfunc_wrapper=True)()
"""Decorator of compiled functions that only compiled code calls: without a Python entrance.

Unboxing a town's arrays and counting references to them is most of what such a function would
otherwise consist of; the kernel allocates nothing, so it needs no reference counts at all.
"""
