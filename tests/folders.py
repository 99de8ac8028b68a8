"""Result folders made up for tests: the rows of runs, and as much of a manifest as answers are read from."""

from pathlib import Path
from typing import Any

import pandas as pd

from experiments.store.result_folder import ResultFolder


def folder_of(path: Path, values: dict[str, dict[str, list[float]]], sets: int = 0, **study: Any) -> ResultFolder:
    """Return a folder that holds measures by scenario; of several sets, the runs of one behind those of another."""
    rows = []
    for scenario, measures in values.items():
        runs = pd.DataFrame(measures)
        each = len(runs) // max(sets, 1)
        keys = {"scenario": scenario, "replication": [n % each for n in range(len(runs))]}
        own = {"parameters": [1 + n // each for n in range(len(runs))]} if sets else {}
        rows.append(pd.concat([pd.DataFrame({**keys, **own, "seed": 1}), runs], axis=1))
    path.mkdir(parents=True, exist_ok=True)
    pd.concat(rows).to_parquet(path / "runs.parquet", index=False)
    about: dict[str, Any] = {"scenarios": list(values), "replications": len(rows[0]) // max(sets, 1), "days": 90, "seed": 1,
                             "kind": "compare" if len(values) > 1 else "run", "place": "classroom"}  # fmt: skip
    return ResultFolder(path, {"study": about | ({"parameters": sets} if sets else {}) | study})
