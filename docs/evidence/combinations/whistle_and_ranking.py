"""The two-by-two of whistle and ranking: whether they complement each other, substitute, or neither.

`python docs/make.py whistle_and_ranking --place district --days 365 --replications 20 --page`
"""

from docs.evidence.combinations import words
from docs.evidence.combinations.carry_out import Combinations, main_of
from docs.evidence.combinations.complementarity import (
    alone,
    estimate,
    interaction_contrast,
    joint_effect,
    judge_together,
)
from docs.evidence.combinations.outcomes import Outcomes
from docs.evidence.figures import two_by_two
from docs.evidence.words import studies as say
from experiments.words import Language


def page(found: Outcomes, language: Language, figures: str, data: str) -> str:
    """Return the two-by-two as a page: four worlds, what each reform does alone and both together."""
    first, second = (found.title(name, language) for name in found.bundles)
    judged, rows, examples = [], [], []
    for measure in words.measures_of(found):
        values, size = found.of(measure.name), words.size_of(found, measure)
        interaction = estimate(interaction_contrast(values))
        word = judge_together(interaction, measure.better, estimate(alone(values).sum(axis=1)))
        judged.append((measure, interaction, word))
        single = [estimate(change) for change in alone(values).T]
        both = estimate(joint_effect(values))
        none = words.level(found.level(measure.name, 0), measure, size)
        cells = [words.shown(e, measure, size) for e in (*single, both, interaction)]
        verdict = say.VERDICTS[word](language)
        rows.append((words.heading(measure, language, size), none, *cells, verdict))
        if measure.name in words.KEY_MEASURES and interaction.runs:
            told = [words.change(e, measure, found, language) for e in (*single, both, interaction)]
            values_told = dict(zip(("a", "b", "ab", "surplus"), told, strict=True))
            examples.append(
                say.TWO_EXAMPLE(
                    language, measure=words.name_of(measure, language), first=first, second=second, verdict=verdict,
                    none=words.with_unit(none, measure, language, size), **values_told,
                )
            )  # fmt: skip
    heads = [t(language) for t in (say.MEASURE, say.NONE)] + [first, second]
    heads += [t(language) for t in (say.BOTH, say.INTERACTION, say.VERDICT)]
    title = say.TWO_TITLE(language, first=first, second=second)
    body = [
        f"## {say.FOUND(language)}",
        words.verdicts(judged, found, language),
        *examples,
        f"![{title}]({figures}/{found.about['study']}.{language}.svg)",
        say.TWO_CAPTION(language),
        f"## {say.NUMBERS(language)}",
        words.table(heads, rows),
    ]
    question = say.TWO_QUESTION(language, first=first, second=second)
    return words.frame(found, title, question, body, language, data)


STUDY = Combinations("whistle_and_ranking", ("whistle", "ranking"), page, two_by_two.draw)

if __name__ == "__main__":
    main_of(STUDY)
