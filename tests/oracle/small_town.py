"""A tiny hand-made town in which everything the flow knows happens within weeks.

Two streets of three and two communities, four departments of 5, 3, 2 and 1 servers, four
categories, 300 residents a community. The numbers are chosen for variety, not for likeness.
"""

from typing import Any

import numpy as np

from sim.clock import build_calendar
from sim.handlers import lay_out_handlers
from sim.randomness import LOGNORMAL
from sim.reductions import changed
from sim.rules import (
    Categories,
    Communities,
    Deadlines,
    Demand,
    Departments,
    Districts,
    Evaluation,
    Handlers,
    Residents,
    Rules,
    Service,
    Streets,
    TopDown,
    World,
)
from sim.stages import NONE
from sim.still import still_parts

RESIDENTS_A_COMMUNITY = 300
COMMUNITIES, STREETS, DEPARTMENTS, CATEGORIES, SECTIONS = 5, 2, 4, 4, 3
_WORKDAY = ((9.0, 12.0), (13.5, 17.5))
_DUTY = ((8.0, 20.0),)
_ALWAYS = ((0.0, 24.0),)


def small_town(
    burn_in_days: int = 28,
    days: int = 40,
    always_open: bool = False,
    holidays: frozenset[int] = frozenset({2}),
    two_districts: bool = False,
    **overrides: Any,
) -> tuple[World, Rules, Residents]:
    """Build the town.

    Parameters
    ----------
    burn_in_days, days
        What the calendar must cover, with 200 days before and 60 after.
    always_open
        Offices are staffed at all hours of all days, contact desks that sit every day too, so that clock and
        staffed hours agree.
    holidays
        Days of the year on which offices are closed.
    two_districts
        The first street and departments 0 and 1 are one district, the others a second.
    overrides
        By part of the rules ("streets", "service", ...) fields and their values; a number fills
        an array. `families` and `grounds` of the rules go under "rules".
    """
    first_day, last_day = -(burn_in_days + 200), days + 60
    calendar = build_calendar(
        first_day,
        last_day,
        list(_ALWAYS if always_open else _WORKDAY),
        frozenset() if always_open else holidays,
        weekend=() if always_open else (5, 6),
    )
    duty = build_calendar(first_day, last_day, list(_ALWAYS if always_open else _DUTY), frozenset(), weekend=())
    world = World(
        community_street=np.array([0, 0, 0, 1, 1], dtype=np.int32),
        street_district=np.zeros(STREETS, dtype=np.int32),
        street_communities=np.array([0, 3, 5], dtype=np.int32),
        district_departments=np.array([0, DEPARTMENTS], dtype=np.int32),
        district_streets=np.array([0, STREETS], dtype=np.int32),
        department_district=np.zeros(DEPARTMENTS, dtype=np.int32),
        community_residents=np.arange(COMMUNITIES + 1, dtype=np.int64) * RESIDENTS_A_COMMUNITY,
        calendar=calendar,
        duty=duty,
    )
    rules = _rules()
    if two_districts:
        world, rules = _divided(world, rules)
    rules = changed(rules, overrides)
    return world, rules._replace(streets=_counted(rules.streets, overrides.get("streets", {}))), _residents()


def _counted(streets: Streets, overrides: dict[str, Any]) -> Streets:
    """Return streets whose staff and share at the desk are those of their sections and desks, if not overridden."""
    staff = streets.staff if "staff" in overrides else streets.section_staff.sum(axis=1) + streets.desk_positions
    share = streets.desk_share if "desk_share" in overrides else streets.desk_positions / staff
    return streets._replace(staff=staff, desk_share=share)


def _divided(world: World, rules: Rules) -> tuple[World, Rules]:
    """Return the town as two districts of two departments each, under the same rules for both."""
    world = world._replace(
        street_district=np.array([0, 1], dtype=np.int32),
        district_departments=np.array([0, 2, 4], dtype=np.int32),
        district_streets=np.array([0, 1, 2], dtype=np.int32),
        department_district=np.array([0, 0, 1, 1], dtype=np.int32),
    )

    def both(part: Any, *names: str) -> Any:
        return part._replace(**{name: np.repeat(getattr(part, name), 2, axis=0) for name in names})

    categories = rules.categories
    first_or_second: dict[str, Any] = {
        name: np.ascontiguousarray(getattr(categories, name)[:, [1, 3]])
        for name in ("lead_cumulative", "support_cumulative")
    }
    return world, rules._replace(
        demand=both(rules.demand, "awareness", "channel_reach", "channel_delay", "merge_share", "dispatch_hours"),
        categories=categories._replace(**first_or_second),
        top_down=both(rules.top_down, "gate", "admission_days", "strictness"),
        evaluation=both(rules.evaluation, "coverage"),
        districts=both(rules.districts, *rules.districts._fields),
    )


def _residents() -> Residents:
    n = COMMUNITIES * RESIDENTS_A_COMMUNITY
    i = np.arange(n)
    return Residents(
        trust=(((i * 7) % 101) / 100.0).astype(np.float32),
        expected_days=(2.0 + (i * 13) % 17).astype(np.float32),
        activity=(((i * 11) % 41 - 20) / 20.0).astype(np.float32),
        channel=(i % 5).astype(np.uint8),
        age=(20 + (i * 3) % 60).astype(np.uint8),
        digital=((i // 3) % 2).astype(np.uint8),
        party=((i % 10) == 0).astype(np.uint8),
    )


def _districts() -> Districts:
    none = {name: np.zeros(1) for name in Districts._fields}
    some = {
        "stakes": np.array([0.5]),
        "monitoring": np.array([0.5]),
        "campaign_day": np.array([-1.0]),
        "census_day": np.array([-1.0]),
        "score_check_in": np.array([0.4]),
        "score_solved": np.array([0.3]),
        "score_satisfied": np.array([0.3]),
        "street_share": np.array([0.5]),
        "check_in_factor": np.array([1.0]),
    }
    return Districts(**none | some)


def _rules() -> Rules:
    voice, pressure, conduct, stocks = still_parts()
    return Rules(
        demand=_demand(),
        categories=_categories(),
        streets=_streets(),
        communities=Communities(
            staff=np.array([2, 3, 2, 1, 2], dtype=np.int64),
            upward_scale=np.array([0.8, 1.4, 1.0, 0.7, 1.1]),
            statutory_a_day=np.array([2.0, 3.0, 2.0, 1.0, 2.0]),
            walk_ins_a_day=np.array([3.0, 4.0, 2.0, 1.0, 3.0]),
            patrol=np.zeros(COMMUNITIES),
            deliberation=np.zeros(COMMUNITIES),
            grids=np.zeros(COMMUNITIES),
            alliance=np.zeros(COMMUNITIES),
            resources=np.zeros(COMMUNITIES),
            local_means=np.zeros(COMMUNITIES),
            party=np.zeros(COMMUNITIES),
            false_closing=np.array([0.2, 0.3, 0.1, 0.4, 0.2]),
        ),
        departments=Departments(
            staff=np.array([5, 3, 2, 1], dtype=np.int64),
            effort=np.array([0.5, 0.4, 0.6, 0.3]),
            acceptance=np.array([0.7, 0.5, 0.6, 0.8]),
            diligence=np.full(DEPARTMENTS, 0.5),
            delay_factor=np.array([1.0, 1.0, 0.5, 1.0]),
            false_closing=np.array([0.2, 0.3, 0.3, 0.2]),
            pass_share=np.array([0.8, 0.6, 0.7, 0.5]),
            derived_a_day=np.array([0.5, 0.4, 0.3, 0.2]),
            transferred_a_day=np.array([1.0, 0.8, 0.5, 0.4]),
            own_a_day=np.array([8.0, 5.0, 3.0, 1.5]),
            travel_hours=np.array([0.5, 0.75, 1.0, 0.4]),
        ),
        handlers=Handlers(
            *lay_out_handlers(COMMUNITIES, STREETS, 1, 0), np.zeros(2 * (COMMUNITIES + STREETS), np.int64)
        ),
        top_down=TopDown(
            transferred_hours=1.6,
            derived_street_hours=1.2,
            derived_community_hours=0.9,
            origin_hours=0.3,
            passed_down=0.4,
            exempt=np.array([0.4, 0.2]),
            gate=np.array([0.2]),
            admission_days=np.array([0.5]),
            relabel=0.3,
            strictness=np.array([0.4]),
        ),
        service=_service(),
        deadlines=Deadlines(
            grade_hours=np.array([2.0, 24.0, 168.0, 360.0]),
            working_days=0,
            check_in_hours=np.array([14.0, 21.0, 0.5]),
            sign_hours=2.0,
            contact_hours=24.0,
        ),
        evaluation=Evaluation(
            feedback_hours=30.0,
            coverage=np.array([0.8]),
            rated=0.6,
            confirmed=0.9,
            believed=0.4,
            satisfied_base=-0.8,
            satisfied_solved=1.8,
            satisfied_wait=0.5,
            wait_clip=2.0,
            wait_loss=1.6,
            satisfied_contact=0.7,
            contact_half_hours=1.0,
        ),
        districts=_districts(),
        voice=voice,
        pressure=pressure,
        conduct=conduct,
        stocks=stocks,
        families=np.ones((STREETS, 3), dtype=np.uint8),
        grounds=np.array([[1, 1, 1], [1, 1, 0]], dtype=np.uint8),
    )


def _demand() -> Demand:
    days = np.arange(365)
    hours = np.array([1.0] * 7 + [3.0, 6.0, 8.0, 8.0, 7.0, 5.0, 6.0, 7.0, 7.0, 6.0, 6.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0])
    hour_cumulative = np.cumsum(hours) / hours.sum()
    hour_cumulative[-1] = 1.0
    return Demand(
        problems_a_day=np.outer([1.0, 1.3, 0.9, 0.7, 1.1], [0.30, 0.25, 0.20, 0.15]),
        season=np.stack([1.0 + 0.5 * np.sin(2.0 * np.pi * (days / 365.0 + k / 4.0)) for k in range(CATEGORIES)]),
        hour_cumulative=hour_cumulative,
        further_affected=np.array([0.4, 1.5, 0.8, 2.5]),
        severity=np.array([0.2, -0.3, 0.5, 0.0]),
        report_base=0.55,
        report_trust=1.2,
        report_awareness=1.5,
        awareness=np.array([0.6]),
        channel_reach=np.array([[1.0, 0.9, 0.8, 0.5, 0.7]]),
        channel_delay=np.array([[4.0, 10.0, 6.0, 20.0, 30.0]]),
        consultations=0.01,
        merge_share=np.array([0.6]),
        dispatch_hours=np.array([1.5]),
        explain_share=0.5,
        refile=0.6,
        refile_days=3.0,
        backlog_factor=1.3,
    )


def _categories() -> Categories:
    return Categories(
        grade_cumulative=np.array(
            [[0.08, 0.30, 0.85, 1.0], [0.05, 0.20, 0.80, 1.0], [0.12, 0.40, 0.90, 1.0], [0.03, 0.15, 0.70, 1.0]]
        ),
        solvability_cumulative=np.array([[0.8, 0.9, 1.0], [0.7, 0.85, 1.0], [0.85, 0.95, 1.0], [0.6, 0.8, 1.0]]),
        authority_cumulative=np.array([[0.3, 0.7, 1.0], [0.2, 0.6, 1.0], [0.3, 0.6, 1.0], [0.1, 0.5, 1.0]]),
        number_cumulative=np.array([[0.6, 0.9, 1.0], [0.5, 0.8, 1.0], [0.7, 0.9, 1.0], [0.3, 0.7, 1.0]]),
        lead_cumulative=np.array(
            [[0.6, 0.8, 0.9, 1.0], [0.2, 0.7, 0.9, 1.0], [0.1, 0.3, 0.9, 1.0], [0.3, 0.6, 0.8, 1.0]]
        ),
        support_cumulative=np.array(
            [[0.2, 0.6, 0.9, 1.0], [0.6, 0.7, 0.9, 1.0], [0.5, 0.8, 0.9, 1.0], [0.4, 0.6, 0.9, 1.0]]
        ),
        community_hours=np.array([1.2, 1.0, 0.8, 1.5]),
        street_hours=np.array([2.0, 1.5, 1.2, 2.5]),
        department_hours=np.array([3.0, 2.5, 2.0, 4.0]),
        first_call=np.array([0.15, 0.0, 0.1, 0.2]),
        ambiguity=np.array([0.3, 0.4, 0.2, 0.6]),
        family=np.array([0, 1, 0, 1], dtype=np.int64),
        self_governable=np.array([0.5, 0.2, 0.0, 0.8]),
        property_share=np.zeros(CATEGORIES),
        utility_share=np.zeros(CATEGORIES),
        utility=np.full(CATEGORIES, NONE),
        resource_share=np.zeros(CATEGORIES),
        volunteer_share=np.zeros(CATEGORIES),
        social_share=np.zeros(CATEGORIES),
        contract_share=np.zeros(CATEGORIES),
        planned=np.zeros(CATEGORIES),
        phase_season=1.4,
    )


def _streets() -> Streets:
    return Streets(
        staff=np.array([7, 5], dtype=np.int64),
        divisions=np.array([3, 2], dtype=np.int64),
        lending=np.array([0.6, 0.3]),
        upward_weight=np.array([0.6, 0.4]),
        accuracy=np.array([0.8, 0.7]),
        whistle=np.array([0.6, 0.5]),
        learning=np.zeros(STREETS, dtype=np.uint8),
        whistle_solvable=np.array([0.15, 0.2]),
        leader_hours=np.array([1.5, 3.0]),
        delegated=np.array([0.1, 0.2]),
        delegated_factor=np.array([1.2, 1.1]),
        stationed=np.zeros(STREETS),
        proactive=np.zeros(STREETS),
        authority=np.zeros(STREETS),
        dispatch=np.zeros(STREETS, dtype=np.uint8),
        advice=np.zeros(STREETS),
        training=np.zeros(STREETS),
        committee_days=np.array([3.0, 0.0]),
        committee_delegated=np.array([0.4, 0.0]),
        consultation_days=np.zeros(STREETS),
        topic_meetings=np.zeros(STREETS),
        layers=np.array([2.0, 0.0]),
        reporting=np.array([1.0, 0.5]),
        budget=np.zeros(STREETS),
        reversed=np.array([0.2, 0.3]),
        rigour=np.array([0.5, 0.4]),
        professional=np.array([0.3, 0.2]),
        false_closing=np.array([0.3, 0.4]),
        upward_scale=np.array([1.2, 0.8]),
        desk_share=np.array([1.0 / 7.0, 1.0 / 5.0]),
        desk_every_day=np.zeros(STREETS, dtype=np.uint8),
        desk_positions=np.array([1, 1], dtype=np.int64),
        section_staff=np.array([[3, 2, 1], [2, 2, 0]], dtype=np.int64),
        section_of_category=np.array([[0, 1, 2, 0], [0, 1, 0, 1]], dtype=np.int64),
        upward_cumulative=np.array([[0.4, 0.8, 1.0], [0.5, 1.0, 1.0]]),
    )


def _service() -> Service:
    return Service(
        shape=LOGNORMAL,
        sigma=0.7,
        task_sigma=0.5,
        contact_hours=0.3,
        prepare_hours=0.6,
        draft_hours=0.9,
        coordination_hours=0.75,
        verify_hours=0.25,
        first_call_hours=0.8,
        first_call_quality=0.75,
        reply_hours=0.15,
        professional_hours=0.5,
        professional_catch=0.6,
        piece_hours=np.array([0.0, 0.0, 0.8, 0.6, 0.0]),
        easy_hours=1.0,
        own_hours=2.0,
        statutory_hours=1.3,
        walk_in_hours=0.5,
        meeting_share=np.array([0.0, 0.04, 0.08, 0.06, 0.0]),
        quality=np.array([0.0, 0.6, 0.65, 0.7, 0.6]),
        letter_hours=9.0,
        sign_hours=2.0,
        contact_delay=1.5,
        emergency_delay=0.2,
        max_returns=2,
        max_visits=3,
        desk_servers=2,
        take_up=0.3,
        letter_tray=1.0,
        remind_days=3.0,
        remind_hours=0.2,
        reminders=2,
        apart=0.2,
        slots=np.array([9.0, 10.5, 13.5, 15.0]),
        bookable=0.8,
        booking_lead=3.0,
        booking_horizon=8.0,
        no_show=0.3,
        patience=0.5,
        max_appointments=3,
        layer_hours=1.0,
        layer_loss=0.1,
        reporting_half=1.0,
        committee_hours=1.5,
        consultation_hours=1.0,
        topic_hours=1.0,
        topic_days=3.0,
        stuck_days=2.0,
        summon_hours=0.5,
        handover_hours=0.3,
        handler_false_closing=0.2,
        evidence_half=0.5,
        stay_hours=0.5,
        third_party_hours=1.0,
    )
