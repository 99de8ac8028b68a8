"""The uncertain parameters and the box they are searched in: the ranges that the place file declares."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from experiments.words import Text

_DIGITS = 4  # significant: a shipped value is what was simulated, to the last digit


class Group(NamedTuple):
    """Place parameters that move together, each through its own range, and which targets they move by how much."""

    names: tuple[str, ...]
    why: Text

    @property
    def label(self) -> str:
        """The first name stands for the group."""
        return self.names[0]


class Space:
    """The box of groups of parameters, as a cube with sides from −1 to 1.

    Parameters
    ----------
    place : str
        Where the ranges are declared.
    groups : sequence of Group

    Raises
    ------
    ValueError
        If a parameter has no declared range.
    """

    def __init__(self, place: str, groups: Sequence[Group]) -> None:
        from scenarios.place import load_place

        town = load_place(place)
        self.groups = tuple(groups)
        self.ranges: dict[str, tuple[float, float]] = {}
        self.shipped: dict[str, float] = {}
        self.whole: set[str] = set()
        for name in self.names:
            table, key = name.split(".")
            record = getattr(getattr(town, table), key)
            if record.low is None or record.high is None:
                raise ValueError(f"{name} declares no range")
            self.ranges[name] = (float(record.low), float(record.high))
            self.shipped[name] = float(record.value)
            if isinstance(record.value, int):
                self.whole.add(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Every parameter, in the order of the groups."""
        return tuple(name for group in self.groups for name in group.names)

    @property
    def size(self) -> int:
        """Number of directions."""
        return len(self.groups)

    def settings(self, point: np.ndarray) -> dict[str, float]:
        """Return the values at a point of the cube, rounded to what is written down."""
        values: dict[str, float] = {}
        for u, group in zip(point, self.groups, strict=True):
            for name in group.names:
                low, high = self.ranges[name]
                value = low + (float(u) + 1.0) / 2.0 * (high - low)
                values[name] = float(round(value)) if name in self.whole else float(f"{value:.{_DIGITS}g}")
        return values

    def point(self, settings: Mapping[str, float]) -> np.ndarray:
        """Return where settings lie in the cube, by the first name of each group."""
        at = []
        for group in self.groups:
            low, high = self.ranges[group.label]
            at.append(2.0 * (settings[group.label] - low) / (high - low) - 1.0)
        return np.clip(np.array(at), -1.0, 1.0)

    def latin(self, number: int, luck: np.random.Generator) -> np.ndarray:
        """Return a Latin hypercube of points, one a row."""
        from scipy.stats import qmc  # type: ignore[import-untyped]

        return np.asarray(2.0 * qmc.LatinHypercube(d=self.size, rng=luck).random(number) - 1.0)
