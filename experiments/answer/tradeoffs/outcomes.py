"""Levels of the criteria in a folder: every scenario of a comparison, or every design point of a sweep, is a reform."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from experiments.answer.points import REPLICATION, found_in
from experiments.answer.tradeoffs.criteria import Criterion, criteria
from experiments.answer.tradeoffs.pareto import Front, front
from experiments.answer.tradeoffs.regret import Regrets, regrets
from experiments.store.folder import RunStore
from experiments.store.result_folder import ResultFolder
from experiments.words import sweeps as say
from experiments.words.faults import bad_input
from experiments.words.notes import note

MOST_REFORMS = 60


class Outcomes(NamedTuple):
    """Levels of the criteria.

    Attributes
    ----------
    criteria : tuple of Criterion
    reforms, states : list of str
        The reference or base is the first of the reforms where there is one.
    values : ndarray, shape (reforms, states, replications, criteria)
    """

    criteria: tuple[Criterion, ...]
    reforms: list[str]
    states: list[str]
    values: np.ndarray

    def front(self) -> Front:
        """Return which reforms no other beats, in the mean over states of the world."""
        over_states = self.values.mean(axis=1)  # NaN where a state lacks a value: such replications are left out
        return front(self.reforms, self.criteria, over_states)

    def regrets(self) -> dict[str, Regrets]:
        """Return the regret in each criterion, by its name; nothing where there is one state of the world."""
        if len(self.states) < 2:
            return {}
        return {c.name: regrets(self.reforms, self.states, self.values[..., at], c)
                for at, c in enumerate(self.criteria)}  # fmt: skip


def outcomes_of(folder: ResultFolder | RunStore, names: Sequence[str]) -> Outcomes:
    """Read a folder; a criterion without a value in any replication that all reforms share is left out, and told.

    Raises
    ------
    sim.errors.BadInput
        If a criterion is none, the folder holds no value of it, or one reform or too many.
    """
    chosen = criteria(tuple(names))
    found = _of_sweep(folder, chosen) if isinstance(folder, RunStore) else _of_comparison(folder, chosen)
    if not 2 <= len(found.reforms) <= MOST_REFORMS:
        told = {"folder": folder.path, "count": len(found.reforms), "most": MOST_REFORMS}
        raise bad_input((say.REFORMS_TO_COMPARE, told))
    return _with_values(found)


def _with_values(found: Outcomes) -> Outcomes:
    """Leave out criteria that have no value in any replication all reforms share; one must be left."""
    known = np.isfinite(found.values).all(axis=(0, 1)).any(axis=0)
    if known.all() or not known.any():
        return found  # with none left the analysis says so
    for criterion in (c for c, there in zip(found.criteria, known, strict=True) if not there):
        note(say.NO_CRITERION, name=criterion.words)
    kept = tuple(c for c, there in zip(found.criteria, known, strict=True) if there)
    return found._replace(criteria=kept, values=found.values[..., known])


def _of_comparison(folder: ResultFolder, chosen: tuple[Criterion, ...]) -> Outcomes:
    """Read a comparison: parameter sets, where there are any, are the states of the world."""
    runs = folder.runs
    runs = runs.assign(state=runs["parameters"].astype(str) if "parameters" in runs else "")
    return _array(runs, "scenario", folder.scenarios, chosen)


def _of_sweep(store: RunStore, chosen: tuple[Criterion, ...]) -> Outcomes:
    """Read a sweep: every design point is a reform, the reference is the first."""
    names = [criterion.name for criterion in chosen]
    found = found_in(store, names)
    runs = found.runs
    state = _labels(runs, found.uncertainties)
    base = str(store.manifest["fixed"]["scenarios"]["base"]["name"])
    labels = _labels(runs, found.factors) if found.factors else pd.Series(base, index=runs.index)
    own = runs[[REPLICATION, *names]].assign(state=state, reform=labels)
    order = list(dict.fromkeys(labels))
    if found.reference:
        columns = {f"reference.{name}": name for name in names}
        other = runs[[REPLICATION, *columns]].rename(columns=columns).assign(state=state, reform=found.reference)
        own = pd.concat([other.drop_duplicates([REPLICATION, "state"]), own], ignore_index=True)
        order.insert(0, found.reference)
    return _array(own, "reform", order, chosen)


def _labels(runs: pd.DataFrame, columns: Sequence[str]) -> pd.Series:
    """Return what each row is called by the values of some columns: `propensity 0.1, gate 0.5`."""
    short = [name.rpartition(".")[2] if _short(name, columns) else name for name in columns]
    told = ["" for _ in range(len(runs))]
    for at, row in enumerate(runs[list(columns)].itertuples(index=False)):
        told[at] = ", ".join(f"{name} {_told(value)}" for name, value in zip(short, row, strict=True))
    return pd.Series(told, index=runs.index)


def _short(name: str, factors: Sequence[str]) -> bool:
    """Tell whether the field alone names a factor among these."""
    field = name.rpartition(".")[2]
    return sum(other.rpartition(".")[2] == field for other in factors) == 1


def _told(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _array(runs: pd.DataFrame, column: str, reforms: list[str], chosen: tuple[Criterion, ...]) -> Outcomes:
    names = [criterion.name for criterion in chosen]
    states = sorted(runs["state"].unique())
    replications = sorted(runs["replication"].unique())
    index = pd.MultiIndex.from_product([reforms, states, replications])
    for name in names:
        if name not in runs:
            raise bad_input((say.NO_MEASURE, {"name": name}))
    values = runs.set_index([column, "state", "replication"])[names].reindex(index).to_numpy(dtype=float)
    shape = (len(reforms), len(states), len(replications), len(names))
    return Outcomes(chosen, reforms, states, values.reshape(shape))
