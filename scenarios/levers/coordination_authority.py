"""Standing of the street's Party working committee (clause P1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, either, lever_field
from sim.rules import Rules
from sim.text import Text


class CoordinationAuthority(Lever):
    """Departments report to the working committee: they come, at shorter notice, and dispute less."""

    name: ClassVar[str] = "coordination_authority"
    clause: ClassVar[str] = "P1"
    title: ClassVar[Text] = Text(en="Standing of the working committee", zh="街道党工委统筹权威")
    explanation: ClassVar[Text] = Text(
        en="The working committee becomes the core of the street: fewer whistles are disputed, appointments are "
        "booked at shorter notice and fewer are missed. A share of whistles it summons itself, which costs the "
        "street hours.",
        zh="街道党工委成为统筹核心:推诿争议减少,约定时间来得更快,失约更少;部分吹哨由党工委直接召集,要花街道的时间。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"streets.authority": Combine.COMPLEMENT}
    effect: ClassVar[Effect] = Effect("median_hours_to_check_in", -1)
    strong: ClassVar[Mapping[str, Any]] = {"strength": 0.8}
    shown_in: ClassVar[str] = "whistle"
    doses: ClassVar[Doses | None] = Doses("strength", (0.0, 0.2, 0.4, 0.6, 0.8))

    strength: float = lever_field(
        0.0,
        zh="统筹权威强度",
        en="Share of whistles that are summoned; disputes, notice of appointments and absences fall by as much.",
        unit="share",
        source="clause P1; the size: assumption",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[Any], place: Offices) -> Rules:
        """Give the committee standing."""
        streets = rules.streets
        share = s[place.street_district] * self.strength
        return rules._replace(streets=streets._replace(authority=either(streets.authority, share)))
