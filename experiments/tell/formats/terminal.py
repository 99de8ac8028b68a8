"""Answer tables in the terminal: plain when piped, at most 100 columns."""

import sys
from collections.abc import Iterator
from typing import NamedTuple

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text as Cell

from experiments.answer.table import AnswerRow, AnswerTable
from experiments.tell.cells import QUESTION_TITLES, Cells, Style, cells_of
from experiments.words import Language
from experiments.words import results as say
from experiments.words.numbers import MISSING

REFORMS_A_TABLE = 4
_COLOURS = {"better": "green", "worse": "red", "other": "cyan"}


class Symbols(NamedTuple):
    """Marks of verdicts; letters where the terminal cannot show the signs."""

    better: str = "✓"
    worse: str = "✗"
    other: str = "•"
    zero: str = "○"
    same: str = "="
    small: str = "≈"

    def of(self, style: Style) -> str:
        """Return the mark of a verdict that looks like this."""
        return str(getattr(self, style)) if style else " "


def symbols() -> Symbols:
    """Return marks the output can encode."""
    try:
        "".join(Symbols()).encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return Symbols("+", "x", "*", "o", "=", "~")
    return Symbols()


def tables(answers: AnswerTable, language: Language) -> Iterator[Table]:
    """Yield a table for each question: values of a run, one reform with its verdict in words, or a column a reform."""
    reforms = answers.reforms
    fill = _values if not reforms else _one if len(reforms) == 1 else _grid
    for at in range(0, max(len(reforms), 1), REFORMS_A_TABLE):
        for question, measures in answers.by_question():
            table = table_of(QUESTION_TITLES[question](language))
            table.add_column("", no_wrap=True)
            fill(table, [rows[at : at + REFORMS_A_TABLE] for rows in measures], language)
            yield table


def table_of(title: str | None = None) -> Table:
    """Return an empty table in the style of all."""
    return Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, padding=0, pad_edge=False)


def _values(table: Table, measures: list[list[AnswerRow]], language: Language) -> None:
    table.add_column(say.MEASURE(language), width=44)
    table.add_column(say.VALUE(language), justify="right", width=14)
    for (row,) in measures:
        cells = cells_of(row, language)
        table.add_row(cells.tag, cells.name, cells.value)


def _one(table: Table, measures: list[list[AnswerRow]], language: Language) -> None:
    interval = say.BOTH_INTERVALS if any(row.sets for (row,) in measures) else say.INTERVAL
    table.add_column(say.MEASURE(language), width=25)
    for text, width in ((say.BASE, 9), (say.DIFFERENCE, 10), (interval, 17)):
        table.add_column(text(language), justify="right", width=width)
    table.add_column(say.VERDICT(language), width=31, overflow="fold")
    for (row,) in measures:
        cells = cells_of(row, language)
        verdict = _coloured(f"{symbols().of(cells.style)} {cells.verdict}", cells)
        lines = "\n".join(cells.intervals) or MISSING
        table.add_row(cells.tag, cells.name, cells.base, _coloured(cells.difference, cells), lines, verdict)


def _grid(table: Table, measures: list[list[AnswerRow]], language: Language) -> None:
    table.add_column(say.MEASURE(language), width=20)
    table.add_column(say.BASE(language), justify="right", width=7)
    for row in measures[0]:
        table.add_column(row.reform, justify="right", width=16, overflow="fold")
    for rows in measures:
        each = [cells_of(row, language) for row in rows]
        columns = [_coloured(f"{symbols().of(cells.style)} {cells.difference}".strip(), cells) for cells in each]
        for column, cells in zip(columns, each, strict=True):
            for line in cells.intervals:
                column.append("\n" + line, "default dim")
        table.add_row(each[0].tag, each[0].name, each[0].base, *columns)


def _coloured(text: str, cells: Cells) -> Cell:
    return Cell(text, style=_COLOURS.get(cells.style, ""))
