"""What was measured of the intervals, as a sentence beside one: read from the table that the study has written."""

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from experiments.words import Language, Text
from experiments.words import answers as say

TABLE = Path(__file__).with_name("coverage.csv")
LOW, HIGH = 0.93, 0.97  # measured coverage of a 95 % interval that counts as holding


class Kind(NamedTuple):
    """A kind of experiment that intervals were tried on; `ours`: like the differences of this laboratory."""

    title: Text
    ours: bool


KINDS = {
    "normal": Kind(say.NORMAL, True),
    "mildly_skewed": Kind(say.MILDLY_SKEWED, True),
    "proportional": Kind(say.PROPORTIONAL, True),
    "laplace": Kind(say.LAPLACE, False),
    "heavy_tailed": Kind(say.HEAVY_TAILED, False),
    "skewed": Kind(say.SKEWED, False),
    "near_one": Kind(say.NEAR_ONE, False),
    "rare": Kind(say.RARELY, False),
}


class Measured(NamedTuple):
    """Measured coverage of 95 % intervals for one kind of experiment and number of pairs.

    Attributes
    ----------
    student, bootstrap : float
        Share of intervals that hold the true difference; of the bootstrap, among those that exist.
    without : float
        Share of experiments without a bootstrap interval.
    width : float
        Median of bootstrap width ÷ width of Student's t.
    """

    kind: str
    n: int
    experiments: int
    student: float
    bootstrap: float
    without: float
    width: float


@lru_cache(maxsize=1)
def measured() -> tuple[Measured, ...]:
    """Return the shipped table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Measured(row["kind"], int(row["n"]), int(row["experiments"]),
                     *(float(row[key]) for key in Measured._fields[3:]))
            for row in csv.DictReader(file)
        )  # fmt: skip


def coverage_remark(kind: str | None, n: int, language: Language = "en") -> str:
    """Say the measured coverage of the 95 % Student t interval from n pairs.

    Parameters
    ----------
    kind : str, optional
        One of `KINDS`; without it the worst of those that are like our differences.
    n : int
        Usable pairs; told for the largest number measured that is not above it.

    Returns
    -------
    str
        Empty from fewer pairs than were measured.

    Raises
    ------
    ValueError
        If there is no such kind.
    """
    if kind is not None and kind not in KINDS:
        raise ValueError(f"no such kind: {kind}; there are {', '.join(KINDS)}")
    kinds = [kind] if kind else [name for name, known in KINDS.items() if known.ours]
    rows = [row for row in measured() if row.kind in kinds and row.n <= n]
    if not rows:
        return ""
    nearest = max(row.n for row in rows)
    row = min((row for row in rows if row.n == nearest), key=lambda row: row.student)
    told = say.COVERAGE(language, coverage=f"{100.0 * row.student:.1f}", n=row.n,
                        kind=KINDS[row.kind].title(language))  # fmt: skip
    return told if LOW <= row.student <= HIGH else say.join([told, say.NOT_AS_STATED(language)], language)
