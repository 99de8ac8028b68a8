"""Training of street staff (clause P1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, lever_field
from sim.rules import Rules
from sim.text import Text


class Training(Lever):
    """Street staff are trained: hours now, skill slowly."""

    name: ClassVar[str] = "training"
    clause: ClassVar[str] = "P1"
    title: ClassVar[Text] = Text(en="Training of street staff", zh="街道干部培训")
    explanation: ClassVar[Text] = Text(
        en="Street staff are trained. The hours are missing today; skill rises slowly, is lost again with "
        "turnover, and makes cases shorter and solutions more certain.",
        zh="对街道人员开展培训:当下占用工时,技能缓慢提升。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"streets.training": Combine.IN_ORDER}
    effect: ClassVar[Effect] = Effect("true_resolution_rate", 0)
    strong: ClassVar[Mapping[str, Any]] = {"hours_per_staff_year": 80.0}
    doses: ClassVar[Doses | None] = Doses("hours_per_staff_year", (0.0, 20.0, 40.0, 60.0, 80.0))

    hours_per_staff_year: float = lever_field(
        0.0,
        zh="人均年培训小时",
        en="Hours of training a person and year.",
        unit="hours",
        source="clause P1; the size: assumption",
        neutral=0.0,
        ge=0.0,
        le=400.0,
    )

    def enact(self, rules: Rules, s: NDArray[Any], place: Offices) -> Rules:
        """Add the hours."""
        streets = rules.streets
        hours = s[place.street_district] * self.hours_per_staff_year
        return rules._replace(streets=streets._replace(training=streets.training + hours))
