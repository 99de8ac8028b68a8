"""The design `factorial`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from typing import ClassVar

from experiments.plan.designs.base import DesignKind, Point, named
from experiments.plan.fractions import fraction
from experiments.question.schema import Design
from experiments.question.spaces import Factor
from experiments.words import sweeps as say
from experiments.words.faults import bad_input


class Factorial(DesignKind):
    """Both ends of every factor: all combinations, or a fraction of `runs`."""

    name: ClassVar[str] = "factorial"

    @classmethod
    def size(cls, design: Design, factors: Sequence[Factor]) -> int:
        """Return `runs`, or how many combinations of ends there are."""
        return design.runs or math.prod(len(f.values) if f.values is not None else 2 for f in factors)

    @classmethod
    def points(cls, design: Design, factors: Sequence[Factor], seed: int) -> list[Point]:
        """Return them; refuse a fraction that is none, or too small to tell the factors apart."""
        if design.runs is None:
            ends = [f.values if f.values is not None else f.ends() for f in factors]
            return [named(factors, values) for values in product(*ends)]
        for f in factors:
            if f.values is not None and len(f.values) > 2:
                raise bad_input((say.TWO_VALUES, {"name": f.name, "count": len(f.values)}))
        if design.runs > 2 ** len(factors):
            raise bad_input((say.FRACTION_TOO_LARGE, {"runs": design.runs, "all": 2 ** len(factors)}))
        if design.runs <= len(factors):
            raise bad_input((say.FRACTION_TOO_SMALL, {"runs": design.runs, "factors": len(factors)}))
        signs = fraction(len(factors), design.runs.bit_length() - 1).signs
        return [{f.name: f.ends()[int(high)] for f, high in zip(factors, row, strict=True)} for row in signs]
