"""Tickets go straight to streets (clause W2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Effect, Lever, Offices, blend, lever_field
from sim.rules import Rules
from sim.text import Text

_HOURS = 0.1  # from the report to the street: 6 minutes (facts 1.40 and 1.43: 3.7 to 6)


class DirectDispatch(Lever):
    """The city's hotline sends tickets to the street without the district in between."""

    name: ClassVar[str] = "direct_dispatch"
    clause: ClassVar[str] = "W2"
    title: ClassVar[Text] = Text(en="Direct dispatch to streets", zh="直派街道")
    explanation: ClassVar[Text] = Text(
        en="The city's hotline sends tickets straight to the street, in minutes, and no longer through the district; "
        "the street's contact desk takes them every day of the week.",
        zh="市民热线把诉求直接派到街道,不再经区里转办;街道专班每天接单。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {
        "demand.dispatch_hours": None,
        "streets.desk_every_day": None,
        "streets.desk_share": None,
    }
    structural: ClassVar[bool] = True
    effect: ClassVar[Effect] = Effect("response_rate", 1)
    strong: ClassVar[Mapping[str, Any]] = {"on": True}

    on: bool = lever_field(
        False,
        zh="是否启用",
        en="Whether tickets go straight to streets.",
        unit="switch",
        source="clause W2; facts 1.40 and 1.43: in 3.7 to 6 minutes",
        neutral=False,
    )

    desk_share: float = lever_field(
        0.05,
        zh="专班人员占街道人员比例",
        en="Share of a street's people at its contact desk, then every day from 8 to 20.",
        unit="share",
        source="fact 12.07: around the clock since 2019; 2 of 40 people: assumption",
        neutral=0.05,
        ge=0.025,
        le=0.15,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Leave out the district; contact desks sit every day as soon as it begins."""
        if not self.on:
            return rules
        demand, streets = rules.demand, rules.streets
        here = s[place.street_district] > 0.0
        return rules._replace(
            demand=demand._replace(dispatch_hours=blend(demand.dispatch_hours, _HOURS, s)),
            streets=streets._replace(
                desk_every_day=np.where(here, np.uint8(1), streets.desk_every_day),
                desk_share=np.where(here, self.desk_share, streets.desk_share),
            ),
        )
