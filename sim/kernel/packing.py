"""Rules and world as record arrays: one row a district, street, community, department or category.

Row types do not depend on how large a place is, so that the kernel is compiled once for all places:
lists by category, section or department of a district are padded to `ROOM` entries.
"""

from typing import Any

import numpy as np

from sim.kernel.state import records
from sim.rules import Rules, World

ROOM = 32  # categories (5 bits of a problem's key), sections of a street, departments of a district
_PADDED = {
    "problems_a_day",
    "lead_cumulative",
    "support_cumulative",
    "section_staff",
    "section_of_category",
    "upward_cumulative",
}


def _record(fields: dict[str, Any], rows: int | None) -> np.ndarray:
    """Pack named arrays into one record array, row by row, or into a single record if `rows` is None."""
    dtype: list[tuple[Any, ...]] = []
    values = {}
    for name, value in fields.items():
        array = np.asarray(value)
        if name in _PADDED:
            array = _padded(array)
        kind = np.float64 if array.dtype.kind == "f" else np.int64
        shape = array.shape if rows is None else array.shape[1:]
        dtype.append((name, kind, shape) if shape else (name, kind))
        values[name] = array
    packed = records(1 if rows is None else rows, np.dtype(dtype, align=True))
    for name, value in values.items():
        packed[name] = value
    return packed


def _padded(array: np.ndarray) -> np.ndarray:
    """Return the array with zeros up to `ROOM` on its last axis; no rule reads beyond its own number."""
    if array.shape[-1] > ROOM:
        raise ValueError(f"at most {ROOM} categories, sections or departments, not {array.shape[-1]}")
    wide = np.zeros((*array.shape[:-1], ROOM), dtype=array.dtype)
    wide[..., : array.shape[-1]] = array
    return wide


def _only(fields: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: fields[name] for name in names}


def _but(fields: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in names}


_BY_COMMUNITY = ("problems_a_day",)
_BY_CATEGORY = ("season", "further_affected", "severity")
_BY_DISTRICT = ("awareness", "channel_reach", "channel_delay", "merge_share", "dispatch_hours")
_TOP_DOWN_BY_DISTRICT = ("gate", "admission_days", "strictness")


def pack_rules(rules: Rules, world: World) -> dict[str, Any]:
    """Return the packed arrays of `Town` that hold rules and who belongs where."""
    demand, top_down, evaluation = rules.demand._asdict(), rules.top_down._asdict(), rules.evaluation._asdict()
    categories = _but(rules.categories._asdict(), ("phase_season",)) | _only(demand, _BY_CATEGORY)
    streets = (
        rules.streets._asdict()
        | {
            "families": rules.families,
            "grounds": rules.grounds,
            "sections": (rules.streets.section_staff > 0).sum(axis=1),  # the first so many are in use
            "slots": np.full(len(rules.streets.staff), rules.streets.section_staff.shape[1]),
            "district": world.street_district,
            "first_community": world.street_communities[:-1],
            "end_community": world.street_communities[1:],
        }
    )
    communities = (
        rules.communities._asdict()
        | _only(demand, _BY_COMMUNITY)
        | {
            "street": world.community_street,
            "first_resident": world.community_residents[:-1],
            "residents": np.diff(world.community_residents),
        }
    )
    departments = rules.departments._asdict() | {"district": world.department_district}
    districts = (
        rules.districts._asdict()
        | _only(demand, _BY_DISTRICT)
        | _only(top_down, _TOP_DOWN_BY_DISTRICT)
        | {
            "coverage": evaluation["coverage"],
            "first_department": world.district_departments[:-1],
            "first_street": world.district_streets[:-1],
            "end_street": world.district_streets[1:],
        }
    )
    scalars = _but(demand, _BY_COMMUNITY + _BY_CATEGORY + _BY_DISTRICT)
    voice = _but(rules.voice._asdict(), ("path_days", "path_gain"))
    return {
        "demand": _record(scalars | {"phase_season": rules.categories.phase_season}, None),
        "categories": _record(categories, len(rules.categories.ambiguity)),
        "streets": _record(streets, len(rules.streets.staff)),
        "communities": _record(communities, len(rules.communities.staff)),
        "departments": _record(departments, len(rules.departments.staff)),
        "districts": _record(districts, len(rules.districts.stakes)),
        "handlers": _record(rules.handlers._asdict(), len(rules.handlers.kind)),
        "top_down": _record(_but(top_down, _TOP_DOWN_BY_DISTRICT), None),
        "service": _record(rules.service._asdict(), None),
        "deadlines": _record(rules.deadlines._asdict(), None),
        "evaluation": _record(_but(evaluation, ("coverage",)), None),
        "voice": _record(voice, None),
        "pressure": _record(rules.pressure._asdict(), None),
        "conduct": _record(rules.conduct._asdict(), None),
        "stocks": _record(rules.stocks._asdict(), None),
    }
