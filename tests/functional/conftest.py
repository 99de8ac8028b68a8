"""Fixtures of the functional tests."""

import pytest

from experiments.run import batch
from tests.functional.whistle import whistle as run_whistle
from tests.synthetic import lived


@pytest.fixture
def whistle(capsys, monkeypatch):
    """Return a function that runs the command `whistle`."""
    monkeypatch.setenv("WHISTLE_LANG", "en")
    return lambda *arguments: run_whistle(capsys, monkeypatch, *map(str, arguments))


@pytest.fixture
def synthetic(monkeypatch, one_figure):
    """Put made-up traces in the place of the engine; return the list of what was asked of it."""
    ran = []

    def noted(asked, code, *shared):
        ran.append(asked)
        return lived(asked, code, *shared)

    monkeypatch.setattr(batch, "lived", noted)
    return ran
