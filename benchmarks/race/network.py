"""The network that everybody runs: 20 street offices, 10 departments, customers that come back until they are content.

A customer belongs to a street office and to a department. Each visit is to the street office with chance
`at_street`, else to the department; it settles the matter with a chance that depends on which of the two it was, and
if not, another visit follows at once. Arrivals are Poisson, work is exponential with one mean, stations have several
servers and serve in the order of arrival, around the clock.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.theory import mmc_number

STREETS, DEPARTMENTS = 20, 10
STATIONS = STREETS + DEPARTMENTS  # departments come after the streets
_STREET_USE = (0.5, 0.6, 0.7)  # of the servers, in turn
_DEPARTMENT_SERVERS = (2, 3, 4, 5, 6)
_DEPARTMENT_USE = 0.6


class Network(NamedTuple):
    """Rates, sizes and chances."""

    rates: NDArray[np.float64]  # customers an hour, by street
    shares: NDArray[np.float64]  # of customers, by department
    servers: NDArray[np.int64]  # by station
    hours: float  # mean work of a visit
    at_street: float  # chance that a visit is to the street
    settles: tuple[float, float]  # chance that a visit settles the matter: at the department, at the street

    @property
    def visits(self) -> float:
        """Return the mean number of a customer's visits."""
        return 1.0 / (self.at_street * self.settles[1] + (1.0 - self.at_street) * self.settles[0])

    @property
    def loads(self) -> NDArray[np.float64]:
        """Return the offered load of every station (Erlang)."""
        departments = (1.0 - self.at_street) * self.rates.sum() * self.shares
        return self.visits * self.hours * np.concatenate([self.at_street * self.rates, departments])

    @property
    def numbers(self) -> NDArray[np.float64]:
        """Return the mean number of customers at every station: M/M/c by itself (Jackson 1957; Kelly 1975)."""
        return np.array([mmc_number(int(c), load) for c, load in zip(self.servers, self.loads, strict=True)])


def network() -> Network:
    """Return the network of the race: streets of two to five servers, departments of two to six, used to 50 to 70 %."""
    at_street, settles, hours = 0.6, (0.8, 0.7), 0.5
    streets = np.array([2 + k % 4 for k in range(STREETS)])
    use = np.array([_STREET_USE[k % len(_STREET_USE)] for k in range(STREETS)])
    visits = 1.0 / (at_street * settles[1] + (1.0 - at_street) * settles[0])
    rates = use * streets / (at_street * visits * hours)
    servers = np.array([_DEPARTMENT_SERVERS[d % len(_DEPARTMENT_SERVERS)] for d in range(DEPARTMENTS)])
    # as many people as the streets' customers need to be busy 60 % of their time
    needed = (1.0 - at_street) * visits * hours * rates.sum() / _DEPARTMENT_USE
    servers = np.maximum(2, np.round(servers * needed / servers.sum())).astype(np.int64)
    return Network(rates, servers / servers.sum(), np.concatenate([streets, servers]), hours, at_street, settles)
