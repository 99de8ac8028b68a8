"""How much of the variance between runs is luck: analysis of variance over points and replications.

A run is y[i, r] = μ + f(point i) + c(replication r) + e[i, r]. On common random numbers all points of a replication
share c, which is luck in one run alone but moves no comparison of points; e is what makes means of points uncertain.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtri  # type: ignore[import-untyped]

from experiments.answer.statistics import CONFIDENCE
from experiments.plan.factors import outcome_array


class Noise(NamedTuple):
    """Variances in the unit of the outcome squared; NaN where one replication cannot tell."""

    points: int
    replications: int
    left_out: int  # points without a value in some replication
    signal: float  # variance of f over the points, not below 0
    luck: float  # variance of c + e: of a single run at a fixed point
    residual: float  # variance of e: what is left of luck when points are compared on common random numbers
    share_of_run: float  # luck ÷ (signal + luck)
    share_of_means: float  # (residual ÷ R) ÷ variance of the means over the points
    low: float  # 95 % interval of `share_of_run`
    high: float


def noise_of(outcomes: NDArray[np.float64]) -> Noise:
    """Take the variance of runs apart.

    The one-way random-effects analysis of variance gives `luck` (within points) and `signal`; the interval of the
    share is the exact one under normality (Searle, Casella and McCulloch 1992, Variance Components, section 3.5). The
    two-way one gives `residual`.

    Parameters
    ----------
    outcomes : array (points, replications)
        NaN leaves the point out.
    """
    y = outcome_array(outcomes)
    usable = np.isfinite(y).all(axis=1)
    left_out = int((~usable).sum())
    y = y[usable]
    n, many = y.shape
    nan = math.nan
    if many < 2 or n < 2:
        return Noise(n, many, left_out, nan, nan, nan, nan, nan, nan, nan)
    means = y.mean(axis=1)
    between = many * float(means.var(ddof=1))
    luck = float(y.var(axis=1, ddof=1).mean())
    rest = y - means[:, None] - y.mean(axis=0) + y.mean()
    residual = float((rest**2).sum()) / ((n - 1) * (many - 1))
    signal = max((between - residual) / many, 0.0)
    total, spread = signal + luck, between / many
    share = luck / total if total > 0 else nan
    of_means = min(residual / many / spread, 1.0) if spread > 0 else nan
    return Noise(n, many, left_out, signal, luck, residual, share, of_means, *_interval(between, luck, n, many))


def _interval(between: float, within: float, points: int, replications: int) -> tuple[float, float]:
    """Return the exact interval of within ÷ (signal + within) under normality."""
    if within <= 0:
        return (0.0, 0.0) if between > 0 else (math.nan, math.nan)
    freedom = points - 1, points * (replications - 1)
    tail = (1 - CONFIDENCE) / 2
    ends = []
    for level in (tail, 1 - tail):
        ratio = between / within / fdtri(*freedom, level)
        signal = max((ratio - 1) / replications, 0.0)  # over within
        ends.append(float(1.0 / (1.0 + signal)))
    return ends[0], ends[1]
