"""Acting before the complaint (clause W3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, either, lever_field, switched
from sim.rules import Rules
from sim.text import Text


class Proactive(Lever):
    """Streets treat what problems come from before anybody complains."""

    name: ClassVar[str] = "proactive"
    clause: ClassVar[str] = "W3"
    title: ClassVar[Text] = Text(en="Acting first", zh="未诉先办")
    explanation: ClassVar[Text] = Text(
        en="Streets spend part of their hours on the root causes of problems, with a special census if wanted: it "
        "costs hands today and leaves fewer problems later.",
        zh="街道拿出一部分工时治理问题的根源,可开展专项普查:今天占用人手,日后问题减少。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"streets.proactive": None, "districts.census_day": None}
    touches_demand: ClassVar[bool] = True
    effect: ClassVar[Effect] = Effect("issues", -1)
    strong: ClassVar[Mapping[str, Any]] = {"hours_share": 0.05}
    doses: ClassVar[Doses | None] = Doses("hours_share", (0.0, 0.02, 0.05, 0.1))

    hours_share: float = lever_field(
        0.0,
        zh="主动治理工时占比",
        en="Share of the street's staffed hours spent on root causes.",
        unit="share",
        source="assumption; facts 6.06 and 6.07",
        neutral=0.0,
        ge=0.0,
        le=0.5,
    )
    census_day: int | None = lever_field(
        None,
        zh="专项普查日",
        en="Day of the run on which every community is searched for problems.",
        unit="day",
        source="clause W3; the day: the question asked",
        neutral=None,
        ge=0,
        le=36_500,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Set hours aside; the census is held whole or not at all."""
        streets, districts = rules.streets, rules.districts
        share = (s * self.hours_share)[place.street_district]
        day = districts.census_day if self.census_day is None else self.census_day
        return rules._replace(
            streets=streets._replace(proactive=either(streets.proactive, share)),
            districts=districts._replace(census_day=switched(districts.census_day, day, s)),
        )
