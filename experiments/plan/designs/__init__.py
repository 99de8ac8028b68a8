"""Designs: from factors to the points that are run, one class a kind, all of them in `DESIGNS`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from experiments.plan.designs.base import STATES, DesignKind, Point, crossed
from experiments.plan.designs.drawn import Drawn, LatinHypercube, Sobol
from experiments.plan.designs.factorial import Factorial
from experiments.plan.designs.grid import Grid
from experiments.plan.designs.one_at_a_time import OneAtATime
from experiments.plan.designs.side_by_side import SideBySide
from experiments.plan.size import refuse_points
from experiments.question.schema import Design
from experiments.question.spaces import Factor
from scenarios.documents import setting_text
from sim.errors import BadInput, unknown

DESIGNS: tuple[type[DesignKind], ...] = (
    Grid,
    SideBySide,
    OneAtATime,
    Factorial,
    LatinHypercube,
    Sobol,
)
NAMES = tuple(kind.name for kind in DESIGNS)


def design_kind(name: str) -> type[DesignKind]:
    """Return a kind of design by its name.

    Raises
    ------
    sim.errors.BadInput
        If there is none.
    """
    found = [kind for kind in DESIGNS if kind.name == name]
    if not found:
        raise BadInput([unknown(("design", "设计"), name, NAMES)])
    return found[0]


def points_of(design: Design, factors: Sequence[Factor]) -> int:
    """Return how many points a design has."""
    return design_kind(design.kind).size(design, factors) if factors else 1


def states_in(design: Design, uncertainties: Sequence[Factor]) -> int:
    """Return how many states of the world there are."""
    listed = math.prod(len(f.values) for f in uncertainties if f.values is not None)
    return listed * (design.states if any(f.values is None for f in uncertainties) else 1)


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
    return design_kind(design.kind).points(design, factors, seed)


def states_of(design: Design, uncertainties: Sequence[Factor], seed: int) -> list[Point]:
    """Return the states of the world: all combinations of listed values × points drawn from the ranges."""
    lists = [f for f in uncertainties if f.values is not None]
    ranges = [f for f in uncertainties if f.values is None]
    kind = design_kind(design.kind)
    drawing = kind if issubclass(kind, Drawn) else LatinHypercube
    points = drawing.draw(ranges, design.states, seed, STATES) if ranges else [{}]
    return [{**listed, **point} for listed in crossed(lists) for point in points]


def shown(value: Any) -> float | str:
    """Return a value as a table holds it: numbers and switches as numbers, the rest as text."""
    return float(value) if isinstance(value, bool | int | float) else setting_text(value)
