"""One paired difference: how large, how sure, how likely in a single run, and whether it is small enough to ignore."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from experiments.answer.differences.resampling import bootstrap
from experiments.answer.statistics import CONFIDENCE, Difference, Verdict, paired_difference
from experiments.tell.sentences.amounts import amount, interval
from experiments.words import Language
from experiments.words import answers as say
from experiments.words.results import VERDICTS

_ALIKE = 0.5  # share of equal differences from which the interval is not to be trusted


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
        from scipy.stats import binomtest  # type: ignore[import-untyped]

        pairs, ties = len(self.gaps), int((self.gaps == 0.0).sum())
        won = int((self._sign * self.gaps > 0.0).sum())
        if not pairs:
            return Share(math.nan, math.nan, math.nan, 0, 0, 0)
        ends = binomtest(won, pairs).proportion_ci(self.confidence, method="wilson")
        return Share(won / pairs, float(ends.low), float(ends.high), won, ties, pairs)

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
        from experiments.answer.statistics import t_quantile

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

    def sentence(self, language: Language = "en", unit: str = "", smallest: float | None = None) -> str:
        """Say difference, interval and verdict; with `smallest`, also whether it is smaller than what matters."""
        if self.verdict is Verdict.MISSING:
            return say.CANNOT_COMPARE(language, dropped=self.difference.dropped)
        told = amount(self.difference.difference, unit, language)
        if self.verdict is Verdict.NO_INTERVAL:
            return say.ONE_PAIR(language, difference=told)
        parts = [
            say.PAIRED(
                language,
                difference=told,
                interval=interval(*self.student, unit, language),
                confidence=f"{100.0 * self.confidence:g}",
                pairs=len(self.gaps),
                verdict=VERDICTS[self.verdict](language),
            )
        ]
        if smallest is not None:
            is_smaller = self.smaller_than(smallest).smaller
            parts.append((say.SMALLER if is_smaller else say.NOT_SMALLER)(
                language, bound=amount(smallest, unit, language)))  # fmt: skip
        if self.difference.dropped:
            parts.append(say.DROPPED(language, dropped=self.difference.dropped))
        return say.join(parts, language)

    def sentence_better(self, language: Language = "en") -> str:
        """Say how often single replications are better, and how sure the mean is; empty without a pair."""
        share = self.share_better
        if not share.pairs:
            return ""
        told = say.IN_ONE_RUN(language, better=share.better, pairs=share.pairs, share=f"{100 * share.value:.0f}",
                              low=f"{100 * share.low:.0f}", high=f"{100 * share.high:.0f}")  # fmt: skip
        if math.isnan(self.confidence_in_mean):
            return told
        sure = say.IN_THE_MEAN(language, sure=percent(self.confidence_in_mean))
        return say.join([told, sure], language)

    def remark(self, language: Language = "en", kind: str | None = None) -> str:
        """Say the measured coverage of the Student t interval from so many pairs, and warn of pairs that are alike.

        Empty where none was measured.
        """
        from experiments.tell.sentences.remarks import coverage_remark

        told = coverage_remark(kind, len(self.gaps), language) if self.confidence == CONFIDENCE else ""
        alike = int(np.unique(self.gaps, return_counts=True)[1].max(initial=0))
        if len(self.gaps) > 2 and alike >= _ALIKE * len(self.gaps):
            told = say.join([told, say.ALIKE(language, alike=alike, pairs=len(self.gaps))], language)
        return told

    @property
    def _sign(self) -> float:
        return -1.0 if self.better == "lower" else 1.0

    @property
    def _error(self) -> float:
        """Standard error of the mean difference."""
        return float(self.gaps.std(ddof=1)) / math.sqrt(len(self.gaps))

    def _confidence_above(self, bound: float, sign: float) -> float:
        """Confidence that sign × (mean − bound) is above 0."""
        from scipy.stats import t

        if len(self.gaps) < 2:
            return math.nan
        gap, error = sign * (self.difference.difference - bound), self._error
        if error == 0.0:
            return 0.5 + 0.5 * float(np.sign(gap))
        return float(t.cdf(gap / error, len(self.gaps) - 1))


def percent(share: float) -> str:
    """Write a share in per cent so that what is not certain never reads 0 or 100."""
    if share < 0.001:
        return "< 0.1"
    if share > 0.999:
        return "> 99.9"
    return f"{100.0 * share:.1f}"


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
