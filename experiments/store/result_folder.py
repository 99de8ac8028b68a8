"""A finished result folder: manifest, tables, content hash."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.question.limits import LARGE_TABLES
from experiments.store.answers import ANSWERS
from experiments.store.content_of_tables import content_hash, table_hash
from experiments.store.manifest import is_store
from experiments.tables.catalogue import RESULT_TABLES
from experiments.words import messages as say
from experiments.words.faults import bad_input
from sim.errors import BadInput

MANIFEST = "manifest.json"
FORMAT = 2
CORE_TABLES = tuple(table.name for table in RESULT_TABLES)  # what the content hash covers
REPORTS = ("report.zh.html", "report.en.html", "answers.csv")
FIGURES = "figures"
OURS = frozenset(
    {MANIFEST, FIGURES, ANSWERS, *REPORTS, *(f"{name}.parquet" for name in (*CORE_TABLES, "timing", *LARGE_TABLES))}
)
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
    manifest: dict[str, Any] = field(repr=False)

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
        if is_store(path):
            raise bad_input((say.HOLDS_SWEEP, {"folder": path}))
        try:
            if not (path / MANIFEST).is_file():
                if any((path / f"{name}.parquet").exists() for name in CORE_TABLES):
                    raise FileNotFoundError
                raise bad_input((say.FOREIGN_FOLDER, {"folder": path}))
            manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
            if manifest["format"] != FORMAT:
                raise ValueError(f"format {manifest['format']}, not {FORMAT}")
            for key in ("study", "seeds", "content", "tables", "versions"):
                manifest[key]
            for key in ("kind", "scenarios", "resolved", "replications", "settings", "keep"):
                manifest["study"][key]
        except PermissionError as error:
            raise bad_input((say.CANNOT_READ, {"path": path / MANIFEST, "reason": error.strerror or error})) from error
        except (KeyError, TypeError, AttributeError) as error:
            raise _damaged(path / MANIFEST, ValueError(f"no {error}")) from error
        except (OSError, ValueError) as error:
            if isinstance(error, BadInput):
                raise
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

    def _check_rows(self, runs: pd.DataFrame, planned: dict[str, int]) -> None:
        keys = [name for name in ("scenario", "parameters", "replication") if name in runs]
        study = self.study
        expected = {(scenario, number, seed) for scenario in study["scenarios"] for number, seed in planned.items()}
        missing = {"scenario", "replication", "seed"} - set(runs)
        there = (
            []
            if missing
            else [
                (row[0], "/".join(map(str, row[1:-1])), row[-1])
                for row in runs[[*keys, "seed"]].itertuples(index=False, name=None)
            ]
        )
        own = len(set(there) & expected)
        if missing or not own == len(there) == len(expected):
            told = {"folder": self.path, "rows": len(runs), "own": own, "planned": len(expected)}
            raise bad_input((say.STRANGE_ROWS, told))

    def table(self, name: str) -> pd.DataFrame:
        """Read a table.

        Raises
        ------
        sim.errors.BadInput
            If its file is missing or damaged, or holds other runs than the manifest says.
        """
        path = self.path / f"{name}.parquet"
        try:
            found = pd.read_parquet(path)
        except Exception as error:  # Arrow raises a dozen different things on damaged files
            raise _damaged(path, error) from error
        if name == "runs" and "seeds" in self.manifest:  # there is none yet while a folder is put together
            self._check_rows(found, self.manifest["seeds"])
        return found

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
