"""Where a measurement comes from: day, commit, machine."""

import datetime as dt
import os
import platform
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def today() -> str:
    """Return the date (UTC)."""
    return dt.datetime.now(dt.UTC).date().isoformat()


def commit() -> str:
    """Return the commit, marked where files have been changed since; "unknown" outside a checkout."""
    git = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    done = subprocess.run(git, capture_output=True, text=True, check=False, cwd=ROOT)
    return done.stdout.strip() or "unknown"


def machine() -> str:
    """Return the processor and how many of its cores there are."""
    return f"{_processor()}, {os.cpu_count()} cores"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def load() -> float:
    """Return how many processes wanted a core in the last minute, on average: the machine's own, not only ours."""
    return round(os.getloadavg()[0], 1)
