"""Result tables for the terminal: at most 100 columns, plain when piped."""

import math
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text as Cell

from experiments.answer.comparison import PairedRuns
from experiments.answer.table import AnswerTable, answer_table
from experiments.question.measures import HEADLINES, QUESTIONS
from experiments.store.result_folder import ResultFolder
from experiments.tell.cells import BY_NAME, name_of
from experiments.tell.formats.terminal import REFORMS_A_TABLE, symbols, table_of, tables
from experiments.tell.sentences.differences import sentences_of_answers
from experiments.words import Language
from experiments.words import results as say
from experiments.words.console import terminal
from experiments.words.numbers import MISSING
from sim.cohorts import COHORT_MARGIN_DAYS
from sim.measure import TAGS

WIDTH = 100


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
    for table in tables(answer_table(folder), language):
        out.print(table)
    dash = [say.DASH_MEANS(language)] if row.isna().any() else []
    _print_notes(out, language, [*rates_note(study["days"], language), *dash])


def show_comparison(comparison: PairedRuns, language: Language) -> None:
    """Print base values and paired differences by question, then what the pairing has bought."""
    out, signs, answers = console(), symbols(), answer_table(comparison.folder)
    study = comparison.folder.study
    title = (say.COMPARE_SETS_TITLE if comparison.parameters else say.COMPARE_TITLE)(
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
    for table in tables(answers, language):
        out.print(table)
    notes = interval_notes(comparison.replications, comparison.parameters, language)
    if comparison.replications > 1 or comparison.parameters > 1:
        notes[:0] = [say.SYMBOLS(language, **signs._asdict()), say.MATTERS_ARE(language)]
    notes = [*rates_note(study["days"], language), *notes]
    pairs = comparison.replications * max(comparison.parameters, 1)
    _print_notes(out, language, notes + _missing_notes(answers, pairs, language))
    if comparison.replications > 1 and not comparison.parameters:
        _show_ratios(out, comparison, language)
        _show_answers(out, comparison, language)


def rates_note(days: int, language: Language) -> list[str]:
    """Say why a run has no true rates where it is too short for them, and from how many days on there are some."""
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


def _show_ratios(out: Console, comparison: PairedRuns, language: Language) -> None:
    """Print the table of variance ratios with what it is worth."""
    n, found = comparison.replications, comparison.paired()
    for at in range(0, len(comparison.reforms), REFORMS_A_TABLE):
        reforms = comparison.reforms[at : at + REFORMS_A_TABLE]
        table = table_of(say.RATIO_TITLE(language))
        table.add_column(say.MEASURE(language), width=38)
        for reform in reforms:
            table.add_column(reform, justify="right", width=13, overflow="fold")
        for question in QUESTIONS:
            for measure in (BY_NAME[name] for name in question.first if name in comparison.runs):
                ratios = [found[measure.name, reform].variance_ratio for reform in reforms]
                if not all(math.isnan(ratio) for ratio in ratios):
                    told = (MISSING if math.isnan(ratio) else f"{ratio:.2f}" for ratio in ratios)
                    table.add_row(name_of(measure, language), *told)
        out.print(table)
    rough = say.VERY_ROUGH(language) if n < 20 else ""
    out.print(Cell(say.RATIO_COMMENT(language, n=n, rough=rough), style="dim"))


def _missing_notes(answers: AnswerTable, replications: int, language: Language) -> list[str]:
    """Say which comparisons had to leave replications out."""
    notes = [
        say.LEFT_OUT(
            language, measure=name_of(BY_NAME[row.measure], language), scenario=row.reform, dropped=row.dropped,
            n=replications,
        )
        for row in answers.rows
        if row.dropped and row.pairs
    ]  # fmt: skip
    if any(not row.pairs and not math.isnan(row.mean) for row in answers.rows):
        notes.insert(0, say.IN_BRACKETS(language))
    if any(row.dropped for row in answers.rows):
        notes.insert(0, say.DASH_MEANS(language))
    return notes


def _print_notes(out: Console, language: Language, notes: Sequence[str]) -> None:
    tags = {key: tag.letter(language) for key, tag in TAGS.items()}
    kinds = say.KINDS_ARE(language, c=tags["construction"], q=tags["queueing"], b=tags["behaviour"])
    for note in (*notes, say.MEASURED_TRUE(language), kinds):
        out.print(Cell(note, style="dim"))
    out.print()
