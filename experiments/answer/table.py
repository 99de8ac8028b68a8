"""What a folder of runs answers: one table without a word of any language, from which all that is shown is made.

Verdict of a row, from the interval of its difference and the smallest difference that matters (`sim.measure.Matters`):

- `up`, `down`: the interval leaves out zero, and the difference is at least as large as what matters;
- `small`: the interval leaves out zero, and the difference is smaller than what matters;
- `same`: the interval holds zero and reaches nowhere beyond what matters, on neither side;
- `undecided`: the interval holds zero and reaches beyond what matters, or there is none (one pair);
- `missing`: no replication has a value in both scenarios, or there is one scenario only.

`same` and `undecided` alike are "not distinguishable from zero"; only `same` says that the difference is small.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from experiments.answer.comparison import PairedRuns, intervals, paired
from experiments.answer.statistics import CONFIDENCE, Difference
from experiments.answer.two_intervals import TwoIntervals
from experiments.question.measures import QUESTIONS
from experiments.store.result_folder import ResultFolder
from experiments.words.verdicts import Caveat, Judgement
from sim.measure import Measure, QuestionName
from sim.measures import MEASURES
from sim.tables import Column

COLUMNS = (
    Column("question", "str", "", "question the measure answers: funnel, times, satisfaction or cost"),
    Column("measure", "str", "", "name of the measure"),
    Column("base", "str", "", "scenario the difference is taken from; of a single run, its scenario"),
    Column("reform", "str", "", "scenario compared with it; empty for a single run"),
    Column("base_mean", "float64", "of the measure", "mean over all runs of the base that have a value"),
    Column("mean", "float64", "of the measure", "the same of the reform; of a single run, its value"),
    Column("difference", "float64", "of the measure", "reform minus base, mean over the pairs"),
    Column("low", "float64", "of the measure", "lower end of its interval; of the parameters where there are sets"),
    Column("high", "float64", "of the measure", "upper end"),
    Column("luck_low", "float64", "of the measure", "over parameter sets: lower end of the interval of luck alone"),
    Column("luck_high", "float64", "of the measure", "upper end"),
    Column("level", "float64", "", "confidence of the intervals"),
    Column("pairs", "int64", "", "pairs of runs in which both have a value"),
    Column("dropped", "int64", "", "pairs left out because a value is missing"),
    Column("sets", "int64", "", "parameter sets with a value; 0: only the values of the place were run"),
    Column("verdict", "str", "", "up, down, small, same, undecided or missing: see below"),
    Column("good", "int64", "", "direction that is good: 1 up, −1 down, 0 neither"),
    Column("matters", "float64", "of the measure", "smallest difference that matters"),
    Column("driver", "str", "", "what an effect on the measure is mostly made of: construction, queueing or behaviour"),
    Column("note", "str", "", "`no pair`, `no interval`, `pairs left out`, or nothing"),
)


class AnswerRow(NamedTuple):
    """One row of an answer table: a measure of a reform beside the base; columns as `COLUMNS` says."""

    question: QuestionName
    measure: str
    base: str
    reform: str
    base_mean: float
    mean: float
    difference: float
    low: float
    high: float
    luck_low: float
    luck_high: float
    level: float
    pairs: int
    dropped: int
    sets: int
    verdict: Judgement
    good: int
    matters: float
    driver: str
    note: Caveat


@dataclass(frozen=True)
class AnswerTable:
    """Rows by question, measure and reform, in the order in which they are shown."""

    rows: tuple[AnswerRow, ...]

    @property
    def reforms(self) -> list[str]:
        """Names of the reforms; none for a single run."""
        return list(dict.fromkeys(row.reform for row in self.rows if row.reform))

    def by_question(self) -> Iterator[tuple[QuestionName, list[list[AnswerRow]]]]:
        """Yield each question with its measures, a list of rows (one a reform) each."""
        for question in dict.fromkeys(row.question for row in self.rows):
            measures: dict[str, list[AnswerRow]] = {}
            for row in self.rows:
                if row.question == question:
                    measures.setdefault(row.measure, []).append(row)
            yield question, list(measures.values())

    def frame(self) -> pd.DataFrame:
        """Return it as a data frame, codes as text."""
        frame = pd.DataFrame(self.rows, columns=[column.name for column in COLUMNS])
        return frame.assign(verdict=frame["verdict"].map(str), note=frame["note"].map(str))


def answer_table(folder: ResultFolder, matters: Mapping[str, float] | None = None) -> AnswerTable:
    """Return what a result folder answers: differences of a comparison, values of a single run.

    Parameters
    ----------
    matters : mapping, optional
        Smallest differences that matter, by measure and in its unit, in place of those that measures name.
    """
    runs = folder.runs
    base, *reforms = folder.scenarios
    shown = [measure for measure in _in_order() if measure.name in runs]
    means = {name: {m.name: float(own[m.name].mean()) for m in shown} for name, own in runs.groupby("scenario")}
    if not reforms:
        return AnswerTable(tuple(_value(measure, base, means[base][measure.name]) for measure in shown))
    found = paired(runs, base, reforms)
    both = intervals(runs, base, reforms) if PairedRuns(folder).parameters else {}
    rows = []
    for measure in shown:
        before = means[base][measure.name]
        least = (matters or {}).get(measure.name, measure.matters.beside(0.0 if math.isnan(before) else before))
        for reform in reforms:
            key = measure.name, reform
            pair = (before, means[reform][measure.name])
            rows.append(_answer(measure, base, reform, pair, found[key], both.get(key), least))
    return AnswerTable(tuple(rows))


def judged(difference: float, low: float, high: float, matters: float) -> Judgement:
    """Put a difference and its interval into one word; the rules stand at the head of this module."""
    if math.isnan(difference):
        return Judgement.MISSING
    if math.isnan(low) or math.isnan(high):
        return Judgement.UNDECIDED
    if low <= 0.0 <= high:
        return Judgement.SAME if -matters <= low and high <= matters else Judgement.UNDECIDED
    if abs(difference) < matters:
        return Judgement.SMALL
    return Judgement.UP if difference > 0.0 else Judgement.DOWN


def _answer(
    measure: Measure, base: str, reform: str, means: tuple[float, float],
    gap: Difference, both: TwoIntervals | None, matters: float,
) -> AnswerRow:  # fmt: skip
    luck = (math.nan, math.nan) if both is None else (both.luck_low, both.luck_high)
    if not gap.pairs:
        note = Caveat.NO_PAIR
    elif math.isnan(gap.low):
        note = Caveat.NO_INTERVAL
    else:
        note = Caveat.LEFT_OUT if gap.dropped else Caveat.NONE
    return AnswerRow(
        measure.question, measure.name, base, reform, *means, gap.difference, gap.low, gap.high, *luck, CONFIDENCE,
        gap.pairs, gap.dropped, 0 if both is None else both.sets, judged(gap.difference, gap.low, gap.high, matters),
        _good(measure), matters, measure.tag, note,
    )  # fmt: skip


def _value(measure: Measure, scenario: str, value: float) -> AnswerRow:
    nan = math.nan
    return AnswerRow(
        measure.question, measure.name, scenario, "", nan, value, nan, nan, nan, nan, nan, CONFIDENCE, 0, 0, 0,
        Judgement.MISSING, _good(measure), measure.matters.beside(0.0 if math.isnan(value) else value), measure.tag,
        Caveat.NO_PAIR,
    )  # fmt: skip


def _good(measure: Measure) -> int:
    return {"higher": 1, "lower": -1, None: 0}[measure.better]


def _in_order() -> list[Measure]:
    known = {measure.name: measure for measure in MEASURES}
    return [known[name] for question in QUESTIONS for name in question.measures]
