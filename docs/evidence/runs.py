"""Where the runs of the documents' studies are kept: outside the work tree, so that a fresh clone finds them."""

import os
from pathlib import Path

VARIABLE = "WHISTLE_RUNS"


def runs_folder(name: str) -> Path:
    """Return the folder of a study's runs: below what the variable names, else where a user's data lie."""
    given = os.environ.get(VARIABLE)
    root = Path(given).expanduser() if given else Path.home() / ".local" / "share" / "whistle" / "runs"
    return root / name
