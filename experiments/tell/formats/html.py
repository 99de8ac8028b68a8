"""Answer tables as HTML, for reports and notebooks."""

from html import escape

from experiments.answer.table import AnswerRow, AnswerTable
from experiments.tell.cells import QUESTION_TITLES, Cells, cells_of
from experiments.words import Language
from experiments.words import results as say

_COLOURED = ("better", "worse", "other")  # what else a verdict may look like is grey


def table(answers: AnswerTable, language: Language) -> str:
    """Return a table of base values and differences with intervals, or of a single run's values, by question."""
    heads = [answers.rows[0].base, *answers.reforms] if answers.reforms else [say.VALUE(language)]
    lines = [f"<tr><th>{say.MEASURE(language)}</th>{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr>"]
    for question, measures in answers.by_question():
        title = escape(QUESTION_TITLES[question](language))
        lines.append(f'<tr class="q"><td colspan="{1 + len(heads)}">{title}</td></tr>')
        lines += [_line(rows, language) for rows in measures]
    return "<table>" + "".join(lines) + "</table>"


def label(name: str, tag: str) -> str:
    """Return a measure's name with its letter."""
    return f'{escape(name)} <span class="tag">{escape(tag)}</span>'


def minus(text: str) -> str:
    """Write the minus sign of print."""
    return escape(text.replace("-", "−"))


def _line(rows: list[AnswerRow], language: Language) -> str:
    cells = [cells_of(row, language) for row in rows]
    compared = bool(rows[0].reform)
    values = [minus(cells[0].base), *map(_difference, cells, rows)] if compared else [minus(cells[0].value)]
    return f"<tr><td>{label(cells[0].name, cells[0].tag)}</td>{''.join(f'<td>{value}</td>' for value in values)}</tr>"


def _difference(cells: Cells, row: AnswerRow) -> str:
    look = cells.style if cells.style in _COLOURED else "i"
    parts = [f'<span class="{look}">{minus(cells.difference)}<br>{escape(cells.verdict)}</span>']
    grey = [*map(minus, cells.intervals), *([f"n = {row.pairs}"] if row.dropped else [])]
    return "<br>".join([*parts, *(f'<span class="i">{text}</span>' for text in grey)])
