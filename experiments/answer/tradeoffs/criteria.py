"""What reforms are compared by: a measure, its unit and which way is good."""

import math
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.answer.statistics import mean_interval
from experiments.words import Text
from experiments.words import tradeoffs as say
from experiments.words.faults import bad_input
from sim.errors import BadInput, unknown
from sim.measures import MEASURES

WORKLOAD_TIME_SATISFACTION = ("passed_down_hours", "restricted_mean_days_30", "true_satisfaction_rate")


class Criterion(NamedTuple):
    """One thing to be had more or less of."""

    name: str
    words: Text
    unit: str  # as in `sim.measures`
    better: Literal["higher", "lower"]

    @property
    def sign(self) -> float:
        """Return what values are multiplied by so that less is better."""
        return 1.0 if self.better == "lower" else -1.0


def criteria(
    names: Sequence[str] = WORKLOAD_TIME_SATISFACTION, extra: Sequence[Criterion] = ()
) -> tuple[Criterion, ...]:
    """Return criteria by the names of measures, and those given whole, such as staff cost.

    Raises
    ------
    sim.errors.BadInput
        If a measure does not exist, or no direction of it is good.
    """
    known = {measure.name: measure for measure in MEASURES}
    found = []
    for name in names:
        if name not in known:
            raise BadInput([unknown(("measure", "指标"), name, known)])
        measure = known[name]
        if measure.better is None:
            raise bad_input((say.NO_DIRECTION, {"name": name}))
        found.append(Criterion(name, measure.title, measure.unit, measure.better))
    return (*found, *extra)


def checked(values: Any, shape: tuple[int | None, ...], otherwise: Text) -> NDArray[np.float64]:
    """Return values as an array, the replications with a NaN anywhere left out.

    Parameters
    ----------
    shape : tuple
        Lengths of the axes; None marks that of the replications.
    otherwise : Text
        What is said where the shape is another.

    Raises
    ------
    sim.errors.BadInput
        If the shape is another or no replication is whole.
    """
    array = np.asarray(values, dtype=float)
    axis = shape.index(None)
    if array.ndim != len(shape) or any(n is not None and n != m for n, m in zip(shape, array.shape, strict=True)):
        wanted = " × ".join("R" if n is None else str(n) for n in shape)
        raise bad_input((otherwise, {"shape": array.shape, "wanted": wanted}))
    others = tuple(at for at in range(array.ndim) if at != axis)
    whole = np.isfinite(array).all(axis=others)
    if not whole.any():
        raise bad_input((say.NOTHING_WHOLE, {}))
    return np.compress(whole, array, axis=axis)


def told_apart(gaps: NDArray[np.float64]) -> bool:
    """Tell whether the mean of paired differences (R,) is beyond luck: its 95 % interval leaves out zero."""
    mean, half = mean_interval(gaps)
    return bool(abs(mean) > half) if not math.isnan(float(half)) else False
