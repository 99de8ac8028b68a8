"""Mistakes in Python calls are bad input: the name, the value and what is allowed, before anything runs."""

import math
from pathlib import Path

import numpy as np
import pytest

from experiments import compare
from sim.asked import setting_text
from sim.errors import BadInput
from sim.model import StreetModel

SMALL = {"place": "classroom", "days": 35, "replications": 1, "workers": 1}
COMPARE = {
    "reforms": (b"whistle", {"whistle": 1}, None, 3, ["whistle", 3], [None]),
    "base": (None, 3, ["status_quo"]),
    "place": (None, 3, ["classroom"]),
    "days": (0, -1, 2.5, "35", True, None, math.nan, 3651),
    "seed": (-1, 1.0, "1", 2**63, None),
    "replications": (0, 1.5, "2", 10_001, False),
    "workers": (0, 1.5, "2", 1025),
    "settings": (["whistle.on=true"], "whistle.on=true", 3),
    "keep": ("issues", ("isues",), 3, ("issues", "whistle")),
    "out": ("", "  ", 3, b"out", "/"),
    "until": ("decided", 5),
    "parameters": (0, 2.5, "2"),
}
MODEL = {
    "days": (0, 2.5, "5", True, 1_000_000, None),
    "burn_in_days": (-1, 2.5, 3651),
    "seed": (-1, 2**63, 2**64, 1.5, "1"),
    "without": ("care", 3, None, ("cares",)),
    "settings": ("whistle.on=true", ["whistle.on=true"], {"whistle.propensity": None}),
    "place": (None, 3),
    "scenario": (None, 3, ["whistle"]),
    "base": (3, ["status_quo"]),
    "kernel_step_hours": (0, -1.0, math.nan, math.inf, "24"),
}


def assert_told(error: BadInput, name: str) -> None:
    for language, allowed in (("en", "allowed|valid|root|did you mean"), ("zh", "允许|可用|根目录|是否指")):
        text = error.text(language)
        assert any(word in text for word in allowed.split("|")), text
    assert name in error.text("en") or name == "without" or "root of a disk" in error.text("en")


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in COMPARE.items() for value in values])
def test_compare(name, value, tmp_path, monkeypatch, synthetic):
    monkeypatch.chdir(tmp_path)
    arguments = {"base": "status_quo", "reforms": ["whistle"], **SMALL, name: value}
    with pytest.raises(BadInput) as refused:
        compare(**arguments)
    assert_told(refused.value, name)
    assert synthetic == [] and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in MODEL.items() for value in values])
def test_street_model(name, value):
    arguments = {"scenario": "whistle", "place": "classroom", "days": 5, "seed": 1, name: value}
    with pytest.raises(BadInput) as refused:
        StreetModel(**arguments)
    assert_told(refused.value, name)


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(BadInput) as refused:
        compare("status_quo", b"whistle", days=0, seed=-1, settings=[], keep="issues")
    assert all(name in str(refused.value) for name in ("reforms", "days", "seed", "settings", "keep"))


def test_numbers_of_numpy_and_paths_are_as_good_as_pythons(tmp_path, synthetic, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    found = compare(
        "status_quo", ("whistle",), place="classroom", days=np.int64(35), replications=np.int32(1), seed=np.uint8(3),
        workers=1, out="~/out", settings={"whistle.propensity": np.float64(0.3), "whistle.on": True},
    )  # fmt: skip
    assert Path(found.folder.path) == tmp_path / "out"
    assert dict(synthetic[1].recipe.levers) == {"whistle.propensity": "0.3", "whistle.on": "true"}
    assert type(found.folder.study["days"]) is int
    again = compare(
        "status_quo", ["whistle"], place="classroom", days=35, replications=1, seed=3, workers=1,
        out=tmp_path / "out", settings={"whistle.propensity": "0.3", "whistle.on": "true"},
    )  # fmt: skip
    assert again.folder.study == found.folder.study and len(synthetic) == 2


def test_a_single_reform_may_stand_without_a_list(tmp_path, synthetic):
    one = compare("status_quo", "whistle", **SMALL)
    listed = compare("status_quo", ["whistle"], **SMALL)
    assert one.reforms == listed.reforms == ["whistle"] and one.folder.study == listed.folder.study
    file = tmp_path / "mine.toml"
    words = "title = { en = 'Mine' }\nquestion = { en = 'Why?' }\n"
    file.write_text("name = 'mine'\nextends = 'whistle'\n" + words, encoding="utf-8")
    assert compare("status_quo", file, **SMALL).reforms == ["mine"]
    with pytest.raises(BadInput, match="did you mean 'whistle'"):
        compare("status_quo", "wistle", **SMALL)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.3, "0.3"), (True, "true"), (np.bool_(False), "false"), (np.int64(4), "4"), (["a", "b"], '["a", "b"]'),
     ("0.3", "0.3"), (None, None), (math.inf, None), ({}, None), ([None], None)],
)  # fmt: skip
def test_settings_are_written_as_the_command_line_takes_them(value, text):
    assert setting_text(value) == text
