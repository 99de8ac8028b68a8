"""Bad input of every kind: one message that says what is wrong, the right exit code, nothing half-written."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from experiments import compare
from experiments.run import batch
from tests.conventions.sources import ROOT
from tests.functional.test_commands import ENVIRONMENT, start
from tests.synthetic import draw_one_figure, lived

HEAD = "title = { zh = '我', en = 'Mine' }\nquestion = { zh = '问', en = 'Q?' }\n"
CLASSROOM = (ROOT / "scenarios" / "places" / "classroom.toml").read_text(encoding="utf-8")
REPORT_BASE = '\n[residents]\n{} = {{ value = {}, unit = "{}", source = "assumption" }}\n'
SMALL = ("--place", "classroom", "--days", "35")
RUN = ("run", "whistle", *SMALL, "--out", "out")
COMPARE = ("compare", "status_quo", "whistle", *SMALL, "--workers", "1", "--out", "out")


class Bad(NamedTuple):
    """Files laid out, a command, and what its message must name."""

    command: tuple[str, ...]
    says: tuple[str, ...]
    files: dict[str, str] = {}  # noqa: RUF012


def scenario(body: str, *says: str, name: str = "mine") -> Bad:
    """A scenario file that is wrong."""
    return Bad(("run", "mine.toml", *SMALL, "--out", "out"), says, {"mine.toml": f"name = '{name}'\n{HEAD}{body}"})


def place(text: str, *says: str) -> Bad:
    """A place file that is wrong."""
    return Bad(("run", "whistle", "--place", "town.toml", "--days", "5", "--out", "out"), says, {"town.toml": text})


def setting(text: str, *says: str) -> Bad:
    """A setting that is wrong."""
    return Bad((*RUN, "--set", text), says)


def without_streets() -> str:
    """The classroom with no street at all."""
    return re.sub(r"\[\[geography.streets\]\].*?(?=\[geography.households\])", "streets = []\n", CLASSROOM, flags=re.S)


BAD = {
    # --- names ---
    "misspelt scenario": Bad(("run", "whistel", *SMALL), ("scenario 'whistel'", "did you mean 'whistle'")),
    "misspelt scenario to explain": Bad(("explain", "integratd"), ("did you mean 'integrated'",)),
    "misspelt scenario to check": Bad(("check", "dutylist"), ("did you mean 'duty_list'",)),
    "misspelt scenario in diff": Bad(("diff", "status_quo", "wistle"), ("did you mean 'whistle'",)),
    "misspelt place": Bad(("run", "whistle", "--place", "clasroom"), ("place 'clasroom'", "did you mean 'classroom'")),
    "misspelt place to explain": Bad(("explain", "whistle", "--place", "distrct"), ("did you mean 'district'",)),
    "misspelt lever": setting("wistle.on=true", "command line", "did you mean 'whistle.on'"),
    "misspelt field": setting("whistle.propensty=0.3", "command line", "did you mean 'whistle.propensity'"),
    "misspelt place parameter": setting("residents.reportbase=0.3", "did you mean 'residents.report_base'"),
    "misspelt table to keep": Bad((*COMPARE, "--keep", "isues"), ("--keep = isues", "allowed: issues")),
    "unknown language": Bad((*RUN, "--lang", "fr"), ("--lang = fr", "zh, en")),
    "unknown command": Bad(("comprae",), ("comprae",)),
    "unknown option": Bad(("check", "whistle", "--pace", "classroom"), ("--pace",)),
    # --- scenario files ---
    "missing scenario file": Bad(("run", "none.toml", *SMALL), ("none.toml", "no such file")),
    "scenario file that is a folder": Bad(("run", ".toml", *SMALL), (".toml",)),
    "misspelt key in a scenario": scenario("extend = 'status_quo'\n", "mine.toml", "'extend'", "did you mean 'extends'"),
    "misspelt lever in a scenario": scenario("[wistle]\non = true\n", "mine.toml", "did you mean 'whistle'"),
    "misspelt field in a scenario": scenario("[duty_list]\ngat = 1\n", "mine.toml", "[duty_list]", "did you mean 'gate'"),
    "switch that is a word": scenario("[whistle]\non = 'maybe'\n", "mine.toml", "whistle.on = 'maybe'", "true or false"),
    "share that is a word": scenario("[whistle]\npropensity = 'lots'\n", "whistle.propensity = 'lots'", "0 to 1"),
    "lever that is a number": scenario("whistle = 3\n", "mine.toml", "whistle = 3", "a table"),
    "title that is a number": Bad(
        ("run", "mine.toml", *SMALL), ("mine.toml", "title = 3", "a table"),
        {"mine.toml": "name = 'mine'\ntitle = 3\nquestion = { zh = '问', en = 'Q?' }\n"},
    ),
    "clauses that are no list": scenario("clauses = 'P4'\n", "clauses = 'P4'", "a list"),
    "unknown family": scenario("[whistle]\nfamilies = ['emergncy']\n", "whistle.families = 'emergncy'", "emergency"),
    "share above one": scenario("[delegation]\nshare = 1.2\n", "mine.toml", "delegation.share = 1.2", "0 to 1 (share)"),
    "share below zero": scenario("[delegation]\nshare = -0.1\n", "mine.toml", "delegation.share = -0.1", "0 to 1 (share)"),
    "negative staff": scenario("[staffing]\nstreet_factor = -1\n", "staffing.street_factor = -1", "0.25 to 4"),
    "too many divisions": scenario("[organisation]\ndivisions = 26\n", "organisation.divisions = 26", "1 to 25"),
    "half a division": scenario("[organisation]\ndivisions = 2.5\n", "organisation.divisions = 2.5", "1 to 25"),
    "negative start day": scenario("[whistle]\nstart_day = -1\n", "whistle.start_day = -1", "0 to 36500"),
    "infinite share": scenario("[duty_list]\ngate = inf\n", "duty_list.gate = inf", "0 to 1"),
    "value of a parent out of range": Bad(
        ("explain", "child.toml"), ("parent.toml", "whistle.propensity = 7", "0 to 1"),
        {"parent.toml": f"name = 'parent'\n{HEAD}[whistle]\npropensity = 7\n",
         "child.toml": f"name = 'child'\nextends = 'parent'\n{HEAD}"},
    ),
    "cyclic extends": Bad(
        ("check", "one.toml"), ("one.toml", "one → two → one"),
        {"one.toml": f"name = 'one'\nextends = 'two'\n{HEAD}", "two.toml": f"name = 'two'\nextends = 'one'\n{HEAD}"},
    ),
    "scenario that extends itself": scenario("extends = 'mine'\n", "mine → mine"),
    "missing parent": scenario("extends = 'status_qou'\n", "mine.toml", "did you mean 'status_quo'"),
    "missing parent file": scenario("extends = 'base.toml'\n", "mine.toml", "extends = 'base.toml'", "no such file"),
    "two parents": scenario("extends = ['whistle', 'duty_list']\n", "mine.toml", "extends = ['whistle', 'duty_list']"),
    "scenario without a title": Bad(("explain", "mine.toml"), ("title is missing",), {"mine.toml": "name = 'mine'\n"}),
    "scenario that is not TOML": scenario("[whistle\n", "mine.toml", "not valid TOML", "line 4"),
    "key twice in a scenario": scenario("[whistle]\non = true\non = false\n", "mine.toml", "not valid TOML"),
    "empty scenario": Bad(("explain", "mine.toml"), ("mine.toml", "the file is empty"), {"mine.toml": ""}),
    "unknown district": scenario("[whistle]\non = true\ndistricts = ['clasroom']\n",
                                 "mine.toml", "whistle.districts", "did you mean 'classroom'"),
    # --- place files ---
    "missing place file": Bad(("check", "whistle", "--place", "town.toml"), ("town.toml", "no such file")),
    "empty place": place("", "town.toml", "the file is empty"),
    "place without tables": place("name = 'town'\n", "town.toml", "geography is missing", "seed is missing"),
    "place that is not TOML": place("name = = 3", "town.toml", "not valid TOML"),
    "misspelt key in a place": place(CLASSROOM.replace("seed = 72", "sead = 72"), "town.toml", "did you mean 'seed'"),
    "misspelt parameter in a place": place(CLASSROOM + REPORT_BASE.format("report_bas", 0.4, "probability"),
                                           "town.toml", "[residents]", "did you mean 'report_base'"),
    "probability above one in a place": place(CLASSROOM + REPORT_BASE.format("report_base", 1.4, "probability"),
                                              "town.toml", "residents.report_base = 1.4", "above 0 and below 1"),
    "unknown unit": place(CLASSROOM + REPORT_BASE.format("report_base", 0.4, "probabilty"),
                          "residents.report_base.unit = 'probabilty'", "did you mean 'probability'"),
    "negative staff in a place": place(CLASSROOM.replace("staff = 14", "staff = -12"),
                                       "town.toml", "geography.streets.2.staff = -12", "≥ 1"),
    "staff that is a word": place(CLASSROOM.replace("staff = 14", "staff = 'a dozen'"), "'a dozen'", "a whole number"),
    "shares that do not sum to one": place(CLASSROOM.replace("0.041, 0.098", "0.141, 0.098"),
                                           "town.toml", "geography.households", "sum to 1, not 1.1"),
    "place without a street": place(without_streets(), "town.toml", "geography.streets = []", "entries ≥ 1"),
    "street without a community": place(CLASSROOM.replace("[5200, 6000, 4800]", "[]"), "communities = []"),
    "place without a district": place(CLASSROOM.replace('districts = ["classroom"]', "districts = []"), "districts = []"),
    "place without departments": place(CLASSROOM.partition("[[departments]]")[0], "departments is missing"),
    "street twice": place(CLASSROOM.replace('id = "bell"', 'id = "willow"'), "town.toml", "'willow' is there twice"),
    "department nobody knows": place(CLASSROOM.replace('"fire_rescue", ', ""), "town.toml", "'fire_rescue'"),
    "included file missing": place(CLASSROOM.replace("_common.toml", "_comon.toml"),
                                   "town.toml", "include", "did you mean '_common.toml'"),
    "include that is no list": place("include = 3\n", "town.toml", "include = 3", "a list of files"),
    "places that include one another": Bad(
        ("check", "whistle", "--place", "one.toml"), ("one.toml → two.toml → one.toml",),
        {"one.toml": "include = ['two.toml']\n", "two.toml": "include = ['one.toml']\n"},
    ),
    # --- numbers ---
    "no days": Bad((*RUN, "--days", "0"), ("days = 0", "1 to 3650")),
    "negative days": Bad((*COMPARE, "--days=-5"), ("days = -5", "1 to 3650")),
    "days that are no whole number": Bad((*RUN, "--days", "2.5"), ("--days", "integer")),
    "too many days": Bad((*RUN, "--days", "4000"), ("days = 4000", "1 to 3650")),
    "negative seed": Bad((*RUN, "--seed=-1"), ("seed = -1",)),
    "no replications": Bad((*COMPARE, "--replications", "0"), ("replications = 0", "1 to")),
    "no workers": Bad((*COMPARE, "--workers", "0"), ("workers = 0", "1 to")),
    "negative workers": Bad((*COMPARE, "--workers=-2"), ("workers = -2", "1 to")),
    # --- settings ---
    "setting without =": setting("whistle.propensity", "--set whistle.propensity", "lever.field=value"),
    "setting without a value": setting("whistle.propensity=", "--set whistle.propensity=", "lever.field=value"),
    "setting twice": Bad((*RUN, "--set", "whistle.on=true", "--set", "whistle.on=false"), ("whistle.on", "twice")),
    "setting of nothing known": setting("color=red", "command line", "unknown setting 'color'"),
    "setting that is not a number": setting("whistle.propensity=lots", "command line", "'lots'", "0 to 1"),
    "setting out of range": setting("whistle.propensity=1.5", "command line", "whistle.propensity = 1.5", "0 to 1"),
    "place parameter out of range": setting("residents.report_base=2", "command line", "residents.report_base = 2", "above 0 and below 1"),
    "setting twice to explain": Bad(("explain", "whistle", "--set", "whistle.on=1", "--set", "whistle.on=0"), ("twice",)),
    # --- what is compared ---
    "scenario twice in compare": Bad(("compare", "status_quo", "whistle", "whistle", *SMALL), ("'whistle'", "twice")),
    "scenario against itself": Bad(("compare", "whistle", "whistle", *SMALL), ("'whistle'", "twice")),
    "base without reform": Bad(("compare", "whistle", *SMALL), ("at least one reform",)),
    "two files of one name": Bad(
        ("compare", "status_quo", "a.toml", "b.toml", *SMALL), ("'mine'", "twice"),
        {"a.toml": f"name = 'mine'\nextends = 'whistle'\n{HEAD}", "b.toml": f"name = 'mine'\nextends = 'whistle'\n{HEAD}"},
    ),
    "diff of one scenario": Bad(("diff", "whistle"), ("B",)),
}  # fmt: skip


def content(folder: Path) -> dict[str, bytes]:
    """Everything below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else b"" for p in folder.rglob("*")}


def assert_refused(told, code: int, says) -> None:
    """One message, the exit code, no traceback."""
    assert told.code == code, told.err
    assert "Traceback" not in told.err + told.out and told.out == ""
    for words in says:
        assert words in told.err
    # Faults of one file are one message; a usage error of the command line is a box.
    lines = [line for line in told.err.splitlines() if not re.match(r"\s+- |Usage|Try|[╭│╰]|$", line)]
    assert len(lines) <= 1 + (code == 1), told.err


def test_there_are_enough_kinds():
    assert len(BAD) >= 60


@pytest.mark.parametrize("kind", BAD)
def test_bad_input(kind, whistle, tmp_path, monkeypatch):
    bad = BAD[kind]
    monkeypatch.chdir(tmp_path)
    for name, text in bad.files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    before = content(tmp_path)
    assert_refused(whistle(*bad.command), 2, bad.says)
    assert content(tmp_path) == before


@pytest.mark.parametrize("kind", ["share above one", "unknown unit", "shares that do not sum to one", "missing parent"])
def test_bad_input_is_told_in_chinese(kind, whistle, tmp_path, monkeypatch):
    bad = BAD[kind]
    monkeypatch.chdir(tmp_path)
    for name, text in bad.files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    told = whistle(*bad.command, "--lang", "zh")
    assert told.code == 2 and re.search("[一-鿿]", told.err) and "allowed" not in told.err


def test_two_levers_on_one_quantity(whistle, tmp_path, monkeypatch):
    from scenarios.levers import DutyList, Verification

    monkeypatch.setattr(Verification, "writes", {**Verification.writes, "top_down.strictness": None})
    assert "top_down.strictness" in DutyList.writes
    monkeypatch.chdir(tmp_path)
    for command in ("explain", "check"):
        told = whistle(command, "integrated", "--place", "classroom")
        assert_refused(told, 2, ("integrated", "'duty_list' and 'verification'", "top_down.strictness"))
    assert content(tmp_path) == {}


# --- folders --------------------------------------------------------------------------------------


def test_out_folders_that_cannot_be(whistle, tmp_path, synthetic):
    (tmp_path / "file").write_text("mine")
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "thesis.txt").write_text("mine")
    before = content(tmp_path)
    for out, says in (
        (tmp_path / "file", "is a file"),
        (tmp_path / "file" / "under", "cannot be written"),
        (tmp_path / "foreign", "not a result folder"),
        ("/proc/whistle/out", "cannot be written"),
    ):
        told = whistle(*COMPARE[:-1], out)
        assert_refused(told, 2, (str(out), says))
    assert content(tmp_path) == before and synthetic == []


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A finished comparison, made once."""
    out = tmp_path_factory.mktemp("finished") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "lived", lived)
        draw_one_figure(patch)
        compare("status_quo", ["whistle"], place="classroom", days=35, replications=2, workers=1, out=out)
    return out


@pytest.fixture
def folder(finished, tmp_path, synthetic):
    """A copy of a finished comparison."""
    shutil.copytree(finished, tmp_path / "out")
    return tmp_path / "out"


def test_a_folder_of_another_study_is_left_alone(folder, whistle):
    before = content(folder.parent)
    told = whistle(*COMPARE[:-1], folder, "--replications", "2", "--seed", "9")
    assert_refused(told, 2, (str(folder), "holds another study", "seed"))
    told = whistle(*COMPARE[:-1], folder, "--replications", "3")
    assert_refused(told, 2, (str(folder), "--extend"))
    assert content(folder.parent) == before


def test_figures_that_cannot_be_drawn(folder, whistle):
    before = content(folder)
    for arguments, says in (
        (("--only", "funel"), ("'funel'", "did you mean 'funnel'")),
        (("--only", "x"), ("'x'", "funnel, resolution")),
        (("--width", "2"), ("--width = 2", "8.0 to 40.0")),
        (("--width", "400"), ("--width = 400",)),
        (("--width", "nan"), ("--width = nan",)),
        (("--width", "wide"), ("--width",)),
    ):
        assert_refused(whistle("figures", folder, *arguments), 2, says)
    assert content(folder) == before


DAMAGE = {
    "truncated table": lambda out: (out / "runs.parquet").write_bytes((out / "runs.parquet").read_bytes()[:200]),
    "missing table": lambda out: (out / "runs.parquet").unlink(),
    "broken manifest": lambda out: (out / "manifest.json").write_text('{"format": 1, "stu'),
    "manifest that is a list": lambda out: (out / "manifest.json").write_text("[]"),
    "manifest of another format": lambda out: (out / "manifest.json").write_text('{"format": 99}'),
    "missing manifest": lambda out: (out / "manifest.json").unlink(),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_damaged_result_folders(kind, folder, whistle, synthetic):
    DAMAGE[kind](folder)
    before, ran = content(folder.parent), len(synthetic)
    said = "manifest.json" if "manifest" in kind else "runs.parquet"
    again = (*COMPARE[:-1], folder, "--replications", "2")
    mends = kind in ("truncated table", "missing table", "missing manifest")
    more = () if mends else (again, (*COMPARE[:-1], folder, "--replications", "3", "--extend"))
    for command in (("status", folder), ("figures", folder), *more):
        assert_refused(whistle(*command), 2, (said,))
    assert content(folder.parent) == before and len(synthetic) == ran
    if mends:  # the runs are there: what was lost is written anew from them
        assert whistle(*again).code == 0 and len(synthetic) == ran
        assert "the same as when it was written" in whistle("status", folder).out


# --- stopped, killed, full ------------------------------------------------------------------------


def _stop_after(monkeypatch, number: int, error: BaseException) -> None:
    done = []

    def stopping(asked, code, *shared):
        if len(done) >= number:
            raise error
        done.append(asked)
        return lived(asked, code, *shared)

    monkeypatch.setattr(batch, "lived", stopping)


@pytest.fixture
def unfinished(tmp_path, whistle, monkeypatch, synthetic):
    """A comparison stopped after three of four runs."""
    with monkeypatch.context() as broken:
        _stop_after(broken, 3, KeyboardInterrupt())
        told = whistle(*COMPARE[:-1], tmp_path / "out", "--replications", "2")
    assert told.code == 130 and "3 of 4 runs are finished and kept" in told.err
    return tmp_path / "out"


def test_damaged_unfinished_runs_are_named_and_made_again(unfinished, whistle, synthetic):
    damaged = next((unfinished / "parts").glob("daily-*"))
    lost = pd.read_parquet(damaged)["run"].nunique()
    damaged.write_bytes(damaged.read_bytes()[:100])
    told = whistle(*COMPARE[:-1], unfinished, "--replications", "2")
    assert told.code == 0 and "Traceback" not in told.err
    assert damaged.name in told.err and "set aside, its runs are made again" in told.err
    assert (unfinished / "damaged" / damaged.name).exists() and len(synthetic) == lost + 1


def test_runs_of_nobody_knows_what_are_known_by_their_content(unfinished, whistle, synthetic):
    (unfinished / "manifest.json").write_text("{")
    assert_refused(whistle("status", unfinished), 2, ("manifest.json", "cannot be read", "move it away"))
    (unfinished / "manifest.json").unlink()
    assert_refused(whistle("status", unfinished), 2, (str(unfinished), "manifest.json is missing"))
    told = whistle(*COMPARE[:-1], unfinished, "--replications", "2")
    assert told.code == 0 and len(synthetic) == 1  # the one that was not there yet


def test_rows_that_are_not_of_the_manifest_are_not_shown(folder, whistle):
    runs = pd.read_parquet(folder / "runs.parquet")
    pd.concat([runs, runs.assign(replication=7)]).to_parquet(folder / "runs.parquet", index=False)
    for command in (("status", folder), ("figures", folder), ("tradeoffs", folder)):
        assert_refused(whistle(*command), 2, (str(folder), "4 of 8 rows are among the 4 runs", "written anew"))


def test_after_a_stop_the_next_command_says_what_was_kept(unfinished, whistle, synthetic):
    told = whistle("status", unfinished)
    assert told.code == 0 and "3 of 4 runs are kept" in told.out
    told = whistle(*COMPARE[:-1], unfinished, "--replications", "2")
    assert told.code == 0 and "3 of 4 runs" in told.err and len(synthetic) == 1
    assert whistle("status", unfinished, "--json").out and "unfinished" not in whistle("status", unfinished).out


FULL = """
import errno, sys
from experiments.doors import cli
from experiments.run import batch
from tests.synthetic import lived
batch.lived = lived
if sys.argv[1] == "slow":
    import time
    batch.WRITE_EVERY = 0.0
    first = []
    def slow(asked, code, *shared):
        if first: time.sleep(60)
        first.append(asked)
        return lived(asked, code, *shared)
    batch.lived = slow
del sys.argv[1]
cli.main()
"""


def test_standard_output_on_a_full_disk_is_exit_1(tmp_path):
    if not Path("/dev/full").exists():
        pytest.skip("no such device here")
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-c", FULL, "quick", "scenarios", "--json"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT, check=False)
    assert done.returncode == 1
    assert "no room left to write" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("where", ["experiments.store.parts._write", "experiments.conduct.publish.write_reports"])
def test_a_full_disk_is_exit_1(where, whistle, tmp_path, monkeypatch, synthetic):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(where, full)
    told = whistle(*COMPARE[:-1], tmp_path / "out", "--replications", "1")
    assert told.code == 1 and "no room left to write" in told.err and "Traceback" not in told.err
    kept = where.endswith("write_reports")
    assert ("2 of 2 runs are finished and kept" in told.err) == kept
    assert (tmp_path / "out").exists() == kept
    assert not (tmp_path / "out" / "runs.parquet").exists()


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize(("number", "code"), [
    (signal.SIGINT, 130), pytest.param(signal.SIGKILL, -9, marks=pytest.mark.slow)
])
def test_signals_during_compare(number, code, tmp_path, whistle):
    out = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-c", FULL, "slow", *COMPARE[:-1], str(out)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT, start_new_session=True,
    )  # fmt: skip
    limit = time.monotonic() + 60
    while not list((tmp_path / "out" / "incoming").glob("*/runs-*.parquet")):
        assert process.poll() is None and time.monotonic() < limit, process.communicate()
        time.sleep(0.02)
    os.killpg(process.pid, number)
    printed, errors = process.communicate(timeout=30)
    assert process.returncode == code and printed == ""
    if number == signal.SIGINT:
        assert "Stopped." in errors and "1 of 10 runs are finished and kept" in errors and "Traceback" not in errors
    assert not (out / "runs.parquet").exists()
    told = whistle("status", out)
    assert told.code == 0 and "1 of 10 runs are kept" in told.out
    record = json.loads(whistle("status", out, "--json").out)
    assert not record["complete"]


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_while_explaining(tmp_path):
    process = start("check", "whistle", "--place", "district")
    time.sleep(0.7)
    errors = None
    for _ in range(20):  # one that meets a library while it clears up is lost on it, and a user presses again
        os.killpg(process.pid, signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            _, errors = process.communicate(timeout=3)
            break
    assert errors is not None and process.returncode in (130, -signal.SIGINT) and "Traceback" not in errors
