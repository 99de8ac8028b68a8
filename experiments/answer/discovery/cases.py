"""Which points are of interest, when the difference at each is itself an estimate."""

import math
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.answer.statistics import CONFIDENCE, mean_interval, t_quantile
from experiments.words import discovery as say
from experiments.words.faults import bad_input

FEWEST_POINTS = 30


class Cases(NamedTuple):
    """The verdict on every point; columns of equal length n."""

    mean: NDArray[np.float64]  # difference, mean over replications
    half: NDArray[np.float64]  # half-width of its interval; NaN: one replication
    interest: NDArray[np.bool_]  # in the bad direction
    decided: NDArray[np.bool_]  # told from the margin; the others count as neither
    replications: int
    margin: float
    left_out: int  # points without a value; they are in no column

    @property
    def undecided(self) -> int:
        """Return how many points cannot be told from the margin."""
        return int((~self.decided).sum())


def judge_points(
    differences: Any, bad: Literal["lower", "higher"], margin: float = 0.0, level: float = CONFIDENCE
) -> tuple[Cases, NDArray[np.bool_]]:
    """Return the cases, and which points of `differences` they are of (those that have values).

    Parameters
    ----------
    differences : array (n, R)
        Reform minus reference for one measure, paired by replication. NaN leaves the replication out; a point with
        fewer than two is left out where others have more.
    bad : {"lower", "higher"}
        Direction that is of interest: that in which the reform backfires.
    margin : float
        Of interest from this far on in the bad direction, in the unit of the measure; not negative.
    level : float
        Of the Student t interval at each point. With one replication the sign alone decides.
    """
    gaps = np.asarray(differences, dtype=float)
    gaps = gaps[:, None] if gaps.ndim == 1 else gaps
    if gaps.ndim != 2 or bad not in ("lower", "higher") or margin < 0 or not 0 < level < 1:
        raise bad_input((say.BAD_CASES, {"shape": gaps.shape, "bad": bad, "margin": margin}))
    many = gaps.shape[1]
    counts = np.isfinite(gaps).sum(axis=1)
    known = counts >= min(many, 2)
    mean, half = np.full(len(gaps), math.nan), np.full(len(gaps), math.nan)
    for count in np.unique(counts[known]):
        rows = np.flatnonzero(known & (counts == count))
        values = gaps[rows][np.isfinite(gaps[rows])].reshape(len(rows), count)
        mean[rows], half[rows] = mean_interval(values.T)
        if level != CONFIDENCE and count > 1:
            half[rows] *= t_quantile(count - 1, level) / t_quantile(count - 1)
    mean, half = mean[known], half[known]
    worse = (-mean if bad == "lower" else mean) - margin
    width = np.where(np.isnan(half), 0.0, half)
    decided = (np.abs(worse) > width) | ((width == 0) & (worse == 0))
    interest = (worse > 0) & decided
    return Cases(mean, half, interest, decided, many, margin, int((~known).sum())), known


def checked_inputs(inputs: pd.DataFrame, points: int) -> pd.DataFrame:
    """Return the inputs that vary, texts and switches as objects.

    Raises
    ------
    sim.errors.BadInput
        If there are not so many rows, too few of them, a missing value, or nothing that varies.
    """
    if len(inputs) != points:
        raise bad_input((say.WRONG_ROWS, {"rows": len(inputs), "points": points}))
    if points < FEWEST_POINTS:
        raise bad_input((say.TOO_FEW_POINTS, {"points": points, "least": FEWEST_POINTS}))
    for name in inputs.columns:
        if inputs[name].isna().any():
            raise bad_input((say.MISSING_INPUT, {"name": name}))
    varying = inputs.loc[:, [inputs[name].nunique() > 1 for name in inputs.columns]]
    if not len(varying.columns):
        raise bad_input((say.NOTHING_VARIES, {}))
    columns = {
        str(name): column.astype(float) if is_number(column) else column.astype(object)
        for name, column in varying.items()
    }
    return pd.DataFrame(columns).reset_index(drop=True)


def is_number(column: pd.Series) -> bool:
    """Tell whether a column has an order: numbers, but not switches."""
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
