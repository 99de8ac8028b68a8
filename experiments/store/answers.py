"""What has been asked of a folder's runs: `answers/NAME.json`, one small record for each answer that was given.

NAME is the command, or COMMAND.MEASURE. A record holds the options that were given and the content hash of the runs the
answer was made from; whoever wants the answer again works it out from the runs with these options. Beside them lies
what a comparison or a run answers, as a table (`answers/compare.parquet`). No answer is a result: content hashes leave
them out, and merging folders leaves them where they are.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from experiments.words import answered as say
from experiments.words.faults import bad_input

ANSWERS = "answers"


class Answer(NamedTuple):
    """What was asked.

    Attributes
    ----------
    options : dict
        As they were given to the command.
    content : str
        Content hash of the runs at that time.
    """

    options: dict[str, Any]
    content: str


def write_answer(folder: Path, name: str, answer: Answer) -> Path:
    """Write an answer's record, whole or not at all."""
    path = _file(folder, name)
    path.parent.mkdir(exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        text = json.dumps(answer._asdict(), indent=1, ensure_ascii=False, sort_keys=True)
        fresh.write_text(text + "\n", encoding="utf-8")
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return path


def answers_of(folder: Path, command: str) -> Mapping[str, Answer]:
    """Return what has been asked of a command, by measure; "" where the record is of no single one.

    Raises
    ------
    sim.errors.BadInput
        If a record cannot be read.
    """
    found = {}
    for path in sorted((folder / ANSWERS).glob("*.json")):
        name, _, measure = path.name.removesuffix(".json").partition(".")
        if name == command:
            found[measure] = _read(path, command)
    return found


def _file(folder: Path, name: str) -> Path:
    return folder / ANSWERS / f"{name}.json"


def _read(path: Path, command: str) -> Answer:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return Answer(dict(record["options"]), str(record["content"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = (str(error).splitlines() or ["?"])[0]
        raise bad_input((say.DAMAGED, {"path": path, "reason": reason, "command": command})) from error
