"""What an institution sees of its town, and what it may ask of the flow: three protocols, held by the type checker.

An actor needs nothing else, so that a town of a test, or of another model, has to offer no more than this.
"""

from typing import Protocol

import numpy as np

from sim.rules import Rules, World
from sim.stages import TaskKind


class Tables(Protocol):
    """The tables it may look at; of the last five it writes what it decides (`sim.kernel.state.Town`)."""

    @property
    def units(self) -> np.ndarray:
        """Servers of every unit, and whose it is."""

    @property
    def queues(self) -> np.ndarray:
        """Work that waits, by unit and class."""

    @property
    def records(self) -> np.ndarray:
        """Departments as each street has known them, in running sums."""

    @property
    def scorecards(self) -> np.ndarray:
        """What has been counted of each street, in running sums."""

    @property
    def gates(self) -> np.ndarray:
        """Work each department offered to pass on, and how much of it was refused."""

    @property
    def filed(self) -> np.ndarray:
        """Rows filed by community and category."""

    @property
    def solved(self) -> np.ndarray:
        """Cases of each community whose reporter found the problem solved."""

    @property
    def roots(self) -> np.ndarray:
        """Root causes by community and category; communities let them grow back."""

    @property
    def willingness(self) -> np.ndarray:
        """Chance of whistling by street and department."""

    @property
    def street_policy(self) -> np.ndarray:
        """A row a street."""

    @property
    def department_policy(self) -> np.ndarray:
        """A row a department."""

    @property
    def community_policy(self) -> np.ndarray:
        """A row a community."""

    @property
    def district_policy(self) -> np.ndarray:
        """A row a district, decided by its grid centre."""


class Flow(Protocol):
    """The flow of work: its tables, and what an institution may call for (`sim.engine.Engine`)."""

    @property
    def town(self) -> Tables:
        """The tables as they are now."""

    def sections(self, street: int, /) -> slice:
        """Return the rows of a street's sections."""

    def department_unit(self, department: int, /) -> int:
        """Return the row of a department's unit."""

    def supervise(self, district: int, time: float, every_case: bool, /) -> None:
        """Take overdue cases under supervision."""

    def census(self, community: int, day: int, /) -> None:
        """Send a community's workers out for a special census."""

    def write(self, kind: TaskKind, street: int, day: int, cases: int, hours_each: float, /) -> None:
        """Let a street write a paper on each of some cases."""

    def convene(self, street: int, hours: float, time: float, /) -> None:
        """Call the heads of a street's sections to a meeting."""

    def consult(self, street: int, time: float, /) -> None:
        """Hold a consultation of a street's sections."""

    def take_up_topic(self, street: int, time: float, /) -> int:
        """Hold a meeting on the topic with most cases waiting at a street; return its category."""


class TownInSight(Protocol):
    """The town as its institutions see it (`sim.model.StreetModel`): rules, who belongs where, the clock, the flow."""

    @property
    def rules(self) -> Rules:
        """The rules in force."""

    @property
    def world(self) -> World:
        """Who belongs where, and the calendar."""

    @property
    def now(self) -> float:
        """Hours from the start of day 0."""

    @property
    def awareness_path(self) -> float:
        """What history adds to awareness today."""

    @property
    def engine(self) -> Flow:
        """The flow of work."""

    def note_decision(self, department: int, decided: tuple[float, ...], /) -> None:
        """Keep what a department has decided and what it has seen, columns of `sim.tables.DECISIONS`."""
