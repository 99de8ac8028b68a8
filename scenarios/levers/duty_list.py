"""Admission of duties by list (clause P5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, blend, either, lever_field
from sim.rules import Rules
from sim.text import Text


class DutyList(Lever):
    """What is not on the list is refused; what is admitted waits for its approval."""

    name: ClassVar[str] = "duty_list"
    clause: ClassVar[str] = "P5"
    title: ClassVar[Text] = Text(en="Admission of duties by list", zh="职责清单准入")
    explanation: ClassVar[Text] = Text(
        en="Work that is not on the street's list of duties is refused at the gate; what is admitted needs approval.",
        zh="清单之外的任务不得下派街道社区,确需下派的须经审批准入。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {
        "top_down.gate": Combine.COMPLEMENT,
        "top_down.admission_days": None,
        "top_down.strictness": None,
    }
    effect: ClassVar[Effect] = Effect("passed_down_hours", -1)
    strong: ClassVar[Mapping[str, Any]] = {"gate": 0.85, "admission_days": 15.0, "strictness": 0.5}
    doses: ClassVar[Doses | None] = Doses("gate", (0.0, 0.3, 0.6, 0.85))
    says: ClassVar[Mapping[str, Text]] = {
        "gate": Text(
            en="{value} of the work outside the list is refused at the gate.",
            zh="清单之外的任务有 {value} 被拒绝。",
        ),
        "admission_days": Text(
            en="What is admitted waits {value} for its approval.",
            zh="准入的任务须等待审批 {value}。",
        ),
        "strictness": Text(
            en="{value} of the work relabelled as exempt is noticed.",
            zh="改头换面冒充豁免的任务有 {value} 被识破。",
        ),
    }

    gate: float = lever_field(
        0.0,
        zh="准入拒绝率",
        en="Chance that work outside the list is refused.",
        unit="probability",
        source="facts 5.05 and 5.06: forms cut by 0.84 to 0.92",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )
    admission_days: float = lever_field(
        0.0,
        zh="准入审批天数",
        en="Staffed days an admitted item waits for approval.",
        unit="staffed days",
        source="fact 5.07: 15 working days",
        neutral=0.0,
        ge=0.0,
        le=60.0,
    )
    strictness: float = lever_field(
        0.0,
        zh="识别改头换面的严格度",
        en="Share of work relabelled as exempt that is noticed.",
        unit="share",
        source="assumption",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Close the gate, the ramp by degrees."""
        top = rules.top_down
        return rules._replace(
            top_down=top._replace(
                gate=either(top.gate, s * self.gate),
                admission_days=blend(top.admission_days, self.admission_days, s),
                strictness=blend(top.strictness, self.strictness, s),
            )
        )
