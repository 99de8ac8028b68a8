"""Who contributed what, and whether together is more than the sum: pure functions of a table of worlds.

A table has an entry for every set of n players (mechanisms, reforms): entry m is the outcome where
the players whose bits are set in m take part; entry 0 is the world without any, the last one the
world with all. It is the last axis of an array; other axes (replications, measures) are kept. With
common random numbers everything is computed replication by replication, then
`estimate` puts an interval around the mean.
"""

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from experiments.answer.statistics import mean_interval


class Estimate(NamedTuple):
    """A mean over replications with its 95 % Student t interval; NaN ends where there is none."""

    mean: float
    low: float
    high: float
    runs: int

    @property
    def sign(self) -> int:
        """1 or −1 where the interval leaves out 0, else 0; 0 without an interval."""
        return 1 if self.low > 0 else -1 if self.high < 0 else 0


def estimate(values: ArrayLike) -> Estimate:
    """Return mean and interval of one number a replication."""
    found = np.asarray(values, dtype=float)
    if found.ndim != 1:
        raise ValueError("one number a replication is needed")
    mean, half = mean_interval(found)
    return Estimate(float(mean), float(mean - half), float(mean + half), len(found))


class Together(StrEnum):
    """What the sign of a surplus or an interaction says, given the good direction of the measure."""

    COMPLEMENT = "complement"  # together better than the sum of each alone
    SUBSTITUTE = "substitute"  # together worse than the sum of each alone
    LESS_HARM = "less harm than the sum"  # a complement, where the sum of each alone is harm
    MORE_HARM = "more harm than the sum"  # a substitute, where the sum of each alone is harm
    MORE = "more than the sum"  # of a measure without a good direction
    LESS = "less than the sum"
    NEITHER = "not distinguishable from zero"
    NO_INTERVAL = "no interval"
    UNDEFINED = "cannot be compared"


def judge_together(found: Estimate, better: str | None, total: Estimate | None = None) -> Together:
    """Put a surplus or an interaction into one word.

    Parameters
    ----------
    found : Estimate
        The surplus.
    better : {"higher", "lower", None}
        Good direction of the measure.
    total : Estimate, optional
        Sum of the effects alone: tells harm from benefit.
    """
    if found.runs == 0:
        return Together.UNDEFINED
    if math.isnan(found.low):
        return Together.NO_INTERVAL
    if found.sign == 0:
        return Together.NEITHER
    if better is None:
        return Together.MORE if found.sign > 0 else Together.LESS
    good = 1 if better == "higher" else -1
    harm = total is not None and total.sign == -good
    if found.sign == good:
        return Together.LESS_HARM if harm else Together.COMPLEMENT
    return Together.MORE_HARM if harm else Together.SUBSTITUTE


def table_of(worth: Mapping[frozenset[str], float], players: Sequence[str]) -> np.ndarray:
    """Return the table of a game given by sets of names.

    Raises
    ------
    KeyError
        If a set of players has no outcome.
    """
    sets = (frozenset(p for bit, p in enumerate(players) if mask >> bit & 1) for mask in range(2 ** len(players)))
    return np.array([worth[members] for members in sets], dtype=float)


def shapley(table: ArrayLike) -> np.ndarray:
    """Return the Shapley value of every player, shape (…, n).

    The mean of what a player adds over all orders in which players may come
    (Shapley 1953, A value for n-person games); the values add up to the joint effect.
    """
    worth, n = _checked(table)
    weights = np.zeros((n, 2**n))
    for player in range(n):
        for mask in range(2**n):
            others = (mask & ~(1 << player)).bit_count()
            weight = math.factorial(others) * math.factorial(n - others - 1) / math.factorial(n)
            weights[player, mask] = weight if mask >> player & 1 else -weight
    return worth @ weights.T


def joint_effect(table: ArrayLike) -> np.ndarray:
    """Return the outcome with all players minus that without any."""
    worth, _ = _checked(table)
    return np.asarray(worth[..., -1] - worth[..., 0])


def alone(table: ArrayLike) -> np.ndarray:
    """Return what every player adds where nobody else takes part, shape (…, n)."""
    worth, n = _checked(table)
    return worth[..., [1 << player for player in range(n)]] - worth[..., :1]


def added_last(table: ArrayLike) -> np.ndarray:
    """Return what every player adds where all others already take part, shape (…, n)."""
    worth, n = _checked(table)
    whole = 2**n - 1
    return worth[..., -1:] - worth[..., [whole ^ (1 << player) for player in range(n)]]


def surplus(table: ArrayLike) -> np.ndarray:
    """Return the joint effect minus the sum of the effects alone: above 0 where together is more than the sum."""
    return np.asarray(joint_effect(table) - alone(table).sum(axis=-1))


def interaction_contrast(table: ArrayLike) -> np.ndarray:
    """Return the interaction of the highest order: of two players, both − first − second + none.

    Of n players: the sum over all sets, with the sign of (−1) to the number of players missing.
    """
    worth, n = _checked(table)
    signs = np.array([(-1.0) ** (n - mask.bit_count()) for mask in range(2**n)])
    return np.asarray(worth @ signs)


def pair_interaction(table: ArrayLike) -> np.ndarray:
    """Return the Shapley interaction index of every pair of players, shape (…, n, n); NaN on the diagonal.

    What the two add together beyond what each adds, averaged over the sets of others (Grabisch and
    Roubens 1999, An axiomatic approach to the concept of interaction); of two players it is the
    interaction contrast.
    """
    worth, n = _checked(table)
    found = np.full((*worth.shape[:-1], n, n), np.nan)
    for first in range(n):
        for second in range(first):
            pair = 1 << first | 1 << second
            weights = np.zeros(2**n)
            for mask in range(2**n):
                others = (mask & ~pair).bit_count()
                weight = math.factorial(others) * math.factorial(n - others - 2) / math.factorial(n - 1)
                weights[mask] = weight if (mask & pair).bit_count() != 1 else -weight
            found[..., first, second] = found[..., second, first] = worth @ weights
    return found


def _checked(table: ArrayLike) -> tuple[np.ndarray, int]:
    """Return the table as an array, and the number of players."""
    worth = np.asarray(table, dtype=float)
    sets = worth.shape[-1] if worth.ndim else 0
    if sets < 2 or sets & (sets - 1):
        raise ValueError(f"a table has an entry for every set of players: 2, 4, 8, 16, …; this one has {sets}")
    return worth, sets.bit_length() - 1
