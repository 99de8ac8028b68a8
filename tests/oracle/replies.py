"""When a row is due and the reply to its reporter before that (sections 4 and 6)."""

from collections.abc import Generator
from math import isnan
from typing import TYPE_CHECKING

import simpy

from sim.clock import last_whole_hour, take_staffed
from sim.rules import Rules
from sim.stages import ContactClass, EventKind, Grade, Status

from .offices import Job
from .town import Town

if TYPE_CHECKING:
    from .issues import Row

BEFORE_URGENT = 6.0  # clock hours before an urgent row is due

type Steps = Generator[simpy.Event, None, None]


def due_time(town: Town, grade: Grade, collected_at: float) -> float:
    """Return when a row of a grade that was filed at `collected_at` is due (h)."""
    deadlines, hours = town.rules.deadlines, float(town.rules.deadlines.grade_hours[grade])
    if deadlines.working_days and grade in (Grade.ORDINARY, Grade.COMPLEX):
        return town.staffed_later(hours / 24.0 * town.world.calendar.hours_a_day, since=collected_at)
    return collected_at + hours


def is_assessed(rules: Rules, district: int) -> bool:
    """Tell whether a district ranks its streets or holds rounds of supervision."""
    return bool(rules.districts.ranking[district] > 0.0 or rules.districts.supervision_days[district] > 0.0)


def reply_time(town: Town, grade: Grade, due: float) -> float:
    """Return when a reply to a row that is no emergency is planned (h); minus inf before the calendar."""
    calendar = town.world.calendar
    if grade == Grade.URGENT:
        return float(last_whole_hour(calendar, due - BEFORE_URGENT))
    return float(take_staffed(calendar, due, calendar.hours_a_day))


class Reply:
    """What the contact desk tells the reporter of a row before the row is due."""

    def __init__(self, row: "Row") -> None:
        self.row = row
        self._job: Job | None = None

    @property
    def hours(self) -> float:
        """Person-hours of a reply."""
        return float(self.row.town.rules.service.reply_hours)

    def comes_with_first_contact(self) -> bool:
        """Tell whether the first call replies as well: that of an urgent row in an assessed district."""
        return self.row.urgent and is_assessed(self.row.town.rules, self.row.district)

    def expect(self) -> None:
        """Plan a reply of its own for a row that the street has now."""
        row, grade = self.row, self.row.problem.grade
        if grade == Grade.EMERGENCY or not is_assessed(row.town.rules, row.district):
            return
        time = max(row.town.env.now, reply_time(row.town, grade, row.record.due_at))
        if time < row.record.due_at:
            row.town.env.process(self._write(time))

    def given(self) -> None:
        """Note when the reporter was first told, be it with the closing."""
        if isnan(self.row.record.replied_at):
            self.row.record.replied_at = self.row.town.env.now

    def written(self) -> None:
        """Note that a reply was written, though the row may have been closed meanwhile."""
        self.row.record.replied = 1
        self.given()

    def take_out(self) -> None:
        """Take a job that still waits out of its queue."""
        if self._job is not None and not self._job.started.triggered:
            self._job.withdraw()

    def _write(self, time: float) -> Steps:
        row = self.row
        yield row.town.env.at(time, EventKind.REPLY_DUE, row.key)
        if row.record.status != Status.OPEN or not isnan(row.record.replied_at):
            return
        self._job = row.ask_contact_desk(ContactClass.REPLY, self.hours, place=row.record.due_at)
        yield from row.serve(self._job, self.hours)
        self.written()
