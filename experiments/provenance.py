"""Where a result comes from: versions, commit, platform and a hash of the model's sources."""

import ast
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


@cache
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
def code_hash() -> str:
    """Return a hash of what all sources say and all data hold that decide a run; equal hashes, equal model."""
    return _hash_of(".py", ".toml", ".csv")


@cache
def model_hash() -> str:
    """Return a hash of what the sources say, for runs whose scenarios and places are known by their content."""
    return _hash_of(".py")


def _hash_of(*suffixes: str) -> str:
    digest = hashlib.sha256()
    for package in SOURCES:
        for path in sorted((ROOT / package).rglob("*")):
            if path.suffix in suffixes and path.is_file():
                digest.update(path.relative_to(ROOT).as_posix().encode())
                digest.update(_content(path))
    return digest.hexdigest()[:16]


@cache
def _content(path: Path) -> bytes:
    content = path.read_bytes().replace(b"\r\n", b"\n")
    return syntax(content).encode() if path.suffix == ".py" else content


def syntax(source: bytes | str) -> str:
    """Return what Python makes of a source, as text: without comments, docstrings, layout.

    The text is our own and not that of `ast.dump`, which changes with the version of Python.
    """
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [each for each in body if not _is_text(each)]  # type: ignore[attr-defined]
    told: list[str] = []
    _tell(tree, told)
    return "".join(told)


def _is_text(node: Any) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _tell(node: Any, told: list[str]) -> None:
    """Write a tree; fields that are empty are left out, and so are line numbers, which are attributes."""
    if isinstance(node, ast.AST):
        told.append(f"{type(node).__name__}(")
        for name in node._fields:
            value = getattr(node, name, None)
            if value is not None and value != []:
                told.append(f"{name}=")
                _tell(value, told)
        told.append(")")
    elif isinstance(node, list):
        told.append("[")
        for each in node:
            _tell(each, told)
        told.append("]")
    else:
        told.append(f"{node!r},")


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
