"""A town that neither learns nor reacts: the flow alone, as docs/flow.md has it.

Used where theory or the oracle is the judge, and to show what a behaviour adds.
"""

from typing import Any

import numpy as np

from sim.errors import BadInput, unknown
from sim.rules import Conduct, Pressure, Rules, Stocks, Voice

# What one switch turns off: part of the rules and the fields that become 0.
BEHAVIOURS: dict[str, tuple[tuple[str, str], ...]] = {
    "expectation_and_trust": (("voice", "adaptation"),),
    "neighbours": (("voice", "neighbours"),),
    "word_of_mouth": (("voice", "word_of_mouth"),),
    "trust_and_repeats": (("voice", "refile_trust"),),
    "threats": (("voice", "petition"), ("voice", "group_size")),
    "quality_under_load": (("pressure", "haste"), ("pressure", "slip")),
    "sheets_give_way": (("pressure", "shed_most"),),
    "overtime": (("pressure", "overtime_most"),),
    "effort": (("conduct", "effort_gain"),),
    "diligence": (("conduct", "diligence_gain"),),
    "care": (("conduct", "care_gain"),),
    "acceptance": (("conduct", "acceptance_gain"),),
    "relief": (("conduct", "relief_gain"),),
    "deterrence": (("conduct", "gate_deterrence"),),
    "attention": (("conduct", "attention_gain"),),
    "easy_first": (("conduct", "easy_gain"),),
    "insistence": (("conduct", "insist_gain"),),
    "false_closing": (("conduct", "false_gain"),),
    "accountability": (("conduct", "accountability_gain"),),
    "relabelling": (("conduct", "relabel_gain"),),
    "leniency": (("conduct", "leniency"), ("conduct", "leniency_most")),
    "call_backs": (("conduct", "call_back_gain"),),
    "applications": (("conduct", "apply_gain"),),
    "learned_whistling": (("streets", "learning"),),
    "skill": (("stocks", "skill_gain"), ("stocks", "turnover"), ("stocks", "training_gain")),
    "root_causes": (("stocks", "root_treatment"),),
    "slack": (("stocks", "slack_used"),),
    "yearly_budgets": (("streets", "budget"), ("districts", "budget")),
}


def without(rules: Rules, *names: str) -> Rules:
    """Return the rules with the named behaviours switched off; BadInput if there is none of a name."""
    faults = [unknown(("behaviour", "行为"), name, BEHAVIOURS) for name in names if name not in BEHAVIOURS]
    if faults:
        raise BadInput(faults)
    for name in names:
        for part, field in BEHAVIOURS[name]:
            old = getattr(rules, part)
            neutral = old._replace(**{field: np.zeros_like(getattr(old, field))[()]})
            rules = rules._replace(**{part: neutral})
    return rules


def still(rules: Rules) -> Rules:
    """Return the rules with every behaviour switched off."""
    return without(rules, *BEHAVIOURS)


def still_parts() -> tuple[Voice, Pressure, Conduct, Stocks]:
    """Return parts of the rules under which nobody learns or reacts, for towns made by hand."""
    conduct: dict[str, Any] = dict.fromkeys(Conduct._fields, 0.0) | {
        "call_back_hours": 0.25,
        "apply_hours": 0.5,
        "supervise_most": 0,
    }
    stocks = dict.fromkeys(Stocks._fields, 0.0) | {
        "root_floor": 1.0,
        "proactive_hours": 7.0,
        "training_hours": 7.0,
        "patrol_hours": 3.5,
        "silent_days": 60.0,
        "skill": 0.5,
        "newcomer": 0.5,
        "deliberation_hours": 1.0,
        "deliberation_days": 5.0,
        "deliberation_quality": 0.8,
        "team_idle": 0.5,
    }
    voice: dict[str, Any] = dict.fromkeys(Voice._fields, 0.0)
    return (
        Voice(**voice | {"path_days": np.zeros(1), "path_gain": np.zeros(1), "group_size": 0}),
        Pressure(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
        Conduct(**conduct | {"grant": np.array([0.1, 0.6, 0.4])}),
        Stocks(**stocks),
    )
