"""One paired difference: how large, how sure, how likely in a single run, and whether it is small enough to ignore."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from scipy.special import ndtri, stdtr  # type: ignore[import-untyped]

from experiments.answer.differences.resampling import bootstrap
from experiments.answer.statistics import CONFIDENCE, Difference, paired_difference, t_quantile
from experiments.words.verdicts import Verdict


class Interval(NamedTuple):
    """Ends of an interval; NaN where there is none."""

    low: float
    high: float


class Share(NamedTuple):
    """Share of single replications in which the reform is strictly better, with its Wilson interval.

    Attributes
    ----------
    value, low, high : float
        NaN without a pair.
    better, ties, pairs : int
        Replications in which the reform is better, in which it equals the base, and all that are usable.
    """

    value: float
    low: float
    high: float
    better: int
    ties: int
    pairs: int


class Equivalence(NamedTuple):
    """Whether a mean difference is smaller than ±bound.

    Attributes
    ----------
    bound : float
        In the unit of the measure.
    p : float
        The larger p-value of two one-sided t tests; NaN without an interval.
    smaller : bool
        Whether p is at most 1 − confidence.
    """

    bound: float
    p: float
    smaller: bool


@dataclass(frozen=True)
class Paired:
    """Reform minus base for one measure on common random numbers.

    Attributes
    ----------
    difference : Difference
        Means, difference, Student t interval, unpaired interval, variance ratio, pairs, dropped, verdict.
    bootstrap : Interval
        Studentised bootstrap interval; NaN where there is none (`resampling.bootstrap`).
    better : {"higher", "lower", None}
        Good direction; None counts higher as better in `share_better` and `confidence_in_mean`.
    confidence : float
        Of all intervals and of `smaller_than`.
    gaps : ndarray, shape (pairs,)
        Reform minus base in every usable replication.
    """

    difference: Difference
    bootstrap: Interval
    better: str | None
    confidence: float
    gaps: np.ndarray = field(repr=False, compare=False)

    @property
    def student(self) -> Interval:
        """Student t interval of the mean difference."""
        return Interval(self.difference.low, self.difference.high)

    @property
    def verdict(self) -> Verdict:
        """What the Student t interval says."""
        return self.difference.verdict

    @property
    def share_better(self) -> Share:
        """In how many single replications the reform is better: the chance that one future run shows it so."""
        pairs, ties = len(self.gaps), int((self.gaps == 0.0).sum())
        won = int((self._sign * self.gaps > 0.0).sum())
        if not pairs:
            return Share(math.nan, math.nan, math.nan, 0, 0, 0)
        return Share(won / pairs, *_wilson(won, pairs, self.confidence), won, ties, pairs)

    @property
    def confidence_in_mean(self) -> float:
        """How sure it is that the reform is better in the mean: 1 minus the one-sided p-value of the paired t test.

        With flat priors on mean and logarithm of the spread it is the posterior probability (Box and Tiao 1973,
        Bayesian Inference in Statistical Analysis, section 2.4). It goes to 0 or 1 with more replications;
        `share_better` does not. NaN without an interval.
        """
        return self._confidence_above(0.0, self._sign)

    @property
    def smallest_bound(self) -> float:
        """The smallest x of which `smaller_than(x)` says yes, in the unit of the measure; NaN without an interval."""
        if len(self.gaps) < 2:
            return math.nan
        half = t_quantile(len(self.gaps) - 1, 2.0 * self.confidence - 1.0) * self._error
        return abs(self.difference.difference) + half

    def smaller_than(self, bound: float) -> Equivalence:
        """Test whether the mean difference lies within ±bound.

        Two one-sided t tests (Schuirmann 1987, Journal of Pharmacokinetics and Biopharmaceutics 15, 657–680):
        said wrongly of a difference that is not smaller in at most 1 − confidence of studies.

        Raises
        ------
        ValueError
            If `bound` is not above 0.
        """
        if not bound > 0.0:
            raise ValueError("a bound is a number above 0")
        if len(self.gaps) < 2:
            return Equivalence(bound, math.nan, smaller=False)
        p = 1.0 - min(self._confidence_above(-bound, 1.0), self._confidence_above(bound, -1.0))
        return Equivalence(bound, p, smaller=p <= 1.0 - self.confidence)

    @property
    def _sign(self) -> float:
        return -1.0 if self.better == "lower" else 1.0

    @property
    def _error(self) -> float:
        """Standard error of the mean difference."""
        return float(self.gaps.std(ddof=1)) / math.sqrt(len(self.gaps))

    def _confidence_above(self, bound: float, sign: float) -> float:
        """Confidence that sign × (mean − bound) is above 0."""
        if len(self.gaps) < 2:
            return math.nan
        gap, error = sign * (self.difference.difference - bound), self._error
        if error == 0.0:
            return 0.5 + 0.5 * float(np.sign(gap))
        return float(stdtr(len(self.gaps) - 1, gap / error))


def _wilson(won: int, pairs: int, confidence: float) -> tuple[float, float]:
    """Return the ends of the interval of a share (Wilson 1927, JASA 22, 209–212)."""
    share, z = won / pairs, ndtri(0.5 + 0.5 * confidence)
    twice = 2 * (pairs + z**2)
    middle = (2 * pairs * share + z**2) / twice
    half = z / twice * math.sqrt(4 * pairs * share * (1 - share) + z**2)
    return 0.0 if won == 0 else float(middle - half), 1.0 if won == pairs else float(middle + half)


def paired(
    base: Sequence[float], reform: Sequence[float], better: str | None = None, confidence: float = CONFIDENCE
) -> Paired:
    """Compare a reform with its base, replication by replication.

    Parameters
    ----------
    base, reform : sequence of float
        Values of one measure; equal positions are the same replication. NaN leaves the pair out, and it is counted.
    better : {"higher", "lower", None}
        Good direction of the measure.
    confidence : float
        Between 0.5 and 1.

    Raises
    ------
    ValueError
        If the replications are not as many, or the confidence is no confidence.
    """
    if not 0.5 < confidence < 1.0:
        raise ValueError("a confidence lies between 0.5 and 1")
    found = paired_difference(base, reform, better, confidence)
    gaps = np.asarray(reform, dtype=float) - np.asarray(base, dtype=float)
    gaps = gaps[np.isfinite(gaps)]
    gaps.setflags(write=False)
    ends = bootstrap(gaps, confidence)
    return Paired(found, Interval(float(ends.low), float(ends.high)), better, confidence, gaps)
