"""Meetings of the working committee and what the director decides (clause D1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, blend, lever_field, switched
from sim.rules import Rules
from sim.text import Text


class Committee(Lever):
    """How often the committee meets, and how much the director may decide without it."""

    name: ClassVar[str] = "committee"
    clause: ClassVar[str] = "D1"
    title: ClassVar[Text] = Text(en="Meetings of the committee", zh="党工委议事规则")
    explanation: ClassVar[Text] = Text(
        en="Major matters (policy, money, complex cases of several departments) wait for the committee's next "
        "meeting unless the director may decide. Each meeting takes the head of every section.",
        zh="重大事项须经党工委会议集体决定,等候下次会议;可调整会议间隔,以及由主任办公会先行决定的比例。各科室负责人到会都占工时。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {
        "streets.committee_days": None,
        "streets.committee_delegated": None,
    }
    effect: ClassVar[Effect] = Effect("closed_late", -1)
    strong: ClassVar[Mapping[str, Any]] = {"delegated_share": 1.0}
    doses: ClassVar[Doses | None] = Doses("delegated_share", (0.0, 0.5, 0.75, 1.0))

    interval_days: int | None = lever_field(
        None,
        zh="会议间隔天数",
        en="Days between two meetings.",
        unit="days",
        source="clause D1; the size: assumption",
        neutral=None,
        ge=1,
        le=90,
    )

    delegated_share: float | None = lever_field(
        None,
        zh="主任办公会决定比例",
        en="Share of major matters that the director decides at once.",
        unit="share",
        source="clause D1; the size: assumption",
        neutral=None,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[Any], place: Offices) -> Rules:
        """Set interval and delegation; a ramp changes the share by and by, the interval at once."""
        streets, here = rules.streets, s[place.street_district]
        days = streets.committee_days if self.interval_days is None else float(self.interval_days)
        share = streets.committee_delegated if self.delegated_share is None else self.delegated_share
        return rules._replace(
            streets=streets._replace(
                committee_days=switched(streets.committee_days, days, here),
                committee_delegated=blend(streets.committee_delegated, share, here),
            )
        )
