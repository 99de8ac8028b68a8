"""What a command does first in a folder it has taken: sets aside what is damaged, uses what a killed command left."""

import shutil
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from experiments.store import parts
from experiments.store.manifest import MANIFEST
from experiments.store.planned import KEY_TYPE, PARTS, PREFIX, RUN, WORLDS
from experiments.store.publication import STAGING

INCOMING, DAMAGED = "incoming", "damaged"
_BEGUN = (f"{MANIFEST}*.tmp", f"{PARTS}/{PREFIX}*.tmp", f"{Path(WORLDS).stem}.tmp", f"{STAGING}.tmp")


class Taken(NamedTuple):
    """What a command found when it took a store.

    Attributes
    ----------
    adopted : int
        Parts that workers of a killed command had finished.
    damaged : tuple of (Path, str)
        Parts that were set aside, and why.
    """

    adopted: int
    damaged: tuple[tuple[Path, str], ...]


def tidy(folder: Path) -> Taken:
    """Leave nothing in a folder but whole parts, each run once; whoever calls holds the lock."""
    damaged = _set_damaged_aside(folder)
    adopted = adopt(folder)
    parts.sweep_up(folder / PARTS)  # last: the companions of a part that was being moved have found their `runs`
    for begun in _BEGUN:
        for path in folder.glob(begun):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    _drop_doubles(folder / PARTS)
    return Taken(adopted, damaged)


def adopt(folder: Path) -> int:
    """Take over what workers had finished when their command ended; return how many parts that were."""
    adopted, there, own = 0, None, folder / PARTS
    for left in sorted((folder / INCOMING).glob("*")):
        for name in parts.names(left):
            parts.move_companions(own, name, left)
            try:
                parts.check(left, name)
                keys = keys_of(parts.read(parts.file_of(left, parts.RUNS, name), [RUN]))
            except parts.DamagedPart:
                continue
            there = keys_in(own) if there is None else there
            if not np.isin(keys, there).any():
                parts.move(left, name, own)
                there = np.concatenate([there, keys])
                adopted += 1
        shutil.rmtree(left, ignore_errors=True)
    return adopted


def keys_in(folder: Path) -> np.ndarray:
    """Return the addresses in the parts of a folder, sorted, dtype S32.

    Raises
    ------
    DamagedPart
        If a part cannot be read.
    """
    tables = parts.tables_of(folder, parts.RUNS, [RUN])
    return np.unique(np.concatenate([np.zeros(0, dtype=KEY_TYPE), *map(keys_of, tables)]))


def keys_of(table: pa.Table) -> np.ndarray:
    """Return the addresses of a table, dtype S32."""
    return np.asarray(table.column(RUN).to_pylist(), dtype=KEY_TYPE)


def _set_damaged_aside(folder: Path) -> tuple[tuple[Path, str], ...]:
    """Read everything once; move what cannot be read out of the way."""
    found, own, aside = [], folder / PARTS, folder / DAMAGED
    for name in parts.names(own):
        try:
            parts.check(own, name)
        except parts.DamagedPart as error:
            parts.set_aside(own, name, aside)
            found.append((aside / error.path.name, error.reason))
    return tuple(found)


def _drop_doubles(folder: Path) -> None:
    """Remove parts whose runs all stand in larger ones: they were being joined when the command was ended."""
    held: set[str] = set()
    own = {name: set(parts.read(parts.file_of(folder, parts.RUNS, name), [RUN]).column(RUN).to_pylist())
           for name in parts.names(folder)}  # fmt: skip
    for name in sorted(own, key=lambda name: (-len(own[name]), name)):
        if own[name] <= held:
            parts.remove(folder, name)
        held |= own[name]
