"""TOML documents: reading, deep merging, and values as text."""

from __future__ import annotations

import codecs
import json
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from scenarios.written import plain
from sim.errors import BadInput, Fault

Document = dict[str, Any]


def read_toml(path: Path) -> Document:
    """Read a TOML file; what is wrong with it is `BadInput`. Callers share the document and must not change it."""
    try:
        stamp = path.stat()
    except OSError as error:
        raise BadInput(
            [
                Fault(
                    en=f"cannot be read: {error.strerror}",
                    zh=f"无法读取：{error.strerror}",
                )
            ],
            str(path),
        ) from None
    return _parsed(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=256)
def _parsed(path: Path, _changed: int, _size: int) -> Document:
    """Read a file once for as long as it stays the same: a sweep reads a place for every point of its design."""
    try:
        document = tomllib.loads(_text(path.read_bytes(), path))
    except tomllib.TOMLDecodeError as error:
        raise BadInput([Fault(en=f"not valid TOML: {error}", zh=f"不是有效的 TOML：{error}")], str(path)) from None
    except (RecursionError, ValueError) as error:  # brackets in brackets without end; a number of thousands of digits
        if isinstance(error, BadInput):
            raise
        fault = Fault(en="not valid TOML: too deep, or a number too long", zh="不是有效的 TOML：层次过深，或数字过长")
        raise BadInput([fault], str(path)) from None
    except OSError as error:
        raise BadInput(
            [
                Fault(
                    en=f"cannot be read: {error.strerror}",
                    zh=f"无法读取：{error.strerror}",
                )
            ],
            str(path),
        ) from None
    if not document:
        raise BadInput([Fault(en="the file is empty", zh="文件是空的")], str(path))
    return document


def _text(content: bytes, path: Path) -> str:
    """Return the text of a file in UTF-8, with or without the mark some editors put before it."""
    looks = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    if looks is None:
        try:
            return content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
        looks = "GBK" if _reads_as(content, "gb18030") else "another encoding"
        raise _not_utf8(path, looks, (f" (line {line})", f"（第 {line} 行）"))
    raise _not_utf8(path, looks, ("", ""))


_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def _reads_as(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _not_utf8(path: Path, looks: str, line: tuple[str, str]) -> BadInput:
    zh = "其他编码" if looks == "another encoding" else f" {looks} "
    return BadInput(
        [
            Fault(
                en=f"not UTF-8 text{line[0]}: it looks like {looks}; save it as UTF-8 in your editor",
                zh=f"不是 UTF-8 文本{line[1]}：看似{zh}；请在编辑器中另存为 UTF-8",
            )
        ],
        str(path),
    )


def merge(base: Document, over: Document) -> Document:
    """Return `base` with the values of `over` laid on it, table by table; neither is changed."""
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        merged[key] = merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def parse_value(text: Any) -> Any:
    """Read what stands right of `=` in a setting: TOML where it is TOML, else the text itself."""
    if not isinstance(text, str):
        return plain(text)
    try:
        read = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return text
    return read["value"] if len(read) == 1 else text


def setting_text(value: Any) -> str:
    """Write a value as it stands behind `--set name=`, so that it is read back as what it is."""
    value = plain(value)
    if isinstance(value, str):
        return value if isinstance(parse_value(value), str) and parse_value(value) == value else json.dumps(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_inside(item) for item in value) + "]"
    return value.isoformat() if hasattr(value, "isoformat") else repr(value)


def _inside(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else setting_text(value)
