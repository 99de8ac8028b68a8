"""Departments' seats at the centre (clause D5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, lever_field
from scenarios.staff import calls
from sim.rules import Rules
from sim.text import Text

_DELAY = 0.25  # of the delays of signing and answering that is left with a person at the desk (assumption)


class DepartmentSeats(Lever):
    """Departments send a person to the streets' centre who signs and answers there."""

    name: ClassVar[str] = "department_seats"
    clause: ClassVar[str] = "D5"
    title: ClassVar[Text] = Text(en="Department seats", zh="部门席位制")
    explanation: ClassVar[Text] = Text(
        en="The departments called most often each send one person to the centre, who signs and answers on the spot; "
        "the department has one person less.",
        zh="最常被叫到的部门各派一人常驻指挥中心,当场签收答复,部门因此少一人。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {
        "departments.delay_factor": None,
        "departments.staff": Combine.IN_ORDER,
    }
    structural: ClassVar[bool] = True
    effect: ClassVar[Effect] = Effect("median_hours_to_check_in", 0)  # sooner answers, fewer people
    strong: ClassVar[Mapping[str, Any]] = {"departments": 2}
    shown_in: ClassVar[str] = "whistle"
    doses: ClassVar[Doses | None] = Doses("departments", (0, 1, 2, 3))
    why_small: ClassVar[Text | None] = Text(
        en="In so small a town a seat takes one of four or five people: whistles are accepted sooner and pairs "
        "come later, and both about cancel.",
        zh="小城部门只有四五人，派出一人坐席，接哨更快，到场却更慢，两者大致相抵。",
    )

    departments: int = lever_field(
        0,
        zh="设席部门数",
        en="Departments of a district that have a seat, those called most often first.",
        unit="number",
        source="fact 4.12: 22 departments in one centre; how much sooner they answer: assumption",
        neutral=0,
        ge=0,
        le=30,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Fill the seats; a ramp fills them one by one."""
        if self.departments == 0:
            return rules
        delay, staff = rules.departments.delay_factor.copy(), rules.departments.staff.copy()
        for district, strength in enumerate(s):
            theirs = np.flatnonzero(place.department_district == district)
            often = calls(rules, place.community_district == district)[: len(theirs)]
            seated = theirs[np.argsort(-often, kind="stable")[: round(float(strength) * self.departments)]]
            delay[seated] *= _DELAY
            staff[seated] = np.maximum(staff[seated] - 1, 1)
        return rules._replace(departments=rules.departments._replace(delay_factor=delay, staff=staff))
