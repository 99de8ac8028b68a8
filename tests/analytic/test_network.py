"""Law 3, second half: a network with routing, through the kernel, against Jackson and Kelly.

The network, the interval and how it is laid into a town are those of `benchmarks/race`.
"""

import pytest

from benchmarks.race.by_whistle import run
from benchmarks.race.network import network
from benchmarks.race.outcome import disagreements

pytestmark = pytest.mark.slow


def test_thirty_stations_with_returns():
    """Utilities and departments, several servers each, cases that go from one to the other until they are solved."""
    assert disagreements(run(network(), 24.0 * 300, seed=11), network()) == []


def test_another_routing_is_noticed():
    """The same town does not pass for a network in which fewer cases go to the utilities."""
    other = network()._replace(at_street=0.57)
    assert disagreements(run(network(), 24.0 * 300, seed=11), other) != []
