"""A finished result folder: manifest, tables, content hash."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.content import content_hash, table_hash
from experiments.result_tables import RESULT_TABLES
from experiments.study import bad_input
from experiments.texts import messages as say

MANIFEST = "manifest.json"
FORMAT = 2
CORE_TABLES = tuple(table.name for table in RESULT_TABLES)  # what the content hash covers
PARTIAL_SUFFIX = ".partial"


@dataclass(frozen=True)
class ResultFolder:
    """A folder with a manifest.

    Attributes
    ----------
    path : Path
    manifest : dict
        Resolved scenarios, seeds, versions, commit, platform, content hash.
    """

    path: Path
    manifest: dict[str, Any]

    @classmethod
    def open(cls, path: Path) -> "ResultFolder":
        """Open a result folder.

        Raises
        ------
        sim.errors.BadInput
            If there is none, or its manifest cannot be read.
        """
        if path.exists() and not path.is_dir():
            raise bad_input((say.NOT_A_FOLDER, {"folder": path}))
        if not path.is_dir():
            raise bad_input((say.NOTHING_THERE, {"folder": path}))
        if not (path / MANIFEST).is_file():
            raise bad_input((say.FOREIGN_FOLDER, {"folder": path}))
        try:
            manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
            if manifest["format"] != FORMAT:
                raise ValueError(f"format {manifest['format']}, not {FORMAT}")
            for key in ("study", "content", "tables", "versions"):
                manifest[key]
        except (ValueError, KeyError, TypeError, UnicodeDecodeError) as error:
            raise _damaged(path / MANIFEST, error) from error
        return cls(path, manifest)

    @property
    def study(self) -> dict[str, Any]:
        """What was run (see `Study.identity`)."""
        return dict(self.manifest["study"])

    @property
    def scenarios(self) -> list[str]:
        """Names of the scenarios, the base of a comparison first."""
        return list(self.study["scenarios"])

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row a run: scenario, place, days, replication, seed, factors, measures."""
        return self.table("runs")

    def table(self, name: str) -> pd.DataFrame:
        """Read a table.

        Raises
        ------
        sim.errors.BadInput
            If its file is missing or damaged.
        """
        path = self.path / f"{name}.parquet"
        try:
            return pd.read_parquet(path)
        except Exception as error:  # Arrow raises a dozen different things on damaged files
            raise _damaged(path, error) from error

    def content(self) -> dict[str, str]:
        """Return the hashes of the core tables as they are on disk now."""
        return {name: table_hash(self.table(name)) for name in CORE_TABLES}

    def content_hash(self) -> str:
        """Return the content hash of what is on disk now."""
        return content_hash(self.content())


def _damaged(path: Path, error: Exception) -> Exception:
    reason = "missing" if isinstance(error, FileNotFoundError) else (str(error).splitlines() or ["?"])[0][:120]
    return bad_input((say.DAMAGED, {"path": path, "reason": reason}))


def partial_of(target: Path) -> Path:
    """Return where an unfinished study for `target` is kept: a sibling one can see."""
    return target.with_name(target.name + PARTIAL_SUFFIX)
