"""Writing all pages anew after a study has left its numbers: pages know of studies, not the other way round."""

import subprocess
import sys

from docs.evidence.numbers import FOLDER


def write_pages() -> int:
    """Run `docs/make.py pages` in a process of its own; return its exit code."""
    command = [sys.executable, "docs/make.py", "pages"]
    return subprocess.run(command, cwd=FOLDER.parent.parent, check=False).returncode
