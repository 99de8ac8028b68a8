"""Residents: one row each in typed columns, any of them viewable as an object."""

from typing import NamedTuple

import pandas as pd

from sim.rules import Residents, World
from sim.stages import Channel


class Resident(NamedTuple):
    """One resident, as a value: changing it changes nothing."""

    number: int
    community: int
    street: int
    age: int
    channel: Channel
    digital: bool
    party: bool
    trust: float
    expected_days: float
    activity: float


class Population:
    """The residents of a town.

    Parameters
    ----------
    columns, world
        The columns, and who lives where.
    """

    def __init__(self, columns: Residents, world: World) -> None:
        self.columns = columns
        self.world = world

    def __len__(self) -> int:
        return len(self.columns.trust)

    @property
    def bytes_each(self) -> float:
        """Memory a resident takes, in bytes."""
        return sum(column.itemsize for column in self.columns)

    def __getitem__(self, number: int) -> Resident:
        """View one resident as an object; IndexError beyond the population."""
        if not 0 <= number < len(self):
            raise IndexError(f"resident {number}: there are {len(self)}")
        community = int(self.world.community_residents.searchsorted(number, side="right")) - 1
        c = self.columns
        return Resident(
            number,
            community,
            int(self.world.community_street[community]),
            int(c.age[number]),
            Channel(int(c.channel[number])),
            bool(c.digital[number]),
            bool(c.party[number]),
            float(c.trust[number]),
            float(c.expected_days[number]),
            float(c.activity[number]),
        )

    def frame(self) -> pd.DataFrame:
        """Return all residents as a data frame."""
        return pd.DataFrame(self.columns._asdict())
