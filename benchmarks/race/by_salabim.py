"""salabim: a component for each customer, a `Resource` for each station, its own statistics switched off."""

import random
import time
from collections.abc import Iterator

import salabim

from benchmarks.race.network import STREETS, Network
from benchmarks.race.outcome import Outcome, numbers_of

salabim.yieldless(False)  # processes are generators: no package `greenlet`


class Street(salabim.Component):
    """Where customers come from."""

    def setup(self, office: "Office", street: int, rate: float) -> None:
        self.office, self.street, self.rate = office, street, rate

    def process(self) -> Iterator[None]:
        while True:
            yield self.hold(self.office.luck.expovariate(self.rate))
            self.office.customers += 1
            Customer(office=self.office, street=self.street)


class Customer(salabim.Component):
    """Who visits until the matter is settled."""

    def setup(self, office: "Office", street: int) -> None:
        self.office, self.street = office, street

    def process(self) -> Iterator[None]:
        office, luck, network = self.office, self.office.luck, self.office.network
        (department,) = luck.choices(office.departments, cum_weights=office.shares)
        while True:
            at_street = luck.random() < network.at_street
            station = self.street if at_street else department
            came = self.env.now()
            yield self.request(office.stations[station])
            yield self.hold(luck.expovariate(1.0 / network.hours))
            self.release()
            office.visits.append((station, came, self.env.now()))
            if luck.random() < network.settles[at_street]:
                return


class Office:
    """The network in an environment."""

    def __init__(self, network: Network, seed: int) -> None:
        self.env = salabim.Environment(trace=False, random_seed=seed)
        self.luck = random.Random(seed)
        self.network = network
        self.departments = range(STREETS, STREETS + len(network.shares))
        self.shares = network.shares.cumsum().tolist()
        self.stations = [salabim.Resource(capacity=int(servers), monitor=False) for servers in network.servers]
        self.visits: list[tuple[int, float, float]] = []
        self.customers = 0
        for street, rate in enumerate(network.rates.tolist()):
            Street(office=self, street=street, rate=rate)


def run(network: Network, hours: float, seed: int) -> Outcome:
    """Run the network for so many hours."""
    office = Office(network, seed)
    begun = time.process_time()
    office.env.run(till=hours)
    cpu = time.process_time() - begun
    events = office.customers + len(office.visits)
    return Outcome(office.customers, events, cpu, numbers_of(office.visits, hours))
