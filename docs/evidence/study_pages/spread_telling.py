"""What a spread over drawn worlds says, in sentences made from its numbers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from docs.evidence.study_pages import words
from docs.evidence.words import study_pages as say
from experiments.answer.hanging import Hanging
from experiments.answer.response import mean_of
from experiments.words import Language
from sim.measure import Measure

MOST = 8  # parameters in a table


class Spread(NamedTuple):
    """A measure's difference over the states."""

    states: int
    above: int  # states in which it is above zero
    below: int
    mean: float
    low: float
    high: float
    middle: tuple[float, float]  # nine states in ten lie between


def spread_of(found: Hanging, measure: str) -> Spread:
    """Return how a measure's difference spreads."""
    values = found.outcome(measure)
    middle = tuple(float(end) for end in np.quantile(values, (0.05, 0.95)))
    return Spread(len(values), int((values > 0).sum()), int((values < 0).sum()), *mean_of(values), middle)  # type: ignore[arg-type]


def tell(found: Hanging, language: Language) -> str:
    """Return a list item for every measure."""
    items = [_of_measure(found, measure, language) for measure in words.known(found.about["measures"])]
    return "\n".join(f"- {item}" for item in items)


def _of_measure(found: Hanging, measure: Measure, language: Language) -> str:
    spread, size = spread_of(found, measure.name), found.without(measure.name)
    above = spread.above >= spread.below
    if measure.better is None:
        word = (say.HIGHER if above else say.LOWER)(language)
    else:
        word = (say.BETTER if above == (measure.better == "higher") else say.WORSE)(language)
    count = spread.above if above else spread.below
    mean = words.change(spread.mean, spread.low, spread.high, measure, size)
    ends = [words.change(end, float("nan"), float("nan"), measure, size) for end in _rounded(spread, measure)]
    sentences = [say.SIGN_HOLDS(
        language, measure=words.name_of(measure, language), without=words.level(size, measure, language),
        side=say.SIDES[above](language), word=word, k=count, n=spread.states,
        share=f"{100 * count / spread.states:.0f}", mean=words.with_unit(mean, measure, language, size),
        low=words.with_unit(ends[0], measure, language, size), high=words.with_unit(ends[1], measure, language, size),
    )]  # fmt: skip
    if spread.low <= 0.0 <= spread.high:
        sentences.append(say.MEAN_PLAIN(language))
    return words.joined([*sentences, _goes_with(found, measure.name, language)], language)


def _rounded(spread: Spread, measure: Measure) -> tuple[float, float]:
    """Return the ends of the middle to three digits of their distance."""
    unit = 100.0 if measure.unit == "share" else 1.0
    wide = abs(spread.middle[1] - spread.middle[0]) * unit
    digits = int(max(2 - np.floor(np.log10(wide)), 0)) if wide > 0 else 0
    low, high = (round(end * unit, digits) / unit for end in spread.middle)
    return low, high


def _goes_with(found: Hanging, measure: str, language: Language) -> str:
    ranking = found.strongest(measure, len(found.ranking))
    luck = float(found.about["luck"][measure])
    beyond = ranking[ranking["correlation"].abs() > luck]
    told = beyond if len(beyond) else ranking.head(1)
    names = [say.PARAMETER(language, name=row["parameter"], value=correlation(row["correlation"]))
             for _, row in told.head(MOST).iterrows()]  # fmt: skip
    text = say.GOES_WITH if len(beyond) else say.GOES_WITH_NONE
    return text(language, names=words.listing(names, language), n=len(ranking), luck=f"{luck:.2f}")


def correlation(value: float) -> str:
    """Write a correlation."""
    return words.minus(f"{value:+.2f}")


def tables(found: Hanging, language: Language) -> list[str]:
    """Return the table of spreads, then one of what each measure goes with."""
    heads = [text(language) for text in (say.MEASURE, say.REFERENCE_HEAD, say.SHARE_BETTER, say.MEAN, say.MIDDLE)]
    rows = []
    measures = words.known(found.about["measures"])
    for measure in measures:
        spread, size = spread_of(found, measure.name), found.without(measure.name)
        ends = [words.change(end, float("nan"), float("nan"), measure, size) for end in _rounded(spread, measure)]
        mean = words.change(spread.mean, spread.low, spread.high, measure, size)
        rows.append((words.heading(measure, language, size), words.level(size, measure, language),
                     f"{spread.above} / {spread.states}", mean, f"{ends[0]} … {ends[1]}"))  # fmt: skip
    parts = [words.table(heads, rows)]
    for measure in measures:
        ranked = [(f"`{row['parameter']}`",
                   f"{correlation(row['correlation'])} [{correlation(row['low'])}, {correlation(row['high'])}]")
                  for _, row in found.strongest(measure.name, MOST).iterrows()]  # fmt: skip
        name = say.RANK(language, measure=words.name_of(measure, language))
        parts.append(words.table((name, say.CORRELATION(language)), ranked))
    return parts
