"""Stages collect, integrate, classify: reports become ledger rows, rows reach the right section."""

import numpy as np

from sim.clock import day_of
from sim.compiled import inner
from sim.kernel.accounts import count_open
from sim.kernel.choices import is_urgent, speaks_for_many
from sim.kernel.deadlines import due_after, is_assessed, next_date, reply_due
from sim.kernel.draws import draw
from sim.kernel.heap import push
from sim.kernel.jobs import TRIAGE, new_job
from sim.kernel.queues import enqueue, enqueue_since
from sim.kernel.servers import contact_desk, dispatch_around, dispatch_unit, section_unit, street_desk
from sim.kernel.state import Count, Town
from sim.randomness import (
    STREET_ROLE,
    Purpose,
    choose,
    person_key,
    row_key,
    row_role,
    work_content,
)
from sim.stages import (
    Channel,
    ContactClass,
    EventKind,
    Family,
    Grade,
    Ground,
    Level,
    Solvability,
    Stage,
    Status,
    StreetClass,
    Threat,
    Work,
)


@inner
def pass_stage(town: Town, issue: int, stage: int, time: float) -> None:
    """Note that an issue has passed a stage."""
    if np.isnan(town.first[stage, issue]):
        town.first[stage, issue] = time
    town.last[stage, issue] = time


@inner
def know_problem(town: Town, problem: int) -> None:
    """Draw what a problem is, once, when it is first filed."""
    p = town.problems[problem]
    if p.known == 1:
        return
    p.known = 1
    key = p.problem
    category = town.categories[p.category]
    p.grade = choose(draw(town, Purpose.GRADE, key, 0), category.grade_cumulative)
    p.solvability = choose(draw(town, Purpose.SOLVABILITY, key, 0), category.solvability_cumulative)
    p.authority = 1 + choose(draw(town, Purpose.AUTHORITY, key, 0), category.authority_cumulative)
    day = ((key >> 7) & 0x3FFF) - 4096
    if p.grade == Grade.EMERGENCY:
        p.family = Family.EMERGENCY
    else:
        p.family = category.family
    base = town.districts[town.streets[town.communities[p.community].street].district].first_department
    wanted = 1 + choose(draw(town, Purpose.DEPARTMENTS, key, 0), category.number_cumulative)
    p.departments[0] = base + choose(draw(town, Purpose.DEPARTMENTS, key, 1), category.lead_cumulative)
    number = 1
    for attempt in range(2, 10):
        if number >= wanted:
            break
        called = base + choose(draw(town, Purpose.DEPARTMENTS, key, attempt), category.support_cumulative)
        new = True
        for i in range(number):
            new = new and p.departments[i] != called
        if new:
            p.departments[number] = called
            number += 1
    p.number = number
    if p.authority < Level.DEPARTMENT and p.solvability == Solvability.SOLVABLE and category.first_call > 0.0:
        p.first_call = draw(town, Purpose.FIRST_CALL, key, 0) < category.first_call
    if category.season[day % 365] >= town.demand[0].phase_season:
        p.ground = Ground.PHASE
    elif number >= 2:
        p.ground = Ground.OVERLAP
    else:
        p.ground = Ground.AUTHORITY


@inner
def file_row(
    town: Town,
    problem: int,
    person: int,
    origin: int,
    round_: int,
    reporter: int,
    channel: int,
    time: float,
    threat: int,
) -> int:
    """Make a ledger row; writes issues, problems, the day's counts."""
    know_problem(town, problem)
    p = town.problems[problem]
    issue = town.counts[Count.ISSUES]
    town.counts[Count.ISSUES] = issue + 1
    town.counts[Count.OPEN_ISSUES] += 1
    count_open(town, max(time, town.flows[1]), 1)
    town.issues[issue] = town.blank.issue[0]
    i = town.issues[issue]
    i.row = row_key(p.problem, origin, round_)
    i.problem_index = problem
    i.community = p.community
    i.street = town.communities[p.community].street
    i.category = p.category
    i.grade = p.grade
    i.solvability = p.solvability
    i.authority = p.authority
    i.family = p.family
    i.ground = p.ground
    i.number = p.number
    for d in range(3):
        i.departments[d] = p.departments[d]
    i.person = person
    i.reporter = reporter
    i.channel = channel
    i["round"] = round_
    i.threat = threat
    i.status = Status.OPEN
    i.due_at = due_after(town, p.grade, time)
    i.section = town.streets[i.street].section_of_category[p.category]
    lending = town.streets[i.street].lending
    i.lendable = draw(town, Purpose.LENDABLE, row_role(i.row, STREET_ROLE), 0) < lending
    if p.authority == Level.STREET:
        i.work = street_work(town, issue)
        i.easy = p.grade == Grade.ORDINARY and i.work <= town.service[0].easy_hours
    town.filed[p.community, p.category] += 1
    town.scorecards[i.street].filed += 1.0
    p.rows += 1
    p.open_rows += 1
    today = day_of(time) - town.first_day
    if today >= 0:
        town.days[today].registered += 1
        if threat > 0:
            town.days[today].threats += 1
    if p.rows == 1:
        p.filed_at = time
    pass_stage(town, issue, Stage.COLLECT, time)
    _will_be_called(town, issue)
    return issue


@inner
def _will_be_called(town: Town, issue: int) -> None:
    """Have the city call who has filed a row when it is due; before the run began, nobody answered."""
    i = town.issues[issue]
    if i.channel == Channel.GRID:  # nobody has filed it
        return
    if i.due_at > 24.0 * town.first_day:
        push(town, i.due_at, EventKind.CALL, i.row, issue, 0)
    else:
        i.evaluated_at = i.due_at
        pass_stage(town, issue, Stage.EVALUATE, i.due_at)


@inner
def district_of(town: Town, issue: int) -> int:
    """Return the district of an issue's street."""
    return int(town.streets[town.issues[issue].street].district)


@inner
def dispatch_hours(town: Town, issue: int) -> float:
    """Return clock hours from report to street; emergencies are sent at once."""
    if town.issues[issue].grade == Grade.EMERGENCY:
        return 0.0
    return town.districts[district_of(town, issue)].dispatch_hours


@inner
def street_work(town: Town, issue: int) -> float:
    """Draw the hours of handling an issue at the street on this visit."""
    i = town.issues[issue]
    service = town.service[0]
    mean = town.categories[i.category].street_hours
    return work_content(draw(town, Purpose.WORK_STREET, i.row, i.visits), mean, service.shape, service.sigma)


@inner
def report(
    town: Town,
    problem: int,
    person: int,
    origin: int,
    round_: int,
    reporter: int,
    channel: int,
    time: float,
    threat: int,
) -> None:
    """A resident's report reaches the grid centre (stage collect)."""
    p = town.problems[problem]
    if p.solved_at <= time:
        return
    if round_ == 0:
        p.reports += 1
    today = day_of(time) - town.first_day
    town.days[today].reports += 1
    if round_ == 0:
        if p.open_rows > 0:
            district = town.streets[town.communities[p.community].street].district
            if draw(town, Purpose.MERGE, person_key(p.problem, person), 0) < town.districts[district].merge_share:
                town.days[today].merged += 1
                return
        origin = 0 if p.rows == 0 else 1 + person
    if threat == Threat.NONE and round_ > 0 and speaks_for_many(p.reports, town.voice[0].group_size):
        threat = Threat.GROUP.value
    issue = file_row(town, problem, person, origin, round_, reporter, channel, time, threat)
    push(town, time + dispatch_hours(town, issue), EventKind.INTEGRATED, town.issues[issue].row, issue, 0)


@inner
def street_class(town: Town, issue: int) -> int:
    """Return the class an issue's jobs have at its street."""
    i = town.issues[issue]
    if i.grade == Grade.EMERGENCY:
        return StreetClass.EMERGENCY.value
    if i.easy == 1:
        return StreetClass.EASY.value
    return StreetClass.RESIDENT.value


@inner
def another_visit(town: Town, issue: int) -> None:
    """Begin another visit; whether the street lends for the row is drawn anew."""
    i = town.issues[issue]
    i.visits += 1
    i.by_whistle = 0
    lending = town.streets[i.street].lending
    i.lendable = draw(town, Purpose.LENDABLE, row_role(i.row, STREET_ROLE), i.visits) < lending


@inner
def coordination_class(grade: int) -> int:
    """Return the class of second releases and reminders at a street."""
    if grade == Grade.EMERGENCY:
        return StreetClass.EMERGENCY.value
    return StreetClass.COORDINATION.value


@inner
def place_of(town: Town, issue: int, time: float) -> float:
    """Return what a row's job is ordered by (h): now, or where deadlines are assessed the row's next date."""
    i = town.issues[issue]
    place = time
    if is_assessed(town, i.street):
        place = next_date(town, i.grade, i.due_at, time)
    return place - head_start(town, issue)


@inner
def head_start(town: Town, issue: int) -> float:
    """Return clock hours that a group complaint or petition jumps its street's queues."""
    return 24.0 * town.voice[0].head_start_days if town.issues[issue].threat > 0 else 0.0


@inner
def ask_street(
    town: Town, issue: int, kind: int, work: float, account: int, section: int, at_desk: bool, time: float
) -> None:
    """Ask an issue's street for a job, at its duty desk or in a section."""
    i = town.issues[issue]
    job = new_job(town, kind, row_role(i.row, STREET_ROLE), issue, work, account, 1, i.lendable)
    if at_desk:
        unit = street_desk(town, i.street)
        enqueue(town, job, unit, 0, time)
    else:
        unit = section_unit(town, i.street, section)
        enqueue_since(town, job, unit, street_class(town, issue), place_of(town, issue, time), time)
    dispatch_around(town, unit, time)


@inner
def ask_contact_desk(
    town: Town, issue: int, kind: int, work: float, account: int, klass: int, since: float, time: float
) -> int:
    """Ask a street's contact desk for a job, in the place of one that has waited since `since` (h); return it."""
    i = town.issues[issue]
    unit = contact_desk(town, i.street)
    job = new_job(town, kind, row_role(i.row, STREET_ROLE), issue, work, account, 1, 0)
    enqueue_since(town, job, unit, klass, since, time)
    dispatch_unit(town, unit, time)
    return job


@inner
def integrated(town: Town, issue: int, time: float) -> None:
    """The grid centre has sent a row to its street (stage integrate); the first contact follows, a reply if need be."""
    i = town.issues[issue]
    pass_stage(town, issue, Stage.INTEGRATE, time)
    urgent = is_urgent(i.grade, i.visits)
    settles = town.problems[i.problem_index].first_call == 1
    i.at_once = settles and not urgent and i["round"] == 0 and i.channel != Channel.GRID
    hours = town.service[0].first_call_hours if i.at_once == 1 else town.service[0].contact_hours
    if i.channel != Channel.GRID and is_assessed(town, i.street):
        if urgent:
            i.told = 1
            hours += town.service[0].reply_hours
        at = max(time, reply_due(town, issue))
        if at < i.due_at:
            push(town, at, EventKind.REPLY_DUE, i.row, issue, 0)
    if urgent:
        hours += petition_hours(town, issue)
        ask_street(town, issue, TRIAGE, hours, Work.CONTACT, i.section, True, time)
    else:
        since = time - head_start(town, issue)
        ask_contact_desk(town, issue, TRIAGE, hours, Work.CONTACT, ContactClass.CONTACT.value, since, time)


@inner
def petition_hours(town: Town, issue: int) -> float:
    """Return what answering a petition takes beside the call."""
    return town.voice[0].petition_hours if town.issues[issue].threat == Threat.PETITION else 0.0
