"""What the contact desk settles while it calls the reporter (section 4)."""

from typing import TYPE_CHECKING

from sim.randomness import Purpose
from sim.stages import Level, Solvability

if TYPE_CHECKING:
    from .issues import Row


def is_settled_in_first_call(row: "Row") -> bool:
    """Tell whether the case of a row that the street has now needs no more than its first call."""
    problem, share = row.problem, row.town.rules.categories.first_call[row.problem.category]
    return bool(
        not row.urgent
        and row.round == 0
        and problem.solvability == Solvability.SOLVABLE
        and problem.authority in (Level.COMMUNITY, Level.STREET)
        and row.town.draw(Purpose.FIRST_CALL, problem.key) < share
    )
