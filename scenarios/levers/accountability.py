"""Proposals to hold departments to account (clause S3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, either, lever_field
from sim.rules import Rules
from sim.text import Text


class Accountability(Lever):
    """Streets may propose that a department be held to account."""

    name: ClassVar[str] = "accountability"
    clause: ClassVar[str] = "S3"
    title: ClassVar[Text] = Text(en="Proposals of accountability", zh="问责建议权")
    explanation: ClassVar[Text] = Text(
        en="Streets may propose that a department be held to account for check-ins it missed: departments come "
        "more readily and pass less of their work down. Writing proposals costs street hours.",
        zh="街道可对不到场的部门提出问责建议:部门更愿到场,也更少把自己的工作往下压;写建议占用街道工时。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"districts.accountability": Combine.COMPLEMENT}
    effect: ClassVar[Effect] = Effect("passed_down_hours", -1)
    strong: ClassVar[Mapping[str, Any]] = {"strength": 0.8}
    shown_in: ClassVar[str] = "whistle"
    doses: ClassVar[Doses | None] = Doses("strength", (0.0, 0.2, 0.4, 0.8))

    strength: float = lever_field(
        0.0,
        zh="建议被采纳程度",
        en="How far proposals are followed.",
        unit="share",
        source="clause S3; the size: assumption",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[Any], place: Offices) -> Rules:
        """Let proposals be followed."""
        d = rules.districts
        return rules._replace(districts=d._replace(accountability=either(d.accountability, s * self.strength)))
