"""Feedback back to back (clause S3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from numpy.typing import NDArray

from scenarios.levers.base import Combine, Effect, Lever, Offices, lever_field, switched
from sim.rules import Rules
from sim.text import Text


class BlindFeedback(Lever):
    """Departments do not learn who gave them which mark."""

    name: ClassVar[str] = "blind_feedback"
    clause: ClassVar[str] = "S3"
    title: ClassVar[Text] = Text(en="Feedback back to back", zh="背靠背反馈")
    explanation: ClassVar[Text] = Text(
        en="Departments do not learn who gave them which mark, so that streets need not be lenient and marks no "
        "longer drift up.",
        zh="部门不知道分数是谁打的,街道不必再手下留情,分数不再虚高。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"districts.blind": None}
    effect: ClassVar[Effect] = Effect("department_score", -1)
    strong: ClassVar[Mapping[str, Any]] = {"on": True}
    shown_in: ClassVar[str] = "pilot_2018"

    on: bool = lever_field(
        False,
        zh="是否背靠背",
        en="Whether feedback is back to back.",
        unit="switch",
        source="clause S3",
        neutral=False,
    )

    def enact(self, rules: Rules, s: NDArray[Any], place: Offices) -> Rules:
        """Part who marks from who is marked."""
        d = rules.districts
        return rules._replace(districts=d._replace(blind=switched(d.blind, 1.0 if self.on else d.blind, s)))
