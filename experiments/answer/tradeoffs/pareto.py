"""The front: reforms that no other beats in everything, and how surely each is one of them.

A reform beats another if it is at least as good in every criterion and better in one (Pareto). Means over replications
are estimates, so that the front of the means is one draw: replications are resampled, the same for all reforms, since
they share their luck, and the share of resamples in which a reform is on the front is given beside. Two reforms whose
paired differences can be told from zero in no criterion are said not to be told apart.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.answer.statistics import mean_interval
from experiments.answer.tradeoffs.criteria import Criterion, checked, told_apart
from experiments.words import tradeoffs as say
from experiments.words.faults import bad_input

RESAMPLES = 2000
Array = NDArray[np.float64]


class Front(NamedTuple):
    """Reforms over several criteria."""

    reforms: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    means: Array  # (reforms, criteria), in the units of the criteria
    half: Array  # half-widths of the 95 % intervals; NaN: one replication
    on_front: NDArray[np.bool_]  # by the means
    probability: Array  # share of resamples in which each is on the front; NaN: one replication
    beaten: Array  # (i, j): share of resamples in which i beats j
    alike: tuple[tuple[str, str], ...]  # pairs that cannot be told apart in any criterion
    replications: int

    def frame(self) -> pd.DataFrame:
        """Return means, half-widths and the front, a row a reform."""
        table = pd.DataFrame({"reform": self.reforms, "on_front": self.on_front, "probability": self.probability})
        for at, criterion in enumerate(self.criteria):
            table[criterion.name], table[f"{criterion.name}_half"] = self.means[:, at], self.half[:, at]
        return table


def nondominated(costs: Array) -> NDArray[np.bool_]:
    """Tell which rows no other row beats; less is better.

    Parameters
    ----------
    costs : array (..., n, k)

    Returns
    -------
    array of bool (..., n)
    """
    return np.asarray(~_beats(costs).any(axis=-2))


def _beats(costs: Array) -> NDArray[np.bool_]:
    """Return (..., i, j): i beats j."""
    one, other = costs[..., :, None, :], costs[..., None, :, :]
    return np.asarray((one <= other).all(axis=-1) & (one < other).any(axis=-1))


def front(
    reforms: Sequence[str], criteria: Sequence[Criterion], values: Any, resamples: int = RESAMPLES, seed: int = 0
) -> Front:
    """Return the front of some reforms.

    Parameters
    ----------
    reforms : sequence of str
    criteria : sequence of Criterion
    values : array (reforms, replications, criteria)
        Paired by replication; one with a NaN anywhere is left out for all.

    Raises
    ------
    sim.errors.BadInput
        If the shape does not fit, there are fewer than two reforms or no criterion, or no replication is whole.
    """
    if len(reforms) < 2 or not criteria:
        raise bad_input((say.TOO_FEW_REFORMS, {"reforms": len(reforms), "criteria": len(criteria)}))
    y = checked(values, (len(reforms), None, len(criteria)), say.FRONT_SHAPE)
    costs = y * np.array([criterion.sign for criterion in criteria])
    many = y.shape[1]
    mean, half = mean_interval(y.transpose(1, 0, 2))
    beaten = np.full((len(reforms), len(reforms)), np.nan)
    probability = np.full(len(reforms), np.nan)
    if many > 1:
        rng = np.random.default_rng(seed)
        weights = rng.multinomial(many, np.full(many, 1 / many), size=resamples) / many
        drawn = np.einsum("br,irk->bik", weights, costs)
        beats = _beats(drawn)
        beaten, probability = beats.mean(axis=0), (~beats.any(axis=1)).mean(axis=0)
    alike = tuple(
        (reforms[i], reforms[j])
        for i in range(len(reforms))
        for j in range(i + 1, len(reforms))
        if many > 1 and not any(told_apart(y[j, :, at] - y[i, :, at]) for at in range(len(criteria)))
    )
    return Front(
        tuple(reforms), tuple(criteria), mean, half, nondominated(costs.mean(axis=1)), probability, beaten, alike, many
    )
