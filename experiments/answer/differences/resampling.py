"""Intervals of a mean over its last axis: Student's t, and the bootstrap that resamples studentised means.

Both take any number of experiments at once, so that what is measured of them (`coverage`) is the code that is used.
Of percentile, BCa and studentised bootstrap the last came nearest to its stated coverage on skewed differences,
and is no worse than BCa on the others, so it alone is kept.
"""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from experiments.answer.statistics import CONFIDENCE, t_quantile

RESAMPLES = 3999
_KEY = 0x7368616F  # a stream of its own
_ZERO = 1e-12  # share of the variance from which a resample counts as one without spread


class Ends(NamedTuple):
    """Lower and upper ends of intervals, shape of the experiments; NaN where there is no interval."""

    low: np.ndarray
    high: np.ndarray


def student(values: ArrayLike, confidence: float = CONFIDENCE) -> Ends:
    """Return Student t intervals of means over the last axis; NaN from fewer than two values."""
    found = np.asarray(values, dtype=float)
    n = found.shape[-1]
    if n < 2:
        return _none(found)
    mean = found.mean(axis=-1)
    half = t_quantile(n - 1, confidence) * found.std(axis=-1, ddof=1) / math.sqrt(n)
    return Ends(mean - half, mean + half)


def bootstrap(values: ArrayLike, confidence: float = CONFIDENCE) -> Ends:
    """Return studentised bootstrap intervals of means over the last axis.

    The mean of every resample is divided by its own standard error, and the quantiles of that ratio take the place
    of those of Student's t (Efron and Tibshirani 1993, An Introduction to the Bootstrap, section 12.5). The same
    resamples serve every experiment of a size; they come in mirrored pairs and values are sorted first, so the interval
    depends neither on the order of the replications nor on which scenario is called the base.

    Returns
    -------
    Ends
        NaN from fewer than three values, and where so many resamples have no spread that a quantile is infinite.
    """
    found = np.sort(np.asarray(values, dtype=float), axis=-1)
    n = found.shape[-1]
    if n < 3:
        return _none(found)
    mean = found.mean(axis=-1)
    spread = found.std(axis=-1, ddof=1)
    flat = spread <= _ZERO * np.abs(mean)
    unit = (found - mean[..., None]) / np.where(flat, 1.0, spread)[..., None]
    weights = _weights(n)
    means = unit @ weights.T
    variances = ((unit * unit) @ weights.T - means * means) * (n / (n - 1.0))
    still = variances <= _ZERO
    variances[still] = 1.0
    ratios = means / np.sqrt(variances)
    ratios[still] = np.where(np.abs(means[still]) <= _ZERO, 0.0, np.copysign(math.inf, means[still]))
    tail = max(round((RESAMPLES + 1) * (1.0 - confidence) / 2.0), 1) - 1
    ratios = np.partition(ratios, (tail, RESAMPLES - 1 - tail), axis=-1)
    low, high = ratios[..., tail], ratios[..., RESAMPLES - 1 - tail]
    known = np.isfinite(low) & np.isfinite(high)
    low, high = (np.where(known, end, 0.0) * spread for end in (low, high))
    exists = known | flat
    low, high = (np.where(flat, 0.0, end) for end in (low, high))
    return Ends(np.where(exists, mean - high, np.nan), np.where(exists, mean - low, np.nan))


def _none(found: np.ndarray) -> Ends:
    nothing = np.full(found.shape[:-1], np.nan)
    return Ends(nothing, nothing.copy())


@lru_cache(maxsize=8)
def _weights(n: int) -> np.ndarray:
    """Return the weights of n values in every resample, shape (RESAMPLES, n); mirrored pairs and the sample itself."""
    drawn = np.random.default_rng([_KEY, n]).multinomial(n, np.full(n, 1.0 / n), size=RESAMPLES // 2)
    return np.concatenate([drawn, drawn[:, ::-1], np.ones((1, n))]) / n
