"""When enough replications have been run, judged by the difference itself: `StopRule("decided", smallest=1.0).look(…)`.

A look is a function of the values alone: it does not matter in which rounds they came, nor whether a study was
interrupted or a budget extended.
"""

import math
from bisect import bisect_left
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from experiments.answer.differences.sequences import always_valid_multiplier, is_decided, precise_multiplier, same_from
from experiments.answer.statistics import CONFIDENCE
from experiments.words.verdicts import Reason

FORESEEN = 20_000  # more replications than this are not foretold
_ROUNDING = 1e-12  # share of the values up to which a spread is one of rounding
Kind = Literal["half-width", "decided"]
Values = Sequence[float]


@dataclass(frozen=True)
class StopRule:
    """When to stop adding replications to a paired comparison.

    Attributes
    ----------
    kind : {"half-width", "decided"}
        Stop when the mean difference is known to ± a target; or when its sign is known, or it is known to be smaller
        than what matters.
    half_width : float, optional
        Target of "half-width", in the unit of the measure.
    smallest : float, optional
        For "decided": the smallest difference that matters, in the unit of the measure. Without it a reform that does
        nothing is run until the budget is spent.
    relative : float, optional
        In place of either: a share of the absolute mean of the base.
    confidence : float
        1 − the probability of a wrong decision, however often one looks; of an interval that misses.
    first : int
        Usable pairs before anything is decided.
    most : int, optional
        Budget: replications to run at most, unusable ones included.

    Raises
    ------
    ValueError
        If the rule has no target, two of them, or one that is no positive number.
    """

    kind: Kind
    half_width: float | None = None
    relative: float | None = None
    smallest: float | None = None
    confidence: float = CONFIDENCE
    first: int = 5
    most: int | None = None

    def __post_init__(self) -> None:
        """Refuse a rule that means nothing."""
        if self.kind not in ("half-width", "decided"):
            raise ValueError(f"no such rule: {self.kind}")
        stray = self.smallest if self.kind == "half-width" else self.half_width
        own = self.half_width if self.kind == "half-width" else self.smallest
        given = [target for target in (own, self.relative) if target is not None]
        if stray is not None or len(given) > 1 or (self.kind == "half-width" and not given):
            raise ValueError("half-width needs half_width or relative; decided takes smallest or relative")
        if any(not 0.0 < target < math.inf for target in given):
            raise ValueError("a target is a number above 0")
        if not 0.5 < self.confidence < 1.0:
            raise ValueError("a confidence lies between 0.5 and 1")
        if self.first < 2 or (self.most is not None and self.most < self.first):
            raise ValueError("first is 2 or more, and most is not below first")

    def among(self, comparisons: int) -> "StopRule":
        """Return the rule for one of several comparisons that shall all hold together (Bonferroni)."""
        return replace(self, confidence=1.0 - (1.0 - self.confidence) / max(comparisons, 1))

    def look(self, base: Values, reform: Values) -> "Look":
        """Look at the replications so far.

        Parameters
        ----------
        base, reform : sequence of float
            Values of one measure; equal positions are the same replication. NaN leaves the pair out.

        Raises
        ------
        ValueError
            If the replications are not as many.
        """
        x, y = np.asarray(base, dtype=float), np.asarray(reform, dtype=float)
        if x.shape != y.shape:
            raise ValueError("base and reform need the same replications")
        usable = np.isfinite(x) & np.isfinite(y)
        gaps = (y - x)[usable]
        n, run = len(gaps), len(x)
        difference = float(gaps.mean()) if n else math.nan
        spread = float(gaps.std(ddof=1)) if n > 1 else math.nan
        if spread <= _ROUNDING * float(np.abs([x[usable], y[usable]]).max(initial=0.0)):
            spread = 0.0
        target = self._target(float(x[usable].mean()) if n else math.nan)
        half = self.half_width_at(n, spread)
        reason = self._reason(n, difference, half, spread, target)
        more = None if reason.is_answer else self._foretell(n, difference, spread, target)
        stop = reason.is_answer
        if not stop and self.most is not None and run >= self.most:
            stop, reason = True, Reason.BUDGET
        return Look(stop, reason, n, difference, difference - half, difference + half, more, run - n, spread, target,
                    self)  # fmt: skip

    def half_width_at(self, n: int, spread: float) -> float:
        """Return the half-width of this rule's interval from n pairs; infinite from too few, NaN without a spread."""
        if n < 2 or math.isnan(spread):
            return math.nan
        multiplier = precise_multiplier if self.kind == "half-width" else always_valid_multiplier
        return 0.0 if spread == 0.0 else float(multiplier(n, self.confidence)) * spread

    def _target(self, base_mean: float) -> float:
        """Return the half-width wanted or the smallest difference that matters; 0 where there is none."""
        if self.relative is not None:
            return self.relative * abs(base_mean)
        return (self.half_width if self.kind == "half-width" else self.smallest) or 0.0

    def _reason(self, n: int, difference: float, half: float, spread: float, target: float) -> Reason:
        if n < self.first:
            return Reason.TOO_FEW
        if spread == 0.0:
            return Reason.SAME if n >= same_from(self.confidence) else Reason.NOT_YET
        if self.kind == "half-width":
            return Reason.PRECISE if half <= target else Reason.NOT_YET
        low, high = difference - half, difference + half
        if not is_decided(low, high, target):
            return Reason.NOT_YET
        if low > -target and high < target:
            return Reason.SMALLER
        return Reason.HIGHER if low > 0.0 else Reason.LOWER

    def _foretell(self, n: int, difference: float, spread: float, target: float) -> int | None:
        """Return after how many more pairs the rule would stop if mean and spread stayed as they are."""
        if n < 2:
            return self.first - n
        if spread == 0.0:
            return max(same_from(self.confidence), self.first) - n

        def is_enough(size: int) -> bool:
            half = self.half_width_at(size, spread)
            if self.kind == "half-width":
                return half <= target
            return bool(is_decided(difference - half, difference + half, target))

        sizes = range(max(n + 1, self.first), n + FORESEEN + 1)
        at = bisect_left(sizes, True, key=is_enough)  # half-widths only fall
        return sizes[at] - n if at < len(sizes) else None


@dataclass(frozen=True)
class Look:
    """What the replications so far say under a rule.

    Attributes
    ----------
    stop : bool
        Whether to run no more.
    reason : Reason
        Why, or why not.
    n : int
        Usable pairs.
    difference, low, high : float
        Mean difference and the rule's interval, which stays honest although one has looked before; it is wider than
        Student's t. Infinite ends from too few pairs, NaN from one.
    more : int or None
        Further pairs after which the rule would stop if mean and spread stayed as they are; None: not foreseeable,
        or not needed.
    dropped : int
        Replications left out because a value is NaN.
    spread : float
        Standard deviation of the differences.
    target : float
        Half-width wanted, or smallest difference that matters; 0: none.
    rule : StopRule
        The rule that was asked.
    """

    stop: bool
    reason: Reason
    n: int
    difference: float
    low: float
    high: float
    more: int | None
    dropped: int
    spread: float
    target: float
    rule: StopRule

    @property
    def half_width(self) -> float:
        """Half-width of the interval now."""
        return (self.high - self.low) / 2.0

    def half_width_after(self, more: int) -> float:
        """Return the half-width that so many more pairs would give if the spread stayed as it is."""
        return self.rule.half_width_at(self.n + more, self.spread)


@dataclass(frozen=True)
class Looks:
    """Looks at several comparisons whose answers shall all hold together.

    Attributes
    ----------
    looks : dict
        By the keys that were given, for instance (measure, reform).
    """

    looks: dict[Hashable, Look]

    @property
    def stop(self) -> bool:
        """Whether every comparison is answered or its budget spent."""
        return all(look.stop for look in self.looks.values())

    @property
    def undecided(self) -> list[Hashable]:
        """Keys of the comparisons without an answer."""
        return [key for key, look in self.looks.items() if not look.reason.is_answer]

    @property
    def more(self) -> int | None:
        """Further replications until the last comparison would be answered; None where one is not foreseeable."""
        needed = [self.looks[key].more for key in self.undecided]
        return None if None in needed else max((each for each in needed if each is not None), default=0)


def look_all(rule: StopRule | Mapping[Hashable, StopRule], values: Mapping[Hashable, tuple[Values, Values]]) -> Looks:
    """Look at several comparisons; all answers hold together with the confidence of the rule (Bonferroni).

    Parameters
    ----------
    rule : StopRule or mapping
        One rule for all, or one for each key.
    values : mapping
        (base, reform) by key, for instance (measure, reform).
    """
    rules = dict.fromkeys(values, rule) if isinstance(rule, StopRule) else rule
    return Looks({key: rules[key].among(len(values)).look(*pair) for key, pair in values.items()})
