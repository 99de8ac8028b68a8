"""Duplicates brought together (clause W2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, blend, lever_field
from sim.rules import Rules
from sim.text import Text


class Integration(Lever):
    """The grid centre finds which reports are about the same problem."""

    name: ClassVar[str] = "integration"
    clause: ClassVar[str] = "W2"
    title: ClassVar[Text] = Text(en="Duplicates merged", zh="信息整合、重复件合并")
    explanation: ClassVar[Text] = Text(
        en="The grid centre finds reports about the same problem and merges them, so that each problem is "
        "handled once.",
        zh="网格中心识别反映同一问题的来件并合并办理,不再重复派单。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"demand.merge_share": None}
    effect: ClassVar[Effect] = Effect("issues", -1)
    strong: ClassVar[Mapping[str, Any]] = {"merge_share": 0.95}
    doses: ClassVar[Doses | None] = Doses("merge_share", (None, 0.8, 0.9, 0.95))

    merge_share: float | None = lever_field(
        None,
        zh="重复件并件率",
        en="Chance that a duplicate of an open row is merged into it.",
        unit="probability",
        source="assumption; clause W2",
        neutral=None,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Merge more."""
        if self.merge_share is None:
            return rules
        demand = rules.demand
        return rules._replace(demand=demand._replace(merge_share=blend(demand.merge_share, self.merge_share, s)))
