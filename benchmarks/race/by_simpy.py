"""SimPy as its manual has it: a process for each customer, a `Resource` for each station."""

import random
import time
from collections.abc import Iterator

import simpy

from benchmarks.race.network import STREETS, Network
from benchmarks.race.outcome import Outcome, numbers_of


class Office:
    """The network in an environment."""

    def __init__(self, network: Network, seed: int) -> None:
        self.env = simpy.Environment()
        self.luck = random.Random(seed)
        self.network = network
        self.departments = range(STREETS, STREETS + len(network.shares))
        self.shares = network.shares.cumsum().tolist()
        self.stations = [simpy.Resource(self.env, capacity=int(servers)) for servers in network.servers]
        self.visits: list[tuple[int, float, float]] = []
        self.customers = 0
        for street, rate in enumerate(network.rates.tolist()):
            self.env.process(self.arrivals(street, rate))

    def arrivals(self, street: int, rate: float) -> Iterator[simpy.Event]:
        while True:
            yield self.env.timeout(self.luck.expovariate(rate))
            self.customers += 1
            self.env.process(self.customer(street))

    def customer(self, street: int) -> Iterator[simpy.Event]:
        env, luck, network = self.env, self.luck, self.network
        (department,) = luck.choices(self.departments, cum_weights=self.shares)
        while True:
            at_street = luck.random() < network.at_street
            station = street if at_street else department
            came = env.now
            with self.stations[station].request() as turn:
                yield turn
                yield env.timeout(luck.expovariate(1.0 / network.hours))
            self.visits.append((station, came, env.now))
            if luck.random() < network.settles[at_street]:
                return


def run(network: Network, hours: float, seed: int) -> Outcome:
    """Run the network for so many hours."""
    office = Office(network, seed)
    begun = time.process_time()
    office.env.run(until=hours)
    cpu = time.process_time() - begun
    events = office.customers + len(office.visits)
    return Outcome(office.customers, events, cpu, numbers_of(office.visits, hours))
