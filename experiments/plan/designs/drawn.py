"""Designs whose points are drawn from the ranges: `latin-hypercube` and `sobol`."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from experiments.plan.designs.base import POINTS, DesignKind, Point
from experiments.question.schema import Design
from experiments.question.spaces import Factor
from experiments.words import sweeps as say
from experiments.words.faults import bad_input


class Drawn(DesignKind):
    """A kind that draws; its states of the world are drawn in the same way."""

    drawn: ClassVar[bool] = True

    @classmethod
    @abstractmethod
    def unit(cls, points: int, factors: int, rng: np.random.Generator) -> np.ndarray:
        """Return points of the unit cube, shape (points, factors)."""

    @classmethod
    def draw(cls, factors: Sequence[Factor], points: int, seed: int, stream: int) -> list[Point]:
        """Return points in the ranges of the factors, the same for the same seed and stream."""
        unit = cls.unit(points, len(factors), np.random.default_rng([seed, stream]))
        return [{f.name: f.at(float(u)) for f, u in zip(factors, row, strict=True)} for row in unit]

    @classmethod
    def size(cls, design: Design, factors: Sequence[Factor]) -> int:
        """Return what the study says."""
        return design.points

    @classmethod
    def points(cls, design: Design, factors: Sequence[Factor], seed: int) -> list[Point]:
        """Return so many points."""
        return cls.draw(factors, design.points, seed, POINTS)


class LatinHypercube(Drawn):
    """Of every factor one value in each of `points` equal parts of its range; cannot be extended."""

    name: ClassVar[str] = "latin-hypercube"

    @classmethod
    def unit(cls, points: int, factors: int, rng: np.random.Generator) -> np.ndarray:
        """Return a Latin hypercube."""
        from scipy.stats import qmc  # type: ignore[import-untyped]

        return np.asarray(qmc.LatinHypercube(factors, rng=rng).random(points))


class Sobol(Drawn):
    """The first points of a scrambled Sobol sequence: a longer one of the same seed begins with a shorter one."""

    name: ClassVar[str] = "sobol"

    @classmethod
    def unit(cls, points: int, factors: int, rng: np.random.Generator) -> np.ndarray:
        """Return them; refuse more factors than the sequence is known for."""
        from scipy.stats import qmc

        if factors > qmc.Sobol.MAXDIM:
            raise bad_input((say.TOO_MANY_FACTORS, {"factors": factors, "most": qmc.Sobol.MAXDIM}))
        return np.asarray(qmc.Sobol(factors, rng=rng).random_base2(max(points - 1, 1).bit_length())[:points])
