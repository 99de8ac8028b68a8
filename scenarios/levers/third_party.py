"""Evaluation by third parties (clause S3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, either, lever_field
from sim.rules import Rules
from sim.text import Text


class ThirdParty(Lever):
    """A share of whistles is evaluated by somebody who owes nobody anything."""

    name: ClassVar[str] = "third_party"
    clause: ClassVar[str] = "S3"
    title: ClassVar[Text] = Text(en="Evaluation by third parties", zh="第三方评估")
    explanation: ClassVar[Text] = Text(
        en="A share of whistles is evaluated by a third party, whose marks are not lenient. Receiving the "
        "assessors costs street hours.",
        zh="部分吹哨由第三方评价,不受人情影响;接待评估占用街道工时。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"districts.third_party": Combine.COMPLEMENT}
    effect: ClassVar[Effect] = Effect("department_score", -1)
    strong: ClassVar[Mapping[str, Any]] = {"share": 0.6}
    shown_in: ClassVar[str] = "pilot_2018"
    doses: ClassVar[Doses | None] = Doses("share", (0.0, 0.2, 0.4, 0.6))

    share: float = lever_field(
        0.0,
        zh="第三方评价比例",
        en="Share of evaluations that are a third party's.",
        unit="share",
        source="clause S3; the size: assumption",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[Any], place: Offices) -> Rules:
        """Give them a share of the evaluations."""
        d = rules.districts
        return rules._replace(districts=d._replace(third_party=either(d.third_party, s * self.share)))
