"""What a sweep costs beside its models: `python benchmarks/sweeps.py [RUNS]`; see README.md.

Every measurement is made in a process of its own, so that its peak memory is its own.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
STUDY = """
base = "whistle"
reference = "status_quo"
burn_in = "status_quo"
place = "classroom"
days = 7
burn_in_days = 7
replications = {replications}
[factors]
"whistle.propensity" = {{ low = 0.1, high = 0.9 }}
"duty_list.gate" = {{ low = 0.0, high = 0.5 }}
[uncertainties]
"residents.report_base" = {{ low = 0.3, high = 0.6 }}
[design]
kind = "latin-hypercube"
points = {points}
states = 1
"""


def cpu(who: int = resource.RUSAGE_SELF) -> float:
    """Return the CPU seconds of this process, or of those it has ended."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def peak_mb() -> float:
    """Return the most memory this process has had; read from the kernel, `ru_maxrss` would count its parent's."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def sweep(folder: Path, runs: int, workers: int, made_up: bool) -> dict[str, float]:
    """Make a sweep; a tenth or less of the runs is the reference."""
    from experiments.plan.of_points import build_plan
    from experiments.plan.study_file import load_study
    from experiments.provenance import model_hash
    from experiments.run import batch as worker
    from experiments.run import batches as carry_out
    from experiments.run import executors

    path = folder / "study.toml"
    path.write_text(STUDY.format(points=runs // 10 - 1, replications=10), encoding="utf-8")
    imported = cpu()
    plan = build_plan(load_study(path), model_hash())
    planned = cpu()
    if made_up:
        from tests.sweeps import made_up as simulate

        worker.simulate = simulate
    begun = time.perf_counter()
    carrier = executors.Here if workers == 1 else lambda: executors.Pool(workers)
    done = carry_out.sweep(plan, folder / "out", carrier)
    wall = time.perf_counter() - begun
    own, others = cpu() - planned, cpu(resource.RUSAGE_CHILDREN)
    hashing = cpu()
    done.store.content()
    hashing = cpu() - hashing
    timing = done.store.table("timing")
    return {
        "runs": plan.runs, "workers": workers, "wall": wall, "imports_cpu": imported, "plan_cpu": planned - imported,
        "own_cpu": own, "workers_cpu": others, "content_cpu": hashing, "parts": len(list(folder.rglob("runs-*"))),
        "told_cpu": timing["cpu_seconds"].sum(), "told_wall": done.model_seconds, "peak_mb": peak_mb(),
        "median_cpu": timing["cpu_seconds"].median(),
        "bytes": sum(file.stat().st_size for file in folder.rglob("*.parquet")),
    }  # fmt: skip


def bare(runs: int) -> dict[str, float]:
    """Run models in a loop with nothing around them: built, run, measured, dropped."""
    from sim.model import StreetModel

    def one(seed: int) -> None:
        StreetModel("whistle", place="classroom", days=7, seed=seed, base="status_quo", burn_in_days=7).run().measures()

    one(0)
    begun = cpu()
    for seed in range(1, runs + 1):
        one(seed)
    return {"cpu_each": (cpu() - begun) / runs, "peak_mb": peak_mb()}


def write_rows(folder: Path, rows: int) -> dict[str, float]:
    """Write made-up parts of 2,000 runs with all measures."""
    import numpy as np
    import pandas as pd

    from experiments.store import parts
    from sim.measures import MEASURES

    out = folder / "rows" / "parts"
    out.mkdir(parents=True)
    luck = np.random.default_rng(1)
    for start in range(0, rows, 2000):
        keys = [f"{start + i:032x}" for i in range(2000)]
        told = {"run": keys, "scenario": "whistle", "place": "classroom", "days": 365, "replication": 0,
                "seed": luck.integers(2**62, size=2000), "whistle.propensity": luck.random(2000)}  # fmt: skip
        measures = {measure.name: luck.random(2000) for measure in MEASURES}
        own = pd.DataFrame({"run": keys})
        tables = {"runs": pd.DataFrame({**told, **measures}), "workload": own.assign(hours=1.0),
                  "timing": own.assign(wall_seconds=1.0)}  # fmt: skip
        parts.write(out, tables)
    return {"bytes": sum(path.stat().st_size for path in out.iterdir()), "measures": len(MEASURES)}


def read_rows(folder: Path, what: str) -> dict[str, float]:
    """Read them back: all columns, five of them, or for the content hash."""
    from experiments.store.folder import RunStore

    store = RunStore(folder / "rows")
    begun, before = cpu(), peak_mb()
    if what == "hash":
        rows = store.content().rows
    else:
        few = ["whistle.propensity", "replication", "street_funnel_share", "late_share", "mean_trust"]
        rows = len(store.table(columns=None if what == "all" else few))
    return {"rows": rows, "cpu": cpu() - begun, "peak_mb": peak_mb(), "before_mb": before}


WORK = {"sweep": sweep, "bare": bare, "write": write_rows, "read": read_rows}


def measured(name: str, *arguments: object) -> dict[str, float]:
    """Measure in a process of its own."""
    command = [sys.executable, __file__, "--one", json.dumps([name, *map(_told, arguments)])]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    found = json.loads(done.stdout.splitlines()[-1])
    print(name, *arguments[name != "bare" :], {k: round(v, 4) for k, v in found.items()}, flush=True)
    return found


def _told(value: object) -> object:
    return str(value) if isinstance(value, Path) else value


def main(runs: int) -> None:
    """Measure everything and print it against its bar."""
    with tempfile.TemporaryDirectory(prefix="whistle-bench-") as folder:
        root = Path(folder)
        for name in ("large", "one", "two"):
            (root / name).mkdir()
        large = measured("sweep", root / "large", 10_000, 1, True)
        alone = measured("bare", 60)
        one = measured("sweep", root / "one", runs, 1, False)
        two = measured("sweep", root / "two", runs, 2, False)
        measured("write", root, 1_000_000)
        read = {what: measured("read", root, what) for what in ("all", "few", "hash")}
    own = (large["own_cpu"] + large["plan_cpu"] - large["told_cpu"]) / large["runs"]
    around = one["median_cpu"] - alone["cpu_each"]
    lines = [
        ("10,000 made-up runs: CPU a run beside the model", 1e3 * own, "ms", "≤ 20"),
        ("of it the plan", 1e3 * large["plan_cpu"] / large["runs"], "ms", ""),
        ("of it the content hash", 1e3 * large["content_cpu"] / large["runs"], "ms", ""),
        ("10,000 made-up runs: peak of the command", large["peak_mb"], "MB", "≤ 300"),
        (f"{runs} runs: around the model in a worker, CPU", 1e3 * around, "ms", ""),
        (f"{runs} runs: wall − wall of runs, a run", 1e3 * (one["wall"] - one["told_wall"]) / one["runs"], "ms", ""),
        ("overhead of a run, all together, CPU", 1e3 * (own + around), "ms", "≤ 20"),
        ("two processes: median CPU of a run, one ÷ two", one["median_cpu"] / two["median_cpu"], "", "≥ 0.9"),
        ("two processes: peak of the command", two["peak_mb"], "MB", "≤ 300"),
        ("1,000,000 rows, all columns: peak", read["all"]["peak_mb"], "MB", "≤ 1000"),
        ("1,000,000 rows, five columns: peak", read["few"]["peak_mb"], "MB", ""),
        ("1,000,000 rows, content hash: peak", read["hash"]["peak_mb"], "MB", ""),
    ]  # fmt: skip
    for what, value, unit, bar in lines:
        print(f"{what:<56}{value:>12,.4g} {unit:<4}{bar}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        name, *rest = json.loads(sys.argv[2])
        rest = [Path(value) if isinstance(value, str) and value.startswith("/") else value for value in rest]
        print(json.dumps({key: float(value) for key, value in WORK[name](*rest).items()}))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
