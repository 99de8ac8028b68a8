"""The kernel is compiled once, in one process, and users are told so while they wait."""

import math
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from numba.core import event
from numba.types import float64
from rich.progress import Progress

from experiments.run import compiling, progress
from experiments.run.compiling import HOW_FAR, Compiler, HowFar, NotCompiled, compiled_first, how_far
from sim.compiled import Entrance, Inner
from sim.kernel import entrances
from sim.model import StreetModel
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
def compile_all(done):
    note("begin"); time.sleep({seconds}); done(1, 4); time.sleep({seconds}); note("end"); (folder / "done").touch()
from experiments.run import compile_here
compile_here.cache_folder = lambda: folder
compile_here.is_compiled = (folder / "done").exists
compile_here.compile_all = compile_all
compile_here.main()
"""


def pretended(folder, seconds):
    """Start such a process."""
    code = PRETENDED.format(folder=str(folder), seconds=seconds)
    return subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, cwd=ROOT)


def test_of_two_processes_one_compiles(tmp_path):
    both = [pretended(tmp_path, 0.5) for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0]
    assert (tmp_path / "log").read_text().split() == ["begin", "end"]


def test_who_waits_is_told_how_far_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr(compiling, "cache_folder", lambda: tmp_path)
    assert how_far(3.0).share == 0.0 and math.isnan(how_far(3.0).left)
    process = pretended(tmp_path, 1.0)
    while not (tmp_path / HOW_FAR).exists():
        assert process.poll() is None
        time.sleep(0.05)
    time.sleep(0.1)
    told = how_far(7.0)
    assert (told.seconds, told.share) == (7.0, 0.25)
    assert 3.0 <= told.left < 6.0  # a quarter took a second
    assert process.wait(60) == 0 and not (tmp_path / HOW_FAR).exists()


def test_the_bar_shows_the_share_and_begins_anew_for_the_runs(monkeypatch):
    bar = Progress(disable=True)
    task = bar.add_task("", total=4)
    tell = progress.compile_bar(bar, "en")
    tell(HowFar(20.0, 0.25, 60.0))
    assert bar.tasks[task].completed == 1.0 and "25 %" in bar.tasks[task].description
    assert "about 60 s left" in bar.tasks[task].description
    tell(HowFar(80.0, 1.0, 0.0))
    assert bar.tasks[task].completed == 0.0 and "compiling" not in bar.tasks[task].description


def test_the_work_told_of_ends_with_all_of_it():
    """A kernel of two functions: each counts once it is compiled, linking counts too, and the end is the end."""
    inner_one = Inner(lambda x: x + 1.0)
    door = Entrance(lambda x: inner_one(x) * 2.0)
    door._cache.disable()
    told = []
    work = entrances._Work(20, lambda done, everything: told.append((done, everything)))
    with event.install_listener("numba:compile", work):
        door.compile((float64,))
    work.add(work.all)
    assert told == [(1, 20), (2, 20), (20, 20)]


def test_arrays_are_handed_in_as_they_were_compiled_for():
    before = {door: set(door.signatures) for door, _ in entrances.FOR_ARRAYS}  # other tests hand in what they like
    StreetModel("integrated", place="classroom", days=31, burn_in_days=7).run().measures()
    for door, signature in entrances.FOR_ARRAYS:
        assert set(door.signatures) - before[door] <= {signature}


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
    assert all(how_far.seconds >= 0 for how_far in seen)


@pytest.mark.parametrize(("language", "words"), [("en", "usually about 60 s"), ("zh", "通常约 60 秒")])
def test_without_a_terminal_a_line_every_ten_seconds(monkeypatch, capsys, language, words):
    tell, now = progress.compile_lines(language), [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    for second in range(26):
        now[0] = float(second)
        tell(HowFar(now[0]))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3 and all(words in line for line in lines)
    assert "20 " in lines[2]


@pytest.mark.parametrize("quiet", [False, True])
def test_a_command_tells_that_it_compiles_unless_quiet(monkeypatch, capsys, quiet):
    def compile_at_once(tell):
        if tell is not None:
            tell(HowFar(3.0))

    monkeypatch.setattr(progress, "compiled_first", compile_at_once)
    with suppress(SystemExit):
        progress.compile_shown("en", quiet=quiet)
    assert ("compiling the kernel" in capsys.readouterr().err) is not quiet
