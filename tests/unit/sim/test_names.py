"""Words for codes: every code has one in both languages, and a table in memory has them beside its codes."""

import re

import numpy as np
import pandas as pd
import pytest

from experiments.tables import rates, satisfaction_steps, whistle_steps
from experiments.tables.catalogue import RESULT_TABLES
from experiments.tables.names import names_of
from sim import tables
from sim.language import _asked, language
from sim.model import StreetModel
from sim.names import CATEGORY, CODES, WORDS, bare, named, names_in
from sim.stages import NONE
from sim.text import Text

CATEGORIES = [{"en": "Noise", "zh": "噪声"}, {"en": "Parking", "zh": "停车"}]
KINDS = {kind.__name__: kind for kind in WORDS}


@pytest.fixture
def spoken():
    """Let a test speak; afterwards nothing is asked for any more."""
    yield language
    _asked.clear()


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.__name__)
def test_every_member_has_a_name_of_its_own_at_its_number(kind):
    assert list(WORDS[kind]) == list(kind) and [int(m) for m in kind] == list(range(len(kind)))
    for each in ("en", "zh"):
        names = [text(each) for text in WORDS[kind].values()]
        assert len(set(names)) == len(names) and all(names)
    assert all(re.search("[\u4e00-\u9fff]", name.zh) for name in WORDS[kind].values())


@pytest.mark.parametrize("table", tables.TABLES)
def test_columns_that_hold_codes_by_their_meaning_have_names(table):
    said = {c.name: [k for k in re.findall(r"[A-Z][A-Za-z]+", c.meaning) if k in KINDS] for c in tables.TABLES[table]}
    declared = {name: [kind.__name__] for name, kind in CODES.get(table, {}).items()}
    assert declared == {name: kinds for name, kinds in said.items() if kinds}


@pytest.mark.parametrize("table", RESULT_TABLES, ids=lambda table: table.name)
def test_so_have_those_of_result_tables(table):
    steps = {"rate_steps": rates.RateStep, "satisfaction_steps": satisfaction_steps.SatisfactionStep, "whistle_steps": whistle_steps.WhistleStep}
    coded = {c.name for c in table.columns if "Step:" in c.meaning or any(re.search(rf"\b{k}\b", c.meaning) for k in KINDS)}
    found = names_of(table.name)
    assert {column for column in found if column in {c.name for c in table.columns}} == coded
    if table.name in steps:
        assert len(found["step"]) == len(steps[table.name])


def test_names_stand_beside_codes_and_none_has_none():
    frame = pd.DataFrame({"category": np.array([1, 0], dtype=np.int16), "handler": np.array([NONE, 2], dtype=np.int8), "hours": 1.0})
    found = named(frame, names_in("issues", CATEGORIES), "zh")
    assert list(found) == ["category", "category_name", "handler", "handler_name", "hours"]
    assert found["category_name"].tolist() == ["停车", "噪声"] and found["category_name"].dtype == "category"
    assert found["handler_name"].isna().tolist() == [True, False] and bare(found).equals(frame) and list(frame) == ["category", "handler", "hours"]
    assert named(frame, names_in("issues"), "en").columns.tolist() == ["category", "handler", "handler_name", "hours"]
    same = named(frame, {CATEGORY: [Text(en="Noise", zh="噪声")] * 2}, "en")
    assert same["category_name"].tolist() == ["Noise 1", "Noise 0"]


def test_a_trace_speaks_and_its_files_hold_numbers(tmp_path, spoken):
    trace = StreetModel("whistle", place="classroom", days=2, burn_in_days=3, seed=1).run()
    spoken("en")
    assert {"open", "closed"} <= set(trace.issues["status_name"].unique()) or len(trace.issues)
    counted = trace.issues.groupby("category_name")["row"].count()
    assert counted.tolist() == trace.issues.groupby("category")["row"].count().reindex(range(len(counted)), fill_value=0).tolist()
    english = set(counted.index)
    spoken("zh")
    assert trace.issues["category_name"].cat.categories[0] == "物业管理" and "Noise" in english
    assert {"issues", "daily", "without_words"} <= set(dir(trace))
    again = type(trace).load(trace.save(tmp_path / "saved"))
    for name, columns in tables.TABLES.items():
        assert list(pd.read_parquet(tmp_path / "saved" / f"{name}.parquet")) == [c.name for c in columns]
        assert list(getattr(trace.without_words(), name)) == [c.name for c in columns]
    assert again.issues.equals(trace.issues) and again.content_hash() == trace.content_hash() == trace.without_words().content_hash()


def test_the_language_is_that_asked_for_else_that_of_the_environment(monkeypatch, spoken):
    monkeypatch.setenv("WHISTLE_LANG", "zh_CN.UTF-8")
    assert language() == "zh"
    assert spoken("en") == "en" and language() == "en"
