"""Fixtures of the functional tests."""

import gc

import pytest

from tests.functional.alone import let_go
from tests.functional.whistle import whistle as run_whistle
from tests.synthetic import runs_made_up


@pytest.fixture
def whistle(capsys, monkeypatch):
    """Return a function that runs the command `whistle`."""
    monkeypatch.setenv("WHISTLE_LANG", "en")
    return lambda *arguments: run_whistle(capsys, monkeypatch, *map(str, arguments))


@pytest.fixture
def synthetic(monkeypatch, one_figure):
    """Put made-up traces in the place of the engine; return the list of jobs that ran."""
    return runs_made_up(monkeypatch)


@pytest.fixture(autouse=True, scope="module")
def runs_of_a_file_are_let_go():
    """Hold the runs that tests of one file share no longer than that file."""
    yield
    if let_go():
        gc.collect()
