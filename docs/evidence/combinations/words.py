"""Numbers, names and lists of a study's page in one language."""

import math
from collections.abc import Iterable, Sequence

from docs.evidence.combinations.complementarity import Estimate, Together
from docs.evidence.combinations.outcomes import MEASURES, Outcomes
from docs.evidence.words import studies as say
from experiments.words import Language
from experiments.words.numbers import MISSING, difference, number, unit_name
from sim.measure import Measure
from sim.measures import MEASURES as ALL_MEASURES

_OTHER: dict[Language, str] = {"en": "中文", "zh": "English"}
KEY_MEASURES = ("street_funnel_share", "restricted_mean_days_30", "true_resolution_rate", "true_satisfaction_rate")


def measures_of(found: Outcomes) -> list[Measure]:
    """Return the headline measures the outcomes have, in the order of the questions."""
    known = {measure.name: measure for measure in ALL_MEASURES}
    return [known[name] for name in MEASURES if name in known and name in found.table]


def name_of(measure: Measure, language: Language) -> str:
    """Return a measure's name."""
    return measure.title(language)


def with_unit(value: str, measure: Measure, language: Language, size: float) -> str:
    """Return a written level with its unit; a number without a unit stays as it is."""
    unit = unit_name(measure.unit, language, size)
    if value == MISSING or not unit or measure.unit == "0–1":
        return value
    return f"{value} × {unit}" if unit[0].isdigit() else f"{value} {unit}"


def shown(found: Estimate, measure: Measure, size: float) -> str:
    """Write a change with its interval, without the unit."""
    if found.runs == 0:
        return MISSING
    value, interval = difference(found.mean, found.low, found.high, measure.unit, size, most=5)
    return minus(value if interval == MISSING else f"{value} {interval}")


def level(found: Estimate, measure: Measure, size: float) -> str:
    """Write a level, without the unit."""
    return minus(number(found.mean, measure.unit, size))


def marked(found: Estimate, measure: Measure, size: float) -> str:
    """Write a change with its interval, and a star where that leaves out zero."""
    return shown(found, measure, size) + (" *" if found.sign else "")


def minus(text: str) -> str:
    """Put a real minus where a hyphen stands."""
    return text.replace("-", "−")


def heading(measure: Measure, language: Language, size: float) -> str:
    """Return a measure's name with the unit it is shown in."""
    unit = unit_name(measure.unit, language, size)
    name = name_of(measure, language)
    return f"{name}，{unit}" if unit and language == "zh" else f"{name}, {unit}" if unit else name


def size_of(found: Outcomes, measure: Measure) -> float:
    """Return the value that decides the unit a measure is shown in: its mean before any reform."""
    mean = found.level(measure.name, 0).mean
    return 0.0 if math.isnan(mean) else mean


def listing(names: Iterable[str], language: Language) -> str:
    """Join names to a list."""
    return ("、" if language == "zh" else ", ").join(names)


def verdicts(judged: Sequence[tuple[Measure, Estimate, Together]], found: Outcomes, language: Language) -> str:
    """Return the paragraph that says in which measures together is more than the sum, less, or neither."""
    words = {word for _, _, word in judged}
    better = bool(words & {Together.COMPLEMENT, Together.LESS_HARM})
    worse = bool(words & {Together.SUBSTITUTE, Together.MORE_HARM})
    if words <= {Together.NO_INTERVAL, Together.UNDEFINED}:
        overall = "unknown"
    else:
        overall = "both" if better and worse else "complement" if better else "substitute" if worse else "neither"
    sentences = [say.OVERALL[overall](language)]
    for word, sentence in say.LISTED.items():
        mine = [(m, e) for m, e, w in judged if w == word]
        if not mine:
            continue
        bare = word in (Together.NEITHER, Together.UNDEFINED)
        names = [
            name_of(m, language)
            if bare
            else say.NAMED(language, measure=name_of(m, language), value=change(e, m, found, language))
            for m, e in mine
        ]
        sentences.append(sentence(language, names=listing(names, language)))
    return joined(sentences, language)


def joined(sentences: Iterable[str], language: Language) -> str:
    """Join sentences to a paragraph."""
    return ("" if language == "zh" else " ").join(sentences)


def change(estimate: Estimate, measure: Measure, found: Outcomes, language: Language) -> str:
    """Write a change with interval and unit; that of a share in percentage points."""
    size = size_of(found, measure)
    told = shown(estimate, measure, size)
    if measure.unit == "share" and told != MISSING:
        return say.POINTS(language, value=told)
    return with_unit(told, measure, language, size)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def command_of(found: Outcomes) -> str:
    """Return the command that makes the study again."""
    about = found.about
    return (
        f"python docs/make.py {about['study']} --place {about['place']} --days {about['days']} "
        f"--replications {about['replications']} --seed {about['seed']} --base {about['base']} "
        f"--bundles {' '.join(found.bundles)}"
    )


def frame(found: Outcomes, title: str, question: str, body: Sequence[str], language: Language, data: str) -> str:
    """Put a page together: title, question, conditions, body, how to read, command."""
    about = found.about
    file = f"{about['study']}.csv"
    other = f"{about['study']}.zh.md" if language == "en" else f"{about['study']}.md"
    count = sum(found.of(m.name).size > 0 for m in measures_of(found))
    chance = say.CHANCE(language, n=count, luck=f"{count / 20:.0f}" if count >= 10 else "1")
    keys = ("place", "days", "replications", "seed", "base", "model")
    parts = [
        say.NOTICE(language, command=f"docs.evidence.combinations.{about['study']}", data=f"docs/data/{file}"),
        f"# {title}",
        f"[{_OTHER[language]}]({other})",
        question,
        say.CONDITIONS(language, **{key: about[key] for key in keys}),
        *body,
        f"## {say.HOW_TO_READ(language)}",
        say.READ(language, chance=chance),
        say.DATA(language, file=file, path=f"{data}/{file}"),
        f"## {say.AGAIN(language)}",
        f"```\n{command_of(found)}\n```",
    ]
    return "\n\n".join(parts) + "\n"
