"""The street's say in plans and major matters (clause P4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, either, lever_field
from sim.rules import Rules
from sim.text import Text


class AdviceRight(Lever):
    """The street advises on plans, so that fewer root causes are built in."""

    name: ClassVar[str] = "advice_right"
    clause: ClassVar[str] = "P4"
    title: ClassVar[Text] = Text(en="Say in plans and major matters", zh="重大事项建议权")
    explanation: ClassVar[Text] = Text(
        en="The street has a say in plans and major matters of the district: root causes that come of plans "
        "shrink slowly. Reading plans and sitting in meetings costs hours.",
        zh="街道对规划和重大事项有建议权:规划埋下的问题根源逐步减少;参与规划要花时间。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"streets.advice": Combine.COMPLEMENT}
    touches_demand: ClassVar[bool] = True
    effect: ClassVar[Effect] = Effect("issues", -1)
    strong: ClassVar[Mapping[str, Any]] = {"strength": 1.0}
    doses: ClassVar[Doses | None] = Doses("strength", (0.0, 0.25, 0.5, 1.0))

    strength: float = lever_field(
        0.0,
        zh="建议被采纳程度",
        en="How far its advice is followed.",
        unit="share",
        source="clause P4; the size: assumption",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[Any], place: Offices) -> Rules:
        """Let advice be followed."""
        streets = rules.streets
        share = s[place.street_district] * self.strength
        return rules._replace(streets=streets._replace(advice=either(streets.advice, share)))
