"""Which scenario is best, and how sure that is: ranking and selection on common random numbers."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import stdtr  # type: ignore[import-untyped]

from experiments.answer.statistics import CONFIDENCE, t_quantile

DRAWS = 10_000
_KEY = 0x62657374


class Ranked(NamedTuple):
    """One scenario among several.

    Attributes
    ----------
    mean : float
        Over the replications in which every scenario has a value.
    chance : float
        That it is best, or within the zone of the best.
    rank, first, last : int
        Rank of the mean, 1 the best; interval of the true rank. All such intervals hold together.
    """

    name: str
    mean: float
    chance: float
    rank: int
    first: int
    last: int


@dataclass(frozen=True)
class Selection:
    """Scenarios ranked by the mean of one measure.

    Attributes
    ----------
    scenarios : tuple of Ranked
        Best mean first; equal means in the order given. Empty from fewer than two complete replications.
    chance : float
        Chance that the scenario with the best mean is truly best (or within the zone). Right in the stated share
        of experiments if before them all true means were equally likely; too sure where the best are equal.
    certainty : float
        The same whatever the true means: 1 − twice the sum over rivals of the one-sided p-values with which each is
        worse. The selection is right at least in the stated share of experiments; 0 where nothing can be promised.
    within : float
        Zone of indifference, in the unit of the measure.
    n, dropped : int
        Replications in which every scenario has a value; those left out.
    confidence : float
        Of all rank intervals together.
    """

    scenarios: tuple[Ranked, ...]
    chance: float
    certainty: float
    within: float
    n: int
    dropped: int
    confidence: float

    @property
    def best(self) -> str | None:
        """Name of the scenario with the best mean; None if nothing can be selected."""
        return self.scenarios[0].name if self.scenarios else None

    @property
    def rivals(self) -> list[str]:
        """Other scenarios whose interval of ranks holds the first."""
        return [ranked.name for ranked in self.scenarios[1:] if ranked.first == 1]

    def table(self) -> pd.DataFrame:
        """Return one row a scenario, best first, columns as the fields of `Ranked`."""
        return pd.DataFrame(self.scenarios, columns=list(Ranked._fields))


def select(
    values: Mapping[str, Sequence[float]],
    better: str,
    within: float = 0.0,
    confidence: float = CONFIDENCE,
) -> Selection:
    """Rank scenarios, the base included, by the mean of one measure.

    Given the replications, the true means are distributed as multivariate t around the sample means with the
    covariance of the paired replications (flat priors; Chick and Inoue 2001, Management Science 47, 1133–1149): what
    scenarios share in luck makes their order surer. Ranks follow from simultaneous intervals of all differences
    (Mohamad, Goeman and van Zwet 2019, arXiv:1812.05507), with Bonferroni's t.

    Parameters
    ----------
    values : mapping
        Values of one measure by scenario; equal positions are the same replication. A replication in which one is
        NaN is left out for all.
    better : {"higher", "lower"}
        Good direction of the measure.
    within : float
        A scenario this far short of the best is as good as the best.
    confidence : float
        Of all rank intervals together.

    Raises
    ------
    ValueError
        If there are fewer than two scenarios, a direction is missing, or the replications are not as many.
    """
    names = list(values)
    if len(names) < 2:
        raise ValueError("two scenarios are needed at least")
    if better not in ("higher", "lower"):
        raise ValueError("only a measure with a good direction has a best scenario")
    if not 0.0 <= within < math.inf:
        raise ValueError("a zone of indifference is 0 or above")
    if len({len(own) for own in values.values()}) > 1:
        raise ValueError("scenarios need the same replications")
    sign = 1.0 if better == "higher" else -1.0
    table = sign * np.asarray(list(values.values()), dtype=float).T
    usable = np.isfinite(table).all(axis=1)
    table = table[usable]
    n, dropped = len(table), int((~usable).sum())
    if n < 2:
        return Selection((), math.nan, math.nan, within, n, dropped, confidence)
    means = table.mean(axis=0)
    chances = chances_of_best(table, within)
    first, last = rank_intervals(table, confidence)
    order = sorted(range(len(names)), key=lambda at: -means[at])
    ranked = tuple(
        Ranked(names[at], sign * float(means[at]), float(chances[at]), place, int(first[at]), int(last[at]))
        for place, at in enumerate(order, start=1)
    )
    top = order[0]
    return Selection(ranked, float(chances[top]), certainty(table, top, within), within, n, dropped, confidence)


def chances_of_best(table: np.ndarray, within: float = 0.0) -> np.ndarray:
    """Return for every scenario the chance that its true mean is the highest, or short of it by `within` at most.

    Parameters
    ----------
    table : ndarray, shape (replications, scenarios)
        Higher is better. Scenarios that are the same in every replication share the first place.
    """
    n = len(table)
    normals, shrink = _draws(n)
    mean = table.mean(axis=0)
    # Weighing replications by normal numbers gives exactly their covariance, singular or not.
    drawn = mean + (normals @ (table - mean)) / (math.sqrt(n * (n - 1.0)) * shrink[:, None])
    top = drawn.max(axis=1, keepdims=True)
    tolerance = 1e-12 * max(float(np.abs(table).max()), 1.0)
    return np.asarray((drawn >= top - within - tolerance).mean(axis=0))


@lru_cache(maxsize=8)
def _draws(n: int) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng([_KEY, n])
    return generator.standard_normal((DRAWS, n)), np.sqrt(generator.chisquare(n - 1, DRAWS) / (n - 1))


def certainty(table: np.ndarray, chosen: int, within: float = 0.0) -> float:
    """Return in what share of experiments, at least, such a selection is right.

    Twice the one-sided p-value, as either of two equal scenarios could have been selected (Gutmann and Maymin
    1987, Annals of Statistics 15, 456–461), summed over rivals (Bonferroni).
    """
    n = len(table)
    ahead = table[:, [chosen]] - np.delete(table, chosen, axis=1)
    error = ahead.std(axis=0, ddof=1) / math.sqrt(n)
    still = error <= 1e-12 * np.abs(table).max()
    ratios = (ahead.mean(axis=0) + within) / np.where(still, 1.0, error)
    wrong = np.where(still, 0.0, stdtr(n - 1, -ratios))
    return max(0.0, 1.0 - 2.0 * float(wrong.sum()))


def rank_intervals(table: np.ndarray, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    """Return first and last possible true rank of every scenario, shape (scenarios,)."""
    n, count = table.shape
    gaps = table[:, :, None] - table[:, None, :]
    half = t_quantile(n - 1, 1.0 - (1.0 - confidence) / (count * (count - 1) / 2)) / math.sqrt(n)
    ahead = gaps.mean(axis=0) > half * gaps.std(axis=0, ddof=1)
    return 1 + ahead.sum(axis=0), count - ahead.sum(axis=1)
