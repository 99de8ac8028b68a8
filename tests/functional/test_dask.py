"""Sweeps on a Dask cluster: a real scheduler and real workers on this machine, one of them killed."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from experiments.provenance import model_hash
from experiments.run.executors import Here
from tests import killing
from tests.conventions.sources import ROOT
from tests.sweeps import STUDY, plan_of, study_in, swept

pytestmark = pytest.mark.slow


@contextmanager
def started(folder, workers):
    """Start a scheduler and workers; yield its address and their processes."""
    import json

    file = folder / "scheduler.json"
    module = [sys.executable, "-m", "distributed.cli"]
    quiet = {"cwd": ROOT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    told = ["--port", "0", "--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(file)]
    processes = [subprocess.Popen([*module[:2], f"{module[2]}.dask_scheduler", *told], **quiet)]
    own = ["--scheduler-file", str(file), "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
    for number in range(workers):
        scratch = ["--local-directory", str(folder / f"dask{number}")]
        processes.append(subprocess.Popen([*module[:2], f"{module[2]}.dask_worker", *own, *scratch], **quiet))
    try:
        until = time.monotonic() + 120
        while not file.exists() and time.monotonic() < until:
            time.sleep(0.1)
        yield json.loads(file.read_text())["address"], processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


def joined(address, workers):
    """Wait until all workers have joined."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=120)


def command(study, address, out):
    return [sys.executable, "-m", "experiments", "sweep", str(study), "--scheduler", address, "--out", str(out)]


def test_a_cluster_that_loses_a_worker_makes_the_same(tmp_path, monkeypatch):
    study = study_in(tmp_path, STUDY.replace("replications = 3", "replications = 10"))
    plan = plan_of(study, model_hash())
    whole = swept(plan, tmp_path / "whole", carrier=Here).content
    out = tmp_path / "out"
    with started(tmp_path, 2) as (address, workers):
        joined(address, 2)
        sweep = subprocess.Popen(
            command(study, address, out), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        while killing.part_count(out) < 6 and sweep.poll() is None:
            time.sleep(0.02)
        there = len(killing.runs_of(out))
        os.kill(workers[0].pid, signal.SIGKILL)
        told = sweep.communicate(timeout=400)[0]
        assert sweep.returncode == 0, told
    assert 0 < there < plan.runs
    assert killing.content_of(out) == whole
    assert "Traceback" not in told
    print(f"\nkilled after {there} of {plan.runs} runs; {killing.part_count(out)} parts\n{told[-300:]}")


def test_nobody_answers(tmp_path):
    study = study_in(tmp_path)
    begun = time.monotonic()
    done = subprocess.run(
        [*command(study, "tcp://127.0.0.1:9", tmp_path / "out"), "--lang", "en"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.monotonic() - begun
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1 and "tcp://127.0.0.1:9" in done.stderr, done.stderr
    assert seconds < 40, seconds  # 20 on a machine of one's own
    assert not (tmp_path / "out").exists()
    print(f"\n{seconds:.1f} s: {done.stderr}")


def test_a_scheduler_without_workers(tmp_path):
    with started(tmp_path, 0) as (address, _):
        done = subprocess.run(
            [*command(study_in(tmp_path), address, tmp_path / "out"), "--lang", "en"],
            cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
    assert done.returncode == 2 and "has no workers" in done.stderr and len(done.stderr.splitlines()) == 1, done.stderr
    assert not (tmp_path / "out").exists()
