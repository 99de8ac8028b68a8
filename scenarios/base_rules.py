"""From a place to its world, its residents and the rules in force before any lever is pulled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenarios.base_behaviour import conduct_of, districts_of, values_of, voice_of
from scenarios.geography import Geography, lay_out_geography
from scenarios.place_schema import Place
from scenarios.season import season_of
from scenarios.sizing import size_communities, size_departments, size_streets
from sim.clock import build_calendar
from sim.filing import Filing, expected_filing
from sim.handlers import lay_out_handlers
from sim.organisation import lay_out
from sim.population import Habits, synthesise
from sim.randomness import LOGNORMAL
from sim.rules import (
    Categories,
    Communities,
    Deadlines,
    Demand,
    Departments,
    Evaluation,
    Handlers,
    Pressure,
    Residents,
    Rules,
    Service,
    Stocks,
    Streets,
    TopDown,
    World,
)
from sim.stages import NONE, Family, Handler, Level

_HANDED_ON = (
    "property_share",
    "utility_share",
    "resource_share",
    "volunteer_share",
    "social_share",
    "contract_share",
    "planned",
)


class Built(NamedTuple):
    """A place in machine form."""

    world: World
    residents: Residents
    rules: Rules
    filing: Filing
    function_of_category: NDArray[np.int64]


def build(place: Place, first_day: int, last_day: int) -> Built:
    """Build a place.

    Parameters
    ----------
    first_day, last_day
        What the calendar covers, both included.
    """
    geography = lay_out_geography(place)
    world = _world(place, geography, first_day, last_day)
    residents = synthesise(int(geography.street_residents.sum()), habits_of(place), place.seed)
    demand = demand_of(place)
    filing = expected_filing(demand, residents)
    demand = _demand_by_community(place, geography, demand, filing)
    functions = [section.id for section in place.sections]
    function_of_category = np.array([functions.index(c.section) for c in place.categories], dtype=np.int64)
    rules = Rules(
        demand=demand,
        categories=_categories(place),
        streets=_streets(place, geography, len(functions)),
        communities=_communities(place, geography),
        departments=_departments(place),
        handlers=_handlers(place, geography),
        top_down=_top_down(place),
        service=_service(place),
        deadlines=_deadlines(place),
        evaluation=_evaluation(place),
        districts=districts_of(place, int(geography.street_residents.sum())),
        voice=voice_of(place),
        pressure=Pressure(**values_of(place.pressure, Pressure._fields)),
        conduct=conduct_of(place),
        stocks=Stocks(**values_of(place.stocks, Stocks._fields)),
        families=np.zeros((len(geography.street_residents), 3), dtype=np.uint8),
        grounds=np.zeros((len(geography.street_residents), 3), dtype=np.uint8),
    )
    rules = size_departments(place, geography, world, rules)
    rules = size_streets(place, geography, world, rules, filing)
    rules = size_communities(place, world, rules, filing)
    rules = lay_out(rules, world, filing, function_of_category)
    return Built(world, residents, rules, filing, function_of_category)


def habits_of(place: Place) -> Habits:
    """Return what the synthesis of residents needs to know."""
    r = place.residents
    return Habits(
        np.array(r.ages.bounds),
        np.array(r.ages.shares),
        r.digital_younger.value,
        r.digital_older.value,
        np.array(place.channels.share),
        r.activity_mean.value,
        r.trust_mean.value,
        r.trust_spread.value,
        r.expected_days.value,
        r.expected_sigma.value,
        r.party_share.value,
    )


def _world(place: Place, geography: Geography, first_day: int, last_day: int) -> World:
    table = place.calendar
    streets, departments = len(geography.street_residents), len(place.departments)
    calendar = build_calendar(first_day, last_day, list(table.segments), frozenset(table.holidays), table.first_weekday)
    duty = build_calendar(first_day, last_day, [table.duty], frozenset(), table.first_weekday, weekend=())
    number = np.bincount(geography.community_street, minlength=streets)
    return World(
        community_street=geography.community_street,
        street_district=np.zeros(streets, dtype=np.int32),
        street_communities=np.concatenate([[0], np.cumsum(number)]).astype(np.int32),
        district_departments=np.array([0, departments], dtype=np.int32),
        district_streets=np.array([0, streets], dtype=np.int32),
        department_district=np.zeros(departments, dtype=np.int32),
        community_residents=np.concatenate([[0], np.cumsum(geography.community_residents)]).astype(np.int64),
        calendar=calendar,
        duty=duty,
    )


def demand_of(place: Place) -> Demand:
    """Return what residents do before any lever, problems still to be counted by community."""
    table, people, channels = place.demand, place.residents, place.channels
    return Demand(
        problems_a_day=np.zeros((0, len(place.categories))),
        season=np.array([season_of(c) for c in place.categories]),
        hour_cumulative=_cumulative(np.array([table.hours_of_day.shares]))[0],
        further_affected=np.array([c.further_affected for c in place.categories], dtype=np.float64),
        severity=np.array([c.severity for c in place.categories], dtype=np.float64),
        report_base=people.report_base.value,
        report_trust=people.report_trust.value,
        report_awareness=people.report_awareness.value,
        awareness=np.full(1, people.awareness.value),
        channel_reach=np.array([channels.reach], dtype=np.float64),
        channel_delay=np.array([channels.delay], dtype=np.float64),
        consultations=0.0,
        merge_share=np.full(1, table.merge_share.value),
        dispatch_hours=np.full(1, table.dispatch_hours.value),
        explain_share=table.explain_share.value,
        refile=table.refile.value,
        refile_days=table.refile_days.value,
        backlog_factor=table.backlog_factor.value,
    )


def _demand_by_community(place: Place, geography: Geography, demand: Demand, filing: Filing) -> Demand:
    """Set problems so that first files and unmerged duplicates are what the facts count (fact 1.12)."""
    share = np.array([c.share for c in place.categories])
    rows_a_day = place.demand.filed_a_year.value * place.demand.street_level.value / 365.0
    people = geography.community_residents * geography.propensity[geography.community_street]
    reports_a_day = rows_a_day * float((share * filing.reports / filing.rows).sum())
    consulting = place.demand.consultation_share.value
    return demand._replace(
        problems_a_day=np.ascontiguousarray(people[:, None] * (rows_a_day * share / filing.rows)[None, :]),
        consultations=reports_a_day * consulting / max(1.0 - consulting, 1e-9),
    )


def _cumulative(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return cumulative shares of each row, the last exactly 1."""
    total = np.cumsum(rows, axis=1)
    total = total / total[:, -1:]
    total[:, -1] = 1.0
    return np.ascontiguousarray(total)


def _weights(place: Place, name: str) -> NDArray[np.float64]:
    """Return the catalogue's weights of the departments of this place, by category."""
    pull = np.array([d.pull for d in place.departments])
    rows = [
        [sum(getattr(category, name).get(one, 0.0) for one in d.covers or (d.id,)) for d in place.departments]
        for category in place.categories
    ]
    return np.array(rows) * pull


def _categories(place: Place) -> Categories:
    def column(name: str) -> NDArray[np.float64]:
        return np.array([getattr(c, name) for c in place.categories], dtype=np.float64)

    return Categories(
        grade_cumulative=_cumulative(column("grade")),
        solvability_cumulative=_cumulative(column("solvability")),
        authority_cumulative=_cumulative(column("authority")),
        number_cumulative=_cumulative(column("departments")),
        lead_cumulative=_cumulative(_weights(place, "lead")),
        support_cumulative=_cumulative(_weights(place, "support")),
        community_hours=column("community_hours"),
        street_hours=column("street_hours"),
        department_hours=column("department_hours"),
        first_call=column("first_call"),
        ambiguity=column("ambiguity"),
        family=np.array([Family[c.family.upper()] for c in place.categories], dtype=np.int64),
        self_governable=column("self_governable"),
        **{name: column(name) for name in _HANDED_ON},
        utility=_numbered(column("utility_share")),
        phase_season=place.demand.phase_season.value,
    )


def _numbered(shares: NDArray[np.float64]) -> NDArray[np.int64]:
    """Number the categories that have a share; NONE elsewhere."""
    return np.where(shares > 0.0, np.cumsum(shares > 0.0) - 1, NONE).astype(np.int64)


def _handlers(place: Place, geography: Geography) -> Handlers:
    """Property firms and utilities with their people; nobody else before a lever is pulled."""
    table, residents = place.handlers, geography.community_residents
    kind, office = lay_out_handlers(
        len(residents), len(geography.street_residents), 1, sum(c.utility_share > 0.0 for c in place.categories)
    )
    servers = np.zeros(len(kind), dtype=np.int64)
    servers[kind == Handler.PROPERTY] = np.maximum(1, np.rint(residents / table.property_residents.value))
    servers[kind == Handler.UTILITY] = max(1, round(float(residents.sum()) / table.utility_residents.value))
    return Handlers(kind, office, servers)


def _streets(place: Place, geography: Geography, functions: int) -> Streets:
    table, number = place.streets, len(geography.street_residents)

    def filled(value: float) -> NDArray[np.float64]:
        return np.full(number, float(value))

    return Streets(
        staff=np.ones(number, dtype=np.int64) if geography.staff is None else geography.staff,
        divisions=np.full(number, table.divisions.value, dtype=np.int64),
        lending=filled(table.lending.value),
        upward_weight=filled(table.upward_weight.value),
        accuracy=filled(table.accuracy.value),
        whistle=filled(0.0),
        learning=np.zeros(number, dtype=np.uint8),
        whistle_solvable=filled(0.0),
        leader_hours=filled(table.leader_hours.value),
        delegated=filled(0.0),
        delegated_factor=filled(1.0),
        stationed=filled(0.0),
        proactive=filled(0.0),
        authority=filled(0.0),
        dispatch=np.zeros(number, dtype=np.uint8),
        advice=filled(0.0),
        training=filled(0.0),
        committee_days=filled(table.committee_days.value),
        committee_delegated=filled(table.committee_delegated.value),
        consultation_days=filled(0.0),
        topic_meetings=filled(0.0),
        layers=filled(table.layers.value),
        reporting=filled(table.reporting.value),
        budget=table.budget.value * geography.street_residents / 10_000.0,
        reversed=filled(0.0),
        rigour=filled(table.rigour.value),
        professional=filled(0.0),
        false_closing=filled(table.false_closing.value),
        upward_scale=filled(1.0),
        desk_share=filled(table.desk_share.value),
        desk_every_day=np.zeros(number, dtype=np.uint8),
        desk_positions=np.ones(number, dtype=np.int64),
        section_staff=np.ones((number, functions), dtype=np.int64),
        section_of_category=np.zeros((number, len(place.categories)), dtype=np.int64),
        upward_cumulative=np.ones((number, functions)),
    )


def _communities(place: Place, geography: Geography) -> Communities:
    table, number = place.communities, len(geography.community_street)
    households = geography.community_households
    staff = np.maximum(table.least_staff.value, np.rint(households / table.households_a_worker.value))
    return Communities(
        staff=staff.astype(np.int64),
        upward_scale=np.ones(number),
        statutory_a_day=np.zeros(number),
        walk_ins_a_day=np.zeros(number),
        patrol=np.zeros(number),
        deliberation=np.zeros(number),
        grids=np.zeros(number),
        alliance=np.zeros(number),
        resources=np.zeros(number),
        local_means=place.handlers.local_means.value * geography.community_residents / 10_000.0,
        party=place.residents.party_share.value * geography.community_residents,
        false_closing=np.full(number, table.false_closing.value),
    )


def _departments(place: Place) -> Departments:
    table, number = place.department_work, len(place.departments)
    return Departments(
        staff=np.array([d.staff for d in place.departments], dtype=np.int64),
        effort=np.full(number, table.effort.value),
        acceptance=np.full(number, table.acceptance.value),
        diligence=np.full(number, table.diligence.value),
        delay_factor=np.ones(number),
        false_closing=np.full(number, table.false_closing.value),
        pass_share=np.full(number, table.pass_share.value),
        derived_a_day=np.zeros(number),
        transferred_a_day=np.zeros(number),
        own_a_day=np.zeros(number),
        travel_hours=np.full(number, table.travel_hours.value),
    )


def _top_down(place: Place) -> TopDown:
    table = place.top_down
    return TopDown(
        transferred_hours=table.transferred_hours.value,
        derived_street_hours=0.0,
        derived_community_hours=0.0,
        origin_hours=table.origin_hours.value,
        passed_down=table.passed_down.value,
        exempt=np.array([table.exempt_transferred.value, table.exempt_derived.value]),
        gate=np.zeros(1),
        admission_days=np.zeros(1),
        relabel=table.relabel.value,
        strictness=np.zeros(1),
    )


def _service(place: Place) -> Service:
    table = place.service
    others = ("handover_hours", "handler_false_closing")
    direct = {
        name: getattr(place.handlers if name in others else table, name).value
        for name in Service._fields
        if name not in ("shape", "meeting_share", "quality", "piece_hours", "slots")
    }
    meeting, quality, piece = np.zeros(len(Level)), np.ones(len(Level)), np.zeros(len(Level))
    piece[Level.STREET] = table.piece_street.value
    piece[Level.DEPARTMENT] = table.piece_department.value
    meeting[Level.COMMUNITY] = place.communities.meeting_share.value
    meeting[Level.STREET] = place.streets.meeting_share.value
    meeting[Level.DEPARTMENT] = place.department_work.meeting_share.value
    quality[Level.COMMUNITY] = table.quality_community.value
    quality[Level.STREET] = table.quality_street.value
    quality[Level.DEPARTMENT] = table.quality_department.value
    quality[Level.HANDLER] = place.handlers.quality.value
    slots = np.array(table.slots)
    return Service(shape=LOGNORMAL, slots=slots, meeting_share=meeting, quality=quality, piece_hours=piece, **direct)


def _deadlines(place: Place) -> Deadlines:
    table = place.deadlines
    return Deadlines(
        grade_hours=np.array(table.grade_hours),
        working_days=int(table.working_days),
        check_in_hours=np.array(table.check_in_hours),
        sign_hours=table.sign_hours,
        contact_hours=table.contact_hours,
    )


def _evaluation(place: Place) -> Evaluation:
    values = values_of(place.evaluation, Evaluation._fields)
    return Evaluation(**values | {"coverage": np.full(1, values["coverage"])})
