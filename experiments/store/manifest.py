"""The one manifest of a run store: what is being run, with what code, on what machine."""

import json
import os
import time
from pathlib import Path
from typing import Any

from experiments.store import parts
from experiments.words import messages
from experiments.words import sweeps as say
from experiments.words.faults import bad_input

MANIFEST = "manifest.json"
FORMAT = "whistle runs 1"
_KEYS = ("kind", "name", "study", "fixed", "codes", "columns", "planned", "runs", "content")


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a store; None where there is none.

    Raises
    ------
    sim.errors.BadInput
        If it cannot be read, or belongs to something else.
    """
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        other = found["format"] != FORMAT
        if not other:
            for key in _KEYS:
                found[key]
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise bad_input((messages.CANNOT_READ, {"path": path, "reason": error.strerror or error})) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(path, f"no {error}" if isinstance(error, KeyError) else str(error)) from error
    if other and parts.names(folder):
        raise _damaged(path, f"format {found['format']}")
    if other:
        raise bad_input((say.HOLDS_COMPARISON, {"folder": folder}))
    return dict(found)


def _damaged(path: Path, reason: str) -> Exception:
    reason = (reason.splitlines() or ["?"])[0]
    if parts.names(path.parent):
        return bad_input((say.DAMAGED_MANIFEST, {"path": path, "reason": reason}))
    return bad_input((messages.DAMAGED, {"path": path, "reason": reason}))


def manifest_of(folder: Path) -> dict[str, Any]:
    """Return the manifest of a store that is to be read.

    Raises
    ------
    sim.errors.BadInput
        If there is none or it cannot be read; what it says loses no run.
    """
    if folder.exists() and not folder.is_dir():
        raise bad_input((messages.NOT_A_FOLDER, {"folder": folder}))
    found = read_manifest(folder) if folder.is_dir() else None
    if found is None:
        there = folder.is_dir() and parts.names(folder)
        raise bad_input((say.LOST_MANIFEST if there else say.NO_STORE, {"folder": folder}))
    return found


def is_store(folder: Path) -> bool:
    """Tell whether a folder holds a run store, its manifest damaged or lost perhaps."""
    try:
        if parts.names(folder):
            return True
        return bool(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["format"] == FORMAT)
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
