"""Which points are ruled out, and where the others are."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

CUTOFF = 3.0  # standard deviations: whatever the distribution, 95 % lie inside if it has one peak (Pukelsheim 1994)
_LADDER = 0.2  # share of the cloud that each rung keeps
_RUNGS = 40
_STEPS = 8
_STUCK = 1e-3

Implausibility = Callable[[np.ndarray], np.ndarray]  # points (n, d) → (n, targets)


def implausibility(
    mean: np.ndarray | float, variance: np.ndarray | float, low: float, high: float, discrepancy: float
) -> np.ndarray:
    """Return how far values lie outside a fact's range, in standard deviations.

    Parameters
    ----------
    mean, variance
        Of the value: of an emulator, or a simulated value and the luck in it.
    low, high : float
        What the fact leaves open.
    discrepancy : float
        Standard deviation of what the model leaves out.
    """
    value = np.asarray(mean, dtype=float)
    outside = np.maximum(np.maximum(low - value, value - high), 0.0)
    told = outside / np.sqrt(np.asarray(variance) + discrepancy**2)
    return np.asarray(np.where(np.isnan(told), np.inf, told))


class Cloud(NamedTuple):
    """Points spread over what is not ruled out.

    Attributes
    ----------
    points : (n, d) array
    level : float
        Largest implausibility among them: the cutoff, or more if nothing lies below it.
    share : float
        Estimated share of the box that is below `level`.
    """

    points: np.ndarray
    level: float
    share: float


def explore(told: Implausibility, size: int, number: int, luck: np.random.Generator, cutoff: float = CUTOFF) -> Cloud:
    """Spread points over the part of the cube where no target's implausibility exceeds the cutoff.

    Subset simulation (Au and Beck 2001): a cloud over the whole cube moves down a ladder of levels; on every rung the
    lowest fifth is kept, multiplied, and moved at random without leaving the rung. So even a part of
    a millionth of the cube is found, and the rungs give its size.
    """
    points = luck.uniform(-1.0, 1.0, (number, size))
    worst = told(points).max(axis=1)
    share, level = 1.0, np.inf
    for _ in range(_RUNGS):
        rung = max(float(np.quantile(worst, _LADDER)), cutoff)
        kept = points[worst <= rung]
        share *= len(kept) / number
        chosen = luck.integers(0, len(kept), number)
        points, worst = kept[chosen], worst[worst <= rung][chosen]
        points, worst = _moved(points, worst, rung, told, luck)
        if rung <= cutoff:
            return Cloud(points, cutoff, share)
        if level - rung < _STUCK * rung:
            break
        level = rung
    return Cloud(points, float(worst.max()), share)


def _moved(
    points: np.ndarray, worst: np.ndarray, rung: float, told: Implausibility, luck: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Move every point a few times at random: to where it stays in the cube and at or below the rung."""
    points, worst = points.copy(), worst.copy()
    for step in range(_STEPS):
        # Differences of two others are as wide and as slanted as the cloud (ter Braak 2006); short and long in turn.
        one, other = luck.permutation(len(points)), luck.permutation(len(points))
        stretch = (0.3, 0.7, 1.2, 0.15)[step % 4]
        jitter = luck.normal(0.0, 1.0, points.shape) * (0.02 * points.std(axis=0))
        tried = points + stretch * (points[one] - points[other]) + jitter
        inside = (np.abs(tried) <= 1.0).all(axis=1)
        if not inside.any():
            continue
        values = np.full(len(points), np.inf)
        values[inside] = told(tried[inside]).max(axis=1)
        better = values <= rung
        points[better], worst[better] = tried[better], values[better]
    return points, worst


def hindering(told: Implausibility, cloud: Cloud) -> int:
    """Return the number of the target that keeps the best point of a cloud from the cutoff."""
    table = told(cloud.points)
    return int(np.argmax(table[np.argmin(table.max(axis=1))]))


def all_of(parts: Sequence[Callable[[np.ndarray], np.ndarray]]) -> Implausibility:
    """Put the implausibilities of several targets side by side."""
    return lambda points: np.column_stack([part(points) for part in parts])
