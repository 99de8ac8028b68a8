"""A finished comparison or run is published: its tables, figures and reports, and what the manifest says of them.

Everything comes from the folder itself, so that folders that were merged are published like any other.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.provenance import stamp
from experiments.store.assembled import assemble, engine_of, runs_of
from experiments.store.content_of_tables import content_hash, table_hash
from experiments.store.folder import RunStore
from experiments.store.manifest import write_manifest
from experiments.store.publication import CORE_TABLES, FIGURES, publication
from experiments.store.result_folder import ResultFolder
from experiments.tell.figures.catalogue import save_figures
from experiments.tell.report import write_reports


def publish(store: RunStore, until: Mapping[str, Any] | None = None) -> None:
    """Publish a folder whose runs are all there; leave it as it is where that has been done. The lock is held.

    Parameters
    ----------
    until : mapping, optional
        What a stop rule said at the end.
    """
    manifest = store.manifest
    study = manifest["study"]
    of = {"study": study, "content": manifest["content"], "until": until}
    if _is_published(store.path, manifest.get("published"), of):
        return
    with publication(store.path) as fresh:
        runs = runs_of(store)
        rows = assemble(store, runs, fresh, tuple(study["keep"]))
        hashes = {name: table_hash(ResultFolder(fresh, {}).table(name)) for name in CORE_TABLES}
        record = {
            "of": of,
            "study": study,
            "seeds": _seeds(runs),
            "tables": rows,
            "files": {name: _digest(fresh / f"{name}.parquet") for name in rows},
            "content": {"hash": content_hash(hashes), "tables": hashes},
            "office_names": manifest["office_names"],
            "engine": json.loads(engine_of(store, runs["run"].iloc[0])),
            **({"until": dict(until)} if until else {}),
            "made_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            **stamp(),
        }
        told = json.loads(json.dumps(record, default=str))
        folder = ResultFolder(fresh, told)
        save_figures(folder, fresh / FIGURES, answers=False)
        write_reports(folder, fresh)
        told["beside"] = sorted(path.name for path in fresh.iterdir() if path.suffix != ".parquet")
        write_manifest(fresh, {**manifest, "published": told})


def _is_published(folder: Path, published: Mapping[str, Any] | None, of: Mapping[str, Any]) -> bool:
    """Tell whether these runs have been published and every table is as it was written."""
    if published is None or published.get("of") != json.loads(json.dumps(of, default=str)):
        return False
    whole = all(_digest(folder / f"{name}.parquet") == was for name, was in published["files"].items())
    return whole and all((folder / name).exists() for name in published["beside"])


def _seeds(runs: pd.DataFrame) -> dict[str, int]:
    """Return the seed of every replication: of `set/replication` where there are parameter sets."""
    own = [name for name in ("parameters", "replication") if name in runs]
    return {"/".join(map(str, key)): seed for *key, seed in runs[[*own, "seed"]].itertuples(index=False, name=None)}


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
