"""What an assessed unit has to gain or lose (clause P6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, blend, lever_field
from sim.rules import Rules
from sim.text import Text


class Stakes(Lever):
    """Scores count for performance, promotion and funds, or they do not."""

    name: ClassVar[str] = "stakes"
    clause: ClassVar[str] = "P6"
    title: ClassVar[Text] = Text(en="Stakes of assessment", zh="考核与奖惩挂钩")
    explanation: ClassVar[Text] = Text(
        en="How far an assessment decides on the performance of a unit, the promotion of its people and its funds.",
        zh="考核结果与单位绩效、干部晋升和经费挂钩的程度。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"districts.stakes": None}
    effect: ClassVar[Effect] = Effect("resolution_rate", +1)
    strong: ClassVar[Mapping[str, Any]] = {"level": 1.0}
    shown_in: ClassVar[str] = "ranking"
    doses: ClassVar[Doses | None] = Doses("level", (None, 0.65, 0.8, 1.0))

    level: float | None = lever_field(
        None,
        zh="利害程度",
        en="How much an assessed unit has to gain or lose.",
        unit="share",
        source="assumption; fact 2.41: results enter performance",
        neutral=None,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Raise or lower the stakes."""
        if self.level is None:
            return rules
        districts = rules.districts
        return rules._replace(districts=districts._replace(stakes=blend(districts.stakes, self.level, s)))
