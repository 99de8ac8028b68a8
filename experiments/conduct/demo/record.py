"""The record of a comparison: what was run, with what, every number that came of it, and what is shown of it."""

import hashlib
import json
import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from experiments.answer.comparison import paired
from experiments.provenance import model_hash, versions
from experiments.question.study import Study, build_study
from experiments.words.numbers import plain
from scenarios.place import load_place
from sim.measures import MEASURES

STORED = Path(__file__).parent / "stored.json"
FORMAT = 1
RELATIVE = 1e-9  # numbers nearer than this are the same on another machine
SHOWN = ("true_resolution_rate", "street_funnel_share", "restricted_mean_days_30", "true_satisfaction_rate")
KEY = ("scenario", "replication")
_NOT_MEASURED = ("scenario", "place", "days", "replication", "seed")

Record = dict[str, Any]


class Asked(NamedTuple):
    """What the shipped comparison compares."""

    base: str = "status_quo"
    reform: str = "integrated"
    place: str = "classroom"
    days: int = 180
    seed: int = 1
    replications: int = 5


def read_stored(path: Path = STORED) -> Record:
    """Return the comparison that ships with the package."""
    return dict(json.loads(path.read_text(encoding="utf-8")))


def study_of(asked: Asked) -> Study:
    """Return what is asked for as a study, checked."""
    return build_study(
        "compare", [asked.base, asked.reform], base=None, place=asked.place, days=asked.days, seed=asked.seed,
        replications=asked.replications, settings={},
    )  # fmt: skip


def inputs_of(study: Study) -> dict[str, str]:
    """Return hashes of the scenarios, as resolved, and of the place, by name."""
    found = {name: _hash(json.dumps(study.resolved[name], sort_keys=True, default=str)) for name in study.names}
    return {**found, study.place: study.place_hash}


def record_of(asked: Asked, study: Study, runs: pd.DataFrame) -> Record:
    """Return the record of a comparison whose runs were made just now."""
    made = {"made_at": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()), "model": model_hash(), **_version()}
    rows = runs.sort_values(list(KEY), ignore_index=True).to_dict(orient="records")
    return {
        "format": FORMAT,
        "made": made,
        "study": asked._asdict(),
        "inputs": inputs_of(study),
        "titles": _titles(asked, study),
        "shown": [_shown(name, asked, runs) for name in SHOWN],
        "runs": [plain(row) for row in rows],
    }


def measures_of(record: Record) -> list[str]:
    """Return the names of the measures a record has of every run."""
    return [name for name in record["runs"][0] if name not in _NOT_MEASURED]


def differing(one: Record, other: Record) -> dict[str, float]:
    """Return the measures of which two records hold different numbers, with the largest relative difference.

    Infinite where one of them has no number. The same runs in any order are the same.
    """
    ours, theirs = _by_key(one["runs"]), _by_key(other["runs"])
    found: dict[str, float] = {}
    for key in {**ours, **theirs}:
        a, b = ours.get(key, {}), theirs.get(key, {})
        for name in {**a, **b}:
            gap = _gap(a.get(name, "none"), b.get(name, "none"))
            if gap > RELATIVE:
                found[name] = max(gap, found.get(name, 0.0))
    return found


def _gap(a: Any, b: Any) -> float:
    if a == b:
        return 0.0
    if not all(isinstance(x, int | float) for x in (a, b)):
        return math.inf
    return float(abs(a - b) / max(abs(a), abs(b)))


def _by_key(rows: Sequence[dict[str, Any]]) -> dict[tuple[Any, ...], dict[str, Any]]:
    return {tuple(row[name] for name in KEY): row for row in rows}


def _shown(name: str, asked: Asked, runs: pd.DataFrame) -> dict[str, Any]:
    """Return one measure's difference with all that is needed to show it, without the model."""
    measure = next(m for m in MEASURES if m.name == name)
    gap = paired(runs, asked.base, [asked.reform])[name, asked.reform]
    told = {"measure": name, **measure.title.both(), "unit": measure.unit}
    return {**told, **{key: plain(getattr(gap, key)) for key in ("base_mean", "mean", "difference", "low", "high")},
            "pairs": gap.pairs, "verdict": gap.verdict.value}  # fmt: skip


def _titles(asked: Asked, study: Study) -> dict[str, dict[str, str]]:
    """Return what scenarios and place are called, by language."""
    town = load_place(asked.place)
    return {
        language: {
            **{name: str(study.resolved[name]["title"][language]) for name in study.names},
            asked.place: town.zh if language == "zh" else town.en,
        }
        for language in ("en", "zh")
    }


def _version() -> dict[str, Any]:
    found = versions()
    return {"version": found["whistle-lab"], "versions": found}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
