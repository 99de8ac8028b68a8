"""What varies in a sensitivity study: factors, and the way from the unit cube to their natural units."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.words import Text
from experiments.words import sensitivity as say
from experiments.words.faults import bad_input


class Factor(NamedTuple):
    """One input that varies, uniformly over its range or over its values.

    Parameters
    ----------
    name : str
        Dotted name, "whistle.propensity".
    low, high : float
        Range, both reached; of no account where there are values.
    values : tuple or None
        The values it takes, each as likely; None for a range.
    whole : bool
        Only whole numbers of the range.
    words : Text or None
        What a reader calls it; None: the dotted name.
    """

    name: str
    low: float = 0.0
    high: float = 1.0
    values: tuple[Any, ...] | None = None
    whole: bool = False
    words: Text | None = None

    def title(self) -> Text:
        """Return what a reader calls it."""
        return self.words or Text(en=self.name, zh=self.name)


def problem(factors: Sequence[Factor]) -> dict[str, Any]:
    """Return SALib's description of the unit cube of the factors."""
    check(factors)
    return {"num_vars": len(factors), "names": [f.name for f in factors], "bounds": [[0.0, 1.0]] * len(factors)}


def check(factors: Sequence[Factor]) -> None:
    """Raise `BadInput` where there is no factor, one without a range, or one named twice."""
    if not factors:
        raise bad_input((say.NO_FACTORS, {}))
    names = [factor.name for factor in factors]
    for factor in factors:
        if names.count(factor.name) > 1:
            raise bad_input((say.TWICE, {"name": factor.name}))
        flat = len(factor.values) < 2 if factor.values is not None else not factor.low < factor.high
        if flat:
            raise bad_input((say.FLAT, {"name": factor.name}))


def natural(unit: NDArray[np.float64], factors: Sequence[Factor], ends: bool = False) -> NDArray[Any]:
    """Return points of the unit cube in natural units.

    Parameters
    ----------
    unit : array (n, k)
        In [0, 1].
    ends : bool
        Whole numbers are rounded, so that 0 and 1 are the ends of the range (screening on a grid); otherwise every
        whole number gets an equal part of the unit interval (uniform draws).

    Returns
    -------
    array (n, k)
        Floats where every factor is a number; objects where some value is not.
    """
    columns = [_column(unit[:, at], factor, ends) for at, factor in enumerate(factors)]
    numbers = all(column.dtype.kind in "fi" for column in columns)
    points = np.empty(unit.shape, dtype=float if numbers else object)
    for at, column in enumerate(columns):
        points[:, at] = column
    return points


def _column(unit: NDArray[np.float64], factor: Factor, ends: bool) -> NDArray[Any]:
    if factor.values is not None:
        numbers = all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in factor.values)
        values = np.empty(len(factor.values), dtype=float if numbers else object)
        for place, value in enumerate(factor.values):  # one by one: a value may be a list itself
            values[place] = value
        # 1e-9: a third of the way up a grid is the second of three values, whatever its last digit.
        at = np.floor(unit * len(values) + 1e-9).astype(int)
        return values[np.clip(at, 0, len(values) - 1)]
    if not factor.whole:
        return factor.low + unit * (factor.high - factor.low)
    low, high = np.ceil(factor.low), np.floor(factor.high)
    if ends:
        return np.floor(low + unit * (high - low) + 0.5)
    return np.minimum(low + np.floor(unit * (high - low + 1.0)), high)


def codes(points: NDArray[Any], factors: Sequence[Factor]) -> NDArray[np.float64]:
    """Return points (n, k) as numbers that grow along each factor: values by their place in the list."""
    columns = []
    for at, factor in enumerate(factors):
        if factor.values is None:
            columns.append(points[:, at].astype(float))
        else:
            columns.append(np.array([factor.values.index(value) for value in points[:, at].tolist()], dtype=float))
    return np.column_stack(columns)


def outcome_array(outcomes: Any, points: int | None = None) -> NDArray[np.float64]:
    """Return outcomes as an array (points, replications).

    Raises
    ------
    sim.errors.BadInput
        If there are not so many points, or nothing at all.
    """
    array = np.asarray(outcomes, dtype=float)
    if array.ndim == 1:
        array = array[:, None]
    if array.ndim != 2 or not array.size or (points is not None and len(array) != points):
        raise bad_input((say.WRONG_SHAPE, {"shape": array.shape, "points": "n" if points is None else points}))
    return array
