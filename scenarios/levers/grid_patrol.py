"""Patrol of the grids (clause W1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, either, lever_field
from sim.rules import Rules
from sim.text import Text


class GridPatrol(Lever):
    """Community workers go and look, instead of waiting for somebody to report."""

    name: ClassVar[str] = "grid_patrol"
    clause: ClassVar[str] = "W1"
    title: ClassVar[Text] = Text(en="Grid patrol", zh="网格巡查")
    explanation: ClassVar[Text] = Text(
        en="Community workers spend part of their hours on rounds in their grids and find problems that nobody has "
        "reported.",
        zh="社区工作者拿出一部分工时在网格内巡查,主动发现无人反映的问题。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"communities.patrol": None}
    touches_demand: ClassVar[bool] = True
    effect: ClassVar[Effect] = Effect("true_resolution_rate", +1)
    strong: ClassVar[Mapping[str, Any]] = {"hours_share": 0.1}
    doses: ClassVar[Doses | None] = Doses("hours_share", (0.0, 0.025, 0.05, 0.1))

    hours_share: float = lever_field(
        0.0,
        zh="巡查工时占比",
        en="Share of the community's staffed hours spent on patrol.",
        unit="share",
        source="assumption; fact 1.30: 78 grids and more than 160 grid staff in one street",
        neutral=0.0,
        ge=0.0,
        le=0.5,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Send workers out."""
        communities = rules.communities
        share = (s * self.hours_share)[place.community_district]
        return rules._replace(communities=communities._replace(patrol=either(communities.patrol, share)))
