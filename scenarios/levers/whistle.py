"""The whistle (clause W2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, blend, lever_field
from sim.rules import Rules
from sim.stages import Family, Ground
from sim.text import Text

FamilyName = Literal["enforcement", "key_work", "emergency"]
GroundName = Literal["authority", "overlap", "phase"]


class Whistle(Lever):
    """Streets may call departments in; a named department, a task and a clock come with it."""

    name: ClassVar[str] = "whistle"
    clause: ClassVar[str] = "W2"
    title: ClassVar[Text] = Text(en="The whistle", zh="街道吹哨、部门报到")
    explanation: ClassVar[Text] = Text(
        en="For issues beyond its authority the street blows a whistle, and the departments called must sign for it, "
        "check in and handle it on site.",
        zh="街道对自身无权解决的诉求吹哨,有关部门必须签收、报到、到场处置。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {
        "streets.whistle": None,
        "streets.learning": None,
        "streets.whistle_solvable": None,
        "streets.leader_hours": None,
        "families": None,
        "grounds": None,
        "districts.check_in_factor": None,
    }
    effect: ClassVar[Effect] = Effect("true_resolution_rate", 0)  # up to the optimum, then down
    strong: ClassVar[Mapping[str, Any]] = {"on": True, "propensity": 0.5, "learning": False}
    doses: ClassVar[Doses | None] = Doses("propensity", (0.0, 0.2, 0.35, 0.5, 0.75))
    says: ClassVar[Mapping[str, Text]] = {
        "on": Text(en="Streets may blow the whistle.", zh="街道可以吹哨。"),
        "propensity": Text(
            en="A street whistles {value} of the issues beyond its authority and writes letters for the rest.",
            zh="街道对超出自身权限的诉求，{value} 吹哨，其余发函。",
        ),
        "families": Text(en="Families in which it may whistle: {value}.", zh="可吹哨的类别：{value}。"),
        "grounds": Text(en="Grounds on which it may whistle: {value}.", zh="可吹哨的事由：{value}。"),
        "leader_hours": Text(en="The main leader's confirmation takes {value}.", zh="主要领导确认需 {value}。"),
        "also_solvable_share": Text(
            en="It also whistles {value} of the issues it could solve itself.",
            zh="街道自己能办的诉求，也有 {value} 吹哨。",
        ),
    }

    on: bool = lever_field(
        False, zh="是否启用", en="Whether streets may whistle.", unit="switch", source="clause W2", neutral=False
    )
    propensity: float = lever_field(
        0.5,
        zh="吹哨意愿",
        en="Prior willingness to whistle an issue beyond authority.",
        unit="probability",
        source="assumption: section 11 of the facts; fact 3.30",
        neutral=0.5,
        ge=0.0,
        le=1.0,
    )
    learning: bool = lever_field(
        True,
        zh="是否从经验中学习",
        en="Whether experience with each department moves that willingness.",
        unit="switch",
        source="assumption; direction: fact 3.30",
        neutral=True,
    )
    families: tuple[FamilyName, ...] = lever_field(
        ("enforcement", "key_work", "emergency"),
        zh="吹哨类别",
        en="Families in which streets may whistle.",
        unit="names",
        source="facts 0.4 and 3.10",
        neutral=("enforcement", "key_work", "emergency"),
    )
    grounds: tuple[GroundName, ...] = lever_field(
        ("authority", "overlap", "phase"),
        zh="吹哨事由",
        en="Grounds on which streets may whistle.",
        unit="names",
        source="fact 0.3",
        neutral=("authority", "overlap", "phase"),
    )
    leader_hours: float = lever_field(
        3.5,
        zh="主要领导确认时长",
        en="Staffed hours until the main leader has confirmed.",
        unit="staffed hours",
        source="assumption: half a day; fact 0.3",
        neutral=3.5,
        ge=0.0,
        le=70.0,
    )
    also_solvable_share: float = lever_field(
        0.0,
        zh="可自办事项吹哨比例",
        en="Share of what the street could solve that is whistled all the same.",
        unit="probability",
        source="fact 3.30",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )

    deadline_factor: float = lever_field(
        1.0,
        zh="报到时限倍数",
        en="Times the deadlines for checking in.",
        unit="factor",
        source="facts 3.20 and 3.21 are factor 1",
        neutral=1.0,
        ge=0.1,
        le=5.0,
    )

    def is_neutral(self) -> bool:
        """Switched off it changes nothing, whatever the other fields say."""
        return not self.on

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Turn the whistle on; the ramp grows the willingness."""
        if not self.on:
            return rules
        at = s[place.street_district]
        active = at > 0.0
        streets = rules.streets
        families = _flags([Family[name.upper()] for name in self.families])
        grounds = _flags([Ground[name.upper()] for name in self.grounds])
        d = rules.districts
        return rules._replace(
            districts=d._replace(check_in_factor=blend(d.check_in_factor, self.deadline_factor, s)),
            streets=streets._replace(
                whistle=blend(streets.whistle, self.propensity, at),
                learning=np.where(active, self.learning, streets.learning).astype(np.uint8),
                whistle_solvable=blend(streets.whistle_solvable, self.also_solvable_share, at),
                leader_hours=np.where(active, self.leader_hours, streets.leader_hours),
            ),
            families=np.where(active[:, None], families, rules.families).astype(np.uint8),
            grounds=np.where(active[:, None], grounds, rules.grounds).astype(np.uint8),
        )


def _flags(members: list[Family] | list[Ground]) -> NDArray[np.uint8]:
    flags = np.zeros(3, dtype=np.uint8)
    flags[[int(m) for m in members]] = 1
    return flags
