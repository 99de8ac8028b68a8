"""The run store: runs known by content, parts whole or not there, damage noticed, nothing lost and nothing twice."""

import errno
import json
import os
import subprocess
import sys
import threading
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from experiments.answer.points import found_in
from experiments.plan.identity import check_same
from experiments.run import batch as worker
from experiments.run import batches as carry_out
from experiments.run import crew
from experiments.run.batch import Asked, Batch, run_batch
from experiments.run.batches import Share
from experiments.store import folder, locks, parts
from experiments.store.address import World, address
from experiments.store.content import ContentHash
from experiments.store.folder import RunStore
from experiments.store.merging import merge
from experiments.store.tidying import Taken
from scenarios.loading import load_scenario
from scenarios.place import load_place
from sim.errors import BadInput
from tests.slow import all_slow_but
from tests.sweeps import CODE, RUNS, STUDY, digest, made_up, plan_of, run_names, study_in, swept


@pytest.fixture(autouse=True)
def without_model(monkeypatch):
    """Put made-up runs in the place of the model; return the list of addresses that ran."""
    ran = []

    def simulate(asked, code, *shared):
        ran.append(asked.key)
        return made_up(asked, code)

    monkeypatch.setattr(worker, "simulate", simulate)
    monkeypatch.setattr(carry_out, "model_hash", lambda: CODE)
    return ran


@pytest.fixture
def plan(tmp_path):
    return plan_of(study_in(tmp_path))


@pytest.fixture
def few(monkeypatch):
    """Put at most four runs in a part, and leave them there."""
    monkeypatch.setattr(crew, "_MOST_RUNS", 4)
    monkeypatch.setattr(folder, "JOINED_BYTES", 0)


# --- addresses --------------------------------------------------------------------------------------------------------
def world(levers=None, place=None, **changes):
    scenario, base = load_scenario("whistle", levers or {}), load_scenario("status_quo")
    told = {"days": 7, "burn_in_days": 7, "without": (), **changes}
    return World(scenario, base, load_place("classroom", place or {}), **told)


def test_an_address_changes_with_everything_that_decides_a_run():
    ways = [
        (world(), CODE, 1),
        (world({"whistle.propensity": "0.123"}), CODE, 1),
        (world(place={"residents.report_base": "0.4321"}), CODE, 1),
        (world(days=8), CODE, 1),
        (world(burn_in_days=8), CODE, 1),
        (world(without=("care",)), CODE, 1),
        (world()._replace(base=load_scenario("whistle")), CODE, 1),
        (world(), "other", 1),
        (world(), CODE, 2),
    ]
    found = [address(one.digest(code), seed) for one, code, seed in ways]
    assert len(set(found)) == len(ways)
    assert all(len(one) == 32 for one in found)
    assert address(world().digest(CODE), 1) == found[0]


def test_an_address_does_not_change_with_words_and_order(tmp_path):
    one = world({"whistle.propensity": "0.2", "duty_list.gate": "0.3"})
    other = world({"duty_list.gate": "0.3", "whistle.propensity": "0.2"})
    renamed = one._replace(scenario=one.scenario.model_copy(update={"name": "else", "title": one.base.title}))
    assert one.digest(CODE) == other.digest(CODE) == renamed.digest(CODE)
    first = plan_of(study_in(tmp_path))
    turned = STUDY.replace('"whistle.propensity" = [0.1, 0.9]\n', "").replace(
        "[uncertainties]", '"whistle.propensity" = [0.9, 0.1]\n[uncertainties]'
    )
    text = "title = { zh = '我', en = 'Mine' }\n" + turned
    other_plan = plan_of(study_in(tmp_path, text, "other"))
    assert np.array_equal(np.unique(first.keys), np.unique(other_plan.keys))
    assert first.runs == RUNS


# --- the content hash -------------------------------------------------------------------------------------------------
ROWS = pd.DataFrame(
    {
        "run": [digest(str(i)) for i in range(6)],
        "number": [1.0, 2.0, float("nan"), -0.0, 5.0, 1e-300],
        "whole": [1, 2, 3, 4, 5, 2**62],
        "text": ["a", None, "", "哨", "ab", None],
        "on": [True, False, True, False, True, True],
    }
)


def hashed(*frames):
    total = ContentHash(ROWS.columns)
    for frame in frames:
        total.add(frame if isinstance(frame, pa.Table) else pa.Table.from_pandas(frame, preserve_index=False))
    return total.text()


def test_content_does_not_depend_on_order_columns_or_parts():
    whole = hashed(ROWS)
    assert hashed(ROWS.sample(frac=1, random_state=1)[list(ROWS.columns[::-1])]) == whole
    # A part whose texts are all empty has a column without a type.
    assert hashed(ROWS.iloc[[1]], ROWS.iloc[[5, 0]], ROWS.iloc[[4, 2, 3]]) == whole
    assert hashed(ROWS.iloc[[1, 5]].drop(columns="text"), ROWS.iloc[[0, 2, 3, 4]]) == whole
    assert hashed(ROWS.assign(number=ROWS["number"] + 0.0)) == whole


@pytest.mark.parametrize("column", list(ROWS.columns))
def test_content_notices_any_changed_cell(column):
    others = {"run": "x", "number": 7.0, "whole": 7, "text": "other", "on": None}
    seen = {hashed(ROWS)}
    for at in ROWS.index:
        changed = ROWS.copy()
        changed.loc[at, column] = (not ROWS.loc[at, column]) if column == "on" else others[column]
        seen.add(hashed(changed))
    assert len(seen) == 1 + len(ROWS)


def test_content_tells_kinds_of_values_rows_and_columns_apart():
    seen = [
        hashed(ROWS),
        hashed(ROWS.iloc[:5]),
        hashed(ROWS, ROWS.iloc[:1]),
        hashed(ROWS.assign(whole=ROWS["whole"].astype(float))),
        hashed(ROWS.assign(whole=ROWS["whole"].astype(str))),
        hashed(ROWS.assign(text=ROWS["text"].fillna(""))),
        hashed(ROWS.rename(columns={"number": "whole", "whole": "number"})),
        hashed(ROWS.assign(text=["a", None, "", "哨a", "b", None])),  # no letter may slip into the next cell
    ]
    assert len(set(seen)) == len(seen)


# --- parts ------------------------------------------------------------------------------------------------------------
def a_part(folder, start=0, rows=3):
    keys = [digest(f"{start + i}") for i in range(rows)]
    tables = {
        "runs": pd.DataFrame({"run": keys, "measure": np.arange(rows) / 3, "scenario": "whistle"}),
        "workload": pd.DataFrame({"run": keys, "hours": 1.0}),
        "timing": pd.DataFrame({"run": keys, "wall_seconds": 0.5}),
    }
    folder.mkdir(exist_ok=True)
    return parts.write(folder, tables)


def test_a_part_comes_back_as_it_was_written(tmp_path):
    name = a_part(tmp_path)
    assert parts.names(tmp_path) == [name]
    assert a_part(tmp_path / "again") == name
    assert a_part(tmp_path, 3) != name
    parts.check(tmp_path, name)
    frame = parts.to_frame(parts.read(parts.file_of(tmp_path, "runs", name)))
    assert frame["measure"].tolist() == [0.0, 1 / 3, 2 / 3]
    assert not list(tmp_path.glob("*.tmp"))


def test_every_flipped_byte_is_noticed(tmp_path):
    """In the pages, where Parquet's own checksums are, and in the names of the columns, where there are none."""
    name = a_part(tmp_path)
    for table in ("runs", "workload", "timing"):
        path = parts.file_of(tmp_path, table, name)
        whole = path.read_bytes()
        for at in range(0, len(whole), 7):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
            with pytest.raises(parts.DamagedPart):
                parts.check(tmp_path, name)
        path.write_bytes(whole)
    parts.check(tmp_path, name)


def middle(whole):
    return whole[: len(whole) // 2] + bytes([whole[len(whole) // 2] ^ 1]) + whole[len(whole) // 2 + 1 :]


DAMAGES = {
    "flipped": middle,
    "first page": lambda whole: whole[:40] + bytes([whole[40] ^ 16]) + whole[41:],
    "cut off": lambda whole: whole[: len(whole) // 2],
    "one byte short": lambda whole: whole[:-1],
    "empty": lambda whole: b"",
    "garbage": lambda whole: os.urandom(len(whole)),
}


@pytest.mark.parametrize("table", all_slow_but(("runs",), ["runs", "workload", "timing"]))
@pytest.mark.parametrize("damage", list(DAMAGES))
def test_a_damaged_part_is_set_aside_and_only_its_runs_made_again(tmp_path, plan, few, without_model, table, damage):
    first = swept(plan, tmp_path / "out")
    assert (first.made, first.there, len(without_model)) == (RUNS, 0, RUNS)
    hurt = sorted(run_names(tmp_path / "out"))[1]
    name = hurt.removeprefix("runs-").removesuffix(".parquet")
    own = set(parts.read(tmp_path / "out" / "parts" / hurt, ["run"]).column("run").to_pylist())
    path = parts.file_of(tmp_path / "out" / "parts", table, name)
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    with pytest.raises(BadInput, match=f"{name}.*give the command again"):
        RunStore(tmp_path / "out").content()
    without_model.clear()
    again = swept(plan, tmp_path / "out")
    assert set(without_model) == own and again.made == len(own)
    assert again.content == first.content
    assert [aside.stem.split("-")[1] for aside, _ in again.taken.damaged] == [name]
    assert (tmp_path / "out" / "damaged" / path.name).exists()
    assert swept(plan, tmp_path / "out").taken.damaged == ()


def test_a_missing_companion_is_damage(tmp_path, plan, few, without_model):
    first = swept(plan, tmp_path / "out")
    min((tmp_path / "out" / "parts").glob("workload-*")).unlink()
    again = swept(plan, tmp_path / "out")
    assert again.content == first.content and 0 < again.made < RUNS
    assert [reason.partition(" ")[0] for _, reason in again.taken.damaged] == ["sha256"]


def test_what_a_killed_writer_left_is_swept_up(tmp_path, plan):
    first = swept(plan, tmp_path / "out")
    out = tmp_path / "out"
    (out / "parts" / "workload-0123456789abcdef.parquet").write_bytes(b"PAR1")
    (out / "parts" / "timing-0123456789abcdef.parquet").write_bytes(b"PAR1")
    (out / "parts" / "runs-77.tmp").write_bytes(b"PA")
    (out / "mine.tmp").write_text("of somebody else")
    (out / "manifest.json.99.tmp").write_text("{")
    again = swept(plan, out)
    assert (again.made, again.content) == (0, first.content)
    assert {path.name for path in out.iterdir()} == {"manifest.json", "mine.tmp", "parts", "worlds.parquet"}
    own = [path.name.split("-")[0] for path in (out / "parts").iterdir()]
    assert sorted(own) == ["lock", "plan", "runs", "timing", "workload"]


# --- taking over ------------------------------------------------------------------------------------------------------
def left_behind(plan, out, worlds, torn=0):
    """Leave in a store what workers had finished when their command was killed: a part for every world."""
    incoming = out / "incoming" / "4242"
    incoming.mkdir(parents=True)
    names = []
    for w in worlds:
        cells = plan.identity_of(w, 0)
        asked = (Asked(cells["run"], plan.worlds[w].recipe, cells["seed"], cells),)
        names += run_batch(Batch(str(incoming), CODE, asked)).names
    return incoming, names


def test_finished_parts_of_a_dead_command_are_taken_over(tmp_path, plan, without_model):
    whole = swept(plan, tmp_path / "whole").content
    out = tmp_path / "out"
    incoming, names = left_behind(plan, out, [0, 1, 2])
    (incoming / f"workload-{digest('x')[:16]}.parquet").write_bytes(b"")  # one was about to be written
    path = parts.file_of(incoming, "runs", names[2])
    path.write_bytes(path.read_bytes()[:-3])
    without_model.clear()
    done = swept(plan, out)
    assert done.taken.adopted == 2 and done.there == 2 and done.made == RUNS - 2 == len(without_model)
    assert done.content == whole
    assert not (out / "incoming").exists()


@pytest.mark.parametrize("moved", [1, 2])
def test_a_part_that_was_being_moved_when_the_command_was_killed_is_not_lost(tmp_path, plan, without_model, moved):
    out = tmp_path / "out"
    swept(plan, tmp_path / "whole")
    incoming, (name,) = left_behind(plan, out, [3])
    for table in ("workload", "timing")[:moved]:
        (out / "parts").mkdir(exist_ok=True)
        parts.file_of(incoming, table, name).rename(parts.file_of(out / "parts", table, name))
    done = swept(plan, out)
    assert done.taken == Taken(1, ())
    assert done.content == RunStore(tmp_path / "whole").content().text()


def test_a_run_that_is_there_is_not_taken_over_again(tmp_path, plan):
    out = tmp_path / "out"
    first = swept(plan, out)
    left_behind(plan, out, [0, 1])
    again = swept(plan, out)
    assert (again.taken.adopted, again.made, again.content) == (0, 0, first.content)
    assert len(RunStore(out).table()) == RUNS


# --- the folder -------------------------------------------------------------------------------------------------------
HOLD = """
import sys, time
from pathlib import Path
from experiments.store.folder import RunStore
with RunStore(Path(sys.argv[1])).claimed():
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_refused_and_told_who_writes(tmp_path, plan):
    out = tmp_path / "out"
    swept(plan, out)
    before = {path.name for path in out.iterdir()}
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(out)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BadInput, match=f"{holder.pid}"):
            swept(plan, out)
        assert (out / "incoming" / str(holder.pid)).is_dir()
    finally:
        holder.kill()
        holder.wait()
    assert swept(plan, out).made == 0  # the dead one holds nothing any more
    assert {path.name for path in out.iterdir()} == before


def test_folders_of_others_are_left_alone(tmp_path, plan):
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "notes.txt").write_text("mine")
    with pytest.raises(BadInput, match="foreign"):
        swept(plan, foreign)
    assert [path.name for path in foreign.iterdir()] == ["notes.txt"]
    file = tmp_path / "file"
    file.write_text("mine")
    with pytest.raises(BadInput, match="file"):
        swept(plan, file)
    assert file.read_text() == "mine"
    compared = tmp_path / "compared"
    compared.mkdir()
    (compared / "manifest.json").write_text('{"format": 2, "study": {}}')
    with pytest.raises(BadInput, match="compared"):
        swept(plan, compared)
    assert [path.name for path in compared.iterdir()] == ["manifest.json"]


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_left(tmp_path, plan, monkeypatch):
    def refuse(self, *arguments, **options):
        raise PermissionError(errno.EACCES, "Permission denied", self.lock_file)

    monkeypatch.setattr(locks.FileLock, "acquire", refuse)
    with pytest.raises(BadInput, match=r"deep.*Permission denied"):
        swept(plan, tmp_path / "deep" / "er")
    assert not (tmp_path / "deep").exists()


def test_a_damaged_manifest_is_named_and_its_runs_outlive_it(tmp_path, plan):
    out = tmp_path / "out"
    first = swept(plan, out)
    (out / "manifest.json").write_text('{"format": "whistle ru')
    with pytest.raises(BadInput, match=r"manifest\.json.*move it away"):
        swept(plan, out)
    (out / "manifest.json").unlink()
    again = swept(plan, out)
    assert (again.made, again.there, again.content) == (0, RUNS, first.content)


def test_a_full_disk_ends_the_sweep_and_loses_nothing_else(tmp_path, plan, few, monkeypatch, without_model):
    whole = swept(plan, tmp_path / "whole").content
    write, written = parts._write, []

    def full(path, table):
        if len(written) >= 14:  # in the middle of the fifth part
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(path)
        write(path, table)

    with monkeypatch.context() as small_disk:
        small_disk.setattr(parts, "_write", full)
        with pytest.raises(OSError, match="No space left"):
            swept(plan, tmp_path / "out")
    store = RunStore(tmp_path / "out")
    kept = store.rows()
    assert 0 < kept < RUNS and len(parts.names(store.parts)) == 4
    assert not list(store.path.rglob("*.tmp")) and not (store.path / "incoming").exists()
    without_model.clear()
    done = swept(plan, store.path)
    assert (done.made, done.content) == (RUNS - kept, whole)
    assert len(without_model) == RUNS - kept


def test_tables_come_sorted_and_as_much_of_them_as_asked(tmp_path, plan, few):
    store = swept(plan, tmp_path / "out").store
    whole = store.table()
    assert whole["run"].is_monotonic_increasing and len(whole) == RUNS
    assert list(whole.columns[:6]) == ["run", "scenario", "place", "days", "replication", "seed"]
    assert whole.loc[whole["scenario"] == "status_quo", "whistle.propensity"].isna().all()
    assert set(store.table(columns=["seed", "none"]).columns) == {"seed"}
    assert len(store.table("workload")) == 2 * RUNS
    assert store.keys().tolist() == [key.encode() for key in whole["run"]]


# --- more of a study --------------------------------------------------------------------------------------------------
MORE = STUDY.replace("[0.1, 0.9]", "[0.1, 0.9, 0.5]").replace("replications = 3", "replications = 4")


def test_extending_makes_only_what_is_new_and_equals_a_fresh_sweep(tmp_path, plan, few, without_model):
    swept(plan, tmp_path / "out")
    more = plan_of(study_in(tmp_path, MORE, "more"))
    before = {path.name: path.read_bytes() for path in (tmp_path / "out" / "parts").glob("[rwt]*.parquet")}
    with pytest.raises(BadInput, match=r"factors, replications.*--extend"):
        swept(more, tmp_path / "out")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out" / "parts").glob("[rwt]*.parquet")} == before
    without_model.clear()
    done = swept(more, tmp_path / "out", extend=True)
    assert done.made == more.runs - RUNS == len(without_model) == 26
    assert done.content == swept(more, tmp_path / "fresh").content
    kept = {path.name: path.read_bytes() for path in (tmp_path / "out" / "parts").glob("*.parquet")}
    assert kept.items() >= before.items()


def test_another_study_is_refused_and_told_apart(tmp_path, plan):
    swept(plan, tmp_path / "out")
    for old, new, key in (
        ("days = 7\nburn", "days = 8\nburn", "days"),
        ('reference = "status_quo"', 'reference = "duty_list"', "scenarios"),
        ("replications", "seed = 5\nreplications", "seed"),
        ("burn_in_days = 7", "burn_in_days = 8", "burn_in_days"),
    ):
        other = plan_of(study_in(tmp_path, STUDY.replace(old, new), "other"))
        with pytest.raises(BadInput, match=f"different: {key}"):
            swept(other, tmp_path / "out", extend=True, mix_code=True)


def test_runs_of_other_sources_count_only_where_that_is_said(tmp_path, plan, monkeypatch, without_model):
    swept(plan, tmp_path / "out")
    monkeypatch.setattr(carry_out, "model_hash", lambda: "new")
    new = plan_of(tmp_path / "tiny.toml", "new", replications=4)
    with pytest.raises(BadInput, match="--mix-code"):
        swept(new, tmp_path / "out", extend=True)
    without_model.clear()
    done = swept(new, tmp_path / "out", extend=True, mix_code=True)
    assert (done.there, done.made, len(without_model)) == (RUNS, 10, 10)
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["codes"] == [CODE, "new"]
    with pytest.raises(BadInput, match="--mix-code"):
        check_same(done.store, new, "new", extend=True, mix_code=False)


# --- merging ----------------------------------------------------------------------------------------------------------
def test_shares_merge_into_the_whole(tmp_path, plan, without_model, few):
    whole = swept(plan, tmp_path / "whole").content
    for number in (1, 2):
        done = swept(plan, tmp_path / f"share{number}", share=Share(number, 2))
        assert done.made == RUNS // 2
    found = merge(tmp_path / "all", [tmp_path / "share1", tmp_path / "share2"])
    assert found == (RUNS, 0, RUNS, 0, whole)
    again = merge(tmp_path / "all", [tmp_path / "share1"])
    assert again == (0, RUNS // 2, RUNS, 0, whole)
    without_model.clear()
    assert swept(plan, tmp_path / "all").content == whole
    assert without_model == []


def test_overlapping_folders_merge_without_doubles(tmp_path, plan, few):
    whole = swept(plan, tmp_path / "whole").content
    swept(plan, tmp_path / "share1", share=Share(1, 3))
    assert merge(tmp_path / "share1", [tmp_path / "whole"]) == (RUNS * 2 // 3, RUNS // 3, RUNS, 0, whole)
    assert len(RunStore(tmp_path / "share1").table()) == RUNS


def test_a_share_that_goes_on_stays_in_its_share(tmp_path, plan, few, monkeypatch):
    def stopped(asked, code, *shared):
        if len(ran) == 7:
            raise KeyboardInterrupt
        ran.append(asked.key)
        return made_up(asked, code)

    ran = []
    with monkeypatch.context() as stopping:
        stopping.setattr(worker, "simulate", stopped)
        with pytest.raises(KeyboardInterrupt):
            swept(plan, tmp_path / "out", share=Share(1, 2))
    swept(plan, tmp_path / "out", share=Share(1, 2))
    swept(plan, tmp_path / "fresh", share=Share(1, 2))
    assert RunStore(tmp_path / "out").content().text() == RunStore(tmp_path / "fresh").content().text()


def test_merging_another_study_names_what_differs_and_writes_nothing(tmp_path, plan):
    swept(plan, tmp_path / "one")
    other = plan_of(study_in(tmp_path, STUDY.replace("days = 7\nburn", "days = 8\nburn"), "other"))
    swept(other, tmp_path / "other")
    with pytest.raises(BadInput, match="different: days"):
        merge(tmp_path / "all", [tmp_path / "one", tmp_path / "other"])
    assert not (tmp_path / "all").exists()
    with pytest.raises(BadInput, match="different: days"):
        merge(tmp_path / "one", [tmp_path / "other"])
    with pytest.raises(BadInput, match="no such result folder"):
        merge(tmp_path / "all", [tmp_path / "nowhere"])
    assert not (tmp_path / "all").exists()


# --- how it is cut ----------------------------------------------------------------------------------------------------
def test_content_does_not_depend_on_how_runs_are_put_into_parts(tmp_path, plan, monkeypatch):
    found = set()
    for most in (1, 3, 7, 2000):
        monkeypatch.setattr(crew, "_MOST_RUNS", most)
        found.add(swept(plan, tmp_path / f"{most}").content)
    assert len(found) == 1


def test_failing_runs_are_recorded_tried_again_and_forgotten(tmp_path, plan, few, monkeypatch):
    bad = {plan.keys[w, 1].decode() for w in (0, 4)}

    def simulate(asked, code, *shared):
        if asked.key in bad:
            raise ValueError("the lever broke")
        return made_up(asked, code)

    with monkeypatch.context() as failing:
        failing.setattr(worker, "simulate", simulate)
        done = swept(plan, tmp_path / "out")
    assert (done.made, done.failed) == (RUNS - 2, 2)
    records = done.store.failures()
    assert {record["run"] for record in records} == bad
    assert all(record["error"] == "ValueError: the lever broke" and record["settings"] for record in records)
    assert "Traceback" in records[0]["traceback"] and records[0]["seed"] in plan.seeds[0]
    again = swept(plan, tmp_path / "out")
    assert (again.made, again.failed) == (2, 0)
    assert again.store.failures() == [] and not again.store.failed.exists()


class Beats(list):
    """How far a sweep was after every batch."""

    def __call__(self, beat):
        self.append(beat)


def test_progress_only_grows_and_ends_at_the_end(tmp_path, plan, few):
    beats = Beats()
    swept(plan, tmp_path / "out", tell=beats)
    assert beats[0].batch is None and beats[0].done == 0
    assert all(one.done < other.done for one, other in pairwise(beats))
    assert beats[-1].done == beats[-1].total == RUNS and beats[-1].seconds_left == 0


def test_a_point_that_is_the_reference_stands_in_the_table(tmp_path):
    """Its runs are made once, for both."""
    own = load_scenario("whistle").lever("whistle").propensity
    text = STUDY.replace('reference = "status_quo"', 'reference = "whistle"').replace("[0.1, 0.9]", f"[{own}, 0.95]")
    text = text.replace('"duty_list.gate" = [0.0, 0.5]\n', "")
    plan = plan_of(study_in(tmp_path, text))
    assert plan.runs == 2 * 2 * 3  # points × states × replications: one point is the reference
    found = found_in(swept(plan, tmp_path / "out").store)
    assert len(found.runs) == 2 * 2 * 3
    table = found.by_point()
    same, other = table.sort_values("whistle.propensity")["street_funnel_share"]
    assert same.difference == 0.0 != other.difference


# --- workers that die -------------------------------------------------------------------------------------------------
class Deadly:
    """Carries batches out like a pool of two whose process dies at one run, and takes the others with it."""

    width = 2

    def __init__(self, key):
        self.key, self.waiting, self.lock = key, {}, threading.Lock()

    def submit(self, work, batch):
        future = Future()
        with self.lock:
            self.waiting[future] = batch
        dies = any(asked.key == self.key for asked in batch.runs)
        threading.Timer(0.01, self._die if dies else lambda: self._finish(future, work)).start()
        return future

    def _finish(self, future, work):
        with self.lock:
            if future in self.waiting:
                future.set_result(work(self.waiting.pop(future)))

    def _die(self):
        with self.lock:
            for lost in self.waiting:
                lost.set_exception(BrokenProcessPool("died"))
            self.waiting.clear()

    def renew(self):
        return True

    def close(self, *, at_once):
        pass


def test_only_the_run_that_kills_its_worker_is_given_up(tmp_path, plan):
    bad = plan.keys[2, 1].decode()
    done = swept(plan, tmp_path / "out", carrier=lambda: Deadly(bad))
    assert (done.made, done.failed) == (RUNS - 1, 1)
    (record,) = done.store.failures()
    assert record["run"] == bad and "worker process died" in record["error"]
    assert len(done.store.table()) == RUNS - 1

# --- small parts ------------------------------------------------------------------------------------------------------
def test_small_parts_are_joined_and_hold_the_same(tmp_path, plan, monkeypatch):
    monkeypatch.setattr(crew, "_MOST_RUNS", 4)
    done = swept(plan, tmp_path / "out")
    assert len(parts.names(done.store.parts)) == 1
    monkeypatch.setattr(folder, "JOINED_BYTES", 0)
    apart = swept(plan, tmp_path / "apart")
    assert len(parts.names(apart.store.parts)) > 4
    assert done.content == apart.content
    pd.testing.assert_frame_equal(done.store.table(), apart.store.table())
    pd.testing.assert_frame_equal(done.store.table("workload"), apart.store.table("workload"))


@pytest.mark.parametrize("removed", [0, 1, 3])
def test_killed_while_parts_were_joined_no_run_stands_twice(tmp_path, plan, few, monkeypatch, removed):
    """The joined part is there, and not all of those it was made from are gone yet."""
    first = swept(plan, tmp_path / "out")
    store, gone = first.store, []
    monkeypatch.setattr(folder, "JOINED_BYTES", 2**20)
    remove = parts.remove

    def killed(where, name):
        if len(gone) == removed:
            raise KeyboardInterrupt
        gone.append(name)
        remove(where, name)

    with monkeypatch.context() as dying:
        dying.setattr(parts, "remove", killed)
        with pytest.raises(KeyboardInterrupt):
            swept(plan, tmp_path / "out")
    assert len(store.table()) > RUNS
    again = swept(plan, tmp_path / "out")
    assert (again.made, again.content) == (0, first.content)
    assert len(store.table()) == RUNS
