"""Paired differences between scenarios on common random numbers.

A replication gives every scenario the same luck, so its differences are taken replication by
replication and Student's t interval is put around their mean (Law 2015, Simulation Modeling and
Analysis, section 10.2.1). The unpaired interval (Welch 1947) is kept beside it to show what the
common random numbers have bought.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit  # type: ignore[import-untyped]

from experiments.words.verdicts import Verdict

CONFIDENCE = 0.95


class Difference(NamedTuple):
    """Reform minus base for one measure; means are over the pairs, over each alone where there is no pair."""

    base_mean: float
    mean: float
    difference: float
    low: float
    high: float
    unpaired_low: float
    unpaired_high: float
    variance_ratio: float  # variance of the paired mean ÷ variance of the unpaired; NaN: not known
    pairs: int  # replications in which both values are numbers
    dropped: int  # replications left out because a value is NaN
    verdict: Verdict


def paired_difference(
    base: Sequence[float], reform: Sequence[float], better: str | None, confidence: float = CONFIDENCE
) -> Difference:
    """Compare a reform with its base, replication by replication.

    Parameters
    ----------
    base, reform : sequence of float
        Values of one measure; equal positions are the same replication. NaN leaves the pair out.
    better : {"higher", "lower", None}
        Good direction of the measure.
    confidence : float
        Of both intervals.
    """
    x, y = np.asarray(base, dtype=float), np.asarray(reform, dtype=float)
    if x.shape != y.shape:
        raise ValueError("base and reform need the same replications")
    usable = np.isfinite(x) & np.isfinite(y)
    x, y = x[usable], y[usable]
    n, dropped = len(x), int((~usable).sum())
    nan = math.nan
    if n == 0:
        alone = _mean_of_numbers(base), _mean_of_numbers(reform)
        return Difference(*alone, nan, nan, nan, nan, nan, nan, 0, dropped, Verdict.MISSING)
    gaps = y - x
    difference = float(gaps.mean())
    if n == 1:
        base_mean, mean = float(x[0]), float(y[0])
        return Difference(base_mean, mean, difference, nan, nan, nan, nan, nan, 1, dropped, Verdict.NO_INTERVAL)
    paired = float(gaps.var(ddof=1)) / n
    parts = float(x.var(ddof=1)) / n, float(y.var(ddof=1)) / n
    unpaired = sum(parts)
    half = t_quantile(n - 1, confidence) * math.sqrt(paired)
    # Welch and Satterthwaite; both variances zero leaves the freedom undefined and irrelevant.
    freedom = unpaired**2 / (sum(part**2 for part in parts) / (n - 1)) if unpaired > 0 else n - 1
    wide = t_quantile(freedom, confidence) * math.sqrt(unpaired)
    low, high = difference - half, difference + half
    return Difference(
        float(x.mean()),
        float(y.mean()),
        difference,
        low,
        high,
        difference - wide,
        difference + wide,
        paired / unpaired if unpaired > 0 else nan,
        n,
        dropped,
        judge(low, high, better),
    )


def _mean_of_numbers(values: Sequence[float]) -> float:
    numbers = [value for value in values if math.isfinite(value)]
    return math.fsum(numbers) / len(numbers) if numbers else math.nan


def judge(low: float, high: float, better: str | None) -> Verdict:
    """Put the interval of a difference into one word."""
    if math.isnan(low) or math.isnan(high):
        return Verdict.NO_INTERVAL
    if low <= 0.0 <= high:
        return Verdict.INDISTINGUISHABLE
    if better is None:
        return Verdict.HIGHER if low > 0 else Verdict.LOWER
    return Verdict.BETTER if (low > 0) == (better == "higher") else Verdict.WORSE


def mean_interval(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean over the first axis and the half-width of its Student t interval.

    The half-width is NaN where there are fewer than two numbers; NaN anywhere makes both NaN.
    """
    values = np.asarray(values, dtype=float)
    n = len(values)
    mean = values.mean(axis=0) if n else np.full(values.shape[1:], np.nan)
    if n < 2:
        return mean, np.full(values.shape[1:], np.nan)
    return mean, t_quantile(n - 1) * values.std(axis=0, ddof=1) / math.sqrt(n)


def t_quantile(freedom: float, confidence: float = CONFIDENCE) -> float:
    """Return the half-width, in standard errors, of a two-sided Student t interval."""
    return float(stdtrit(freedom, 0.5 + confidence / 2))
