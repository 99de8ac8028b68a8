"""Review of stationed teams (clause S3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, lever_field, switched
from sim.rules import Rules
from sim.text import Text


class Review(Lever):
    """Who is stationed at a street answers to it."""

    name: ClassVar[str] = "review"
    clause: ClassVar[str] = "S3"
    title: ClassVar[Text] = Text(en="Review of stationed teams", zh="派驻人员评议与轮岗")
    explanation: ClassVar[Text] = Text(
        en="Local units and residents' representatives review the teams stationed at their street at intervals; a team "
        "that solves too little is rotated.",
        zh="街道定期组织驻区单位和居民代表评议派驻人员,评议不佳的轮岗。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {
        "districts.review_days": None,
        "districts.rotation": None,
        "districts.hearing": None,
    }
    effect: ClassVar[Effect] = Effect("true_resolution_rate", +1)
    strong: ClassVar[Mapping[str, Any]] = {"interval_days": 60}
    given: ClassVar[Mapping[str, Any]] = {"sinking.share": 0.3}
    doses: ClassVar[Doses | None] = Doses("interval_days", (None, 364, 182, 60))

    interval_days: int | None = lever_field(
        None,
        zh="评议间隔天数(0 为不评议)",
        en="Days between two reviews; 0: none.",
        unit="days",
        source="fact 0.5: half-yearly",
        neutral=None,
        ge=0,
        le=730,
    )
    rotation_threshold: float | None = lever_field(
        None,
        zh="轮岗的解决率门槛(0 为不轮岗)",
        en="Solved share below which a team is rotated; 0: never.",
        unit="share",
        source="assumption; clause S3",
        neutral=None,
        ge=0.0,
        le=1.0,
    )
    hearing: bool = lever_field(
        False,
        zh="任免前是否听取街道意见",
        en="Whether the street is heard before leaders of teams are appointed.",
        unit="switch",
        source="clause S3",
        neutral=False,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Begin the reviews; a ramp does not make them half."""
        d = rules.districts
        days = d.review_days if self.interval_days is None else self.interval_days
        threshold = d.rotation if self.rotation_threshold is None else self.rotation_threshold
        return rules._replace(
            districts=d._replace(
                review_days=switched(d.review_days, days, s),
                rotation=switched(d.rotation, threshold, s),
                hearing=switched(d.hearing, 1.0 if self.hearing else d.hearing, s),
            )
        )
