"""What a sweep found, point by point: means, and differences from the reference on the same luck.

Everything is taken from the rows and the manifest alone, so a folder can be read years later, without its code.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from experiments.answer.statistics import Difference, mean_interval, paired_difference
from experiments.question.measures import HEADLINES
from experiments.store.folder import RunStore
from sim.measures import MEASURES

REPLICATION = "replication"


class Found(NamedTuple):
    """The runs of a sweep, the reform's beside the reference's.

    Attributes
    ----------
    factors, uncertainties : tuple of str
        Columns that vary by design, and states of the world.
    reference : str
        Name of the reference scenario; empty: none.
    runs : DataFrame
        A row for every run of a design point: factors, uncertainties, replication, measures, and with a reference
        `reference.<measure>` of the run it is paired with (NaN where there is none yet).
    measures : tuple of str
    """

    factors: tuple[str, ...]
    uncertainties: tuple[str, ...]
    reference: str
    runs: pd.DataFrame
    measures: tuple[str, ...]

    def outcome(self, measure: str) -> pd.Series:
        """Return a measure's difference from the reference, or its level where there is none."""
        level = self.runs[measure].astype(float)
        return level - self.runs[_paired_name(measure)].astype(float) if self.reference else level

    def pairs(self) -> dict[tuple[str, str], tuple[list[float], list[float]]]:
        """Return (reference, point) by measure and what the point is called, a value a replication.

        A value is the mean over the states of the world, NaN where one of them has none.
        """
        found = {}
        for values, own in _groups(self.runs, self.factors):
            label = ", ".join(f"{name} = {_shown(value)}" for name, value in zip(self.factors, values, strict=True))
            for measure in self.measures:
                names = [_paired_name(measure), measure]
                means = own.groupby(REPLICATION)[names].mean(skipna=False)
                found[measure, label] = means[names[0]].tolist(), means[names[1]].tolist()
        return found

    def by_point(self, measures: Sequence[str] | None = None) -> pd.DataFrame:
        """Return one row a design point: factors, then for each measure its `Difference` or `Level`.

        States of the world are averaged within a replication, so that the interval is that of luck in these states;
        with one replication it is over the states, luck in it.
        """
        rows = []
        wanted = tuple(measures or self.measures)
        for values, own in _groups(self.runs, self.factors):
            row: dict[str, Any] = dict(zip(self.factors, values, strict=True))
            for measure in wanted:
                names = [measure, *([_paired_name(measure)] if self.reference else [])]
                # A state that lacks a value in one replication is left out there, on both sides alike.
                usable = own[[REPLICATION, *names]].dropna()
                means = usable.groupby(REPLICATION)[names].mean()
                counts = usable.groupby(REPLICATION).size()
                whole = means[counts == counts.max()] if len(counts) else means
                if len(whole) == 1:  # one replication: the states are all there is to judge by
                    whole = usable[names]
                row[measure] = _told(whole, names, measure)
            rows.append(row)
        return pd.DataFrame(rows, columns=[*self.factors, *wanted])


class Level(NamedTuple):
    """A mean over replications with its 95 % Student t interval; NaN with one replication."""

    mean: float
    low: float
    high: float
    replications: int


def found_in(store: RunStore, measures: Sequence[str] | None = None) -> Found:
    """Read a sweep's folder.

    Parameters
    ----------
    measures : sequence of str, optional
        Only these; default: those the study names, else the headline measures.

    Raises
    ------
    sim.errors.BadInput
        If the folder holds no sweep or a part is damaged.
    """
    manifest = store.manifest
    study = manifest["study"]
    wanted = tuple(measures or study.get("measures") or HEADLINES)
    columns = list(manifest["columns"])
    factors = tuple(study.get("factors", {}))
    constants = tuple(study.get("constants", {}))
    uncertainties = tuple(name for name in columns if name not in factors and name not in constants)
    runs = store.of_plan([*columns, REPLICATION, *wanted], world=True)
    own = runs[runs["point"] >= 0]
    scenarios = manifest["fixed"]["scenarios"]
    if "reference" not in scenarios:
        return Found(factors, uncertainties, "", _sorted(own, factors, uncertainties), wanted)
    other = runs[["world", REPLICATION, *wanted]].rename(columns={name: _paired_name(name) for name in wanted})
    joined = own.merge(other.rename(columns={"world": "reference"}), on=["reference", REPLICATION], how="left")
    reference = str(scenarios["reference"]["name"])
    return Found(factors, uncertainties, reference, _sorted(joined, factors, uncertainties), wanted)


def point_table(found: Found, measure: str) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the inputs at every point in every state, and the outcome by point and replication (NaN: none)."""
    names = [*found.factors, *found.uncertainties]
    # Points are numbered, not crossed: a hundred inputs would cross to more cells than there is memory.
    point = found.runs.groupby(names, sort=False, dropna=False).ngroup()
    rows = pd.DataFrame({"point": point, REPLICATION: found.runs[REPLICATION], "outcome": found.outcome(measure)})
    wide = rows.pivot(index="point", columns=REPLICATION, values="outcome")
    wide = wide[wide.notna().any(axis=1)]
    inputs = found.runs[names].groupby(point).first().loc[wide.index]
    return inputs.reset_index(drop=True), wide.to_numpy(dtype=float)


def _sorted(runs: pd.DataFrame, factors: Sequence[str], uncertainties: Sequence[str]) -> pd.DataFrame:
    return runs.sort_values([*factors, *uncertainties, REPLICATION], ignore_index=True)


def _shown(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _paired_name(measure: str) -> str:
    return f"reference.{measure}"


def _groups(runs: pd.DataFrame, factors: Sequence[str]) -> list[tuple[tuple[Any, ...], pd.DataFrame]]:
    if not factors:
        return [((), runs)]
    return [(tuple(key), own) for key, own in runs.groupby(list(factors), sort=True, dropna=False)]


def _told(means: pd.DataFrame, names: list[str], measure: str) -> Difference | Level:
    if len(names) == 2:
        better = next(m.better for m in MEASURES if m.name == measure)
        return paired_difference(means[names[1]].tolist(), means[names[0]].tolist(), better)
    return _level(means[names[0]].to_numpy(dtype=float))


def _level(values: np.ndarray) -> Level:
    mean, half = mean_interval(values)
    return Level(float(mean), float(mean - half), float(mean + half), len(values))
