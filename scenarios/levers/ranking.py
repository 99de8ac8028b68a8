"""Monthly ranking of streets (clause S4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, blend, lever_field, switched
from sim.rules import Rules
from sim.text import Text


class Ranking(Lever):
    """Streets are ranked every month by the three rates and sorted into four classes."""

    name: ClassVar[str] = "ranking"
    clause: ClassVar[str] = "S4"
    title: ClassVar[Text] = Text(en="Monthly ranking of streets", zh="三率排名")
    explanation: ClassVar[Text] = Text(
        en="Streets are ranked every month by response, resolution and satisfaction and sorted into four classes; they "
        "may be allowed to ask that a case be taken out of the rates.",
        zh="每月按响应率、解决率、满意率给街道排名并分为四类;可允许街道申请剔除。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"districts.ranking": None, "districts.exclusions": None}
    effect: ClassVar[Effect] = Effect("resolution_rate", +1)
    strong: ClassVar[Mapping[str, Any]] = {"on": True, "weight": 1.0}
    given: ClassVar[Mapping[str, Any]] = {"survey.coverage": 1.0}
    doses: ClassVar[Doses | None] = Doses("weight", (0.0, 0.25, 0.5, 1.0))

    on: bool = lever_field(
        False,
        zh="是否启用",
        en="Whether streets are ranked.",
        unit="switch",
        source="facts 2.41 and 2.43",
        neutral=False,
    )
    weight: float = lever_field(
        1.0,
        zh="排名分量",
        en="How much the ranking counts for a street.",
        unit="share",
        source="assumption: the top of the scale; facts 2.41 and 2.43 say that it counts, not how much",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )
    exclusions: bool = lever_field(
        False,
        zh="是否可申请剔除",
        en="Whether streets may ask to take a case out of the rates.",
        unit="switch",
        source="fact 2.44",
        neutral=False,
    )

    def is_neutral(self) -> bool:
        """Switched off or without weight it changes nothing, whatever the other fields say."""
        return not self.on or self.weight == 0.0

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Publish the ranking; a ramp grows its weight."""
        if self.is_neutral():
            return rules
        d = rules.districts
        return rules._replace(
            districts=d._replace(
                ranking=blend(d.ranking, self.weight, s),
                exclusions=switched(d.exclusions, 1.0 if self.exclusions else d.exclusions, s),
            )
        )
