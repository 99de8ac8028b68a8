"""Queueing theory: closed forms for special cases, and a sample held against one of them.

Mean numbers are jobs waiting or served. `load` is offered load in Erlang: arrival rate times mean work.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats  # type: ignore[import-untyped]

CONFIDENCE = 0.999


def erlang_c(servers: int, load: float) -> float:
    """Return the chance of having to wait in M/M/c (Erlang 1917), by the recursion of Erlang's B."""
    if load >= servers:
        return 1.0
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return servers * blocked / (servers - load * (1.0 - blocked))


def mmc_number(servers: int, load: float) -> float:
    """Return the mean number in M/M/c; infinite from a load of `servers` on."""
    if load >= servers:
        return math.inf
    return load + erlang_c(servers, load) * load / (servers - load)


def mg1_number(load: float, squared_variation: float) -> float:
    """Return the mean number in M/G/1 (Pollaczek 1930, Khinchine 1932).

    Parameters
    ----------
    squared_variation : float
        Variance of the work over its squared mean: 0 for constant, 1 for exponential work.
    """
    if load >= 1.0:
        return math.inf
    return load + load * load * (1.0 + squared_variation) / (2.0 * (1.0 - load))


def lognormal_squared_variation(sigma: float) -> float:
    """Return variance over squared mean of log-normal work with spread `sigma` of its logarithm."""
    return math.expm1(sigma * sigma)


def two_kinds_number(rates: tuple[float, float], hours: tuple[float, float]) -> float:
    """Return the mean number at one server, first come first served, of exponential work of two kinds.

    M/G/1 with hyperexponential work (Pollaczek 1930, Khinchine 1932).

    Parameters
    ----------
    rates : jobs an hour, by kind
    hours : mean work, by kind
    """
    load = rates[0] * hours[0] + rates[1] * hours[1]
    if load >= 1.0:
        return math.inf
    residual = rates[0] * hours[0] ** 2 + rates[1] * hours[1] ** 2  # half the second moment of exponential work
    return (rates[0] + rates[1]) * residual / (1.0 - load) + load


def two_class_number(rates: tuple[float, float], hours: tuple[float, float], squared_variation: float = 1.0) -> float:
    """Return the mean number at one server, the first class strictly before the second.

    A job in service is not interrupted (Cobham 1954).

    Parameters
    ----------
    rates : jobs an hour, by class
    hours : mean work, by class
    squared_variation
        Variance of a class's work over its squared mean: 0 for constant, 1 for exponential work.
    """
    first, second = rates[0] * hours[0], rates[1] * hours[1]
    if first + second >= 1.0:
        return math.inf
    second_moments = rates[0] * hours[0] ** 2 + rates[1] * hours[1] ** 2
    residual = second_moments * (1.0 + squared_variation) / 2.0
    wait_first = residual / (1.0 - first)
    wait_second = residual / ((1.0 - first) * (1.0 - first - second))
    return rates[0] * wait_first + rates[1] * wait_second + first + second


class Sample(NamedTuple):
    """A mean with its interval by batch means."""

    mean: float
    half_width: float

    def holds(self, value: float) -> bool:
        """Tell whether a value lies inside the interval."""
        return abs(self.mean - value) <= self.half_width


def sample_of(batches: NDArray[np.float64], confidence: float = CONFIDENCE) -> Sample:
    """Return the mean of batch means with its Student t interval."""
    error = float(batches.std(ddof=1)) / math.sqrt(len(batches))
    quantile = float(stats.t.ppf(0.5 + confidence / 2.0, len(batches) - 1))
    return Sample(float(batches.mean()), quantile * error)
