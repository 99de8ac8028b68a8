"""Top-down work, own lines and community windows (section 3): one process per task."""

from collections.abc import Generator, Iterator

import numpy as np
import simpy

from sim.randomness import Purpose, choose, office_day, poisson, task_key, task_target, work_content
from sim.stages import CommunityClass, DepartmentClass, EventKind, StreetClass, TaskKind, TaskStatus

from .ledger import TaskRecord
from .offices import Unit
from .town import Town

MOST_TASKS = 255
HARDLY_A_PIECE = 1e-9  # hours


def issue_tasks(town: Town, day: int) -> None:
    """Start the process of every task issued on a staffed day."""
    calendar, rules = town.world.calendar, town.rules
    if not calendar.staffed[day - calendar.first_day]:
        return
    for d in range(len(rules.departments.staff)):
        for task, issued in _stream(town, TaskKind.TRANSFERRED, d, day, rules.departments.transferred_a_day[d]):
            _transferred(town, d, task, issued)
        for task, issued in _stream(town, TaskKind.DERIVED, d, day, rules.departments.derived_a_day[d]):
            _derived(town, d, task, issued)
        for task, issued in _stream(town, TaskKind.OWN_LINE, d, day, rules.departments.own_a_day[d]):
            office = town.numbers.department(d)
            hours = _work(town, task, office, rules.service.own_hours)
            _start(town, task, office, hours, issued, DepartmentClass.OWN_LINE)
    for c in range(len(rules.communities.staff)):
        for task, issued in _stream(town, TaskKind.STATUTORY, c, day, rules.communities.statutory_a_day[c]):
            hours = _work(town, task, c, rules.service.statutory_hours)
            _start(town, task, c, hours, issued, CommunityClass.STATUTORY)
        for task, issued in _stream(town, TaskKind.WALK_IN, c, day, rules.communities.walk_ins_a_day[c]):
            hours = _work(town, task, c, rules.service.walk_in_hours)
            _start(town, task, c, hours, issued, CommunityClass.RESIDENT)


def _stream(town: Town, kind: TaskKind, office: int, day: int, mean: float) -> Iterator[tuple[int, float]]:
    """Yield key and time of issue of the tasks of one kind and origin."""
    n = min(poisson(town.draw(Purpose.TASKS, office_day(int(kind), office, day)), float(mean)), MOST_TASKS)
    for i in range(n):
        task = task_key(int(kind), office, day, i)
        hours = town.draw(Purpose.TASK_TIME, task) * town.world.calendar.hours_a_day
        yield task, town.staffed_later(hours, since=24.0 * day)


def _work(town: Town, task: int, office: int, mean: float) -> float:
    service = town.rules.service
    u = town.draw(Purpose.TASK_WORK, task_target(task, office))
    return work_content(u, float(mean), int(service.shape), float(service.task_sigma))


def _gate(town: Town, d: int, task: int, issued: float) -> float | None:
    """Return when the gate lets a task arrive, None when it refuses it."""
    top_down, g = town.rules.top_down, int(town.world.department_district[d])
    kind = TaskKind((task >> (8 + 14 + 16)) & 0x7)
    if town.draw(Purpose.TASK_EXEMPT, task) < top_down.exempt[kind]:
        return issued
    if (
        top_down.gate[g] > 0.0
        and town.draw(Purpose.TASK_RELABEL, task, 0) < top_down.relabel
        and not town.draw(Purpose.TASK_RELABEL, task, 1) < top_down.strictness[g]
    ):
        return issued
    if town.draw(Purpose.TASK_REFUSED, task) < top_down.gate[g]:
        return None
    wait = float(top_down.admission_days[g]) * town.world.calendar.hours_a_day
    return town.staffed_later(wait, since=issued)


def _transferred(town: Town, d: int, task: int, issued: float) -> None:
    """Hand one piece of a department's work to a street or community, or keep it when refused."""
    if not town.draw(Purpose.TASK_PASSED, task) < town.rules.departments.pass_share[d]:
        return
    world, top_down = town.world, town.rules.top_down
    g = int(world.department_district[d])
    streets = range(int(world.district_streets[g]), int(world.district_streets[g + 1]))
    scale = np.asarray(town.rules.streets.upward_scale[streets.start : streets.stop], dtype=np.float64)
    s = streets[choose(town.draw(Purpose.TASK_STREET, task), np.cumsum(scale) / scale.sum())]
    office, klass = town.numbers.street(s), int(StreetClass.UPWARD)
    if town.draw(Purpose.TASK_DOWN, task, 0) < top_down.passed_down:
        first, end = (int(n) for n in world.street_communities[s : s + 2])
        office = first + int(town.draw(Purpose.TASK_DOWN, task, 1) * (end - first))
        klass = int(CommunityClass.UPWARD)
    hours = _work(town, task, office, top_down.transferred_hours)
    arrives = _gate(town, d, task, issued)
    if arrives is None:
        town.ledger.tasks[task_target(task, office)] = TaskRecord(hours, status=TaskStatus.RETURNED)
        _start(town, task, town.numbers.department(d), hours, issued, DepartmentClass.OWN_LINE)
    else:
        _start(town, task, office, hours, arrives, klass)


def _derived(town: Town, d: int, task: int, issued: float) -> None:
    """Send one sheet to every street and community of the district, or cancel all of it."""
    if not town.draw(Purpose.TASK_PASSED, task) < town.rules.departments.pass_share[d]:
        return
    world, rules = town.world, town.rules
    arrives = _gate(town, d, task, issued)
    g = int(world.department_district[d])
    targets = []
    for s in range(int(world.district_streets[g]), int(world.district_streets[g + 1])):
        mean = rules.top_down.derived_street_hours * rules.streets.upward_scale[s]
        targets.append((town.numbers.street(s), mean, int(StreetClass.UPWARD)))
        for c in range(int(world.street_communities[s]), int(world.street_communities[s + 1])):
            mean = rules.top_down.derived_community_hours * rules.communities.upward_scale[c]
            targets.append((c, mean, int(CommunityClass.UPWARD)))
    for office, mean, klass in targets:
        hours = _work(town, task, office, mean)
        if arrives is None:
            town.ledger.tasks[task_target(task, office)] = TaskRecord(hours, status=TaskStatus.CANCELLED)
        else:
            _start(town, task, office, hours, arrives, klass)


def _start(town: Town, task: int, office: int, hours: float, arrives: float, klass: int) -> None:
    key = task_target(task, office)
    record = town.ledger.tasks[key] = TaskRecord(hours, arrives)
    town.env.process(_task(town, key, office, record, int(klass)))


def _task(town: Town, key: int, office: int, record: TaskRecord, klass: int) -> Generator[simpy.Event, None, None]:
    yield town.env.at(record.arrives_at, EventKind.TASK, key)
    unit, lendable = _unit_of(town, key, office)
    yield from piecewise(town, unit, klass, key, record.hours, town.env.now, lendable)
    record.done_at, record.status = town.env.now, TaskStatus.DONE


def piecewise(
    town: Town, unit: Unit, klass: int, key: int, hours: float, since: float, lendable: bool = False
) -> Generator[simpy.Event, None, None]:
    """Do long work in pieces, the rest going back to its old place after each."""
    most = town.piece_of(unit)
    left = hours
    while left > 0.0:
        piece = next_piece(left, most)
        job = unit.join(klass, key, piece, lendable=lendable, since=since, left=left)
        yield job.started
        yield town.env.at(job.later(piece), EventKind.DONE, key)
        job.leave()
        left -= piece


def next_piece(left: float, most: float) -> float:
    """Return the hours of the next piece; a rest under 1e-9 h belongs to the last."""
    return left if left - most < HARDLY_A_PIECE else most


def _unit_of(town: Town, key: int, office: int) -> tuple[Unit, bool]:
    """Return the unit that does a task and whether another section may take it over."""
    n_communities, n_streets = town.numbers.communities, town.numbers.streets
    if office < n_communities:
        return town.communities[office].unit, False
    s = office - n_communities
    if s >= n_streets:
        return town.departments[s - n_streets].unit, False
    section = choose(town.draw(Purpose.TASK_SECTION, key), town.rules.streets.upward_cumulative[s])
    return town.streets[s].units[section], bool(town.draw(Purpose.LENDABLE, key) < town.rules.streets.lending[s])
