"""A community: settles what needs nobody else, keeps its windows, fills in the sheets; what its people hear."""

import numpy as np

from agents.decisions import share_of_the_way, within
from agents.institution import Institution
from agents.sight import TownInSight
from sim.stages import Level


class Community(Institution):
    """A residents' community with its workers.

    Attributes
    ----------
    heard : float
        Awareness from word of mouth (docs/behaviour.md, 1).
    """

    level = Level.COMMUNITY

    def __init__(self, model: TownInSight, number: int) -> None:
        super().__init__(model, number)
        world = model.world
        self.district = int(world.street_district[world.community_street[number]])
        self.residents = int(world.community_residents[number + 1] - world.community_residents[number])
        self.heard = 0.0
        self._solved = 0

    @property
    def policy(self) -> np.record:
        """Row of the community policies."""
        return self.model.engine.town.community_policy[self.number]

    def react(self, days: float) -> None:
        """Follow the scenario; word of mouth spreads and fades, root causes grow back to what plans leave of them."""
        rules, town, policy = self.model.rules, self.model.engine.town, self.policy
        policy["false_closing"] = rules.communities.false_closing[self.number]
        voice = rules.voice
        solved = int(town.solved[self.number])
        newly_heard = voice.word_of_mouth * (solved - self._solved) / max(self.residents / 1000.0, 1e-9)
        self._solved = solved
        self.heard = self.heard * (1.0 - share_of_the_way(voice.forgetting, days, 7.0)) + newly_heard
        aware = rules.demand.awareness[self.district] + self.model.awareness_path + self.heard
        policy["awareness"] = within(float(aware))
        if rules.stocks.root_renewal > 0.0:
            roots = town.roots[self.number]
            street = self.model.world.community_street[self.number]
            left = 1.0 - rules.streets.advice[street] * rules.categories.planned
            roots += share_of_the_way(rules.stocks.root_renewal, days, 7.0) * (left - roots)
