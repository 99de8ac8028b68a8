"""The command `whistle` in this process, for tests."""

import sys
from typing import NamedTuple

from experiments.doors.cli import main


class Told(NamedTuple):
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


def whistle(capsys, monkeypatch, *arguments: str) -> Told:
    """Run `whistle` with these arguments."""
    monkeypatch.setattr(sys, "argv", ["whistle", *arguments])
    capsys.readouterr()
    code = 0
    try:
        main()
    except SystemExit as ended:
        code = int(ended.code or 0)
    told = capsys.readouterr()
    return Told(code, told.out, told.err)
