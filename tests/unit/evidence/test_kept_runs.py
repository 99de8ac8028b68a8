"""Kept runs: finished ones are not repeated, parts are only added, another version of the model does not count."""

import math

import pytest

from docs.evidence.kept_runs import KeptRuns, run_missing
from experiments.store import parts

WORLDS = {"a, with a comma": 1.5, "b": 10.0}


def measured(world, seed):
    """Stands for a run."""
    return {"value": world * seed + 1 / 3, "sometimes": math.nan if world == 10.0 else 1.0}


def broken(world, seed):
    if seed == 3:
        raise RuntimeError("the third seed fails")
    return measured(world, seed)


def more(world, seed):
    return {**measured(world, seed), "new": 7.0}


@pytest.fixture
def out(tmp_path):
    return tmp_path / "kept"


class Counted:
    """A run that counts how often it is made."""

    def __init__(self, run=measured):
        self.run, self.made = run, []

    def __call__(self, world, seed):
        self.made.append((world, seed))
        return self.run(world, seed)


def test_what_is_there_is_not_run_again(out):
    run = Counted()
    first = run_missing(WORLDS, [1, 2], run, out, model="m1")
    assert len(run.made) == 4
    assert first["value"].tolist() == [1.5 + 1 / 3, 10 + 1 / 3, 3 + 1 / 3, 20 + 1 / 3]
    assert first["label"].tolist() == [*WORLDS] * 2 and first["sometimes"].isna().sum() == 2
    files = {path: path.read_bytes() for path in out.glob("*.parquet")}
    again = run_missing(WORLDS, [1, 2, 3], run, out, model="m1")
    assert len(run.made) == 6 and len(again) == 6
    assert all(path.read_bytes() == held for path, held in files.items())
    assert run_missing({"b": 10.0}, [2], run, out, model="m1")["value"].tolist() == [20 + 1 / 3]
    assert len(run.made) == 6


def test_another_version_of_the_model_is_run_anew_and_the_old_one_kept(out):
    run = Counted()
    run_missing(WORLDS, [1], run, out, model="m1")
    run_missing(WORLDS, [1], run, out, model="m2")
    assert len(run.made) == 4
    run_missing(WORLDS, [1], run, out, model="m1")
    assert len(run.made) == 4


def test_what_was_finished_before_a_failure_is_kept(out):
    with pytest.raises(RuntimeError, match="third seed"):
        run_missing({"b": 10.0}, [1, 2, 3], broken, out, model="m1")
    run = Counted()
    run_missing({"b": 10.0}, [1, 2, 3], run, out, model="m1")
    assert run.made == [(10.0, 3)]


def test_a_damaged_part_is_set_aside_and_run_again(out):
    whole = run_missing(WORLDS, [1], measured, out, model="m1")
    (name,) = parts.names(out)
    path = parts.file_of(out, parts.RUNS, name)
    path.write_bytes(path.read_bytes()[:-9])
    run = Counted()
    assert run_missing(WORLDS, [1], run, out, model="m1").equals(whole)
    assert len(run.made) == 2 and len(list((out / "damaged").iterdir())) == 1


def test_a_measure_that_older_rows_lack_gets_a_column(out):
    run_missing(WORLDS, [1], measured, out, model="m1")
    found = run_missing(WORLDS, [1, 2], more, out, model="m1")
    assert found["new"].isna().tolist() == [True, True, False, False]
    assert found["value"].tolist()[0] == 1.5 + 1 / 3


def test_several_workers_leave_the_same_rows(out, tmp_path):
    alone = run_missing(WORLDS, [1, 2], measured, out, model="m1")
    together = run_missing(WORLDS, [1, 2], measured, tmp_path / "together", workers=2, model="m1")
    assert together.equals(alone)


def test_it_says_how_far_it_is(out, capsys):
    KeptRuns(out, str, "m1", "doubles").make([1, 2, 3], lambda task: {"value": 2.0 * task})
    assert "doubles: 3 of 3 runs" in capsys.readouterr().out
