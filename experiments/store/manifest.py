"""The one manifest of a run store: what is being run, with what code, on what machine."""

import json
import os
import time
from pathlib import Path
from typing import Any

from experiments.study import bad_input
from experiments.texts import sweeps as say

MANIFEST = "manifest.json"
FORMAT = "whistle runs 1"


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
        if found["format"] != FORMAT:
            raise bad_input((say.NO_STORE, {"folder": folder}))
        for key in ("study", "fixed", "codes", "runs"):
            found[key]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        if type(error).__name__ == "BadInput":
            raise
        reason = (str(error).splitlines() or ["?"])[0]
        raise bad_input((say.DAMAGED_MANIFEST, {"path": path, "reason": reason})) from error
    return dict(found)


def is_store(folder: Path) -> bool:
    """Tell whether a folder holds a run store."""
    try:
        return bool(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["format"] == FORMAT)
    except (OSError, ValueError, KeyError, TypeError):
        return False


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
