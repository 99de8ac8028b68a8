"""The command `whistle`: what it prints and writes, and how it ends when something is wrong."""

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

from experiments.doors.cli import main
from experiments.question.limits import LARGE_TABLES
from experiments.store.result_folder import CORE_TABLES
from experiments.tell.figures.catalogue import FIGURES
from sim.measures import MEASURES
from tests.synthetic import draw_svg_alone

SMALL = ("--place", "classroom", "--days", "35")
COMMANDS = ("scenarios", "levers", "places", "explain", "diff", "check", "run", "compare", "figures", "status")
ENVIRONMENT = {**os.environ, "WHISTLE_LANG": "en", "PYTHONPATH": str(Path(__file__).parents[2])}


def start(*arguments, **options):
    """Start `whistle` as a process of its own."""
    command = [sys.executable, "-m", "experiments", *map(str, arguments)]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
        start_new_session=True,
        **options,
    )


# --- with the real engine -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def one_run(tmp_path_factory):
    out = tmp_path_factory.mktemp("run") / "out"
    arguments = ("run", "whistle", "--base", "status_quo", *SMALL, "--out", str(out))
    printed = StringIO()
    with pytest.MonkeyPatch.context() as patched, redirect_stdout(printed):
        draw_svg_alone(patched)
        patched.setenv("WHISTLE_LANG", "en")
        patched.setattr(sys, "argv", ["whistle", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
    assert left.value.code in (0, None)
    return out, printed.getvalue()


FIGURELESS = """
import pytest
from experiments.doors import cli
from tests.synthetic import draw_one_figure
with pytest.MonkeyPatch.context() as patched:
    draw_one_figure(patched)
    cli.main()
"""


@pytest.fixture(scope="module")
def one_comparison(tmp_path_factory):
    out = tmp_path_factory.mktemp("compare") / "out"
    arguments = ("compare", "status_quo", "whistle", *SMALL, "--replications", "2", "--workers", "2", "--out", str(out))
    done = subprocess.run([sys.executable, "-c", FIGURELESS, *arguments], capture_output=True, text=True, env=ENVIRONMENT,
                          timeout=300, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return out, done.stdout


def test_run_writes_every_table_and_every_measure(one_run):
    out, printed = one_run
    tables = {*CORE_TABLES, *LARGE_TABLES, "timing"}
    assert {path.stem for path in out.glob("*.parquet")} == tables | {"worlds"}
    runs = pd.read_parquet(out / "runs.parquet")
    assert {measure.name for measure in MEASURES} <= set(runs.columns)
    assert "office" in pd.read_parquet(out / "workload.parquet")
    assert "report.en.html" in printed
    assert "(measured)" in printed and "(true)" in printed


def test_a_run_is_replication_0_of_the_comparison(one_run, one_comparison):
    run = pd.read_parquet(one_run[0] / "runs.parquet")
    compared = pd.read_parquet(one_comparison[0] / "runs.parquet")
    same = compared[(compared["scenario"] == "whistle") & (compared["replication"] == 0)].reset_index(drop=True)
    pd.testing.assert_frame_equal(run, same[run.columns])


def test_the_number_of_workers_changes_nothing(one_comparison, tmp_path, whistle, one_figure):
    told = whistle(
        "compare",
        "status_quo",
        "whistle",
        *SMALL,
        "--replications",
        2,
        "--workers",
        1,
        "--out",
        tmp_path / "o",
        "--json",
    )
    assert told.code == 0
    manifest = json.loads((one_comparison[0] / "manifest.json").read_text(encoding="utf-8"))
    assert json.loads(told.out)["hash"] == manifest["published"]["content"]["hash"]


def test_a_piped_table_is_plain_and_fits(one_comparison):
    printed = one_comparison[1]
    assert "\x1b" not in printed
    assert max(len(line) for line in printed.splitlines()) <= 100 + len(str(one_comparison[0]))
    assert "not distinguishable from zero" in printed
    assert "paired / unpaired" in printed


def test_resolution_table_follows_the_measure(one_run):
    from experiments.tables.resolution import curve, spells, unresolved_at
    from sim.survival import kaplan_meier

    issues, table = (pd.read_parquet(one_run[0] / f"{name}.parquet") for name in ("issues", "resolution"))
    found = spells(issues, 35)
    exact = kaplan_meier(found["watched"].to_numpy(), found["resolved"].to_numpy())
    drawn = curve(table)
    for day in (1, 7, 15, 30):
        # Bins start on whole hours: just before one, both count the same events.
        assert unresolved_at(drawn, [day - 1e-9])[0] == pytest.approx(exact.at(day - 1e-9), abs=2e-3)
    measured = pd.read_parquet(one_run[0] / "runs.parquet").loc[0, "restricted_mean_days_30"]
    assert exact.restricted_mean(30.0) == pytest.approx(measured)


# --- with made-up traces --------------------------------------------------------------------------


@pytest.fixture
def made_up(tmp_path, whistle, synthetic):
    out = tmp_path / "out"
    assert (
        whistle("compare", "status_quo", "whistle", *SMALL, "--replications", 3, "--workers", 1, "--out", out).code == 0
    )
    return out


def test_status_says_what_is_there(made_up, whistle):
    told = whistle("status", made_up)
    assert told.code == 0
    assert "complete: 6 runs" in told.out
    assert "the same as when it was written" in told.out
    record = json.loads(whistle("status", made_up, "--json").out)
    assert record["complete"] and record["unchanged"] and record["runs"] == 6


def test_status_notices_a_changed_table(made_up, whistle):
    runs = pd.read_parquet(made_up / "runs.parquet")
    runs.loc[0, "resolution_rate"] += 0.01
    runs.to_parquet(made_up / "runs.parquet", index=False)
    assert "DIFFERS" in whistle("status", made_up).out


def test_figures_at_a_width_and_in_a_language(made_up, whistle):
    told = whistle("figures", made_up, "--only", "funnel", "--width", "12", "--lang", "zh")
    assert told.code == 0
    assert {path.name for path in (made_up / "figures").glob("*12cm*")} == {"funnel.zh.12cm.svg", "funnel.zh.12cm.png"}


def test_a_figure_of_differences_needs_a_comparison(one_run, whistle):
    out, _ = one_run
    drawn = {path.name for path in (out / "figures").iterdir()}
    assert "offices.en.svg" in drawn and not [name for name in drawn if name.startswith("differences")]
    for language, said in (("en", "holds a single run"), ("zh", "只有单次运行")):
        told = whistle("figures", out, "--only", "differences", "--lang", language)
        assert told.code == 2 and told.out == ""
        assert said in told.err and "Traceback" not in told.err and len(told.err.splitlines()) <= 3
    assert {path.name for path in (out / "figures").iterdir()} == drawn


def test_json_of_a_comparison(tmp_path, whistle, synthetic):
    told = whistle("compare", "status_quo", "whistle", *SMALL, "--workers", 1, "--out", tmp_path / "o", "--json")
    found = json.loads(told.out)
    row = next(r for r in found["differences"] if r["measure"] == "street_funnel_share")
    assert row["verdict"] == "better" and row["low"] < row["difference"] < row["high"] < 0
    # The base's median is never reached: no value, and JSON has no NaN.
    row = next(r for r in found["differences"] if r["measure"] == "median_days_to_resolve")
    assert row["difference"] is None and row["verdict"] == "cannot be compared"


def test_one_replication_says_that_it_has_no_interval(tmp_path, whistle, synthetic):
    told = whistle(
        "compare", "status_quo", "whistle", *SMALL, "--replications", 1, "--workers", 1, "--out", tmp_path / "o"
    )
    assert told.code == 0
    assert "no interval can be given" in told.out


def test_chinese_speaks_chinese(tmp_path, whistle, synthetic):
    out = tmp_path / "o"
    told = whistle("compare", "status_quo", "whistle", *SMALL, "--workers", "1", "--out", out, "--lang", "zh")
    assert told.code == 0
    assert "与零无法区分" in told.out and "满意" in told.out


@pytest.mark.parametrize("command", ["scenarios", "levers", "places"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_lists(whistle, command, language):
    assert whistle(command, "--lang", language).code == 0
    assert json.loads(whistle(command, "--json").out)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_teaches(whistle, monkeypatch, command, language):
    monkeypatch.setenv("WHISTLE_LANG", language)
    told = whistle(command, "--help")
    assert told.code == 0
    assert f"whistle {command}" in told.out
    assert ("下一步" if language == "zh" else "Next:") in told.out


def test_help_answers_at_once():
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "experiments", "--help"], env=ENVIRONMENT, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1.0  # 0.35 s when idle
    code = "import sys, experiments.doors.cli as c; c.build_app('en'); print([m for m in sys.modules if m in %r])"
    heavy = ("pandas", "numpy", "scipy", "matplotlib", "mesa", "numba", "pydantic")
    done = subprocess.run(
        [sys.executable, "-c", code % (heavy,)], env=ENVIRONMENT, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"


# --- bad input ------------------------------------------------------------------------------------

BAD = {
    "unknown scenario": (("run", "whistel", *SMALL), "did you mean 'whistle'"),
    "unknown scenario in compare": (("compare", "status_quo", "whistel", *SMALL), "did you mean 'whistle'"),
    "missing scenario file": (("run", "nowhere.toml", *SMALL), "nowhere.toml"),
    "unknown base": (("run", "whistle", "--base", "status_qou", *SMALL), "did you mean 'status_quo'"),
    "unknown place": (("run", "whistle", "--place", "classrom", "--days", "9"), "did you mean 'classroom'"),
    "unknown lever": (
        ("run", "whistle", *SMALL, "--set", "wistle.propensity=0.3"),
        "did you mean 'whistle.propensity'",
    ),
    "unknown field": (
        ("run", "whistle", *SMALL, "--set", "whistle.propensty=0.3"),
        "did you mean 'whistle.propensity'",
    ),
    "value out of range": (("run", "whistle", *SMALL, "--set", "whistle.propensity=3"), "whistle.propensity"),
    "value of the wrong kind": (("run", "whistle", *SMALL, "--set", "whistle.propensity=lots"), "whistle.propensity"),
    "setting without value": (("run", "whistle", *SMALL, "--set", "whistle.propensity"), "lever.field=value"),
    "setting twice": (("run", "whistle", *SMALL, "--set", "whistle.on=true", "--set", "whistle.on=false"), "twice"),
    "negative days": (("run", "whistle", "--place", "classroom", "--days=-5"), "days = -5"),
    "no days": (("compare", "--place", "classroom", "--days", "0"), "days = 0"),
    "days that are no number": (("run", "whistle", "--days", "many"), "--days"),
    "negative seed": (("run", "whistle", *SMALL, "--seed=-1"), "seed = -1"),
    "no replications": (("compare", *SMALL, "--replications", "0"), "replications = 0"),
    "no workers": (("compare", *SMALL, "--workers", "0"), "workers = 0"),
    "base without reform": (("compare", "whistle", *SMALL), "at least one reform"),
    "scenario twice": (("compare", "status_quo", "whistle", "whistle", *SMALL), "named twice"),
    "unknown table to keep": (("compare", *SMALL, "--keep", "residents"), "residents"),
    "unknown language": (("run", "whistle", *SMALL, "--lang", "fr"), "fr"),
    "unknown option": (("run", "whistle", "--day", "3"), "--day"),
    "unknown command": (("rum",), "rum"),
    "no scenario": (("run",), "SCENARIO"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_bad_input_is_one_message_and_exit_2(name, whistle, tmp_path, monkeypatch):
    arguments, said = BAD[name]
    monkeypatch.chdir(tmp_path)
    out = ("--out", "out") if arguments[0] in ("run", "compare") and len(arguments) > 1 else ()
    told = whistle(*arguments, *out)
    assert told.code == 2
    assert said in told.err
    assert "Traceback" not in told.err + told.out
    assert list(tmp_path.iterdir()) == []


def test_folders_that_cannot_be_written_or_read(whistle, tmp_path, synthetic):
    file = tmp_path / "file"
    file.write_text("mine")
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("mine")
    for arguments, said in (
        (("run", "whistle", *SMALL, "--out", file), "is a file"),
        (("run", "whistle", *SMALL, "--out", file / "under"), "cannot be written"),
        (("run", "whistle", *SMALL, "--out", "/proc/whistle/out"), "cannot be written"),
        (("run", "whistle", *SMALL, "--out", foreign), "not a result folder"),
        (("status", tmp_path / "none"), "no such result folder"),
        (("status", foreign), "not a result folder"),
        (("figures", tmp_path / "none", "--only", "funnel"), "no such result folder"),
    ):
        told = whistle(*arguments)
        assert (told.code, "Traceback" in told.err) == (2, False), told.err
        assert said in told.err
    assert file.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "foreign"]
    assert [path.name for path in foreign.iterdir()] == ["thesis.txt"]


def test_damaged_folders(made_up, whistle):
    assert "did you mean 'funnel'" in whistle("figures", made_up, "--only", "funel").err
    assert "12" not in whistle("figures", made_up, "--width", "2").out
    (made_up / "runs.parquet").write_bytes(b"PAR1 nonsense")
    told = whistle("status", made_up)
    assert told.code == 2 and "runs.parquet" in told.err and "written anew" in told.err
    (made_up / "resolution.parquet").unlink()
    told = whistle("figures", made_up)
    assert told.code == 2 and "Traceback" not in told.err
    (made_up / "manifest.json").write_text("{")
    told = whistle("status", made_up)
    assert told.code == 2 and "manifest.json" in told.err


def test_other_failures_are_one_line_and_exit_1(whistle, tmp_path, monkeypatch):
    def fail(asked, code, *shared):
        raise RuntimeError("the ledger is on fire")

    monkeypatch.setattr("experiments.run.batch.lived", fail)
    told = whistle("run", "whistle", *SMALL, "--out", tmp_path / "out")
    assert told.code == 1
    assert "the ledger is on fire" in told.err and "Traceback" not in told.err
    (record,) = (tmp_path / "out" / "failures").iterdir()  # what is known of it is kept, and it is tried again
    assert "the ledger is on fire" in record.read_text(encoding="utf-8")
    with pytest.raises(RuntimeError):
        whistle("run", "whistle", *SMALL, "--out", tmp_path / "out", "--debug")


def test_a_full_disk_is_exit_1_and_keeps_finished_runs(whistle, tmp_path, monkeypatch, synthetic):
    from experiments.run import batch
    from experiments.store import parts

    write = parts.write
    written = []

    def full(folder, tables):
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        written.append(folder)
        return write(folder, tables)

    monkeypatch.setattr(batch, "WRITE_EVERY", 0.0)
    monkeypatch.setattr(parts, "write", full)
    told = whistle("compare", "status_quo", "whistle", *SMALL, "--workers", "1", "--out", tmp_path / "out")
    assert told.code == 1
    assert "no room left" in told.err and "2 of 10 runs" in told.err


# --- stopped and killed ---------------------------------------------------------------------------


def _wait_for_a_part(process, out):
    limit = time.monotonic() + 240
    while time.monotonic() < limit:
        assert process.poll() is None, process.communicate()
        if list((out / "parts").glob("runs-*.parquet")):
            return
        time.sleep(0.05)
    pytest.fail("no run was finished in time")


LONG = (
    "compare",
    "status_quo",
    "whistle",
    "--place",
    "classroom",
    "--days",
    "120",
    "--replications",
    "80",
    "--workers",
    "2",
)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_keeps_finished_runs(tmp_path, whistle):
    out = tmp_path / "out"
    process = start(*LONG, "--out", out)
    _wait_for_a_part(process, out)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the whole group
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "of 160 runs are finished and kept" in errors and "Traceback" not in errors
    assert not (out / "runs.parquet").exists()
    assert "unfinished" in whistle("status", out).out


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_after_kill_9_the_next_command_says_what_was_kept(tmp_path, whistle):
    out = tmp_path / "out"
    process = start(*LONG, "--out", out)
    _wait_for_a_part(process, out)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    told = whistle("status", out)
    assert told.code == 0
    assert "unfinished" in told.out and "of 160 runs are kept" in told.out
    told = whistle("compare", "status_quo", "whistle", *SMALL, "--replications", 2, "--workers", 1, "--out", out)
    assert told.code == 2 and "another study" in told.err


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("columns", [30, 80, 200])
def test_every_figure_is_listed_in_the_help(columns, language, whistle, monkeypatch):
    """However narrow the screen: in its text, for narrow boxes of options cut words off."""
    monkeypatch.setenv("COLUMNS", str(columns))
    told = whistle("figures", "--help", "--lang", language)
    words = re.split(r"[^\w]+", told.out)
    assert [kind.name for kind in FIGURES if kind.name not in words] == []
