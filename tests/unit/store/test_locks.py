"""One command at a time in a folder, on every file system; a lock of a dead process locks nobody out."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from experiments.store import locks
from experiments.words.notes import Remark, said_once
from sim.errors import BadInput

HOLD = """
import sys
from pathlib import Path
if sys.argv[2] == "soft":
    def refuse(*_):
        raise OSError(37, "No locks available")
    import fcntl
    fcntl.flock = refuse
from experiments.store.locks import held
with held(Path(sys.argv[1]), Path("told")):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def impatient(monkeypatch):
    """Wait for a file that stays a moment only: nothing here lets go of one."""
    monkeypatch.setattr(locks, "_PATIENCE", 0.2)


def without_locks(monkeypatch, number=errno.ENOLCK):
    """Put a file system without locks in the place of the one here."""

    def refuse(self, *arguments, **options):
        Path(self.lock_file).touch()  # made before the system says no
        raise OSError(number, os.strerror(number), self.lock_file)

    monkeypatch.setattr(locks.FileLock, "acquire", refuse)


def holder(folder, kind):
    command = [sys.executable, "-c", HOLD, str(folder), kind]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_one_is_refused_and_told_who_holds_it(tmp_path):
    process = holder(tmp_path, "hard")
    try:
        with pytest.raises(BadInput, match=rf"told: another command \(process {process.pid}\)"), locks.held(tmp_path, tmp_path / "told"):
            pass
    finally:
        process.kill()
        process.communicate()
    with locks.held(tmp_path, tmp_path / "told"):  # the system let go of it
        assert (tmp_path / locks.WRITER).read_text(encoding="utf-8").split()[0] == str(os.getpid())
    assert not (tmp_path / locks.WRITER).exists()


def test_two_in_one_process_are_refused_too(tmp_path):
    with locks.held(tmp_path, tmp_path), pytest.raises(BadInput, match=f"process {os.getpid()}"), locks.held(tmp_path, tmp_path):
        pass


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_where_there_are_no_locks_a_file_stands_for_one_and_that_is_said_once(tmp_path, monkeypatch, number, impatient):
    without_locks(monkeypatch, number)
    said = {"en": [], "zh": []}
    for language, lines in said.items():
        with said_once(language, lines.append), locks.held(tmp_path, tmp_path / "told"):
            assert (tmp_path / locks.SOFT).exists()
            with pytest.raises(BadInput, match=f"process {os.getpid()} on {locks.platform.node()}.*remove"), locks.held(tmp_path, tmp_path / "told"):
                pass
        assert not (tmp_path / locks.SOFT).exists()
    assert [len(lines) for lines in said.values()] == [1, 1]
    assert str(tmp_path / "told") in said["en"][0] and "has no locks" in said["en"][0] and "文件锁" in said["zh"][0]


def test_other_trouble_of_the_file_system_is_raised(tmp_path, monkeypatch):
    without_locks(monkeypatch, errno.EROFS)
    with pytest.raises(OSError, match="Read-only"), locks.held(tmp_path, tmp_path):
        pass


@pytest.mark.skipif(os.name != "posix", reason="the process takes flock away from itself")
def test_the_file_of_a_dead_process_on_this_machine_is_taken_over(tmp_path, monkeypatch):
    process = holder(tmp_path, "soft")
    without_locks(monkeypatch)
    assert (tmp_path / locks.SOFT).exists()
    with monkeypatch.context() as impatient:
        impatient.setattr(locks, "_PATIENCE", 0.2)
        with pytest.raises(BadInput, match=f"process {process.pid}"), locks.held(tmp_path, tmp_path):
            pass
    process.kill()
    process.communicate()
    assert (tmp_path / locks.SOFT).exists()
    with pytest.warns(Remark, match="has no locks"), locks.held(tmp_path, tmp_path):
        pass


def test_the_file_of_another_machine_stays_and_says_what_to_remove(tmp_path, monkeypatch, impatient):
    without_locks(monkeypatch)
    with pytest.warns(Remark), locks.held(tmp_path, tmp_path):
        told = (tmp_path / locks.SOFT).read_text(encoding="utf-8")
    lines = told.splitlines()
    assert lines[0] == str(os.getpid()) and lines[1]
    lines[1] = "another-machine"
    (tmp_path / locks.SOFT).write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(BadInput, match=rf"remove .*{locks.SOFT}"), locks.held(tmp_path, tmp_path):
        pass
    assert (tmp_path / locks.SOFT).exists()
