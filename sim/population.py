"""Residents synthesised into columns, from streams that belong to the place and not to the run.

Every column has a stream of its own, so that changing one assumption leaves the other columns as
they were, and two runs of a place have the same residents whatever their seed.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.rules import Residents
from sim.stages import Channel

_OLDER = 60  # years from which a resident is less likely to be online
_WORKING = (22, 60)  # ages of in-service Party members


class Habits(NamedTuple):
    """What the residents of a place are like.

    Attributes
    ----------
    age_bounds, age_shares
        Ages (years) and the share of residents between two bounds.
    digital_younger, digital_older
        Share online below and from the age of 60.
    channel_share : float64[5]
        Share of residents by `Channel`.
    activity_mean
        Mean of an exponential, added to the log odds of reporting and centred: the odds are Pareto.
    trust_mean, trust_spread
        Of a normal cut to [0, 1].
    expected_days, expected_sigma
        Mean (days) and log spread of what residents expect to wait.
    party_share
        In-service Party members among all residents.
    """

    age_bounds: NDArray[np.float64]
    age_shares: NDArray[np.float64]
    digital_younger: float
    digital_older: float
    channel_share: NDArray[np.float64]
    activity_mean: float
    trust_mean: float
    trust_spread: float
    expected_days: float
    expected_sigma: float
    party_share: float


def synthesise(number: int, habits: Habits, seed: int) -> Residents:
    """Draw `number` residents.

    Returns
    -------
    Residents
        Columns of length `number`; the same for the same arguments.
    """
    age = _ages(number, habits, _stream(seed, 0))
    online = np.where(age < _OLDER, np.float32(habits.digital_younger), np.float32(habits.digital_older))
    digital = _stream(seed, 1).random(number, dtype=np.float32) < online
    activity = _stream(seed, 2).standard_exponential(number, dtype=np.float32)
    activity -= np.float32(1.0)
    activity *= np.float32(habits.activity_mean)
    trust = _stream(seed, 3).standard_normal(number, dtype=np.float32)
    trust *= np.float32(habits.trust_spread)
    trust += np.float32(habits.trust_mean)
    np.clip(trust, 0.0, 1.0, out=trust)
    expected = _stream(seed, 4).standard_normal(number, dtype=np.float32)
    expected *= np.float32(habits.expected_sigma)
    np.exp(expected, out=expected)
    expected *= np.float32(habits.expected_days * np.exp(-0.5 * habits.expected_sigma**2))
    working = (age >= _WORKING[0]) & (age < _WORKING[1])
    share = habits.party_share / max(float(working.mean()) if number else 1.0, 1e-9)
    party = working & (_stream(seed, 5).random(number, dtype=np.float32) < share)
    return Residents(
        trust=trust,
        expected_days=expected,
        activity=activity,
        channel=_channels(digital, habits, _stream(seed, 6)),
        age=age,
        digital=digital.astype(np.uint8),
        party=party.astype(np.uint8),
    )


def _stream(seed: int, column: int) -> np.random.Generator:
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence((seed, column))))


def _ages(number: int, habits: Habits, stream: np.random.Generator) -> NDArray[np.uint8]:
    """Draw ages from a table of years, uniform between two bounds."""
    cumulative = np.concatenate([[0.0], np.cumsum(habits.age_shares)])
    cumulative /= cumulative[-1]
    # A table of 4096 equal steps is exact to 0.0003 of a share and several times faster than a search.
    table = np.interp((np.arange(4096) + 0.5) / 4096, cumulative, habits.age_bounds).astype(np.uint8)
    return table[stream.integers(0, 4096, number, dtype=np.uint16)]


def _channels(digital: NDArray[np.bool_], habits: Habits, stream: np.random.Generator) -> NDArray[np.uint8]:
    """Draw channels so that their shares hold over all; only who is online uses an online channel."""
    share = habits.channel_share / habits.channel_share.sum()
    online = share[[Channel.WEB, Channel.WECHAT, Channel.WEIBO]]
    within = min(1.0, float(online.sum()) / max(float(digital.mean()) if len(digital) else 1.0, 1e-9))
    offline = share[[Channel.HOTLINE, Channel.HALL]]
    offline = offline / offline.sum()
    yes = np.array([offline[0] * (1.0 - within), *(online / online.sum() * within), offline[1] * (1.0 - within)])
    no = np.array([offline[0], 0.0, 0.0, 0.0, offline[1]])
    steps = (np.arange(65536) + 0.5) / 65536
    tables = np.stack([np.searchsorted(np.cumsum(p), steps, side="right") for p in (no, yes)])
    tables = np.minimum(tables, int(Channel.HALL))
    flat: NDArray[np.uint8] = tables.astype(np.uint8).ravel()
    return flat[digital.astype(np.int64) * 65536 + stream.integers(0, 65536, len(digital), dtype=np.uint16)]
