"""Points with their simulated values, held against the targets."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from docs.evidence.fit.emulator import Emulator
from docs.evidence.fit.readings import Counts, read
from docs.evidence.fit.ruling_out import CUTOFF, Cloud, all_of, explore, hindering, implausibility
from docs.evidence.fit.targets import Quantity, Target

_CLOUD = 3000
_NEAR = 3.0  # older points with up to so many cutoffs still teach the emulator


def value_of(quantity: Quantity, counts: Callable[[str], Counts]) -> float:
    """Return a quantity from the counts of the scenarios it names; NaN where there is nothing to divide by."""
    value = sum(term.weight * read(term.reading, counts(term.scenario)) for term in quantity.terms)
    if quantity.before is None:
        return value
    before = read(quantity.before.reading, counts(quantity.before.scenario))
    return value / before - 1.0 if before else math.nan


@dataclass
class Known:
    """Every point simulated so far.

    Attributes
    ----------
    points : (n, d) array
        In the cube.
    values : (n, targets) array
        Means over seeds.
    waves : (n,) array
        Wave each was simulated in, from 1; 0 for the shipped values.
    luck : (targets,) array
        Variance of a value between seeds.
    """

    points: np.ndarray
    values: np.ndarray
    waves: np.ndarray
    luck: np.ndarray

    def add(self, points: np.ndarray, values: np.ndarray, wave: int) -> None:
        """Add the points of a wave."""
        self.points = np.concatenate([self.points, points])
        self.values = np.concatenate([self.values, values])
        self.waves = np.concatenate([self.waves, np.full(len(points), wave)])

    def implausibility(self, targets: Sequence[Target]) -> np.ndarray:
        """Return how implausible every simulated value is, one column a target."""
        columns = [
            implausibility(self.values[:, at], self.luck[at], t.low, t.high, t.discrepancy)
            for at, t in enumerate(targets)
        ]
        return np.column_stack(columns)


class Judged(NamedTuple):
    """What a wave has taught.

    Attributes
    ----------
    ruling : tuple of int
        Numbers of the targets that rule points out.
    dropped : tuple of int
        Numbers of fitted targets that nothing found reaches together with the others.
    cloud : Cloud
        Points that are not ruled out by the emulators.
    emulators : dict
        By number of target.
    """

    ruling: tuple[int, ...]
    dropped: tuple[int, ...]
    cloud: Cloud
    emulators: dict[int, Emulator]


def judge(known: Known, targets: Sequence[Target], luck: np.random.Generator) -> Judged:
    """Fit emulators and find what they leave.

    Targets that no point has reached are dropped at once, then those that leave nothing, the most hindering first.
    """
    fitted = [at for at, target in enumerate(targets) if target.fitted]
    reached = known.implausibility(targets).min(axis=0) <= CUTOFF
    emulators = _emulators(known, targets, fitted, reached)
    ruling = [at for at in fitted if reached[at]] or list(fitted)
    while True:
        told = all_of([_told(emulators[at], targets[at]) for at in ruling])
        cloud = explore(told, known.points.shape[1], _CLOUD, luck)
        if cloud.level <= CUTOFF or len(ruling) == 1:
            return Judged(tuple(ruling), tuple(at for at in fitted if at not in ruling), cloud, emulators)
        ruling.pop(hindering(told, cloud))


def _emulators(
    known: Known, targets: Sequence[Target], fitted: Sequence[int], reached: np.ndarray
) -> dict[int, Emulator]:
    """Fit an emulator a target to the points of the latest two waves and to older ones that are not far off."""
    used = [at for at in fitted if reached[at]] or list(fitted)
    worst = known.implausibility(targets)[:, used].max(axis=1)
    recent = known.waves >= known.waves.max() - 1
    found = {}
    for at in fitted:
        chosen = (recent | (worst <= _NEAR * CUTOFF)) & np.isfinite(known.values[:, at])
        found[at] = Emulator.fit(known.points[chosen], known.values[chosen, at], float(known.luck[at]))
    return found


def _told(emulator: Emulator, target: Target) -> Callable[[np.ndarray], np.ndarray]:
    def told(points: np.ndarray) -> np.ndarray:
        return implausibility(*emulator(points), target.low, target.high, target.discrepancy)

    return told
