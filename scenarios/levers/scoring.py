"""What a whistle's score is made of (clause W4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, blend, lever_field
from sim.rules import Rules
from sim.text import Text

_SOURCE = "assumption; fact 0.5 names the criteria, not their weights"


class Scoring(Lever):
    """The score of one whistle weighs showing up, solving and the resident's word."""

    name: ClassVar[str] = "scoring"
    clause: ClassVar[str] = "W4"
    title: ClassVar[Text] = Text(en="Weights of the score", zh="一哨一评价的权重")
    explanation: ClassVar[Text] = Text(
        en="How much showing up, solving and the resident's answer each count in the evaluation of a whistle, and how "
        "much the street's own score counts beside the platform's.",
        zh="一哨一评价中,报到、解决、群众满意各占多少,平台评分与街道评分各占多少。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {
        "districts.score_check_in": None,
        "districts.score_solved": None,
        "districts.score_satisfied": None,
        "districts.street_share": None,
    }
    effect: ClassVar[Effect] = Effect("true_resolution_rate", +1)
    strong: ClassVar[Mapping[str, Any]] = {"solved": 1.0}
    shown_in: ClassVar[str] = "whistle"
    given: ClassVar[Mapping[str, Any]] = {"street_evaluation.weight": 0.33}
    doses: ClassVar[Doses | None] = Doses("solved", (None, 0.5, 0.75, 1.0))
    why_small: ClassVar[Text | None] = Text(
        en="Weight on solving is taken from the resident's answer, which asks for the same care: what solving has to "
        "gain hardly changes, and showing up counts for less.",
        zh="解决的权重升了，群众满意的权重就降了，而两者要的是同一份用心：真正解决能多得的分几乎不变，报到的分量反而轻了。",
    )

    check_in: float | None = lever_field(
        None,
        zh="报到的权重(三项权重按和为 1 折算,全为 0 则照地方原样)",
        en="Weight of showing up; the three are scaled to sum 1, all 0: as the place has them.",
        unit="weight",
        source=_SOURCE,
        neutral=None,
        ge=0.0,
        le=1.0,
    )
    solved: float | None = lever_field(
        None, zh="解决的权重", en="Weight of solving.", unit="weight", source=_SOURCE, neutral=None, ge=0.0, le=1.0
    )
    satisfied: float | None = lever_field(
        None,
        zh="群众满意的权重",
        en="Weight of the reporter's answer.",
        unit="weight",
        source=_SOURCE,
        neutral=None,
        ge=0.0,
        le=1.0,
    )
    street_share: float | None = lever_field(
        None,
        zh="街道评分占比",
        en="Share of the street's own score in the whole.",
        unit="share",
        source="assumption; facts 0.5 and 3.16: platform and street scores combined",
        neutral=None,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Weigh anew; a weight not given keeps the place's."""
        d = rules.districts
        old = (d.score_check_in, d.score_solved, d.score_satisfied)
        given = (self.check_in, self.solved, self.satisfied)
        new = old
        if any(weight is not None for weight in given):
            pairs = zip(old, given, strict=True)
            wanted = np.array([kept if weight is None else np.full_like(kept, weight) for kept, weight in pairs])
            total = wanted.sum(axis=0)
            scaled = np.where(total > 0.0, wanted / np.where(total > 0.0, total, 1.0), old)
            new = tuple(blend(np.array(old), scaled, s))
        share = d.street_share if self.street_share is None else blend(d.street_share, self.street_share, s)
        return rules._replace(
            districts=d._replace(score_check_in=new[0], score_solved=new[1], score_satisfied=new[2], street_share=share)
        )
