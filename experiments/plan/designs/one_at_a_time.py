"""The design `one-at-a-time`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from experiments.plan.designs.base import DesignKind, Point, number_of
from experiments.question.schema import Design
from experiments.question.spaces import Factor


class OneAtATime(DesignKind):
    """The base, then each value of each factor alone."""

    name: ClassVar[str] = "one-at-a-time"
    partial: ClassVar[bool] = True

    @classmethod
    def size(cls, design: Design, factors: Sequence[Factor]) -> int:
        """Return one more than there are values."""
        return 1 + sum(number_of(factor) for factor in factors)

    @classmethod
    def points(cls, design: Design, factors: Sequence[Factor], seed: int) -> list[Point]:
        """Return the point that changes nothing, then those that change one factor."""
        return [{}, *({f.name: value} for f in factors for value in f.listed())]
