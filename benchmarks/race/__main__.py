"""One queueing network in six programs, held against theory, then timed: `python -m benchmarks.race`; see README.md."""

import importlib
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
REPEATS = 3  # timed runs, of which the least counts


class Entry(NamedTuple):
    """A program in the race."""

    title: str
    module: str
    package: str  # that it needs
    held_hours: float  # of the network, in the run held against theory
    timed_hours: float


ENTRIES = (
    Entry("SimPy", "by_simpy", "simpy", 480.0, 240.0),
    Entry("Mesa's event scheduler", "by_mesa", "mesa", 480.0, 120.0),
    Entry("Ciw", "by_ciw", "ciw", 240.0, 48.0),
    Entry("salabim", "by_salabim", "salabim", 240.0, 48.0),
    Entry("bare compiled loop", "by_loop", "numba", 9600.0, 9600.0),
    Entry("Whistle", "by_whistle", "numba", 4800.0, 2400.0),
)


def race(entry: Entry) -> dict[str, object]:
    """Hold a program against theory; if it agrees, return customers, events and CPU seconds of its fastest run."""
    from benchmarks.race.network import network
    from benchmarks.race.outcome import disagreements

    program = importlib.import_module(f"benchmarks.race.{entry.module}")
    wrong = disagreements(program.run(network(), entry.held_hours, 1), network())
    if wrong:
        return {"wrong": wrong}
    runs = [program.run(network(), entry.timed_hours, 2 + n) for n in range(REPEATS)]
    best = min(runs, key=lambda run: run.cpu / run.customers)
    return {"customers": best.customers, "events": best.events, "cpu": best.cpu}


def entered(entry: Entry) -> dict[str, object] | None:
    """Let a program race in a process of its own; None if it is not installed."""
    if importlib.util.find_spec(entry.package) is None:
        return None
    command = [sys.executable, "-m", "benchmarks.race", entry.module]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
    return json.loads(done.stdout.splitlines()[-1])


def line(title: str, found: dict, simpy: dict, loop: dict) -> str:
    """Return a row of the table."""
    speed, simpys = (run["customers"] / run["cpu"] for run in (found, simpy))
    each, loops = (1e6 * run["cpu"] / run["events"] for run in (found, loop))
    return (
        f"{title:<24}{speed:>14,.0f}{speed / simpys:>10.2f}{found['events'] / found['customers']:>10.2f}"
        f"{each:>12.2f}{each / loops:>10.1f}"
    )


def main() -> int:
    """Let everybody race; 1 if somebody does not agree with theory."""
    found = {}
    for entry in ENTRIES:
        print(f"{entry.title} …", file=sys.stderr, flush=True)
        found[entry.title] = entered(entry)
    wrong = {title: run["wrong"] for title, run in found.items() if run and "wrong" in run}
    if wrong:
        for title, cases in wrong.items():
            print(f"{title} does not agree with theory:", *cases, sep="\n  ")
        return 1
    print(f"{'':<24}{'customers':>14}{'÷ SimPy':>10}{'events a':>10}{'µs CPU':>12}{'÷ bare':>10}")
    print(f"{'':<24}{'a s of CPU':>14}{'':>10}{'customer':>10}{'an event':>12}{'loop':>10}")
    for title, run in found.items():
        print(line(title, run, found["SimPy"], found["bare compiled loop"]) if run else f"{title:<24} not installed")
    return 0


if __name__ == "__main__":
    if sys.argv[1:]:
        (one,) = (entry for entry in ENTRIES if entry.module == sys.argv[1])
        print(json.dumps(race(one)))
    else:
        sys.exit(main())
