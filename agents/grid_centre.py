"""A district's grid centre: supervises, grants or refuses applications."""

import numpy as np

from agents.decisions import share_of_the_way
from agents.institution import Institution
from agents.sight import TownInSight
from sim.stages import Level, Solvability


class GridCentre(Institution):
    """The grid management centre (网格化管理中心) of a district.

    Attributes
    ----------
    precedent : float
        How far granted applications have become a rule for unreasonable demands, 0 to 1.
    """

    level = Level.DEPARTMENT

    def __init__(self, model: TownInSight, number: int) -> None:
        super().__init__(model, number)
        self.streets = slice(*(int(n) for n in model.world.district_streets[number : number + 2]))
        self.precedent = 0.0
        self._granted = 0.0

    @property
    def backlog_hours(self) -> float:
        """The centre keeps no queue of its own."""
        return 0.0

    @property
    def policy(self) -> np.record:
        """Row of the district policies."""
        return self.model.engine.town.district_policy[self.number]

    def react(self, days: float) -> None:  # noqa: ARG002  (what was granted counts, whatever the time)
        """Let precedents grow with what was granted."""
        town, conduct = self.model.engine.town, self.model.rules.conduct
        granted = float(town.scorecards["granted"][self.streets].sum())
        new, self._granted = granted - self._granted, granted
        self.precedent += share_of_the_way(conduct.precedent, new, 100.0) * (1.0 - self.precedent)
        grant = conduct.grant.copy()
        grant[Solvability.UNREASONABLE] += (1.0 - grant[Solvability.UNREASONABLE]) * self.precedent
        self.policy["grant"] = grant

    def supervise(self, every_case: bool = False) -> None:
        """Hold a round of supervision over the district's oldest overdue cases (挂账督办), in a campaign over all."""
        self.model.engine.supervise(self.number, self.model.now, every_case)

    def take_census(self, day: int) -> None:
        """Send every community's workers out for a special census (专项普查)."""
        streets = self.model.world.street_communities[[self.streets.start, self.streets.stop]]
        for community in range(int(streets[0]), int(streets[1])):
            self.model.engine.census(community, day)
