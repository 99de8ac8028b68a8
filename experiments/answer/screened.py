"""A sensitivity study from its folder alone: its points are drawn again, their runs found by what varied in them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from experiments.answer.points import REPLICATION
from experiments.answer.screening import Effects, Screening, analysed, points_drawn, value_of
from experiments.plan.designs import shown
from experiments.plan.factors import Factor
from experiments.store.folder import RunStore
from experiments.words.factors import factor_words
from scenarios.place import place_parameters

World = tuple[tuple[Any, ...], int]  # a value for every column of the table, None where it has none; a replication


def options_of(screened: Screening) -> dict[str, Any]:
    """Return what the points of a study are drawn from, as a record of an answer holds it.

    `shared` names what the reference has too: states of the world, parameters of the place.
    """
    asked = screened.study.file.sensitivity
    unsure = {factor.name for factor in screened.study.uncertainties}
    names = [factor.name for factor in screened.factors] + list(screened.study.constants)
    return {
        "method": asked.method, "size": asked.trajectories if asked.method == "morris" else asked.base,
        "seed": screened.study.file.seed,
        "factors": [{"name": f.name, "low": f.low, "high": f.high, "values": f.values, "whole": f.whole}
                    for f in screened.factors],
        "shared": [name for name in names if name in unsure or name in place_parameters()],
    }  # fmt: skip


def analysis_of(store: RunStore, options: Mapping[str, Any], measure: str) -> Effects:
    """Return what the folder's runs say of a measure now, asked as it was then.

    Raises
    ------
    sim.errors.BadInput
        If too many points have no run any more, or the folder is damaged.
    """
    factors = tuple(_factor(record) for record in options["factors"])
    method = str(options["method"])
    sample = points_drawn(method, factors, int(options["size"]), int(options["seed"]))
    values = _outcomes(store, factors, sample, options["shared"], measure)
    return analysed(method, factors, sample, values)


def _factor(record: Mapping[str, Any]) -> Factor:
    """Read a factor; JSON has lists for tuples."""
    name, values = str(record["name"]), record["values"]
    if values is None:
        return Factor(name, record["low"], record["high"], whole=record["whole"], words=factor_words(name))
    own = tuple(tuple(value) if isinstance(value, list) else value for value in values)
    return Factor(name, values=own, words=factor_words(name))


def _outcomes(
    store: RunStore, factors: Sequence[Factor], sample: np.ndarray, shared: Sequence[str], measure: str
) -> np.ndarray:
    """Return the measure's difference from the reference, its level where there is none, by point and replication."""
    manifest = store.manifest
    columns, compared = list(manifest["columns"]), "reference" in manifest["fixed"]["scenarios"]
    constants = manifest["study"].get("constants", {})
    runs = store.of_plan([*columns, REPLICATION, measure], world=True)
    is_point = runs["point"] >= 0
    points, references = _there(runs[is_point], columns, measure), _there(runs[~is_point], columns, measure)
    many = range(int(manifest["study"]["replications"]))

    def of(there: dict[World, float], told: Mapping[str, Any]) -> np.ndarray:
        cells = tuple(_cell(shown(told[name])) if name in told else None for name in columns)
        return np.array([there.get((cells, replication), math.nan) for replication in many])

    found = []
    for row in sample.tolist():
        told = {**constants, **{f.name: value_of(f, value) for f, value in zip(factors, row, strict=True)}}
        own = of(points, told)
        found.append(own - of(references, {name: told[name] for name in shared}) if compared else own)
    return np.array(found)


def _there(runs: Any, columns: Sequence[str], measure: str) -> dict[World, float]:
    """Return the measure by what is set in a world and replication."""
    rows = runs[[REPLICATION, measure, *columns]].itertuples(index=False, name=None)
    return {(tuple(map(_cell, cells)), replication): float(level) for replication, level, *cells in rows}


def _cell(value: Any) -> Any:
    return None if value is None or value != value else value  # NaN is no value
