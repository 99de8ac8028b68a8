"""What local units lend (clause P3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, lever_field
from sim.rules import Rules
from sim.text import Text


class LocalUnits(Lever):
    """Units that have their seat here lend space, parking and money."""

    name: ClassVar[str] = "local_units"
    clause: ClassVar[str] = "P3"
    title: ClassVar[Text] = Text(en="Local units lend their means", zh="驻区单位资源共享")
    explanation: ClassVar[Text] = Text(
        en="Local units lend space, parking and money through the coordination committee: cases that lacked just "
        "that are settled in the community, some historic ones too, for as long as the year's means last.",
        zh="驻区单位开放场地、车位和资金,一部分小事不必再找街道,有些历史遗留问题也能解决;资源当年有限,用完为止。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"communities.resources": Combine.IN_ORDER}
    effect: ClassVar[Effect] = Effect("true_resolution_rate", 1)
    strong: ClassVar[Mapping[str, Any]] = {"resources": 1.0}
    doses: ClassVar[Doses | None] = Doses("resources", (0.0, 0.25, 0.5, 1.0))

    resources: float = lever_field(
        0.0,
        zh="开放资源比例",
        en="Share of what local units have that they lend.",
        unit="share",
        source="clause P3; the size: assumption",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[Any], place: Offices) -> Rules:
        """Open a share of the means to the communities."""
        communities = rules.communities
        lent = s[place.community_district] * self.resources * communities.local_means
        return rules._replace(communities=communities._replace(resources=communities.resources + lent))
