"""Why a comparison goes on or stops."""

from enum import StrEnum


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
