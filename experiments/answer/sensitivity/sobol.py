"""Variance-based sensitivity indices of the mean response, corrected for the luck of replications.

Points come from SALib (Saltelli et al. 2010, CPC 181: 259–270, scrambled Sobol' sequence): for each of N base rows a
point A, the points AB_1 … AB_k (A with one factor taken from B) and a point B. Runs are f(x) + luck, and the indices
wanted are those of f:

- first order of j:  mean of B (AB_j − A) ÷ variance (Saltelli et al. 2010);
- total of j:        mean of (A − AB_j)² ÷ 2 ÷ variance (Jansen 1999, CPC 117: 35–43).

Put in means of R noisy runs and the variance is too large by noise ÷ R, and so is every total numerator; on common
random numbers the noise of neighbouring points is alike, and the excess differs from factor to factor. Every product
is therefore taken between *different* replications only: x̄ ȳ − cov_r(x, y) ÷ R, the mean of x_r y_s over r ≠ s. It has
the right expectation however the luck of two points is related.

Intervals are percentiles of a bootstrap over base rows and over replications at once; a replication drawn twice is not
multiplied with itself.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.answer.sensitivity.noise import Noise, noise_of
from experiments.answer.statistics import CONFIDENCE
from experiments.plan.factors import Factor, natural, outcome_array, problem
from experiments.words import sensitivity as say
from experiments.words.faults import bad_input

RESAMPLES = 500
LEAST_ROWS = 8
Array = NDArray[np.float64]


class SobolIndices(NamedTuple):
    """What varying the factors together shows."""

    factors: tuple[Factor, ...]
    table: pd.DataFrame  # a row a factor: first, first_low, first_high, total, …, first_raw, total_raw
    noise: Noise
    rows: int  # base rows used
    rows_left_out: int  # base rows with a missing value

    @property
    def corrected(self) -> bool:
        """Tell whether the indices are free of luck; one replication cannot tell it apart."""
        return self.noise.replications > 1

    def frame(self) -> pd.DataFrame:
        """Return the indices, a row a factor."""
        return self.table.copy()


def points_needed(factors: int, base: int) -> int:
    """Return how many points a design has: base × (factors + 2)."""
    return base * (factors + 2)


def sample(factors: Sequence[Factor], base: int, seed: int) -> NDArray[Any]:
    """Return the points to run.

    Parameters
    ----------
    factors : sequence of Factor
    base : int
        Base rows, a power of two.
    seed : int
        The same seed, the same points.

    Returns
    -------
    array (base × (k + 2), k)
        In natural units; each base row is a block A, AB_1 … AB_k, B.

    Raises
    ------
    sim.errors.BadInput
        If `base` is not a power of two or a factor has no range.
    """
    from SALib.sample import sobol

    if base < LEAST_ROWS or base & (base - 1):
        raise bad_input((say.NOT_A_POWER, {"value": base, "least": LEAST_ROWS}))
    unit = sobol.sample(problem(factors), base, calc_second_order=False, seed=np.random.default_rng(seed))
    return natural(np.asarray(unit), factors)


def analyse(factors: Sequence[Factor], outcomes: Any, resamples: int = RESAMPLES, seed: int = 0) -> SobolIndices:
    """Return first-order and total indices with intervals.

    Parameters
    ----------
    factors : sequence of Factor
        Those of `sample`, in its order.
    outcomes : array (points, replications)
        One measure, rows in the order of the points. A base row with a NaN is left out.
    resamples : int
        Of the bootstrap.

    Raises
    ------
    sim.errors.BadInput
        If the rows are not those of a design, too few have values, or the outcome never differs.
    """
    many = len(factors)
    y = outcome_array(outcomes)
    if len(y) % (many + 2) or len(y) < LEAST_ROWS * (many + 2):
        raise bad_input((say.WRONG_SHAPE, {"shape": y.shape, "points": f"N × {many + 2} (N ≥ {LEAST_ROWS})"}))
    blocks = y.reshape(-1, many + 2, y.shape[1])
    whole = np.isfinite(blocks).all(axis=(1, 2))
    blocks = blocks[whole]
    if len(blocks) < max(LEAST_ROWS, len(whole) // 2):
        raise bad_input((say.TOO_MANY_MISSING, {"missing": int((~whole).sum()), "rows": len(whole)}))
    scale = float(blocks.std())
    if scale <= 1e-12 * max(abs(float(blocks.mean())), 1e-300):
        raise bad_input((say.CONSTANT, {}))
    # Luck that all points of a replication share moves no comparison of points.
    blocks = (blocks - blocks.mean(axis=(0, 1))) / scale
    ones = np.ones(blocks.shape[2])
    first, total = _indices(blocks, ones)
    means = blocks.mean(axis=2, keepdims=True)
    raw_first, raw_total = _indices(means, np.ones(1))
    ends = _intervals(blocks, resamples, np.random.default_rng(seed))
    table = pd.DataFrame(
        {
            "factor": [factor.name for factor in factors],
            "first": first,
            "first_low": ends[0][0],
            "first_high": ends[1][0],
            "total": total,
            "total_low": ends[0][1],
            "total_high": ends[1][1],
            "first_raw": raw_first,
            "total_raw": raw_total,
        }
    )
    return SobolIndices(tuple(factors), table, noise_of(y), len(blocks), int((~whole).sum()))


def _indices(blocks: Array, weights: Array) -> tuple[Array, Array]:
    """Return (first, total) of blocks (rows, k + 2, R), replication r counted weights[r] times.

    With one replication the products are of the runs themselves.
    """
    a, ab, b = blocks[:, :1], blocks[:, 1:-1], blocks[:, -1:]
    both = np.concatenate([a, b])
    mean = (both * weights).sum() / (len(both) * weights.sum())
    variance = _product(both - mean, both - mean, weights).mean()
    if not variance > 0:
        nothing = np.full(ab.shape[1], math.nan)
        return nothing, nothing
    gap = ab - a
    first = _product(np.broadcast_to(b, gap.shape), gap, weights).mean(axis=0) / variance
    total = 0.5 * _product(gap, gap, weights).mean(axis=0) / variance
    return first, total


def _product(x: Array, y: Array, weights: Array) -> Array:
    """Return the mean of x_r y_s over r ≠ s along the last axis."""
    if len(weights) == 1:
        return np.asarray((x * y)[..., 0])
    squares = weights**2
    pairs = weights.sum() ** 2 - squares.sum()
    return np.asarray(((x @ weights) * (y @ weights) - (x * y) @ squares) / pairs)


def _intervals(blocks: Array, resamples: int, rng: np.random.Generator) -> tuple[list[Array], list[Array]]:
    """Return the ends of the intervals of (first, total)."""
    rows, _, many = blocks.shape
    found = np.full((resamples, 2, blocks.shape[1] - 2), math.nan)
    for at in range(resamples):
        found[at] = _indices(blocks[rng.integers(rows, size=rows)], replication_weights(many, rng))
    tail = (1 - CONFIDENCE) / 2
    usable = found[np.isfinite(found).all(axis=(1, 2))]
    if len(usable) < resamples / 2:
        nothing = [np.full(blocks.shape[1] - 2, math.nan)] * 2
        return nothing, nothing
    low, high = np.quantile(usable, [tail, 1 - tail], axis=0)
    return list(low), list(high)


def replication_weights(many: int, rng: np.random.Generator) -> Array:
    """Return how often each of `many` replications is drawn, at least two of them different."""
    if many < 3:
        return np.ones(many)
    while True:
        weights = np.bincount(rng.integers(many, size=many), minlength=many).astype(float)
        if (weights > 0).sum() > 1:
            return weights
