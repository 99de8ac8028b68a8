"""Verification before closing (clause W4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, blend, lever_field
from sim.rules import Rules
from sim.text import Text


class Verification(Lever):
    """The street checks whether what was reported as solved is solved."""

    name: ClassVar[str] = "verification"
    clause: ClassVar[str] = "W4"
    title: ClassVar[Text] = Text(en="Verification before closing", zh="核实结项")
    explanation: ClassVar[Text] = Text(
        en="Before a case is closed the street checks whether it is really solved, some with a professional "
        "assessment; false closings are reopened.",
        zh="结项前逐件核实,可加专业评估,假办结退回重办。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"streets.rigour": None, "streets.professional": None}
    effect: ClassVar[Effect] = Effect("reopen_share", +1)
    strong: ClassVar[Mapping[str, Any]] = {"rigour": 0.7, "professional": 0.2}
    doses: ClassVar[Doses | None] = Doses("rigour", (None, 0.4, 0.55, 0.7))
    says: ClassVar[Mapping[str, Text]] = {
        "rigour": Text(en="Verification catches {value} of the false closings.", zh="核实时查出 {value} 的虚假办结。"),
        "professional": Text(
            en="{value} of the verifications bring in a professional assessment.",
            zh="{value} 的核实有专业评估。",
        ),
    }

    rigour: float | None = lever_field(
        None,
        zh="核实严格度",
        en="Share of false closings caught.",
        unit="probability",
        source="assumption",
        neutral=None,
        ge=0.0,
        le=1.0,
    )
    professional: float = lever_field(
        0.0,
        zh="专业评估比例",
        en="Share of verifications with a professional assessment.",
        unit="share",
        source="fact 0.5",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Check more strictly."""
        at, streets = s[place.street_district], rules.streets
        rigour = streets.rigour if self.rigour is None else blend(streets.rigour, self.rigour, at)
        return rules._replace(
            streets=streets._replace(rigour=rigour, professional=blend(streets.professional, self.professional, at))
        )
