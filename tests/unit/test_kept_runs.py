"""Kept runs: finished ones are not repeated, lines are only added, another version of the model does not count."""

import math
from pathlib import Path

import pytest

from experiments.kept_runs import run_missing

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
    return tmp_path / "kept" / "runs.csv"


def ran(capsys):
    return capsys.readouterr().out.count(" of ")


def test_what_is_there_is_not_run_again(out, capsys):
    first = run_missing(WORLDS, [1, 2], measured, out, model="m1")
    assert ran(capsys) == 4
    assert first["value"].tolist() == [1.5 + 1 / 3, 10 + 1 / 3, 3 + 1 / 3, 20 + 1 / 3]
    assert first["label"].tolist() == [*WORLDS] * 2 and first["sometimes"].isna().sum() == 2
    text = out.read_text(encoding="utf-8")
    again = run_missing(WORLDS, [1, 2, 3], measured, out, model="m1")
    assert ran(capsys) == 2 and len(again) == 6
    assert out.read_text(encoding="utf-8").startswith(text)
    assert run_missing({"b": 10.0}, [2], measured, out, model="m1")["value"].tolist() == [20 + 1 / 3]
    assert ran(capsys) == 0


def test_another_version_of_the_model_is_run_anew_and_the_old_one_kept(out, capsys):
    run_missing(WORLDS, [1], measured, out, model="m1")
    found = run_missing(WORLDS, [1], measured, out, model="m2")
    assert ran(capsys) == 4 and found["model"].tolist() == ["m2", "m2"]
    run_missing(WORLDS, [1], measured, out, model="m1")
    assert ran(capsys) == 0


def test_what_was_finished_before_a_failure_is_kept(out, capsys):
    with pytest.raises(RuntimeError, match="third seed"):
        run_missing({"b": 10.0}, [1, 2, 3], broken, out, model="m1")
    run_missing({"b": 10.0}, [1, 2, 3], measured, out, model="m1")
    assert len(out.read_text(encoding="utf-8").splitlines()) == 4


def test_a_line_cut_off_is_run_again(out, capsys):
    run_missing(WORLDS, [1], measured, out, model="m1")
    whole = out.read_bytes()
    out.write_bytes(whole[:-9])
    capsys.readouterr()
    found = run_missing(WORLDS, [1], measured, out, model="m1")
    assert ran(capsys) == 1 and len(found) == 2 and out.read_bytes() == whole


def test_a_measure_that_older_rows_lack_gets_a_column(out, capsys):
    run_missing(WORLDS, [1], measured, out, model="m1")
    found = run_missing(WORLDS, [2], more, out, model="m1")
    assert found["new"].tolist() == [7.0, 7.0]
    both = run_missing(WORLDS, [1, 2], more, out, model="m1")
    assert both["new"].isna().tolist() == [True, True, False, False]
    assert both["value"].tolist()[0] == 1.5 + 1 / 3


def test_a_file_of_an_older_form_does_not_count(out, capsys):
    out.parent.mkdir()
    out.write_text("label,seed,value\nb,1,5.0\n", encoding="utf-8")
    found = run_missing({"b": 10.0}, [1], measured, out, model="m1")
    assert found["value"].tolist() == [10 + 1 / 3]


def test_several_workers_leave_the_same_rows(out, tmp_path):
    alone = run_missing(WORLDS, [1, 2], measured, out, model="m1")
    together = run_missing(WORLDS, [1, 2], measured, tmp_path / "together.csv", workers=2, model="m1")
    assert together.equals(alone)


def test_the_file_is_where_it_was_asked(out):
    run_missing({"b": 10.0}, [1], measured, out, model="m1")
    assert [path.name for path in Path(out.parent).iterdir()] == ["runs.csv"]
