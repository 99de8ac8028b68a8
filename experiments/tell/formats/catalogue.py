"""All forms in which the answers of a result folder are written."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from experiments.answer.table import AnswerTable
from experiments.store.result_folder import ResultFolder
from experiments.tell import report_page
from experiments.tell.formats import csv, parquet


class Format(NamedTuple):
    """A form of the report.

    Attributes
    ----------
    name : str
    write : callable
        Takes a result folder, its answer table and where to write; returns the files written.
    """

    name: str
    write: Callable[[ResultFolder, AnswerTable, Path], list[Path]]


FORMATS: tuple[Format, ...] = (
    Format("html", report_page.write),
    Format("parquet", parquet.write),
    Format("csv", csv.write),
)
