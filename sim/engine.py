"""The kernel with its arrays: builds a town, keeps room in its tables, swaps rules.

`sim.model.StreetModel` drives one through the institutions' calendar; tests drive it bare.
"""

import math

import numpy as np

from sim.clock import next_close, next_opening, staffed_hours
from sim.kernel import state
from sim.kernel.arrivals import consultations_of_day, problems_of_day, tasks_of_day
from sim.kernel.heap import push
from sim.kernel.loop import advance, call_meetings
from sim.kernel.packing import pack_rules, pack_world
from sim.kernel.reorganise import lay_out_anew
from sim.kernel.state import Count, Town
from sim.rules import Residents, Rules, World
from sim.stages import NONE, DepartmentClass, EventKind, Level, Stage, Work

OLD_DAYS = 180  # how far back the initial backlog goes


class Engine:
    """One town's flow between two times.

    Parameters
    ----------
    world, rules, residents
        The place and the institutions at the start.
    seed : int
        Non-negative; every draw hangs on it.
    first_day, last_day : int
        The run covers [24 first_day, 24 last_day); first_day is usually minus the burn-in.
    """

    def __init__(
        self, world: World, rules: Rules, residents: Residents, seed: int, first_day: int, last_day: int
    ) -> None:
        self.world = world
        self.residents = residents
        self.first_day = first_day
        self.last_day = last_day
        self.calls = 0
        self.town = _build(world, rules, seed, first_day, last_day)
        self.set_rules(rules, 24.0 * first_day, staff=False)

    def load_backlog(self) -> None:
        """Lay in the cases of every age the run begins with (docs/flow.md, section 7)."""
        start = 24.0 * self.first_day
        for day in range(self.first_day - OLD_DAYS, self.first_day):
            self._room_for_problems(day)
            problems_of_day(self.town, self.residents, day, False)
        self.advance(start)  # letters reach their queues; nobody is staffed yet

    def open_offices(self) -> None:
        """Staff every unit from the start of the run, and begin the rhythm of opening and closing hours."""
        start = 24.0 * self.first_day
        self._staff()
        push(self.town, next_opening(self.town.calendar, start - 1e-9), EventKind.OPEN, 0, 0, 0)
        push(self.town, next_close(self.town.calendar, start), EventKind.CLOSE, 0, 0, 0)

    def set_rules(self, rules: Rules, time: float, staff: bool = True) -> None:
        """Put new rules in force; lays streets out anew where their sections have changed."""
        old = self.town.streets
        self.rules = rules
        self.town = self.town._replace(**pack_rules(rules))
        if staff:
            changed = (old["section_staff"] != self.town.streets["section_staff"]).any(axis=1)
            changed |= (old["section_of_category"] != self.town.streets["section_of_category"]).any(axis=1)
            self._staff()
            for street in np.flatnonzero(changed):
                lay_out_anew(self.town, int(street), time)

    def _staff(self) -> None:
        """Give every unit its servers."""
        units, rules = self.town.units, self.rules
        servers = np.concatenate(
            [
                rules.communities.staff,
                rules.streets.section_staff.ravel(),
                np.full(len(rules.streets.staff), rules.service.desk_servers),
                rules.departments.staff,
                np.full(len(rules.departments.staff), rules.service.desk_servers),
            ]
        )
        if (servers < 0).any():
            raise ValueError("a unit has negative staff")
        units["servers"] = servers

    def begin_day(self, day: int) -> None:
        """Generate everything that arises on a day."""
        self._room_for_problems(day)
        self._room_for_tasks()
        problems_of_day(self.town, self.residents, day, True)
        tasks_of_day(self.town, day)
        consultations_of_day(self.town, day)

    def meet(self, staffed_hours_of_week: float, time: float) -> None:
        """Call the week's meetings."""
        self._ensure("jobs", int(self.town.units["servers"].sum()) + 64)
        self._ensure("events", int(self.town.units["servers"].sum()) + 64)
        call_meetings(self.town, staffed_hours_of_week, time)

    def advance(self, until: float) -> None:
        """Carry the flow to `until` (h), growing tables when they are nearly full."""
        self.calls += 1
        while not advance(self.town, self.residents, until):
            for name in state.GROWING:
                self._ensure(name, max(256, len(getattr(self.town, name)) // 2))

    def end_day(self, day: int) -> None:
        """Note what stands open at the end of a day."""
        row = self.town.days[day - self.first_day]
        row["day"] = day
        row["open_issues"] = self.town.counts[Count.OPEN_ISSUES]
        units, queues = self.town.units, self.town.queues
        row["open_letters"] = queues["number"][(units["level"] == 3) & (units["desk"] == 0), 3].sum()
        for level, name in ((1, "community_backlog"), (2, "street_backlog"), (3, "department_backlog")):
            row[name] = queues["hours"][units["level"] == level].sum()
        self._note_backlog(day)

    def _note_backlog(self, day: int) -> None:
        """Note the hours of work that wait at every office, emergency desks apart."""
        units, queues = self.town.units, self.town.queues
        mine = units["desk"] == 0
        account, offices = units["account"][mine], self.town.backlog.shape[1]
        of_departments = units["level"][mine] == Level.DEPARTMENT
        waiting = queues["hours"][mine].sum(axis=1)
        letters = np.where(of_departments, queues["hours"][mine, DepartmentClass.LETTER], 0.0)
        self.town.backlog[day - self.first_day] = np.bincount(account, waiting, offices)
        self.town.letters[day - self.first_day] = np.bincount(account, letters, offices)

    def _ensure(self, name: str, room: int) -> None:
        """Keep at least `room` free rows in a growing table."""
        if len(getattr(self.town, name)) - state.used(self.town, name) < room:
            capacity = max(state.used(self.town, name) + room, int(1.5 * len(getattr(self.town, name))))
            self.town = state.grow(self.town, name, capacity)

    def _room_for_problems(self, day: int) -> None:
        """Make room for more problems and reports than a day can plausibly bring."""
        demand = self.rules.demand
        mean = float((demand.problems_a_day * demand.season[:, day % 365]).sum())
        most = math.ceil(mean + 12.0 * math.sqrt(mean) + 200)
        affected = math.ceil(most * (2.0 + float(demand.further_affected.max()) * 3.0))
        self._ensure("problems", most)
        self._ensure("issues", most + 256)
        self._ensure("events", min(affected, most * 65) + 512)

    def _room_for_tasks(self) -> None:
        """Make room for more tasks than a day can plausibly bring."""
        rules = self.rules
        sheets = float(rules.departments.derived_a_day.sum())
        single = float(
            (rules.departments.own_a_day + rules.departments.transferred_a_day).sum()
            + (rules.communities.statutory_a_day + rules.communities.walk_ins_a_day).sum()
        )
        offices = len(rules.streets.staff) + len(rules.communities.staff)
        most = math.ceil(
            (sheets + 12 * math.sqrt(sheets) + 10) * offices + single + 12 * math.sqrt(single) + 200
        )
        self._ensure("tasks", most)
        self._ensure("events", most + 512)


def _build(world: World, rules: Rules, seed: int, first_day: int, last_day: int) -> Town:
    """Allocate an empty town."""
    communities, streets = len(world.community_street), len(world.street_district)
    departments, sections = len(world.department_district), rules.streets.section_staff.shape[1]
    days = last_day - first_day + 2
    offices = communities + streets + departments
    units = state.initial_units((communities, streets, sections, departments))
    units["inside_since"] = 24.0 * first_day
    units["settled"] = staffed_hours(world.calendar, 24.0 * first_day)
    queues = state.records((len(units), state.CLASSES), state.QUEUE)
    queues["head"] = queues["tail"] = NONE
    counts = np.zeros(len(Count), np.int64)
    counts[Count.FREE_JOB] = NONE
    flows = np.zeros(8)
    flows[1] = 24.0 * first_day
    flows[3] = np.nan
    day_rows = state.records(days, state.DAY)
    day_rows["day"] = first_day + np.arange(days)
    rows = _expected_rows(rules, last_day - first_day)
    return Town(
        seed=seed,
        first_day=first_day,
        problems=state.records(rows["problems"], state.PROBLEM),
        issues=state.records(rows["issues"], state.ISSUE),
        first=np.full((len(Stage), rows["issues"]), np.nan),
        last=np.full((len(Stage), rows["issues"]), np.nan),
        assignments=state.records(rows["issues"], state.ASSIGNMENT),
        whistles=state.records(rows["issues"], state.WHISTLE),
        tasks=state.records(rows["tasks"], state.TASK),
        jobs=state.records(len(units) + rows["issues"], state.JOB),
        events=state.records(len(units) + rows["issues"], state.EVENT),
        units=units,
        queues=queues,
        gathering=np.zeros(1024, np.int64),
        hours=np.zeros((days, offices, len(Work))),
        idle=np.zeros((days, offices)),
        overrun=np.zeros((days, offices)),
        staffed=np.zeros((days, offices)),
        backlog=np.zeros((days, offices)),
        letters=np.zeros((days, offices)),
        funnel=np.zeros((days, departments, state.LEVELS, 2)),
        days=day_rows,
        counts=counts,
        flows=flows,
        street_policy=state.records(streets, state.STREET_POLICY),
        department_policy=state.records(departments, state.DEPARTMENT_POLICY),
        community_policy=state.records(communities, state.COMMUNITY_POLICY),
        world=pack_world(world),
        calendar=world.calendar,
        **pack_rules(rules),
    )


def _expected_rows(rules: Rules, days: int) -> dict[str, int]:
    """Guess how long the tables will grow, so that they seldom must; untouched rows cost no memory."""
    demand, departments, communities = rules.demand, rules.departments, rules.communities
    a_day = float((demand.problems_a_day * demand.season.mean(axis=1)).sum())
    offices = len(rules.streets.staff) + len(communities.staff)
    single = (departments.own_a_day + departments.transferred_a_day).sum()
    single += (communities.statutory_a_day + communities.walk_ins_a_day).sum()
    tasks = 0.72 * days * (float(departments.derived_a_day.sum()) * offices + float(single))
    return {"problems": int(1.3 * a_day * (days + 60)) + 1024, "issues": int(0.9 * a_day * (days + 60)) + 1024,
            "tasks": int(tasks) + 1024}  # fmt: skip
