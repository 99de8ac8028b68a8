"""A sweep that is killed again and again ends with what it would have had: nothing lost but what was under way."""

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from experiments.run.batches import sweep
from tests import killing
from tests.conventions.sources import ROOT
from tests.sweeps import STUDY, plan_of, study_in

pytestmark = pytest.mark.slow
SECONDS_TO_END = 5.0  # for workers whose command was killed: about 0.1 on an idle machine


def spread(counts, total):
    """Return how many kills came before the first run, in between, and after 80 % were there."""
    return (
        sum(count == 0 for count in counts),
        sum(0 < count < 0.8 * total for count in counts),
        sum(count >= 0.8 * total for count in counts),
    )


def test_thirty_kills_of_a_sweep_of_made_up_runs(tmp_path, record_property):
    """Made-up runs and forked workers, so that kills fall on writing, moving and tidying and not on imports."""
    study = study_in(tmp_path, STUDY.replace("replications = 3", "replications = 100"))
    total = plan_of(study).runs
    luck = random.Random(20)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.killing"])

    def begin(folder, log):
        process = context.Process(target=killing.sweep_of_made_up_runs, args=(study, folder, log))
        process.start()
        return process

    whole = begin(tmp_path / "whole", tmp_path / "whole.log")
    whole.join(180)
    assert whole.exitcode == 0
    out, log = tmp_path / "out", tmp_path / "out.log"
    goals = [0.0] * 6 + sorted(luck.uniform(0.0, 0.97) for _ in range(24)) + [0.98, 0.99, 1.0, 1.0, 1.0, 1.0]
    counts, outlived, before = [], [], set()
    for goal in goals:
        process = begin(out, log)
        moment = time.monotonic() + luck.uniform(0.0, 0.5)
        there = {"parts": -1, "runs": 0}

        def ready(goal=goal, moment=moment, there=there):
            if goal == 0.0:
                return time.monotonic() > moment
            found = killing.part_count(out)
            if found != there["parts"]:
                there |= {"parts": found, "runs": len(killing.runs_of(out))}
            return there["runs"] >= goal * total

        if goal > 0.0:
            inner = ready

            def ready(inner=inner):
                if not inner():
                    return False
                time.sleep(luck.uniform(0.0, 0.06))
                return True

        seconds = killing.kill_when(process.pid, ready, lambda process=process: not process.is_alive())
        process.join()
        now = killing.runs_of(out)
        assert now >= before
        before = now
        if seconds is not None:
            counts.append(len(now))
            outlived.append(seconds)
    last = begin(out, log)
    last.join(180)
    assert last.exitcode == 0
    early, middle, late = spread(counts, total)
    most = max(len(killing.parts.read(path, ["run"])) for path in (out / "parts").glob("runs-*.parquet"))
    wasted = len(log.read_text().split()) - total
    record_property("kills", (early, middle, late, max(outlived), wasted, most))
    print(f"\n{len(counts)} kills: {early} before the first run, {middle} in between, {late} late; "
          f"workers outlived by {max(outlived):.2f} s at most; {wasted} runs of {total} made twice, "
          f"largest part {most}")  # fmt: skip
    assert len(counts) >= 30 and early >= 3 and middle >= 15 and late >= 4
    assert max(outlived) < SECONDS_TO_END
    assert wasted <= 2 * 2 * most * len(counts)
    assert killing.content_of(out) == killing.content_of(tmp_path / "whole")
    assert len(killing.runs_of(out)) == total
    assert not list(out.rglob("*.tmp")) and not (out / "damaged").exists()


def test_ten_kills_of_the_command(tmp_path):
    study = study_in(tmp_path, STUDY.replace("replications = 3", "replications = 20"))
    from experiments.provenance import model_hash
    from experiments.run.executors import Here

    plan = plan_of(study, model_hash())
    whole = sweep(plan, tmp_path / "whole", Here).content
    out, total = tmp_path / "out", plan.runs
    command = [sys.executable, "-m", "experiments", "sweep", str(study), "--workers", "2", "--out", str(out), "-q"]
    luck = random.Random(4)
    goals = [0.0, 0.0, 0.0, *sorted(luck.uniform(0.02, 0.75) for _ in range(5)), 0.82, 0.9, 0.97]
    counts, outlived, before = [], [], set()

    def begin():
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    for goal in goals:
        process = begin()
        moment = time.monotonic() + luck.uniform(1.0, 5.0)
        seconds = killing.kill_when(
            process.pid,
            lambda goal=goal, moment=moment: time.monotonic() > moment and reached(out, goal * total),
            lambda process=process: process.poll() is not None,
        )
        told = process.communicate()[0].decode()
        now = killing.runs_of(out)
        assert now >= before, told
        before = now
        assert seconds is not None, f"ended before it was killed: {told}"
        counts.append(len(now))
        outlived.append(seconds)
    last = begin()
    told = last.communicate(timeout=300)[0].decode()
    assert last.returncode == 0, told
    early, middle, late = spread(counts, total)
    print(f"\n{len(counts)} kills: {early} before the first run, {middle} in between, {late} late ({counts} of {total});"
          f" workers outlived the command by {max(outlived):.2f} s at most")  # fmt: skip
    assert len(counts) >= 10 and early >= 1 and middle >= 4 and late >= 2
    assert max(outlived) < SECONDS_TO_END
    assert killing.content_of(out) == whole
    assert len(killing.runs_of(out)) == total
    assert not (out / "damaged").exists()


def reached(folder: Path, runs: float) -> bool:
    """Tell whether so many runs are there; only looked at when more parts are."""
    return runs == 0 or (folder.is_dir() and len(killing.runs_of(folder)) >= runs)


def test_kills_of_a_comparison(tmp_path):
    """Real runs and all that is published: killed at drawn moments, it ends with the same bytes.

    Five kills here; `WHISTLE_KILLS=30` for the long proof.
    """
    out, whole = tmp_path / "out", tmp_path / "whole"
    luck, kills = random.Random(11), int(os.environ.get("WHISTLE_KILLS", "5"))

    def begin(folder):
        command = [sys.executable, "-m", "experiments", "compare", "status_quo", "whistle", "integrated", "--place", "classroom",
                   "--days", "45", "--replications", "4", "--workers", "2", "--out", str(folder), "-q"]  # fmt: skip
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)

    started = time.monotonic()
    process = begin(whole)
    told = process.communicate(timeout=600)[0].decode()
    seconds = time.monotonic() - started
    assert process.returncode == 0, told
    moments, before, publishing = [], set(), 0
    while len(moments) < kills:
        process, moment = begin(out), luck.uniform(0.0, seconds)
        try:
            process.communicate(timeout=moment)
            shutil.rmtree(out)  # it came to its end: once more from the beginning
            before = set()
            continue
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        moments.append(moment)
        publishing += any(out.glob("publishing*"))
        now = killing.runs_of(out)
        assert now >= before
        before = now
    process = begin(out)
    told = process.communicate(timeout=600)[0].decode()
    assert process.returncode == 0, told
    print(f"\n{kills} kills of a comparison that takes {seconds:.0f} s, at {min(moments):.1f} to {max(moments):.1f} s; "
          f"{publishing} of them while it was published")  # fmt: skip
    assert not list(out.rglob("*.tmp")) and not list(out.glob("publishing*")) and not (out / "damaged").exists()
    same = [path.relative_to(whole) for path in whole.rglob("*") if path.is_file() and "parts" not in path.parts]
    told = {path for path in same if path.suffix in (".parquet", ".csv", ".svg") and path.stem != "timing"}
    assert len(told) >= 25 and all((out / path).read_bytes() == (whole / path).read_bytes() for path in told)
    assert {path.name for path in out.iterdir()} == {path.name for path in whole.iterdir()}
