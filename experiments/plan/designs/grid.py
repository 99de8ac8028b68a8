"""The design `grid`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import ClassVar

from experiments.plan.designs.base import DesignKind, Point, crossed, number_of
from experiments.question.schema import Design
from experiments.question.spaces import Factor


class Grid(DesignKind):
    """Every combination of the values."""

    name: ClassVar[str] = "grid"

    @classmethod
    def size(cls, design: Design, factors: Sequence[Factor]) -> int:
        """Return the product of the numbers of values."""
        return math.prod(number_of(factor) for factor in factors)

    @classmethod
    def points(cls, design: Design, factors: Sequence[Factor], seed: int) -> list[Point]:
        """Return them, the last factor changing first."""
        return crossed(factors)
