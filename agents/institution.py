"""What all institutions share: a number at their level, a rhythm of decisions, a policy row."""

from typing import Any

import numpy as np

from agents import mesa_core as mesa
from agents.sight import TownInSight
from sim.stages import Level

_MESA = ("model", "unique_id", "pos")  # Mesa's own attributes of an agent


class Institution(mesa.Agent):
    """An office that decides.

    Parameters
    ----------
    model : TownInSight
        The town, a `StreetModel`.
    number : int
        The office's number at its level; everything is keyed by it, nothing by Mesa's ids.

    Attributes
    ----------
    level : Level
    rhythm_days : int
        Days between two decisions: a week unless the kind of office says otherwise.
    """

    model: TownInSight
    level: Level
    rhythm_days = 7

    def __init__(self, model: TownInSight, number: int) -> None:
        super().__init__(model)
        self.number = number
        self._decided_at = model.now

    @property
    def policy(self) -> np.record:
        """The office's row of its level's policy table; writing its fields is deciding."""
        raise NotImplementedError

    @property
    def memory(self) -> dict[str, Any]:
        """All that the office carries from one decision to the next."""
        return {name: value for name, value in vars(self).items() if name not in _MESA}

    def decide(self) -> None:
        """Look at the rules in force and at the tables, and set the policy row."""
        days = (self.model.now - self._decided_at) / 24.0
        self._decided_at = self.model.now
        self.react(days)

    def react(self, days: float) -> None:
        """Decide, `days` after the last decision; 0 when rules have just changed or the run begins."""
        raise NotImplementedError

    @property
    def backlog_hours(self) -> float:
        """Hours of work that wait at the office now."""
        town = self.model.engine.town
        mine = (town.units["level"] == self.level) & (town.units["office"] == self.number)
        return float(town.queues["hours"][mine].sum())
