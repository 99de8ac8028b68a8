"""A street office: attention, when to whistle, how honestly to close."""

import numpy as np

from agents.institution import Institution
from sim.stages import Level


class StreetOffice(Institution):
    """A street office (街道) with its sections."""

    level = Level.STREET

    @property
    def policy(self) -> np.record:
        """Row of the street policies."""
        return self.model.engine.town.street_policy[self.number]

    def decide(self) -> None:
        """Follow the scenario: attention weight of upward work, propensity to whistle, false closing."""
        streets = self.model.rules.streets
        policy = self.policy
        policy["upward_weight"] = streets.upward_weight[self.number]
        policy["whistle"] = streets.whistle[self.number]
        policy["whistle_solvable"] = streets.whistle_solvable[self.number]
        policy["false_closing"] = streets.false_closing[self.number]
