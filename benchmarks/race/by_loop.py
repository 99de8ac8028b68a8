"""A bare compiled loop that can do this network and nothing else: how fast it could possibly be.

One heap of the ends of visits and of the next arrival at every street, a ring of who waits at every station.
"""

# ruff: noqa: NPY002  how compiled code calls its own generator

import time
from functools import partial
from typing import NamedTuple

import numpy as np
from numba import njit

from benchmarks.race.network import STATIONS, STREETS, Network
from benchmarks.race.outcome import Outcome, edges

_ROOM = 1 << 12  # customers inside at once; hundreds are
_STREET_ARRIVES = -1


class State(NamedTuple):
    """The network between two stretches of time."""

    times: np.ndarray  # float64[2 × _ROOM], heap of events
    whose: np.ndarray  # int64[2 × _ROOM], customer, or for an arrival −1 − street
    size: np.ndarray  # int64[1], events in the heap
    street: np.ndarray  # int64[_ROOM], of a customer
    department: np.ndarray  # int64[_ROOM]
    station: np.ndarray  # int64[_ROOM]
    free: np.ndarray  # int64[_ROOM + 1], customers not in use; the last entry is how many
    idle: np.ndarray  # int64[STATIONS], servers
    ring: np.ndarray  # int64[STATIONS, _ROOM], waiting customers
    head: np.ndarray  # int64[STATIONS]
    waiting: np.ndarray  # int64[STATIONS]
    inside: np.ndarray  # int64[STATIONS]
    since: np.ndarray  # float64[STATIONS]
    integral: np.ndarray  # float64[STATIONS], customers × hours
    counted: np.ndarray  # int64[2], customers, events


@njit
def _push(s, at, who):
    n = s.size[0]
    s.size[0] = n + 1
    while n > 0 and s.times[(n - 1) // 2] > at:
        s.times[n], s.whose[n] = s.times[(n - 1) // 2], s.whose[(n - 1) // 2]
        n = (n - 1) // 2
    s.times[n], s.whose[n] = at, who


@njit
def _drop(s):
    s.size[0] -= 1
    last = s.size[0]
    at, who, n = s.times[last], s.whose[last], 0
    while 2 * n + 1 < last:
        child = 2 * n + 1
        if child + 1 < last and s.times[child + 1] < s.times[child]:
            child += 1
        if s.times[child] >= at:
            break
        s.times[n], s.whose[n] = s.times[child], s.whose[child]
        n = child
    s.times[n], s.whose[n] = at, who


@njit
def _count(s, station, now, change):
    s.integral[station] += s.inside[station] * (now - s.since[station])
    s.since[station] = now
    s.inside[station] += change


@njit
def _visit(s, who, now, at_street, hours):
    station = s.street[who] if np.random.random() < at_street else s.department[who]
    s.station[who] = station
    _count(s, station, now, 1)
    if s.idle[station] > 0:
        s.idle[station] -= 1
        _push(s, now + np.random.exponential(hours), who)
    else:
        s.ring[station, (s.head[station] + s.waiting[station]) % _ROOM] = who
        s.waiting[station] += 1


@njit
def _advance(s, until, rates, shares, hours, at_street, settles):
    while s.times[0] < until:
        now, who = s.times[0], s.whose[0]
        _drop(s)
        s.counted[1] += 1
        if who <= _STREET_ARRIVES:
            street = _STREET_ARRIVES - who
            _push(s, now + np.random.exponential(1.0 / rates[street]), who)
            s.counted[0] += 1
            s.free[-1] -= 1
            who = s.free[s.free[-1]]
            s.street[who] = street
            s.department[who] = STREETS + np.searchsorted(shares, np.random.random(), "right")
            _visit(s, who, now, at_street, hours)
            continue
        station = s.station[who]
        _count(s, station, now, -1)
        if s.waiting[station] > 0:
            _push(s, now + np.random.exponential(hours), s.ring[station, s.head[station]])
            s.head[station] = (s.head[station] + 1) % _ROOM
            s.waiting[station] -= 1
        else:
            s.idle[station] += 1
        if np.random.random() < settles[1 if station < STREETS else 0]:
            s.free[s.free[-1]] = who
            s.free[-1] += 1
        else:
            _visit(s, who, now, at_street, hours)
    for station in range(STATIONS):
        _count(s, station, until, 0)


@njit
def _start(s, seed, rates):
    np.random.seed(seed)
    for street in range(STREETS):
        _push(s, np.random.exponential(1.0 / rates[street]), _STREET_ARRIVES - street)


def _state(network: Network) -> State:
    whole = partial(np.zeros, dtype=np.int64)
    return State(
        np.zeros(2 * _ROOM), whole(2 * _ROOM), whole(1), whole(_ROOM), whole(_ROOM), whole(_ROOM),
        np.append(np.arange(_ROOM), _ROOM), network.servers.copy(), whole((STATIONS, _ROOM)), whole(STATIONS),
        whole(STATIONS), whole(STATIONS), np.zeros(STATIONS), np.zeros(STATIONS), whole(2),
    )  # fmt: skip


def run(network: Network, hours: float, seed: int) -> Outcome:
    """Run the network for so many hours."""
    rules = (network.rates, network.shares.cumsum(), network.hours, network.at_street, network.settles)
    for length in (1.0, hours):  # the first compiles
        state = _state(network)
        ends, marks = edges(length), []
        _start(state, seed, network.rates)
        begun = time.process_time()
        for end in [*ends, length]:
            _advance(state, end, *rules)
            marks.append(state.integral.copy())
        cpu = time.process_time() - begun
    numbers = np.diff(marks[:-1], axis=0) / (ends[1] - ends[0])
    return Outcome(int(state.counted[0]), int(state.counted[1]), cpu, numbers.tolist())
