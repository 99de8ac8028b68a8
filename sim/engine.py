"""The kernel with its arrays: builds a town, keeps room in its tables, swaps rules.

`sim.model.StreetModel` drives one through the institutions' calendar; tests drive it bare.
"""

import hashlib
import math
from collections.abc import Callable

import numpy as np

from sim.clock import next_close, next_opening, staffed_hours
from sim.kernel import state
from sim.kernel.arrivals import (
    census_of_day,
    consultations_of_day,
    paperwork,
    problems_of_day,
    tasks_of_day,
)
from sim.kernel.consultation import consult, take_up_topic
from sim.kernel.entrances import compile_kernel
from sim.kernel.heap import push
from sim.kernel.loop import MARGIN, advance
from sim.kernel.meetings import call_meetings, convene
from sim.kernel.neighbours import drift_of_trust
from sim.kernel.packing import pack_rules
from sim.kernel.reorganise import lay_out_anew
from sim.kernel.servers import department_unit, section_unit
from sim.kernel.state import Count, Town
from sim.kernel.supervision import supervise
from sim.kernel.units import EMERGENCY_DESK, initial_units
from sim.rules import Residents, Rules, World
from sim.stages import NONE, EventKind, Stage, TaskKind, Work

OLD_DAYS = 180  # how far back the initial backlog goes
BOOKED_BEYOND = 60  # days after the run that appointments may be booked for


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
    compiling
        Called with (work done, work in all) where the kernel has to be compiled first.
    """

    def __init__(
        self,
        world: World,
        rules: Rules,
        residents: Residents,
        seed: int,
        first_day: int,
        last_day: int,
        compiling: Callable[[int, int], None] | None = None,
    ) -> None:
        self.world = world
        # what residents learn belongs to this run; the other columns are the place's
        self.residents = residents._replace(trust=residents.trust.copy(), expected_days=residents.expected_days.copy())
        self.first_day = first_day
        self.last_day = last_day
        self.calls = 0
        self.mean_trust = float(residents.trust.mean(dtype=np.float64)) if len(residents.trust) else float("nan")
        self.town = _build(world, rules, seed, first_day, last_day)
        compile_kernel(self.town, self.residents, compiling)
        self.set_rules(rules, 24.0 * first_day, staff=False)
        self.follow()

    def load_backlog(self) -> None:
        """Lay in the cases of every age the run begins with (docs/flow.md, section 7)."""
        start = 24.0 * self.first_day
        for day in range(self.first_day - OLD_DAYS, self.first_day):
            self._room_for_problems(day)
            free = len(self.town.problems) - state.used(self.town, "problems")
            self._ensure("assignments", 3 * free)  # an old case may have three letters
            problems_of_day(self.town, self.residents, day, False)
        self.advance(start)  # letters reach their queues; nobody is staffed yet

    def open_offices(self) -> None:
        """Staff every unit from the start of the run, and begin the rhythm of opening and closing hours."""
        start = 24.0 * self.first_day
        self._staff()
        push(self.town, next_opening(self.town.calendar, start - 1e-9), int(EventKind.OPEN), 0, 0, 0)
        push(self.town, next_close(self.town.calendar, start), int(EventKind.CLOSE), 0, 0, 0)
        push(self.town, next_opening(self.town.duty, start - 1e-9), int(EventKind.DUTY_OPEN), 0, 0, 0)
        push(self.town, next_close(self.town.duty, start), int(EventKind.DUTY_CLOSE), 0, 0, 0)

    def set_rules(self, rules: Rules, time: float, staff: bool = True) -> None:
        """Put new rules in force; lays streets out anew where their sections have changed."""
        old = self.town.streets
        self.rules = rules
        self.town = self.town._replace(**pack_rules(rules, self.world))
        if staff:
            changed = (old["section_staff"] != self.town.streets["section_staff"]).any(axis=1)
            changed |= (old["section_of_category"] != self.town.streets["section_of_category"]).any(axis=1)
            self._staff()
            for street in np.flatnonzero(changed):
                lay_out_anew(self.town, int(street), time)

    def follow(self) -> None:
        """Set every policy to what the rules say, as if nobody had decided anything yet."""
        town, rules = self.town, self.rules
        streets, departments = rules.streets, rules.departments
        for name in ("upward_weight", "whistle_solvable", "false_closing", "rigour"):
            town.street_policy[name] = getattr(streets, name)
        for name in ("easy_weight", "hours", "care_hours"):
            town.street_policy[name] = 1.0
        town.street_policy["target"] = NONE
        for name in ("effort", "acceptance", "false_closing", "pass_share"):
            town.department_policy[name] = getattr(departments, name)
        town.department_policy["relabel"] = rules.top_down.relabel
        town.department_policy["hours"] = 1.0
        town.community_policy["false_closing"] = rules.communities.false_closing
        town.community_policy["awareness"] = rules.demand.awareness[
            self.world.street_district[self.world.community_street]
        ]
        town.district_policy["grant"] = rules.conduct.grant
        town.willingness[:] = streets.whistle[:, None]

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
                rules.handlers.servers,
                rules.streets.desk_positions,
            ]
        )
        if (servers < 0).any():
            raise ValueError("a unit has negative staff")
        units["servers"] = servers
        self.town.counts[Count.SERVERS] = max(int(servers.sum()), int(units["busy"].sum()))

    def begin_day(self, day: int) -> None:
        """Generate everything that arises on a day."""
        self._room_for_problems(day)
        self._room_for_tasks()
        problems_of_day(self.town, self.residents, day, True)
        tasks_of_day(self.town, day)
        consultations_of_day(self.town, day)

    def supervise(self, district: int, time: float, every_case: bool = False) -> None:
        """Take overdue cases under supervision; their streets get reporting to do (docs/behaviour.md, 5)."""
        day = int(time // 24.0)
        room = int(self.town.counts[Count.OPEN_ISSUES]) + 512  # each may be whistled for instead
        self._ensure("jobs", room)
        self._ensure("events", room)
        most = len(self.town.issues) if every_case else int(self.rules.conduct.supervise_most)
        supervise(self.town, district, time, most)
        cases = self.town.scorecards["listed"].astype(np.int64)
        for street in np.flatnonzero(cases):
            self.write(TaskKind.SUPERVISED, int(street), day, int(cases[street]), self.rules.conduct.supervise_hours)

    def write(self, kind: TaskKind, street: int, day: int, cases: int, hours_each: float) -> None:
        """Let a street write a paper on each of some cases, once a day and kind (docs/behaviour.md, 7)."""
        if cases > 0 and hours_each > 0.0:
            self._ensure("tasks", 256)
            self._ensure("events", 512)
            paperwork(self.town, int(kind), street, day, cases, hours_each)

    def convene(self, street: int, hours: float, time: float) -> None:
        """Call the heads of a street's sections to a meeting."""
        self._ensure("jobs", int(self.town.counts[Count.SERVERS]) + 64)
        self._ensure("events", int(self.town.counts[Count.SERVERS]) + 64)
        convene(self.town, street, hours, time)

    def consult(self, street: int, time: float) -> None:
        """Hold a consultation of a street's sections (docs/behaviour.md, 7)."""
        self.convene(street, self.rules.service.consultation_hours, time)
        room = int(self.town.counts[Count.OPEN_ISSUES]) + 512  # each may go on at once
        self._ensure("jobs", room)
        self._ensure("events", room)
        consult(self.town, street, time)

    def take_up_topic(self, street: int, time: float) -> int:
        """Hold a meeting on the topic with most cases waiting at a street; return its category, NONE."""
        self.convene(street, self.rules.service.topic_hours, time)
        return int(take_up_topic(self.town, street))

    def sections(self, street: int) -> slice:
        """Return the rows of a street's sections."""
        first = int(section_unit(self.town, street, 0))
        return slice(first, first + int(self.town.streets["sections"][street]))

    def department_unit(self, department: int) -> int:
        """Return the row of a department's unit."""
        return int(department_unit(self.town, department))

    def talk(self) -> None:
        """Let residents' trust move towards their neighbours' (docs/behaviour.md, 1); count mean trust."""
        bounds = self.world.community_residents
        self.mean_trust = float(drift_of_trust(self.residents.trust, bounds, self.rules.voice.neighbours))

    def fund(self, share: float) -> None:
        """Hand out `share` of a year's money for historic problems; what is left of the last year's lapses."""
        self.town.funds[:] = share * _yearly(self.rules)

    def fund_more(self, before: Rules, share: float) -> None:
        """Hand out `share` of what a year brings more than under older rules; of less, take back what is left."""
        self.town.funds[:] = np.maximum(self.town.funds + share * (_yearly(self.rules) - _yearly(before)), 0.0)

    def state_hash(self) -> str:
        """Return a SHA-256 of tables and residents: under equal rules and policies all that the flow depends on.

        What actors remember comes on top: `StreetModel.state_hash`.
        """
        digest = hashlib.sha256(state.state_hash(self.town).encode())
        digest.update(np.float64(self.mean_trust).tobytes())
        for column in (self.residents.trust, self.residents.expected_days):
            digest.update(column.tobytes())
        return digest.hexdigest()

    def census(self, community: int, day: int) -> None:
        """Send a community's workers out for a special census."""
        self._ensure("tasks", 256)
        self._ensure("events", 512)
        census_of_day(self.town, community, day)

    def meet(self, staffed_hours_of_week: float, day: int, days: int, time: float) -> None:
        """Call the meetings of the `day`-th of a week's staffed days, 1 to `days`."""
        self._ensure("jobs", int(self.town.units["servers"].sum()) + 64)
        self._ensure("events", int(self.town.units["servers"].sum()) + 64)
        call_meetings(self.town, staffed_hours_of_week, day, days, time)

    def advance(self, until: float) -> None:
        """Carry the flow to `until` (h), growing tables when they are nearly full."""
        self.calls += 1
        while not advance(self.town, self.residents, until):
            room = int(self.town.counts[Count.SERVERS]) + MARGIN + 1
            for name in state.GROWING:
                rows = len(getattr(self.town, name))
                if rows - state.used(self.town, name) < room:
                    self._ensure(name, max(room, rows // 2))

    def end_day(self, day: int) -> None:
        """Note what stands open at the end of a day."""
        row = self.town.days[day - self.first_day]
        row["day"] = day
        row["open_issues"] = self.town.counts[Count.OPEN_ISSUES]
        row["trust"] = self.mean_trust
        people = np.diff(self.world.community_residents)
        row["awareness"] = np.average(self.town.community_policy["awareness"], weights=people)
        units, queues = self.town.units, self.town.queues
        row["open_letters"] = self.town.counts[Count.LETTERS]
        for level, name in ((1, "community_backlog"), (2, "street_backlog"), (3, "department_backlog")):
            row[name] = queues["hours"][units["level"] == level].sum()
        self._note_backlog(day)

    def _note_backlog(self, day: int) -> None:
        """Note the hours of work that wait at every office, emergency desks apart."""
        units, queues = self.town.units, self.town.queues
        mine = units["desk"] != EMERGENCY_DESK
        account, offices = units["account"][mine], self.town.backlog.shape[1]
        waiting = queues["hours"][mine].sum(axis=1)
        self.town.backlog[day - self.first_day] = np.bincount(account, waiting, offices)

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
        day = self.world.calendar.hours_a_day
        single = float(
            (rules.departments.own_a_day + rules.departments.transferred_a_day).sum()
            + (rules.communities.statutory_a_day + rules.communities.walk_ins_a_day).sum()
            + (rules.communities.patrol * rules.communities.staff).sum() * day / rules.stocks.patrol_hours
            + (rules.streets.proactive * rules.streets.staff).sum() * day / rules.stocks.proactive_hours
            + (rules.streets.training * rules.streets.staff).sum() * day / 1750.0 / rules.stocks.training_hours
            + rules.streets.advice.sum()
            + rules.communities.grids.sum()
        )
        offices = len(rules.streets.staff) + len(rules.communities.staff)
        most = math.ceil((sheets + 12 * math.sqrt(sheets) + 10) * offices + single + 12 * math.sqrt(single) + 200)
        self._ensure("tasks", most)
        self._ensure("events", most + 512)


def _yearly(rules: Rules) -> np.ndarray:
    """Return a year's money by purse: streets, districts, what local units lend the communities."""
    return np.concatenate([rules.streets.budget, rules.districts.budget, rules.communities.resources])


def _build(world: World, rules: Rules, seed: int, first_day: int, last_day: int) -> Town:
    """Allocate an empty town."""
    communities, streets = len(world.community_street), len(world.street_district)
    departments, sections = len(world.department_district), rules.streets.section_staff.shape[1]
    locals_ = int(np.diff(world.district_departments).max())
    categories = len(rules.categories.ambiguity)
    days = last_day - first_day + 2
    handlers = len(rules.handlers.kind)
    offices = communities + streets + departments + handlers
    units = initial_units((communities, streets, sections, departments, handlers))
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
        assignments=state.records(4096, state.ASSIGNMENT),
        whistles=state.records(1024, state.WHISTLE),
        tasks=state.records(rows["tasks"], state.TASK),
        jobs=state.records(len(units) + rows["issues"], state.JOB),
        at_work=np.zeros(len(units) + rows["issues"], np.uint8),
        events=state.records(len(units) + rows["issues"], state.EVENT),
        units=units,
        queues=queues,
        bookings=np.zeros((departments, (days + BOOKED_BEYOND) * state.SLOTS), np.int16),
        hours=np.zeros((4 * offices, days)),
        hours_row=np.full((offices, len(Work)), NONE, np.int32),
        idle=np.zeros((days, offices)),
        overrun=np.zeros((days, offices)),
        staffed=np.zeros((days, offices)),
        backlog=np.zeros((days, offices)),
        funnel=np.zeros((days, departments, state.LEVELS, 2)),
        offered=np.zeros((days, state.LEVELS + 1, len(Work))),
        days=day_rows,
        counts=counts,
        flows=flows,
        street_policy=state.records(streets, state.STREET_POLICY),
        department_policy=state.records(departments, state.DEPARTMENT_POLICY),
        community_policy=state.records(communities, state.COMMUNITY_POLICY),
        district_policy=state.records(len(world.district_streets) - 1, state.DISTRICT_POLICY),
        willingness=np.zeros((streets, locals_)),
        records=state.records((streets, locals_), state.RECORD),
        scorecards=state.records(streets, state.SCORECARD),
        gates=np.zeros((departments, 2)),
        roots=np.ones((communities, categories)),
        filed=np.zeros((communities, categories), np.int64),
        solved=np.zeros(communities, np.int64),
        hazard=np.zeros(communities),
        silent=np.full(communities, NONE, np.int64),
        funds=np.zeros(streets + len(world.district_streets) - 1 + communities),
        calendar=world.calendar,
        duty=world.duty,
        blank=state.blank_rows(),
        **pack_rules(rules, world),
    )


def _expected_rows(rules: Rules, days: int) -> dict[str, int]:
    """Guess how long the tables will grow, so that they seldom must; untouched rows cost no memory."""
    demand, departments, communities = rules.demand, rules.departments, rules.communities
    a_day = float((demand.problems_a_day * demand.season.mean(axis=1)).sum())
    offices = len(rules.streets.staff) + len(communities.staff)
    single = (departments.own_a_day + departments.transferred_a_day).sum()
    single += (communities.statutory_a_day + communities.walk_ins_a_day).sum()
    tasks = 0.72 * days * (float(departments.derived_a_day.sum()) * offices + float(single))
    return {
        "problems": int(1.3 * a_day * (days + 60)) + 1024,
        "issues": int(1.1 * a_day * (days + 60)) + 1024,
        "tasks": int(tasks) + 1024,
    }
