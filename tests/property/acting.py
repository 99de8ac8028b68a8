"""The oracle's small town lived by actors: `StreetModel` on rules made by hand, and random ways to behave."""

from typing import Any
from unittest.mock import patch

import numpy as np
from hypothesis import strategies as st

from scenarios.compile import FROM_THE_START, Compiled
from sim.filing import Filing
from sim.model import StreetModel
from sim.rules import Rules
from tests.oracle.small_town import small_town

BURN_IN, DAYS = 14, 21
COMMUNITIES, STREETS = 5, 2  # of the small town; its offices in the accounts come in this order, then departments


def part(**fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Draw a part of the rules: a pair of bounds means a number between them, a list one of its members."""
    return st.fixed_dictionaries(
        {n: st.floats(*v) if isinstance(v, tuple) else st.sampled_from(v) for n, v in fields.items()}
    )


SHARE = (0.0, 1.0)
WEIGHT = (0.05, 0.95)
behaviours = st.fixed_dictionaries(
    {
        "streets": part(
            lending=SHARE, upward_weight=WEIGHT, accuracy=SHARE, whistle=SHARE, whistle_solvable=(0.0, 0.3),
            delegated=(0.0, 0.3), reversed=SHARE, rigour=SHARE, professional=[0.0, 1.0], false_closing=SHARE,
            desk_every_day=[0, 1, [1, 0]], desk_positions=[1, [1, 2]],
            learning=[0, 1], stationed=[0.0, 0.3], proactive=[0.0, 0.15, 0.3], budget=[0.0, 6.0, 40.0],
        ),
        "communities": part(patrol=[0.0, 0.1, 0.3], deliberation=SHARE),
        "departments": part(effort=WEIGHT, acceptance=SHARE, diligence=SHARE, pass_share=SHARE),
        "top_down": part(gate=SHARE, admission_days=(0.0, 5.0)),
        "deadlines": part(
            working_days=[0, 1], grade_hours=[[2.0, 24.0, 168.0, 360.0], [1.0, 9.0, 60.0, 120.0]],
        ),
        "evaluation": part(coverage=SHARE, rated=SHARE, believed=SHARE, feedback_hours=[0.0, 48.0, 200.0]),
        "service": part(
            contact_hours=(0.05, 1.0), first_call_hours=(0.05, 1.5), first_call_quality=SHARE, reply_hours=(0.05, 1.0), shape=[0, 1, 2], emergency_delay=(0.1, 2.0),
            take_up=SHARE, letter_tray=(0.1, 5.0), remind_days=(0.2, 6.0), remind_hours=(0.05, 1.0),
            reminders=[0, 1, 2, 3], apart=SHARE, max_returns=[0, 1, 2], slots=[[9.0, 10.5, 13.5, 15.0], [10, 11, 14, 17]],
            bookable=(0.0, 1.5), booking_lead=(0.0, 8.0), booking_horizon=(0.0, 10.0), no_show=SHARE,
            patience=(0.0, 3.0), max_appointments=[1, 2, 3],
        ),
        "demand": part(problems_a_day=(0.05, 0.8), merge_share=SHARE, awareness=SHARE),
        "districts": part(
            evaluation_weight=SHARE, stakes=SHARE, monitoring=SHARE, ranking=[0.0, 0.5, 1.0], exclusions=[0.0, 1.0],
            supervision_days=[0.0, 3.0, 7.0], urge_whistle=[0.0, 1.0], campaign_day=[-1.0, 5.0],
            review_days=[0.0, 14.0], rotation=SHARE, census_day=[-1.0, 8.0], budget=[0.0, 6.0, 40.0],
        ),
        "voice": part(
            adaptation=(0.0, 0.5), neighbours=(0.0, 0.2), word_of_mouth=(0.0, 0.05), forgetting=SHARE,
            refile_trust=(-1.0, 1.0), petition=SHARE, group_size=[0, 2, 3], head_start_days=(0.0, 5.0),
            petition_hours=(0.0, 3.0),
        ),
        "pressure": part(
            tray_days=(0.0, 10.0), haste=(0.0, 0.5), slip=(0.0, 0.5), shed_most=SHARE, overtime_most=(0.0, 0.35),
            fatigue=(0.0, 6.0), strain_days=[0.02, 0.2, 1.0],
        ),
        "categories": part(first_call=SHARE),
        "conduct": part(
            adjustment=SHARE, effort_gain=(0.0, 8.0), diligence_gain=(0.0, 8.0), acceptance_gain=(0.0, 8.0),
            diligence_quality=(0.0, 3.0), diligence_hours=(0.0, 0.9), relief_gain=SHARE, gate_deterrence=SHARE,
            memory=(0.0, 50.0), fading=(0.0, 0.2), relations_cost=(0.0, 0.3), attention_gain=SHARE,
            easy_gain=(0.0, 3.0), insist_gain=SHARE, false_gain=(0.0, 0.6), call_back_gain=SHARE, apply_gain=SHARE,
            call_back_hours=(0.1, 1.0), apply_hours=(0.2, 2.0), grant=SHARE, precedent=(0.0, 0.5),
            supervise_hours=(0.0, 2.0), urged_days=(0.0, 5.0),
        ),
        "stocks": part(
            root_renewal=(0.0, 0.1), root_treatment=(0.0, 0.1), root_floor=(0.0, 0.9), patrol_find=[0.0, 0.02, 3.0],
            census_hours=(0.0, 35.0), skill_gain=SHARE, turnover=(0.0, 0.1), newcomer=SHARE, skill_hours=(0.0, 0.6),
            skill_quality=(0.0, 2.0), deliberation_hours=(0.5, 6.0), deliberation_days=(0.0, 20.0),
            deliberation_quality=SHARE, deliberation_accepted=SHARE, team_quality=(0.0, 2.0), team_idle=SHARE,
            team_new=(0.0, 2.0), slack_used=SHARE,
        ),
    }
)  # fmt: skip

BUSY: dict[str, dict[str, Any]] = {
    "streets": {"learning": 1, "stationed": 0.1, "proactive": 0.1, "budget": 10.0, "whistle": 0.5,
                "professional": 1.0, "training": 80.0, "advice": 1.0, "authority": 0.5, "committee_days": 7.0,
                "consultation_days": 7.0, "desk_every_day": [1, 0], "topic_meetings": 4.0, "layers": 2.0, "reporting": 1.0},
    "communities": {"patrol": 0.1, "deliberation": 0.7, "grids": 5.0},
    "demand": {"problems_a_day": 0.5},
    "districts": {
        "evaluation_weight": 0.4, "stakes": 0.8, "ranking": 1.0, "exclusions": 1.0, "supervision_days": 3.0,
        "urge_whistle": 1.0, "campaign_day": 5.0, "review_days": 14.0, "rotation": 0.5, "census_day": 8.0,
        "budget": 10.0, "accountability": 1.0, "evidence_hours": 0.3, "third_party": 0.5, "stay": 1.0,
    },
    "voice": {
        "adaptation": 0.1, "neighbours": 0.02, "word_of_mouth": 0.01, "forgetting": 0.05, "refile_trust": 0.5,
        "petition": 0.3, "group_size": 2, "head_start_days": 3.0, "petition_hours": 1.0,
    },
    "pressure": {"tray_days": 5.0, "haste": 0.3, "slip": 0.3, "shed_most": 0.5, "overtime_most": 0.3, "fatigue": 3.0,
                 "strain_days": 0.2},
    "conduct": {
        "adjustment": 0.5, "effort_gain": 3.0, "diligence_gain": 3.0, "acceptance_gain": 3.0,
        "diligence_quality": 1.0, "diligence_hours": 0.3, "relief_gain": 0.3, "gate_deterrence": 0.3, "memory": 20.0,
        "fading": 0.02, "relations_cost": 0.1, "attention_gain": 0.5, "easy_gain": 1.0, "insist_gain": 0.6,
        "false_gain": 0.2, "call_back_gain": 0.8, "apply_gain": 0.6, "precedent": 0.3, "supervise_hours": 0.5,
        "urged_days": 4.0, "proposal_hours": 2.0,
    },
    "stocks": {
        "advice_hours": 7.0, "grid_hours": 0.5, "grid_watch": 0.3, "training_gain": 0.2,
        "root_renewal": 0.01, "root_treatment": 0.05, "root_floor": 0.3, "slack_used": 0.5, "patrol_find": 0.02, "census_hours": 7.0,
        "skill_gain": 0.05, "turnover": 0.003, "newcomer": 0.3, "skill_hours": 0.3, "skill_quality": 1.0,
        "deliberation_accepted": 0.5, "team_quality": 1.0, "team_new": 0.5,
    },
}  # fmt: skip

# Hardly any work from above and few problems.
QUIET: dict[str, dict[str, Any]] = {
    "demand": {"problems_a_day": 0.05},
    "departments": {"transferred_a_day": 0.0, "derived_a_day": 0.0},
    "streets": {"proactive": 0.0},
}

# Cases that are due soon, at desks that have much to do.
CLOCK: dict[str, dict[str, Any]] = {
    "streets": {"topic_meetings": 0.0},  # so that nothing but supervision moves up what waits
    "service": {"contact_hours": 0.9, "reply_hours": 1.5},
    "deadlines": {"grade_hours": [2.0, 12.0, 60.0, 120.0], "working_days": 1},
    "evaluation": {"coverage": 1.0, "rated": 0.9, "feedback_hours": 24.0},
}

# Where others than offices settle cases, the tables do not tell who took which in past visits.
HELPED: dict[str, dict[str, Any]] = {
    **BUSY,
    "communities": {**BUSY["communities"], "alliance": 0.5, "resources": 20.0},
    "handlers": {"servers": 1},
    "categories": {
        "property_share": 0.3,
        "resource_share": 0.1,
        "volunteer_share": 0.3,
        "social_share": 0.3,
        "contract_share": 0.4,
    },
}


def rules_of(overrides: dict[str, Any]) -> Rules:
    """Return the small town's rules under overrides."""
    return small_town(burn_in_days=BURN_IN, days=DAYS, **overrides)[1]


def acting_town(
    overrides: dict[str, Any], *later: tuple[int, Rules], seed: int = 5, days: int = DAYS, **more: Any
) -> StreetModel:
    """Return the small town under actors who decide; `later` are (day, rules) that come into force from day 0 on."""
    world, rules, residents = small_town(burn_in_days=BURN_IN, days=days, **overrides)
    nothing = np.zeros(0)
    dated = ((FROM_THE_START, rules), *later)
    made = Compiled(world, residents, dated, Filing(*[nothing] * len(Filing._fields)))
    with patch("sim.model.compile_scenario", lambda *_: made):
        return StreetModel("status_quo", place="classroom", days=days, burn_in_days=BURN_IN, seed=seed, **more)


def lived(overrides: dict[str, Any], *later: tuple[int, Rules], **more: Any) -> StreetModel:
    """Return the small town at the end of its days."""
    model = acting_town(overrides, *later, **more)
    while model.running:
        model.step()
    return model
