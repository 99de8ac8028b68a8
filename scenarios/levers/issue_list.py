"""Issues by list (clause D5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, either, lever_field
from sim.rules import Rules
from sim.text import Text


class IssueList(Lever):
    """A list says which leader and division each kind of issue belongs to."""

    name: ClassVar[str] = "issue_list"
    clause: ClassVar[str] = "D5"
    title: ClassVar[Text] = Text(en="Issues by list", zh="问题清单化")
    explanation: ClassVar[Text] = Text(
        en="A list names the leader and division each kind of issue belongs to, so that fewer are sent to the "
        "wrong desk.",
        zh="按清单把每类诉求对应到责任领导和科室,减少转错、退回。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {"streets.accuracy": Combine.COMPLEMENT}
    effect: ClassVar[Effect] = Effect("restricted_mean_days_30", -1)
    strong: ClassVar[Mapping[str, Any]] = {"accuracy_gain": 0.8}
    doses: ClassVar[Doses | None] = Doses("accuracy_gain", (0.0, 0.3, 0.5, 0.8))
    why_small: ClassVar[Text | None] = Text(
        en="Only about one issue in ten is sent to the wrong desk to begin with, and a second call takes less than "
        "half an hour: what is saved is little beside the queue.",
        zh="本来只有约一成转错，多打一次电话不到半小时：与排队相比，省下的很少。",
    )
    says: ClassVar[Mapping[str, Text]] = {
        "accuracy_gain": Text(
            en="Issues sent to the wrong desk become rarer by {value}.",
            zh="诉求转错科室的情形减少 {value}。",
        ),
    }

    accuracy_gain: float = lever_field(
        0.0,
        zh="分类差错下降比例",
        en="Share of the routing error that disappears.",
        unit="share",
        source="assumption",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Close a share of the routing error."""
        closed = (s * self.accuracy_gain)[place.street_district]
        return rules._replace(streets=rules.streets._replace(accuracy=either(rules.streets.accuracy, closed)))
