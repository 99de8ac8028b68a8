"""TOML documents: reading, deep merging, and the memory of which file each value came from."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.errors import BadInput, Fault

Document = dict[str, Any]
Origins = dict[str, str]


def read_toml(path: Path) -> Document:
    """Read a TOML file; what is wrong with it is `BadInput`. Callers share the document and must not change it."""
    try:
        stamp = path.stat()
    except OSError as error:
        raise BadInput([Fault(f"cannot be read: {error.strerror}", f"无法读取:{error.strerror}")], str(path)) from None
    return _parsed(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=256)
def _parsed(path: Path, _changed: int, _size: int) -> Document:
    """Read a file once for as long as it stays the same: a sweep reads a place for every point of its design."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadInput([Fault(f"not valid TOML: {error}", f"不是有效的 TOML:{error}")], str(path)) from None
    except UnicodeDecodeError:
        raise BadInput([Fault("not UTF-8 text", "不是 UTF-8 文本")], str(path)) from None
    except OSError as error:
        raise BadInput([Fault(f"cannot be read: {error.strerror}", f"无法读取:{error.strerror}")], str(path)) from None
    if not document:
        raise BadInput([Fault("the file is empty", "文件是空的")], str(path))
    return document


def merge(base: Document, over: Document) -> Document:
    """Return `base` with the values of `over` laid on it, table by table; neither is changed."""
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        merged[key] = merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def origins_of(document: Document, origin: str, prefix: str = "") -> Origins:
    """Return the origin of every value of a document by dotted key."""
    found: Origins = {}
    for key, value in document.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            found.update(origins_of(value, origin, f"{name}."))
        else:
            found[name] = origin
    return found


def parse_value(text: str) -> Any:
    """Read what stands right of `=` in a setting: TOML where it is TOML, else the text itself."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
