"""A department that is asked on one visit of a row, by letter or by whistle (section 5)."""

from typing import TYPE_CHECKING

from sim.randomness import Purpose, row_role

from .ledger import AssignmentRecord
from .offices import Office

if TYPE_CHECKING:
    from .issues import Row


class Asked:
    """One department asked on the present visit of a row."""

    def __init__(self, row: "Row", number: int, released_at: float) -> None:
        town = row.town
        self.row, self.number = row, number
        self.department = row.first_department + number
        self.key = row_role(row.key, number)
        self.visit = row.visit
        self.record = AssignmentRecord(hours=row.department_work(number), released_at=released_at)
        town.ledger.assignments[row.key, row.visit, self.department] = self.record
        desks = town.department_desks if row.urgent else town.departments
        self.office: Office = desks[self.department]
        self.travel = float(town.rules.departments.travel_hours[self.department])

    def luck(self, purpose: Purpose, nth: int) -> float:
        """Return the draw of the `nth` try of this visit."""
        return self.row.town.draw(purpose, self.key, 16 * self.visit + nth)

    def finds_it_is_not_its_duty(self, purpose: Purpose) -> bool:
        """Tell whether the department returns what it was sent, if it may return it once more."""
        rules, returns = self.row.town.rules, self.record.returns
        acceptance = float(rules.departments.acceptance[self.department])
        refusal = float(rules.categories.ambiguity[self.row.problem.category]) * (1.0 - acceptance)
        return bool(returns < rules.service.max_returns and self.luck(purpose, returns) < refusal)

    def note_return(self) -> None:
        """Count a return, for the department and for its row."""
        self.record.returns += 1
        self.row.record.returns += 1
