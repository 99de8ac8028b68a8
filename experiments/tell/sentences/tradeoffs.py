"""Fronts and regrets in sentences."""

import math
from collections.abc import Iterable, Mapping

from experiments.answer.tradeoffs.criteria import Criterion
from experiments.answer.tradeoffs.pareto import Front
from experiments.answer.tradeoffs.regret import Regrets, robust_front
from experiments.words import Language
from experiments.words import tradeoffs as say
from experiments.words.numbers import MISSING, number, unit_name

_MAYBE = 0.05  # of the resamples


def sentences_of_front(found: Front, language: Language) -> list[str]:
    """Say who is on the front, the best in each criterion, who is beaten, who cannot be told apart."""
    known = found.replications > 1

    def shown(at: int) -> str:
        if not known:
            return found.reforms[at]
        return say.WITH_PROBABILITY(language, name=found.reforms[at], share=f"{100 * found.probability[at]:.0f}")

    everything = range(len(found.reforms))
    names = listing((f"“{c.words(language)}”" for c in found.criteria), language)
    winners = listing((shown(i) for i in everything if found.on_front[i]), language)
    said = [say.ON_FRONT(language, criteria=names, reforms=winners)]
    maybe = [shown(i) for i in everything if known and not found.on_front[i] and found.probability[i] >= _MAYBE]
    if maybe:
        said.append(say.MAYBE_ON_FRONT(language, reforms=listing(maybe, language)))
    for at, criterion in enumerate(found.criteria):
        best = int((found.means[:, at] * criterion.sign).argmin())
        value = value_of(found.means[best, at], criterion, language)
        name = found.reforms[best]
        said.append(say.BEST_IN(language, criterion=criterion.words(language), name=name, value=value))
    costs = found.means * [criterion.sign for criterion in found.criteria]
    for j in everything:
        by = [i for i in everything if (costs[i] <= costs[j]).all() and (costs[i] < costs[j]).any()]
        if by:
            said.append(_beaten(found, by, j, language))
    if found.alike:
        said.append(say.ALIKE(language, replications=found.replications, pairs=_pairs(found.alike, language)))
    return said if known else [*said, say.ONE_RUN(language)]


def _beaten(found: Front, by: list[int], j: int, language: Language) -> str:
    best = max(by, key=lambda i: -1.0 if math.isnan(found.beaten[i, j]) else found.beaten[i, j])
    names = {"name": found.reforms[j], "by": found.reforms[best]}
    if found.replications < 2:
        return say.BEATEN_ONCE(language, **names)
    return say.BEATEN(language, **names, share=f"{100 * found.beaten[best, j]:.0f}")


def sentences_of_regrets(found: Regrets, language: Language) -> list[str]:
    """Say which reform is the safest, how far behind the others are, and which cannot be told apart."""
    said = []
    for rank, row in enumerate(found.frame().to_dict("records")):
        values = {"value": row["largest_regret"], "mean": row["mean_regret"]}
        told = {key: gap_of(value, found.criterion, language) for key, value in values.items()}
        ends = ""
        if found.replications > 1:
            low, high = (gap_of(row[key], found.criterion, language) for key in ("largest_low", "largest_high"))
            ends = say.ENDS(language, low=low, high=high)
        common = {"name": row["reform"], **told, "ends": ends}
        if rank:
            said.append(say.NEXT(language, **common))
            continue
        criterion = found.criterion.words(language)
        common |= {"criterion": f"“{criterion}”" if language == "en" else criterion, "states": len(found.states)}
        said.append(say.SAFEST(language, **common, state=row["worst_state"]))
        if found.replications > 1:
            said.append(say.SAFE_HOW_SURE(language, share=f"{100 * row['first']:.0f}"))
    shares = listing(
        (say.SHARE_OF(language, name=name, share=f"{100 * share:.0f}")
         for name, share in zip(found.reforms, found.enough, strict=True) if name != found.reference), language
    )  # fmt: skip
    if found.threshold is not None:
        value = value_of(found.threshold, found.criterion, language)
        said.append(say.ENOUGH_THRESHOLD(language, value=value, shares=shares))
    else:
        said.append(say.ENOUGH_REFERENCE(language, reference=found.reference, shares=shares))
    if found.alike:
        said.append(say.REGRETS_ALIKE(language, replications=found.replications, pairs=_pairs(found.alike, language)))
    return [*said, (say.TOO_LARGE if found.replications > 1 else say.ONE_RUN)(language)]


def sentence_of_robust_front(found: Mapping[str, Regrets], language: Language) -> str:
    """Say which reforms no other beats in the largest regret of every criterion."""
    return say.ROBUST(language, reforms=listing(robust_front(found), language))


def value_of(value: float, criterion: Criterion, language: Language) -> str:
    """Write a value with its unit."""
    told, unit = number(value, criterion.unit, value), unit_name(criterion.unit, language, value)
    if told == MISSING or not unit or criterion.unit == "0–1":
        return told
    return f"{told} × {unit}" if unit[0].isdigit() else f"{told} {unit}"


def gap_of(value: float, criterion: Criterion, language: Language) -> str:
    """Write a difference between two values; that of shares in percentage points."""
    if criterion.unit != "share" or math.isnan(value):
        return value_of(value, criterion, language)
    return say.POINTS(language, value=f"{100 * value:.1f}")


def listing(names: Iterable[str], language: Language) -> str:
    """Join names to a list."""
    return ("、" if language == "zh" else ", ").join(names)


def _pairs(pairs: Iterable[tuple[str, str]], language: Language) -> str:
    told = (say.PAIR(language, one=one, other=other) for one, other in pairs)
    return ("；" if language == "zh" else "; ").join(told)
