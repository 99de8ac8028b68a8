"""Which file every value of a document came from, however many files were laid on one another."""

from __future__ import annotations

from typing import Any

Origins = dict[str, str]


def origins_of(document: dict[str, Any], origin: str, prefix: str = "") -> Origins:
    """Return the origin of every value of a document by dotted key."""
    found: Origins = {}
    for key, value in document.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and value:
            found.update(origins_of(value, origin, f"{name}."))
        else:
            found[name] = origin
    return found


def laid_over(below: Origins, above: Origins) -> Origins:
    """Return the origins of a document laid on another: what a value replaces, inside or around it, is forgotten."""
    around = {table for key in above for table in _tables_of(key)}
    touched = {key.partition(".")[0] for key in above}

    def stays(key: str) -> bool:
        if key.partition(".")[0] not in touched:
            return True
        return key not in above and key not in around and not any(table in above for table in _tables_of(key))

    return {**{key: origin for key, origin in below.items() if stays(key)}, **above}


def origin_of(key: str, origins: Origins, otherwise: str) -> str:
    """Return the file that holds what is wrong at a dotted key: the value itself, what it is part of, or its table."""
    for name in (key, f"{key}.value", *_tables_of(key)):
        if name in origins:
            return origins[name]
    for name in (key, *_tables_of(key)):
        inside = [origin for k, origin in origins.items() if k.startswith(f"{name}.")]
        if inside:
            return inside[-1]  # the file laid on last
    return otherwise


def _tables_of(key: str) -> list[str]:
    """Return the keys of the tables a value is in, the nearest first."""
    parts = key.split(".")
    return [".".join(parts[:at]) for at in range(len(parts) - 1, 0, -1)]
