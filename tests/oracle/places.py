"""Where a row's job stands in its queue (section 2): work is done to the deadline where somebody watches it."""

from typing import TYPE_CHECKING

from .replies import is_assessed

if TYPE_CHECKING:
    from .issues import Row

NEXT_DATE = 24.0 * 30  # clock hours


def place_of(row: "Row") -> float | None:
    """Return the place of a row's job that joins a section or community now (h); None where it is the present."""
    if not is_assessed(row.town.rules, row.district):
        return None
    return next_date(row.record.due_at, row.town.env.now)


def next_date(due: float, now: float) -> float:
    """Return the first of the due time and the times 30, 60, ... days after it that is not over (h)."""
    late = 0
    while due + NEXT_DATE * late < now:
        late += 1
    return due + NEXT_DATE * late
