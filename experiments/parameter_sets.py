"""Sets of place parameters that no published fact rules out, where they are shipped: one row a set.

Columns named as place parameters ("conduct.care_gain") are taken, others (a number, a distance) passed over.
"""

from __future__ import annotations

import csv
from pathlib import Path

from experiments.worlds import Settings, settings_of

FOLDER = Path(__file__).resolve().parent.parent / "scenarios" / "parameters"
SHIPPED: Settings = ()


def parameter_sets(most: int, folder: Path = FOLDER) -> list[Settings]:
    """Return up to `most` sets, spread evenly over those that are shipped; the places' own values where there are none.

    Raises
    ------
    ValueError
        A file has no column that is a parameter of a place.
    """
    from scenarios.place import place_parameters

    known = set(place_parameters())
    found: list[Settings] = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = [settings_of({k: v for k, v in row.items() if k in known and v}) for row in csv.DictReader(file)]
        if not any(rows):
            raise ValueError(f"{path.name}: no column is a parameter of a place")
        found += rows
    if not found:
        return [SHIPPED]
    step = max(1, len(found) // most)
    return found[::step][:most]
