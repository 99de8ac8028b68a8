"""`whistle demo`: the stored comparison is what ships, is shown as stored, and the live one is held against it."""

import copy
import json
import re

import pandas as pd
import pytest

from experiments.conduct.demo import picture
from experiments.conduct.demo.making import make
from experiments.conduct.demo.record import SHOWN, STORED, Asked, differing, measures_of, read_stored
from experiments.conduct.demo.renew import stale
from experiments.doors.commands import demonstration as command
from experiments.words.verdicts import Verdict
from tests.conventions.sources import ROOT

RENEW = "run `python docs/make.py demo`"


@pytest.fixture
def stored():
    return read_stored()


@pytest.fixture
def no_engine(monkeypatch, stored):
    """Put a made-up live comparison in the place of the engine; the test may change it."""

    class NoCompiler:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def wait(self, tell):
            pass

    live = copy.deepcopy(stored)
    monkeypatch.setattr(command, "Compiler", NoCompiler)
    monkeypatch.setattr(command, "needs_compiling", lambda: False)
    monkeypatch.setattr(picture, "save_picture", lambda record, folder, name, *_: [folder / f"{name}.svg"])
    monkeypatch.setattr("experiments.conduct.demo.making.make", lambda asked, *_: live)
    return live


def test_the_stored_comparison_is_of_what_ships(stored):
    assert stale(stored) == [], RENEW


def test_it_says_when_it_is_stale(stored):
    stored["made"]["model"] = "other"
    stored["inputs"]["integrated"] = "other"
    assert stale(stored) == ["model", "integrated"]


def test_it_is_small_and_complete(stored):
    asked = Asked()
    assert STORED.stat().st_size < 300_000
    assert STORED.is_relative_to(ROOT / "experiments")
    assert len(stored["runs"]) == 2 * asked.replications
    assert [row["measure"] for row in stored["shown"]] == list(SHOWN)
    assert set(stored["made"]) == {"made_at", "model", "version", "versions"}


def test_what_is_shown_follows_from_the_stored_runs(stored):
    from experiments.answer.comparison import paired

    runs = pd.DataFrame(stored["runs"]).astype(dict.fromkeys(measures_of(stored), float))
    found = paired(runs, stored["study"]["base"], [stored["study"]["reform"]])
    for row in stored["shown"]:
        gap = found[row["measure"], stored["study"]["reform"]]
        assert [row[k] for k in ("difference", "low", "high")] == pytest.approx([gap.difference, gap.low, gap.high])
        assert row["verdict"] == gap.verdict.value


@pytest.mark.slow  # about 20 s where nothing else runs
def test_made_anew_it_is_the_same(stored):
    assert differing(stored, make(Asked(**stored["study"]))) == {}, RENEW


def test_numbers_are_compared_one_by_one(stored):
    other = copy.deepcopy(stored)
    other["runs"].reverse()
    other["runs"][0]["issues"] *= 1 + 1e-12
    assert differing(stored, other) == {}
    other["runs"][0]["issues"] *= 1 + 1e-6
    other["runs"][1]["reports"] = None
    other["runs"][2]["new"] = 1.0
    found = differing(stored, other)
    assert found.keys() == {"issues", "reports", "new"}
    assert found["issues"] == pytest.approx(1e-6, rel=1e-3)
    del other["runs"][3]
    assert set(measures_of(stored)) - differing(stored, other).keys() == set()


@pytest.mark.parametrize(("language", "words"), [("en", "Stored result, made by whistle"), ("zh", "存档结果，由 whistle")])
def test_stored_only_runs_nothing_and_says_where_it_is_from(whistle, tmp_path, monkeypatch, stored, language, words):
    monkeypatch.setattr(command, "Compiler", None)
    out = tmp_path / "new" / "folder"
    told = whistle("demo", "--stored-only", "--out", out, "--lang", language)
    assert told.code == 0, told.err
    first = told.out.splitlines()[0]
    assert words in first and stored["made"]["made_at"] in first and stored["made"]["model"] in first
    assert "●" in told.out and "┊" in told.out
    assert sorted(path.name for path in out.iterdir()) == [f"stored.{language}.png", f"stored.{language}.svg"]
    assert str(out / f"stored.{language}.svg") in told.out
    record = json.loads(re.search(r"<dc:description>\s*(\{.*?\})\s*</dc:description>",
                                  (out / f"stored.{language}.svg").read_text(encoding="utf-8"), re.DOTALL)[1].replace("&quot;", '"'))  # fmt: skip
    assert words in record["origin"]


def test_live_and_stored_agree(whistle, tmp_path, no_engine):
    told = whistle("demo", "--out", tmp_path)
    assert told.code == 0, told.err
    assert told.out.index("Stored result") < told.out.index("Live result") < told.out.index("The same: all")


def test_what_differs_is_named_and_fails(whistle, tmp_path, no_engine):
    no_engine["runs"][0]["issues"] += 1
    no_engine["made"]["versions"] = no_engine["made"]["versions"] | {"numpy": "0"}
    told = whistle("demo", "--out", tmp_path)
    assert told.code == 1
    assert "NOT the same: 1 of" in told.out and "\n  issues  " in told.out and "sources are the same" in told.out


def test_other_sources_are_the_likely_reason_and_no_failure(whistle, tmp_path, no_engine, monkeypatch):
    monkeypatch.setattr(command, "model_hash", lambda: "0123456789abcdef")
    no_engine["made"]["model"] = "0123456789abcdef"
    no_engine["runs"][0]["issues"] += 1
    told = whistle("demo", "--out", tmp_path)
    assert told.code == 0
    said = " ".join(told.out.split())
    assert "The model installed here has other sources" in said and "that is the likely reason" in said


def test_a_sentence_goes_no_further_than_its_interval(stored):
    row = stored["shown"][0]
    row |= {"difference": 0.01, "low": -0.01, "high": 0.03, "verdict": Verdict.INDISTINGUISHABLE.value}
    assert "cannot be told apart" in picture.sentence(stored, "en") and "无法区分" in picture.sentence(stored, "zh")
    line = picture.axis_line(row, picture.Marks())
    assert line.index("├") < line.index("┊") < line.index("●") < line.index("┤")


@pytest.mark.parametrize(("out", "says"), [("file", "is a file, not a folder"), ("file/below", "cannot be written")])
def test_a_folder_that_cannot_be_used(whistle, tmp_path, out, says):
    (tmp_path / "file").write_text("")
    told = whistle("demo", "--stored-only", "--out", tmp_path / out)
    assert told.code == 2 and says in told.err and "Traceback" not in told.err


def test_a_figure_that_cannot_be_drawn_costs_nothing_else(whistle, tmp_path, monkeypatch):
    def fail(*_):
        raise ValueError("no font")

    monkeypatch.setattr(picture, "save_picture", fail)
    told = whistle("demo", "--stored-only", "--out", tmp_path)
    assert told.code == 0 and "could not be drawn: no font" in told.out
