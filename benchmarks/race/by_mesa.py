"""Mesa's event scheduler: customers and stations are agents, what ends at a time is a scheduled event."""

import time
from collections import deque

import mesa

from benchmarks.race.network import STREETS, Network
from benchmarks.race.outcome import Outcome, numbers_of


class Station(mesa.Agent):
    """Servers and who waits for them."""

    def __init__(self, model: "Office", servers: int) -> None:
        super().__init__(model)
        self.free = servers
        self.waiting: deque[Customer] = deque()

    def join(self, customer: "Customer") -> None:
        if self.free:
            self.free -= 1
            customer.begin()
        else:
            self.waiting.append(customer)

    def next(self) -> None:
        if self.waiting:
            self.waiting.popleft().begin()
        else:
            self.free += 1


class Customer(mesa.Agent):
    """Who visits until the matter is settled."""

    def __init__(self, model: "Office", street: int) -> None:
        super().__init__(model)
        self.street = street
        (self.department,) = model.random.choices(model.departments, cum_weights=model.shares)
        self.visit()

    def visit(self) -> None:
        model = self.model
        self.at_street = model.random.random() < model.network.at_street
        self.station = self.street if self.at_street else self.department
        self.came = model.time
        model.stations[self.station].join(self)

    def begin(self) -> None:
        model = self.model
        model.schedule_event(self.end, after=model.random.expovariate(1.0 / model.network.hours))

    def end(self) -> None:
        model = self.model
        model.visits.append((self.station, self.came, model.time))
        model.stations[self.station].next()
        if model.random.random() < model.network.settles[self.at_street]:
            self.remove()
        else:
            self.visit()


class Street(mesa.Agent):
    """Where customers come from."""

    def __init__(self, model: "Office", street: int, rate: float) -> None:
        super().__init__(model)
        self.street, self.rate = street, rate
        self.wait()

    def wait(self) -> None:
        self.model.schedule_event(self.arrival, after=self.model.random.expovariate(self.rate))

    def arrival(self) -> None:
        self.model.customers += 1
        Customer(self.model, self.street)
        self.wait()


class Office(mesa.Model):
    """The network."""

    def __init__(self, network: Network, seed: int) -> None:
        super().__init__(rng=seed)
        self.network = network
        self.departments = range(STREETS, STREETS + len(network.shares))
        self.shares = network.shares.cumsum().tolist()
        self.stations = [Station(self, int(servers)) for servers in network.servers]
        self.visits: list[tuple[int, float, float]] = []
        self.customers = 0
        for street, rate in enumerate(network.rates.tolist()):
            Street(self, street, rate)


def run(network: Network, hours: float, seed: int) -> Outcome:
    """Run the network for so many hours."""
    office = Office(network, seed)
    begun = time.process_time()
    office.run_until(hours)
    cpu = time.process_time() - begun
    events = office.customers + len(office.visits)
    return Outcome(office.customers, events, cpu, numbers_of(office.visits, hours))
