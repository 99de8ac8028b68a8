"""Party building with property firms and utilities (clause P2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, either, lever_field
from sim.rules import Rules
from sim.text import Text


class PropertyAlliance(Lever):
    """Property firms and utilities settle what is theirs to settle, in queues of their own."""

    name: ClassVar[str] = "property_alliance"
    clause: ClassVar[str] = "P2"
    title: ClassVar[Text] = Text(en="Property alliance", zh="物业党建联建")
    explanation: ClassVar[Text] = Text(
        en="Communities ally with property firms and with the utilities: what is theirs to settle goes to their "
        "people, who have queues of their own. Handing a case over costs community or street a while.",
        zh="社区与物业企业、水电气热等公用企业联建:属于它们的问题由其派人办理,各有自己的排队;转交由社区或街道经办。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"communities.alliance": Combine.COMPLEMENT}
    effect: ClassVar[Effect] = Effect("restricted_mean_days_30", -1)
    strong: ClassVar[Mapping[str, Any]] = {"coverage": 0.9}
    doses: ClassVar[Doses | None] = Doses("coverage", (0.0, 0.3, 0.6, 0.9))

    coverage: float = lever_field(
        0.0,
        zh="联建覆盖比例",
        en="Share of what property firms and utilities could settle that goes to them.",
        unit="share",
        source="clause P2; the size: assumption",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[Any], place: Offices) -> Rules:
        """Widen the alliance."""
        communities = rules.communities
        share = s[place.community_district] * self.coverage
        return rules._replace(communities=communities._replace(alliance=either(communities.alliance, share)))
