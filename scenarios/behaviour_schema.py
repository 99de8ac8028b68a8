"""What a place file holds on behaviour: how residents, departments and streets learn and react (docs/behaviour.md)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from scenarios.parameters import Count, Number, Within
from scenarios.written import Written

AboveZero = Annotated[Number, Within(gt=0.0)]
SomeTime = Annotated[Number, Within(ge=0.01)]  # hours of a task of which a lever may order any number


class DistrictTable(Written):
    """Supervision, assessment and money before any reform."""

    stakes: Number
    monitoring: Number
    score_check_in: Number
    score_solved: Number
    score_satisfied: Number
    street_share: Number
    budget: Number


class AwarenessPath(Written):
    """What history adds to residents' awareness: linear between days."""

    days: Annotated[tuple[float, ...], Field(min_length=1)] = (0.0,)
    gain: Annotated[tuple[Annotated[float, Field(ge=-1.0, le=1.0)], ...], Field(min_length=1)] = (0.0,)
    source: Annotated[str, Field(min_length=4)]

    @model_validator(mode="after")
    def _a_path(self) -> AwarenessPath:
        if len(self.days) != len(self.gain) or list(self.days) != sorted(self.days):
            raise ValueError("as many gains as days, days ascending")
        return self


class VoiceTable(Written):
    """How residents learn from experience and make themselves heard."""

    adaptation: Number
    neighbours: Number
    word_of_mouth: Number
    forgetting: Number
    refile_trust: Number
    petition: Number
    group_size: Count
    head_start_days: Number
    petition_hours: Number
    awareness_path: AwarenessPath


class PressureTable(Written):
    """Quality under load."""

    tray_days: Number
    haste: Number
    slip: Number
    shed_most: Number
    overtime_most: Annotated[Number, Within(ge=0.0, le=0.3)]
    fatigue: Number
    strain_days: AboveZero


class ConductTable(Written):
    """How departments and streets react to what they see."""

    adjustment: Number
    effort_gain: Number
    diligence_gain: Number
    acceptance_gain: Number
    care_gain: Number
    diligence_quality: Number
    diligence_hours: Number
    relief_gain: Number
    gate_deterrence: Number
    memory: Number
    fading: Number
    relations_cost: Number
    attention_gain: Number
    easy_gain: Number
    insist_gain: Number
    false_gain: Number
    call_back_gain: Number
    apply_gain: Number
    call_back_hours: Number
    apply_hours: Number
    grant_solvable: Number
    grant_unreasonable: Number
    grant_historic: Number
    precedent: Number
    supervise_most: Count
    supervise_hours: Number
    urged_days: Number
    relabel_gain: Number
    accountability_gain: Number
    proposal_hours: Number
    leniency: Number
    leniency_most: Number
    leniency_drift: Number


class StockTable(Written):
    """What changes slowly."""

    root_renewal: Number
    root_treatment: Number
    root_floor: Number
    slack_used: Number
    proactive_hours: SomeTime
    patrol_hours: SomeTime
    patrol_find: Number
    census_hours: Number
    silent_days: Number
    skill: Number
    skill_gain: Number
    turnover: Number
    newcomer: Number
    training_gain: Number
    training_hours: SomeTime
    advice_hours: Number
    grid_hours: Number
    grid_watch: Number
    skill_hours: Number
    skill_quality: Number
    deliberation_hours: Number
    deliberation_days: Number
    deliberation_quality: Number
    deliberation_accepted: Number
    team_quality: Number
    team_idle: Number
    team_new: Number
