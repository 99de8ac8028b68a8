"""What the points of a sweep show, as one small table: differences with intervals, and the steps between points.

A step is the change from the value before to this value of the first factor, a gap the change from the first line
to this one at the same value: both paired by replication, so that "rises", "turns" and "cross" can be told from luck.
"""

from __future__ import annotations

import csv
import io
import json
import math
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from experiments.answer.points import REPLICATION, Found, Level, found_in
from experiments.answer.statistics import Difference, mean_interval, paired_difference
from experiments.plan.designs import design_kind
from experiments.question.spaces import lever_variable
from experiments.store.folder import RunStore
from experiments.words.numbers import csv_text, from_csv_text
from scenarios.files import list_scenarios
from scenarios.loading import load_scenario
from scenarios.scenario import lever_settings

_DIGITS = 7
CHANGES = ("step", "gap")  # against the value before on the same line; against the first line
COLUMNS = ("measure", "without", "level", "difference", "low", "high", "n", "verdict",
           "step", "step_low", "step_high", "gap", "gap_low", "gap_high")  # fmt: skip


class Response(NamedTuple):
    """The response of measures to what was varied.

    Attributes
    ----------
    about : dict
        study, title, question, titles (of base and reference), base, reference, place, days, replications, seed,
        points, states, runs, axes (names of the columns that vary by listed values), averaged (those that are averaged
        over), shared (those whose value the reference has too), words (of every column, by language), units, measures,
        model.
    table : DataFrame
        One row a point and measure: the axes, then `COLUMNS`. Without a reference `difference` is empty and the
        interval is that of the level.
    """

    about: dict[str, Any]
    table: pd.DataFrame

    @property
    def axes(self) -> list[str]:
        """Names of the columns that tell points apart, that of the horizontal axis first, that of the lines second."""
        return list(self.about["axes"])

    @property
    def compares(self) -> bool:
        """Tell whether there is a reference."""
        return bool(self.about["reference"])

    def of(self, measure: str) -> pd.DataFrame:
        """Return the rows of a measure."""
        return self.table[self.table["measure"] == measure]

    def values(self, axis: str) -> list[Any]:
        """Return the values of an axis, in order."""
        return sorted(self.table[axis].dropna().unique().tolist())

    def save(self, path: Path) -> None:
        """Write a CSV file whose first line, after `#`, says what it is about."""
        write_table(path, self.about, self.table)

    @classmethod
    def load(cls, path: Path) -> Response:
        """Read a file back."""
        return cls(*read_table(path))


def response_of(store: RunStore) -> Response | None:
    """Return the response a sweep's folder shows; None for a design whose points are not listed values."""
    found = found_in(store)
    axes = listed_axes(store)
    if not axes:
        return None
    shown, averaged = axes[:2], axes[2:]
    own = Found(tuple(shown), (), found.reference, found.runs, found.measures)
    rows = [row for measure in found.measures for row in _rows(own, measure)]
    about = {**about_of(store, found), "axes": shown, "averaged": averaged}
    return Response(about, pd.DataFrame(rows, columns=[*shown, *COLUMNS]))


def listed_axes(store: RunStore) -> list[str]:
    """Return the columns that vary by listed values, factors first; none where points are drawn or one at a time."""
    study = store.manifest["study"]
    kind = design_kind(study["design"]["kind"])
    if kind.drawn or kind.partial:
        return []
    listed = [name for name, values in study.get("uncertainties", {}).items() if isinstance(values, list)]
    runs = store.of_plan(list(store.manifest["columns"]))
    names = [*study.get("factors", {}), *listed]
    return [name for name in names if name in runs and runs[name].dropna().nunique() > 1]


def about_of(store: RunStore, found: Found) -> dict[str, Any]:
    """Return what a table and its page say of a sweep."""
    manifest = store.manifest
    study, fixed = manifest["study"], manifest["fixed"]
    name = manifest["name"]
    told = dict.fromkeys(("zh", "en"), name)
    varied = [*found.factors, *found.uncertainties]
    variables = {n: _variable(n) for n in varied}
    columns = [*found.factors, *found.uncertainties]
    points = found.runs[list(found.factors)].drop_duplicates() if found.factors else [0]
    states = found.runs[list(found.uncertainties)].drop_duplicates() if found.uncertainties else [0]
    return {
        "study": name, "title": study.get("title", told), "question": study.get("question", {"zh": "", "en": ""}),
        "base": fixed["scenarios"]["base"]["name"], "reference": found.reference, "place": fixed["place"],
        "days": fixed["days"], "burn_in_days": fixed["burn_in_days"], "seed": fixed["seed"],
        "replications": int(found.runs[REPLICATION].nunique()), "constants": fixed["constants"],
        "points": len(points), "states": len(states), "runs": int(manifest["runs"]), "varied": len(columns),
        "titles": {key: _title(scenario["name"]) for key, scenario in fixed["scenarios"].items()},
        "measures": list(found.measures), "model": "+".join(manifest["codes"]),
        "shared": [n for n in varied if n in found.uncertainties or not _is_lever(n)] if found.reference else [],
        "words": {n: v[0] for n, v in variables.items()}, "units": {n: v[1] for n, v in variables.items()},
    }  # fmt: skip


def _title(scenario: str) -> dict[str, str]:
    """Return what a shipped scenario is called; the name of any other."""
    if scenario not in list_scenarios():
        return {"zh": scenario, "en": scenario}
    return dict(load_scenario(scenario).title.model_dump())


def _is_lever(name: str) -> bool:
    return name in lever_settings()


def _variable(name: str) -> tuple[dict[str, str], str]:
    """Return the words of a column by language, and its unit; the dotted name where nothing is declared."""
    if not _is_lever(name):
        return {"zh": name, "en": name}, ""
    variable = lever_variable(name)
    return {"zh": variable.words.zh.rstrip("。"), "en": variable.words.en.rstrip(".")}, variable.unit


def _rows(found: Found, measure: str) -> list[dict[str, Any]]:
    """Return the rows of one measure, in the order of the axes."""
    points = found.by_point([measure])
    gaps = {key: _by_replication(found, own, measure) for key, own in _points(found)}
    rows = []
    axes = list(found.factors)
    values = {axis: sorted(found.runs[axis].dropna().unique().tolist()) for axis in axes}
    for _, point in points.iterrows():
        key = tuple(point[axis] for axis in axes)
        row = {**dict(zip(axes, key, strict=True)), "measure": measure, **_told(point[measure])}
        at = values[axes[0]].index(key[0])
        before = (values[axes[0]][at - 1], *key[1:]) if at else None
        first = (key[0], values[axes[1]][0]) if len(axes) > 1 and key[1] != values[axes[1]][0] else None
        for name, other in zip(CHANGES, (before, first), strict=True):
            row |= _change(name, gaps[key], gaps.get(other) if other is not None else None)
        rows.append(row)
    return rows


def _points(found: Found) -> list[tuple[tuple[Any, ...], pd.DataFrame]]:
    return [(tuple(key), own) for key, own in found.runs.groupby(list(found.factors), sort=True)]


def _by_replication(found: Found, own: pd.DataFrame, measure: str) -> pd.Series:
    """Return a point's outcome by replication, what else varies averaged."""
    outcome = Found(found.factors, (), found.reference, own, found.measures).outcome(measure)
    table = pd.DataFrame({REPLICATION: own[REPLICATION], "outcome": outcome}).dropna()
    return table.groupby(REPLICATION)["outcome"].mean()


def _told(found: Difference | Level) -> dict[str, Any]:
    if isinstance(found, Level):
        return {"without": math.nan, "level": found.mean, "difference": math.nan, "low": found.low, "high": found.high,
                "n": found.replications, "verdict": ""}  # fmt: skip
    return {"without": found.base_mean, "level": found.mean, "difference": found.difference, "low": found.low,
            "high": found.high, "n": found.pairs, "verdict": found.verdict.value}  # fmt: skip


def _change(name: str, here: pd.Series, there: pd.Series | None) -> dict[str, float]:
    if there is None:
        return {name: math.nan, f"{name}_low": math.nan, f"{name}_high": math.nan}
    both = pd.concat([there, here], axis=1).dropna().to_numpy()
    found = paired_difference(both[:, 0].tolist(), both[:, 1].tolist(), None)
    return {name: found.difference, f"{name}_low": found.low, f"{name}_high": found.high}


def mean_of(values: np.ndarray) -> tuple[float, float, float]:
    """Return a mean with its interval."""
    mean, half = mean_interval(values)
    return float(mean), float(mean - half), float(mean + half)


def write_table(path: Path, about: dict[str, Any], table: pd.DataFrame) -> None:
    """Write a table with its `about` before it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = io.StringIO()
    writer = csv.writer(rows, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_written(value) for value in row] for row in table.itertuples(index=False))
    head = json.dumps(about, ensure_ascii=False, sort_keys=True)
    path.write_text(f"# {head}\n{rows.getvalue()}", encoding="utf-8")


def read_table(path: Path) -> tuple[dict[str, Any], pd.DataFrame]:
    """Read what `write_table` wrote."""
    head, _, rows = path.read_text(encoding="utf-8").partition("\n")
    table = pd.read_csv(io.StringIO(rows), keep_default_na=True)
    for name in table.columns:
        if pd.api.types.is_string_dtype(table[name]):
            table[name] = table[name].map(from_csv_text, na_action="ignore")
    return json.loads(head.removeprefix("#")), table


def _written(value: Any) -> str:
    if isinstance(value, float | np.floating):
        return "" if np.isnan(value) else f"{value:.{_DIGITS}g}"
    return csv_text(value) if isinstance(value, str) else str(value)
