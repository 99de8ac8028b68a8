"""Whistles and letters (section 5): one process per department asked, one for the appointment."""

from collections.abc import Generator
from math import isnan, nan
from typing import TYPE_CHECKING

import simpy

from sim.clock import next_morning
from sim.randomness import STREET_ROLE, Purpose, exponential, row_role
from sim.stages import DepartmentClass, EventKind, Grade, Stage

from .ledger import AssignmentRecord
from .offices import DESK_CLASS, Job, Office
from .tasks import next_piece

if TYPE_CHECKING:
    from .issues import Row

type Steps = Generator[simpy.Event, None, None]


class Asked:
    """One department asked on one visit of a row."""

    def __init__(self, row: "Row", number: int, released_at: float) -> None:
        town, rules = row.town, row.town.rules
        self.row, self.number = row, number
        self.department = row.first_department + number
        self.key = row_role(row.key, number)
        work = row.department_work(number)
        self.record = AssignmentRecord(hours=work, released_at=released_at)
        town.ledger.assignments[row.key, row.visit, self.department] = self.record
        desks = town.department_desks if row.urgent else town.departments
        self.office: Office = desks[self.department]
        self.travel = float(rules.departments.travel_hours[self.department])
        self.done = simpy.Event(town.env)

    def ask(self, klass: DepartmentClass, work: float, needs: int, enqueued: float | None = None) -> Job:
        """Queue the department's job; at a desk all jobs are of one class."""
        own = DESK_CLASS if self.row.urgent else int(klass)
        return self.office.unit.join(own, self.key, work, needs, enqueued=enqueued)


# --- letters ------------------------------------------------------------------------------------


def letter(row: "Row", departments: list[int], released_at: float) -> Generator[simpy.Event, None, bool]:
    """Write to the departments; return True when the letters have lapsed, False when all are done."""
    env = row.town.env
    lapsed = simpy.Event(env)
    row.record.letters += 1
    letters = [env.process(_one_letter(row, number, released_at, lapsed)) for number in departments]
    yield env.all_of(letters) | lapsed
    return lapsed.triggered


def _one_letter(row: "Row", number: int, released_at: float, lapsed: simpy.Event) -> Steps:
    env = row.town.env
    asked = Asked(row, number, released_at)
    emergency = row.problem.grade == Grade.EMERGENCY
    klass = DepartmentClass.EMERGENCY if emergency else DepartmentClass.LETTER
    most = row.town.piece_of(asked.office.unit)
    left = asked.record.hours
    job = asked.ask(klass, next_piece(left, most), 1, enqueued=released_at)
    fates = [job.started, lapsed]
    if not emergency:
        lapses_at = released_at + 24.0 * float(row.town.rules.service.lapse_days)
        fates.append(env.at(lapses_at, EventKind.LAPSE, asked.key))
    yield env.any_of(fates)
    if not job.started.triggered:
        job.withdraw()
        asked.record.lapsed = 1
        if not lapsed.triggered:
            lapsed.succeed()  # the row's other letters that still wait go with this one
        return
    while True:
        piece = next_piece(left, most)
        yield env.at(job.later(piece), EventKind.DONE, asked.key)
        job.leave()
        left -= piece
        if left <= 0.0:
            break
        job = asked.ask(klass, next_piece(left, most), 1, enqueued=released_at)
        yield job.started
    asked.record.done_at = env.now


# --- whistles -----------------------------------------------------------------------------------


def whistle(row: "Row", departments: list[int]) -> Steps:
    """Call the departments: all accept, all meet, all handle."""
    env = row.town.env
    row.record.whistles += 1
    members = [Asked(row, number, env.now) for number in departments]
    yield env.all_of([env.process(_accept(member)) for member in members])
    row.record.stamp(Stage.ACCEPT, env.now)
    if row.urgent:
        yield from _go_at_once(row, members)
    else:
        yield from _meet(row, members)


def _accept(asked: Asked) -> Steps:
    """Sign, then accept or return; a return is coordinated at the street and signed anew."""
    row, town, service = asked.row, asked.row.town, asked.row.town.rules.service
    env, record = town.env, asked.record
    acceptance = float(town.rules.departments.acceptance[asked.department])
    slower = float(town.rules.departments.delay_factor[asked.department])
    refusal = float(town.rules.categories.ambiguity[row.problem.category]) * (1.0 - acceptance)
    while True:
        attempt = 16 * row.visit + record.returns
        sign, contact = (town.draw(purpose, asked.key, attempt) for purpose in (Purpose.SIGN, Purpose.CONTACT))
        if row.urgent:
            delay = float(service.emergency_delay)
            record.signed_at = env.now + exponential(sign, delay)
            accepts_at = record.signed_at + exponential(contact, delay)
        else:
            record.signed_at = town.staffed_later(exponential(sign, slower * float(service.sign_hours)))
            wait = exponential(contact, slower * float(service.contact_delay))
            accepts_at = town.staffed_later(wait, since=record.signed_at)
        yield env.at(accepts_at, EventKind.ACCEPT, asked.key)
        returned = (
            not town.rules.districts.first_receiver[town.district_of_street(row.street)] > 0.0
            and record.returns < service.max_returns
            and town.draw(Purpose.RETURN, asked.key, attempt) < refusal
        )
        if not returned:
            record.accepted_at = env.now
            return
        record.returns += 1
        row.record.returns += 1
        yield from row.street_work(float(service.coordination_hours), role=asked.number, coordination=True)


def _go_at_once(row: "Row", members: list[Asked]) -> Steps:
    """Send the pairs of an urgent row from the desks; nobody waits for anybody."""
    env = row.town.env
    yield env.at(env.now, EventKind.APPOINTMENT, row.key)
    row.record.appointments += 1
    for member in members:
        member.record.called_at = env.now
    here: list[Asked] = []
    yield env.all_of([env.process(_desk_pair(member, here, len(members))) for member in members])


def _desk_pair(asked: Asked, here: list[Asked], all_members: int) -> Steps:
    env, hours = asked.row.town.env, asked.record.hours
    pair = min(2, asked.office.unit.servers)
    job = asked.ask(DepartmentClass.EMERGENCY, pair * asked.travel + hours, pair)
    yield job.started
    yield env.at(job.later(asked.travel), EventKind.ARRIVED, asked.key)
    asked.record.checked_in_at = env.now
    here.append(asked)
    if len(here) == all_members:
        asked.row.record.stamp(Stage.CHECK_IN, env.now)
    yield env.at(job.later(hours / pair), EventKind.DONE, asked.key)
    job.leave()
    asked.record.done_at = env.now


class _Site:
    """Where all departments and the escort have to be present at one time."""

    def __init__(self, row: "Row", members: list[Asked]) -> None:
        self.row, self.members = row, members
        self.called_at = row.town.env.now
        self.absent = len(members) + 1
        self.all_present = simpy.Event(row.town.env)
        self.left_at = nan

    def stay(self) -> Generator[simpy.Event, None, bool]:
        """Be present until all are or the day ends; return whether all came."""
        town = self.row.town
        self.absent -= 1
        if self.absent == 0:
            self.row.record.stamp(Stage.CHECK_IN, town.env.now)
            self.all_present.succeed()
        yield self.all_present | town.closing
        if self.all_present.triggered:
            return True
        self.absent += 1
        if self.left_at != town.env.now:  # one new appointment a day, whoever leaves first
            self.left_at = town.env.now
            self.row.record.appointments += 1
        return False


def _meet(row: "Row", members: list[Asked]) -> Steps:
    """Make an appointment; all departments and the escort come, until they are present at one time, then work."""
    town, env = row.town, row.town.env
    yield env.at(next_morning(town.world.calendar, env.now), EventKind.APPOINTMENT, row.key)
    row.record.appointments += 1
    site = _Site(row, members)
    for member in members:
        member.record.called_at = env.now
        env.process(_pair(member, site))
    env.process(_escort(row, site))
    yield env.all_of([member.done for member in members])


def _pair(asked: Asked, site: _Site) -> Steps:
    """Travel to the site, stay for the others, work."""
    env, hours = asked.row.town.env, asked.record.hours
    pair = min(2, asked.office.unit.servers)
    emergency = asked.row.problem.grade == Grade.EMERGENCY
    klass = DepartmentClass.EMERGENCY if emergency else DepartmentClass.WHISTLED
    while True:
        job = asked.ask(klass, pair * asked.travel + hours, pair, enqueued=site.called_at)
        yield job.started
        yield env.at(job.later(asked.travel), EventKind.ARRIVED, asked.key)
        if isnan(asked.record.checked_in_at):
            asked.record.checked_in_at = env.now
        if (yield from site.stay()):
            break
        job.leave()
    yield env.at(job.later(hours / pair), EventKind.DONE, asked.key)
    job.leave()
    asked.record.done_at = env.now
    asked.done.succeed()


def _escort(row: "Row", site: _Site) -> Steps:
    """Receive the departments for the street and stay with them for a while."""
    hours = float(row.town.rules.service.coordination_hours)
    while True:
        job = row.ask_street(hours, role=STREET_ROLE, coordination=True, enqueued=site.called_at)
        yield job.started
        if (yield from site.stay()):
            break
        job.leave()
    yield row.town.env.at(job.later(hours), EventKind.DONE, job.key)
    job.leave()
