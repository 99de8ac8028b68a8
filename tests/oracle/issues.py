"""Ledger rows from report to closing (sections 4 and 6): one process per row."""

from collections.abc import Generator
from math import floor
from typing import NamedTuple

import numpy as np
import simpy

from sim.randomness import (
    COMMUNITY_ROLE,
    STREET_ROLE,
    Purpose,
    person_key,
    row_key,
    row_role,
)
from sim.stages import CommunityClass, ContactClass, EventKind, Grade, Level, Solvability, Stage, Status, StreetClass

from .calls import call_after_closing, expect_call
from .first_call import is_settled_in_first_call
from .instructions import instruction
from .ledger import IssueRecord
from .letters import go_on_with_letters, send_letters
from .offices import DESK_CLASS, Job
from .old_letters import OldLetter
from .places import place_of
from .problems import Problem
from .replies import Reply, due_time
from .town import Town
from .whistles import Outcome, Whistle

type Steps = Generator[simpy.Event, None, None]


class Handler(NamedTuple):
    """Who handled a row on a visit."""

    quality: float  # chance of a true solution, if it is solvable
    false_closing: float
    delegated: bool = False
    apart: int = 1  # departments that have answered each for itself


type Handling = Generator[simpy.Event, None, Handler | None]


def report(town: Town, problem: Problem, person: int, time: float, round_: int = 0, origin: int = 0) -> Steps:
    """Let a person report a problem at `time` (h): the process of the report and of its row."""
    yield town.env.at(time, EventKind.REPORT, person_key(problem.key, person))
    if problem.solved_by(town.env.now):
        return
    district, demand = town.district_of_community(problem.community), town.rules.demand
    if round_ == 0:
        merge = town.draw(Purpose.MERGE, person_key(problem.key, person))
        if problem.open_rows and merge < demand.merge_share[district]:
            return
        origin = 0 if problem.rows == 0 else 1 + person
    row = Row(town, problem, person, origin, round_, collected_at=time)
    dispatch = 0.0 if problem.grade == Grade.EMERGENCY else float(demand.dispatch_hours[district])
    yield town.env.at(time + dispatch, EventKind.INTEGRATED, row.key)
    yield from row.from_integration()


class Row:
    """A row of the ledger and the steps it takes; the city's call when it is due is expected from the start."""

    def __init__(
        self, town: Town, problem: Problem, person: int, origin: int, round_: int, collected_at: float
    ) -> None:
        self.town, self.problem, self.person, self.origin, self.round = town, problem, person, origin, round_
        self.key = row_key(problem.key, origin, round_)
        self.record = town.ledger.issues[self.key] = IssueRecord(problem.community, person, round_)
        self.record.stamp(Stage.COLLECT, collected_at)
        self.record.due_at = due_time(town, problem.grade, collected_at)
        problem.rows += 1
        problem.open_rows += 1
        self.street = int(town.world.community_street[problem.community])
        self.first_department = int(town.world.district_departments[self.district])
        self.section = int(town.rules.streets.section_of_category[self.street, problem.category])
        self.easy = (
            problem.grade == Grade.ORDINARY
            and problem.authority == Level.STREET
            and self._work(Purpose.WORK_STREET, town.rules.categories.street_hours, visit=0)
            <= town.rules.service.easy_hours
        )
        self.reply = Reply(self)
        expect_call(self)

    # --- what the row is now --------------------------------------------------------------------

    @property
    def visit(self) -> int:
        """How often the row has been reopened."""
        return self.record.visits

    @property
    def urgent(self) -> bool:
        """Whether the row's jobs go to emergency desks."""
        return self.problem.grade == Grade.EMERGENCY and self.visit == 0

    @property
    def district(self) -> int:
        """The district of the row's street."""
        return self.town.district_of_street(self.street)

    def _luck(self, purpose: Purpose) -> float:
        return self.town.draw(purpose, self.key, self.visit)

    def _work(self, purpose: Purpose, means: np.ndarray, visit: int | None = None) -> float:
        attempt = self.visit if visit is None else visit
        return self.town.issue_work(purpose, self.key, attempt, means[self.problem.category])

    def department_work(self, number: int) -> float:
        """Return the hours of one department, by its number within the district, on this visit."""
        mean = self.town.rules.categories.department_hours[self.problem.category]
        return self.town.issue_work(Purpose.WORK_DEPARTMENT, row_role(self.key, number), self.visit, mean)

    # --- work at the street ---------------------------------------------------------------------

    def ask_street(
        self,
        work: float,
        section: int | None = None,
        role: int = STREET_ROLE,
        klass: StreetClass | None = None,
        never_desk: bool = False,
    ) -> Job:
        """Queue a job at the street: at its emergency desk while urgent, else in a section.

        `klass` is for escorts and what is coordinated; other jobs have the class of the row.
        """
        key = row_role(self.key, role)
        if self.urgent and not never_desk:
            return self.town.street_desks[self.street].unit.join(DESK_CLASS, key, work)
        lending = self.town.rules.streets.lending[self.street]
        # whoever the job is for, one draw per visit says whether the street lends for this row
        lent = self.town.draw(Purpose.LENDABLE, row_role(self.key, STREET_ROLE), self.visit) < lending
        lendable = bool(lent) or klass == StreetClass.ESCORT
        unit = self.town.streets[self.street].units[self.section if section is None else section]
        place = None if klass == StreetClass.ESCORT else place_of(self)
        return unit.join(self._street_class(klass), key, work, lendable=lendable, place=place)

    def ask_contact_desk(self, klass: ContactClass, work: float, place: float | None = None) -> Job:
        """Queue a job at the street's contact desk."""
        desk = self.town.contact_desks[self.street].unit
        return desk.join(klass, row_role(self.key, STREET_ROLE), work, place=place)

    def _street_class(self, klass: StreetClass | None) -> StreetClass:
        if self.problem.grade == Grade.EMERGENCY:
            return StreetClass.EMERGENCY
        if klass is not None:
            return klass
        return StreetClass.EASY if self.easy else StreetClass.RESIDENT

    def street_work(
        self,
        hours: float,
        section: int | None = None,
        role: int = STREET_ROLE,
        klass: StreetClass | None = None,
        never_desk: bool = False,
    ) -> Steps:
        """Have a job done at the street."""
        yield from self.serve(self.ask_street(hours, section, role, klass, never_desk), hours)

    def serve(self, job: Job, hours: float) -> Steps:
        """Wait until a job of the row that joined a queue is done."""
        yield job.started
        yield from self.finish(job, hours)

    def finish(self, job: Job, hours: float) -> Steps:
        """Wait until a job of the row that has just started is done."""
        yield self.town.env.at(job.later(hours), EventKind.DONE, job.key)
        job.leave()

    # --- the way through ------------------------------------------------------------------------

    def from_integration(self) -> Steps:
        """Go on at the moment the street has the row."""
        town, now = self.town, self.town.env.now
        self.record.stamp(Stage.INTEGRATE, now)
        self.reply.expect()
        if is_settled_in_first_call(self):
            yield from self._first_call()
            return
        yield from self._first_contact(float(town.rules.service.contact_hours))
        if self._is_misrouted():
            yield from self.triage(self._wrong_section())
            self.record.misroutes += 1
        self.record.stamp(Stage.CLASSIFY, town.env.now)
        if self.problem.solved_by(town.env.now):
            self._end(Status.WITHDRAWN)
        elif (
            self.problem.solvability == Solvability.UNREASONABLE
            and town.draw(Purpose.EXPLAIN, self.key) < town.rules.demand.explain_share
        ):
            self._end(Status.EXCLUDED)
        else:
            yield from instruction(self)
            yield from self.visits(self._handle())

    def _first_call(self) -> Steps:
        """Call the reporter and settle the case in that call."""
        service, streets = self.town.rules.service, self.town.rules.streets
        yield from self._first_contact(float(service.first_call_hours))
        self.record.stamp(Stage.CLASSIFY, self.town.env.now)
        if self.problem.solved_by(self.town.env.now):
            self._end(Status.WITHDRAWN)
            return
        self._handled(Handler(float(service.first_call_quality), float(streets.false_closing[self.street])))
        self.record.recorded_solved = self.record.reported_solved
        self._close()

    def _first_contact(self, hours: float) -> Steps:
        """Call the reporter, from the emergency desk while urgent, else from the contact desk."""
        replies = self.reply.comes_with_first_contact()
        if replies:
            hours += self.reply.hours
        job = self.ask_street(hours) if self.urgent else self.ask_contact_desk(ContactClass.CONTACT, hours)
        yield from self.serve(job, hours)
        self.record.triages += 1
        self.record.contacted_at = self.town.env.now
        if replies:
            self.reply.written()

    def _is_misrouted(self) -> bool:
        accuracy = self.town.rules.streets.accuracy[self.street]
        return (
            not self.urgent and self._sections() > 1 and bool(self.town.draw(Purpose.MISROUTE, self.key, 0) >= accuracy)
        )

    def _wrong_section(self) -> int:
        others = self._sections() - 1
        return (self.section + 1 + floor(self.town.draw(Purpose.MISROUTE, self.key, 1) * others)) % (others + 1)

    def _sections(self) -> int:
        return int((self.town.rules.streets.section_staff[self.street] > 0).sum())

    def triage(self, section: int) -> Steps:
        """Find out in a section what the row is about, once more after the first contact."""
        yield from self.street_work(float(self.town.rules.service.contact_hours), section)
        self.record.triages += 1

    def visits(self, handling: Handling) -> Steps:
        """Handle and verify until the row is closed."""
        while True:
            handler = yield from handling
            if handler is not None:
                self._handled(handler)
            else:
                self._came_to_nothing()
            reopened = yield from self._verify(handler)
            if not reopened:
                break
            self.record.visits += 1
            handling = self._handle()
        self._close()

    def _close(self) -> None:
        self._end(Status.CLOSED)
        self.reply.given()
        call_after_closing(self)

    def _end(self, status: Status) -> None:
        self.record.status = status
        self.record.closed_at = self.town.env.now
        self.problem.open_rows -= 1
        self.reply.take_out()

    # --- handling -------------------------------------------------------------------------------

    def _handle(self) -> Handling:
        town, rules, s = self.town, self.town.rules, self.street
        authority = self.problem.authority
        if authority == Level.COMMUNITY:
            community = town.communities[self.problem.community]
            work = self._work(Purpose.WORK_COMMUNITY, rules.categories.community_hours)
            key = row_role(self.key, COMMUNITY_ROLE)
            job = community.unit.join(CommunityClass.RESIDENT, key, work, place=place_of(self))
            yield from self.serve(job, work)
            return self._handler(Level.COMMUNITY, float(rules.communities.false_closing[self.problem.community]))
        if authority == Level.STREET:
            whistled = self._may_whistle() and self._luck(Purpose.WHISTLE_SOLVABLE) < rules.streets.whistle_solvable[s]
            if whistled:
                return (yield from self._prepare(self.problem.departments[:1], decided=True))
            yield from self.street_work(self._work(Purpose.WORK_STREET, rules.categories.street_hours))
            return self._handler(Level.STREET, float(rules.streets.false_closing[s]))
        if self._luck(Purpose.DELEGATED) < rules.streets.delegated[s]:
            work = sum(self.department_work(number) for number in self.problem.departments)
            yield from self.street_work(work * float(rules.streets.delegated_factor[s]))
            return self._handler(Level.STREET, float(rules.streets.false_closing[s]), delegated=True)
        return (yield from self._prepare(self.problem.departments, decided=False))

    def _may_whistle(self) -> bool:
        rules = self.town.rules
        return bool(
            rules.families[self.street, self.problem.family] and rules.grounds[self.street, self.problem.ground]
        )

    def _prepare(self, departments: list[int], decided: bool) -> Handling:
        """Prepare a whistle or a letter, release it, wait for the departments."""
        town, rules = self.town, self.town.rules
        whistled = decided or (self._may_whistle() and self._luck(Purpose.WHISTLE) < rules.streets.whistle[self.street])
        yield from self.street_work(float(rules.service.prepare_hours if whistled else rules.service.draft_hours))
        if self.urgent:
            release = town.env.now
        elif whistled:
            release = town.staffed_later(rules.streets.leader_hours[self.street])
        else:
            release = town.staffed_later(rules.service.letter_hours)
        yield town.env.at(release, EventKind.RELEASED, self.key)
        self.record.stamp(Stage.RELEASE, release)
        if not whistled:
            return (yield from self.by_letter(departments, release))
        outcome = yield from Whistle(self, departments).blow()
        if outcome is Outcome.NOT_BOOKED:  # letters go out instead, on a visit of their own
            self.record.visits += 1
            self.record.stamp(Stage.RELEASE, town.env.now)
            return (yield from self.by_letter(departments, town.env.now))
        return self._departments_handler(departments) if outcome is Outcome.DONE else None

    def by_letter(self, departments: list[int], released_at: float) -> Handling:
        """Wait for the departments' answers to a letter released at `released_at` (h)."""
        given_up = yield from send_letters(self, departments, released_at)
        return None if given_up else self._departments_handler(departments, apart=len(departments))

    def by_old_letters(self, letters: dict[int, OldLetter], released_at: float) -> Handling:
        """Wait for the answers to letters of before T0, by number of the department in the problem's order."""
        given_up = yield from go_on_with_letters(self, released_at, letters)
        return None if given_up else self._departments_handler(list(letters), apart=len(letters))

    def _departments_handler(self, departments: list[int], apart: int = 1) -> Handler:
        lead = self.first_department + departments[0]
        return self._handler(Level.DEPARTMENT, float(self.town.rules.departments.false_closing[lead]), apart=apart)

    def _handler(self, level: Level, false_closing: float, delegated: bool = False, apart: int = 1) -> Handler:
        return Handler(float(self.town.rules.service.quality[level]), false_closing, delegated, apart)

    # --- what came of it ------------------------------------------------------------------------

    def _handled(self, handler: Handler) -> None:
        now, record, rules = self.town.env.now, self.record, self.town.rules
        record.stamp(Stage.HANDLE, now)
        record.delegated = int(handler.delegated)
        record.reversed = int(handler.delegated and self._luck(Purpose.REVERSED) < rules.streets.reversed[self.street])
        together = (1.0 - float(rules.service.apart)) ** (handler.apart - 1)
        solved = self.problem.solved_by(now) or (
            self.problem.solvability == Solvability.SOLVABLE
            and self._luck(Purpose.SOLVED) < handler.quality * together
            and not record.reversed
        )
        if solved and not self.problem.solved_by(now):
            self.problem.record.solved_at = now
        reported = solved or self._luck(Purpose.FALSE_CLOSING) < handler.false_closing
        record.truly_solved = int(solved)
        record.reported_solved = int(reported and not record.reversed)

    def _came_to_nothing(self) -> None:
        """Note that letters were given up or appointments missed."""
        record = self.record
        record.lapsed = 1
        record.delegated = record.reversed = 0
        record.reported_solved = 0
        record.truly_solved = int(self.problem.solved_by(self.town.env.now))

    def _verify(self, handler: Handler | None) -> Generator[simpy.Event, None, bool]:
        """Verify; return whether the row is reopened."""
        rules, record = self.town.rules, self.record
        hours, rigour = float(rules.service.verify_hours), float(rules.streets.rigour[self.street])
        if self._luck(Purpose.PROFESSIONAL) < rules.streets.professional[self.street]:
            hours += float(rules.service.professional_hours)
            rigour += (1.0 - rigour) * float(rules.service.professional_catch)
        yield from self.street_work(hours, never_desk=True)
        record.verifications += 1
        record.stamp(Stage.VERIFY, self.town.env.now)
        false = bool(record.reported_solved and not record.truly_solved)
        insists = not record.truly_solved and self._luck(Purpose.CAUGHT) < rigour
        caught = false and insists
        honest = (
            insists
            and handler is not None
            and not record.reported_solved
            and not record.truly_solved
            and self.problem.solvability == Solvability.SOLVABLE
        )
        if (caught or record.reversed or honest) and self.visit + 1 < rules.service.max_visits:
            return True
        record.recorded_solved = int(record.reported_solved and not caught)
        return False

    def file_again(self, delay: float) -> None:
        """Let who filed the row report the problem once more, `delay` clock hours from now."""
        town = self.town
        time = town.env.now + delay
        town.env.process(report(town, self.problem, self.person, time, self.round + 1, self.origin))
