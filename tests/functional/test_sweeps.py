"""Sweeps of the real model: the same whoever makes them and however they are cut, and equal to single runs."""

import errno
import json
import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from experiments.provenance import model_hash
from experiments.run import batch as worker
from experiments.run import crew
from experiments.run.executors import Here, Pool
from experiments.seeds import replication_seed
from experiments.store import parts
from experiments.store.folder import RunStore
from tests import killing
from tests.conventions.sources import ROOT
from tests.sweeps import STUDY, made_up, plan_of, study_in, swept

TWO = STUDY.replace("replications = 3", "replications = 2").replace('"duty_list.gate" = [0.0, 0.5]\n', "")
RUNS = 12  # (2 points and the reference) × 2 states × 2 replications


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """Return a plan and its sweep in this process, one run a part."""
    folder = tmp_path_factory.mktemp("alone")
    plan = plan_of(study_in(folder, TWO), model_hash())
    with pytest.MonkeyPatch.context() as cut:
        cut.setattr(crew, "_MOST_RUNS", 1)
        return plan, swept(plan, folder / "out")


@pytest.mark.slow  # the default tests do it with a comparison in two processes, and with made-up runs
def test_parts_and_processes_change_nothing(alone, tmp_path, monkeypatch):
    plan, one = alone
    assert (one.made, one.failed) == (RUNS, 0)
    assert RunStore(one.store.path).content().text() == one.content
    monkeypatch.setattr(crew, "_MOST_RUNS", 5)
    monkeypatch.setattr(crew, "FIRST_SECONDS", 100.0)
    assert swept(plan, tmp_path / "here").content == one.content
    two = swept(plan, tmp_path / "two", carrier=lambda: Pool(2))
    assert two.content == one.content and two.made == RUNS


def test_a_run_of_a_sweep_is_the_run_alone(alone):
    from sim.model import StreetModel

    plan, one = alone
    table = one.store.table().set_index("run")
    for world in (0, 1, len(plan.worlds) - 1):
        row = table.loc[plan.keys[world, 1].decode()]
        assert row["seed"] == replication_seed(1, 1)
        recipe = plan.worlds[world].recipe
        own = recipe.resolve()
        measures = StreetModel(
            own.scenario, place=own.place, days=7, seed=int(row["seed"]), base="status_quo", burn_in_days=7
        ).run().measures()  # fmt: skip
        for name, value in measures.items():
            assert row[name] == value or (math.isnan(row[name]) and math.isnan(value)), name


@pytest.mark.slow
def test_a_sweep_repeats_what_run_and_compare_say(tmp_path, whistle):
    """With the burn-in the other commands have; replication 0 of `compare`, and `run`."""
    text = TWO.replace("burn_in_days = 7\n", "").replace("days = 7", "days = 40")
    text = text[: text.index("[uncertainties]")]
    study = study_in(tmp_path, text)
    assert whistle("sweep", study, "--workers", 1, "--out", tmp_path / "swept", "-q").code == 0
    rows = RunStore(tmp_path / "swept").table()
    same = ("--place", "classroom", "--days", 40, "--set", "whistle.propensity=0.9", "-q")
    whistle("compare", "status_quo", "whistle", *same, "--replications", 2, "--workers", 1, "--out", tmp_path / "two")
    whistle("run", "whistle", *same, "--out", tmp_path / "one")
    mine = rows[rows["whistle.propensity"].eq(0.9) | rows["scenario"].eq("status_quo")]
    for theirs, number in ((pd.read_parquet(tmp_path / "two" / "runs.parquet"), 4),
                           (pd.read_parquet(tmp_path / "one" / "runs.parquet"), 1)):  # fmt: skip
        both = theirs.merge(mine, on=["scenario", "seed"], suffixes=("", "_swept"))
        assert len(both) == number == len(theirs)
        for name in ("issues", "reports", "street_funnel_share", "restricted_mean_days_30", "mean_trust"):
            assert both[name].tolist() == both[f"{name}_swept"].tolist(), name


def test_the_command_shows_resumes_and_answers_in_json(tmp_path, whistle, monkeypatch):
    monkeypatch.setattr(worker, "simulate", made_up)
    study = study_in(tmp_path)
    first = whistle("sweep", study, "--workers", 1, "--out", tmp_path / "out")
    assert first.code == 0 and "whistle.propensity" in first.out and "30 runs" in first.out
    lines = [line for line in first.err.splitlines() if "/30 runs" in line]
    assert len(lines) > 1  # a line a batch
    assert lines[-1].startswith("30/30 runs")
    again = whistle("sweep", study, "--workers", 1, "--out", tmp_path / "out")
    assert again.code == 0 and "nothing had to run" in again.out and again.err == ""
    hash_line = first.out.splitlines()[-1]
    assert again.out.splitlines()[-1] == hash_line
    told = json.loads(whistle("sweep", study, "--workers", 1, "--out", tmp_path / "out", "--json").out)
    assert told["hash"] in hash_line and (told["made"], told["there"], told["runs"]) == (0, 30, 30)
    assert len(told["points"]) == 4
    status = whistle("status", tmp_path / "out")
    assert told["hash"] in status.out and "30 of 30" in status.out


def test_a_failing_run_does_not_stop_the_others(tmp_path, whistle, monkeypatch):
    def simulate(asked, code, *shared):
        if dict(asked.recipe.levers).get("whistle.propensity") == "0.9" and asked.cells["replication"] == 1:
            raise ZeroDivisionError("no street has staff")
        return made_up(asked, code)

    study = study_in(tmp_path)
    with monkeypatch.context() as failing:
        failing.setattr(worker, "simulate", simulate)
        told = whistle("sweep", study, "--workers", 1, "--out", tmp_path / "out")
    assert told.code == 1
    assert "4 runs failed" in told.err and "no street has staff" in told.err and "Traceback" not in told.err
    failed = list((tmp_path / "out" / "failures").iterdir())
    assert len(failed) == 4 and len(RunStore(tmp_path / "out").table()) == 26
    monkeypatch.setattr(worker, "simulate", made_up)
    assert whistle("sweep", study, "--workers", 1, "--out", tmp_path / "out").code == 0
    assert not (tmp_path / "out" / "failures").exists()


def test_a_full_disk_is_said_and_what_is_finished_is_kept(tmp_path, whistle, monkeypatch):
    write, written = parts._write, []

    def full(path, table):
        if len(written) >= 7:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(path)
        write(path, table)

    monkeypatch.setattr(worker, "simulate", made_up)
    monkeypatch.setattr(crew, "_MOST_RUNS", 3)
    study, out = study_in(tmp_path), tmp_path / "out"
    with monkeypatch.context() as small_disk:
        small_disk.setattr(parts, "_write", full)
        told = whistle("sweep", study, "--workers", 1, "--out", out)
    assert told.code == 1 and "No space left" in told.err and "Traceback" not in told.err
    kept = RunStore(out).rows()
    assert kept > 0 and f"{kept} of 30 runs are kept" in told.err and "whistle sweep" in told.err
    assert whistle("sweep", study, "--workers", 1, "--out", out).code == 0
    assert RunStore(out).rows() == 30 and not list(out.rglob("*.tmp"))


def test_ctrl_c_keeps_what_is_finished_and_says_how_to_go_on(tmp_path, whistle, monkeypatch):
    ran = []

    def simulate(asked, code, *shared):
        if len(ran) == 5:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)
        ran.append(asked.key)
        return made_up(asked, code)

    study, out = study_in(tmp_path), tmp_path / "out"
    monkeypatch.setattr(crew, "_MOST_RUNS", 2)
    with monkeypatch.context() as stopping:
        stopping.setattr(worker, "simulate", simulate)
        told = whistle("sweep", study, "--workers", 1, "--share", "1/2", "--out", out)
    assert told.code == 130 and "Traceback" not in told.err
    kept = RunStore(out).rows()
    assert 3 <= kept <= 5 and f"{kept} of" in told.err
    command = told.err.splitlines()[-1].split()
    assert command == ["whistle", "sweep", str(study), "--workers", "1", "--share", "1/2", "--out", str(out)]
    monkeypatch.setattr(worker, "simulate", made_up)
    assert whistle(*command[1:]).code == 0
    assert RunStore(out).rows() == 15


def test_a_dry_run_writes_nothing_and_is_near_the_truth(alone, tmp_path, whistle):
    _, one = alone
    study, out = study_in(tmp_path, TWO), tmp_path / "out"
    told = whistle("sweep", study, "--workers", 1, "--dry-run", "--json", "--out", out)
    assert told.code == 0 and not out.exists() and [p.name for p in tmp_path.iterdir()] == ["tiny.toml"]
    found = json.loads(told.out)
    assert (found["runs"], found["there"], found["left"], found["points"], found["states"]) == (RUNS, 0, RUNS, 2, 2)
    timing = one.store.table("timing")["wall_seconds"]
    assert timing.min() / 4 < found["seconds_each"] < 4 * timing.median() + 0.5  # a machine others use too
    size = sum(path.stat().st_size for path in one.store.parts.glob("*.parquet") if not path.name.startswith("plan-"))
    assert 0.5 < found["bytes"] / size < 2.0
    text = whistle("sweep", study, "--workers", 1, "--dry-run", "--out", one.store.path).out
    assert f"{RUNS} of them are in" in text and "0 are left" in text


def test_the_command_loads_no_model_of_its_own(tmp_path):
    """Its workers do: what the parent needs does not grow with the model."""
    study = study_in(tmp_path, TWO)
    code = (
        "import sys\n"
        "from experiments.provenance import model_hash\n"
        "from experiments.plan import of_points, study_file\nfrom experiments.run import batches, executors\n"
        f"of_points.build_plan(study_file.load_study({str(study)!r}), model_hash())\n"
        "print([name for name in ('mesa', 'sim.model', 'matplotlib', 'simpy', 'sim.kernel.loop', 'distributed')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"


@pytest.mark.slow
def test_a_worker_that_dies_is_replaced(tmp_path):
    study = study_in(tmp_path, STUDY.replace("replications = 3", "replications = 10"))
    plan = plan_of(study, model_hash())
    whole = swept(plan, tmp_path / "whole", carrier=Here).content
    out = tmp_path / "out"
    command = [sys.executable, "-m", "experiments", "sweep", str(study), "--workers", "2", "--out", str(out)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    killed = 0
    for goal in (3, 12):
        while killing.part_count(out) < goal and process.poll() is None:
            time.sleep(0.02)
        workers = [pid for pid in killing.children(process.pid) if spawned(pid)]
        os.kill(workers[0], signal.SIGKILL)
        killed += 1
    told = process.communicate(timeout=300)[0]
    assert process.returncode == 0, told
    assert killed == 2 and killing.content_of(out) == whole


def spawned(pid):
    return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
