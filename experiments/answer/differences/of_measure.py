"""What the runs of a comparison say about one measure: each reform, all together, and which scenario is best."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from experiments.answer.differences.many import Many, many
from experiments.answer.differences.paired import Paired, paired
from experiments.answer.differences.selection import Selection, select
from sim.measures import MEASURES

_BY_NAME = {measure.name: measure for measure in MEASURES}


class Answers(NamedTuple):
    """One measure of a comparison.

    Attributes
    ----------
    measure : str
    each : dict of str to Paired
        Every reform against the base, alone.
    together : Many
        All of them, with intervals that hold together.
    selection : Selection or None
        Which scenario is best; None for a measure no direction of which is good.
    """

    measure: str
    each: dict[str, Paired]
    together: Many
    selection: Selection | None


def answers(runs: pd.DataFrame, base: str, reforms: Sequence[str], measure: str) -> Answers:
    """Return what the rows of a `runs.parquet` say about one measure; replications are the pairs.

    Raises
    ------
    KeyError
        If there is no such measure.
    """
    better = _BY_NAME[measure].better
    wide = runs.pivot(index="replication", columns="scenario", values=measure)
    before = wide[base].tolist()
    after = {name: wide[name].tolist() for name in reforms}
    selection = None if better is None else select({base: before, **after}, better)
    each = {name: paired(before, values, better) for name, values in after.items()}
    return Answers(measure, each, many(before, after, better), selection)
