"""Department staff stationed at streets (clause S1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, lever_field
from scenarios.staff import ISSUE_SHARE, need_of_communities, released
from sim.apportion import apportion
from sim.rules import Rules
from sim.text import Text


class Sinking(Lever):
    """District-owned, street-managed, street-used: teams stay the department's and work at the street."""

    name: ClassVar[str] = "sinking"
    clause: ClassVar[str] = "S1"
    title: ClassVar[Text] = Text(en="Staff stationed at streets", zh="区属、街管、街用")
    explanation: ClassVar[Text] = Text(
        en="Part of the departments' field staff is stationed at streets as mixed teams, some in communities: streets "
        "handle more without a whistle, departments lose the pooling of their people.",
        zh="部门一线人员下沉街道组成混合队伍,部分到社区;街道不吹哨也能处置,部门则失去统一调度的余地。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {
        "streets.stationed": None,
        "streets.staff": Combine.IN_ORDER,
        "communities.staff": Combine.IN_ORDER,
        "departments.staff": Combine.IN_ORDER,
    }
    structural: ClassVar[bool] = True
    effect: ClassVar[Effect] = Effect("whistles", -1)
    strong: ClassVar[Mapping[str, Any]] = {"share": 0.3, "to_community_share": 0.2}
    shown_in: ClassVar[str] = "whistle"
    doses: ClassVar[Doses | None] = Doses("share", (0.0, 0.1, 0.2, 0.3))

    share: float = lever_field(
        0.0,
        zh="部门一线人员下沉比例",
        en="Share of the departments' field staff that is stationed below.",
        unit="share",
        source="assumption; fact 4.08: an enforcement team and a stationed office in one street",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )
    to_community_share: float = lever_field(
        0.0,
        zh="其中下沉到社区比例",
        en="Share of those that goes on to communities.",
        unit="share",
        source="assumption; clause S1",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )

    def is_neutral(self) -> bool:
        """Where nobody moves nothing changes, whatever the other field says."""
        return self.share == 0.0

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Move whole people, by size of department and need below; each is counted once."""
        if self.share == 0.0:
            return rules
        need = need_of_communities(rules)
        street_need = np.bincount(place.community_street, weights=need, minlength=len(place.street_district))
        streets, communities = rules.streets.staff.copy(), rules.communities.staff.copy()
        departments = rules.departments.staff.copy()
        for district, strength in enumerate(s):
            theirs = place.department_district == district
            many = round(float(strength) * self.share * int(departments[theirs].sum()))
            leaving = released(departments[theirs], many)
            departments[theirs] -= leaving
            onward = round(int(leaving.sum()) * self.to_community_share)
            mine, below = place.street_district == district, place.community_district == district
            streets[mine] += apportion(int(leaving.sum()) - onward, street_need[mine])
            communities[below] += apportion(onward, need[below])
        # A team takes on what its people would have had hours for at the department.
        taken = np.minimum(1.0, s * self.share * (1.0 - self.to_community_share) / ISSUE_SHARE)[place.street_district]
        stationed = np.where(streets > rules.streets.staff, taken, rules.streets.stationed)
        return rules._replace(
            streets=rules.streets._replace(staff=streets, stationed=stationed),
            communities=rules.communities._replace(staff=communities),
            departments=rules.departments._replace(staff=departments),
        )
