"""Supervision of open cases (clause W3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, lever_field, switched
from sim.rules import Rules
from sim.text import Text


class Supervision(Lever):
    """Somebody goes through the ledger and asks what has become of old cases."""

    name: ClassVar[str] = "supervision"
    clause: ClassVar[str] = "W3"
    title: ClassVar[Text] = Text(en="Supervision of open cases", zh="挂账督办")
    explanation: ClassVar[Text] = Text(
        en="The district goes through the ledger at intervals and has old cases accounted for; it may urge streets to "
        "whistle where letters have not been begun, and hold a campaign over every old case.",
        zh="区里定期清查台账,对久拖未结的事项挂账督办,可督促街道把部门尚未动手的函件改为吹哨,也可开展一次集中清理。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {
        "districts.supervision_days": None,
        "districts.urge_whistle": None,
        "districts.campaign_day": None,
    }
    effect: ClassVar[Effect] = Effect("open_issues_end", 0)  # old cases move up, at the cost of the others
    strong: ClassVar[Mapping[str, Any]] = {"interval_days": 30, "urge_whistle": True}
    shown_in: ClassVar[str] = "whistle"
    doses: ClassVar[Doses | None] = Doses("interval_days", (None, 90, 60, 30))
    why_small: ClassVar[Text | None] = Text(
        en="What a list moves up lets others wait longer, and whistles that are urged take departments' hours: "
        "how many are open at the end can hardly be told apart.",
        zh="挂账事项提前，其他事项就要多等；督促改吹哨又占用部门人手，期末未结总数因此难分高低。",
    )

    interval_days: int | None = lever_field(
        None,
        zh="督办间隔天数(0 为不督办)",
        en="Days between two rounds of supervision; 0: none.",
        unit="days",
        source="assumption; fact 2.43: streets are reviewed every month",
        neutral=None,
        ge=0,
        le=365,
    )
    urge_whistle: bool = lever_field(
        False,
        zh="是否督促吹哨",
        en="Whether streets are urged to whistle where a letter has not been begun.",
        unit="switch",
        source="clause W3",
        neutral=False,
    )
    campaign_day: int | None = lever_field(
        None,
        zh="集中清理日",
        en="Day of the run on which every old case is gone through.",
        unit="day",
        source="clause W3; the day: the question asked",
        neutral=None,
        ge=0,
        le=36_500,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Begin the rounds; a ramp does not make them half."""
        d = rules.districts
        days = d.supervision_days if self.interval_days is None else self.interval_days
        campaign = d.campaign_day if self.campaign_day is None else self.campaign_day
        return rules._replace(
            districts=d._replace(
                supervision_days=switched(d.supervision_days, days, s),
                urge_whistle=switched(d.urge_whistle, 1.0 if self.urge_whistle else d.urge_whistle, s),
                campaign_day=switched(d.campaign_day, campaign, s),
            )
        )
