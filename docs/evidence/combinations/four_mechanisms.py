"""All combinations of the four mechanisms: what each contributes, and whether together is more than the sum.

`python docs/make.py four_mechanisms --place district --days 365 --replications 10 --page`
"""

from docs.evidence.combinations import words
from docs.evidence.combinations.carry_out import Combinations, main_of
from docs.evidence.combinations.complementarity import (
    added_last,
    alone,
    estimate,
    joint_effect,
    judge_together,
    pair_interaction,
    shapley,
    surplus,
)
from docs.evidence.combinations.outcomes import Outcomes
from docs.evidence.figures import shapley as shapley_figure
from docs.evidence.words import studies as say
from experiments.words import Language
from sim.measure import Measure


def page(found: Outcomes, language: Language, figures: str, data: str) -> str:
    """Return all combinations of the mechanisms as a page: joint effects, Shapley values, complementarity."""
    titles = [found.title(name, language) for name in found.bundles]
    judged, values_rows, surplus_rows, order_rows, pair_rows, examples = [], [], [], [], [], []
    for measure in words.measures_of(found):
        table, size = found.of(measure.name), words.size_of(found, measure)
        heading = words.heading(measure, language, size)
        joint, extra = estimate(joint_effect(table)), estimate(surplus(table))
        values = [estimate(v) for v in shapley(table).T]
        total = estimate(alone(table).sum(axis=1))
        word = judge_together(extra, measure.better, total)
        verdict = say.VERDICTS[word](language)
        judged.append((measure, extra, word))
        told = [words.shown(v, measure, size) for v in values]
        if joint.sign:
            told = [f"{t} ({words.minus(f'{100 * v.mean / joint.mean:.0f}')} %)"
                    for t, v in zip(told, values, strict=True)]  # fmt: skip
        none = words.level(found.level(measure.name, 0), measure, size)
        values_rows.append((heading, none, words.shown(joint, measure, size), *told))
        surplus_rows.append((heading, *(words.shown(e, measure, size) for e in (joint, total, extra)), verdict))
        if measure.name in words.KEY_MEASURES and joint.runs:
            order_rows += _orders(found, measure, titles, language)
            pair_rows += _pairs(found, measure, titles, language)
            shares = [say.VALUE_OF(language, name=t, value=words.change(v, measure, found, language))
                      for t, v in zip(titles, values, strict=True)]  # fmt: skip
            examples.append(
                say.FOUR_EXAMPLE(
                    language, measure=words.name_of(measure, language), values=words.listing(shares, language),
                    none=words.with_unit(none, measure, language, size), verdict=verdict,
                    joint=words.change(joint, measure, found, language),
                    surplus=words.change(extra, measure, found, language),
                )
            )  # fmt: skip
    measure_head, verdict_head = say.MEASURE(language), say.VERDICT(language)
    body = [
        f"## {say.FOUND(language)}",
        words.verdicts(judged, found, language),
        *examples,
        f"![{say.FOUR_FIGURE(language)}]({figures}/{found.about['study']}.{language}.svg)",
        say.FOUR_CAPTION(language),
        f"## {say.NUMBERS(language)}",
        say.SHAPLEY_TABLE(language),
        words.table([measure_head, say.NONE(language), say.JOINT(language), *titles], values_rows),
        say.SURPLUS_TABLE(language),
        words.table([measure_head, *(t(language) for t in (say.JOINT, say.SUM, say.SURPLUS)), verdict_head],
                    surplus_rows),
        say.ORDER_TABLE(language),
        words.table([measure_head, *(t(language) for t in (say.MECHANISM, say.ALONE, say.LAST, say.LAST_MINUS_ALONE)),
                     verdict_head], order_rows),
        say.PAIR_TABLE(language),
        words.table([measure_head, say.PAIR(language), say.INTERACTION(language), verdict_head], pair_rows),
    ]  # fmt: skip
    bundles = words.listing((f"`{name}`" for name in found.bundles), language)
    question = say.FOUR_QUESTION(language, worlds=2 ** len(found.bundles), bundles=bundles)
    return words.frame(found, say.FOUR_TITLE(language), question, body, language, data)


def _orders(found: Outcomes, measure: Measure, titles: list[str], language: Language) -> list[tuple[str, ...]]:
    """Return, for each mechanism, its effect alone against its effect added last."""
    table, size = found.of(measure.name), words.size_of(found, measure)
    rows = []
    for title, first, last in zip(titles, alone(table).T, added_last(table).T, strict=True):
        gain = estimate(last - first)
        cells = [words.shown(e, measure, size) for e in (estimate(first), estimate(last), gain)]
        verdict = say.VERDICTS[judge_together(gain, measure.better, estimate(first))](language)
        rows.append((words.heading(measure, language, size), title, *cells, verdict))
    return rows


def _pairs(found: Outcomes, measure: Measure, titles: list[str], language: Language) -> list[tuple[str, ...]]:
    """Return, for each pair of mechanisms, what the two add together beyond what each adds."""
    index, size = pair_interaction(found.of(measure.name)), words.size_of(found, measure)
    rows: list[tuple[str, ...]] = []
    for second in range(len(titles)):
        for first in range(second):
            gain = estimate(index[:, first, second])
            verdict = say.VERDICTS[judge_together(gain, measure.better)](language)
            pair = f"{titles[first]} × {titles[second]}"
            rows.append((words.heading(measure, language, size), pair, words.shown(gain, measure, size), verdict))
    return rows


STUDY = Combinations(
    "four_mechanisms", ("party_led", "command", "operation", "supervision"), page, shapley_figure.draw
)

if __name__ == "__main__":
    main_of(STUDY)
