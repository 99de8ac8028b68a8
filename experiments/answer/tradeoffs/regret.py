"""Regret: what one loses in a state of the world by having chosen this reform and not the best one there.

Savage 1951 (JASA 46: 55–67); for deep uncertainty Lempert et al. 2006 (Management Science 52: 514–528) and McPhail et
al. 2018 (Earth's Future 6: 169–191), who name the robustness metrics used here: largest regret, mean regret, and the
share of states in which a reform is good enough (satisficing). No state is given a probability; mean and share weigh
all states alike.

Luck: the best of several noisy means looks better than it is, so that every regret is a little too large; resampling
the replications, the same for all, gives intervals and the share of resamples in which each reform ranks first.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.answer.statistics import CONFIDENCE
from experiments.answer.tradeoffs.criteria import Criterion, checked
from experiments.answer.tradeoffs.pareto import nondominated
from experiments.words import tradeoffs as say
from experiments.words.faults import bad_input

RESAMPLES = 1000
Array = NDArray[np.float64]


class Regrets(NamedTuple):
    """Regrets in the unit of the criterion, never negative."""

    reforms: tuple[str, ...]
    states: tuple[str, ...]
    criterion: Criterion
    regret: Array  # (reforms, states)
    largest: Array  # over the states
    largest_ends: Array  # (2, reforms): 95 % interval; NaN: one replication
    mean: Array
    mean_ends: Array
    enough: Array  # share of states in which it is good enough
    threshold: float | None  # good enough is this or better; None: not worse than the reference reform
    reference: str | None
    first: Array  # share of resamples in which its largest regret is the smallest
    alike: tuple[tuple[str, str], ...]  # pairs whose largest regrets cannot be told apart
    replications: int

    @property
    def ranking(self) -> tuple[str, ...]:
        """Return the reforms by their largest regret, the smallest first (minimax regret)."""
        return tuple(self.reforms[at] for at in np.argsort(self.largest, kind="stable"))

    def frame(self) -> pd.DataFrame:
        """Return the summary, a row a reform, best first."""
        table = pd.DataFrame(
            {
                "reform": self.reforms,
                "largest_regret": self.largest,
                "largest_low": self.largest_ends[0], "largest_high": self.largest_ends[1],
                "worst_state": [self.states[at] for at in self.regret.argmax(axis=1)],
                "mean_regret": self.mean, "mean_low": self.mean_ends[0], "mean_high": self.mean_ends[1],
                "good_enough": self.enough, "first": self.first,
            }
        )  # fmt: skip
        return table.iloc[np.argsort(self.largest, kind="stable")].reset_index(drop=True)


def regrets(
    reforms: Sequence[str],
    states: Sequence[str],
    values: Any,
    criterion: Criterion,
    *,
    threshold: float | None = None,
    reference: str | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Regrets:
    """Return the regret of every reform in every state.

    Parameters
    ----------
    reforms, states : sequence of str
        The reference (no reform) may be among the reforms: doing nothing is a choice too.
    values : array (reforms, states, replications)
        Paired by replication; one with a NaN anywhere is left out.
    criterion : Criterion
    threshold : float or None
        Good enough is this or better, in the unit of the criterion; None: not worse than `reference`, the first
        reform where that is None too.

    Raises
    ------
    sim.errors.BadInput
        If the shape does not fit, there are fewer than two reforms or no state, or the reference is not among them.
    """
    if len(reforms) < 2 or not len(states):
        raise bad_input((say.TOO_FEW_STATES, {"reforms": len(reforms), "states": len(states)}))
    y = checked(values, (len(reforms), len(states), None), say.REGRET_SHAPE)
    reference = None if threshold is not None else reference or reforms[0]
    if reference is not None and reference not in reforms:
        raise bad_input((say.NO_REFERENCE, {"name": reference, "names": ", ".join(reforms)}))
    costs = y * criterion.sign
    mean_costs = costs.mean(axis=2)
    regret = mean_costs - mean_costs.min(axis=0)
    limit = threshold * criterion.sign if threshold is not None else mean_costs[list(reforms).index(str(reference))]
    enough = (mean_costs <= limit).mean(axis=1)
    many, n = y.shape[2], len(reforms)
    ends, first, alike = np.full((2, 2, n), np.nan), np.full(n, np.nan), []
    if many > 1:
        weights = np.random.default_rng(seed).multinomial(many, np.full(many, 1 / many), size=resamples) / many
        largest, average = np.empty((resamples, n)), np.empty((resamples, n))
        for at, weight in enumerate(weights):  # one at a time: states can be many
            drawn = costs @ weight
            lost = drawn - drawn.min(axis=0)
            largest[at], average[at] = lost.max(axis=1), lost.mean(axis=1)
        tail = (1 - CONFIDENCE) / 2
        ends = np.array([np.quantile(of, [tail, 1 - tail], axis=0) for of in (largest, average)])
        best = largest <= largest.min(axis=1, keepdims=True)
        first = (best / best.sum(axis=1, keepdims=True)).mean(axis=0)
        gaps = largest[:, :, None] - largest[:, None, :]
        low, high = np.quantile(gaps, [tail, 1 - tail], axis=0)
        alike = [(reforms[i], reforms[j]) for i in range(n) for j in range(i + 1, n) if low[i, j] <= 0 <= high[i, j]]
    return Regrets(
        tuple(reforms), tuple(states), criterion, regret, regret.max(axis=1), ends[0], regret.mean(axis=1), ends[1],
        enough, threshold, reference, first, tuple(alike), many,
    )  # fmt: skip


def robust_front(found: Mapping[str, Regrets]) -> tuple[str, ...]:
    """Return the reforms that no other beats in the largest regret of every criterion.

    Parameters
    ----------
    found : mapping of criterion to Regrets
        Of the same reforms.
    """
    all_of = list(found.values())
    if not all_of or any(one.reforms != all_of[0].reforms for one in all_of):
        raise bad_input((say.OTHER_REFORMS, {}))
    mask = nondominated(np.column_stack([one.largest for one in all_of]))
    return tuple(name for name, on in zip(all_of[0].reforms, mask, strict=True) if on)
