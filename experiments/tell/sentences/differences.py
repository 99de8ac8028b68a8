"""Sentences about paired differences: one, several, which is best, whether to run more."""

import math

import numpy as np

from experiments.answer.differences.many import Many
from experiments.answer.differences.of_measure import Answers
from experiments.answer.differences.paired import Paired
from experiments.answer.differences.selection import Selection
from experiments.answer.differences.stopping import FORESEEN, Look, Looks
from experiments.answer.statistics import CONFIDENCE
from experiments.tell.sentences.amounts import amount, interval
from experiments.tell.sentences.remarks import coverage_remark
from experiments.words import Language
from experiments.words import answers as say
from experiments.words.results import VERDICTS
from experiments.words.verdicts import Reason, Verdict
from sim.measures import MEASURES

_ALIKE = 0.5  # share of equal differences from which the interval is not to be trusted
_BY_NAME = {measure.name: measure for measure in MEASURES}


def sentences_of_answers(found: Answers, language: Language) -> list[str]:
    """Say it in words: the family first, then which is best."""
    measure = _BY_NAME[found.measure]
    title = measure.title(language)
    said = [sentence_of_pair(next(iter(found.each.values())), language, measure.unit)] if len(found.each) == 1 else [
        sentence_of_many(found.together, language)
    ]  # fmt: skip
    if found.selection is not None:
        said.append(sentence_of_selection(found.selection, language, measure.unit))
    return [say.OF_MEASURE(language, measure=title, told=sentence) for sentence in said]


def sentence_of_pair(found: Paired, language: Language = "en", unit: str = "", smallest: float | None = None) -> str:
    """Say difference, interval and verdict; with `smallest`, also whether it is smaller than what matters."""
    if found.verdict is Verdict.MISSING:
        return say.CANNOT_COMPARE(language, dropped=found.difference.dropped)
    told = amount(found.difference.difference, unit, language)
    if found.verdict is Verdict.NO_INTERVAL:
        return say.ONE_PAIR(language, difference=told)
    parts = [
        say.PAIRED(
            language,
            difference=told,
            interval=interval(*found.student, unit, language),
            confidence=f"{100.0 * found.confidence:g}",
            pairs=len(found.gaps),
            verdict=VERDICTS[found.verdict](language),
        )
    ]
    if smallest is not None:
        is_smaller = found.smaller_than(smallest).smaller
        parts.append((say.SMALLER if is_smaller else say.NOT_SMALLER)(
            language, bound=amount(smallest, unit, language)))  # fmt: skip
    if found.difference.dropped:
        parts.append(say.DROPPED(language, dropped=found.difference.dropped))
    return say.join(parts, language)


def sentence_of_single_runs(found: Paired, language: Language = "en") -> str:
    """Say how often single replications are better, and how sure the mean is; empty without a pair."""
    share = found.share_better
    if not share.pairs:
        return ""
    told = say.IN_ONE_RUN(language, better=share.better, pairs=share.pairs, share=f"{100 * share.value:.0f}",
                          low=f"{100 * share.low:.0f}", high=f"{100 * share.high:.0f}")  # fmt: skip
    if math.isnan(found.confidence_in_mean):
        return told
    sure = say.IN_THE_MEAN(language, sure=percent(found.confidence_in_mean))
    return say.join([told, sure], language)


def remark_on_pair(found: Paired, language: Language = "en", kind: str | None = None) -> str:
    """Say the measured coverage of the Student t interval from so many pairs, and warn of pairs that are alike.

    Empty where none was measured.
    """
    told = coverage_remark(kind, len(found.gaps), language) if found.confidence == CONFIDENCE else ""
    alike = int(np.unique(found.gaps, return_counts=True)[1].max(initial=0))
    if len(found.gaps) > 2 and alike >= _ALIKE * len(found.gaps):
        told = say.join([told, say.ALIKE(language, alike=alike, pairs=len(found.gaps))], language)
    return told


def sentence_of_many(found: Many, language: Language = "en") -> str:
    """Say which reforms are told from the base, in which direction, and how sure all of this is together."""
    comma = "、" if language == "zh" else ", "
    told = [
        say.FOUND(language, verdict=_capital(VERDICTS[verdict](language)), names=comma.join(names))
        for verdict in Verdict
        if (names := [reform.name for reform in found.reforms if reform.verdict is verdict])
    ]
    return say.MANY(language, count=len(found.reforms), found=say.join(told, language),
                    confidence=f"{100.0 * found.confidence:g}",
                    method=say.METHODS[found.method](language))  # fmt: skip


def sentence_of_selection(found: Selection, language: Language = "en", unit: str = "") -> str:
    """Say which is best, how sure that is, and which cannot be ruled out."""
    if not found.scenarios:
        return say.NO_SELECTION(language, n=found.n)
    top = found.scenarios[0]
    chosen = say.SELECTED_WITHIN if found.within else say.SELECTED
    comma = "、" if language == "zh" else ", "
    parts = [
        chosen(language, best=top.name, n=found.n, value=amount(top.mean, unit, language, points=False),
               chance=percent(found.chance), within=amount(found.within, unit, language)),
        say.CERTAIN(language, certainty=percent(found.certainty)) if found.certainty >= 0.5 else "",
        say.RIVALS(language, names=comma.join(found.rivals)) if found.rivals else say.NO_RIVAL(language),
    ]  # fmt: skip
    if found.dropped:
        parts.append(say.DROPPED(language, dropped=found.dropped))
    return say.join(parts, language)


def sentence_of_look(look: Look, language: Language = "en", unit: str = "") -> str:
    """Say what was found and, where it is not enough, what more replications would buy."""
    values = {
        "difference": amount(look.difference, unit, language),
        "interval": interval(look.low, look.high, unit, language),
        "confidence": f"{100.0 * look.rule.confidence:.3g}",
        "pairs": look.n,
        "bound": amount(look.target, unit, language),
        "first": look.rule.first,
        "most": look.rule.most,
    }
    parts = [say.REASONS[look.reason](language, **values)]
    if not look.reason.is_answer and look.n > 1:
        parts.append(what_more_buys(look, language, unit))
    if look.dropped:
        parts.append(say.DROPPED(language, dropped=look.dropped))
    return say.join(parts, language)


def what_more_buys(look: Look, language: Language = "en", unit: str = "") -> str:
    """Say what more replications would buy; empty where the question is answered or nothing is known."""
    if look.reason.is_answer or look.n < 2:
        return ""
    if look.more is None:
        return say.NOT_FORESEEN(language, limit=f"{FORESEEN:,}")
    if look.spread == 0.0:
        return say.MORE_OF_THE_SAME(language, more=say.replications(look.more, language))
    values = {
        "more": say.replications(look.more, language),
        "now": amount(look.half_width, unit, language),
        "then": amount(look.half_width_after(look.more), unit, language),
    }
    if not math.isfinite(look.half_width):
        return say.MORE_FIRST(language, **values)
    return (say.MORE if look.rule.kind == "half-width" else say.MORE_DECIDES)(language, **values)


def sentence_of_looks(looks: Looks, language: Language = "en") -> str:
    """Say how many comparisons are answered, and how many more replications the rest would take."""
    total, left = len(looks.looks), len(looks.undecided)
    parts = [say.ALL_ANSWERED(language, total=total) if not left
             else say.SOME_ANSWERED(language, answered=total - left, total=total)]  # fmt: skip
    if left and any(looks.looks[key].reason is Reason.BUDGET for key in looks.undecided):
        parts.append(say.BUDGET_SPENT(language))
    if left:
        more = looks.more
        parts.append(say.NOT_FORESEEN(language, limit=f"{FORESEEN:,}") if more is None
                     else say.ALL_AFTER(language, more=say.replications(more, language)))  # fmt: skip
    return say.join(parts, language)


def percent(share: float) -> str:
    """Write a share in per cent so that what is not certain never reads 0 or 100."""
    if share < 0.001:
        return "< 0.1"
    if share > 0.999:
        return "> 99.9"
    return f"{100.0 * share:.1f}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
