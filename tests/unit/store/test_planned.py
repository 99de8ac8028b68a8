"""A folder never shows a run that is not of its study, and never loses one that is not."""

import json

import pandas as pd
import pytest

from experiments.answer.points import found_in
from experiments.answer.response import response_of
from experiments.doors.commands.status import StatusOptions, status
from experiments.run import batch as worker
from experiments.run import batches as carry_out
from experiments.store.folder import RunStore
from experiments.store.merging import merge
from experiments.store.planned import Planned, planned_of
from sim.errors import BadInput
from tests.sweeps import CODE, RUNS, STUDY, made_up, plan_of, study_in, swept

NARROW = STUDY.replace("[0.1, 0.9]", "[0.1]").replace("replications = 3", "replications = 2")
NARROW_RUNS = 12  # (1 × 2 points and the reference) × 2 states × 2 replications
OTHER = STUDY.replace("days = 7\nburn", "days = 9\nburn")


@pytest.fixture(autouse=True)
def without_model(monkeypatch):
    ran = []
    monkeypatch.setattr(worker, "simulate", lambda asked, code, *_: ran.append(asked.key) or made_up(asked, code))
    monkeypatch.setattr(carry_out, "model_hash", lambda: CODE)
    return ran


def told(capsys, folder):
    status(StatusOptions(folder, as_json=True, lang="en", debug=True))
    return json.loads(capsys.readouterr().out)


def shown(store):
    return found_in(store, ["street_funnel_share"]).by_point().round(12).to_dict()


def test_a_narrower_study_in_a_wider_folder_shows_its_own_runs(tmp_path, capsys, without_model):
    swept(plan_of(study_in(tmp_path)), tmp_path / "out")
    narrow = plan_of(study_in(tmp_path, NARROW, "narrow"))
    fresh = swept(narrow, tmp_path / "fresh")
    without_model.clear()
    done = swept(narrow, tmp_path / "out", extend=True)
    assert (done.made, done.others) == (0, RUNS - NARROW_RUNS) and without_model == []
    assert shown(done.store) == shown(fresh.store)
    assert response_of(done.store).about["runs"] == response_of(fresh.store).about["runs"] == NARROW_RUNS
    found = told(capsys, tmp_path / "out")
    assert (found["runs"], found["of"], found["others"], found["complete"]) == (NARROW_RUNS, NARROW_RUNS, RUNS - NARROW_RUNS, True)
    # The wider study finds all of its runs again.
    without_model.clear()
    assert swept(plan_of(tmp_path / "tiny.toml"), tmp_path / "out", extend=True).others == 0
    assert without_model == []


def test_another_study_in_a_folder_that_lost_its_manifest_shows_its_own_runs(tmp_path, capsys):
    swept(plan_of(study_in(tmp_path)), tmp_path / "out")
    (tmp_path / "out" / "manifest.json").unlink()
    other = plan_of(study_in(tmp_path, OTHER, "other"))
    done = swept(other, tmp_path / "out")
    assert (done.made, done.others) == (RUNS, RUNS)
    assert shown(done.store) == shown(swept(other, tmp_path / "fresh").store)
    assert told(capsys, tmp_path / "out")["others"] == RUNS
    assert "30 more runs" not in json.dumps(told(capsys, tmp_path / "fresh"))


def test_the_manifest_of_another_folder_counts_none_of_these_runs(tmp_path, capsys):
    one = swept(plan_of(study_in(tmp_path)), tmp_path / "one").store
    other = swept(plan_of(study_in(tmp_path, OTHER, "other")), tmp_path / "other").store
    (one.path / "manifest.json").write_bytes((other.path / "manifest.json").read_bytes())
    with pytest.raises(BadInput, match=r"plan-.*give the command again"):
        found_in(one)
    plan = next(other.parts.glob("plan-*"))
    (one.parts / plan.name).write_bytes(plan.read_bytes())
    (one.path / "worlds.parquet").write_bytes((other.path / "worlds.parquet").read_bytes())
    found = told(capsys, one.path)
    assert (found["runs"], found["others"], found["complete"]) == (0, RUNS, False)
    assert len(found_in(one).runs) == 0


def test_more_runs_than_planned_are_not_complete(tmp_path, capsys):
    """Half of the plan and as many strangers."""
    from experiments.run.batches import Share

    wide = plan_of(study_in(tmp_path))
    swept(wide, tmp_path / "out")
    more = plan_of(study_in(tmp_path, STUDY.replace("[0.1, 0.9]", "[0.2, 0.3]"), "more"))
    swept(more, tmp_path / "out", extend=True, share=Share(1, 2))
    found = told(capsys, tmp_path / "out")
    assert found["runs"] + found["others"] > found["of"] and not found["complete"]


def test_merged_strangers_are_kept_and_not_shown(tmp_path):
    one = swept(plan_of(study_in(tmp_path)), tmp_path / "one")
    swept(plan_of(study_in(tmp_path, STUDY.replace("[0.1, 0.9]", "[0.2, 0.9]"), "more")), tmp_path / "more")
    found = merge(tmp_path / "all", [tmp_path / "one", tmp_path / "more"])
    assert (found.runs, found.others) == (RUNS, RUNS * 2 // 5)
    assert shown(RunStore(tmp_path / "all")) == shown(one.store)


def test_runs_of_two_versions_are_counted_once(tmp_path, monkeypatch):
    old = swept(plan_of(study_in(tmp_path)), tmp_path / "old")
    monkeypatch.setattr(carry_out, "model_hash", lambda: "new")
    swept(plan_of(tmp_path / "tiny.toml", "new"), tmp_path / "new")
    found = merge(tmp_path / "all", [tmp_path / "old", tmp_path / "new"], mix_code=True)
    assert (found.new, found.runs, found.others) == (2 * RUNS, RUNS, 0)
    assert shown(RunStore(tmp_path / "all")) == shown(old.store)  # one version for all, the first


def test_the_preferred_address_of_a_run_is_chosen():
    import numpy as np

    first, second = (np.array([[b"a" * 32, b"b" * 32]]), np.array([[b"c" * 32, b"d" * 32]]))
    planned = planned_of([first, second])
    assert planned.runs == 2
    keys = np.array([b"d" * 32, b"x" * 32, b"a" * 32, b"c" * 32], dtype="S32")
    found = planned.of(pd.DataFrame({"run": keys.astype(str), "value": [4, 24, 1, 3]}))
    assert found[["world", "replication", "run", "value"]].to_numpy().tolist() == [[0, 0, "a" * 32, 1], [0, 1, "d" * 32, 4]]
    assert planned.there(keys) == 2 and planned.there(keys[1:2]) == 0
    none = np.zeros(0, dtype=int)
    assert Planned(keys[:0], none, none).there(keys) == Planned(keys[:0], none, none).runs == 0


def test_worlds_that_are_one_share_their_runs_and_each_has_them():
    import numpy as np

    planned = planned_of([np.array([[b"a" * 32, b"b" * 32], [b"a" * 32, b"b" * 32], [b"c" * 32, b"d" * 32]])])
    assert planned.runs == 4 and planned.there(np.array([b"a" * 32, b"c" * 32])) == 2
    found = planned.of(pd.DataFrame({"run": ["b" * 32, "c" * 32]}))
    assert found[["world", "replication"]].to_numpy().tolist() == [[0, 1], [1, 1], [2, 0]]
