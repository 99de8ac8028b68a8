"""Where a study is written: next to its folder, which changes only when everything is there.

`NAME.partial/` beside the result folder `NAME` holds

    study.json   what is being run
    lock         held while a command writes
    parts/       one folder for every finished run
    result/      the new folder, while it is put together
    previous/    the old folder, for the moment of the exchange

A killed command leaves it behind and the next one on the same folder goes on from it.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from experiments.question.study import Study
from experiments.store.exchange import clear, exchange, finish
from experiments.store.locks import held
from experiments.store.result_folder import ResultFolder, partial_of
from experiments.words import Text
from experiments.words import messages as say
from experiments.words.faults import bad_input


class Workspace:
    """The unfinished side of a result folder.

    Parameters
    ----------
    target : Path
        The result folder.
    study : Study
    explicit : bool
        The user named the folder; in a default folder of ours an unfinished other study gives way.
    """

    def __init__(self, target: Path, study: Study, *, explicit: bool = True) -> None:
        self.target = target
        self.study = study
        self.explicit = explicit
        self.dropped = 0  # finished runs of another unfinished study that had to go
        self.path = partial_of(target)
        self.parts = self.path / "parts"
        self.result = self.path / "result"
        self.total = len(study.jobs())
        self._made: list[Path] = []

    def done(self) -> int:
        """Count the finished runs."""
        return sum((self.parts / job.label).is_dir() for job in self.study.jobs())

    def _finished_parts(self) -> list[Path]:
        return [part for part in self.parts.glob("*") if part.is_dir() and part.suffix != ".tmp"]

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Hold the workspace while writing; leave nothing behind when no run was finished.

        Raises
        ------
        sim.errors.BadInput
            If the place cannot be written, or another command is writing there.
        """
        self._made = [folder for folder in (self.path, *self.path.parents) if not folder.exists()]
        with ExitStack() as stack:
            stack.callback(self._unmake)  # once the lock is let go: before, some systems keep its folder
            try:
                self.path.mkdir(parents=True, exist_ok=True)
                stack.enter_context(held(self.path, self.target))
            except OSError as error:
                reason = error.strerror or error
                raise bad_input((say.CANNOT_WRITE, {"folder": self.target, "reason": reason})) from error
            try:
                finish(self.target)
                self._begin()
                yield
            except BaseException:
                if not self._finished_parts():  # of whatever study: runs are never thrown away for a failure
                    self.discard()
                raise

    def _begin(self) -> None:
        """Keep parts that belong to this study; drop those of another only in a default folder."""
        note = self.path / "study.json"
        mine = _plain(self.study.identity())
        parts = self._finished_parts()
        different = set()
        try:
            before = json.loads(note.read_text(encoding="utf-8"))
            different = _differences(before, mine)
            if _can_join(before, mine, different):
                different = set()
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            # Whose runs these are cannot be told: they must not be mixed with ours.
            if parts or not isinstance(error, FileNotFoundError):
                reason = "missing" if isinstance(error, FileNotFoundError) else (str(error).splitlines() or ["?"])[0]
                told = {"path": note, "reason": reason, "folder": self.path}
                raise bad_input((say.WHOSE_RUNS, told)) from error
        if different and parts and self.explicit:
            raise _other_study(self.path, different, say.OTHER_STUDY)
        if different:
            self.dropped = len(parts)
            shutil.rmtree(self.parts, ignore_errors=True)
        _write_whole(note, json.dumps(mine, sort_keys=True))
        shutil.rmtree(self.result, ignore_errors=True)
        self.parts.mkdir(exist_ok=True)
        for leftover in (*self.parts.glob("*.tmp"), *self.parts.glob("*.progress")):
            shutil.rmtree(leftover, ignore_errors=True) if leftover.is_dir() else leftover.unlink()

    def widen(self, study: Study) -> None:
        """Take on more replications of the same study."""
        self.study = study
        self.total = len(study.jobs())
        _write_whole(self.path / "study.json", json.dumps(_plain(study.identity()), sort_keys=True))

    def exchange(self) -> None:
        """Put the finished result in the place of the old folder, then clear up."""
        exchange(self.target)

    def discard(self) -> None:
        """Remove the workspace; the folders that were made for it go when it is let go."""
        clear(self.path)

    def _unmake(self) -> None:
        for folder in dict.fromkeys((self.path, *self._made)):
            with suppress(OSError):
                folder.rmdir()


def unfinished(target: Path) -> tuple[int, int, Path] | None:
    """Return (finished runs, all runs, where they are) of an unfinished study for `target`, None without one."""
    partial = partial_of(target)
    try:
        study: dict[str, Any] = json.loads((partial / "study.json").read_text(encoding="utf-8"))
        total = len(study["scenarios"]) * int(study["replications"]) * max(int(study.get("parameters", 0)), 1)
        done = sum(1 for part in (partial / "parts").iterdir() if part.is_dir() and part.suffix != ".tmp")
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return done, total, partial


def check_target(target: Path, study: Study, *, explicit: bool, extend: bool) -> ResultFolder | None:
    """Refuse a target that must not be overwritten; return the folder that is there, if it may be.

    Parameters
    ----------
    explicit : bool
        The user named the folder. A default folder of ours may be replaced by any study.
    extend : bool
        The user allows adding to it.
    """
    if not target.exists() and not target.is_symlink():
        return None
    if not target.is_dir():
        raise bad_input((say.NOT_A_FOLDER, {"folder": target}))
    if not any(target.iterdir()):
        return None
    old = ResultFolder.open(target)
    mine = _plain(study.identity())
    different = _differences(old.study, mine)
    if not different:
        return old
    addable = study.kind == "compare" and _can_join(old.study, mine, different)
    if addable and extend:
        return old
    if explicit or extend:
        raise _other_study(target, different, say.OTHER_STUDY_EXTEND if addable and not extend else say.OTHER_STUDY)
    return None


def _other_study(folder: Path, different: set[str], sentence: Text) -> Exception:
    if different <= {"code", "place_hash"}:
        return bad_input((say.OTHER_CODE, {"folder": folder}))
    return bad_input((sentence, {"folder": folder, "what": ", ".join(sorted(different - {"code"}))}))


def _plain(identity: dict[str, Any]) -> dict[str, Any]:
    """Return an identity as it comes back from a JSON file."""
    return dict(json.loads(json.dumps(identity, default=str)))


def _differences(one: dict[str, Any], other: dict[str, Any]) -> set[str]:
    return {key for key in {*one, *other} if one.get(key) != other.get(key)}


def _can_join(one: dict[str, Any], other: dict[str, Any], different: set[str]) -> bool:
    """Tell whether two studies differ only in which scenarios, how many replications or parameter sets they have."""
    if not different <= {"scenarios", "resolved", "replications", "parameters"}:
        return False
    if (one.get("parameters", 0) == 0) != (other.get("parameters", 0) == 0):  # runs of a place's own values are no set
        return False
    shared = set(one["resolved"]) & set(other["resolved"])
    return all(one["resolved"][name] == other["resolved"][name] for name in shared)


def _write_whole(path: Path, text: str) -> None:
    """Write a small file entirely or not at all."""
    fresh = path.with_name(path.name + ".tmp")
    try:
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
