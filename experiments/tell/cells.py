"""What a row of an answer table says, as short texts: the only place where differences are written."""

import math
from typing import Literal, NamedTuple

from experiments.answer.statistics import Difference
from experiments.answer.table import AnswerRow
from experiments.question.measures import QUESTIONS
from experiments.tell.sentences.amounts import amount
from experiments.words import Language, Text
from experiments.words import results as say
from experiments.words.numbers import difference, number, unit_name
from experiments.words.verdicts import Caveat, Judgement, Verdict
from sim.measure import TAGS, Measure
from sim.measures import MEASURES

BY_NAME = {measure.name: measure for measure in MEASURES}
QUESTION_TITLES = {question.name: question.title for question in QUESTIONS}
Style = Literal["better", "worse", "other", "zero", "same", "small", ""]


class Cells(NamedTuple):
    """A row in words.

    Attributes
    ----------
    tag : str
        The letter of what drives the measure.
    name : str
        The measure with its unit.
    base, value : str
        What the base has, and what the reform has.
    difference : str
        With its sign; in brackets the reform's own value where there is no pair.
    intervals : tuple of str
        None, one, or two: of luck and of the parameters.
    verdict : str
    style : str
        What the verdict looks like: better, worse, other (no good direction), zero, same, small, or nothing.
    """

    tag: str
    name: str
    base: str
    value: str
    difference: str
    intervals: tuple[str, ...]
    verdict: str
    style: Style


def cells_of(row: AnswerRow, language: Language) -> Cells:
    """Return a row in words; all its numbers are shown in the unit of the base's value."""
    measure = BY_NAME[row.measure]
    size = row.base_mean if row.reform else row.mean
    ends = [(row.low, row.high)] if row.sets != 1 else [(math.nan, math.nan)]  # one set says nothing of parameters
    if row.sets:
        ends.insert(0, (row.luck_low, row.luck_high))
    if all(math.isnan(low) for low, _ in ends):
        ends = []
    verdict, style = _verdict(row, language)
    return Cells(
        TAGS[measure.tag].letter(language),
        name_of(measure, language, size),
        number(row.base_mean, measure.unit, size),
        number(row.mean, measure.unit, size),
        told_difference(row, measure.unit, size),
        tuple(difference(row.difference, low, high, measure.unit, size)[1] for low, high in ends),
        verdict,
        style,
    )


def name_of(measure: Measure, language: Language, size: float = 0.0) -> str:
    """Return a measure's name with its unit, as it is written beside a value of this size."""
    unit = unit_name(measure.unit, language, size)
    return measure.title(language) + (("，" if language == "zh" else ", ") + unit if unit else "")


def told_difference(found: AnswerRow | Difference, unit: str, size: float) -> str:
    """Write a difference; where there is no pair, in brackets the reform's own value."""
    if not found.pairs and not math.isnan(found.mean):
        return f"({number(found.mean, unit, size)})"
    return difference(found.difference, found.low, found.high, unit, size)[0]


def matters_of(measure: Measure, language: Language) -> str:
    """Say which difference in a measure is the smallest that matters, and where that comes from."""
    matters = measure.matters
    if matters.of_base:
        size = say.OF_BASE(language, percent=f"{100.0 * matters.size:g}")
    else:
        size = amount(matters.size, measure.unit, language)
    return say.MATTERS_FROM(language, size=size, source=matters.source(language))


def _verdict(row: AnswerRow, language: Language) -> tuple[str, Style]:
    if not row.reform:
        return "", ""
    if row.verdict in (Judgement.UP, Judgement.DOWN, Judgement.SMALL):
        way, style = _way(row)
        if row.verdict is Judgement.SMALL:
            return say.TOO_LITTLE(language, verdict=way(language)), "small"
        return way(language), style
    if row.verdict is Judgement.SAME:
        return say.AS_GOOD_AS_ZERO(language), "same"
    if row.verdict is Judgement.MISSING:
        return say.VERDICTS[Verdict.MISSING](language), ""
    if row.note is Caveat.NO_INTERVAL:
        return say.VERDICTS[Verdict.NO_INTERVAL](language), ""
    return say.VERDICTS[Verdict.INDISTINGUISHABLE](language), "zero"


def _way(row: AnswerRow) -> tuple[Text, Style]:
    """Return the word for the direction of a difference: a good or bad one, else up or down."""
    up = 1 if row.difference > 0.0 else -1
    if not row.good:
        return say.VERDICTS[Verdict.HIGHER if up > 0 else Verdict.LOWER], "other"
    better = up == row.good
    return say.VERDICTS[Verdict.BETTER if better else Verdict.WORSE], "better" if better else "worse"
