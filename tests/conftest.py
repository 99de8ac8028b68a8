"""What all tests share: two processes for the whole suite, one compiled kernel, folders that draw one figure."""

import os
import sys

import pytest

from experiments.run.compiling import compiled_first
from experiments.run.progress import compile_lines
from tests.synthetic import draw_one_figure, draw_svg_alone

# Hundreds of tests start a command of their own, and compiling every library anew costs each of them seconds.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Run the whole suite in two processes, parts of it in this one: there debuggers and coverage are at home."""
    return 0 if config.option.file_or_dir else 2


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the kernel before processes start that would each do it."""
    if session.config.getoption("numprocesses", None):
        compiled_first(compile_lines("en"))


@pytest.fixture
def one_figure(monkeypatch):
    """Draw the first figure only, as SVG, unless others are asked for: where it does not matter what is drawn."""
    draw_one_figure(monkeypatch)


@pytest.fixture
def svg_alone(monkeypatch):
    """Draw every figure as SVG and not as PNG."""
    draw_svg_alone(monkeypatch)
