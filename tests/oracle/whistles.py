"""Whistles (section 5): all departments accept, all come at one time, all work."""

from collections.abc import Generator
from enum import Enum
from math import isnan
from typing import TYPE_CHECKING

import simpy

from sim.clock import is_opening
from sim.randomness import Purpose, exponential
from sim.stages import DepartmentClass, EventKind, Stage, StreetClass

from .asked import Asked
from .ledger import WhistleRecord
from .offices import DESK_CLASS

if TYPE_CHECKING:
    from .issues import Row

type Steps = Generator[simpy.Event, None, None]


class Outcome(Enum):
    """What has come of a whistle."""

    DONE = "done"
    MISSED = "missed"  # one appointment after the other
    NOT_BOOKED = "not booked"  # no common time was free


class Whistle:
    """A whistle of the present visit of a row and the departments it calls."""

    def __init__(self, row: "Row", departments: list[int]) -> None:
        self.row = row
        now = row.town.env.now
        row.record.whistles += 1
        self.members = [Asked(row, number, now) for number in departments]
        self.record = row.town.ledger.whistles[row.key, row.visit] = WhistleRecord(now, len(departments))

    def blow(self) -> Generator[simpy.Event, None, Outcome]:
        """Call the departments and bring them together."""
        row, env = self.row, self.row.town.env
        yield env.all_of([env.process(_accept(member)) for member in self.members])
        row.record.stamp(Stage.ACCEPT, env.now)
        self.record.accepted_at = env.now
        outcome = (yield from self._go_at_once()) if row.urgent else (yield from self._meet())
        if outcome is Outcome.DONE:
            self.record.done_at = env.now
        return outcome

    def begin(self) -> None:
        """Note that all are there."""
        self.record.all_present_at = self.row.town.env.now
        self.row.record.stamp(Stage.CHECK_IN, self.row.town.env.now)

    def _go_at_once(self) -> Generator[simpy.Event, None, Outcome]:
        """Send the pairs of an urgent row from the desks; nobody waits for anybody."""
        env = self.row.town.env
        self.record.appointments += 1
        for member in self.members:
            member.record.called_at = env.now
        yield env.all_of([env.process(self._desk_pair(member)) for member in self.members])
        return Outcome.DONE

    def _desk_pair(self, member: Asked) -> Steps:
        env, hours, unit = self.row.town.env, member.record.hours, member.office.unit
        pair = min(2, unit.servers)
        job = unit.join(DESK_CLASS, member.key, pair * member.travel + hours, pair)
        yield job.started
        yield env.at(job.later(member.travel), EventKind.ARRIVED, member.key)
        member.record.checked_in_at = env.now
        if not any(isnan(other.record.checked_in_at) for other in self.members):
            self.begin()
        yield env.at(job.later(hours / pair), EventKind.DONE, member.key)
        job.leave()
        member.record.done_at = env.now

    def _meet(self) -> Generator[simpy.Event, None, Outcome]:
        """Book appointments until one is kept, one too many was missed or none is to be had."""
        town, record = self.row.town, self.record
        while record.appointments < town.rules.service.max_appointments:
            time = town.diary.book([member.department for member in self.members], town.env.now)
            if time is None:
                record.not_booked = 1
                return Outcome.NOT_BOOKED
            record.booked += 1
            if (yield from Appointment(self, time).hold()):
                return Outcome.DONE
        return Outcome.MISSED


def _accept(asked: Asked) -> Steps:
    """Sign, then accept or return; a return is coordinated at the street and signed anew."""
    row, town, service = asked.row, asked.row.town, asked.row.town.rules.service
    env, record = town.env, asked.record
    slower = float(town.rules.departments.delay_factor[asked.department])
    leads = bool(town.rules.districts.first_receiver[row.district] > 0.0)
    while True:
        sign, contact = (asked.luck(purpose, record.returns) for purpose in (Purpose.SIGN, Purpose.CONTACT))
        if row.urgent:
            delay = float(service.emergency_delay)
            record.signed_at = env.now + exponential(sign, delay)
            accepts_at = record.signed_at + exponential(contact, delay)
        else:
            record.signed_at = town.staffed_later(exponential(sign, slower * float(service.sign_hours)))
            wait = exponential(contact, slower * float(service.contact_delay))
            accepts_at = town.staffed_later(wait, since=record.signed_at)
        yield env.at(accepts_at, EventKind.ACCEPT, asked.key)
        if leads or not asked.finds_it_is_not_its_duty(Purpose.RETURN):
            record.accepted_at = env.now
            return
        asked.note_return()
        hours = float(service.coordination_hours)
        yield from row.street_work(hours, role=asked.number, klass=StreetClass.COORDINATION)


class Appointment:
    """One booked time at which all departments are to come to the street."""

    def __init__(self, whistle: Whistle, time: float) -> None:
        env = whistle.row.town.env
        self.whistle, self.time = whistle, time
        self._absent = list(whistle.members)
        self._everybody, self._failed, self._begun = (simpy.Event(env) for _ in range(3))

    def hold(self) -> Generator[simpy.Event, None, bool]:
        """Let the departments come and work; return False when one has not come in time."""
        whistle, row, town = self.whistle, self.whistle.row, self.whistle.row.town
        env = town.env
        yield env.at(self.time, EventKind.APPOINTMENT, row.key)
        before = whistle.record.appointments
        whistle.record.appointments += 1
        for member in whistle.members:
            if before == 0:
                member.record.called_at = env.now
            if not is_opening(town.world.calendar, env.now):  # then OPEN looks at everybody, after all appointments
                member.office.wake()  # whether anybody comes or not
        pairs = [env.process(self._pair(member)) for member in whistle.members if self._keeps_it(member, before)]
        patience = max(member.travel for member in whistle.members) + float(town.rules.service.patience)
        yield self._everybody | env.at(town.staffed_later(patience), EventKind.MISSED, row.key)
        if not self._everybody.triggered:
            for member in self._absent:
                member.record.missed += 1
            self._failed.succeed()
            return False
        hours = float(town.rules.service.coordination_hours)
        escort = row.ask_street(hours, klass=StreetClass.ESCORT)
        yield escort.started
        whistle.begin()
        self._begun.succeed()
        env.process(row.finish(escort, hours))
        yield env.all_of(pairs)
        return True

    def _keeps_it(self, member: Asked, before: int) -> bool:
        rules = self.whistle.row.town.rules
        effort = float(rules.departments.effort[member.department])
        return bool(member.luck(Purpose.KEPT, before) < 1.0 - float(rules.service.no_show) * (1.0 - effort))

    def _pair(self, member: Asked) -> Steps:
        """Travel to the site, stay until the work begins, work; go home when the appointment fails before."""
        env, hours, unit = self.whistle.row.town.env, member.record.hours, member.office.unit
        pair = min(2, unit.servers)
        wake = not is_opening(self.whistle.row.town.world.calendar, env.now)
        job = unit.join(DepartmentClass.WHISTLED, member.key, pair * member.travel + hours, pair, wake=wake)
        yield job.started | self._failed
        if not job.started.triggered:
            job.withdraw()
            return
        yield env.at(job.later(member.travel), EventKind.ARRIVED, member.key) | self._failed
        if not self._failed.triggered:
            self._arrived(member)
            yield self._begun | self._failed
        if self._failed.triggered:
            job.leave()
            return
        yield env.at(job.later(hours / pair), EventKind.DONE, member.key)
        job.leave()
        member.record.done_at = env.now

    def _arrived(self, member: Asked) -> None:
        if isnan(member.record.checked_in_at):
            member.record.checked_in_at = self.whistle.row.town.env.now
        self._absent.remove(member)
        if not self._absent:
            self._everybody.succeed()
