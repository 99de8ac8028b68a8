"""Counters held against their bounds: `python -m benchmarks.counters [--renew]`; see README.md.

Nothing here is a time, so a busy machine finds what an idle one does.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from benchmarks import bounds, provenance

ROOT = Path(__file__).resolve().parents[1]


def count(program: str, folder: str) -> dict[str, int]:
    """Run a program of `benchmarks.counted` in a process of its own and return what it counts."""
    command = [sys.executable, "-m", "benchmarks.counted", program]
    environment = os.environ | {"WHISTLE_CACHE": folder}
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT, env=environment)
    return json.loads(done.stdout.splitlines()[-1])


def measure() -> dict[str, int]:
    """Count everything. Code is compiled into `WHISTLE_CACHE` if that is empty, else into a folder for this once."""
    own = os.environ.get("WHISTLE_CACHE")
    with tempfile.TemporaryDirectory(prefix="whistle-counters-") as once:
        folder = own if own and not any(Path(own).glob("whistle/*")) else once
        programs = ("help", "imports", "towns", "branches")  # the third compiles: about a minute
        return {name: value for program in programs for name, value in count(program, folder).items()}


def origin() -> dict[str, str]:
    """Return when, from which commit and with which versions the bounds are written."""
    versions = {name: version(name) for name in ("numpy", "numba")}
    return {"date": provenance.today(), "commit": provenance.commit(), "python": platform.python_version(), **versions}


def main() -> int:
    """Print the table; 1 if a counter is above its bound, new or missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.counters", description=__doc__)
    parser.add_argument("--renew", action="store_true", help="write new bounds, 5 %% above what is measured")
    options = parser.parse_args()
    measured = measure()
    if options.renew:
        try:
            bounds.write(bounds.bounds_for(measured), origin())
        except ValueError as above:
            print(f"bounds not renewed: {above}", file=sys.stderr)
            return 1
    held = bounds.hold(measured, bounds.read())
    print(bounds.HEAD, *(one.line() for one in held), sep="\n")
    wrong = [one for one in held if not one.ok]
    print(f"{len(held)} counters, {len(held) - len(wrong)} within their bounds, {len(wrong)} not")
    if wrong:
        print("If that is meant: `uv run python -m benchmarks.counters --renew`, and say why in the commit.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
