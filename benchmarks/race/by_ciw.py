"""Ciw: nodes, distributions and a rule for where to go next.

Customers whose first visit is to their department arrive there: thinning a Poisson stream leaves Poisson streams.
"""

import random
import time
from typing import Any

import ciw

from benchmarks.race.network import DEPARTMENTS, STREETS, Network
from benchmarks.race.outcome import Outcome, numbers_of


class Next(ciw.routing.NodeRouting):
    """Where a customer goes from one node; who is new there gets the street or the department that is still open."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.rates, self.shares = network.rates.cumsum().tolist(), network.shares.cumsum().tolist()

    def next_node(self, customer: Any) -> Any:
        here = self.node.id_number
        if not hasattr(customer, "street"):
            (street,) = random.choices(range(1, STREETS + 1), cum_weights=self.rates)
            (department,) = random.choices(range(STREETS + 1, STREETS + DEPARTMENTS + 1), cum_weights=self.shares)
            customer.street, customer.department = (here, department) if here <= STREETS else (street, here)
        if random.random() < self.network.settles[here <= STREETS]:
            return self.simulation.nodes[-1]
        to = customer.street if random.random() < self.network.at_street else customer.department
        return self.simulation.nodes[to]


def run(network: Network, hours: float, seed: int) -> Outcome:
    """Run the network for so many hours."""
    ciw.seed(seed)
    first = [*(network.at_street * network.rates), *((1.0 - network.at_street) * network.rates.sum() * network.shares)]
    offices = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate) for rate in first],
        service_distributions=[ciw.dists.Exponential(1.0 / network.hours) for _ in first],
        number_of_servers=network.servers.tolist(),
        routing=ciw.routing.NetworkRouting([Next(network) for _ in first]),
    )
    simulation = ciw.Simulation(offices)
    begun = time.process_time()
    simulation.simulate_until_max_time(hours)
    cpu = time.process_time() - begun
    visits = [(r.node - 1, r.arrival_date, r.exit_date) for r in simulation.get_all_records()]
    customers = sum(1 for individual in simulation.get_all_individuals())
    return Outcome(customers, customers + len(visits), cpu, numbers_of(visits, hours))
