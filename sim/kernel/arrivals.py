"""What a day brings: latent problems and the residents they affect, top-down and routine work, old cases."""

import numpy as np

from sim.clock import add_staffed
from sim.compiled import entrance, inner
from sim.kernel.choices import report_probability
from sim.kernel.discovery import keep_silent
from sim.kernel.draws import draw
from sim.kernel.heap import push
from sim.kernel.old_cases import old_case
from sim.kernel.packed_report import pack_report
from sim.kernel.state import Count, Town
from sim.randomness import (
    Purpose,
    community_day,
    exponential,
    office_day,
    person_key,
    poisson,
    problem_key,
    street_day,
    task_key,
    task_target,
    work_content,
)
from sim.rules import Residents
from sim.stages import EventKind, Level, TaskKind, TaskStatus

DAYS_A_WEEK = 5.0  # staffed
HOURS_A_YEAR = 1750.0  # staffed, a person (docs/load.md)


@entrance
def problems_of_day(town: Town, residents: Residents, day: int, record: bool) -> None:
    """Generate a day's problems and the reports they will cause (docs/flow.md, 3).

    With `record` false (days before the start) reports are not scheduled; see `sim.kernel.old_cases`.
    """
    demand = town.demand[0]
    for c in range(town.communities.shape[0]):
        home = town.communities[c]
        district = town.districts[town.streets[home.street].district]
        awareness = town.community_policy[c].awareness
        for k in range(town.categories.shape[0]):
            category = town.categories[k]
            mean = home.problems_a_day[k] * category.season[day % 365] * town.roots[c, k]
            if not record:
                mean *= demand.backlog_factor
            number = min(127, poisson(draw(town, Purpose.PROBLEMS, community_day(c, k, day), 0), mean))
            for n in range(number):
                problem = town.counts[Count.PROBLEMS]
                town.counts[Count.PROBLEMS] = problem + 1
                town.problems[problem] = town.blank.problem[0]
                p = town.problems[problem]
                p.problem = problem_key(c, k, day, n)
                p.community = c
                p.category = k
                p.arises_at = 24.0 * day + _hour(draw(town, Purpose.ARISES, p.problem, 0), demand.hour_cumulative)
                u = draw(town, Purpose.AFFECTED, p.problem, 0)
                p.affected = min(64, 1 + poisson(u, category.further_affected))
                total = 0.0
                earliest = np.inf
                detail = 0
                reported = False
                for j in range(p.affected):
                    person = person_key(p.problem, j)
                    who = home.first_resident + int(draw(town, Purpose.WHO, person, 0) * home.residents)
                    total += residents.expected_days[who]
                    channel = residents.channel[who]
                    chance = report_probability(
                        district.channel_reach[channel],
                        demand.report_base,
                        category.severity,
                        residents.activity[who],
                        residents.trust[who],
                        demand.report_trust,
                        awareness,
                        demand.report_awareness,
                    )
                    if draw(town, Purpose.REPORTS, person, 0) < chance:
                        at = p.arises_at + exponential(
                            draw(town, Purpose.DISCOVERY, person, 0), district.channel_delay[channel]
                        )
                        if record:
                            push(town, at, EventKind.REPORT, person, problem, pack_report(j, 0, 0, channel, who, 0))
                            reported = True
                        elif at < earliest:
                            earliest = at
                            detail = pack_report(j, 0, 0, channel, who, 0)
                p.mean_expected_days = total / p.affected
                if not record:
                    old_case(town, problem, earliest, detail)
                elif not reported:
                    keep_silent(town, problem)


@inner
def _hour(u: float, cumulative: np.ndarray) -> float:
    """Invert the profile of the day, linear within an hour."""
    before = 0.0
    for hour in range(24):
        if u < cumulative[hour]:
            return hour + (u - before) / (cumulative[hour] - before)
        before = cumulative[hour]
    return 24.0 - 1e-9


@entrance
def consultations_of_day(town: Town, day: int) -> None:
    """Count the contacts the hotline answers itself."""
    for s in range(town.streets.shape[0]):
        people = 0
        for c in range(town.streets[s].first_community, town.streets[s].end_community):
            people += town.communities[c].residents
        u = draw(town, Purpose.CONSULTATIONS, street_day(s, day), 0)
        town.days[day - town.first_day].consultations += poisson(u, people * town.demand[0].consultations)


@inner
def _new_task(
    town: Town, kind: int, task: int, origin: int, level: int, office: int, hours: float, issued: float, arrives: float,
    status: int, exempt: bool, relabelled: bool,
) -> None:  # fmt: skip
    row = town.counts[Count.TASKS]
    town.counts[Count.TASKS] = row + 1
    town.tasks[row] = town.blank.task[0]
    t = town.tasks[row]
    t.task = task
    t.kind = kind
    t.origin = origin
    t.level = level
    t.office = office
    t.hours = hours
    t.issued_at = issued
    t.arrives_at = arrives
    t.status = status
    t.exempt = exempt
    t.relabelled = relabelled
    if status == TaskStatus.OPEN or (status == TaskStatus.RETURNED and level == Level.DEPARTMENT):
        if level == Level.STREET:
            t.section_draw = draw(town, Purpose.TASK_SECTION, task, 0)
        push(town, arrives, EventKind.TASK, task, row, 0)


@inner
def _work(town: Town, target: int, mean: float) -> float:
    service = town.service[0]
    return work_content(draw(town, Purpose.TASK_WORK, target, 0), mean, service.shape, service.task_sigma)


@entrance
def tasks_of_day(town: Town, day: int) -> None:
    """Generate a staffed day's top-down, own-line, statutory and walk-in work (docs/flow.md, 3)."""
    calendar = town.calendar
    if calendar.staffed[day - calendar.first_day] == 0:
        return
    communities = town.communities.shape[0]
    streets = town.streets.shape[0]
    for d in range(town.departments.shape[0]):
        office = town.departments[d]
        for kind in range(3):
            rate = office.own_a_day
            if kind == TaskKind.TRANSFERRED:
                rate = office.transferred_a_day
            elif kind == TaskKind.DERIVED:
                rate = office.derived_a_day
            number = min(255, poisson(draw(town, Purpose.TASKS, office_day(kind, d, day), 0), rate))
            for n in range(number):
                task = task_key(kind, d, day, n)
                u = draw(town, Purpose.TASK_TIME, task, 0)
                issued = add_staffed(calendar, 24.0 * day, u * calendar.hours_a_day)
                if kind == TaskKind.OWN_LINE:
                    target = task_target(task, communities + streets + d)
                    hours = _work(town, target, town.service[0].own_hours)
                    _new_task(
                        town, kind, target, d, Level.DEPARTMENT, d, hours, issued, issued, TaskStatus.OPEN, False, False
                    )
                else:
                    _top_down(town, kind, d, task, issued)
    for c in range(communities):
        for kind in (
            TaskKind.STATUTORY.value,
            TaskKind.WALK_IN.value,
            TaskKind.PATROL.value,
            TaskKind.GRID.value,
        ):
            rate = town.communities[c].statutory_a_day
            mean = town.service[0].statutory_hours
            if kind == TaskKind.WALK_IN:
                rate = town.communities[c].walk_ins_a_day
                mean = town.service[0].walk_in_hours
            elif kind == TaskKind.PATROL:
                mean = town.stocks[0].patrol_hours
                rate = _pieces_a_day(town, town.communities[c].patrol, town.communities[c].staff, mean)
                if rate <= 0.0:
                    continue
            elif kind == TaskKind.GRID:
                mean = town.stocks[0].grid_hours
                rate = town.communities[c].grids / DAYS_A_WEEK
                if rate <= 0.0:
                    continue
            number = min(255, poisson(draw(town, Purpose.TASKS, office_day(kind, c, day), 0), rate))
            for n in range(number):
                task = task_key(kind, c, day, n)
                u = draw(town, Purpose.TASK_TIME, task, 0)
                issued = add_staffed(calendar, 24.0 * day, u * calendar.hours_a_day)
                target = task_target(task, c)
                hours = _work(town, target, mean)
                level, status = Level.COMMUNITY, TaskStatus.OPEN
                _new_task(town, kind, target, c, level, c, hours, issued, issued, status, False, False)
    for s in range(streets):
        for kind in (TaskKind.PROACTIVE.value, TaskKind.TRAINING.value, TaskKind.ADVICE.value):
            _own_initiative(town, kind, s, day)


@inner
def _own_initiative(town: Town, kind: int, s: int, day: int) -> None:
    """Generate a day's work that a street takes on of its own: root causes, training, a say in plans."""
    street = town.streets[s]
    if kind == TaskKind.PROACTIVE:
        mean = town.stocks[0].proactive_hours
        rate = _pieces_a_day(town, street.proactive, street.staff, mean)
    elif kind == TaskKind.TRAINING:
        mean = town.stocks[0].training_hours
        rate = _pieces_a_day(town, street.training / HOURS_A_YEAR, street.staff, mean)
    else:
        mean = town.stocks[0].advice_hours
        rate = street.advice / DAYS_A_WEEK
    if rate <= 0.0:
        return
    calendar = town.calendar
    number = min(255, poisson(draw(town, Purpose.TASKS, office_day(kind, s, day), 0), rate))
    for n in range(number):
        task = task_key(kind, s, day, n)
        u = draw(town, Purpose.TASK_TIME, task, 0)
        issued = add_staffed(calendar, 24.0 * day, u * calendar.hours_a_day)
        target = task_target(task, town.communities.shape[0] + s)
        hours = _work(town, target, mean)
        row = town.counts[Count.TASKS]
        level, status = Level.STREET, TaskStatus.OPEN
        _new_task(town, kind, target, s, level, s, hours, issued, issued, status, False, False)
        if kind == TaskKind.PROACTIVE:
            town.tasks[row].target = int(town.street_policy[s].target)


@inner
def _pieces_a_day(town: Town, share: float, staff: int, hours: float) -> float:
    """Return how many pieces of work a day take up a share of an office's hours."""
    return share * staff * town.calendar.hours_a_day / hours if share > 0.0 else 0.0


@entrance
def census_of_day(town: Town, community: int, day: int) -> None:
    """Send a community's workers out for a special census (专项普查): patrols by every one of them, in one go."""
    hours = town.stocks[0].census_hours * town.communities[community].staff
    number = min(100, int(np.ceil(hours / town.stocks[0].patrol_hours)))
    kind = TaskKind.PATROL.value
    for n in range(number):
        task = task_key(kind, community, day, 155 + n)  # ordinary rounds of a day are far fewer
        target = task_target(task, community)
        level, status, time = Level.COMMUNITY, TaskStatus.OPEN, 24.0 * day
        _new_task(town, kind, target, community, level, community, hours / number, time, time, status, False, False)


@entrance
def paperwork(town: Town, kind: int, street: int, day: int, cases: int, hours_each: float) -> None:
    """Let a street write a paper on each of some cases, in at most 100 bundles over its sections.

    `kind`: SUPERVISED or PROPOSAL; once a street and day.
    """
    number = min(100, cases)
    hours = hours_each * cases / number
    for n in range(number):
        target = task_target(task_key(kind, street, day, n), town.communities.shape[0] + street)
        level, status, time = Level.STREET, TaskStatus.OPEN, 24.0 * day
        _new_task(town, kind, target, street, level, street, hours, time, time, status, False, False)


@inner
def _top_down(town: Town, kind: int, d: int, task: int, issued: float) -> None:
    """Pass one candidate of transferred or derived work through the gate and out to the offices (clauses F1, P5)."""
    if draw(town, Purpose.TASK_PASSED, task, 0) >= town.department_policy[d].pass_share:
        return
    rules = town.top_down[0]
    district = town.departments[d].district
    gate = town.districts[district]
    exempt = draw(town, Purpose.TASK_EXEMPT, task, 0) < rules.exempt[kind]
    relabelled = False
    refused = False
    arrives = issued
    if not exempt:
        if gate.gate > 0.0:
            tried = draw(town, Purpose.TASK_RELABEL, task, 0) < town.department_policy[d].relabel
            noticed = draw(town, Purpose.TASK_RELABEL, task, 1) < gate.strictness
            relabelled = tried and not noticed
        if not relabelled:
            refused = draw(town, Purpose.TASK_REFUSED, task, 0) < gate.gate
            if not refused:
                wait = gate.admission_days * town.calendar.hours_a_day
                arrives = add_staffed(town.calendar, issued, wait)
    town.gates[d, 0] += 1.0
    if refused:
        town.gates[d, 1] += 1.0
    communities = town.communities.shape[0]
    if kind == TaskKind.TRANSFERRED:
        _transferred(town, d, district, task, issued, arrives, refused, exempt, relabelled)
        return
    status = TaskStatus.CANCELLED.value if refused else TaskStatus.OPEN.value
    for s in range(gate.first_street, gate.end_street):
        target = task_target(task, communities + s)
        hours = _work(town, target, rules.derived_street_hours * town.streets[s].upward_scale)
        _new_task(town, kind, target, d, Level.STREET, s, hours, issued, arrives, status, exempt, relabelled)
        for c in range(town.streets[s].first_community, town.streets[s].end_community):
            target = task_target(task, c)
            hours = _work(town, target, rules.derived_community_hours * town.communities[c].upward_scale)
            _new_task(town, kind, target, d, Level.COMMUNITY, c, hours, issued, arrives, status, exempt, relabelled)


@inner
def _transferred(
    town: Town,
    d: int,
    district: int,
    task: int,
    issued: float,
    arrives: float,
    refused: bool,
    exempt: bool,
    relabelled: bool,
) -> None:
    """Send transferred work to one street, which may pass it on; refused, it returns to its origin."""
    home = town.districts[district]
    kind = TaskKind.TRANSFERRED.value
    communities = town.communities.shape[0]
    streets = town.streets.shape[0]
    total = 0.0
    for s in range(home.first_street, home.end_street):
        total += town.streets[s].upward_scale
    u = draw(town, Purpose.TASK_STREET, task, 0) * total
    street = int(home.first_street)
    reached = town.streets[street].upward_scale
    while u >= reached and street + 1 < home.end_street:
        street += 1
        reached += town.streets[street].upward_scale
    level = Level.STREET.value
    office = street
    target = task_target(task, communities + street)
    if draw(town, Purpose.TASK_DOWN, task, 0) < town.top_down[0].passed_down:
        level = Level.COMMUNITY.value
        first = town.streets[street].first_community
        number = town.streets[street].end_community - first
        office = first + int(draw(town, Purpose.TASK_DOWN, task, 1) * number)
        target = task_target(task, office)
    hours = _work(town, target, town.top_down[0].transferred_hours)
    if refused:
        returned = task_target(task, communities + streets + d)
        _new_task(
            town, kind, returned, d, Level.DEPARTMENT, d, hours, issued, issued, TaskStatus.RETURNED, exempt, relabelled
        )
        return
    _new_task(town, kind, target, d, level, office, hours, issued, arrives, TaskStatus.OPEN, exempt, relabelled)
