"""Rules and world as record arrays: the same fields under the same names, few arguments for compiled code."""

from typing import Any

import numpy as np

from sim.kernel.state import records
from sim.rules import Rules, World


def _record(fields: dict[str, Any], rows: int | None) -> np.ndarray:
    """Pack named arrays into one record array, row by row, or into a single record if `rows` is None."""
    dtype: list[tuple[Any, ...]] = []
    for name, value in fields.items():
        array = np.asarray(value)
        kind = np.float64 if array.dtype.kind == "f" else np.int64
        shape = array.shape if rows is None else array.shape[1:]
        dtype.append((name, kind, shape) if shape else (name, kind))
    packed = records(1 if rows is None else rows, np.dtype(dtype, align=True))
    for name, value in fields.items():
        packed[name] = value
    return packed


def pack_world(world: World) -> np.ndarray:
    """Return the world but its calendar as one record."""
    return _record({k: v for k, v in world._asdict().items() if k != "calendar"}, None)


def pack_rules(rules: Rules) -> dict[str, Any]:
    """Return the packed arrays of `Town` that hold rules."""
    streets = rules.streets._asdict() | {"families": rules.families, "grounds": rules.grounds}
    streets["sections"] = (rules.streets.section_staff > 0).sum(axis=1)  # the first so many are in use
    categories = {k: v for k, v in rules.categories._asdict().items() if np.ndim(v) > 0}
    demand = rules.demand._asdict() | {"phase_season": rules.categories.phase_season}
    return {
        "demand": _record(demand, None),
        "categories": _record(categories, len(rules.categories.ambiguity)),
        "streets": _record(streets, len(rules.streets.staff)),
        "communities": _record(rules.communities._asdict(), len(rules.communities.staff)),
        "departments": _record(rules.departments._asdict(), len(rules.departments.staff)),
        "top_down": _record(rules.top_down._asdict(), None),
        "service": _record(rules.service._asdict(), None),
        "deadlines": _record(rules.deadlines._asdict(), None),
        "evaluation": _record(rules.evaluation._asdict(), None),
        "districts": _record(rules.districts._asdict(), len(rules.districts.stakes)),
        "voice": _record({k: v for k, v in rules.voice._asdict().items() if np.ndim(v) == 0}, None),
        "pressure": _record(rules.pressure._asdict(), None),
        "conduct": _record(rules.conduct._asdict(), None),
        "stocks": _record(rules.stocks._asdict(), None),
    }
