"""What commands say gets through: to a reader that leaves early, in any locale, once and in words."""

import json
import subprocess
import sys

import pytest

from experiments.doors import streams
from experiments.run import batch as sweep_worker
from tests.functional.test_commands import ENVIRONMENT
from tests.slow import all_slow_but
from tests.sweeps import made_up, study_in

COMMAND = [sys.executable, "-m", "experiments"]
LOCALES = {
    "C": {"LC_ALL": "C"},
    "C without UTF-8": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "latin-1": {"PYTHONIOENCODING": "latin-1:strict"},
}
PIPED = (("levers",), ("levers", "--json"), ("scenarios",), ("places",), ("--help",), ("explain", "whistle"),
         ("diff", "status_quo", "whistle"))  # fmt: skip


def without_reader(*arguments: str) -> subprocess.CompletedProcess:
    """Run a command whose reader has gone before the first word."""
    reads = subprocess.Popen([sys.executable, "-c", "pass"], stdin=subprocess.PIPE)
    process = subprocess.Popen([*COMMAND, *arguments], stdout=reads.stdin, stderr=subprocess.PIPE, env=ENVIRONMENT)
    reads.wait()
    reads.stdin.close()
    _, errors = process.communicate(timeout=120)
    return subprocess.CompletedProcess(arguments, process.returncode, b"", errors)


@pytest.mark.parametrize("arguments", all_slow_but(("levers", "places", "--help"), PIPED, " ".join), ids=" ".join)
def test_a_reader_that_leaves_early_is_no_failure(arguments):
    done = without_reader(*arguments)
    assert (done.returncode, done.stderr) == (0, b""), done


@pytest.mark.parametrize("locale", all_slow_but(("C without UTF-8",), LOCALES))
def test_chinese_gets_through_in_any_locale(locale):
    for arguments in (("scenarios", "--json"), ("scenarios", "--lang", "zh"), ("run", "哨.toml", "--lang", "zh")):
        done = subprocess.run([*COMMAND, *arguments], capture_output=True, env=ENVIRONMENT | LOCALES[locale], check=False)
        said = (done.stdout + done.stderr).decode("utf-8")
        assert "哨" in said and "?" not in said.replace("?\"", "").replace("? ", "").replace("?\n", ""), locale
        if "--json" in arguments:
            assert any("哨" in one["question"]["zh"] for one in json.loads(done.stdout))


def test_an_encoding_for_chinese_stays_and_escapes_what_it_lacks():
    done = subprocess.run([*COMMAND, "scenarios", "--json"], capture_output=True,
                          env=ENVIRONMENT | {"PYTHONIOENCODING": "gbk"}, check=True)  # fmt: skip
    assert json.loads(done.stdout.decode("gbk"))[0]["question"]["zh"]
    assert "é😀".encode("gbk", errors=streams._ESCAPED).decode("gbk").encode() == b"\xc3\xa9\\ud83d\\ude00"
    assert "ü".encode("ascii", errors=streams._ESCAPED) == b"\\u00fc"


STUDY = """
base = "whistle"
reference = "status_quo"
place = "classroom"
days = 5
burn_in_days = 5
replications = 1
measures = ["street_funnel_share"]
[factors]
"whistle.propensity" = [0.2, 0.6]
"""


def test_a_sweep_with_a_failed_run_ends_with_its_own_words(tmp_path, whistle, monkeypatch):
    def simulate(asked, code, *shared):
        if dict(asked.recipe.levers).get("whistle.propensity") == "0.6":
            raise ValueError("the lever broke")
        return made_up(asked, code)

    monkeypatch.setattr(sweep_worker, "simulate", simulate)
    told = whistle("sweep", study_in(tmp_path, STUDY), "--workers", "1", "--out", tmp_path / "out")
    assert told.code == 1
    assert "the lever broke" in told.err.strip().splitlines()[-1]
    assert "Ended" not in told.err and told.err == told.err.rstrip("\n") + "\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--replications", "0"), "--replications = 0"),
        (("--replications=-3",), "--replications = -3"),
        (("--workers", "0"), "--workers = 0"),
    ],
)
def test_a_number_that_cannot_be_is_told_by_the_name_of_its_option(arguments, says, tmp_path, whistle):
    study = study_in(tmp_path, STUDY)
    for command in ("sweep", "sensitivity"):
        told = whistle(command, study, *arguments, "--out", tmp_path / "out")
        assert told.code == 2 and says in told.err and study.name not in told.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("margin", ["inf", "nan", "-1", "-inf"])
def test_a_margin_is_a_finite_number(margin, tmp_path, whistle):
    told = whistle("discover", tmp_path, f"--margin={margin}")
    assert told.code == 2 and "--margin" in told.err and "finite" in told.err


def test_a_target_given_twice_is_told(tmp_path, whistle):
    targets = ("--target", "true_satisfaction_rate=0.1", "--target", "true_satisfaction_rate=0.2")
    told = whistle("compare", "status_quo", "whistle", "--until", "half-width", *targets, "--out", tmp_path / "out")
    assert told.code == 2 and "--target true_satisfaction_rate is given twice" in told.err
