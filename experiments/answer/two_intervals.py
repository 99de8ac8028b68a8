"""How sure a difference is when both the luck of the runs and the parameters are uncertain: two intervals.

Differences d[s, r] of set s and replication r are one-way random effects: d = mean + (what the set does) + (luck).
Seeds differ from set to set, so luck is independent. What the sets do is what is left of the variance of
the sets' means once the luck in them is taken off (Searle, Casella and McCulloch 1992, chapter 3).
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from experiments.answer.statistics import CONFIDENCE, t_quantile


class TwoIntervals(NamedTuple):
    """A difference over parameter sets.

    Attributes
    ----------
    difference : float
        Mean over sets of their means over replications.
    luck_low, luck_high : float
        95 % Student t interval of that mean were only the luck drawn anew and the sets the same: from the variance
        within sets, pooled. More replications or sets narrow it. NaN with one replication a set.
    low, high : float
        95 % Student t interval, over sets, of the true difference under a further set that the facts do not rule out:
        variance between sets with the luck taken off, and the uncertainty of the mean on top. More runs do not
        narrow it beyond what the facts leave open. With one replication a set luck cannot be taken off and
        is in it; NaN with one set.
    least, most : float
        2.5th and 97.5th percentile over sets of their means, each pulled towards the common mean until their variance
        is the one between sets (Louis 1984): no form is assumed; worth little below about 40 sets.
    between, within : float
        Standard deviations: of true differences between sets, of luck between replications. NaN where not known.
    sets, pairs, dropped : int
        Sets with a value, usable pairs of runs, pairs left out because a value is NaN.
    """

    difference: float
    luck_low: float
    luck_high: float
    low: float
    high: float
    least: float
    most: float
    between: float
    within: float
    sets: int
    pairs: int
    dropped: int


def two_intervals(differences: Sequence[Sequence[float]]) -> TwoIntervals:
    """Split the spread of differences into luck and parameters.

    Parameters
    ----------
    differences
        Reform minus base, a sequence of replications for each set. NaN leaves a pair out.
    """
    numbers = [np.array([d for d in own if math.isfinite(d)]) for own in differences]
    dropped = sum(len(own) for own in differences) - sum(map(len, numbers))
    numbers = [own for own in numbers if len(own)]
    sets, pairs, nan = len(numbers), sum(map(len, numbers)), math.nan
    if not sets:
        return TwoIntervals(nan, nan, nan, nan, nan, nan, nan, nan, nan, 0, 0, dropped)
    means = np.array([own.mean() for own in numbers])
    mean = float(means.mean())
    freedom = pairs - sets
    within = sum(float(((own - own.mean()) ** 2).sum()) for own in numbers) / freedom if freedom else nan
    # Mean over sets of the variance that luck gives to a set's mean.
    luck = within * float(np.mean([1.0 / len(own) for own in numbers]))
    half_luck = t_quantile(freedom) * math.sqrt(luck / sets) if freedom else nan
    if sets == 1:
        return TwoIntervals(mean, mean - half_luck, mean + half_luck, nan, nan, nan, nan, nan, math.sqrt(within),
                            1, pairs, dropped)  # fmt: skip
    spread = float(means.var(ddof=1))
    between = max(spread - luck, 0.0) if freedom else spread
    of_mean = max(spread, luck if freedom else 0.0) / sets
    half = t_quantile(sets - 1) * math.sqrt(between + of_mean)
    pulled = mean + (means - mean) * (math.sqrt(between / spread) if spread > 0.0 else 0.0)
    tail = 100.0 * (1.0 - CONFIDENCE) / 2.0
    least, most = np.percentile(pulled, [tail, 100.0 - tail])
    return TwoIntervals(
        mean,
        mean - half_luck,
        mean + half_luck,
        mean - half,
        mean + half,
        float(least),
        float(most),
        math.sqrt(between) if freedom else nan,
        math.sqrt(within) if freedom else nan,
        sets,
        pairs,
        dropped,
    )
