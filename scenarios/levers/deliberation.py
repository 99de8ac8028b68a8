"""Community deliberation (clause D3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, either, lever_field
from sim.rules import Rules
from sim.text import Text


class Deliberation(Lever):
    """Residents settle among themselves what needs no office."""

    name: ClassVar[str] = "deliberation"
    clause: ClassVar[str] = "D3"
    title: ClassVar[Text] = Text(en="Community deliberation", zh="社区议事厅、五民工作法")
    explanation: ClassVar[Text] = Text(
        en="What residents could settle themselves goes to the community's deliberation hall, where they propose, "
        "discuss, decide, do and judge it: slower, but better accepted.",
        zh="把居民可以自治的事项交社区议事厅,由居民自己提、议、决、办、评:较慢,但更易被接受。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"communities.deliberation": None}
    effect: ClassVar[Effect] = Effect("true_satisfaction_rate", +1)
    strong: ClassVar[Mapping[str, Any]] = {"share": 0.6}
    doses: ClassVar[Doses | None] = Doses("share", (0.0, 0.2, 0.4, 0.6))

    share: float = lever_field(
        0.0,
        zh="议事解决比例",
        en="Share of what residents could settle themselves that they do settle.",
        unit="share",
        source="assumption: section 11 of the facts; clause D3",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Open the hall."""
        communities = rules.communities
        share = (s * self.share)[place.community_district]
        return rules._replace(communities=communities._replace(deliberation=either(communities.deliberation, share)))
