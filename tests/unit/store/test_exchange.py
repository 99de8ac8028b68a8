"""A finished result takes the old one's place, wherever the folder lies and at whatever moment the command is killed."""

import errno
import json
import os
import shutil
from pathlib import Path

import pytest

from experiments.store import exchange
from experiments.store.locks import held
from experiments.store.result_folder import partial_of

NEW = {"manifest.json": "new", "runs.parquet": "new runs", "daily.parquet": "new daily", "figures/one.svg": "new one"}
OLD = {"manifest.json": "old", "runs.parquet": "old runs", "issues.parquet": "old issues", "figures/old.svg": "old one"}
MINE = {"notes.txt": "mine"}


class Killed(BaseException):
    """Stands for kill -9."""


def lay(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def held_in(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(params=["new", "renamed", "stood in", "mount", "busy", "other disk"])
def place(request, tmp_path, monkeypatch):
    """A target with a finished result beside it; how its exchange has to go."""
    target = tmp_path / "out"
    if request.param != "new":
        lay(target, {**OLD, **MINE})
    if request.param == "stood in":
        monkeypatch.chdir(target)
    if request.param == "mount":
        real = os.path.ismount
        monkeypatch.setattr(exchange.os.path, "ismount", lambda path: Path(path) == target or real(path))
    rename, replace = Path.rename, Path.replace
    if request.param == "busy":  # what Linux says of a mount point, and Windows in other words of an open folder

        def busy(self, goal):
            if self == target:
                raise OSError(errno.EBUSY, "Device or resource busy", str(self))
            return rename(self, goal)

        monkeypatch.setattr(Path, "rename", busy)
    if request.param == "other disk":
        monkeypatch.setattr(exchange, "_stays", lambda target: True)

        def another(self, goal):
            if self.parent != Path(goal).parent:
                raise OSError(errno.EXDEV, "Invalid cross-device link", str(self))
            return replace(self, goal)

        monkeypatch.setattr(Path, "replace", another)
    lay(partial_of(target) / "result", NEW)
    lay(partial_of(target) / "parts" / "whistle.00000", {"runs.parquet": "part"})
    return target


def test_the_new_result_is_there_and_files_of_others_stay(place):
    before = place.stat().st_ino if place.exists() else None
    kept = place.exists()
    with held(partial_of(place), place):
        exchange.exchange(place)
    assert held_in(place) == (NEW | MINE if kept else NEW)
    assert not partial_of(place).exists()
    if exchange._stays(place):
        assert place.stat().st_ino == before


def test_killed_at_any_moment_it_is_finished_by_the_next_command(place, monkeypatch, tmp_path):
    """Every call that changes the disk is the last one in turn."""
    kept, moments = place.exists(), 0
    safe = tmp_path / "safe"
    shutil.copytree(partial_of(place), safe / "partial")
    if kept:
        shutil.copytree(place, safe / "out")
    calls = [(Path, "rename"), (Path, "replace"), (Path, "unlink"), (Path, "mkdir"), (Path, "rmdir"), (shutil, "copy2"),
             (shutil, "copytree"), (shutil, "rmtree"), (Path, "write_text")]  # fmt: skip
    for last in range(200):
        left = last
        with monkeypatch.context() as killing:

            def killer(real):
                def call(*arguments, **options):
                    nonlocal left
                    left -= 1
                    if left < 0:
                        raise Killed
                    return real(*arguments, **options)

                return call

            for owner, name in calls:
                killing.setattr(owner, name, killer(getattr(owner, name)))
            try:
                exchange.exchange(place)
                break
            except Killed:
                moments += 1
        noted = (partial_of(place) / exchange.NOTE).exists()
        there = held_in(place) if place.exists() else {}
        whole = there.get("manifest.json")
        if not noted and (partial_of(place) / "result").is_dir():  # nothing was moved yet: the old one is untouched
            assert there == (OLD | MINE if kept else {})
        assert whole in ("old", "new", None)
        exchange.recover(place)
        if noted:
            assert held_in(place) == (NEW | MINE if kept else NEW), last
            assert not partial_of(place).exists()
        # Laid out anew for the next moment; a folder that is stood in must stay the same one.
        shutil.rmtree(partial_of(place), ignore_errors=True)
        shutil.copytree(safe / "partial", partial_of(place))
        if place.exists():
            for path in place.iterdir():
                exchange._remove(path)
        if kept:
            shutil.copytree(safe / "out", place, dirs_exist_ok=True)
        elif place.exists():
            place.rmdir()
    else:
        raise AssertionError("it never ended")
    assert moments >= 5


def test_what_another_command_is_exchanging_is_left_alone(tmp_path):
    target = tmp_path / "out"
    lay(partial_of(target) / "result", NEW)
    (partial_of(target) / exchange.NOTE).write_text(json.dumps(list(NEW)), encoding="utf-8")
    with held(partial_of(target), target):
        exchange.recover(target)
        assert not target.exists()
    exchange.recover(target)
    assert held_in(target) == NEW and not partial_of(target).exists()
