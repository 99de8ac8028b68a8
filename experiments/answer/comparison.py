"""Reform minus base, by measure and reform, from the rows of `runs.parquet`."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from experiments.answer.differences.of_measure import Answers, answers
from experiments.answer.statistics import Difference, judge, paired_difference
from experiments.answer.two_intervals import TwoIntervals
from experiments.answer.two_intervals import two_intervals as intervals_over_sets
from experiments.store.result_folder import ResultFolder
from sim.measures import MEASURES


@dataclass(frozen=True)
class PairedRuns:
    """Finished runs of a base and its reforms, paired by replication.

    Attributes
    ----------
    folder : ResultFolder
        Where they lie.
    """

    folder: ResultFolder

    @property
    def base(self) -> str:
        """Name of the base scenario."""
        return self.folder.scenarios[0]

    @property
    def reforms(self) -> list[str]:
        """Names of the reforms."""
        return self.folder.scenarios[1:]

    @property
    def replications(self) -> int:
        """Paired runs of each scenario."""
        return int(self.folder.study["replications"])

    @property
    def parameters(self) -> int:
        """Parameter sets; 0 if only the values of the place were run."""
        return int(self.folder.study.get("parameters", 0))

    @property
    def runs(self) -> pd.DataFrame:
        """One row a run, columns as in `runs.parquet`."""
        return self.folder.runs

    def differences(self) -> pd.DataFrame:
        """Return reform minus base for every measure and reform.

        Columns: measure, scenario, base_mean, mean, difference, low and high (95 % paired Student t),
        unpaired_low and unpaired_high (Welch), variance_ratio (paired ÷ unpaired), pairs, dropped,
        verdict (`statistics.Verdict`). With one replication there is no interval.

        With parameter sets low and high are the wider of two intervals, that of the parameters, and so is the verdict:
        "better" is better whatever the set. `intervals` has both.
        """
        return differences(self.runs, self.base, self.reforms)

    def paired(self) -> dict[tuple[str, str], Difference]:
        """Return the same by (measure, reform), as records."""
        return paired(self.runs, self.base, self.reforms)

    def intervals(self) -> pd.DataFrame:
        """Return two intervals, luck and parameters, for every measure and reform of a study with parameter sets.

        Columns: measure, scenario, and the fields of `two_intervals.TwoIntervals`.
        """
        found = self.two_intervals()
        return pd.DataFrame([{"measure": m, "scenario": s, **told._asdict()} for (m, s), told in found.items()])

    def two_intervals(self) -> dict[tuple[str, str], TwoIntervals]:
        """Return the same by (measure, reform), as records; nothing without parameter sets."""
        return intervals(self.runs, self.base, self.reforms) if self.parameters else {}

    def answers(self, measure: str) -> Answers:
        """Return what the pairs say about one measure: each reform, all together, and which scenario is best.

        Of a study with parameter sets a replication is the mean over the sets.
        """
        runs = self.runs.groupby(["scenario", "replication"], as_index=False)[[measure]].mean()
        return answers(runs, self.base, self.reforms, measure)


def paired(runs: pd.DataFrame, base: str, reforms: Sequence[str]) -> dict[tuple[str, str], Difference]:
    """Return reform minus base by (measure, reform) from the rows of `runs.parquet`."""
    known = [measure for measure in MEASURES if measure.name in runs]
    both = intervals(runs, base, reforms) if "parameters" in runs else {}
    keys = ["scenario", *(["parameters"] if both else []), "replication"]
    values = runs.set_index(keys)
    before = values.loc[base]
    found = {}
    for measure in known:
        for reform in reforms:
            after = values.loc[reform].reindex(before.index)
            pair = before[measure.name].tolist(), after[measure.name].tolist()
            gap = paired_difference(*pair, measure.better)
            found[measure.name, reform] = _widened(gap, both[measure.name, reform], measure.better) if both else gap
    return found


def _widened(gap: Difference, both: TwoIntervals, better: str | None) -> Difference:
    """Put the interval of the parameters in the place of that over pairs, which takes sets for luck."""
    if not both.pairs:
        return gap
    low, high = (both.low, both.high) if both.sets > 1 else (both.luck_low, both.luck_high)
    return gap._replace(
        difference=both.difference, low=low, high=high, unpaired_low=math.nan, unpaired_high=math.nan,
        variance_ratio=math.nan, verdict=judge(low, high, better),
    )  # fmt: skip


def intervals(runs: pd.DataFrame, base: str, reforms: Sequence[str]) -> dict[tuple[str, str], TwoIntervals]:
    """Return two intervals by (measure, reform) from the rows of a `runs.parquet` with parameter sets."""
    values = runs.set_index(["scenario", "parameters", "replication"])
    before = values.loc[base]
    found = {}
    for measure in MEASURES:
        for reform in reforms if measure.name in runs else ():
            gap = values.loc[reform][measure.name].reindex(before.index) - before[measure.name]
            own = [part.tolist() for _, part in gap.groupby(level="parameters")]
            found[measure.name, reform] = intervals_over_sets(own)
    return found


def differences(runs: pd.DataFrame, base: str, reforms: Sequence[str]) -> pd.DataFrame:
    """Return the table of `Comparison.differences` from the rows of `runs.parquet`."""
    rows = [
        {"measure": measure, "scenario": reform, **found._asdict(), "verdict": found.verdict.value}
        for (measure, reform), found in paired(runs, base, reforms).items()
    ]
    return pd.DataFrame(rows)
