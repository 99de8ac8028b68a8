"""A district's grid centre: sees the ledger, keeps deadlines; scores and ranks when rules ask for it."""

import numpy as np

from agents.institution import Institution
from sim.kernel.state import Count
from sim.stages import Level, Status


class GridCentre(Institution):
    """The grid management centre (网格化管理中心) of a district."""

    level = Level.DEPARTMENT

    def decide(self) -> None:
        """Take stock: rows open and overdue in the district, for whoever looks at the centre."""
        town = self.model.engine.town
        issues = town.issues[: town.counts[Count.ISSUES]]
        districts = self.model.world.street_district[issues["street"]]
        open_here = (issues["status"] == Status.OPEN) & (districts == self.number)
        self.open_issues = int(open_here.sum())
        self.overdue = int((issues["due_at"][open_here] < self.model.now).sum())

    @property
    def backlog_hours(self) -> float:
        """The centre keeps no queue of its own."""
        return 0.0

    @property
    def policy(self) -> np.record:
        """The centre sets no policy column yet: the rules hold for the whole district."""
        raise AttributeError("a grid centre has no policy row")
