"""Screening by elementary effects, with the part of them that is luck.

Trajectories come from SALib (Morris 1991, Technometrics 33: 161–174; spread over the space by Campolongo et al. 2007).
The effect of factor j in trajectory t is the change of the outcome when j alone takes one step, divided by the step as
a share of the range (of the list of values): the slope over the whole range. μ* is the mean size of the effects, σ
their spread: interaction or curvature, but also luck.

Luck is estimated from the replications of the same step, s² ÷ R, which is right on common random numbers too. Under
"j does nothing" the mean square of its effects ÷ the mean of s² ÷ R follows an F distribution; Holm's rule (1979) is
used over the factors.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import fdtrc  # type: ignore[import-untyped]

from experiments.answer.sensitivity.noise import Noise, noise_of
from experiments.answer.sensitivity.sobol import RESAMPLES, replication_weights
from experiments.answer.statistics import CONFIDENCE
from experiments.plan.factors import Factor, codes, natural, outcome_array, problem
from experiments.words import sensitivity as say
from experiments.words.faults import bad_input

LEVELS = 4
LEAST_TRAJECTORIES = 4
Array = NDArray[np.float64]


class MorrisEffects(NamedTuple):
    """What moving one factor at a time shows; effects are in the unit of the outcome over a factor's whole range."""

    factors: tuple[Factor, ...]
    table: pd.DataFrame  # a row a factor: mu, mu_star, mu_star_low, mu_star_high, luck_alone, sigma, …
    noise: Noise
    trajectories: int
    left_out: int  # trajectories with a missing value

    @property
    def told_apart(self) -> bool:
        """Tell whether luck is known; one replication cannot tell it apart."""
        return self.noise.replications > 1

    def frame(self) -> pd.DataFrame:
        """Return the effects, a row a factor."""
        return self.table.copy()


def points_needed(factors: int, trajectories: int) -> int:
    """Return how many points a design has: trajectories × (factors + 1)."""
    return trajectories * (factors + 1)


def sample(factors: Sequence[Factor], trajectories: int, seed: int) -> NDArray[Any]:
    """Return the points to run.

    Returns
    -------
    array (trajectories × (k + 1), k)
        In natural units; each trajectory is a block of k + 1 rows, of which neighbours differ in one factor.

    Raises
    ------
    sim.errors.BadInput
        If there are fewer than four trajectories or a factor has no range.
    """
    from SALib.sample import morris

    if trajectories < LEAST_TRAJECTORIES:
        raise bad_input((say.TOO_FEW_TRAJECTORIES, {"value": trajectories, "least": LEAST_TRAJECTORIES}))
    unit = morris.sample(problem(factors), trajectories, num_levels=LEVELS, seed=np.random.default_rng(seed))
    return natural(np.asarray(unit), factors, ends=True)


def elementary_effects(factors: Sequence[Factor], points: NDArray[Any], outcomes: Array) -> Array:
    """Return the effects (trajectories, k, R), slopes over the whole range of each factor.

    A factor whose step changed nothing (many values, a coarse grid) has the effect NaN there.
    """
    many = len(factors)
    where = codes(points, factors)
    width = [len(f.values) - 1 if f.values is not None else f.high - f.low for f in factors]
    step = np.diff(where.reshape(-1, many + 1, many), axis=1) / np.array(width)
    change = np.diff(outcomes.reshape(-1, many + 1, outcomes.shape[1]), axis=1)
    effects = np.full((len(step), many, outcomes.shape[1]), math.nan)
    for trajectory, leg, factor in zip(*np.nonzero(np.abs(step) > 1e-9), strict=True):
        effects[trajectory, factor] = change[trajectory, leg] / step[trajectory, leg, factor]
    return effects


def analyse(
    factors: Sequence[Factor], points: NDArray[Any], outcomes: Any, resamples: int = RESAMPLES, seed: int = 0
) -> MorrisEffects:
    """Return μ*, σ and what of them is luck.

    Parameters
    ----------
    factors : sequence of Factor
        Those of `sample`, in its order.
    points : array (n, k)
        From `sample`.
    outcomes : array (n, replications)
        One measure. A trajectory with a NaN is left out.

    Raises
    ------
    sim.errors.BadInput
        If the rows are not those of a design, or too few trajectories have values.
    """
    many = len(factors)
    y = outcome_array(outcomes, len(points))
    if points.shape[1] != many or len(y) % (many + 1):
        raise bad_input((say.WRONG_SHAPE, {"shape": y.shape, "points": f"N × {many + 1}"}))
    effects = elementary_effects(factors, points, y)
    whole = np.isfinite(y).reshape(len(effects), -1).all(axis=1)
    effects = effects[whole]
    if len(effects) < max(LEAST_TRAJECTORIES, len(whole) // 2):
        raise bad_input((say.TOO_MANY_MISSING, {"missing": int((~whole).sum()), "rows": len(whole)}))
    rng = np.random.default_rng(seed)
    rows = [_of_factor(effects[:, at][np.isfinite(effects[:, at, 0])], resamples, rng) for at in range(many)]
    table = pd.DataFrame(rows)
    table.insert(0, "factor", [factor.name for factor in factors])
    table["p"] = _holm(table["p"].to_numpy())
    table["beyond_luck"] = table["p"] < 1 - CONFIDENCE
    return MorrisEffects(tuple(factors), table, noise_of(y), len(effects), int((~whole).sum()))


def _of_factor(effects: Array, resamples: int, rng: np.random.Generator) -> dict[str, float]:
    """Return the row of one factor from its effects (trajectories, R)."""
    rows, many = effects.shape
    if rows < 2:
        return dict.fromkeys(
            ("mu", "mu_star", "mu_star_low", "mu_star_high", "luck_alone", "sigma", "sigma_of_luck",
             "sigma_beyond_luck", "size", "p"), math.nan)  # fmt: skip
    means = effects.mean(axis=1)
    luck = float(effects.var(axis=1, ddof=1).mean()) / many if many > 1 else math.nan
    spread, square = float(means.var(ddof=1)), float((means**2).mean())
    stars = np.empty(resamples)
    for at in range(resamples):
        weights = replication_weights(many, rng)
        stars[at] = np.abs(effects[rng.integers(rows, size=rows)] @ weights / weights.sum()).mean()
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(stars, [tail, 1 - tail])
    return {
        "mu": float(means.mean()),
        "mu_star": float(np.abs(means).mean()),
        "mu_star_low": float(low),
        "mu_star_high": float(high),
        "luck_alone": math.sqrt(2 / math.pi * luck) if luck >= 0 else math.nan,  # μ* of a factor that does nothing
        "sigma": math.sqrt(spread),
        "sigma_of_luck": min(luck / spread, 1.0) if spread > 0 and luck >= 0 else math.nan,  # share of σ²
        "sigma_beyond_luck": math.sqrt(max(spread - luck, 0.0)) if luck >= 0 else math.nan,
        "size": math.sqrt(max(square - luck, 0.0)) if luck >= 0 else math.nan,  # root mean square without luck
        "p": _p_value(square, luck, rows, many),
    }


def _p_value(square: float, luck: float, rows: int, replications: int) -> float:
    if math.isnan(luck):
        return math.nan
    if luck <= 0:
        return 0.0 if square > 0 else 1.0
    return float(fdtrc(rows, rows * (replications - 1), square / luck))


def _holm(values: Array) -> Array:
    """Return p values adjusted for how many were asked (Holm 1979); NaN stays."""
    adjusted, usable = np.full(len(values), math.nan), np.flatnonzero(np.isfinite(values))
    so_far = 0.0
    for rank, at in enumerate(usable[np.argsort(values[usable], kind="stable")]):
        so_far = max(so_far, min((len(usable) - rank) * float(values[at]), 1.0))
        adjusted[at] = so_far
    return adjusted
