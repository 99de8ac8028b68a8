"""Streets assess departments (clause S3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, blend, lever_field
from sim.rules import Rules
from sim.text import Text


class StreetEvaluation(Lever):
    """What the streets say of a department counts in its performance."""

    name: ClassVar[str] = "street_evaluation"
    clause: ClassVar[str] = "S3"
    title: ClassVar[Text] = Text(en="Streets assess departments", zh="街道评价部门")
    explanation: ClassVar[Text] = Text(
        en="What streets report on each department's check-ins and handling counts in its performance, with a weight.",
        zh="街道对部门报到办理情况的评价按权重计入部门绩效。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"districts.evaluation_weight": None}
    effect: ClassVar[Effect] = Effect("median_hours_to_check_in", -1)
    strong: ClassVar[Mapping[str, Any]] = {"weight": 0.5}
    shown_in: ClassVar[str] = "whistle"
    doses: ClassVar[Doses | None] = Doses("weight", (0.0, 0.15, 0.33, 0.5))
    why_small: ClassVar[Text | None] = Text(
        en="More effort shortens the hours until a department signs and answers, and keeps more appointments; about "
        "half of the time to check in is the wait for the appointment, which effort does not shorten.",
        zh="投入多了，签收和受理更快，失约更少；但报到时长约有一半是在等约定的时间，投入缩短不了。",
    )

    weight: float = lever_field(
        0.0,
        zh="街道评价权重",
        en="Weight of the streets' evaluation in a department's performance.",
        unit="share",
        source="facts 3.14 and 3.15: about one third in Dongcheng",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Give the evaluation its weight."""
        districts = rules.districts
        return rules._replace(
            districts=districts._replace(evaluation_weight=blend(districts.evaluation_weight, self.weight, s))
        )
