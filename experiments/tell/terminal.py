"""Result tables for the terminal: at most 100 columns, plain when piped."""

import math
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text as Cell

from experiments.answer.comparison import PairedRuns
from experiments.answer.statistics import Difference
from experiments.answer.two_intervals import TwoIntervals
from experiments.question.measures import HEADLINES, QUESTIONS
from experiments.store.result_folder import ResultFolder
from experiments.tell.sentences.differences import sentences_of_answers
from experiments.words import Language
from experiments.words import results as say
from experiments.words.console import terminal
from experiments.words.numbers import MISSING, difference, number, unit_name
from experiments.words.verdicts import Verdict
from sim.measures import COHORT_MARGIN_DAYS, MEASURES, TAGS, Measure

WIDTH = 100
REFORMS_A_TABLE = 4
Found = dict[tuple[str, str], Difference]
Both = dict[tuple[str, str], TwoIntervals]  # empty without parameter sets
BY_NAME = {measure.name: measure for measure in MEASURES}
_STYLES = {Verdict.BETTER: "green", Verdict.WORSE: "red", Verdict.HIGHER: "cyan", Verdict.LOWER: "cyan"}


class Symbols(NamedTuple):
    """Marks of verdicts; letters where the terminal cannot show the signs."""

    better: str = "✓"
    worse: str = "✗"
    zero: str = "○"
    other: str = "•"

    def of(self, verdict: Verdict) -> str:
        """Return the mark of a verdict."""
        return {
            Verdict.BETTER: self.better,
            Verdict.WORSE: self.worse,
            Verdict.INDISTINGUISHABLE: self.zero,
            Verdict.HIGHER: self.other,
            Verdict.LOWER: self.other,
        }.get(verdict, " ")


def symbols() -> Symbols:
    """Return marks the output can encode."""
    try:
        "".join(Symbols()).encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return Symbols("+", "x", "o", "*")
    return Symbols()


def console() -> Console:
    """Return a console at most 100 columns wide; without colour when piped."""
    out = terminal()
    return terminal(width=min(out.width, WIDTH) if out.is_terminal else WIDTH)


def show_run(folder: ResultFolder, language: Language) -> None:
    """Print the measures of a single run by question."""
    out, row = console(), folder.runs.iloc[0]
    study = folder.study
    title = say.RUN_TITLE(
        language,
        scenario=row["scenario"],
        place=row["place"],
        days=study["days"],
        seed=study["seed"],
        base=folder.manifest["engine"].get("base", study["base"]),
    )
    out.print(Cell(title, style="bold"))
    for question in QUESTIONS:
        table = table_of(question.title(language))
        table.add_column("", no_wrap=True)
        table.add_column(say.MEASURE(language), width=44)
        table.add_column(say.VALUE(language), justify="right", width=14)
        for measure in _present(question.measures, row.index):
            value = float(row[measure.name])
            table.add_row(_tag(measure, language), _name(measure, language, value), number(value, measure.unit, value))
        out.print(table)
    dash = [say.DASH_MEANS(language)] if row.isna().any() else []
    _print_notes(out, language, [*rates_note(study["days"], language), *dash])


def show_comparison(comparison: PairedRuns, language: Language) -> None:
    """Print base values and paired differences by question, then what the pairing has bought."""
    out, signs = console(), symbols()
    found = comparison.paired()
    both = comparison.two_intervals()
    base_means = comparison.runs[comparison.runs["scenario"] == comparison.base].mean(numeric_only=True)
    study = comparison.folder.study
    title = (say.COMPARE_SETS_TITLE if both else say.COMPARE_TITLE)(
        language,
        sets=comparison.parameters,
        base=comparison.base,
        reforms=", ".join(comparison.reforms),
        place=study["place"],
        days=study["days"],
        replications=comparison.replications,
        seed=study["seed"],
    )
    out.print(Cell(title, style="bold"))
    single = len(comparison.reforms) == 1
    for at in range(0, len(comparison.reforms), REFORMS_A_TABLE):
        reforms = comparison.reforms[at : at + REFORMS_A_TABLE]
        for question in QUESTIONS:
            table = table_of(question.title(language))
            measures = _present(question.measures, base_means.index)
            fill = _fill_one if single else _fill_grid
            fill(table, measures, reforms, found, both, base_means, signs, language)
            out.print(table)
    notes = interval_notes(comparison.replications, comparison.parameters, language)
    if comparison.replications > 1 or comparison.parameters > 1:
        marks = {"better": signs.better, "worse": signs.worse, "zero": signs.zero, "other": signs.other}
        notes.insert(0, say.SYMBOLS(language, **marks))
    notes = [*rates_note(study["days"], language), *notes]
    pairs = comparison.replications * max(comparison.parameters, 1)
    _print_notes(out, language, notes + _missing_notes(found, pairs, language))
    if comparison.replications > 1 and not both:
        _show_ratios(out, comparison, found, language)
        _show_answers(out, comparison, language)


def rates_note(days: int, language: Language) -> list[str]:
    """Say why a run has no rates where it is too short for them, and from how many days on there are some."""
    if days > COHORT_MARGIN_DAYS:
        return []
    return [say.TOO_SHORT_FOR_RATES(language, days=days, margin=COHORT_MARGIN_DAYS, least=COHORT_MARGIN_DAYS + 1)]


def _show_answers(out: Console, comparison: PairedRuns, language: Language) -> None:
    """Print what the headline measures say of all reforms together."""
    out.print(Cell(say.ANSWERS_TITLE(language), style="bold"))
    for name in HEADLINES:
        if name in comparison.runs:
            for sentence in sentences_of_answers(comparison.answers(name), language):
                out.print(sentence)
    out.print()


def interval_notes(replications: int, sets: int, language: Language) -> list[str]:
    """Say what the intervals of a comparison are, or why there are none."""
    if sets:
        notes = [say.TWO_INTERVALS(language, sets=sets)]
        notes += [say.LUCK_IN_IT(language)] if replications == 1 else []
        return notes + ([say.ONE_SET(language)] if sets == 1 else [])
    return [say.INTERVALS_ARE(language, n=replications) if replications > 1 else say.ONE_REPLICATION(language)]


def interval_lines(gap: Difference, both: TwoIntervals | None, unit: str, size: float) -> list[str]:
    """Write the interval of a difference, or its two intervals; nothing where there is none."""
    ends = [(gap.low, gap.high)] if both is None else [(both.luck_low, both.luck_high), (both.low, both.high)]
    if all(math.isnan(low) for low, _ in ends):
        return []
    return [difference(gap.difference, low, high, unit, size)[1] for low, high in ends]


def _fill_one(
    table: Table,
    measures: Sequence[Measure],
    reforms: Sequence[str],
    found: Found,
    both: Both,
    base_means: "pd.Series[float]",
    signs: Symbols,
    language: Language,
) -> None:
    """One reform: a line a measure, the verdict in words."""
    table.add_column("", no_wrap=True)
    table.add_column(say.MEASURE(language), width=25)
    for text, width in ((say.BASE, 9), (say.DIFFERENCE, 10), (say.BOTH_INTERVALS if both else say.INTERVAL, 17)):
        table.add_column(text(language), justify="right", width=width)
    table.add_column(say.VERDICT(language), width=31)
    for measure in measures:
        gap, size = found[measure.name, reforms[0]], float(base_means[measure.name])
        lines = interval_lines(gap, both.get((measure.name, reforms[0])), measure.unit, size)
        told, _ = difference(gap.difference, gap.low, gap.high, measure.unit, size)
        if not gap.pairs and not math.isnan(gap.mean):
            told = f"({number(gap.mean, measure.unit, size)})"
        table.add_row(
            _tag(measure, language),
            _name(measure, language, size),
            number(size, measure.unit, size),
            Cell(told, style=_STYLES.get(gap.verdict, "")),
            "\n".join(lines) or MISSING,
            Cell(f"{signs.of(gap.verdict)} {say.VERDICTS[gap.verdict](language)}", style=_STYLES.get(gap.verdict, "")),
        )


def _fill_grid(
    table: Table,
    measures: Sequence[Measure],
    reforms: Sequence[str],
    found: Found,
    both: Both,
    base_means: "pd.Series[float]",
    signs: Symbols,
    language: Language,
) -> None:
    """Several reforms: a column each, difference over interval."""
    table.add_column("", no_wrap=True)
    table.add_column(say.MEASURE(language), width=20)
    table.add_column(say.BASE(language), justify="right", width=7)
    for reform in reforms:
        table.add_column(reform, justify="right", width=16, overflow="fold")
    for measure in measures:
        size = float(base_means[measure.name])
        cells = []
        for reform in reforms:
            gap = found[measure.name, reform]
            told, _ = difference(gap.difference, gap.low, gap.high, measure.unit, size)
            if not gap.pairs and not math.isnan(gap.mean):
                told = f"({number(gap.mean, measure.unit, size)})"
            cell = Cell(f"{signs.of(gap.verdict)} {told}".strip(), style=_STYLES.get(gap.verdict, ""))
            for line in interval_lines(gap, both.get((measure.name, reform)), measure.unit, size):
                cell.append("\n" + line, "default dim")
            cells.append(cell)
        table.add_row(_tag(measure, language), _name(measure, language, size), number(size, measure.unit, size), *cells)


def _show_ratios(out: Console, comparison: PairedRuns, found: Found, language: Language) -> None:
    """Print the table of variance ratios with what it is worth."""
    n = comparison.replications
    for at in range(0, len(comparison.reforms), REFORMS_A_TABLE):
        reforms = comparison.reforms[at : at + REFORMS_A_TABLE]
        table = table_of(say.RATIO_TITLE(language))
        table.add_column(say.MEASURE(language), width=38)
        for reform in reforms:
            table.add_column(reform, justify="right", width=13, overflow="fold")
        for question in QUESTIONS:
            for measure in _present(question.measures, comparison.runs.columns):
                ratios = [found[measure.name, reform].variance_ratio for reform in reforms]
                if not all(math.isnan(ratio) for ratio in ratios):
                    table.add_row(_name(measure, language), *(MISSING if math.isnan(r) else f"{r:.2f}" for r in ratios))
        out.print(table)
    rough = say.VERY_ROUGH(language) if n < 20 else ""
    out.print(Cell(say.RATIO_COMMENT(language, n=n, rough=rough), style="dim"))


def _missing_notes(found: Found, replications: int, language: Language) -> list[str]:
    """Say which comparisons had to leave replications out."""
    headline = {name for question in QUESTIONS for name in question.measures}
    notes = [
        say.LEFT_OUT(
            language, measure=_name(BY_NAME[name], language), scenario=reform, dropped=gap.dropped, n=replications
        )
        for (name, reform), gap in found.items()
        if gap.dropped and gap.pairs and name in headline
    ]
    if any(name in headline and not gap.pairs and not math.isnan(gap.mean) for (name, _), gap in found.items()):
        notes.insert(0, say.IN_BRACKETS(language))
    if any(name in headline and gap.dropped for (name, _), gap in found.items()):
        notes.insert(0, say.DASH_MEANS(language))
    return notes


def _print_notes(out: Console, language: Language, notes: Sequence[str]) -> None:
    tags = {key: tag.letter(language) for key, tag in TAGS.items()}
    kinds = say.KINDS_ARE(language, c=tags["construction"], q=tags["queueing"], b=tags["behaviour"])
    for note in (*notes, say.MEASURED_TRUE(language), kinds):
        out.print(Cell(note, style="dim"))
    out.print()


def table_of(title: str | None = None) -> Table:
    """Return an empty table in the style of all."""
    return Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, padding=0, pad_edge=False)


def _present(names: Sequence[str], columns: Any) -> list[Measure]:
    return [BY_NAME[name] for name in names if name in BY_NAME and name in columns]


def _name(measure: Measure, language: Language, size: float = 0.0) -> str:
    unit = unit_name(measure.unit, language, size)
    name = measure.title(language)
    comma = "，" if language == "zh" else ", "
    return name + (comma + unit if unit else "")


def _tag(measure: Measure, language: Language) -> str:
    return TAGS[measure.tag].letter(language)
