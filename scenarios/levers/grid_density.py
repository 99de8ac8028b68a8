"""Party groups and leaders in small grids (clause P2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, lever_field
from sim.rules import Rules
from sim.text import Text


class GridDensity(Lever):
    """Each community is divided into small grids with leaders who live there."""

    name: ClassVar[str] = "grid_density"
    clause: ClassVar[str] = "P2"
    title: ClassVar[Text] = Text(en="Small grids with leaders", zh="微网格与党小组")
    explanation: ClassVar[Text] = Text(
        en="Communities are divided into small grids whose leaders live there and notice early what nobody "
        "reports. Community workers spend time with each of them every week.",
        zh="社区划分微网格并建立党小组,骨干就住在居民中间,能较早发现无人反映的问题;社区工作者每周要与他们联系。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"communities.grids": Combine.IN_ORDER}
    touches_demand: ClassVar[bool] = True
    effect: ClassVar[Effect] = Effect("true_resolution_rate", +1)
    strong: ClassVar[Mapping[str, Any]] = {"grids_per_community": 20.0}
    doses: ClassVar[Doses | None] = Doses("grids_per_community", (0.0, 5.0, 10.0, 15.0, 20.0))

    grids_per_community: float = lever_field(
        0.0,
        zh="每社区微网格数",
        en="Small grids with leaders in each community.",
        unit="number",
        source="clause P2; fact 1.30: 78 grids in one street",
        neutral=0.0,
        ge=0.0,
        le=40.0,
    )

    def enact(self, rules: Rules, s: NDArray[Any], place: Offices) -> Rules:
        """Add the grids."""
        communities = rules.communities
        grids = s[place.community_district] * self.grids_per_community
        return rules._replace(communities=communities._replace(grids=communities.grids + grids))
