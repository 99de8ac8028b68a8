"""A run store as one: whole parts, unfinished ones, damaged ones set aside, and a lock while a command writes.

manifest.json            what is being run, and what was published
worlds.parquet           what each world of the plan is
parts/                   runs-<part>.parquet, a row a run, with a file of the same name for every other table;
                         plan-<digest>.parquet, the addresses of the study's runs: others are kept and not shown; a lock
failures/<run>.json      runs that failed, with the error and what was run
incoming/<writer>/       where workers write; the one command that holds the lock takes parts over from there
damaged/                 parts that could not be read; their runs are made again
figures/, answers/       pictures; what was asked of the runs

Beside them lies what a comparison or a single run publishes: its tables whole and sorted, reports, figures
(`experiments.store.publication`).
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.store import parts
from experiments.store.answers import ANSWERS
from experiments.store.content import ContentHash
from experiments.store.locks import LOCK, held
from experiments.store.manifest import ALL, MANIFEST, POINTS, Kinds, manifest_of, read_manifest, write_manifest
from experiments.store.planned import (
    PARTS,
    REPLICATION,
    RUN,
    WORLD,
    WORLDS,
    Planned,
    drop_others,
    read_planned,
    write_planned,
)
from experiments.store.publication import PUBLISHED, STAGING, finish
from experiments.store.tidying import DAMAGED, INCOMING, Taken, adopt, keys_in, tidy
from experiments.words import messages
from experiments.words import sweeps as say
from experiments.words.faults import bad_input
from sim.errors import BadInput

_OWN = {PARTS, INCOMING, DAMAGED, "failures", "figures", ANSWERS, WORLDS, STAGING, *PUBLISHED}
_OWN_BEGIN = (MANIFEST, STAGING)


JOINED_BYTES = 32 * 2**20  # of a part that is not joined to others any more


class RunStore:
    """A folder of finished runs.

    Parameters
    ----------
    path : Path
    kinds : tuple of str, optional
        Of what the folder may hold the runs; a folder of something else is refused by name.
    """

    def __init__(self, path: Path, kinds: Kinds = POINTS) -> None:
        self.path, self.kinds = path, kinds
        self.parts = path / PARTS
        self.incoming = path / INCOMING / f"{os.getpid()}"
        self.damaged = path / DAMAGED
        self.failed = path / "failures"
        self.taken = Taken(0, ())
        self._made: list[Path] = []

    @property
    def manifest(self) -> dict[str, Any]:
        """Return the manifest.

        Raises
        ------
        sim.errors.BadInput
            If there is none or it cannot be read.
        """
        return manifest_of(self.path, self.kinds)

    def planned(self) -> tuple[Planned, pd.DataFrame]:
        """Return which runs are those of the study, and its worlds.

        Raises
        ------
        sim.errors.BadInput
            If the manifest or the plan it names cannot be read.
        """
        return read_planned(self.path, self.manifest.get("plan"))

    def counted(self) -> tuple[int, int, int]:
        """Return how many planned runs are there, how many are planned, and how many others are there.

        What workers of a killed command had finished is there too: the next command takes it over.
        """
        keys, planned = self.keys(), self.planned()[0]
        for left in (self.path / INCOMING).glob("*"):
            with suppress(parts.DamagedPart, OSError):
                keys = np.union1d(keys, keys_in(left))
        return planned.there(keys), planned.runs, int((~np.isin(keys, planned.keys)).sum())

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Hold the store while writing: adopt what a killed command left whole, set aside what is damaged.

        Raises
        ------
        sim.errors.BadInput
            If the folder cannot be written, is no store, or another command is writing there.
        """
        if self.path.exists() and not self.path.is_dir():
            raise bad_input((messages.NOT_A_FOLDER, {"folder": self.path}))
        if self.path.is_dir() and any(self.path.iterdir()) and not self._is_mine():
            raise bad_input((messages.FOREIGN_FOLDER, {"folder": self.path}))
        self._made = [folder for folder in (self.parts, self.path, *self.path.parents) if not folder.exists()]
        with ExitStack() as stack:
            stack.callback(self._unmake)  # once the lock is let go: before, some systems keep its folder
            try:
                self.path.mkdir(parents=True, exist_ok=True)
                self.parts.mkdir(exist_ok=True)
                stack.enter_context(held(self.parts, self.path))
            except OSError as error:
                reason = error.strerror or error
                raise bad_input((messages.CANNOT_WRITE, {"folder": self.path, "reason": reason})) from error
            known = (self.path / MANIFEST).exists()
            try:
                finish(self.path)
                self.taken = tidy(self.path)
                self.incoming.mkdir(parents=True, exist_ok=True)
                yield
            except BaseException:
                with suppress(OSError):  # what workers had finished when it went wrong is kept
                    adopt(self.path)
                if not known and not parts.names(self.parts) and not self.failed.exists():
                    self._clear()
                raise
            finally:
                shutil.rmtree(self.incoming.parent, ignore_errors=True)
                if not (self.path / MANIFEST).exists() and not parts.names(self.parts):  # nothing was begun
                    with suppress(OSError):
                        (self.parts / LOCK).unlink(missing_ok=True)

    def keys(self) -> np.ndarray:
        """Return the addresses of all finished runs, sorted, dtype S32.

        Raises
        ------
        sim.errors.BadInput
            If a part is damaged.
        """
        with self._damage_told():
            return keys_in(self.parts)

    def take(self, name: str) -> None:
        """Take a part over that a worker has finished."""
        parts.move(self.incoming, name, self.parts)

    def write_manifest(self, record: dict[str, Any], planned: Planned, worlds: pd.DataFrame) -> None:
        """Write the plan and the manifest that names it, each whole or not at all."""
        name = write_planned(self.path, planned, worlds)
        write_manifest(self.path, {**record, "plan": name})
        drop_others(self.path, name)

    def give_way(self) -> None:
        """Remove the runs that are there, for those of another study."""
        for name in parts.names(self.parts):
            parts.remove(self.parts, name)
        shutil.rmtree(self.failed, ignore_errors=True)

    def join_small_parts(self) -> None:
        """Put small parts together until each is large enough to be worth a file; what a kill leaves is tidied up."""
        names = parts.names(self.parts)
        sizes = {name: parts.size_of(self.parts, name) for name in names}
        small = sorted((name for name in names if sizes[name] < JOINED_BYTES), key=sizes.__getitem__)
        while len(small) > 1:
            chosen, total = [small[0]], sizes[small[0]]
            for name in small[1:]:
                if total + sizes[name] > JOINED_BYTES:
                    break
                chosen.append(name)
                total += sizes[name]
            small = small[len(chosen):]
            if len(chosen) > 1:
                self.take(parts.join(self.parts, chosen, self.incoming))
                for name in chosen:
                    parts.remove(self.parts, name)

    def columns(self, table: str = parts.RUNS) -> list[str]:
        """Return the names of all columns of a table, in the order of the first part, later ones behind."""
        found: dict[str, None] = {}
        for name in parts.names(self.parts):
            path = parts.file_of(self.parts, table, name)
            found |= dict.fromkeys(parts.columns_of(path) if table == parts.RUNS or path.exists() else ())
        return list(found)

    def table(self, table: str = parts.RUNS, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Read a table of all parts, sorted by address where that is among the columns.

        Parameters
        ----------
        columns : sequence of str, optional
            Only these: a million runs with all measures fill a gigabyte.

        Raises
        ------
        sim.errors.BadInput
            If a part is damaged; the sweep that made it sets it aside and makes its runs again.
        """
        found = []
        with self._damage_told():
            for name in parts.names(self.parts):
                parts.check(self.parts, name)
                path = parts.file_of(self.parts, table, name)
                if table == parts.RUNS or path.exists():
                    known = None if columns is None else [c for c in parts.columns_of(path) if c in columns]
                    found.append(parts.read(path, known))
        if not found:
            return pd.DataFrame(columns=list(columns or [RUN]))
        whole = parts.joined(found)
        del found
        return parts.to_frame(whole.sort_by(RUN) if RUN in whole.column_names else whole)

    def of_plan(self, columns: Sequence[str], *, world: bool = False) -> pd.DataFrame:
        """Read columns of the study's runs, a row a world and replication: of its world, else of `runs`.

        Parameters
        ----------
        world : bool
            Also `world`, `point`, `state` and `reference`, the numbers of the plan.

        Raises
        ------
        sim.errors.BadInput
            As `table`, or if nothing tells which runs those are.
        """
        planned, worlds = self.planned()
        own = [name for name in columns if name not in worlds and name not in (RUN, REPLICATION)]
        found = planned.of(self.table(columns=[RUN, *own])).merge(worlds, on=WORLD, how="left")
        numbers = [WORLD, "point", "state", "reference"] if world else []
        return found.reindex(columns=list(dict.fromkeys([*numbers, *columns])))

    def content(self) -> ContentHash:
        """Return the hash of all rows of `runs` and `workload`, part by part.

        Raises
        ------
        sim.errors.BadInput
            If a part is damaged.
        """
        with self._damage_told():
            for name in parts.names(self.parts):
                parts.check(self.parts, name)
            total = ContentHash([f"{t}.{c}" for t in (parts.RUNS, parts.WORKLOAD) for c in self.columns(t)])
            for table in (parts.RUNS, parts.WORKLOAD):
                for one in parts.tables_of(self.parts, table):
                    total.add(one.rename_columns([f"{table}.{c}" for c in one.column_names]))
        return total

    def rows(self) -> int:
        """Count the finished runs."""
        return len(self.keys())

    def failures(self) -> list[dict[str, Any]]:
        """Return the records of runs that failed, sorted by address."""
        found = []
        for path in sorted(self.failed.glob("*.json")):
            with suppress(OSError, ValueError):
                found.append(dict(json.loads(path.read_text(encoding="utf-8"))))
        return found

    def note_failure(self, record: dict[str, Any]) -> None:
        """Keep what is known of a run that failed."""
        self.failed.mkdir(exist_ok=True)
        path = self.failed / f"{record[RUN]}.json"
        fresh = path.with_suffix(".tmp")
        fresh.write_text(json.dumps(record, indent=1, ensure_ascii=False, default=str) + "\n", encoding="utf-8")
        fresh.replace(path)

    def forget_failures(self, keys: Iterable[str]) -> None:
        """Drop the records of runs that have succeeded since."""
        if self.failed.is_dir():
            for key in keys:
                (self.failed / f"{key}.json").unlink(missing_ok=True)
            with suppress(OSError):
                self.failed.rmdir()

    @contextmanager
    def _damage_told(self) -> Iterator[None]:
        try:
            yield
        except parts.DamagedPart as error:
            raise bad_input((say.DAMAGED_PART, {"path": error.path, "reason": error.reason})) from error

    def _is_mine(self) -> bool:
        """Tell whether the folder is a store, or one that was killed before its first word or lost its manifest."""
        return read_manifest(self.path, self.kinds) is not None or all(
            path.name in _OWN or path.name.startswith(_OWN_BEGIN) for path in self.path.iterdir()
        )

    def _clear(self) -> None:
        """Remove a store that was begun just now and holds nothing."""
        (self.path / MANIFEST).unlink(missing_ok=True)
        (self.path / WORLDS).unlink(missing_ok=True)
        drop_others(self.path, "")

    def _unmake(self) -> None:
        for folder in self._made:
            with suppress(OSError):
                folder.rmdir()


def kept_in(folder: Path) -> tuple[int, int]:
    """Return how many runs of a folder's study are there, of how many; none where nothing tells."""
    try:
        done, planned, _ = RunStore(folder, ALL).counted()
    except BadInput:
        return 0, 0
    return done, planned


def unfinished(folder: Path) -> tuple[int, int] | None:
    """Return the same of a study that is not whole yet; None without one."""
    done, planned = kept_in(folder)
    return (done, planned) if done < planned else None
