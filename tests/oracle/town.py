"""The town a run takes place in: its offices, its luck, its books."""

from dataclasses import dataclass
from math import inf

from sim.clock import add_staffed
from sim.randomness import Purpose, uniform, work_content
from sim.rules import Residents, Rules, World
from sim.stages import Level

from .diary import Diary
from .environment import FlowEnvironment
from .ledger import Ledger
from .offices import (
    Office,
    StreetOffice,
    Unit,
    community_unit,
    contact_desk_unit,
    department_unit,
    desk_unit,
    section_unit,
)


@dataclass(frozen=True)
class Numbering:
    """Unit numbers: communities, then streets, then departments."""

    communities: int
    streets: int

    def street(self, s: int) -> int:
        """Return the number of street `s` among all offices."""
        return self.communities + s

    def department(self, d: int) -> int:
        """Return the number of department `d` among all offices."""
        return self.communities + self.streets + d


class Town:
    """All offices of a world under fixed rules, and the clock they share.

    Parameters
    ----------
    start : float
        First hour of the run, T0.
    """

    def __init__(self, world: World, rules: Rules, residents: Residents, seed: int, start: float) -> None:
        self.world, self.rules, self.residents, self.seed, self.start = world, rules, residents, seed, start
        self.env = FlowEnvironment(start)
        self.ledger = Ledger()
        self.diary = Diary(world.calendar, rules.service, rules.departments.staff)
        n_communities, n_streets = len(world.community_street), len(world.street_district)
        n_departments = len(world.department_district)
        self.numbers = number = Numbering(n_communities, n_streets)
        calendar, streets, desks = world.calendar, rules.streets, rules.service.desk_servers
        self.communities = [
            Office(self.env, c, calendar, [community_unit(int(rules.communities.staff[c]))])
            for c in range(n_communities)
        ]
        self.streets = [
            StreetOffice(
                self.env,
                number.street(s),
                calendar,
                [section_unit(int(n), float(streets.upward_weight[s])) for n in streets.section_staff[s]],
            )
            for s in range(n_streets)
        ]
        self.departments = [
            Office(
                self.env,
                number.department(d),
                calendar,
                [department_unit(int(rules.departments.staff[d]))],
            )
            for d in range(n_departments)
        ]
        beyond = number.department(n_departments)
        self.contact_desks = [
            Office(
                self.env,
                beyond + s,
                world.duty if streets.desk_every_day[s] else calendar,
                [contact_desk_unit(int(streets.desk_positions[s]))],
            )
            for s in range(n_streets)
        ]
        beyond += n_streets
        self.street_desks = [Office(self.env, beyond + s, None, [desk_unit(desks)]) for s in range(n_streets)]
        self.department_desks = [
            Office(self.env, beyond + n_streets + d, None, [desk_unit(desks)]) for d in range(n_departments)
        ]

    @property
    def staffed_offices(self) -> list[Office]:
        """All offices but emergency desks, in the order in which they open."""
        return [*self.communities, *self.streets, *self.departments, *self.contact_desks]

    def draw(self, purpose: Purpose, entity: int, attempt: int = 0) -> float:
        """Return the keyed draw of this run."""
        return uniform(self.seed, int(purpose), entity, attempt)

    def issue_work(self, purpose: Purpose, entity: int, visit: int, mean: float) -> float:
        """Return the hours a row needs somewhere on a visit."""
        service = self.rules.service
        return work_content(self.draw(purpose, entity, visit), float(mean), int(service.shape), float(service.sigma))

    def piece_of(self, unit: Unit) -> float:
        """Return the longest piece of a task or letter at a unit; infinite where they are done whole."""
        if unit in (office.unit for office in (*self.communities, *self.street_desks, *self.department_desks)):
            return inf
        at_department = unit in (office.unit for office in self.departments)
        piece = float(self.rules.service.piece_hours[Level.DEPARTMENT if at_department else Level.STREET])
        return piece if piece > 0.0 else inf

    def staffed_later(self, hours: float, since: float | None = None) -> float:
        """Return when `hours` staffed hours have passed since now or since another time."""
        return add_staffed(self.world.calendar, self.env.now if since is None else since, float(hours))

    def district_of_community(self, c: int) -> int:
        """Return the district of community `c`."""
        return self.district_of_street(int(self.world.community_street[c]))

    def district_of_street(self, s: int) -> int:
        """Return the district of street `s`."""
        return int(self.world.street_district[s])
