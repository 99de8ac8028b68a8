"""The design `list`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from experiments.plan.designs.base import DesignKind, Point, named, number_of
from experiments.question.schema import Design
from experiments.question.spaces import Factor
from experiments.words import sweeps as say
from experiments.words.faults import bad_input


class SideBySide(DesignKind):
    """The n-th values of all factors together."""

    name: ClassVar[str] = "list"

    @classmethod
    def size(cls, design: Design, factors: Sequence[Factor]) -> int:
        """Return how many values each factor has."""
        return max(number_of(factor) for factor in factors)

    @classmethod
    def points(cls, design: Design, factors: Sequence[Factor], seed: int) -> list[Point]:
        """Return the first values, the second, …; refuse lists of different length."""
        lengths = {f.name: len(f.listed()) for f in factors}
        if len(set(lengths.values())) > 1:
            told = ", ".join(f"{name}: {length}" for name, length in lengths.items())
            raise bad_input((say.LISTS_DIFFER, {"told": told}))
        return [named(factors, values) for values in zip(*(f.listed() for f in factors), strict=True)]
