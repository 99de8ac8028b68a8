"""Letters (section 5): departments decide, when they are asked, whether they take one up."""

from collections.abc import Generator
from typing import TYPE_CHECKING

import simpy

from sim.randomness import Purpose, exponential, row_role
from sim.stages import DepartmentClass, EventKind, Grade, StreetClass

from .asked import Asked
from .offices import DESK_CLASS
from .tasks import piecewise
from .town import Town

if TYPE_CHECKING:
    from .issues import Row
    from .old_letters import OldLetter

type Steps = Generator[simpy.Event, None, None]


def send_letters(row: "Row", departments: list[int], released_at: float) -> Generator[simpy.Event, None, bool]:
    """Write to the departments; return, when the last has answered, whether a letter was given up."""
    row.record.letters += 1
    letters = [Letter(row, number, released_at) for number in departments]
    yield row.town.env.all_of([row.town.env.process(letter.arrives()) for letter in letters])
    return any(letter.asked.record.lapsed for letter in letters)


def go_on_with_letters(
    row: "Row", released_at: float, old: "dict[int, OldLetter]"
) -> Generator[simpy.Event, None, bool]:
    """Wait for the answers to letters that were sent before T0; return whether one was given up, then or later."""
    row.record.letters += 1
    letters = {number: Letter(row, number, released_at) for number in old}
    going_on = [row.town.env.process(letter.goes_on(old[number])) for number, letter in letters.items()]
    yield row.town.env.all_of(going_on)
    return any(letter.asked.record.lapsed for letter in letters.values())


# --- what is decided by draws on the letter's key alone ------------------------------------------------


def is_taken_up(town: Town, row: int, number: int, visit: int, declined: float) -> bool:
    """Tell whether a letter is taken up by now; `declined` is the product of 1 - p over all asks until now."""
    return town.draw(Purpose.TAKEN, row_role(row, number), visit) <= 1.0 - declined


def wait_for_reminder(town: Town, row: int, number: int, visit: int, k: int) -> float:
    """Return the clock hours that the street waits for an answer after the `k`-th ask."""
    u = town.draw(Purpose.REMINDS, row_role(row, number), 16 * visit + k)
    return exponential(u, 24.0 * float(town.rules.service.remind_days))


# --- one letter ---------------------------------------------------------------------------------------


class Letter:
    """A letter to one department; it ends done, or as lapsed."""

    def __init__(self, row: "Row", number: int, released_at: float) -> None:
        self.row, self.number = row, number
        self.asked = Asked(row, number, released_at)
        self._declined = 1.0

    def arrives(self) -> Steps:
        """Come to the department, until it is not returned; then be asked for. Emergencies are worked on at once."""
        town, asked = self.row.town, self.asked
        if self.row.problem.grade == Grade.EMERGENCY:
            yield from self._work(DESK_CLASS if self.row.urgent else DepartmentClass.EMERGENCY)
            return
        while asked.finds_it_is_not_its_duty(Purpose.LETTER_RETURNED):
            asked.note_return()
            yield from self._at_street(float(town.rules.service.coordination_hours))
        yield from self._asks()

    def goes_on(self, old: "OldLetter") -> Steps:
        """Go on from where an old letter is at T0."""
        record = self.asked.record
        record.asks, record.lapsed = old.asks, int(old.given_up)
        record.accepted_at = record.done_at = old.taken_up_at
        self._declined = old.declined
        if old.is_open and (yield from self._is_reminded(old.reminded_at)):
            yield from self._asks()

    def _asks(self) -> Steps:
        """Ask until it is taken up, then work on it, or until it is given up."""
        env, row, record = self.row.town.env, self.row, self.asked.record
        while not self._takes_up():
            wait = wait_for_reminder(row.town, row.key, self.number, self.asked.visit, record.asks - 1)
            if not (yield from self._is_reminded(env.now + wait)):
                return
        record.accepted_at = env.now
        yield from self._work(DepartmentClass.OWN_LINE)

    def _takes_up(self) -> bool:
        self._declined *= 1.0 - float(self.row.town.rules.service.take_up) * (1.0 - self._tray())
        self.asked.record.asks += 1
        return is_taken_up(self.row.town, self.row.key, self.number, self.asked.visit, self._declined)

    def _tray(self) -> float:
        """Return how far what waits at the department keeps it from taking up another letter, 0 to 1."""
        town, unit = self.row.town, self.asked.office.unit
        if not unit.servers:
            return 1.0
        days = unit.waiting(int(DepartmentClass.OWN_LINE)) / (unit.servers * town.world.calendar.hours_a_day)
        return days / (days + float(town.rules.service.letter_tray))

    def _is_reminded(self, time: float) -> Generator[simpy.Event, None, bool]:
        """Wait for an answer until `time` (h); return whether the street has reminded, not given up."""
        service = self.row.town.rules.service
        yield self.row.town.env.at(time, EventKind.REMIND, self.asked.key)
        if self.asked.record.asks > service.reminders:
            self.asked.record.lapsed = 1
            return False
        yield from self._at_street(float(service.remind_hours))
        return True

    def _at_street(self, hours: float) -> Steps:
        yield from self.row.street_work(hours, role=self.number, klass=StreetClass.COORDINATION)

    def _work(self, klass: int) -> Steps:
        env, record = self.row.town.env, self.asked.record
        unit = self.asked.office.unit
        yield from piecewise(self.row.town, unit, int(klass), self.asked.key, record.hours, env.now)
        record.done_at = env.now
