"""One line of history: `python -m benchmarks.history [--repeats N] [--note TEXT] [--print]`; see README.md."""

import argparse
import csv
import json
import sys
import tempfile
from pathlib import Path

from benchmarks import fresh, provenance

FILE = Path(__file__).with_suffix(".csv")
COLUMNS = (
    "date", "commit", "machine", "load", "repeats", "classroom_year_cpu_s", "district_year_cpu_s",
    "cold_compile_cpu_s", "code_bytes", "district_peak_mb", "note",
)  # fmt: skip
_TOWN = str(Path(__file__).with_name("one_town.py"))
_COMPILE = (
    "from sim.model import StreetModel; StreetModel('status_quo', place='classroom', days=1, burn_in_days=7).run()"
)


def year(place: str, repeats: int) -> tuple[float, float]:
    """Return CPU(365 days) − CPU(1 day), s, the least of some repeats each, and the peak memory of a year, MB.

    CPU of the runs themselves: that of importing scatters by more than a year of a small town costs.
    """
    short, long = [], []
    for _ in range(repeats):  # in turn: a machine that others use is slow for minutes on end
        short.append(fresh.run([_TOWN, place, "1"]))
        long.append(fresh.run([_TOWN, place, "365"]))
    least = [min(_running(cost.told) for cost in costs) for costs in (long, short)]
    return least[0] - least[1], min(cost.peak_mb for cost in long)


def _running(told: str) -> float:
    """Return the CPU seconds of a run without import and building, from what `one_town.py` prints."""
    found = json.loads(told)
    return found["cpu"] - found["build"]


def compiling() -> tuple[float, int]:
    """Return the CPU seconds that compiling from nothing adds to a short run, and the bytes it leaves."""
    with tempfile.TemporaryDirectory(prefix="whistle-cold-") as folder:
        cold = fresh.run(["-c", _COMPILE], folder)
        warm = fresh.run(["-c", _COMPILE], folder)
        return cold.cpu - warm.cpu, sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())


def append(row: dict[str, object], path: Path = FILE) -> None:
    """Append a line; a file that has none yet gets its columns first."""
    new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        if new:
            writer.writeheader()
        writer.writerow(row)


def main() -> int:
    """Measure, and append a line or print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.history", description=__doc__)
    parser.add_argument("--repeats", type=int, default=3, choices=range(1, 11), help="runs each, the least counts")
    parser.add_argument("--note", default="", help="what a reader should know, in a few words")
    parser.add_argument("--print", action="store_true", help="print the line only, append nothing")
    options = parser.parse_args()
    told = (provenance.today(), provenance.commit(), provenance.machine(), provenance.load(), options.repeats)
    compile_cpu, code_bytes = compiling()
    fresh.run(["-c", _COMPILE])  # the towns find compiled code
    classroom, _ = year("classroom", options.repeats)
    district, peak = year("district", options.repeats)
    measured = (round(classroom, 2), round(district, 2), round(compile_cpu, 1), code_bytes, round(peak))
    row: dict[str, object] = dict(zip(COLUMNS, (*told, *measured, options.note), strict=True))
    print(*(f"{name:<22}{value}" for name, value in row.items()), sep="\n")
    if not options.print:
        append(row)
    return 0


if __name__ == "__main__":
    sys.exit(main())
