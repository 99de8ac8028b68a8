"""Result folders: whole or not at all, resumed, extended, refused; one hash for equal results."""

import json
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

from experiments import compare
from experiments.conduct import carry_out
from experiments.conduct.carry_out import RunsFailed
from experiments.run import batch
from experiments.store import parts
from experiments.store.content_of_tables import table_hash
from experiments.store.folder import kept_in, unfinished
from experiments.store.publication import CORE_TABLES
from experiments.store.result_folder import ResultFolder
from experiments.tables.catalogue import RESULT_TABLES
from sim.errors import BadInput
from tests.slow import all_slow_but
from tests.synthetic import lived

STUDY = {"place": "classroom", "days": 45, "replications": 2, "seed": 3, "workers": 1}


@pytest.fixture
def compared(tmp_path, synthetic):
    return compare("status_quo", ["whistle"], out=tmp_path / "out", **STUDY)


def test_a_folder_holds_what_it_promises(compared, tmp_path):
    out = tmp_path / "out"
    names = {path.name for path in out.iterdir()}
    tables = {f"{name}.parquet" for name in (*CORE_TABLES, "timing")}
    beside = {"manifest.json", "worlds.parquet", "parts", "runs.csv"}
    assert names == tables | beside | {"report.en.html", "report.zh.html", "answers.csv", "answers", "figures"}
    same = pd.read_csv(out / "runs.csv")
    assert list(same) == list(pd.read_parquet(out / "runs.parquet")) and len(same) == 4
    runs = pd.read_parquet(out / "runs.parquet")
    assert list(runs.columns[:5]) == ["scenario", "place", "days", "replication", "seed"]
    assert list(zip(runs["scenario"], runs["replication"], strict=True)) == [
        ("status_quo", 0), ("status_quo", 1), ("whistle", 0), ("whistle", 1),
    ]  # fmt: skip
    # Common random numbers: one seed a replication, whatever the scenario.
    assert runs.groupby("replication")["seed"].nunique().eq(1).all()
    assert runs["seed"].nunique() == 2
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["study"]["resolved"]["whistle"]["levers"]["whistle"]["on"] is True
    assert (manifest["format"], manifest["kind"]) == (3, "compare")
    assert {"versions", "platform", "seeds", "content", "commit"} <= set(manifest["published"])
    worlds = pd.read_parquet(out / "worlds.parquet")
    assert worlds.to_dict("list") == {"world": [0, 1], "scenario": ["status_quo", "whistle"], "point": [-1, 0],
                                      "state": [0, 0], "reference": [-1, 0]}  # fmt: skip
    workload = pd.read_parquet(out / "workload.parquet")
    assert "office" not in workload and {"month", "level", "kind", "hours"} <= set(workload)
    assert (pd.read_parquet(out / "daily.parquet")["day"] >= 0).all()


def test_tables_have_the_columns_they_declare(compared):
    """Office and day stand in tables of single runs, month in those of comparisons."""
    for table in RESULT_TABLES[1:]:
        found = compared.folder.table(table.name).drop(columns=["scenario", "replication"])
        declared = {c.name for c in table.columns}
        other = {"day", "office"} if {"month", "day"} <= declared else set()
        assert set(found) == declared - other, table.name
    listed = (Path(__file__).parents[2] / "results" / "README.md").read_text(encoding="utf-8")
    assert [table.name for table in RESULT_TABLES if f"`{table.name}.parquet`" not in listed] == []


def test_content_hash_does_not_depend_on_the_order_of_rows_or_columns(compared):
    table = compared.folder.table("workload")
    turned = table.sample(frac=1.0, random_state=1)[list(table.columns[::-1])]
    assert table_hash(turned) == table_hash(table)
    changed = table.copy()
    changed.loc[0, "hours"] += 1e-9
    assert table_hash(changed) != table_hash(table)


def test_workers_change_nothing(compared, tmp_path, synthetic):
    with ThreadPoolExecutor(3) as executor:
        other = compare("status_quo", ["whistle"], out=tmp_path / "other", executor=executor, **STUDY)
    assert other.folder.content_hash() == compared.folder.content_hash()


def test_the_same_study_again_runs_nothing(compared, tmp_path, synthetic):
    before = len(synthetic)
    again = compare("status_quo", ["whistle"], out=tmp_path / "out", **STUDY)
    assert len(synthetic) == before
    assert again.folder.content_hash() == compared.folder.content_hash()


def test_another_study_is_refused_and_nothing_changes(compared, tmp_path):
    before = compared.folder.content_hash()
    with pytest.raises(BadInput, match="days"):
        compare("status_quo", ["whistle"], out=tmp_path / "out", **{**STUDY, "days": 50})
    assert ResultFolder.open(tmp_path / "out").content_hash() == before


def test_more_replications_need_extend_and_then_equal_a_fresh_study(compared, tmp_path, synthetic):
    more = {**STUDY, "replications": 3}
    with pytest.raises(BadInput, match="--extend"):
        compare("status_quo", ["whistle"], out=tmp_path / "out", **more)
    ran = len(synthetic)
    extended = compare("status_quo", ["whistle", "duty_list"], out=tmp_path / "out", extend=True, **more)
    assert len(synthetic) - ran == 9 - 4
    fresh = compare("status_quo", ["whistle", "duty_list"], out=tmp_path / "fresh", **more)
    assert extended.folder.content_hash() == fresh.folder.content_hash()
    assert extended.folder.scenarios == ["status_quo", "whistle", "duty_list"]


def _stop_after(monkeypatch, number, error):
    """Stop with `error` once `number` runs are finished."""
    done = []

    def stopping(asked, code, *shared):
        if len(done) >= number:
            raise error
        done.append(asked)
        return lived(asked, code, *shared)

    monkeypatch.setattr(batch, "lived", stopping)
    return done


@pytest.mark.parametrize("error", [KeyboardInterrupt(), pytest.param(SystemExit(3), marks=pytest.mark.slow)])
def test_finished_runs_survive_and_are_not_run_again(tmp_path, monkeypatch, one_figure, error):
    out = tmp_path / "out"
    _stop_after(monkeypatch, 3, error)
    with pytest.raises(type(error)):
        compare("status_quo", ["whistle"], out=out, **STUDY)
    assert not (out / "runs.parquet").exists()
    assert unfinished(out) == (3, 4)
    with pytest.raises(BadInput, match="3 of 4 runs are there"):
        ResultFolder.open(out)
    rest = _stop_after(monkeypatch, 1, error)
    resumed = compare("status_quo", ["whistle"], out=out, **STUDY)
    assert len(rest) == 1
    monkeypatch.setattr(batch, "lived", lived)
    whole = compare("status_quo", ["whistle"], out=tmp_path / "whole", **STUDY)
    assert resumed.folder.content_hash() == whole.folder.content_hash()
    assert unfinished(out) is None


def test_runs_that_fail_are_recorded_and_tried_again(tmp_path, monkeypatch, one_figure):
    def breaks(asked, code, *shared):
        if asked.cells["scenario"] == "whistle" and asked.cells["replication"] == 1:
            raise ValueError("the lever broke")
        return lived(asked, code, *shared)

    out = tmp_path / "out"
    monkeypatch.setattr(batch, "lived", breaks)
    with pytest.raises(RunsFailed, match="the lever broke"):
        compare("status_quo", ["whistle"], out=out, **STUDY)
    (record,) = (json.loads(path.read_text(encoding="utf-8")) for path in (out / "failures").iterdir())
    assert record["error"] == "ValueError: the lever broke" and "Traceback" in record["traceback"]
    assert unfinished(out) == (3, 4) and not (out / "runs.parquet").exists()
    monkeypatch.setattr(batch, "lived", lived)
    compare("status_quo", ["whistle"], out=out, **STUDY)
    assert unfinished(out) is None and not (out / "failures").exists()


@pytest.mark.parametrize("damage", all_slow_but(("manifest.json", "parts"), ["runs.parquet", "figures", "report.en.html",
                                                "manifest.json", "parts"]))  # fmt: skip
def test_what_is_lost_or_damaged_is_made_again_by_the_same_command(compared, tmp_path, synthetic, damage):
    """Tables and pictures from the runs; a damaged run is run again."""
    out, before, ran = tmp_path / "out", compared.folder.content_hash(), len(synthetic)
    hurt = next((out / "parts").glob("workload-*")) if damage == "parts" else out / damage
    if hurt.suffix == ".parquet":
        hurt.write_bytes(hurt.read_bytes()[:-7])
    elif hurt.is_dir():
        shutil.rmtree(hurt)
    else:
        hurt.unlink()
    again = compare("status_quo", ["whistle"], out=out, **STUDY)
    assert again.folder.content_hash() == before and hurt.exists() == (damage != "parts")
    assert len(synthetic) - ran == (4 if damage == "parts" else 0)


def test_an_older_folder_is_refused_in_one_sentence(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "manifest.json").write_text('{"format": 2, "study": {}}', encoding="utf-8")
    for read in (ResultFolder.open, lambda folder: compare("status_quo", ["whistle"], out=folder, **STUDY)):
        with pytest.raises(BadInput, match="earlier version"):
            read(out)
    assert [path.name for path in out.iterdir()] == ["manifest.json"]


def test_two_scenarios_that_are_one_are_run_once_and_both_shown(tmp_path, synthetic):
    text = "name = 'copy'\nextends = 'whistle'\ntitle = { zh = '同', en = 'Same' }\nquestion = { zh = '问', en = 'Q?' }\n"
    (tmp_path / "copy.toml").write_text(text, encoding="utf-8")
    found = compare("status_quo", ["whistle", str(tmp_path / "copy.toml")], out=tmp_path / "out", **STUDY)
    assert len(synthetic) == 4 and len(found.runs) == 6
    runs = found.runs.set_index(["scenario", "replication"])
    pd.testing.assert_frame_equal(runs.loc["whistle"], runs.loc["copy"])
    assert set(found.folder.table("workload")["scenario"]) == {"status_quo", "whistle", "copy"}


def test_shares_make_what_one_machine_makes(compared, tmp_path, synthetic):
    """Each share alone publishes nothing; merged they are the comparison."""
    from experiments.conduct.publish import publish
    from experiments.question.study import build_study
    from experiments.run.batches import Share
    from experiments.store.merging import merge

    study = build_study("compare", ["status_quo", "whistle"], base=None, settings={}, keep=(),
                        **{key: STUDY[key] for key in ("place", "days", "replications", "seed")})  # fmt: skip
    for number in (1, 2):
        done = carry_out.carry_out(study, tmp_path / f"share{number}", share=Share(number, 2), workers=1)
        assert done.folder is None and done.swept.made == 2
    merge(tmp_path / "all", [tmp_path / "share1", tmp_path / "share2"], publish=publish)
    assert ResultFolder.open(tmp_path / "all").content_hash() == compared.folder.content_hash()


def test_nothing_is_left_when_no_run_was_finished(tmp_path, monkeypatch):
    _stop_after(monkeypatch, 0, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        compare("status_quo", ["whistle"], out=tmp_path / "deep" / "er" / "out", **STUDY)
    assert list(tmp_path.iterdir()) == []


def test_a_half_written_part_is_not_taken_for_a_run(tmp_path, monkeypatch, synthetic):
    def torn(files):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parts, "_digest", torn)  # the files are written and have no name yet
    with pytest.raises(OSError, match="No space"):
        compare("status_quo", ["whistle"], out=tmp_path / "out", **STUDY)
    assert list(tmp_path.iterdir()) == []


def test_failing_while_drawing_keeps_all_runs(tmp_path, monkeypatch, synthetic):
    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("experiments.conduct.publish.write_reports", fail)
        with pytest.raises(OSError, match="No space"):
            compare("status_quo", ["whistle"], out=tmp_path / "out", **STUDY)
    assert kept_in(tmp_path / "out") == (4, 4) and not (tmp_path / "out" / "runs.parquet").exists()
    ran = len(synthetic)
    compare("status_quo", ["whistle"], out=tmp_path / "out", **STUDY)
    assert len(synthetic) == ran


def test_a_folder_in_use_is_left_alone(tmp_path, monkeypatch, one_figure):
    running, go_on = threading.Event(), threading.Event()

    def waits(asked, code, *shared):
        running.set()
        go_on.wait(20)
        return lived(asked, code, *shared)

    monkeypatch.setattr(batch, "lived", waits)
    out = tmp_path / "out"
    first = threading.Thread(target=compare, args=("status_quo", ["whistle"]), kwargs={"out": out, **STUDY})
    first.start()
    assert running.wait(20)
    try:
        with pytest.raises(BadInput, match="another command"):
            compare("status_quo", ["whistle"], out=out, **STUDY)
    finally:
        go_on.set()
        first.join()
    assert ResultFolder.open(out).content_hash()


def test_large_tables_only_on_request(tmp_path, synthetic):
    compare("status_quo", ["whistle"], out=tmp_path / "out", keep=("issues",), **STUDY)
    issues = pd.read_parquet(tmp_path / "out" / "issues.parquet")
    assert issues.groupby(["scenario", "replication"]).size().eq(1200).all()
    assert len(issues) == 4 * 1200


def test_without_a_folder_results_live_with_the_object(synthetic):
    found = compare("status_quo", ["whistle"], **STUDY)
    path = Path(found.folder.path)
    assert path.exists()
    del found
    assert not path.exists()


def test_a_place_parameter_holds_for_all_and_a_lever_field_for_reforms(tmp_path, synthetic):
    settings = {"whistle.propensity": "0.3", "residents.report_base": "0.4"}
    compare("status_quo", ["whistle"], out=tmp_path / "out", settings=settings, **STUDY)
    given = {asked.cells["scenario"]: dict([*asked.recipe.levers, *asked.recipe.parameters]) for asked in synthetic}
    assert given["whistle"] == settings
    assert given["status_quo"] == {"residents.report_base": "0.4"}
    runs = pd.read_parquet(tmp_path / "out" / "runs.parquet").set_index("scenario")
    assert runs.loc["whistle", "whistle.propensity"].eq(0.3).all()
    assert runs.loc["status_quo", "whistle.propensity"].isna().all()


def test_default_folders_of_ours_are_replaced_whole(tmp_path, synthetic):
    from experiments.question.study import build_study

    def study(days):
        values = {"place": "classroom", "seed": 1, "replications": 1, "settings": {}}
        return build_study("compare", ["status_quo", "whistle"], base=None, days=days, **values)

    for days in (40, 50):
        done = carry_out.carry_out(study(days), tmp_path / "compare", explicit=False, workers=1)
        assert done.folder.study["days"] == days and done.swept.others == 0
    assert [path.name for path in tmp_path.iterdir()] == ["compare"]
    assert len(done.swept.store.table()) == 2
