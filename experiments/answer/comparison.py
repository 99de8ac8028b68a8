"""Paired comparison of reforms with a base: `compare("status_quo", ["whistle"], replications=10)`."""

import math
import tempfile
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.answer.statistics import Difference, judge, paired_difference
from experiments.answer.two_intervals import TwoIntervals, two_intervals
from experiments.question.study import (
    DEFAULT_BASE,
    DEFAULT_PLACE,
    DEFAULT_REFORMS,
    LARGE_TABLES,
    MOST_REPLICATIONS,
    MOST_WORKERS,
    build_study,
)
from experiments.store.result_folder import ResultFolder
from experiments.words import Language
from sim.asked import MOST_DAYS, MOST_SEED, Asked

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from experiments.conduct.until import Until
    from experiments.run.runner import Progress
    from experiments.tell.sentences.told import Answers


@dataclass(frozen=True)
class Comparison:
    """Finished runs of a base and its reforms, paired by replication.

    Attributes
    ----------
    folder : ResultFolder
        Everything that was written.
    """

    folder: ResultFolder
    _kept: tempfile.TemporaryDirectory[str] | None = field(default=None, repr=False, compare=False)

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

    def answers(self, measure: str) -> "Answers":
        """Return what the pairs say about one measure: each reform, all together, and which scenario is best.

        Of a study with parameter sets a replication is the mean over the sets.
        """
        from experiments.tell.sentences.told import answers

        runs = self.runs.groupby(["scenario", "replication"], as_index=False)[[measure]].mean()
        return answers(runs, self.base, self.reforms, measure)

    def plot(self, name: str = "resolution", language: Language = "en", width: float = 16.0) -> "Figure":
        """Draw one of the figures (`experiments.tell.figures.catalogue.FIGURES`); `width` in cm."""
        from experiments.tell.figures.catalogue import draw_figure

        return draw_figure(self.folder, name, language, width)

    def report(self, path: str | Path | None = None, language: Language = "en") -> str:
        """Return the report as one HTML page; with `path`, write it there too."""
        from experiments.tell.report import report_page

        page = report_page(self.folder, language)
        if path is not None:
            Path(path).write_text(page, encoding="utf-8")
        return page


def paired(runs: pd.DataFrame, base: str, reforms: Sequence[str]) -> dict[tuple[str, str], Difference]:
    """Return reform minus base by (measure, reform) from the rows of `runs.parquet`."""
    from sim.measures import MEASURES

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
    from sim.measures import MEASURES

    values = runs.set_index(["scenario", "parameters", "replication"])
    before = values.loc[base]
    found = {}
    for measure in MEASURES:
        for reform in reforms if measure.name in runs else ():
            gap = values.loc[reform][measure.name].reindex(before.index) - before[measure.name]
            own = [part.tolist() for _, part in gap.groupby(level="parameters")]
            found[measure.name, reform] = two_intervals(own)
    return found


def differences(runs: pd.DataFrame, base: str, reforms: Sequence[str]) -> pd.DataFrame:
    """Return the table of `Comparison.differences` from the rows of `runs.parquet`."""
    rows = [
        {"measure": measure, "scenario": reform, **found._asdict(), "verdict": found.verdict.value}
        for (measure, reform), found in paired(runs, base, reforms).items()
    ]
    return pd.DataFrame(rows)


def compare(
    base: str | Path = DEFAULT_BASE,
    reforms: Sequence[str | Path] = DEFAULT_REFORMS,
    place: str | Path = DEFAULT_PLACE,
    days: int = 365,
    replications: int = 5,
    seed: int = 1,
    workers: int | None = None,
    out: str | Path | None = None,
    *,
    settings: dict[str, Any] | None = None,
    keep: Sequence[str] = (),
    extend: bool = False,
    parameters: int | None = None,
    until: "Until | None" = None,
    progress: "Progress | None" = None,
    executor: Executor | None = None,
) -> Comparison:
    """Run a base and reforms on the same luck and compare them replication by replication.

    Parameters
    ----------
    base, reforms
        Names or TOML files of scenarios.
    place
        Name or TOML file of a place.
    days : int
        Reported days, after the burn-in under `base`.
    replications : int
        Runs of each scenario; 2 or more give intervals.
    seed : int
        Seed of the study; replication r uses a hash of it and r.
    workers : int, optional
        Processes, default one for each core; never changes a result.
    out : path, optional
        Result folder; without it results live as long as the object returned.
    settings : dict, optional
        `lever.field` or place parameter to its value: a number, a switch, or text as `--set` takes it. Lever fields
        hold for the reforms only.
    keep : sequence of str
        Large tables to keep, of "issues", "assignments", "whistles", "rankings", "decisions".
    extend : bool
        Allow adding scenarios, replications or parameter sets to a study that `out` holds.
    parameters : int, optional
        Run so many of the shipped parameter sets (docs/fit.md), each with all replications: `Comparison.intervals`
        then tells luck from parameters. A place parameter in `settings` holds in every set.
    until : Until, optional
        Add replications until the differences are answered (`experiments.conduct.until`).
    progress : callable, optional
        Called with runs finished, all runs and the share of all work done.
    executor : Executor, optional
        Where to run instead of a process pool of ours.

    Raises
    ------
    sim.errors.BadInput
        If anything given cannot be used; nothing is written then.
    """
    from experiments.conduct.carry_out import carry_out
    from experiments.conduct.until import Until
    from experiments.doors.paths import result_folder

    asked = Asked()
    sources = _sources(asked, base, reforms)
    asked.instance("place", place, (str, Path), "the name or file of a place", "地方的名称或文件")
    told = asked.settings(settings)
    tables = asked.names("keep", keep, "('issues',)")
    for name in tables:
        if name not in LARGE_TABLES:
            asked.refuse("keep", name, ", ".join(LARGE_TABLES), "、".join(LARGE_TABLES))
    numbers = [asked.whole("days", days, 1, MOST_DAYS), asked.whole("seed", seed, 0, MOST_SEED),
               asked.whole("replications", replications, 1, MOST_REPLICATIONS)]  # fmt: skip
    workers = None if workers is None else asked.whole("workers", workers, 1, MOST_WORKERS)
    if until is not None:
        asked.instance("until", until, (Until,), "an experiments.conduct.until.Until", "experiments.conduct.until.Until")
    asked.check()
    target = None if out is None else result_folder(out)
    study = build_study(
        "compare",
        sources,
        base=sources[0],
        place=str(place),
        days=numbers[0],
        seed=numbers[1],
        replications=numbers[2],
        settings=told,
        keep=tables,
        parameters=parameters,
    )
    kept = tempfile.TemporaryDirectory(prefix="whistle-") if target is None else None
    folder = Path(kept.name) / "compare" if kept is not None else Path(str(target))
    done = carry_out(study, folder, workers=workers, extend=extend, progress=progress, executor=executor, until=until)
    return Comparison(done.folder, kept)


def _sources(asked: Asked, base: str | Path, reforms: Sequence[str | Path]) -> list[str]:
    """Return the scenarios as names and files, the base first; a text in the place of a list is none."""
    named = asked.names("reforms", reforms, "['whistle', 'duty_list']")
    for name, value in (("base", base), *(("reforms", value) for value in named)):
        asked.instance(name, value, (str, Path), "the name or file of a scenario", "情景的名称或文件")
    return [str(source) for source in (base, *named)]
