"""What users write is printed as it stands; short runs say why they have no rates; a switch is on or off."""

import re
from pathlib import Path

import pytest

from experiments.answer.discovery.prim import Limit
from experiments.before import special_cases
from experiments.run import batch as worker
from experiments.run import batches as carry_out
from experiments.tell.sentences.discovery import condition
from sim.cohorts import COHORT_MARGIN_DAYS
from tests.conventions.sources import ROOT
from tests.functional.kinds import CLASSROOM
from tests.functional.whistle import whistle as run_whistle
from tests.sweeps import CODE, made_up, plan_of, study_in, swept
from tests.sweeps import STUDY as SWEEP

ODD = ("[/]", "[red]", ":smile:", "[pilot]", "[bold]x[/bold]", "[link=x]", "\\[a]")
SMALL = ("--place", "classroom", "--days", "30", "--replications", "1", "--workers", "1", "--out", "out")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = " ".join(ODD)
    (tmp_path / "mine.toml").write_text(
        f"name = '[red] {{x}}'\nextends = 'whistle'\ntitle = {{ zh = '我', en = '{told}' }}\n"
        f"question = {{ zh = '{told}', en = '{told}' }}\n[whistle]\npropensity = 0.3\n", encoding="utf-8")  # fmt: skip
    town = CLASSROOM.replace('en = "The classroom', 'en = "[red] :smile:').replace('en = "Willow', 'en = "[/] Willow')
    (tmp_path / "town.toml").write_text(town, encoding="utf-8")
    (tmp_path / "[red].toml").write_text((tmp_path / "mine.toml").read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("language", ["en", "zh"])
def test_explain_prints_texts_as_they_stand(language, here, whistle):
    told = whistle("explain", "[red].toml", "--place", "town.toml", "--lang", language)
    assert told.code == 0, told.err
    together = re.sub(r"\s+", " ", told.out)
    for text in (*ODD, "[red] {x}"):
        assert text in together, text
    assert language == "zh" or "[red] :smile:: 3 streets" in together
    assert "[red].toml" in told.out  # the file a value came from


def test_the_other_commands_print_texts_as_they_stand(here, whistle, synthetic, monkeypatch):
    monkeypatch.setattr(special_cases, "special_cases", lambda *_: [])  # the kernel against theory: no texts in it
    name = "[red] {x}"
    diff = whistle("diff", "whistle", "mine.toml", "--place", "classroom")
    assert diff.code == 0 and "[red]" in diff.out
    check = whistle("check", "mine.toml", "--place", "town.toml")
    assert check.code == 0 and name in check.out and "[/]" in check.out
    compare = whistle("compare", "whistle", "mine.toml", *SMALL)
    assert compare.code == 0 and name in compare.out, compare.err
    again = whistle("compare", "status_quo", "mine.toml", "[red].toml", *SMALL)
    assert again.code == 2 and name in again.err


def test_consoles_are_made_in_one_place():
    made = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "experiments").rglob("*.py")
        if re.search(r"\bConsole\(|\(Console\)", path.read_text(encoding="utf-8"))
    ]
    assert made == [str(Path("experiments") / "words" / "console.py")]


@pytest.mark.parametrize(("language", "says"), [("en", "True rates are empty in a run of 30 days"), ("zh", "30 天的运行没有")])
def test_short_comparisons_say_why_there_are_no_rates(language, says, here, whistle, synthetic):
    assert COHORT_MARGIN_DAYS == 30
    told = whistle("compare", "status_quo", "whistle", *SMALL, "--lang", language)
    assert told.code == 0 and says in told.out and "31" in told.out, told.err
    told = whistle("compare", "status_quo", "whistle", *SMALL[:3], "31", *SMALL[4:-1], "two", "--lang", language)
    assert told.code == 0 and says not in told.out


def test_short_runs_say_why_there_are_no_rates(here, whistle, one_figure):
    told = whistle("run", "whistle", "--place", "classroom", "--days", "30", "--out", "one")
    assert told.code == 0 and "True rates are empty in a run of 30 days" in told.out, told.err


@pytest.mark.parametrize("days", [30, 31])
def test_short_sweeps_say_why_there_are_no_rates(days, tmp_path, capsys, monkeypatch):
    from experiments.tell.sweep import show_sweep

    monkeypatch.setattr(worker, "simulate", lambda asked, code, *_: made_up(asked, code))
    monkeypatch.setattr(carry_out, "model_hash", lambda: CODE)
    store = swept(plan_of(study_in(tmp_path, SWEEP.replace("days = 7\nburn", f"days = {days}\nburn", 1))), tmp_path / "out").store
    show_sweep(store, "en")
    assert ("True rates are empty in a run of 30 days" in capsys.readouterr().out) == (days == 30)


def test_a_switch_is_on_or_off():
    assert condition("whistle.on", Limit(low=0.5), "en").endswith("(whistle.on) is on")
    assert condition("whistle.on", Limit(high=0.5), "en").endswith("(whistle.on) is off")
    assert condition("whistle.on", Limit(low=1.0), "zh").endswith("whistle.on 为 开")
    assert "is at least 0.5" in condition("whistle.propensity", Limit(low=0.5), "en")


def test_a_title_in_one_language_is_said(here, whistle):
    Path("one.toml").write_text("name = 'one'\nextends = 'whistle'\ntitle = { zh = '一' }\nquestion = { zh = '问' }\n", encoding="utf-8")
    told = whistle("explain", "one.toml", "--place", "classroom", "--lang", "en")
    assert told.code == 0 and "一" in told.out and "title.en" in told.out and "question.en" in told.out
    assert "title.en" not in whistle("explain", "whistle", "--place", "classroom").out


def test_markup_in_messages_stays(here, capsys, monkeypatch):
    monkeypatch.setenv("WHISTLE_LANG", "en")
    told = run_whistle(capsys, monkeypatch, "explain", "[/]x")
    assert told.code == 2 and "'[/]x'" in told.err
    told = run_whistle(capsys, monkeypatch, "explain", "whistle", "--[/]x")
    assert told.code == 2 and "[/]x" in told.err and "Traceback" not in told.err
