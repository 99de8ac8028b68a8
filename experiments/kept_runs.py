"""Runs of a study kept in one file, a line each: finished ones are not repeated, whatever ends the study.

Lines are only ever added. A line counts for the world of its label, its seed and the version of the
model it was made with; runs of another version stay in the file and are made again.
"""

import csv
import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import as_completed
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.pool import process_pool, stop_pool

KEY = ("label", "seed", "model")


def run_missing[World](
    worlds: Mapping[str, World],
    seeds: Sequence[int],
    run: Callable[[World, int], dict[str, float]],
    out: Path,
    workers: int = 1,
    model: str | None = None,
) -> pd.DataFrame:
    """Run what `out` does not hold yet; return one row for every world and seed, sorted by both.

    Parameters
    ----------
    worlds
        What is run, by a label that names everything about it.
    run
        Returns the measures of one run. For several workers it must be importable, not defined in the script.
    out
        CSV file; made if there is none.
    workers
        Processes; one: this one.
    model
        Version of the model; default: the hash of sources, scenarios and places (`experiments.provenance.code_hash`).
    """
    if model is None:
        from experiments.provenance import code_hash

        model = code_hash()
    kept = _Kept(out)
    mine = kept.rows[kept.rows["model"] == model]
    done = set(zip(mine["label"], mine["seed"].astype("int64"), strict=True))
    left = [(label, seed) for seed in seeds for label in worlds if (label, seed) not in done]
    _run_all(worlds, left, run, workers, lambda label, seed, found: kept.add(label, seed, model, found))
    rows = kept.rows
    wanted = rows["label"].isin(list(worlds)) & rows["seed"].isin(list(seeds)) & (rows["model"] == model)
    order = {label: at for at, label in enumerate(worlds)}
    chosen = rows[wanted].drop_duplicates(["label", "seed"])
    return chosen.assign(place_in_order=chosen["label"].map(order)).sort_values(
        ["seed", "place_in_order"], ignore_index=True
    ).drop(columns="place_in_order")


def _run_all[World](
    worlds: Mapping[str, World],
    left: Sequence[tuple[str, int]],
    run: Callable[[World, int], dict[str, float]],
    workers: int,
    keep: Callable[[str, int, dict[str, float]], None],
) -> None:
    def finished(number: int, label: str, seed: int, found: dict[str, float]) -> None:
        keep(label, seed, found)
        print(f"{number} of {len(left)}: {label} {seed}", flush=True)

    if workers == 1 or not left:
        for number, (label, seed) in enumerate(left, start=1):
            finished(number, label, seed, run(worlds[label], seed))
        return
    pool = process_pool(min(workers, len(left)))
    try:
        jobs = {pool.submit(run, worlds[label], seed): (label, seed) for label, seed in left}
        for number, job in enumerate(as_completed(jobs), start=1):
            finished(number, *jobs[job], job.result())
    except BaseException:
        stop_pool(pool)
        raise
    pool.shutdown()


class _Kept:
    """The file and what it holds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._mend()

    @property
    def rows(self) -> pd.DataFrame:
        """Every row, whatever model it was made with."""
        heads = self._heads()
        if not heads:
            return pd.DataFrame(columns=list(KEY))
        with self.path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        columns: dict[str, list[Any]] = {h: [float(line[h]) if line[h] else math.nan for line in lines]
                                         for h in heads if h not in KEY}  # fmt: skip
        keys = {"label": [line["label"] for line in lines], "seed": [int(line["seed"]) for line in lines],
                "model": [line.get("model", "") for line in lines]}  # fmt: skip
        return pd.DataFrame({**keys, **columns})

    def add(self, label: str, seed: int, model: str, measures: Mapping[str, float]) -> None:
        """Write one row."""
        row = {"label": label, "seed": str(seed), "model": model}
        row |= {name: "" if math.isnan(value) else repr(float(value)) for name, value in measures.items()}
        heads = self._heads()
        fresh = [name for name in row if name not in heads]
        if fresh and heads:  # a measure that older rows do not have
            old = pd.read_csv(self.path, dtype=str, keep_default_na=False)
            whole = pd.concat([old, pd.DataFrame([row])]).fillna("")
            target = self.path.with_name(self.path.name + ".tmp")
            whole.to_csv(target, index=False)
            target.replace(self.path)
            return
        with self.path.open("a", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, heads or list(row), restval="")
            if not heads:
                writer.writeheader()
            writer.writerow(row)

    def _heads(self) -> list[str]:
        if not self.path.is_file():
            return []
        with self.path.open(encoding="utf-8", newline="") as file:
            return next(csv.reader(file), [])

    def _mend(self) -> None:
        """Cut off a last line that was not written whole."""
        if self.path.is_file() and not (text := self.path.read_bytes()).endswith(b"\n"):
            self.path.write_bytes(text[: text.rfind(b"\n") + 1])
