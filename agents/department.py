"""A district department: effort for whistled work, acceptance, passing work down."""

import numpy as np

from agents.institution import Institution
from sim.stages import Level


class Department(Institution):
    """A district department (区级部门) with its field staff."""

    level = Level.DEPARTMENT

    @property
    def policy(self) -> np.record:
        """Row of the department policies."""
        return self.model.engine.town.department_policy[self.number]

    def decide(self) -> None:
        """Follow the scenario: weight of whistled work, acceptance, false closing, share passed down."""
        departments = self.model.rules.departments
        policy = self.policy
        policy["effort"] = departments.effort[self.number]
        policy["acceptance"] = departments.acceptance[self.number]
        policy["false_closing"] = departments.false_closing[self.number]
        policy["pass_share"] = departments.pass_share[self.number]
