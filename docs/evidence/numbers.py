"""The numbers that documents show, kept beside them: small tables and the record of what they depend on."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "data"
FIGURES = FOLDER.parent / "figures"
DIGITS = 6
Rows = list[dict[str, str]]


def rounded(value: Any) -> str:
    """Write a cell: numbers with six significant digits, NaN as nothing."""
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:.{DIGITS}g}"
    return "" if value is None else str(value)


def number(text: str) -> float:
    """Read a cell that holds a number; NaN where it is empty."""
    return float(text) if text else math.nan


def read_rows(name: str, folder: Path = FOLDER) -> Rows:
    """Return the rows of a table; none where it is not there."""
    path = folder / name
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(name: str, rows: Iterable[Mapping[str, Any]], keys: Sequence[str], folder: Path = FOLDER) -> None:
    """Write a table, sorted by `keys`."""
    cells = [{key: rounded(value) for key, value in row.items()} for row in rows]
    cells.sort(key=lambda row: tuple(row[key] for key in keys))
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(cells[0]) if cells else list(keys), lineterminator="\n")
        writer.writeheader()
        writer.writerows(cells)


def read_digest(folder: Path = FOLDER) -> dict[str, dict[str, Any]]:
    """Return the record of what the tables depend on, by what was measured; empty where there is none."""
    path = folder / "digest.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def write_digest(digest: Mapping[str, Any], folder: Path = FOLDER) -> None:
    """Write that record."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(dict(sorted(digest.items())), ensure_ascii=False, indent=1)
    (folder / "digest.json").write_text(text + "\n", encoding="utf-8")
