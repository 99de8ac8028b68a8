"""Boxes and trees in sentences."""

import math
from typing import Any

from experiments.answer.discovery.findings import FEWEST, BoxFinding, Discovery
from experiments.answer.discovery.prim import Box, Limit
from experiments.answer.discovery.tree import Tree
from experiments.words import Language
from experiments.words import discovery as say
from experiments.words.factors import factor_words
from scenarios.scenario import lever_names


def sentences_of_discovery(found: Discovery, language: Language) -> list[str]:
    """Say where the event happens, how well that holds on points not seen, and how stable the limits are."""
    cases = found.cases
    event = found.event(language)
    decided, interest = int(cases.decided.sum()), int(cases.interest.sum())
    margin = say.ZERO(language) if cases.margin == 0 else f"{cases.margin:g}"
    said = [
        say.COUNTS(language, points=len(cases.mean), interest=interest, other=decided - interest, event=event,
                   undecided=cases.undecided, margin=margin, replications=cases.replications)
    ]  # fmt: skip
    if cases.replications < 2:
        said.append(say.ONE_RUN(language))
    if cases.left_out:
        said.append(say.POINTS_LEFT_OUT(language, missing=cases.left_out))
    for at, one in enumerate(found.boxes):
        said += _sentences_of_box(found, one, at > 0, language)
    if found.boxes:
        return said
    if min(interest, decided - interest) >= FEWEST:
        return [*said, say.NOTHING(language, event=event, inputs=len(found.inputs.columns))]
    if decided and interest in (0, decided):
        return [*said, (say.ALWAYS if interest else say.NEVER)(language, event=event)]
    return [*said, say.TOO_FEW_CASES(language, least=FEWEST)]


def _sentences_of_box(found: Discovery, one: BoxFinding, later: bool, language: Language) -> list[str]:
    event = found.event(language)
    worth = {"coverage": one.unseen.coverage, "density": one.unseen.density, "base": one.base_rate}
    told = {key: f"{100 * value:.0f}" for key, value in worth.items()}
    sentence = say.ALSO_WHEN if later else say.WHEN
    said = [_capital(sentence(language, event=event, conditions=conditions(one.box, found, language), **told))]
    weak = []
    for name in one.box if found.resamples else ():
        steady = one.stability.get(name)
        share = steady.same_side if steady else 0.0
        spread, limit = "", one.box[name]
        if steady and not is_switch(name) and math.isfinite(limit.low) and not math.isnan(steady.low[0]):
            spread += say.SPREAD_LOW(language, low=number(steady.low[0]), high=number(steady.low[1]))
        if steady and not is_switch(name) and math.isfinite(limit.high) and not math.isnan(steady.high[0]):
            spread += say.SPREAD_HIGH(language, low=number(steady.high[0]), high=number(steady.high[1]))
        title = factor_words(name)(language)
        said.append(
            say.STABLE(language, name=title, share=f"{100 * share:.0f}", resamples=found.resamples, spread=spread)
        )
        if share < 0.5:
            weak.append(title)
    if weak:
        said.append(say.UNSTABLE(language, names=("、" if language == "zh" else ", ").join(weak)))
    if one.undecided:
        said.append(say.UNDECIDED_INSIDE(language, count=one.undecided))
    return said


def conditions(box: Box, found: Discovery | None, language: Language) -> str:
    """Return the limits of a box as one clause, the most stable first."""
    names = list(box)
    steady = next((one.stability for one in found.boxes if one.box is box), {}) if found else {}
    if steady:
        names.sort(key=lambda name: -(steady[name].same_side if name in steady else 0.0))
    return say.AND(language).join(condition(name, box[name], language) for name in names)


def condition(name: str, limit: Limit, language: Language) -> str:
    """Return one limit in words."""
    title = factor_words(name)(language)
    if limit.allowed is not None:
        values = say.OR(language).join(value_words(value, language) for value in sorted(limit.allowed, key=str))
        return say.ONE_OF(language, name=title, values=values)
    if is_switch(name):
        return say.ONE_OF(language, name=title, values=value_words(limit.low > 0.0, language))
    low, high = number(limit.low), number(limit.high)
    if math.isinf(limit.low):
        return say.BELOW(language, name=title, high=high)
    if math.isinf(limit.high):
        return say.ABOVE(language, name=title, low=low)
    return say.BETWEEN(language, name=title, low=low, high=high)


def is_switch(name: str) -> bool:
    """Tell whether an input is a switch of a lever: tables hold it as 0 and 1."""
    lever, _, field = name.partition(".")
    declared = lever_names().get(lever)
    return declared is not None and any(r.name == field and r.unit == "switch" for r in declared.fields())


def value_words(value: Any, language: Language) -> str:
    """Write a category: a switch as on or off."""
    if isinstance(value, bool):
        return (say.YES if value else say.NO)(language)
    return str(value)


def number(value: float) -> str:
    """Write a limit with three significant digits, no exponent."""
    if value == 0 or math.isinf(value) or math.isnan(value):
        return f"{value:g}"
    digits = max(2 - math.floor(math.log10(abs(value))), 0)
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def sentences_of_tree(found: Tree, language: Language, outcome: str = "") -> list[str]:
    """Say what the difference is in each group, and how much that explains on points not seen."""
    outcome = outcome or say.THE_OUTCOME(language)
    if len(found.leaves) < 2:
        return [say.TREE_NOTHING(language, outcome=outcome, mean=number(found.mean))]
    values = {"leaves": len(found.leaves), "r2": f"{100 * max(found.r2, 0.0):.0f}", "outcome": outcome}
    if math.isnan(found.ceiling):
        said = [say.TREE_UNKNOWN(language, **values)]
    else:
        said = [say.TREE_WORTH(language, **values, ceiling=f"{100 * found.ceiling:.0f}")]
    for leaf in found.leaves:
        told = {"mean": f"{leaf.mean:+.3g}", "low": number(leaf.low), "high": number(leaf.high)}
        share = f"{100 * leaf.share:.0f}"
        said.append(say.LEAF(language, conditions=conditions(leaf.box, None, language), share=share, **told))
    return said


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
