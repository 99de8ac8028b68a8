"""Where a row's job stands in its queue (section 2): work is done to the deadline where somebody watches it."""

from typing import TYPE_CHECKING

from sim.stages import Grade

from .replies import is_assessed

if TYPE_CHECKING:
    from .issues import Row


def place_of(row: "Row") -> float | None:
    """Return the place of a row's job that joins a section or community now (h); None where it is the present."""
    if not is_assessed(row.town.rules, row.district):
        return None
    grade = row.problem.grade
    hurried = grade in (Grade.EMERGENCY, Grade.URGENT)
    term = float(row.town.rules.deadlines.grade_hours[grade]) if hurried else 24.0 * 30
    return next_date(row.record.due_at, term, row.town.env.now)


def next_date(due: float, term: float, now: float) -> float:
    """Return the first of the due time and the times 1, 2, ... terms after it that is not over (h)."""
    late = 0
    while due + term * late < now:
        late += 1
    return due + term * late
