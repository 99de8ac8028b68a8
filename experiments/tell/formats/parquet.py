"""The answer table for programs: `answers/run.parquet` or `answers/compare.parquet`, codes and numbers alone."""

from pathlib import Path

from experiments.answer.table import AnswerTable
from experiments.store.answers import ANSWERS
from experiments.store.result_folder import ResultFolder


def write(folder: ResultFolder, answers: AnswerTable, target: Path) -> list[Path]:
    """Write the file beside what else has been asked of the runs."""
    path = target / ANSWERS / f"{folder.study['kind']}.parquet"
    path.parent.mkdir(exist_ok=True)
    answers.frame().to_parquet(path, index=False)
    return [path]
