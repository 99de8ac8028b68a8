"""The race's own judge: does it see what is wrong?"""

import numpy as np
import pytest

from benchmarks.race.network import STATIONS, STREETS, network
from benchmarks.race.outcome import BATCHES, END, WARM_UP, Outcome, disagreements, edges, numbers_of

NETWORK = network()


def told(factor: np.ndarray | float, noise: float = 0.1) -> list[str]:
    luck = np.random.default_rng(1).normal(1.0, noise, (BATCHES, STATIONS))
    return disagreements(Outcome(1, 1, 1.0, (NETWORK.numbers * factor * luck).tolist()), NETWORK)


def test_agreement_and_one_station_off():
    off = np.ones(STATIONS)
    off[7] = 1.2
    assert told(1.0) == []
    assert [one.split(":")[0] for one in told(off)] == ["station 7"]


def test_all_streets_a_little_off():
    off = np.where(np.arange(STATIONS) < STREETS, 1.04, 1.0)
    assert any(one.startswith("streets") for one in told(off))


def test_an_interval_that_tells_nothing_is_refused():
    assert any("too wide" in one for one in told(1.0, noise=2.0))


def test_loads_are_what_customers_bring():
    work = NETWORK.visits * NETWORK.hours * NETWORK.rates.sum()
    assert NETWORK.loads.sum() == pytest.approx(work)
    assert (NETWORK.loads < 0.75 * NETWORK.servers).all()


def test_numbers_of_visits_by_hand():
    hours = 100.0
    begun, ended = WARM_UP * hours, END * hours
    middle = 0.5 * (begun + ended)
    found = np.array(numbers_of([(3, 0.0, middle), (3, 0.0, ended), (4, ended, hours)], hours))
    half = BATCHES // 2
    assert found.shape == (BATCHES, STATIONS) and len(edges(hours)) == BATCHES + 1
    assert np.allclose(found[:half, 3], 2.0) and np.allclose(found[half:, 3], 1.0) and not found[:, 4].any()
