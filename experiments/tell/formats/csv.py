"""The answer table as `answers.csv`: codes and numbers, and beside them what they are called in both languages."""

import csv
import math
from pathlib import Path
from typing import Any

from experiments.answer.table import COLUMNS, AnswerRow, AnswerTable
from experiments.store.result_folder import ResultFolder
from experiments.tell.cells import BY_NAME, QUESTION_TITLES, cells_of
from experiments.words import LANGUAGES, Language
from experiments.words.numbers import csv_text
from sim.measure import TAGS

FILE = "answers.csv"
_WORDS = ("question", "measure", "verdict", "driver", "matters_source")


def write(_folder: ResultFolder, answers: AnswerTable, target: Path) -> list[Path]:
    """Write the file; the mark at its beginning tells spreadsheets that Chinese stands in it."""
    path = target / FILE
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        called = [f"{name}_{language}" for language in LANGUAGES for name in _WORDS]
        writer.writerow([*(column.name for column in COLUMNS), "unit", *called])
        for row in answers.rows:
            words = [word for language in LANGUAGES for word in _words(row, language)]
            writer.writerow([*map(_written, row), BY_NAME[row.measure].unit, *map(csv_text, words)])
    return [path]


def _words(row: AnswerRow, language: Language) -> tuple[str, ...]:
    measure = BY_NAME[row.measure]
    return (QUESTION_TITLES[row.question](language), measure.title(language), cells_of(row, language).verdict,
            TAGS[measure.tag].name(language), measure.matters.source(language))  # fmt: skip


def _written(value: Any) -> str:
    if isinstance(value, float):
        return "" if math.isnan(value) else repr(value)
    return csv_text(str(value))
