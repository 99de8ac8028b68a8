"""The street's right to dispatch enforcement (clause P4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Effect, Lever, Offices, lever_field, switched
from sim.rules import Rules
from sim.text import Text


class DispatchRight(Lever):
    """The street sends enforcement departments itself: nothing to sign, nothing to return."""

    name: ClassVar[str] = "dispatch_right"
    clause: ClassVar[str] = "P4"
    title: ClassVar[Text] = Text(en="Right of dispatch", zh="综合执法派遣权")
    explanation: ClassVar[Text] = Text(
        en="The street dispatches enforcement departments itself: they sign for nothing and return "
        "nothing, so that an appointment is booked as soon as the whistle is out. Their own line pays for it.",
        zh="街道可直接派遣综合执法力量:无须签收、不得退回,哨一发出即可约定到场时间;部门的本职工作因此更紧。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"streets.dispatch": None}
    effect: ClassVar[Effect] = Effect("median_hours_to_check_in", -1)
    strong: ClassVar[Mapping[str, Any]] = {"on": True}
    shown_in: ClassVar[str] = "whistle"

    on: bool = lever_field(
        False,
        zh="是否授予派遣权",
        en="Whether the street has the right.",
        unit="switch",
        source="clause P4; fact 4.09",
        neutral=False,
    )

    def enact(self, rules: Rules, s: NDArray[Any], place: Offices) -> Rules:
        """Grant the right; it cannot be granted by halves."""
        streets = rules.streets
        right = switched(streets.dispatch, 1 if self.on else streets.dispatch, s[place.street_district])
        return rules._replace(streets=streets._replace(dispatch=right.astype(np.uint8)))
