"""The one manifest of a result folder: what is being run, with what code, on what machine, and what was published."""

import json
import os
import time
from pathlib import Path
from typing import Any

from experiments.store import parts
from experiments.store.planned import PARTS
from experiments.words import messages
from experiments.words import sweeps as say
from experiments.words.faults import bad_input

MANIFEST = "manifest.json"
FORMAT = 3
_OLDER = (2, "whistle runs 1")
_KEYS = ("kind", "name", "study", "fixed", "codes", "columns", "planned", "runs", "content")
Kinds = tuple[str, ...]
TABLES: Kinds = ("compare", "run")  # folders that publish their tables
POINTS: Kinds = ("sweep", "sensitivity")  # folders of many points, read part by part
ALL: Kinds = (*TABLES, *POINTS)


def read_manifest(folder: Path, kinds: Kinds = ALL) -> dict[str, Any] | None:
    """Return the manifest of a folder; None where there is none.

    Parameters
    ----------
    kinds : tuple of str
        What may be in the folder.

    Raises
    ------
    sim.errors.BadInput
        If it cannot be read, is of an older version, or the folder holds something else.
    """
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        form = found["format"]
        if form in _OLDER:
            raise bad_input((say.OLDER_FORMAT, {"folder": folder}))
        if form != FORMAT:
            raise ValueError(f"format {form}, not {FORMAT}")
        for key in _KEYS:
            found[key]
        kind = found["kind"]
        if kind not in ALL:
            raise ValueError(f"kind {kind}")
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise bad_input((messages.CANNOT_READ, {"path": path, "reason": error.strerror or error})) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(path, f"no {error}" if isinstance(error, KeyError) else str(error)) from error
    if kind not in kinds:
        raise bad_input((messages.HOLDS_SWEEP if kind in POINTS else say.HOLDS_COMPARISON, {"folder": folder}))
    return dict(found)


def _damaged(path: Path, reason: str) -> Exception:
    return bad_input((say.DAMAGED_MANIFEST, {"path": path, "reason": (reason.splitlines() or ["?"])[0]}))


def manifest_of(folder: Path, kinds: Kinds = ALL) -> dict[str, Any]:
    """Return the manifest of a folder that is to be read.

    Raises
    ------
    sim.errors.BadInput
        If there is none or it cannot be read; what it says loses no run.
    """
    if folder.exists() and not folder.is_dir():
        raise bad_input((messages.NOT_A_FOLDER, {"folder": folder}))
    found = read_manifest(folder, kinds) if folder.is_dir() else None
    if found is not None:
        return found
    if folder.is_dir() and parts.names(folder / PARTS):
        raise bad_input((say.LOST_MANIFEST, {"folder": folder}))
    if kinds == POINTS:
        raise bad_input((say.NO_STORE, {"folder": folder}))
    raise bad_input((messages.FOREIGN_FOLDER if folder.is_dir() else messages.NOTHING_THERE, {"folder": folder}))


def holds_points(folder: Path) -> bool:
    """Tell whether a folder holds the runs of a sweep or sensitivity study; not where no manifest says it."""
    try:
        return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["kind"] in POINTS
    except (OSError, ValueError, KeyError, TypeError):
        return False


def design_of(study: dict[str, Any]) -> dict[str, Any]:
    """Return what decides which runs there are; words and the measures that are shown do not."""
    return {key: value for key, value in study.items() if key not in ("title", "question", "measures")}


def write_manifest(folder: Path, record: dict[str, Any]) -> None:
    """Write the manifest, whole or not at all."""
    record = {**record, "format": FORMAT, "written_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
    path = folder / MANIFEST
    fresh = path.with_name(f"{MANIFEST}.{os.getpid()}.tmp")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(json.dumps(record, indent=1, ensure_ascii=False, default=str) + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
