"""Upward orientation (clause F3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, blend, lever_field
from sim.rules import Rules
from sim.text import Text


class Orientation(Lever):
    """Whether the street looks up to departments or down to residents."""

    name: ClassVar[str] = "orientation"
    clause: ClassVar[str] = "F3"
    title: ClassVar[Text] = Text(en="Orientation upward or to residents", zh="面向群众还是向上对口")
    explanation: ClassVar[Text] = Text(
        en="How much weight a street's attention gives to work from above against residents' issues.",
        zh="街道处理上级任务与居民诉求时的注意力权重。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"streets.upward_weight": None}
    effect: ClassVar[Effect] = Effect("restricted_mean_days_30", +1)
    strong: ClassVar[Mapping[str, Any]] = {"upward_weight": 0.85}
    doses: ClassVar[Doses | None] = Doses("upward_weight", (None, 0.7, 0.85, 0.95))
    says: ClassVar[Mapping[str, Text]] = {
        "upward_weight": Text(
            en="In the street's queues work from above weighs {value}, every class of residents' issues {rest}.",
            zh="排队时上级任务的权重为 {value}，居民诉求各类均为 {rest}。",
        ),
    }

    upward_weight: float | None = lever_field(
        None,
        zh="上级任务权重",
        en="Weight of work from above; residents' classes have one minus it.",
        unit="share",
        source="assumption",
        neutral=None,
        ge=0.05,
        le=0.95,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Shift attention."""
        if self.upward_weight is None:
            return rules
        streets = rules.streets
        return rules._replace(
            streets=streets._replace(
                upward_weight=blend(streets.upward_weight, self.upward_weight, s[place.street_district])
            )
        )
