"""What a kind of design says of itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from itertools import product
from typing import Any, ClassVar

from experiments.question.schema import Design
from experiments.question.spaces import Factor

Point = dict[str, Any]
POINTS, STATES = 1, 2  # streams of draws


class DesignKind(ABC):
    """How points are chosen from the factors; of a kind there is nothing but the class.

    Attributes
    ----------
    name : str
        As `[design] kind` has it.
    drawn : bool
        Points are drawn, wherever in the ranges: they lie on no axes.
    partial : bool
        A point names some factors only and leaves the others as the base has them.
    """

    name: ClassVar[str]
    drawn: ClassVar[bool] = False
    partial: ClassVar[bool] = False

    @classmethod
    @abstractmethod
    def size(cls, design: Design, factors: Sequence[Factor]) -> int:
        """Return how many points there are, reckoned before any is made."""

    @classmethod
    @abstractmethod
    def points(cls, design: Design, factors: Sequence[Factor], seed: int) -> list[Point]:
        """Return the values of the factors at every point, in the order of the design.

        Raises
        ------
        sim.errors.BadInput
            If the factors do not fit.
        """


def named(factors: Sequence[Factor], values: Sequence[Any]) -> Point:
    """Return a point: each factor with its value."""
    return {factor.name: value for factor, value in zip(factors, values, strict=True)}


def crossed(factors: Sequence[Factor]) -> list[Point]:
    """Return every combination of the values the factors have."""
    return [named(factors, values) for values in product(*(factor.listed() for factor in factors))]


def number_of(factor: Factor) -> int:
    """Return how many values a factor has where values are needed."""
    if factor.values is not None:
        return len(factor.values)
    if factor.variable.kind == "whole":
        return min(factor.levels, int(factor.high - factor.low) + 1)
    return factor.levels
