"""What the data say about a difference, and why a comparison goes on or stops; values are part of the data format."""

from enum import StrEnum


class Verdict(StrEnum):
    """What the data say about one difference; values are part of the data format."""

    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"  # differs, for a measure that has no good direction
    LOWER = "lower"
    INDISTINGUISHABLE = "not distinguishable from zero"
    NO_INTERVAL = "no interval"  # one usable pair
    MISSING = "cannot be compared"  # no usable pair


class Judgement(StrEnum):
    """What an answer table says of a difference beside the smallest one that matters; part of the data format."""

    UP = "up"
    DOWN = "down"
    SAME = "same"  # any difference that the interval leaves open is too small to matter
    SMALL = "small"  # differs, by less than what matters
    UNDECIDED = "undecided"
    MISSING = "missing"  # no usable pair


class Caveat(StrEnum):
    """What is to be known of a row of an answer table; values are part of the data format."""

    NONE = ""
    NO_PAIR = "no pair"  # the means are over each scenario's own runs
    NO_INTERVAL = "no interval"
    LEFT_OUT = "pairs left out"


class Reason(StrEnum):
    """What a look at the replications so far has found; values are part of the data format."""

    TOO_FEW = "too few pairs"
    NOT_YET = "not yet"
    PRECISE = "as precise as asked"
    HIGHER = "higher"
    LOWER = "lower"
    SMALLER = "smaller than what matters"
    SAME = "the same in every replication"
    BUDGET = "budget spent"

    @property
    def is_answer(self) -> bool:
        """Whether the question is answered."""
        return self not in (Reason.TOO_FEW, Reason.NOT_YET, Reason.BUDGET)
