"""Place files: finding them, and laying a file on the place it extends and the files it includes."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from scenarios.documents import Document, merge, read_toml
from scenarios.dotted import nested
from scenarios.origins import Origins, laid_over, origins_of
from sim.errors import BadInput, Fault, out_of_range, unknown

FOLDER = Path(__file__).parent / "places"
_OWN = ("name", "zh", "en")  # a place that extends another one is a place of its own
_ANY_GEOGRAPHY = ("districts", "households")  # of either kind


class Read(NamedTuple):
    """A place file on top of the files it builds on, not yet checked, and the file of every value by dotted key."""

    document: Document
    origins: Origins


def list_places() -> tuple[str, ...]:
    """Return the names of the shipped places."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml") if not path.stem.startswith("_")))


def find_place(name: str, beside: Path | None = None) -> Path:
    """Return the file of a place: a path, a shipped name, or a file beside that which extends it."""
    path, where = Path(name), "" if beside is None else str(beside)
    if path.suffix.lower() == ".toml":
        for candidate in ([beside.parent / path] if beside else []) + [path]:
            if candidate.is_file():
                return candidate
        missing = Fault(en="no such file", zh="没有这个文件")
        if beside is not None:
            missing = Fault(en=f"extends = '{name}': {missing.en}", zh=f"extends = “{name}”：{missing.zh}")
        raise BadInput([missing], where or name)
    own = None if beside is None else beside.parent / f"{name}.toml"
    # A file that builds on its own name means the shipped place of that name.
    if own is not None and own.is_file() and not (own == beside and name in list_places()):
        return own
    if name not in list_places():
        raise BadInput([unknown(("place", "地方"), name, list_places())], where)
    return FOLDER / f"{name}.toml"


def read_place(path: Path, *, origins: bool = False) -> Read:
    """Read a file on what it extends, then on what it includes; note origins only where they are asked for.

    Callers share the document and must not change it: a sweep reads a place for every point of its design.

    Raises
    ------
    BadInput
        A file is missing, files build on one another in a circle, or a setting stands in two forms.
    """
    known = _KNOWN.get(path)
    if not origins and known is not None and all(_stamp(p) == stamp for p, stamp in known[1].items()):
        return known[0]
    files: list[Path] = []
    read = _read(path, (), files, origins)
    if not origins:
        _KNOWN[path] = (read, {p: _stamp(p) for p in files})
    return read


_KNOWN: dict[Path, tuple[Read, dict[Path, Any]]] = {}


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _read(path: Path, seen: tuple[Path, ...], files: list[Path], origins: bool) -> Read:
    """Read a file with what it builds on, noting which files that were."""
    if path.resolve() in seen:
        chain = " → ".join(p.name for p in (*seen, path.resolve()))
        raise BadInput([Fault(en=f"files build on one another: {chain}", zh=f"文件循环引用：{chain}")], _told(path))
    seen = (*seen, path.resolve())
    files.append(path)
    own = dict(nested(read_toml(path), _told(path)))
    below, came_from = _extended(own, path, seen, files, origins)
    for name in _includes(own.pop("include", []), path):
        local = path.parent / name
        included = _read(local if local.exists() else FOLDER / name, seen, files, origins)
        below = merge(below, _on_top(below, included.document, name))
        came_from = laid_over(came_from, included.origins)
    if _kind(own) not in (None, _kind(below)) and isinstance(below.get("geography"), dict):
        kept = {key: value for key, value in below["geography"].items() if key in _ANY_GEOGRAPHY}
        below = {**below, "geography": kept}
    own = _on_top(below, own, path.name)
    return Read(merge(below, own), laid_over(came_from, origins_of(own, _told(path))) if origins else {})


def _told(path: Path) -> str:
    """Return what a file is called in messages: shipped ones by their name alone."""
    return path.name if path.parent == FOLDER else str(path)


def _kind(document: Document) -> Any:
    geography = document.get("geography")
    return geography.get("kind") if isinstance(geography, dict) else None


def _extended(own: Document, path: Path, seen: tuple[Path, ...], files: list[Path], origins: bool) -> Read:
    """Read the place a file extends; what it is called stays behind."""
    parent = own.pop("extends", None)
    if parent is None:
        return Read({}, {})
    if not isinstance(parent, str):
        fault = out_of_range("extends", parent, "the name of one place, or its file", zh=("一个地方的名称或文件", ""))
        raise BadInput([fault], _told(path))
    base = _read(find_place(parent, path), seen, files, origins)
    document = {key: value for key, value in base.document.items() if key not in _OWN}
    return Read(document, {key: origin for key, origin in base.origins.items() if key not in _OWN})


def _on_top(below: Document, own: Document, file: str) -> Document:
    """Return what a file says with its parameters made whole: a number alone is the value of the one below.

    Who changes a value and names no source has assumed it; what it takes the place of is kept.
    """
    found: Document = {}
    for key, value in own.items():
        old = below.get(key)
        if isinstance(old, dict) and "value" in old:
            table = value if isinstance(value, dict) else {"value": value}
            if "source" not in table and "source" in old and table.get("value", old["value"]) != old["value"]:
                told = f"assumption ({file}), in place of {old['value']}: {old['source']}"
                table = {**table, "source": told}
            found[key] = table
        elif isinstance(old, dict) and isinstance(value, dict):
            found[key] = _on_top(old, value, file)
        else:
            found[key] = value
    return found


def _includes(names: Any, path: Path) -> list[str]:
    """Return the files a place includes; refuse what is no list of files that are there."""
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise BadInput([out_of_range("include", names, "a list of files", zh=("文件名的列表", ""))], _told(path))
    for at, name in enumerate(names):
        if name in names[:at]:
            raise BadInput([Fault(en=f"include names '{name}' twice", zh=f"include 两次写了“{name}”")], _told(path))
        if not ((path.parent / name).is_file() or (FOLDER / name).is_file()):
            there = {p.name for folder in (path.parent, FOLDER) for p in folder.glob("*.toml")}
            fault = unknown(("file", "文件"), name, there)
            raise BadInput([Fault(en=f"include: {fault.en}", zh=f"include：{fault.zh}")], _told(path))
    return names
