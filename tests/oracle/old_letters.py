"""What had become by T0 of the letters of an old case (section 7), read off their draws."""

from dataclasses import dataclass
from math import isnan, nan

from .letters import is_taken_up, wait_for_reminder
from .problems import Problem
from .town import Town


@dataclass(frozen=True)
class OldLetter:
    """Where a letter is at T0: taken up, given up, or to be reminded of at or after T0."""

    asks: int
    declined: float  # product of 1 - p over its asks
    taken_up_at: float = nan
    given_up: bool = False
    reminded_at: float = nan

    @property
    def is_open(self) -> bool:
        """Whether nothing has become of it."""
        return not isnan(self.reminded_at)


def old_letters(town: Town, problem: Problem, row: int, released_at: float) -> dict[int, OldLetter]:
    """Return where the letters of a case are, by number of the department."""
    return {number: _old_letter(town, row, number, released_at) for number in problem.departments}


def _old_letter(town: Town, row: int, number: int, released_at: float) -> OldLetter:
    """Follow one letter through empty trays and reminders that take no time."""
    service, time, declined, asks = town.rules.service, released_at, 1.0, 0
    while True:
        asks += 1
        declined *= 1.0 - float(service.take_up)
        if is_taken_up(town, row, number, 0, declined):
            return OldLetter(asks, declined, taken_up_at=time)
        time += wait_for_reminder(town, row, number, 0, asks - 1)
        if time >= town.start:
            return OldLetter(asks, declined, reminded_at=time)
        if asks > service.reminders:
            return OldLetter(asks, declined, given_up=True)
