"""In-service Party members who report to their community, and volunteers (clause P3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, lever_field
from sim.apportion import apportion
from sim.handlers import staffed
from sim.rules import Rules
from sim.stages import Handler
from sim.text import Text

_HOURS_A_MONTH = 1750.0 / 12.0  # of one server


class Volunteers(Lever):
    """A share of the Party members who live here give hours to their community."""

    name: ClassVar[str] = "volunteers"
    clause: ClassVar[str] = "P3"
    title: ClassVar[Text] = Text(en="Members report to their community", zh="双报到与志愿服务")
    explanation: ClassVar[Text] = Text(
        en="In-service Party members report to the community they live in and give hours every month to small "
        "things they can do. The community spends time on handing cases to them.",
        zh="在职党员向居住地社区报到,按月贡献志愿服务时间,承担力所能及的小事;社区要花时间组织。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"handlers.servers": Combine.IN_ORDER}
    effect: ClassVar[Effect] = Effect("restricted_mean_days_30", -1)
    strong: ClassVar[Mapping[str, Any]] = {"rate": 0.6, "hours_per_month": 4.0}
    doses: ClassVar[Doses | None] = Doses("hours_per_month", (0.0, 1.0, 2.0, 4.0))

    rate: float = lever_field(
        0.0,
        zh="报到并参与的比例",
        en="Share of members living here who take part.",
        unit="share",
        source="fact 6.01: who has reported; how many are active: assumption",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )

    hours_per_month: float = lever_field(
        0.0,
        zh="每人每月小时",
        en="Hours each gives in a month.",
        unit="hours",
        source="assumption; hours served are not published (fact 6.01)",
        neutral=0.0,
        ge=0.0,
        le=40.0,
    )

    def enact(self, rules: Rules, s: NDArray[Any], place: Offices) -> Rules:
        """Staff the communities' volunteers with the hours given, a server for each month of work."""
        given = s[place.community_district] * self.rate * self.hours_per_month * rules.communities.party
        servers = rules.handlers.servers[rules.handlers.kind == Handler.VOLUNTEERS].copy()
        for district in range(len(s)):
            here = place.community_district == district
            servers[here] += apportion(round(float(given[here].sum()) / _HOURS_A_MONTH), given[here])
        return rules._replace(handlers=staffed(rules.handlers, Handler.VOLUNTEERS, servers))
