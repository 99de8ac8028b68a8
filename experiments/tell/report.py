"""The report of a result folder, in every form there is (`experiments.tell.formats.catalogue`)."""

from pathlib import Path

from experiments.answer.table import answer_table
from experiments.store.result_folder import ResultFolder
from experiments.tell.formats.catalogue import FORMATS


def write_reports(folder: ResultFolder, target: Path) -> list[Path]:
    """Write the answers of a folder into `target`, in every form, and return the files."""
    answers = answer_table(folder)
    return [path for form in FORMATS for path in form.write(folder, answers, target)]
