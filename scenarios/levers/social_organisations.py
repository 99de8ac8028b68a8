"""Social organisations and social workers (clause W3)."""

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


class SocialOrganisations(Lever):
    """Social organisations work beside the communities."""

    name: ClassVar[str] = "social_organisations"
    clause: ClassVar[str] = "W3"
    title: ClassVar[Text] = Text(en="Social organisations", zh="社会组织参与")
    explanation: ClassVar[Text] = Text(
        en="Communities, social organisations and social workers link up: the organisations take mediation, care "
        "and the like where less is waiting than at the community.",
        zh="社区、社会组织、社会工作者三社联动:社会组织承接社区的调解、照料等事项;只在其排队更短时转交。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"handlers.servers": Combine.IN_ORDER}
    reads: ClassVar[tuple[str, ...]] = ("communities.staff",)
    effect: ClassVar[Effect] = Effect("restricted_mean_days_30", -1)
    strong: ClassVar[Mapping[str, Any]] = {"share": 0.1}
    doses: ClassVar[Doses | None] = Doses("share", (0.0, 0.03, 0.06, 0.1))

    share: float = lever_field(
        0.0,
        zh="社会工作者比例",
        en="Social workers as a share of the street's community workers.",
        unit="share",
        source="clause W3; the size: assumption",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[Any], place: Offices) -> Rules:
        """Staff the social organisations of every street."""
        streets = len(place.street_district)
        workers = np.bincount(place.community_street, weights=rules.communities.staff, minlength=streets)
        joined = np.rint(s[place.street_district] * self.share * workers).astype(np.int64)
        servers = rules.handlers.servers[rules.handlers.kind == Handler.SOCIAL] + joined
        return rules._replace(handlers=staffed(rules.handlers, Handler.SOCIAL, servers))
