"""Hired firms (clause W3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, lever_field
from sim.handlers import staffed
from sim.rules import Rules
from sim.stages import Handler
from sim.text import Text


class MarketCapacity(Lever):
    """Streets hire firms for what can be hired out."""

    name: ClassVar[str] = "market_capacity"
    clause: ClassVar[str] = "W3"
    title: ClassVar[Text] = Text(en="Hired firms", zh="市场力量参与")
    explanation: ClassVar[Text] = Text(
        en="Streets hire firms for cleaning, repairs and other cases that can be hired out; cases go there where "
        "less is waiting than at the section.",
        zh="街道购买市场服务,由受雇企业承办保洁、维修等可外包的事项;只在其排队更短时转交。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"handlers.servers": Combine.IN_ORDER}
    reads: ClassVar[tuple[str, ...]] = ("streets.staff",)
    effect: ClassVar[Effect] = Effect("restricted_mean_days_30", -1)
    strong: ClassVar[Mapping[str, Any]] = {"share": 0.2}
    doses: ClassVar[Doses | None] = Doses("share", (0.0, 0.05, 0.1, 0.2))

    share: float = lever_field(
        0.0,
        zh="受雇人员比例",
        en="Hired people as a share of the street's staff.",
        unit="share",
        source="clause W3; the size: assumption",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[Any], place: Offices) -> Rules:
        """Staff the hired firms of every street."""
        hired = np.rint(s[place.street_district] * self.share * rules.streets.staff).astype(np.int64)
        servers = rules.handlers.servers[rules.handlers.kind == Handler.CONTRACTOR] + hired
        return rules._replace(handlers=staffed(rules.handlers, Handler.CONTRACTOR, servers))
