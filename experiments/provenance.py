"""Where a result comes from: versions, commit, platform and a hash of the model's sources."""

import hashlib
import platform
import subprocess
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = ("whistle-lab", "mesa", "simpy", "numba", "numpy", "pandas", "scipy", "pyarrow", "pydantic", "matplotlib")
SOURCES = ("sim", "agents", "scenarios")
ROOT = Path(__file__).resolve().parent.parent


def versions() -> dict[str, str]:
    """Return the versions of Python and of every package that can move a number or a picture."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "unknown"
    return found


def machine() -> dict[str, str]:
    """Return the platform the results were made on."""
    return {"system": platform.platform(), "machine": platform.machine(), "python": sys.implementation.name}


@cache
def code_hash(without: str = "") -> str:
    """Return a hash of all sources and data that decide a run; equal hashes, equal model.

    Parameters
    ----------
    without : str
        Folder that is left out, relative to the root.
    """
    return _hash_of((".py", ".toml", ".csv"), without)


@cache
def model_hash() -> str:
    """Return a hash of the sources alone, for runs whose scenarios and places are known by their content."""
    return _hash_of((".py",))


def _hash_of(suffixes: tuple[str, ...], without: str = "") -> str:
    digest = hashlib.sha256()
    for package in SOURCES:
        for path in sorted((ROOT / package).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if without and name.startswith(f"{without}/"):
                continue
            if path.suffix in suffixes and path.is_file():
                digest.update(name.encode())
                digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


def commit() -> str | None:
    """Return the commit the sources are at, None outside a checkout; "+" marks uncommitted changes."""
    try:
        found = _git("rev-parse", "HEAD")
        dirty = _git("status", "--porcelain", "--", *SOURCES, "experiments")
    except (OSError, subprocess.SubprocessError):
        return None
    return found + ("+" if dirty else "")


def _git(*arguments: str) -> str:
    done = subprocess.run(("git", "-C", str(ROOT), *arguments), capture_output=True, text=True, timeout=10, check=True)
    return done.stdout.strip()


def stamp() -> dict[str, Any]:
    """Return everything of this module as one record for a manifest."""
    return {"versions": versions(), "code": code_hash(), "commit": commit(), "platform": machine()}
