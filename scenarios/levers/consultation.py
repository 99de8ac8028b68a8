"""Consultations of the sections and meetings on a topic (clause D2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, lever_field, switched
from sim.rules import Rules
from sim.text import Text


class Consultation(Lever):
    """The heads of sections go through what is stuck, and through one topic at a time."""

    name: ClassVar[str] = "consultation"
    clause: ClassVar[str] = "D2"
    title: ClassVar[Text] = Text(en="Consultations and topic meetings", zh="会商会与专题会")
    explanation: ClassVar[Text] = Text(
        en="The heads of sections consult: misrouted cases change hands, what is stuck may be done by any "
        "section. A topic meeting moves up all cases of the category with most waiting, letters at "
        "departments too. Meetings cost hours.",
        zh="各科室负责人定期会商:转错的事项当场改派,积压的事项可由任一科室办理;专题会则把某一类事项整体提前。会议占用工时。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"streets.consultation_days": None, "streets.topic_meetings": None}
    effect: ClassVar[Effect] = Effect("restricted_mean_days_30", 0)
    strong: ClassVar[Mapping[str, Any]] = {"interval_days": 7, "topic_meetings_per_month": 1.0}
    doses: ClassVar[Doses | None] = Doses("interval_days", (0, 28, 14, 7))

    interval_days: int | None = lever_field(
        None,
        zh="会商间隔天数(0 为不会商)",
        en="Days between two consultations; 0: none.",
        unit="days",
        source="clause D2; the size: assumption",
        neutral=None,
        ge=0,
        le=90,
    )

    topic_meetings_per_month: float = lever_field(
        0.0,
        zh="每月专题会次数",
        en="Meetings on a topic in a month.",
        unit="number",
        source="clause D2; fact 6.07: a topic a month",
        neutral=0.0,
        ge=0.0,
        le=8.0,
    )

    def enact(self, rules: Rules, s: NDArray[Any], place: Offices) -> Rules:
        """Set the rhythm; it begins with the ramp, not by halves."""
        streets, here = rules.streets, s[place.street_district]
        days = streets.consultation_days if self.interval_days is None else float(self.interval_days)
        topics = streets.topic_meetings + self.topic_meetings_per_month
        return rules._replace(
            streets=streets._replace(
                consultation_days=switched(streets.consultation_days, days, here),
                topic_meetings=switched(streets.topic_meetings, topics, here),
            )
        )
