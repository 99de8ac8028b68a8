"""Finding, reading and checking places: the towns that no lever changes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import ValidationError

from scenarios.documents import Document, merge, origins_of, parse_value, read_toml
from scenarios.parameters import Count, Number, Record, Switch
from scenarios.place_schema import Place
from sim.errors import BadInput, Fault, faults_of, out_of_range, unknown

__all__ = ["Place", "list_places", "load_place", "place_parameters"]

FOLDER = Path(__file__).parent / "places"
_TAGS = ("listed", "quantiles")  # kinds of geography


def list_places() -> tuple[str, ...]:
    """Return the names of the shipped places."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml") if not path.stem.startswith("_")))


def load_place(name: str, settings: dict[str, str] | None = None, origin: str = "command line") -> Place:
    """Read and check a place.

    Parameters
    ----------
    name
        A shipped place, or the path of a TOML file.
    settings
        Parameters to set, by dotted name ("residents.report_base"), values as text.
    origin
        Where the settings come from, for messages.

    Raises
    ------
    BadInput
        The place or a parameter is unknown, or a value is not allowed.
    """
    path = _find(name)
    document, origins = _read(path, ())
    for key, text in (settings or {}).items():
        if key not in place_parameters():
            raise BadInput([unknown(("place parameter", "地方参数"), key, place_parameters())], origin)
        table, parameter = key.split(".")
        document = merge(document, {table: {parameter: {"value": parse_value(text)}}})
        origins[f"{key}.value"] = origin
    try:
        return Place.model_validate(document)
    except ValidationError as error:
        faults = faults_of(error, _valid_names(), tags=_TAGS)
        touched = [key for key in (settings or {}) if any(key in fault.en for fault in faults)]
        raise BadInput(faults, origin if touched else str(path)) from None


@cache
def place_parameters() -> tuple[str, ...]:
    """Return the dotted names of the parameters every place has and a setting may change."""
    names = []
    for table, field in Place.model_fields.items():
        model = field.annotation
        if isinstance(model, type) and issubclass(model, Record):
            keys = [key for key, f in model.model_fields.items() if f.annotation in (Number, Count, Switch)]
            names += [f"{table}.{key}" for key in keys]
    return tuple(names)


def _find(name: str) -> Path:
    path = Path(name)
    if path.suffix == ".toml":
        if path.is_file():
            return path
        raise BadInput([Fault("no such file", "没有这个文件")], name)
    if name not in list_places():
        raise BadInput([unknown(("place", "地方"), name, list_places())])
    return FOLDER / f"{name}.toml"


def _read(path: Path, seen: tuple[Path, ...]) -> tuple[Document, dict[str, str]]:
    """Read a file and what it includes, the included files first."""
    if path in seen:
        chain = " → ".join(p.name for p in (*seen, path))
        raise BadInput([Fault(f"files include one another: {chain}", f"文件相互包含:{chain}")], str(path))
    own = dict(read_toml(path))
    document: Document = {}
    origins: dict[str, str] = {}
    for name in _includes(own.pop("include", []), path):
        local = path.parent / name
        included, came_from = _read(local if local.exists() else FOLDER / name, (*seen, path))
        document, origins = merge(document, included), {**origins, **came_from}
    return merge(document, own), {**origins, **origins_of(own, path.name)}


def _includes(names: Any, path: Path) -> list[str]:
    """Return the files a place includes; refuse what is no list of files that are there."""
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise BadInput([out_of_range("include", names, "a list of files", zh=("文件名的列表", ""))], str(path))
    for name in names:
        if not ((path.parent / name).is_file() or (FOLDER / name).is_file()):
            there = {p.name for folder in (path.parent, FOLDER) for p in folder.glob("*.toml")}
            fault = unknown(("file", "文件"), name, there)
            raise BadInput([Fault(f"include: {fault.en}", f"include:{fault.zh}")], str(path))
    return names


@cache
def _valid_names() -> dict[str, tuple[str, ...]]:
    """Return the valid keys of every table by dotted path."""
    return {path: tuple(model.model_fields) for path, model in _tables(Place, "")}


def _tables(model: type[Record], path: str) -> list[tuple[str, type[Record]]]:
    found = [(path, model)]
    for name, field in model.model_fields.items():
        for part in _parts(field.annotation):
            found += _tables(part, f"{path}.{name}" if path else name)
    return found


def _parts(annotation: Any) -> list[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return [annotation]
    if get_origin(annotation) in (Union, UnionType):
        return [part for option in get_args(annotation) for part in _parts(option)]
    return []
