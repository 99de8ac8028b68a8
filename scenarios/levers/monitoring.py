"""What is seen of those who are assessed (clause S2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, blend, lever_field
from sim.rules import Rules
from sim.text import Text


class Monitoring(Lever):
    """The street registers, reports and inspects, and merges its networks of supervision."""

    name: ClassVar[str] = "monitoring"
    clause: ClassVar[str] = "S2"
    title: ClassVar[Text] = Text(en="Monitoring", zh="大监督")
    explanation: ClassVar[Text] = Text(
        en="Networks of supervision are merged, check-ins are registered, reported and inspected: lateness and empty "
        "check-ins are more often seen.",
        zh="整合各类监督网络,对报到办理逐件登记、通报、检查,迟到和走过场更容易被看见。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"districts.monitoring": None}
    effect: ClassVar[Effect] = Effect("closed_late", -1)
    strong: ClassVar[Mapping[str, Any]] = {"coverage": 1.0}
    shown_in: ClassVar[str] = "whistle"
    given: ClassVar[Mapping[str, Any]] = {"street_evaluation.weight": 0.33}
    doses: ClassVar[Doses | None] = Doses("coverage", (None, 0.65, 0.8, 1.0))
    why_small: ClassVar[Text | None] = Text(
        en="Seen more, departments give more to whistled work; but most rows that are closed late were never whistled: "
        "they wait at streets and communities, or as letters.",
        zh="被看见得多，部门在哨件上更上心；但逾期未结的多数从未被吹哨，而是压在街道社区，或只是一封函。",
    )

    coverage: float | None = lever_field(
        None,
        zh="监督覆盖率",
        en="Chance that what an assessed unit does is seen.",
        unit="probability",
        source="assumption; fact 3.16: every step is traced",
        neutral=None,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """See more, or less."""
        if self.coverage is None:
            return rules
        districts = rules.districts
        return rules._replace(districts=districts._replace(monitoring=blend(districts.monitoring, self.coverage, s)))
