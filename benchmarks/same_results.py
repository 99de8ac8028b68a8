"""Whether fixed runs still come out the same: `python -m benchmarks.same_results [PLACE …] [--renew]`; see README.md.

A run with every table, a comparison and a sweep are made by the commands a user would give, and every table of theirs
is hashed without regard to the order of rows or columns. `results.toml` says what they were; a change of structure
leaves it alone, a change of results renews it and says why in the changelog.
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("results.toml")
DAYS = {"classroom": 60, "quarter": 45, "district": 20}
# Addresses name the sources that made a run, times the machine: neither is a result.
NO_RESULT = ("run", "wall_seconds", "cpu_seconds")
APART = ("plan", "timing", "worlds")

SWEEP = """base = "duty_list"
reference = "status_quo"
place = "{place}"
days = {days}
replications = 2
[factors]
"duty_list.gate" = [0.2, 0.8]
"""


def commands(place: str, folder: Path) -> dict[str, list[str]]:
    """Return the commands by the name of the folder that each fills."""
    (folder / "study.toml").write_text(SWEEP.format(place=place, days=DAYS[place]), encoding="utf-8")
    common = ["--place", place, "--days", str(DAYS[place])]
    kept = ["--keep", "issues"]
    several = ["--replications", "2", "--parameters", "2", "--workers", "2"]
    return {
        "run": ["run", "integrated", *common],
        "compare": ["compare", "status_quo", "whistle", "integrated", *common, *several, *kept],
        "sweep": ["sweep", str(folder / "study.toml"), "--workers", "2"],
    }


def tables(folder: Path) -> dict[str, str]:
    """Return the hash of every table of a result folder, whatever files its rows lie in."""
    files = defaultdict(list)
    where = folder if (folder / "runs.parquet").exists() else folder / "parts"  # what is published, else the runs
    for file in where.glob("*.parquet"):
        if (name := file.stem.partition("-")[0]) not in APART:
            files[name].append(file)
    return {name: table_hash([pd.read_parquet(file) for file in files[name]]) for name in sorted(files)}


def table_hash(parts: list[pd.DataFrame]) -> str:
    """Return the first sixteen digits of a SHA-256 of a table's rows in their sorted order."""
    whole = pd.concat([part for part in parts if len(part)] or parts[:1])
    whole = whole[sorted(column for column in whole.columns if column not in NO_RESULT)]
    rows = np.sort(pd.util.hash_pandas_object(whole, index=False).to_numpy(np.uint64))
    return hashlib.sha256(f"{list(whole.columns)} {len(whole)}".encode() + rows.tobytes()).hexdigest()[:16]


def made(place: str) -> dict[str, str]:
    """Make everything in one place and return the hashes of its tables."""
    with tempfile.TemporaryDirectory(prefix="whistle-same-") as temporary:
        folder, found = Path(temporary), {}
        for name, words in commands(place, folder).items():
            command = [sys.executable, "-m", "experiments", *words, "--out", str(folder / name), "--quiet"]
            subprocess.run(command, check=True, cwd=ROOT)
            found |= {f"{name}.{table}": digest for table, digest in tables(folder / name).items()}
    return found


def main() -> int:
    """Print what differs; 1 if anything does."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.same_results", description=__doc__)
    parser.add_argument("places", nargs="*", default=list(DAYS), help="of classroom, quarter, district; default: all")
    parser.add_argument("--renew", action="store_true", help="write what comes out now")
    options = parser.parse_args()
    known = tomllib.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
    wrong = 0
    for place in options.places:
        found, then = made(place), known.get(place, {})
        known[place] = found
        differing = sorted(name for name in found.keys() | then.keys() if found.get(name) != then.get(name))
        wrong += len(differing)
        print(f"{place}: {len(found)} tables, {len(found) - len(differing)} as they were", *differing, sep="\n  ")
    if options.renew:
        lines = [f"[{place}]\n" + "".join(f'"{key}" = "{value}"\n' for key, value in known[place].items())
                 for place in DAYS if place in known]  # fmt: skip
        RESULTS.write_text("\n".join(lines), encoding="utf-8")
        return 0
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
