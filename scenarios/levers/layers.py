"""Layers and reporting inside the street office (clause D4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, blend, lever_field, switched
from sim.rules import Rules
from sim.text import Text


class Layers(Lever):
    """How many hands an instruction passes through, and how much people report to one another."""

    name: ClassVar[str] = "layers"
    clause: ClassVar[str] = "D4"
    title: ClassVar[Text] = Text(en="Layers inside the office", zh="层级扁平化")
    explanation: ClassVar[Text] = Text(
        en="Fewer layers: an instruction lies on fewer desks and is misunderstood less often, in which case the "
        "reporter must be asked again. Reporting to one another makes misunderstandings rarer and takes "
        "everybody's time.",
        zh="减少内部层级,指令少压一手、少走样;内部汇报能减少误解,但占用每个人的工时。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"streets.layers": None, "streets.reporting": None}
    effect: ClassVar[Effect] = Effect("restricted_mean_days_30", -1)
    strong: ClassVar[Mapping[str, Any]] = {"count": 1}
    doses: ClassVar[Doses | None] = Doses("count", (3, 2, 1))

    count: int | None = lever_field(
        None,
        zh="内部层级数",
        en="Hands an instruction passes through.",
        unit="number",
        source="clause D4; the size: assumption",
        neutral=None,
        ge=1,
        le=7,
    )

    reporting_hours_per_week: float | None = lever_field(
        None,
        zh="每人每周汇报小时",
        en="Hours a person and week of reporting inside the office.",
        unit="hours",
        source="clause D4; the size: assumption",
        neutral=None,
        ge=0.0,
        le=14.0,
    )

    def enact(self, rules: Rules, s: NDArray[Any], place: Offices) -> Rules:
        """Set layers and reporting."""
        streets, here = rules.streets, s[place.street_district]
        count = streets.layers if self.count is None else float(self.count)
        hours = streets.reporting if self.reporting_hours_per_week is None else self.reporting_hours_per_week
        return rules._replace(
            streets=streets._replace(
                layers=switched(streets.layers, count, here), reporting=blend(streets.reporting, hours, here)
            )
        )
