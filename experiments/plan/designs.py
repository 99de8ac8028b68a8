"""Designs: from factors to the points that are run."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np

from experiments.plan.fractions import fraction
from experiments.plan.size import points_of, refuse_points
from experiments.question.schema import SAMPLED, Design
from experiments.question.spaces import Factor
from experiments.words import sweeps as say
from experiments.words.faults import bad_input
from scenarios.documents import setting_text

Point = dict[str, Any]
_FACTORS, _STATES = 1, 2  # streams of draws


def design_points(design: Design, factors: Sequence[Factor], seed: int) -> list[Point]:
    """Return the values of the factors at every design point, in the order of the design.

    Raises
    ------
    sim.errors.BadInput
        If the factors do not fit the kind of design, or it is too large.
    """
    if not factors:
        return [{}]
    refuse_points(points_of(design, factors))
    if design.kind in SAMPLED:
        return drawn(design.kind, factors, design.points, seed, _FACTORS)
    if design.kind == "list":
        return _lists(factors)
    if design.kind == "one-at-a-time":
        return [{}, *({f.name: value} for f in factors for value in f.listed())]
    if design.kind == "factorial":
        return _factorial(design, factors)
    return _crossed(factors)


def states_of(design: Design, uncertainties: Sequence[Factor], seed: int) -> list[Point]:
    """Return the states of the world: all combinations of listed values × points drawn from the ranges."""
    lists = [f for f in uncertainties if f.values is not None]
    ranges = [f for f in uncertainties if f.values is None]
    kind = design.kind if design.kind in SAMPLED else "latin-hypercube"
    points = drawn(kind, ranges, design.states, seed, _STATES) if ranges else [{}]
    return [{**listed, **point} for listed in _crossed(lists) for point in points]


def drawn(kind: str, factors: Sequence[Factor], points: int, seed: int, stream: int) -> list[Point]:
    """Return points of a Latin hypercube, or the first of a scrambled Sobol sequence.

    A longer Sobol sequence of the same seed begins with a shorter one, so it can be extended; a hypercube cannot.
    """
    from scipy.stats import qmc  # type: ignore[import-untyped]

    rng = np.random.default_rng([seed, stream])
    if kind == "sobol":
        _refuse_more_than(points, qmc.Sobol.MAXDIM, factors)
        unit = qmc.Sobol(len(factors), rng=rng).random_base2(max(points - 1, 1).bit_length())[:points]
    else:
        unit = qmc.LatinHypercube(len(factors), rng=rng).random(points)
    return [{f.name: f.at(float(u)) for f, u in zip(factors, row, strict=True)} for row in unit]


def _crossed(factors: Sequence[Factor]) -> list[Point]:
    lists = [f.listed() for f in factors]
    names = [f.name for f in factors]
    return [dict(zip(names, values, strict=True)) for values in product(*lists)]


def _lists(factors: Sequence[Factor]) -> list[Point]:
    lengths = {f.name: len(f.listed()) for f in factors}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{name}: {length}" for name, length in lengths.items())
        raise bad_input((say.LISTS_DIFFER, {"told": told}))
    names = [f.name for f in factors]
    return [dict(zip(names, values, strict=True)) for values in zip(*(f.listed() for f in factors), strict=True)]


def _factorial(design: Design, factors: Sequence[Factor]) -> list[Point]:
    for f in factors:
        if f.values is not None and len(f.values) > 2 and design.runs is not None:
            raise bad_input((say.TWO_VALUES, {"name": f.name, "count": len(f.values)}))
    if design.runs is None:
        lists = [f.values if f.values is not None else f.ends() for f in factors]
        return [dict(zip([f.name for f in factors], values, strict=True)) for values in product(*lists)]
    if design.runs > 2 ** len(factors):
        raise bad_input((say.FRACTION_TOO_LARGE, {"runs": design.runs, "all": 2 ** len(factors)}))
    if design.runs <= len(factors):
        raise bad_input((say.FRACTION_TOO_SMALL, {"runs": design.runs, "factors": len(factors)}))
    signs = fraction(len(factors), design.runs.bit_length() - 1).signs
    return [{f.name: f.ends()[int(high)] for f, high in zip(factors, row, strict=True)} for row in signs]


def _refuse_more_than(_points: int, most: int, factors: Sequence[Factor]) -> None:
    if len(factors) > most:
        raise bad_input((say.TOO_MANY_FACTORS, {"factors": len(factors), "most": most}))


def shown(value: Any) -> float | str:
    """Return a value as a table holds it: numbers and switches as numbers, the rest as text."""
    return float(value) if isinstance(value, bool | int | float) else setting_text(value)
