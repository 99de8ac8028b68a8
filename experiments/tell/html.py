"""What objects show of themselves in a notebook: tables and sentences as small pieces of HTML."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from experiments.answer.table import answer_table
from experiments.store.folder import RunStore
from experiments.store.result_folder import ResultFolder
from experiments.tell.formats.html import table
from experiments.tell.sweep import points_told
from experiments.tell.terminal import interval_notes
from experiments.words import Language
from experiments.words import objects as say

STYLE = (
    "<style>.whistle table{border-collapse:collapse;font-size:.9em}.whistle th,.whistle td{padding:.25em .5em;"
    "text-align:right;vertical-align:top;white-space:normal}.whistle th:first-child,.whistle td:first-child,"
    ".whistle tr.q td{text-align:left}.whistle tr.q td{font-weight:600}.whistle .better{color:#006d4c}"
    ".whistle .worse{color:#a83a00}.whistle .other{color:#0a5a8c}.whistle .i,.whistle .tag{color:#777}</style>"
)


def piece(*content: str) -> str:
    """Return pieces of HTML as one, in a style that touches nothing else on the page."""
    return f'{STYLE}<div class="whistle">{"".join(content)}</div>'


def paragraph(text: str) -> str:
    """Return a text as a paragraph."""
    return f"<p>{escape(text)}</p>"


def sections(title: str, said: Mapping[str, Sequence[str]]) -> str:
    """Return sentences in groups, under one title."""
    lists = (f"<ul>{''.join(f'<li>{escape(each)}</li>' for each in group)}</ul>" for group in said.values() if group)
    return piece(f"<p><b>{escape(title)}</b></p>", *lists)


def points_table(store: RunStore, language: Language) -> str:
    """Return the points of a sweep."""
    told = points_told(store, language)
    head = "".join(f"<th>{escape(name)}</th>" for name in told.columns)
    rows = ("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in told.rows)
    return piece(paragraph(told.head), f"<table><tr>{head}</tr>{''.join(rows)}</table>", *map(paragraph, told.notes))


def answers_table(folder: ResultFolder, language: Language, tables: Iterable[str]) -> str:
    """Return what a result folder answers, by question, and which tables it holds."""
    study = folder.study
    notes = [say.TABLES(language, names=", ".join(tables)), say.FOLDER(language, folder=folder.path)]
    if study["kind"] == "compare":
        notes = [*interval_notes(study["replications"], int(study.get("parameters", 0)), language), *notes]
    return piece(table(answer_table(folder), language), *map(paragraph, notes))
