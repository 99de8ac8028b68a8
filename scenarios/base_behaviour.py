"""From a place to the rules of behaviour in force before any lever is pulled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from scenarios.place_schema import Place
from scenarios.written import Written
from sim.rules import Conduct, Districts, Voice

_SCORES = ("score_check_in", "score_solved", "score_satisfied")


def values_of(table: Written, names: Sequence[str]) -> dict[str, Any]:
    """Return the values of a table's parameters by name."""
    return {name: getattr(table, name).value for name in names}


def districts_of(place: Place, residents: int) -> Districts:
    """Return what districts have decided: no lever of assessment pulled, weights of scores that sum to 1."""
    table = place.districts
    neutral = dict.fromkeys(Districts._fields, 0.0) | {
        "campaign_day": -1.0,
        "census_day": -1.0,
        "check_in_factor": 1.0,
    }
    values = neutral | values_of(table, list(type(table).model_fields))
    total = sum(values[name] for name in _SCORES)
    values |= {name: values[name] / total for name in _SCORES}
    values["budget"] *= residents / 10_000.0
    number = len(place.geography.districts)
    return Districts(**{name: np.full(number, float(value)) for name, value in values.items()})


def voice_of(place: Place) -> Voice:
    """Return how residents learn and speak up."""
    path = place.voice.awareness_path
    direct = [name for name in Voice._fields if not name.startswith("path_")]
    return Voice(
        **values_of(place.voice, direct),
        path_days=np.array(path.days, dtype=np.float64),
        path_gain=np.array(path.gain, dtype=np.float64),
    )


def conduct_of(place: Place) -> Conduct:
    """Return how departments and streets react."""
    table = place.conduct
    grants = [table.grant_solvable.value, table.grant_unreasonable.value, table.grant_historic.value]
    direct = [name for name in Conduct._fields if name != "grant"]
    return Conduct(**values_of(table, direct), grant=np.array(grants))
