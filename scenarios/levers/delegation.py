"""Empowerment of streets (clause P4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, blend, lever_field
from scenarios.staff import ISSUE_SHARE, need_of_communities, released
from sim.apportion import apportion
from sim.rules import Rules
from sim.text import Text

_UNFUNDED = 0.5  # how much longer a case takes a street without the funds (assumption)
_UNSTAFFED = 0.25  # delegated decisions reversed where powers came without staff (assumption; fact 5.03)


class Delegation(Lever):
    """Authority over issues passes to the street, with or without the people and the money."""

    name: ClassVar[str] = "delegation"
    clause: ClassVar[str] = "P4"
    title: ClassVar[Text] = Text(en="Empowerment of streets", zh="赋权下沉")
    explanation: ClassVar[Text] = Text(
        en="Part of the departments' authority over issues passes to the street, with or without the staff and the "
        "funds to use it.",
        zh="把部分处置权限下放街道;人员与经费可随权下放,也可不随。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {
        "streets.delegated": None,
        "streets.delegated_factor": None,
        "streets.reversed": None,
        "streets.staff": Combine.IN_ORDER,
        "departments.staff": Combine.IN_ORDER,
    }
    structural: ClassVar[bool] = True
    effect: ClassVar[Effect] = Effect("whistles", -1)
    strong: ClassVar[Mapping[str, Any]] = {"share": 0.5, "staff_share": 1.0, "funds_share": 1.0}
    shown_in: ClassVar[str] = "whistle"
    doses: ClassVar[Doses | None] = Doses("share", (0.0, 0.15, 0.3, 0.5))
    says: ClassVar[Mapping[str, Text]] = {
        "share": Text(
            en="{value} of the departments' authority over issues passes to the street.",
            zh="部门对诉求的处置权限有 {value} 下放到街道。",
        ),
        "staff_share": Text(
            en="Of the people behind that authority, {value} move to the street with it.",
            zh="行使这些权限的人员有 {value} 随权到街道。",
        ),
        "funds_share": Text(
            en="Of the funds behind that authority, {value} move to the street with it.",
            zh="行使这些权限的经费有 {value} 随权到街道。",
        ),
    }

    share: float = lever_field(
        0.0,
        zh="下放权限比例",
        en="Share of authority over issues that passes to the street.",
        unit="share",
        source="fact 4.09",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )
    staff_share: float = lever_field(
        0.0,
        zh="随权下沉人员比例",
        en="Share of the people behind that authority who move with it.",
        unit="share",
        source="assumption; fact 5.03",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )
    funds_share: float = lever_field(
        0.0,
        zh="随权下放经费比例",
        en="Share of the funds behind that authority that move with it.",
        unit="share",
        source="assumption; fact 5.11",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )

    def is_neutral(self) -> bool:
        """Without authority nothing moves, whatever the other fields say."""
        return self.share == 0.0

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Pass authority to the streets, and whole people with it; each is counted once."""
        if self.share == 0.0:
            return rules
        at = s[place.street_district]
        streets = rules.streets
        streets = streets._replace(
            delegated=blend(streets.delegated, self.share, at),
            delegated_factor=np.where(at > 0.0, 1.0 + _UNFUNDED * (1.0 - self.funds_share), streets.delegated_factor),
            reversed=np.where(at > 0.0, _UNSTAFFED * (1.0 - self.staff_share), streets.reversed),
        )
        street_staff, department_staff = self._moved(rules, s, place)
        return rules._replace(
            streets=streets._replace(staff=street_staff),
            departments=rules.departments._replace(staff=department_staff),
        )

    def _moved(
        self, rules: Rules, s: NDArray[np.float64], place: Offices
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Move people from departments, by their size, to streets, by the issues that need them."""
        streets = len(place.street_district)
        need = np.bincount(place.community_street, weights=need_of_communities(rules), minlength=streets)
        to, origin = rules.streets.staff.copy(), rules.departments.staff.copy()
        for district, strength in enumerate(s):
            theirs = place.department_district == district
            many = round(float(strength) * self.share * self.staff_share * ISSUE_SHARE * int(origin[theirs].sum()))
            leaving = released(origin[theirs], many)
            origin[theirs] -= leaving
            mine = place.street_district == district
            to[mine] += apportion(int(leaving.sum()), need[mine])
        return to, origin
