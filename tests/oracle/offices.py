"""Offices built on SimPy events: fair queues, lending, pairs, meetings, desks (section 2).

An office is a door with one or more units behind it: a street has one unit per section, every
other office has one. A process joins a unit, waits for `job.started`, keeps its servers as long
as it likes and leaves. Any change wakes the office, whose dispatch runs once the event is over.
"""

from bisect import insort
from collections.abc import Generator
from dataclasses import dataclass

import simpy

from sim.clock import Calendar, add_staffed, is_open
from sim.stages import CommunityClass, ContactClass, DepartmentClass, EventKind, StreetClass

from .environment import FlowEnvironment

_SECTIONS = 64  # more than any street has: office and section in one key
DESK_CLASS = 0


@dataclass(eq=False)
class Job:
    """Work that waits for servers of a unit and then holds them.

    `place` is where it stands in its class (h), `since` when it came. `work` is what the clock of its class advances
    by: person-hours of all its servers. `left` is all that waits with it, the pieces that come after this one included.
    """

    unit: "Unit"
    klass: int
    key: int
    place: float
    since: float
    work: float
    needs: int
    lendable: bool
    left: float
    started: simpy.Event
    held: int = 0
    server: "Unit | None" = None

    def later(self, hours: float) -> float:
        """Return when `hours` of service from now are over."""
        return self.unit.office.later(hours)

    def leave(self) -> None:
        """Give the servers back."""
        assert self.server is not None
        self.server.free += self.held
        self.held = 0
        self.server.office.wake()

    def withdraw(self) -> None:
        """Take a job that has not started out of its queue; who waits reserved for it is free again."""
        if self.server is None:
            self.unit.queues[self.klass].remove(self)
        else:
            self.server.reserved = None
            self.leave()

    def order(self) -> tuple[float, int]:
        """Return what jobs of a class are ordered by."""
        return self.place, self.key

    def waiting(self) -> tuple[float, int]:
        """Return by what sections that lend choose: who came first, whatever its place."""
        return self.since, self.key


class Unit:
    """Identical servers with one queue per class.

    Parameters
    ----------
    weights
        Weight of each weighted class.
    strict
        Classes served before the weighted ones, in order.
    pressing
        Those of them for which owed meetings have to wait.
    """

    def __init__(
        self,
        servers: int,
        weights: dict[int, float],
        strict: tuple[int, ...] = (),
        pressing: tuple[int, ...] = (),
    ) -> None:
        self.office: Office  # set by the office
        self.section = 0
        self.servers = self.free = servers
        self.weights, self.strict, self.pressing = weights, strict, pressing
        self.clocks = dict.fromkeys(weights, 0.0)
        self.service_clock = 0.0
        self.queues: dict[int, list[Job]] = {klass: [] for klass in sorted((*strict, *weights))}
        self.owed = 0
        self.meeting_hours = 0.0
        self.reserved: Job | None = None

    def join(
        self,
        klass: int,
        key: int,
        work: float,
        needs: int = 1,
        lendable: bool = False,
        since: float | None = None,
        place: float | None = None,
        left: float | None = None,
        wake: bool = True,
    ) -> Job:
        """Queue a job and return it; `left` where there is more than this piece.

        It has come now or, as the rest of what is done in pieces, at `since` (h); that is its place, if `place` (h)
        does not give it another.
        """
        env = self.office.env
        came = env.now if since is None else since
        stands = came if place is None else place
        whole = work if left is None else left
        job = Job(self, int(klass), key, stands, came, work, needs, lendable, whole, simpy.Event(env))
        queue = self.queues[job.klass]
        if not queue and job.klass in self.weights:
            self.clocks[job.klass] = max(self.clocks[job.klass], self.service_clock)
        insort(queue, job, key=Job.order)
        if wake:
            self.office.wake()
        return job

    def waiting(self, klass: int) -> float:
        """Return the hours of work that wait in a class."""
        return sum(job.left for job in self.queues[klass])

    def owe_meetings(self, number: int, hours: float) -> None:
        """Come to owe so many meetings; those already owed get the average length."""
        if number and hours > 0.0:
            owed = self.owed + number
            self.meeting_hours = (self.owed * self.meeting_hours + number * hours) / owed
            self.owed = owed

    def owe_heads_meeting(self, hours: float) -> None:
        """Come to owe one meeting of the head; those already owed get the average length."""
        if self.servers:
            self.meeting_hours = (self.owed * self.meeting_hours + hours) / (self.owed + 1)
            self.owed += 1

    def serve(self) -> None:
        """Give free servers to a reserved pair, pressing jobs, owed meetings and waiting jobs, in this order."""
        while self.free:
            if self.reserved is not None:
                job = self.reserved
                self._hold(job, 1)
                if job.held == job.needs:
                    self.reserved = None
                    self._start(job)
            elif (pressing := self._first_of(self.pressing)) is not None:
                self.take(self, pressing)
            elif self.owed:
                self.owed -= 1
                self.free -= 1
                self.office.env.process(self._meet(self.meeting_hours))
            else:
                klass = self._next_class()
                if klass is None:
                    return
                self.take(self, klass)

    def take(self, owner: "Unit", klass: int) -> None:
        """Give servers of this unit to the first job of a class of `owner`, this unit or another."""
        job = owner.queues[klass].pop(0)
        self._hold(job, min(self.free, job.needs))
        if job.held == job.needs:
            self._start(job)
        else:
            self.reserved = job

    def _next_class(self) -> int | None:
        strict = self._first_of(self.strict)
        if strict is not None:
            return strict
        waiting = [(self.clocks[k], k) for k in self.weights if self.queues[k]]
        return min(waiting)[1] if waiting else None

    def _first_of(self, classes: tuple[int, ...]) -> int | None:
        return next((klass for klass in classes if self.queues[klass]), None)

    def _hold(self, job: Job, servers: int) -> None:
        job.server = self
        job.held += servers
        self.free -= servers

    def _start(self, job: Job) -> None:
        owner = job.unit  # of a lent job: the section whose class it waited in
        if job.klass in owner.weights:
            owner.service_clock = owner.clocks[job.klass]
            owner.clocks[job.klass] += job.work / owner.weights[job.klass]
        job.started.succeed()

    def _meet(self, hours: float) -> Generator[simpy.Event, None, None]:
        office = self.office
        yield office.env.at(office.later(hours), EventKind.MEETING_OVER, office.number * _SECTIONS + self.section)
        self.free += 1
        office.wake()


class Office:
    """A door: its units and its hours. `calendar` None means served at any hour."""

    def __init__(self, env: FlowEnvironment, number: int, calendar: Calendar | None, units: list[Unit]) -> None:
        self.env, self.number, self.calendar, self.units = env, number, calendar, units
        for section, unit in enumerate(units):
            unit.office, unit.section = self, section
        self._woken = False

    @property
    def unit(self) -> Unit:
        """The only unit of an office that is not a street."""
        return self.units[0]

    def later(self, hours: float) -> float:
        """Return when `hours` of this office's time have passed from now."""
        now = self.env.now
        return now + hours if self.calendar is None else add_staffed(self.calendar, now, hours)

    def wake(self) -> None:
        """Dispatch once everything the current event sets off has joined or left."""
        if not self._woken:
            self._woken = True
            self.env.dispatch_event().callbacks.append(self._dispatch)

    def _dispatch(self, _: simpy.Event) -> None:
        self._woken = False
        if self.calendar is None or is_open(self.calendar, self.env.now):
            self._serve()

    def _serve(self) -> None:
        for unit in self.units:
            unit.serve()


class StreetOffice(Office):
    """Sections in order, each its own meetings and jobs first; then they lend to one another."""

    def _serve(self) -> None:
        super()._serve()
        while self._lend():
            pass

    def _lend(self) -> bool:
        lender = next((section for section in self.units if section.free), None)
        if lender is None:
            return False
        first_jobs = [
            queue[0] for section in self.units if section is not lender for queue in section.queues.values() if queue
        ]
        lendable = [job for job in first_jobs if job.lendable]
        if not lendable:
            return False
        job = min(lendable, key=Job.waiting)
        lender.take(job.unit, job.klass)
        return True


def community_unit(servers: int) -> Unit:
    """Return the unit of a community: three classes of equal weight."""
    return Unit(servers, {int(klass): 1.0 for klass in CommunityClass})


def section_unit(servers: int, upward_weight: float) -> Unit:
    """Return a section of a street: emergencies and escorts come before meetings."""
    pressing = (int(StreetClass.EMERGENCY), int(StreetClass.ESCORT))
    weights = {
        int(klass): upward_weight if klass == StreetClass.UPWARD else 1.0 - upward_weight
        for klass in StreetClass
        if klass not in pressing
    }
    return Unit(servers, weights, strict=pressing, pressing=pressing)


def department_unit(servers: int) -> Unit:
    """Return the unit of a department: emergencies, pairs, then what came first; the former two before meetings."""
    pressing = (int(DepartmentClass.EMERGENCY), int(DepartmentClass.WHISTLED))
    return Unit(servers, {}, strict=(*pressing, int(DepartmentClass.OWN_LINE)), pressing=pressing)


def contact_desk_unit(servers: int) -> Unit:
    """Return the unit of a contact desk: first contacts, then replies, then checks."""
    return Unit(servers, {}, strict=tuple(int(klass) for klass in ContactClass))


def desk_unit(servers: int) -> Unit:
    """Return an emergency desk: one queue."""
    return Unit(servers, {}, strict=(DESK_CLASS,))
