"""Reading and checking places: the towns that no lever changes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import ValidationError

from scenarios.documents import Document, merge, parse_value, read_toml
from scenarios.geography_schema import Listed, Quantiles
from scenarios.origins import Origins, origin_of
from scenarios.parameters import Count, Limits, Number, Switch, Within, limits_of_unit
from scenarios.place_files import FOLDER, find_place, list_places, read_place
from scenarios.place_schema import Place
from scenarios.written import Written
from sim.errors import BadInput, Fault, faults_of, out_of_range, unknown

__all__ = ["Place", "limits_of", "list_places", "load_place", "place_parameters"]

_TAGS = ("listed", "quantiles")  # kinds of geography


def load_place(name: str, settings: Mapping[str, Any] | None = None, origin: str = "command line") -> Place:
    """Read and check a place.

    Parameters
    ----------
    name
        A shipped place, or the path of a TOML file.
    settings
        Parameters to set, by dotted name ("residents.report_base"), values as text or as they are.
    origin
        Where the settings come from, for messages.

    Raises
    ------
    BadInput
        The place or a parameter is unknown, or a value is not allowed.
    """
    path = find_place(name)
    document, _ = read_place(path)
    for key, text in (settings or {}).items():
        if key not in place_parameters():
            raise BadInput([unknown(("place parameter", "地方参数"), key, place_parameters())], origin)
        table, parameter = key.split(".")
        document = merge(document, {table: {parameter: {"value": parse_value(text)}}})
    try:
        place = Place.model_validate(document)
    except ValidationError as error:
        faults = faults_of(error, _valid_names(), tags=_TAGS)
        keys = [".".join(str(part) for part in item["loc"] if part not in _TAGS) for item in error.errors()]
        found = [(key, _with_range(fault, key, document)) for key, fault in zip(keys, faults, strict=True)]
    else:
        found = list(_foreign_units(document))
        if not found:
            return place
    origins = {**read_place(path, origins=True).origins, **{f"{key}.value": origin for key in settings or {}}}
    raise _refusal(found, origins, str(path))


def _refusal(found: list[tuple[str, Fault]], origins: Origins, path: str) -> BadInput:
    """Say what is wrong, each fault with the file or setting it came from; one file is named once."""
    where = [origin_of(key, origins, path) for key, _ in found]
    if len(set(where)) == 1:
        return BadInput([fault for _, fault in found], where[0])
    return BadInput([Fault(en=f"{o}: {f.en}", zh=f"{o}：{f.zh}") for o, (_, f) in zip(where, found, strict=True)])


@cache
def place_parameters() -> tuple[str, ...]:
    """Return the dotted names of the parameters every place has and a setting may change."""
    names = []
    for table, field in Place.model_fields.items():
        model = field.annotation
        if isinstance(model, type) and issubclass(model, Written):
            keys = [key for key, f in model.model_fields.items() if f.annotation in (Number, Count, Switch)]
            names += [f"{table}.{key}" for key in keys]
    return tuple(names)


@cache
def limits_of(name: str, unit: str) -> Limits:
    """Return which values a place parameter may have: what its unit and its own declaration allow."""
    table, _, key = name.partition(".")
    model = Place.model_fields[table].annotation
    assert model is not None
    own = next((m for m in model.model_fields[key].metadata if isinstance(m, Within)), Within())
    return own.limits(limits_of_unit(unit))


def _with_range(fault: Fault, key: str, document: Document) -> Fault:
    """Say of a parameter's value all that is allowed, whichever part of it was missed."""
    name = ".".join(key.split(".")[:2])
    if name not in place_parameters() or key not in (name, f"{name}.value"):
        return fault
    table, parameter = name.split(".")
    record = document.get(table, {}).get(parameter)
    if not isinstance(record, dict) or "value" not in record or record.get("unit") not in _units().values():
        return fault
    limits = limits_of(name, record["unit"])
    if limits.hold(record["value"]) and key == name:
        return fault  # something else of it
    whole = Place.model_fields[table].annotation.model_fields[parameter].annotation is Count  # type: ignore[union-attr]
    words = limits.words(record["unit"], whole=whole)
    return out_of_range(name, record["value"], words.en, zh=(words.zh, ""))


def _foreign_units(document: Document) -> list[tuple[str, Fault]]:
    """Refuse a parameter in another unit than it is reckoned in."""
    found = []
    for name, unit in _units().items():
        table, _, key = name.partition(".")
        record = document.get(table, {}).get(key)
        if isinstance(record, dict) and record.get("unit", unit) != unit:
            found.append((f"{name}.unit", out_of_range(f"{name}.unit", record["unit"], f"'{unit}'")))
    return found


@cache
def _units() -> dict[str, str]:
    """Return the unit every parameter is reckoned in: that of the shipped places."""
    documents = [read_toml(FOLDER / "_common.toml"), {"geography": read_toml(FOLDER / "district.toml")["geography"]}]
    return {
        f"{table}.{key}": record["unit"]
        for document in documents
        for table, records in document.items()
        if isinstance(records, dict)
        for key, record in records.items()
        if isinstance(record, dict) and "unit" in record
    }


@cache
def _valid_names() -> dict[str, tuple[str, ...]]:
    """Return the valid keys of every table by dotted path; those of the file's head with what it builds on."""
    tables = {path: tuple(model.model_fields) for path, model in _tables(Place, "")}
    geography = dict.fromkeys((*Quantiles.model_fields, *Listed.model_fields))
    return tables | {"": (*tables[""], "include", "extends"), "geography": tuple(geography)}


def _tables(model: type[Written], path: str) -> list[tuple[str, type[Written]]]:
    found = [(path, model)]
    for name, field in model.model_fields.items():
        for part in _parts(field.annotation):
            found += _tables(part, f"{path}.{name}" if path else name)
    return found


def _parts(annotation: Any) -> list[type[Written]]:
    if isinstance(annotation, type) and issubclass(annotation, Written):
        return [annotation]
    if get_origin(annotation) in (Union, UnionType):
        return [part for option in get_args(annotation) for part in _parts(option)]
    return []
