"""Rules for departments on site (clause W3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, lever_field, switched
from sim.rules import Rules
from sim.text import Text


class CheckInRules(Lever):
    """Evidence of what was done, staying until it is done, and no returns."""

    name: ClassVar[str] = "check_in_rules"
    clause: ClassVar[str] = "W3"
    title: ClassVar[Text] = Text(en="Rules for checking in", zh="报到处置规则")
    explanation: ClassVar[Text] = Text(
        en="Departments upload evidence of what they did, may have to stay until it is done, and may not return "
        "what reaches them first. The trace costs hours at both ends.",
        zh="部门到场要上传执法记录、可要求办结方可离场、可实行首接负责不得退回;留痕占用部门和街道两头的时间。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {
        "districts.evidence_hours": None,
        "districts.stay": None,
        "districts.first_receiver": None,
    }
    effect: ClassVar[Effect] = Effect("true_resolution_rate", 1)
    strong: ClassVar[Mapping[str, Any]] = {"evidence_hours": 0.5, "stay_until_done": True}
    shown_in: ClassVar[str] = "whistle"
    doses: ClassVar[Doses | None] = Doses("evidence_hours", (0.0, 0.25, 0.5, 1.0))
    why_small: ClassVar[Text | None] = Text(
        en="A second try on site saves few cases, since much of what fails there would be caught and handled again; "
        "the hours of staying and of the record are missing elsewhere.",
        zh="现场再试一次救回的不多：失败的多半当场就办不到，其余的核实时也会查出；留到办完和留痕所花的工时，别的事项就少了。",
    )

    evidence_hours: float = lever_field(
        0.0,
        zh="每次报到留痕小时",
        en="Department hours of recording and uploading on every check-in.",
        unit="hours",
        source="clause W3; the size: assumption",
        neutral=0.0,
        ge=0.0,
        le=4.0,
    )

    stay_until_done: bool = lever_field(
        False,
        zh="是否办结方可离场",
        en="Whether who has checked in stays for a second try.",
        unit="switch",
        source="clause W3; fact 3.02",
        neutral=False,
    )

    first_receiver_leads: bool = lever_field(
        False,
        zh="是否首接负责",
        en="Whether whistles may not be returned.",
        unit="switch",
        source="fact 2.33",
        neutral=False,
    )

    def enact(self, rules: Rules, s: NDArray[Any], place: Offices) -> Rules:
        """Put the rules into force; only the hours grow by and by."""
        d = rules.districts
        return rules._replace(
            districts=d._replace(
                evidence_hours=d.evidence_hours + s * self.evidence_hours,
                stay=switched(d.stay, 1.0 if self.stay_until_done else d.stay, s),
                first_receiver=switched(d.first_receiver, 1.0 if self.first_receiver_leads else d.first_receiver, s),
            )
        )
