"""Whole processes: what one cost from start to end."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]


class Cost(NamedTuple):
    """What a process that has ended cost."""

    cpu: float  # seconds, user and system
    peak_mb: float  # most memory
    told: str  # what it has printed


def run(arguments: list[str], cache: str | None = None) -> Cost:
    """Run Python with these arguments, perhaps with compiled code kept elsewhere, and return what it cost.

    Raises
    ------
    subprocess.CalledProcessError
        The process failed.
    """
    command = [sys.executable, *arguments]
    environment = os.environ | ({"WHISTLE_CACHE": cache} if cache else {})
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)
    with process.stdout:
        told = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 2**20, told)
