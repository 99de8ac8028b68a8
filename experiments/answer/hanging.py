"""What a difference hangs on: over drawn states of the world, its spread and the parameters it goes with.

Rank correlations (Spearman 1904) with percentile intervals from resampled states. Of many parameters some correlate
by luck: `luck` is what the largest of all would reach where nothing hangs on anything, in 19 of 20 shuffles.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from experiments.answer.points import found_in
from experiments.answer.response import about_of, listed_axes, read_table, write_table
from experiments.plan.designs import design_kind
from experiments.store.folder import RunStore
from experiments.words import responses as say
from experiments.words.notes import note

SHUFFLES = 1000
_LEAST = 10  # states: fewer tell nothing of a spread


class Hanging(NamedTuple):
    """Differences over drawn worlds, and what they go with.

    Attributes
    ----------
    about : dict
        As in `Response`, and `luck` by measure.
    worlds : DataFrame
        world, measure, without, level, difference; without a reference `difference` is empty.
    ranking : DataFrame
        measure, parameter, correlation, low, high; every parameter, the strongest first.
    """

    about: dict[str, Any]
    worlds: pd.DataFrame
    ranking: pd.DataFrame

    @property
    def compares(self) -> bool:
        """Tell whether there is a reference."""
        return bool(self.about["reference"])

    def outcome(self, measure: str) -> np.ndarray:
        """Return the difference, or the level where there is no reference, in every world in which it has a value."""
        own = self.worlds[self.worlds["measure"] == measure]
        return own["difference" if self.compares else "level"].dropna().to_numpy(dtype=float)

    def without(self, measure: str) -> float:
        """Return the mean of the reference."""
        return float(self.worlds.loc[self.worlds["measure"] == measure, "without"].mean())

    def strongest(self, measure: str, count: int) -> pd.DataFrame:
        """Return the parameters it hangs on most."""
        return self.ranking[self.ranking["measure"] == measure].head(count)

    def save(self, path: Path) -> None:
        """Write `path` and beside it the ranking."""
        write_table(path, self.about, self.worlds)
        write_table(ranking_beside(path), {"study": self.about["study"]}, self.ranking)

    @classmethod
    def load(cls, path: Path) -> Hanging:
        """Read both files back."""
        return cls(*read_table(path), read_table(ranking_beside(path))[1])


def ranking_beside(path: Path) -> Path:
    """Return the file of the ranking of a file of worlds."""
    return path.with_name(f"{path.stem}.ranking.csv")


def hanging_of(store: RunStore) -> Hanging | None:
    """Return what a sweep over drawn worlds shows; None where points are listed or worlds are few."""
    if listed_axes(store) or design_kind(store.manifest["study"]["design"]["kind"]).partial:
        return None
    found = found_in(store)
    names = [n for n in (*found.factors, *found.uncertainties) if found.runs[n].dtype.kind in "fiu"]
    names = [name for name in names if found.runs[name].nunique() > 1]
    if not names:
        return None
    paired = [f"reference.{measure}" for measure in found.measures] if found.reference else []
    columns = [*names, *found.measures, *paired]
    values, world = np.unique(found.runs[names].to_numpy(dtype=float), axis=0, return_inverse=True)
    means = found.runs[columns].copy().groupby(world).mean()
    worlds = pd.DataFrame(np.column_stack([values, means[columns[len(names) :]]]), columns=columns)
    if len(worlds) < _LEAST:
        return None
    empty = [measure for measure in found.measures if not np.isfinite(_outcome(worlds, measure, found.reference)).any()]
    if empty:
        note(say.NO_VALUES, names=", ".join(empty))
    if len(empty) == len(found.measures):
        return None
    about = {**about_of(store, found), "words": {}, "units": {}, "luck": {}}
    rows, ranking = [], []
    for measure in found.measures:
        level = worlds[measure].to_numpy(dtype=float)
        base = worlds[f"reference.{measure}"].to_numpy(dtype=float) if found.reference else np.full(len(level), np.nan)
        outcome = _outcome(worlds, measure, found.reference)
        rows += [{"world": at, "measure": measure, "without": base[at], "level": level[at],
                  "difference": outcome[at] if found.reference else np.nan} for at in range(len(level))]  # fmt: skip
        usable = np.isfinite(outcome)
        ranked, luck = rank_correlations(worlds.loc[usable, names].to_numpy(dtype=float), outcome[usable])
        about["luck"][measure] = round(luck, 4)
        own = pd.DataFrame(ranked, columns=["correlation", "low", "high"])
        own.insert(0, "parameter", names)
        own.insert(0, "measure", measure)
        ranking.append(own.sort_values("correlation", key=np.abs, ascending=False, kind="stable"))
    return Hanging(about, pd.DataFrame(rows), pd.concat(ranking, ignore_index=True))


def _outcome(worlds: pd.DataFrame, measure: str, reference: str) -> np.ndarray:
    level = worlds[measure].to_numpy(dtype=float)
    return level - worlds[f"reference.{measure}"].to_numpy(dtype=float) if reference else level


def rank_correlations(values: np.ndarray, outcome: np.ndarray, seed: int = 1) -> tuple[np.ndarray, float]:
    """Return each column's rank correlation with the outcome.

    Parameters
    ----------
    values : ndarray, shape (worlds, parameters)
    outcome : ndarray, shape (worlds,)
    seed : int
        Of resampling and shuffling.

    Returns
    -------
    ndarray, shape (parameters, 3)
        Correlation, and the ends of its 95 % interval over resampled worlds.
    float
        95 % quantile of the largest correlation, without sign, when the outcome is shuffled.

    A column or an outcome that is the same in every world goes with nothing: NaN.
    """
    rng = np.random.default_rng(seed)
    count = len(outcome)
    nothing = np.full((values.shape[1], 3), np.nan)
    moves = np.ptp(values, axis=0) > 0 if count else np.zeros(values.shape[1], dtype=bool)
    if count < 3 or not np.ptp(outcome) > 0 or not moves.any():
        return nothing, float("nan")
    if not moves.all():
        moving, luck_of_them = rank_correlations(values[:, moves], outcome, seed)
        nothing[moves] = moving
        return nothing, luck_of_them
    x, y = _ranks(values), _ranks(outcome[:, None])[:, 0]
    drawn = np.empty((SHUFFLES, values.shape[1]))
    luck = np.empty(SHUFFLES)
    for at in range(SHUFFLES):
        chosen = rng.integers(0, count, count)
        drawn[at] = _correlations(_ranks(values[chosen]), _ranks(outcome[chosen][:, None])[:, 0])
        luck[at] = np.nanmax(np.abs(_correlations(x, rng.permutation(y))))
    drawn = drawn[~np.isnan(drawn).all(axis=1)]  # resamples in which the outcome is the same in every world
    low, high = np.nanquantile(drawn, (0.025, 0.975), axis=0)
    return np.column_stack([_correlations(x, y), low, high]), float(np.quantile(luck, 0.95))


def _ranks(columns: np.ndarray) -> np.ndarray:
    """Return the rank of every value in its column, from 1; equal values share the mean of their ranks."""
    count, order = len(columns), np.argsort(columns, axis=0)
    ordered = np.take_along_axis(columns, order, axis=0)
    begins, ends = np.ones(columns.shape, dtype=bool), np.ones(columns.shape, dtype=bool)
    begins[1:] = ordered[1:] != ordered[:-1]
    ends[:-1] = begins[1:]
    place = np.arange(count, dtype=float)[:, None]
    first = np.maximum.accumulate(np.where(begins, place, 0.0), axis=0)
    last = np.minimum.accumulate(np.where(ends, place, count)[::-1], axis=0)[::-1]
    ranks = np.empty(columns.shape)
    np.put_along_axis(ranks, order, (first + last) / 2 + 1.0, axis=0)
    return ranks


def _correlations(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    own, other = x - x.mean(axis=0), y - y.mean()
    size = np.sqrt((own**2).sum(axis=0) * (other**2).sum())
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((own * other[:, None]).sum(axis=0) / size)
