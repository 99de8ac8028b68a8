"""What is published takes the old tables' place, wherever the folder lies and at whatever moment the command is killed."""

import shutil
from pathlib import Path

import pytest

from experiments.store import publication
from experiments.store.locks import held

NEW = {"manifest.json": "new", "runs.parquet": "new runs", "answers/compare.parquet": "new answers", "daily.parquet": "new daily", "figures/one.svg": "new one"}
OLD = {"manifest.json": "old", "runs.parquet": "old runs", "answers/compare.parquet": "old answers", "issues.parquet": "old issues", "figures/old.svg": "old one"}
MINE = {"notes.txt": "mine", "answers/tradeoffs.json": "asked", "parts/runs-1.parquet": "a part", "issues.csv": "mine too"}


class Killed(BaseException):
    """Stands for kill -9."""


def lay(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def held_in(folder: Path) -> dict[str, str]:
    files = (p for p in folder.rglob("*") if p.is_file() and p.name != "lock")
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in files}


@pytest.fixture(params=["first", "again", "linked", "stood in"])
def place(request, tmp_path, monkeypatch):
    """A folder that has published before, or not."""
    target = tmp_path / "out"
    lay(target, MINE if request.param == "first" else OLD | MINE)
    if request.param == "linked":
        target.rename(tmp_path / "disk")
        target.symlink_to(tmp_path / "disk")
    if request.param == "stood in":
        monkeypatch.chdir(target)
    return target


def publish(folder: Path) -> None:
    with publication.publication(folder) as fresh:
        lay(fresh, NEW)


def test_what_is_new_is_there_and_files_of_others_stay(place):
    before = place.stat().st_ino
    publish(place)
    assert held_in(place) == NEW | MINE
    assert place.stat().st_ino == before


def test_what_fails_while_it_is_put_together_changes_nothing(place):
    def fails():
        with publication.publication(place) as fresh:
            lay(fresh, NEW)
            raise OSError("no room")

    before = held_in(place)
    with pytest.raises(OSError, match="no room"):
        fails()
    assert held_in(place) == before


def test_killed_at_any_moment_it_is_old_or_finished_by_the_next_command(place, monkeypatch, tmp_path):
    """Every call that changes the disk is the last one in turn."""
    safe = tmp_path / "safe"
    shutil.copytree(place, safe)
    before, moments, finished = held_in(place), 0, 0
    calls = [(Path, name) for name in ("rename", "replace", "unlink", "mkdir", "open")] + [(shutil, "rmtree")]
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
                publish(place)
                break
            except Killed:
                moments += 1
        staged = (place / publication.STAGING).is_dir()
        publication.recover(place)
        there = {name: text for name, text in held_in(place).items() if not name.startswith(f"{publication.STAGING}.tmp")}
        assert there == (NEW | MINE if staged or there["manifest.json" if "manifest.json" in there else "notes.txt"] == "new"
                         else before), last  # fmt: skip
        finished += staged
        assert not (place / publication.STAGING).exists()
        for path in place.iterdir():  # laid out anew for the next moment; a folder that is stood in stays the same one
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(safe, place, dirs_exist_ok=True)
    else:
        raise AssertionError("it never ended")
    assert moments >= 10 and finished >= 5


def test_what_another_command_is_publishing_is_left_alone(tmp_path):
    target = tmp_path / "out"
    lay(target, OLD | MINE)
    lay(target / publication.STAGING, NEW)
    with held(target / "parts", target):
        publication.recover(target)
        assert (target / "runs.parquet").read_text(encoding="utf-8") == "old runs"
    publication.recover(target)
    assert held_in(target) == NEW | MINE
    assert [path.name for path in (target / "figures").iterdir()] == ["one.svg"]
