"""What a year, an issue and a run of a sweep cost; see README.md for the bars."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from experiments.provenance import model_hash

ROOT = Path(__file__).resolve().parent.parent
REPEATS = 3


def fresh(place: str, days: int) -> dict[str, float]:
    """Run a town in a process of its own and return what it says it cost."""
    command = [sys.executable, str(Path(__file__).with_name("one_town.py")), place, str(days)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(done.stdout)


def year(place: str, repeats: int = REPEATS, days: int = 365) -> tuple[float, dict[str, float], dict[str, float]]:
    """Return CPU(days) − CPU(1 day) as the least of some repeats each, and both runs' counters."""
    short = [fresh(place, 1) for _ in range(repeats)]
    long = [fresh(place, days) for _ in range(repeats)]
    return min(r["cpu"] for r in long) - min(r["cpu"] for r in short), long[0], short[0]


@pytest.fixture(scope="module", autouse=True)
def compiled():
    fresh("classroom", 1)


@pytest.mark.benchmark(group="import")
@pytest.mark.parametrize("module", ["experiments.doors.cli", "sim.model", "experiments.answer.comparison"])
def test_import(benchmark, module):
    command = [sys.executable, "-c", f"import {module}"]
    benchmark.pedantic(subprocess.run, args=(command,), kwargs={"check": True, "cwd": ROOT}, rounds=REPEATS)


@pytest.mark.parametrize(("place", "bar"), [("classroom", 0.2), ("district", 4.0)])
def test_year(benchmark, table, row, place, bar):
    benchmark.group = f"{place}, fresh process with build and burn-in"
    cpu, long, short = year(place)
    benchmark.pedantic(fresh, args=(place, 365), rounds=1)
    issues, events = long["issues"] - short["issues"], long["events"] - short["events"]
    draws = long["draws"] - short["draws"]
    table += [
        row(f"{place}: CPU of a year", cpu, "s", bar),
        row(f"{place}: building and loading", long["build"], "s"),
        row(f"{place}: issues of a year", issues),
        row(f"{place}: tasks of a year", long["tasks"] - short["tasks"]),
        row(f"{place}: events of a year", events),
        row(f"{place}: events a second", events / cpu),
        row(f"{place}: draws an issue, tasks' included", draws / issues),
        row(f"{place}: kernel calls of a year", long["kernel_calls"] - short["kernel_calls"]),
        row(f"{place}: bytes of a ledger row", long["row_bytes"]),
        row(f"{place}: bytes of all tables, an issue", long["table_bytes"] / long["issues"]),
        row(f"{place}: peak resident", long["peak_mb"], "MB", 500.0 if place == "district" else None),
    ]
    benchmark.extra_info.update(long, cpu_year=cpu)


def test_cost_of_an_issue_does_not_grow(table, row):
    large = 7300 if os.environ.get("WHISTLE_BENCH_LARGE") else 1460
    costs = []
    for days in (365, large):
        cpu, long, short = year("district", repeats=1, days=days)
        issues = long["issues"] - short["issues"]
        costs.append(cpu / issues)
        table.append(row(f"CPU an issue, {issues:,.0f} issues", 1e6 * costs[-1], "µs"))
    table.append(row("cost of an issue, larger ÷ smaller", costs[1] / costs[0], "", 1.5))


def test_overhead_of_a_run_in_a_sweep(benchmark, table, row, tmp_path):
    from experiments.run.batch import asked_of, lived
    from experiments.run.batches import sweep
    from experiments.run.executors import Here
    from experiments.run.one import Branches

    benchmark.group = "sweep"
    runs = 8
    plan = plan_of(runs)
    every = [asked_of(plan, *run) for run in plan.in_order(plan.keys != b"")]

    def bare() -> float:
        begun = time.process_time()
        for asked in every:
            with lived(asked, model_hash(), Branches()) as trace:
                trace.measures()
        return time.process_time() - begun

    def swept(folder: str) -> float:
        begun = time.process_time()
        sweep(plan, tmp_path / folder, Here)
        return time.process_time() - begun

    bare(), swept("warm")
    alone = min(bare() for _ in range(REPEATS))
    together = min(swept(f"timed{i}") for i in range(REPEATS))
    benchmark.pedantic(swept, args=("shown",), rounds=1)
    table.append(row("overhead of a run in a sweep", 1e3 * (together - alone) / runs, "ms", 20.0))


def test_parallel_efficiency(table, row, tmp_path):
    from functools import partial

    from experiments.run.batches import sweep
    from experiments.run.executors import Given
    from experiments.run.pool import process_pool

    seconds = {}
    plan = plan_of(8, days=365)
    for workers in (1, 2):
        with process_pool(workers) as pool:
            sweep(plan_of(2 * workers), tmp_path / f"warm{workers}", partial(Given, pool))
            begun = time.perf_counter()
            sweep(plan, tmp_path / f"timed{workers}", partial(Given, pool))
            seconds[workers] = time.perf_counter() - begun
    table.append(row("parallel efficiency, 2 processes", seconds[1] / (2.0 * seconds[2]), "", 0.9, True))


def plan_of(runs: int, days: int = 60) -> Any:
    """Return the plan of a small study."""
    from experiments.plan import of_scenarios
    from experiments.question.study import build_study

    study = build_study("compare", ["status_quo", "whistle"], base=None, place="classroom", days=days, seed=1,
                        replications=runs // 2, settings={})  # fmt: skip
    return of_scenarios.plan_of(study, model_hash())
