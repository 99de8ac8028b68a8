"""Survey of reporters (clause W4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, blend, lever_field
from sim.rules import Rules
from sim.text import Text


class Survey(Lever):
    """How many of those whose case was closed are asked."""

    name: ClassVar[str] = "survey"
    clause: ClassVar[str] = "W4"
    title: ClassVar[Text] = Text(en="Survey of reporters", zh="群众满意度回访")
    explanation: ClassVar[Text] = Text(
        en="After closing a share of reporters is called and asked whether it was solved and whether they are "
        "satisfied; the more are asked, the more the rates rest on.",
        zh="办结后按比例回访来件人,问是否解决、是否满意;回访面越大,评价依据越足。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"evaluation.coverage": None}
    effect: ClassVar[Effect] = Effect("resolution_rate", 0)  # other people are asked, and streets learn from answers
    strong: ClassVar[Mapping[str, Any]] = {"coverage": 1.0}
    doses: ClassVar[Doses | None] = Doses("coverage", (None, 0.6, 0.8, 1.0))
    why_small: ClassVar[Text | None] = Text(
        en="Asking more residents records the same town: rates are shares of those asked, and how many are asked "
        "changes their error, not their level.",
        zh="问得更多，记录的仍是同一个小城：比率是被问者中的比例，问多少人只改变误差。",
    )

    coverage: float | None = lever_field(
        None,
        zh="回访覆盖率",
        en="Share of closed rows whose reporter is asked.",
        unit="share",
        source="fact 2.40: all are called; section 11 of the facts: 0.12 to 1",
        neutral=None,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Ask more people."""
        if self.coverage is None:
            return rules
        evaluation = rules.evaluation
        return rules._replace(evaluation=evaluation._replace(coverage=blend(evaluation.coverage, self.coverage, s)))
