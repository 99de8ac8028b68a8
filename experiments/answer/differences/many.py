"""Several reforms against one base on the same replications: intervals that all hold together."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit  # type: ignore[import-untyped]

from experiments.answer.statistics import CONFIDENCE, judge
from experiments.words.verdicts import Verdict

Method = Literal["bonferroni", "max-t"]
MAX_T_FROM = 30  # replications; with fewer the estimated correlations are believed too much (docs/coverage.md)
DRAWS = 20_000
_KEY = 0x6D616E79


class OneOfMany(NamedTuple):
    """One reform minus the base, its interval and p-value adjusted for the number of reforms.

    Attributes
    ----------
    low, high : float
        Simultaneous interval; NaN from one pair.
    p : float
        Two-sided p-value of the paired t test alone.
    adjusted : float
        Probability at most, where no reform does anything, of one p-value among them as small (Holm 1979; with "max-t"
        Westfall and Young's single step).
    """

    name: str
    difference: float
    low: float
    high: float
    p: float
    adjusted: float
    pairs: int
    dropped: int
    verdict: Verdict


@dataclass(frozen=True)
class Many:
    """Several reforms against one base; with the stated confidence no interval misses its true difference.

    Attributes
    ----------
    reforms : tuple of OneOfMany
        In the order given.
    method : {"bonferroni", "max-t"}
        How the intervals were widened.
    quantile : float
        Half-width in standard errors; the largest where reforms have different numbers of pairs. NaN: no interval.
    confidence : float
        Of all intervals together.
    """

    reforms: tuple[OneOfMany, ...]
    method: Method
    quantile: float
    confidence: float

    def table(self) -> pd.DataFrame:
        """Return one row a reform, columns as the fields of `OneOfMany`."""
        rows = [{**reform._asdict(), "verdict": reform.verdict.value} for reform in self.reforms]
        return pd.DataFrame(rows, columns=list(OneOfMany._fields))


def many(
    base: Sequence[float],
    reforms: Mapping[str, Sequence[float]],
    better: str | None = None,
    confidence: float = CONFIDENCE,
    method: Method | None = None,
) -> Many:
    """Compare several reforms with one base on the same replications.

    Parameters
    ----------
    base : sequence of float
        Values of one measure.
    reforms : mapping
        Values by name; equal positions are the same replication. NaN leaves the pair out.
    better : {"higher", "lower", None}
        Good direction of the measure.
    confidence : float
        Of all intervals together.
    method : {"bonferroni", "max-t"}, optional
        "bonferroni" never promises too much where Student's t does not, whatever the correlation; "max-t" uses that
        the differences share the base's luck (Hothorn, Bretz and Westfall 2008, Biometrical Journal 50, 346–363)
        and is narrower. By default "max-t" from 30 complete replications, of which there must be twice as many as
        reforms.

    Raises
    ------
    ValueError
        If there is no reform, or the replications are not as many.
    """
    if not reforms:
        raise ValueError("one reform is needed at least")
    if any(len(values) != len(base) for values in reforms.values()):
        raise ValueError("base and reforms need the same replications")
    gaps = np.asarray(list(reforms.values()), dtype=float) - np.asarray(base, dtype=float)
    usable = np.isfinite(gaps)
    complete = gaps[:, usable.all(axis=0)]
    if method is None:
        method = "max-t" if complete.shape[1] >= max(MAX_T_FROM, 2 * len(gaps)) else "bonferroni"
    own = [row[here] for row, here in zip(gaps, usable, strict=True)]
    pairs = usable.sum(axis=1)
    means = np.array([row.mean() if len(row) else math.nan for row in own])
    errors = np.array([row.std(ddof=1) / math.sqrt(len(row)) if len(row) > 1 else math.nan for row in own])
    ratios = _ratios(means, errors)
    freedom = np.where(pairs > 1, pairs - 1.0, math.nan)
    alone = 2.0 * stdtr(freedom, -np.abs(ratios))
    if method == "max-t" and complete.shape[1] > 2:
        largest = largest_of(complete, int(np.nanmin(freedom)))
        quantiles = np.where(pairs > 1, np.quantile(largest, confidence), math.nan)
        adjusted = [_exceeding(largest, ratio) for ratio in ratios]
    else:
        method = "bonferroni"
        quantiles = stdtrit(freedom, 1.0 - (1.0 - confidence) / (2.0 * max(int((pairs > 1).sum()), 1)))
        adjusted = holm(alone.tolist())
    low, high = means - quantiles * errors, means + quantiles * errors
    told = tuple(
        OneOfMany(name, float(means[at]), float(low[at]), float(high[at]), float(alone[at]), adjusted[at],
                  int(pairs[at]), gaps.shape[1] - int(pairs[at]),
                  judge(float(low[at]), float(high[at]), better) if pairs[at] else Verdict.MISSING)
        for at, name in enumerate(reforms)
    )  # fmt: skip
    return Many(told, method, max((q for q in quantiles.tolist() if not math.isnan(q)), default=math.nan), confidence)


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values adjusted step by step (Holm 1979, Scandinavian Journal of Statistics 6, 65–70); NaN: none."""
    found = [math.nan] * len(p_values)
    order = sorted((p, at) for at, p in enumerate(p_values) if not math.isnan(p))
    least = 0.0
    for step, (p, at) in enumerate(order):
        least = max(least, min(1.0, (len(order) - step) * p))
        found[at] = least
    return found


def largest_of(gaps: np.ndarray, freedom: int) -> np.ndarray:
    """Draw the largest absolute t statistic of several paired differences that do nothing.

    Parameters
    ----------
    gaps : ndarray, shape (differences, replications)
        Their correlation is taken from here; one without spread counts as independent.
    freedom : int
        Degrees of freedom.

    Returns
    -------
    ndarray, shape (DRAWS,)
        The same draws every time.
    """
    centred = gaps - gaps.mean(axis=1, keepdims=True)
    length = np.sqrt((centred**2).sum(axis=1))
    moving = length > 0.0
    unit = centred[moving] / length[moving, None]
    root = np.zeros((len(gaps), len(gaps)))
    values, vectors = np.linalg.eigh(unit @ unit.T)
    root[np.ix_(moving, moving)] = vectors * np.sqrt(np.maximum(values, 0.0))
    root[~moving, ~moving] = 1.0
    normals, chi = _draws(len(gaps), freedom)
    return np.asarray(np.abs(normals @ root.T).max(axis=1) / chi)


@lru_cache(maxsize=8)
def _draws(count: int, freedom: int) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng([_KEY, count, freedom])
    normals = generator.standard_normal((DRAWS, count))
    return normals, np.sqrt(generator.chisquare(freedom, DRAWS) / freedom)


def _ratios(means: np.ndarray, errors: np.ndarray) -> np.ndarray:
    """Return t statistics; 0 for no difference at all, infinite for one without spread."""
    still = errors == 0.0
    infinite = np.where(means == 0.0, 0.0, np.copysign(math.inf, means))
    return np.where(still, infinite, means / np.where(still, 1.0, errors))


def _exceeding(largest: np.ndarray, ratio: float) -> float:
    """Return the share of draws at least as large, the observation counted with them."""
    if math.isnan(ratio):
        return math.nan
    return (1.0 + float((largest >= abs(ratio)).sum())) / (1.0 + len(largest))
