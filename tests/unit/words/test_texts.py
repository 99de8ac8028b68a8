"""Every sentence is there in both languages and takes the same values."""

import importlib
import pkgutil
import string

import pytest

import agents
import docs.evidence.words
import experiments.words
import scenarios
import sim
from experiments.question.measures import QUESTIONS
from experiments.words import Text, choose_language
from scenarios.levers import LEVERS

MODULES = [module.name for package in (sim, agents, scenarios, experiments.words, docs.evidence.words)
           for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]  # fmt: skip


def _texts(value, name):
    if isinstance(value, Text):
        yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, f"{name}[{key}]")
    elif isinstance(value, (tuple, list)):
        for at, inner in enumerate(value):
            yield from _texts(inner, f"{name}[{at}]")


def _all_texts():
    for module in MODULES:
        for name, value in vars(importlib.import_module(module)).items():
            if not name.startswith("__"):
                yield from _texts(value, f"{module}.{name}")
    for lever in LEVERS:
        yield from _texts([lever.title, lever.explanation, lever.why_small, lever.says], lever.name)
    yield from _texts([question.title for question in QUESTIONS], "questions")


ALL = dict(_all_texts())


def test_there_are_texts_to_check():
    assert len(ALL) > 100


@pytest.mark.parametrize("name", sorted(ALL))
def test_both_languages_are_complete(name):
    text = ALL[name]
    assert text.en.strip() and text.zh.strip()
    places = [{field for _, field, _, _ in string.Formatter().parse(t) if field} for t in (text.en, text.zh)]
    assert places[0] == places[1]
    assert text.en.isascii() or not any("\u4e00" <= c <= "\u9fff" for c in text.en)
    letters = [c for c in text.en.replace("{", "").replace("}", "") if c.isalpha()]
    if len(letters) > 12:
        assert any("\u4e00" <= c <= "\u9fff" for c in text.zh), "a sentence that is not translated"


@pytest.mark.parametrize(
    ("option", "arguments", "environment", "language"),
    [
        ("zh", [], {"WHISTLE_LANG": "en"}, "zh"),
        (None, ["run", "--lang", "zh"], {}, "zh"),
        (None, ["run", "--lang=en"], {"WHISTLE_LANG": "zh"}, "en"),
        (None, [], {"WHISTLE_LANG": "zh", "LANG": "en_US.UTF-8"}, "zh"),
        (None, [], {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, [], {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, [], {}, "en"),
    ],
)
def test_language_is_option_then_whistle_lang_then_locale(monkeypatch, option, arguments, environment, language):
    for name in ("WHISTLE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert choose_language(option, arguments) == language
