"""Fewer and larger divisions (clauses F3 and D1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, blend, lever_field
from sim.rules import Rules
from sim.text import Text

_SECTIONS = 25  # of a street before the reform (fact 4.06)


class Organisation(Lever):
    """Sections that mirrored the departments above are merged, and staff help one another out."""

    name: ClassVar[str] = "organisation"
    clause: ClassVar[str] = "F3"
    title: ClassVar[Text] = Text(en="Fewer and larger divisions", zh="综合设置机构")
    explanation: ClassVar[Text] = Text(
        en="Sections that mirrored the departments above are merged into larger divisions whose staff can help one "
        "another out.",
        zh="把对口上级设置的科室合并为综合部门,人员可以相互支援。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"streets.divisions": None, "streets.lending": None}
    structural: ClassVar[bool] = True
    effect: ClassVar[Effect] = Effect("restricted_mean_days_30", -1)
    strong: ClassVar[Mapping[str, Any]] = {"divisions": 3, "lending_share": 0.6}
    doses: ClassVar[Doses | None] = Doses("lending_share", (None, 0.45, 0.6, 0.9))
    says: ClassVar[Mapping[str, Text]] = {
        "divisions": Text(en="A street has at most {value} divisions.", zh="一个街道的内设机构不超过 {value} 个。"),
        "lending_share": Text(
            en="{value} of a division's work may be done by another division's staff.",
            zh="各部门的工作有 {value} 可由其他部门的人员支援办理。",
        ),
    }

    divisions: int = lever_field(
        _SECTIONS,
        zh="内设机构数上限",
        en="Divisions of a street, at most.",
        unit="number",
        source="fact 4.06: 25 sections to 12 units",
        neutral=_SECTIONS,
        ge=1,
        le=_SECTIONS,
    )
    lending_share: float | None = lever_field(
        None,
        zh="可相互支援工作比例",
        en="Share of work that another division's staff may do.",
        unit="probability",
        source="assumption",
        neutral=None,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Merge divisions at once, let lending grow with the ramp."""
        at, streets = s[place.street_district], rules.streets
        merged = np.where(at > 0.0, np.minimum(streets.divisions, self.divisions), streets.divisions)
        lending = streets.lending if self.lending_share is None else blend(streets.lending, self.lending_share, at)
        return rules._replace(streets=streets._replace(divisions=merged.astype(np.int64), lending=lending))
