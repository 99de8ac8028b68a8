"""Where people live and who serves them: streets and communities of a place, without any luck.

Sizes are quantiles of published distributions; which street or community gets which quantile is a
shuffle owned by the place's seed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri  # type: ignore[import-untyped]  # scipy.stats and optimize take half a second

from scenarios.geography_schema import Listed, Quantiles
from scenarios.parameters import Shares
from scenarios.place_schema import Place
from sim.apportion import apportion


class Geography(NamedTuple):
    """Streets and communities of a place.

    Attributes
    ----------
    street_residents, propensity, staff
        By street; propensity is relative, its mean over residents is 1. Staff is None where it
        is still to be allotted to the load.
    community_street, community_residents, community_households
        By community, in order of streets.
    """

    street_residents: NDArray[np.int64]
    propensity: NDArray[np.float64]
    staff: NDArray[np.int64] | None
    community_street: NDArray[np.int32]
    community_residents: NDArray[np.int64]
    community_households: NDArray[np.int64]


def lay_out_geography(place: Place) -> Geography:
    """Lay out the streets and communities of a place."""
    if isinstance(place.geography, Listed):
        return _listed(place.geography)
    return _quantiles(place, place.geography)


def quantile_sizes(number: int, total: int, least: int, most: int, sigma: float) -> NDArray[np.int64]:
    """Return `number` sizes that sum to `total`: quantiles of a log-normal cut to [least, most].

    The log-normal's median is chosen so that the quantiles have the wanted mean.
    """
    steps = (np.arange(number) + 0.5) / number

    def sizes(mu: float) -> NDArray[np.float64]:
        low, high = ndtr((np.log(least) - mu) / sigma), ndtr((np.log(most) - mu) / sigma)
        return np.asarray(np.exp(mu + sigma * ndtri(low + steps * (high - low))))

    middle = float(np.log(total / number))
    low, high = middle - 4.0 * sigma, middle + 4.0 * sigma
    while low < (mu := 0.5 * (low + high)) < high:  # halved until no number lies between
        low, high = (mu, high) if sizes(mu).sum() < total else (low, mu)
    return apportion(total, sizes(mu), least, most)


def stratified(number: int, classes: Shares) -> NDArray[np.int64]:
    """Return `number` quantiles of a distribution given by classes, uniform within each."""
    cumulative = np.concatenate([[0.0], np.cumsum(classes.shares)])
    steps = (np.arange(number) + 0.5) / number
    return np.rint(np.interp(steps, cumulative / cumulative[-1], classes.bounds)).astype(np.int64)


def _quantiles(place: Place, given: Quantiles) -> Geography:
    shuffle = np.random.default_rng(np.random.SeedSequence((place.seed, 1000)))
    number = given.streets.value
    residents = quantile_sizes(
        number, given.residents.value, given.street_least.value, given.street_most.value, given.street_sigma.value
    )
    residents = shuffle.permutation(residents)
    propensity = np.exp(place.streets.propensity_sigma.value * ndtri((np.arange(number) + 0.5) / number))
    propensity = shuffle.permutation(propensity)
    propensity /= (propensity * residents).sum() / residents.sum()
    communities = round(given.residents.value / given.residents_a_community.value)
    each = apportion(communities, residents, least=1)
    households = shuffle.permutation(stratified(communities, given.households))
    street = np.repeat(np.arange(number, dtype=np.int32), each)
    people = np.concatenate([apportion(int(residents[s]), households[street == s], least=1) for s in range(number)])
    return Geography(residents, propensity, None, street, people, households)


def _listed(given: Listed) -> Geography:
    each = [len(street.communities) for street in given.streets]
    people = np.array([n for street in given.streets for n in street.communities], dtype=np.int64)
    residents = np.array([sum(street.communities) for street in given.streets], dtype=np.int64)
    propensity = np.array([street.propensity for street in given.streets])
    propensity = propensity / ((propensity * residents).sum() / residents.sum())
    return Geography(
        residents,
        propensity,
        np.array([street.staff for street in given.streets], dtype=np.int64),
        np.repeat(np.arange(len(each), dtype=np.int32), each),
        people,
        np.rint(people / 3.0).astype(np.int64),
    )
