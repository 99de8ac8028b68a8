"""The kernel is compiled once, in one process, and users are told so while they wait."""

import subprocess
import sys
import time
from contextlib import suppress

import pytest

from experiments.run import compiling, progress
from experiments.run.compiling import Compiler, NotCompiled, compiled_first
from tests.conventions.sources import ROOT

# A process that compiles, its compiler replaced by one that leaves a mark at its beginning and its end.
PRETENDED = """
import sys, time
from pathlib import Path
from types import SimpleNamespace
folder = Path({folder!r})
def note(word):
    with (folder / "log").open("a") as log:
        log.write(word + chr(10))
class Model:
    def __init__(self, *args, **options): pass
    def run(self):
        note("begin"); time.sleep({seconds}); note("end"); (folder / "done").touch()
        return self
    def measures(self): pass
sys.modules["sim.model"] = SimpleNamespace(StreetModel=Model)
sys.modules["sim.code_cache"] = SimpleNamespace(cache_folder=lambda: folder, is_compiled=(folder / "done").exists)
from experiments.run.compiling import main
main()
"""


def pretended(folder, seconds):
    """Start such a process."""
    code = PRETENDED.format(folder=str(folder), seconds=seconds)
    return subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, cwd=ROOT)


def test_of_two_processes_one_compiles(tmp_path):
    both = [pretended(tmp_path, 0.5) for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0]
    assert (tmp_path / "log").read_text().split() == ["begin", "end"]


def test_it_ends_with_the_command_that_began_it(tmp_path):
    process = pretended(tmp_path, 60)
    while not (tmp_path / "log").exists():
        assert process.poll() is None
        time.sleep(0.05)
    process.stdin.close()
    assert process.wait(10) == 1


def test_nothing_is_started_where_the_kernel_is_compiled(monkeypatch):
    monkeypatch.setattr("experiments.run.compiling.is_compiled", lambda: True)
    monkeypatch.setattr(compiling, "Compiler", None)
    compiled_first()


@pytest.mark.parametrize(("value", "needed"), [("1", False), ("0", True)])
def test_plain_python_needs_no_compiler(monkeypatch, value, needed):
    monkeypatch.setattr("experiments.run.compiling.is_compiled", lambda: False)
    monkeypatch.setenv("NUMBA_DISABLE_JIT", value)
    assert compiling.needs_compiling() is needed


def test_a_failure_is_told_in_the_compilers_last_line(monkeypatch):
    begin = subprocess.Popen
    code = "import sys; print('no room', file=sys.stderr); sys.exit(3)"
    monkeypatch.setattr(compiling.subprocess, "Popen", lambda command, **options: begin([sys.executable, "-c", code], **options))
    seen = []
    with pytest.raises(NotCompiled, match="no room"), Compiler() as compiler:
        compiler.wait(seen.append)
    assert all(seconds >= 0 for seconds in seen)


@pytest.mark.parametrize(("language", "words"), [("en", "usually about 60 s"), ("zh", "通常约 60 秒")])
def test_without_a_terminal_a_line_every_ten_seconds(monkeypatch, capsys, language, words):
    tell, now = progress.compile_lines(language), [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    for second in range(26):
        now[0] = float(second)
        tell(now[0])
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3 and all(words in line for line in lines)
    assert "20 " in lines[2]


@pytest.mark.parametrize("quiet", [False, True])
def test_a_command_tells_that_it_compiles_unless_quiet(monkeypatch, capsys, quiet):
    def compile_at_once(tell):
        if tell is not None:
            tell(3.0)

    monkeypatch.setattr(progress, "compiled_first", compile_at_once)
    with suppress(SystemExit):
        progress.compile_shown("en", quiet=quiet)
    assert ("compiling the kernel" in capsys.readouterr().err) is not quiet
