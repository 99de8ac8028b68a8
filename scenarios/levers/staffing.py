"""More or fewer people (presupposed by P4 and S1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, lever_field
from sim.apportion import apportion
from sim.rules import Rules
from sim.text import Text

_SOURCE = "assumption: a benchmark, no clause of the reform"


class Staffing(Lever):
    """People are added or taken away; work stays as it is."""

    name: ClassVar[str] = "staffing"
    clause: ClassVar[str] = "P4"
    title: ClassVar[Text] = Text(en="Staffing", zh="人员编制")
    explanation: ClassVar[Text] = Text(
        en="People are added to or taken from streets, communities or departments, as a yardstick for what a reform is "
        "worth.",
        zh="按比例增减街道、社区、部门人员,作为改革效果的对照。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {
        "streets.staff": Combine.IN_ORDER,
        "communities.staff": Combine.IN_ORDER,
        "departments.staff": Combine.IN_ORDER,
    }
    structural: ClassVar[bool] = True
    effect: ClassVar[Effect] = Effect("street_utilisation", -1)
    strong: ClassVar[Mapping[str, Any]] = {"street_factor": 1.25}
    doses: ClassVar[Doses | None] = Doses("street_factor", (1.0, 1.1, 1.25, 1.5))
    says: ClassVar[Mapping[str, Text]] = {
        "street_factor": Text(en="Street offices have {value} the staff they had.", zh="街道人员为原来的 {value}。"),
        "community_factor": Text(en="Communities have {value} the workers they had.", zh="社区人员为原来的 {value}。"),
        "department_factor": Text(
            en="Departments have {value} the field staff they had.",
            zh="部门人员为原来的 {value}。",
        ),
    }

    street_factor: float = lever_field(
        1.0, zh="街道人员倍数", en="Street staff, times.", unit="factor", source=_SOURCE, neutral=1.0, ge=0.25, le=4.0
    )
    community_factor: float = lever_field(
        1.0,
        zh="社区人员倍数",
        en="Community workers, times.",
        unit="factor",
        source=_SOURCE,
        neutral=1.0,
        ge=0.25,
        le=4.0,
    )
    department_factor: float = lever_field(
        1.0,
        zh="部门人员倍数",
        en="Department field staff, times.",
        unit="factor",
        source=_SOURCE,
        neutral=1.0,
        ge=0.25,
        le=4.0,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Scale staff in whole people, by largest remainder within a district."""
        return rules._replace(
            streets=rules.streets._replace(
                staff=_scaled(rules.streets.staff, self.street_factor, s, place.street_district)
            ),
            communities=rules.communities._replace(
                staff=_scaled(rules.communities.staff, self.community_factor, s, place.community_district)
            ),
            departments=rules.departments._replace(
                staff=_scaled(rules.departments.staff, self.department_factor, s, place.department_district)
            ),
        )


def _scaled(
    staff: NDArray[np.int64], factor: float, s: NDArray[np.float64], district: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Return staff scaled by 1 + s (factor − 1) in every district; the same array where nothing changes."""
    if factor == 1.0 or not (s > 0.0).any():
        return staff
    new = staff.copy()
    for number, strength in enumerate(s):
        mine = district == number
        total = round(int(staff[mine].sum()) * (1.0 + float(strength) * (factor - 1.0)))
        new[mine] = apportion(max(total, int(mine.sum())), staff[mine], least=1)
    return new
