"""What a finished comparison or run has published: tables whole and sorted, and what the manifest says of them."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.store.content_of_tables import content_hash, table_hash
from experiments.store.folder import RunStore
from experiments.store.manifest import MANIFEST, TABLES, manifest_of
from experiments.store.publication import CORE_TABLES, recover
from experiments.words import messages as say
from experiments.words.faults import bad_input

_KEYS = ("study", "seeds", "content", "tables", "versions", "engine")
_KEYS_OF_STUDY = ("kind", "scenarios", "resolved", "replications", "settings", "keep")


@dataclass(frozen=True)
class ResultFolder:
    """A folder that has published its tables.

    Attributes
    ----------
    path : Path
    manifest : dict
        What was published: resolved scenarios, seeds, versions, commit, platform, content hash.
    """

    path: Path
    manifest: dict[str, Any] = field(repr=False)

    @classmethod
    def open(cls, path: Path) -> "ResultFolder":
        """Open a folder; finish what a killed command was putting there.

        Raises
        ------
        sim.errors.BadInput
            If there is none, its runs are not all there yet, or its manifest cannot be read.
        """
        recover(path)
        manifest = manifest_of(path, TABLES)
        published = manifest.get("published")
        if published is None:
            done, planned, _ = RunStore(path, TABLES).counted()
            raise bad_input((say.NOT_PUBLISHED, {"folder": path, "done": done, "total": planned}))
        try:
            for key in _KEYS:
                published[key]
            for key in _KEYS_OF_STUDY:
                published["study"][key]
        except (KeyError, TypeError) as error:
            raise damaged(path / MANIFEST, ValueError(f"no {error}")) from error
        return cls(path, published)

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
            If its file is missing or damaged, or holds other runs than the manifest says.
        """
        path = self.path / f"{name}.parquet"
        try:
            found = pd.read_parquet(path)
        except Exception as error:  # Arrow raises a dozen different things on damaged files
            raise damaged(path, error) from error
        if name == "runs" and "seeds" in self.manifest:  # there is none yet while a folder is put together
            self._check_rows(found, self.manifest["seeds"])
        return found

    def content(self) -> dict[str, str]:
        """Return the hashes of the core tables as they are on disk now."""
        return {name: table_hash(self.table(name)) for name in CORE_TABLES}

    def content_hash(self) -> str:
        """Return the content hash of what is on disk now."""
        return content_hash(self.content())

    def _check_rows(self, runs: pd.DataFrame, planned: dict[str, int]) -> None:
        keys = [name for name in ("scenario", "parameters", "replication") if name in runs]
        expected = {(scenario, number, seed) for scenario in self.scenarios for number, seed in planned.items()}
        there: list[tuple[Any, ...]] = []
        if {"scenario", "replication", "seed"} <= set(runs):
            rows = runs[[*keys, "seed"]].itertuples(index=False, name=None)
            there = [(row[0], "/".join(map(str, row[1:-1])), row[-1]) for row in rows]
        own = len(set(there) & expected)
        if not own == len(there) == len(expected):
            told = {"folder": self.path, "rows": len(runs), "own": own, "planned": len(expected)}
            raise bad_input((say.STRANGE_ROWS, told))


def damaged(path: Path, error: Exception) -> Exception:
    """Return what is said of a published file that cannot be read."""
    reason = "missing" if isinstance(error, FileNotFoundError) else (str(error).splitlines() or ["?"])[0][:120]
    return bad_input((say.DAMAGED, {"path": path, "reason": reason}))
