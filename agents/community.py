"""A community: settles what needs nobody else, keeps its windows, fills in the sheets."""

import numpy as np

from agents.institution import Institution
from sim.stages import Level


class Community(Institution):
    """A residents' community with its workers."""

    level = Level.COMMUNITY

    @property
    def policy(self) -> np.record:
        """Row of the community policies."""
        return self.model.engine.town.community_policy[self.number]

    def decide(self) -> None:
        """Follow the scenario: how readily unsolved work is reported as solved."""
        self.policy["false_closing"] = self.model.rules.communities.false_closing[self.number]
