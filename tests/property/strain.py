"""Laws 1 and 2 of what gives way under strain, of first calls, places in queues and meetings: checks of a town at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import numpy as np

from sim.clock import staffed_hours_later
from sim.engine import Engine
from sim.kernel.jobs import FREE, LETTER, MEETING, PAIR, RELEASE_AGAIN, REMINDER, SERVING, SLACK, TASK, WAITING
from sim.kernel.state import Town, hours_of
from sim.kernel.units import OFFICE
from sim.model import StreetModel
from sim.randomness import Purpose, uniform, work_content
from sim.rules import Rules
from sim.stages import NONE, Channel, Grade, Level, Solvability, Stage, Status, TaskKind, TaskStatus, Work
from tests.property.asked import active_jobs, first_office, table

SMALL = 1e-6  # h
A_MONTH = 24.0 * 30


def sections_of(town: Town) -> np.ndarray:
    """Return the rows of all sections."""
    return np.flatnonzero((town.units["level"] == Level.STREET) & (town.units["desk"] == OFFICE))


# --- overtime


class Decided:
    """What streets had decided on every day of a run: how much later sections close, and their strain."""

    def __init__(self) -> None:
        self.later: list[np.ndarray] = []
        self.strain: list[np.ndarray] = []

    def note(self, town: Town) -> None:
        """Note what holds on the day that was lived last: decisions are taken when a day begins."""
        self.later.append(town.street_policy["later"].copy())
        self.strain.append(town.street_policy["strain"].copy())


def live_noting(model: StreetModel) -> Decided:
    """Live a town's days and note what its streets had decided."""
    decided = Decided()
    while model.running:
        model.step()
        decided.note(model.engine.town)
    return decided


def assert_overtime_is_of_sections_after_closing(town: Town, decided: Decided) -> None:
    """Law 1: overtime is of streets' sections, on staffed days, at most so long a person as a street has stayed till then."""
    overtime = hours_of(town)[..., Work.OVERTIME]
    first, streets = first_office(town)[Level.STREET], len(town.streets)
    others = np.ones(overtime.shape[1], bool)
    others[first : first + streets] = False
    assert not overtime[:, others].any(), "overtime where there is no section"
    people = np.zeros(streets)
    sections = sections_of(town)
    np.add.at(people, town.units["office"][sections], town.units["servers"][sections])
    latest = np.maximum.accumulate(np.array(decided.later))  # a job keeps the hours it was begun in
    days = len(latest)
    staffed = town.calendar.staffed[town.first_day - town.calendar.first_day :][:days] == 1
    most = latest * people * staffed[:, None]
    assert (overtime[:days, first : first + streets] <= most + SMALL).all()


def assert_sections_work_in_their_hours(town: Town, decided: Decided) -> None:
    """Law 1: what a section ends, it ends within the calendar's hours or those it stays longer."""
    issues = table(town, "issues")
    latest = np.array(decided.later).max(axis=0)
    verified = town.last[Stage.VERIFY, : len(issues)]
    for n in np.flatnonzero(~np.isnan(verified)):
        if issues["applied"][n]:
            continue
        later = float(latest[issues["street"][n]])
        before = staffed_hours_later(town.calendar, verified[n] - SMALL, later)
        assert staffed_hours_later(town.calendar, verified[n], later) > before, "verified while nobody is there"


# --- sheets


def assert_sheets_lose_what_strain_takes(town: Town, rules: Rules, decided: Decided, end: float) -> None:
    """Law 1: hours of a sheet and what was left out of it are what is drawn; nothing is left out of other work."""
    tasks, service = table(town, "tasks"), rules.service
    sheets = (tasks["kind"] == TaskKind.DERIVED) & (tasks["level"] == Level.STREET)
    here = sheets & (tasks["arrives_at"] < end) & (tasks["status"] != TaskStatus.CANCELLED)
    assert (tasks["shed"][~here] == 0.0).all()
    strain = np.array(decided.strain)
    for task in tasks[here]:
        mean = rules.top_down.derived_street_hours * rules.streets.upward_scale[task["office"]]
        drawn = work_content(
            uniform(town.seed, Purpose.TASK_WORK, task["task"], 0), mean, service.shape, service.task_sigma
        )
        n = strain[int(task["arrives_at"] // 24) - town.first_day, task["office"]]
        assert np.isclose(task["hours"] + task["shed"], drawn, rtol=1e-9)
        assert np.isclose(task["shed"], drawn * rules.pressure.shed_most * n, rtol=1e-9, atol=1e-12)


# --- the first call


def assert_first_calls(town: Town, rules: Rules) -> None:
    """Law 2: who is settled in the first call is drawn, and ends with it, truly solved as drawn; nothing else is done."""
    issues, problems = table(town, "issues"), table(town, "problems")
    number = len(issues)
    of = problems[issues["problem_index"]]
    integrated = ~np.isnan(town.first[Stage.INTEGRATE, :number])
    may = (issues["grade"] != Grade.EMERGENCY) & (issues["round"] == 0) & (issues["channel"] != Channel.GRID)
    may &= (of["solvability"] == Solvability.SOLVABLE) & (of["authority"] < Level.DEPARTMENT) & integrated
    shares = rules.categories.first_call[issues["category"]]
    drawn = np.array([uniform(town.seed, Purpose.FIRST_CALL, p, 0) for p in of["problem"]]) < shares
    at_once = issues["at_once"] == 1
    assert np.array_equal(at_once, may & drawn)

    called = at_once & ~np.isnan(issues["contacted_at"])
    ended = np.isin(issues["status"], (Status.CLOSED, Status.WITHDRAWN))
    assert np.array_equal(called, at_once & ended) and (issues["status"][at_once & ~called] == Status.OPEN).all()
    assert np.array_equal(issues["closed_at"][called], issues["contacted_at"][called])
    assert (issues["verifications"][at_once] == 0).all() and (issues["triages"][called] == 1).all()
    assert (issues["visits"][at_once] == 0).all() and (issues["whistles"][at_once] == 0).all()
    for stage in (Stage.RELEASE, Stage.ACCEPT, Stage.CHECK_IN, Stage.VERIFY):
        assert np.isnan(town.first[stage, :number][at_once]).all()
    closed = called & (issues["status"] == Status.CLOSED)
    assert np.array_equal(town.last[Stage.HANDLE, :number][closed], issues["closed_at"][closed])
    for n in np.flatnonzero(closed):
        solved = uniform(town.seed, Purpose.SOLVED, issues["row"][n], 0) < rules.service.first_call_quality
        assert issues["truly_solved"][n] == solved and issues["recorded_solved"][n] >= solved


def assert_no_section_has_work_of_a_first_call(town: Town) -> None:
    """Law 2: no job at a section is for a row that is settled in the first call."""
    at_once = np.flatnonzero(table(town, "issues")["at_once"] == 1)
    assert not np.isin(_rows_in_sections(town), at_once).any(), "a section has work of a first call"


def _rows_in_sections(town: Town) -> np.ndarray:
    """Return the rows of jobs that wait or are done at sections."""
    jobs = active_jobs(town)
    jobs = jobs[np.isin(jobs["unit"], sections_of(town)) & ~np.isin(jobs["kind"], (TASK, MEETING, SLACK))]
    return _row_of(town, jobs)


def _row_of(town: Town, jobs: np.ndarray) -> np.ndarray:
    row = jobs["subject"].copy()
    by_assignment = np.isin(jobs["kind"], (LETTER, PAIR, RELEASE_AGAIN, REMINDER))
    row[by_assignment] = table(town, "assignments")["issue"][row[by_assignment]]
    return row


# --- places in queues


class Served:
    """Watches who is served first: at every stop of the kernel, jobs that wait and jobs that have begun since.

    Of jobs of one class and office that waited at the last stop, none has begun while one with a smaller (place, key)
    waits still: neither by its own section nor lent to another.
    """

    def __init__(self) -> None:
        self._waited: dict[tuple[int, int, int], tuple[int, int, float, int, float]] = {}
        self.begun = self.checked = 0

    def look(self, town: Town) -> None:
        """Compare with the last stop, and remember this one."""
        jobs = active_jobs(town)
        offices = np.flatnonzero(
            (town.units["desk"] == OFFICE) & np.isin(town.units["level"], (Level.COMMUNITY, Level.STREET))
        )
        jobs = jobs[np.isin(jobs["unit"], offices) & ~np.isin(jobs["kind"], (MEETING, SLACK))]
        now = {
            _name(j): (int(j["unit"]), int(j["klass"]), float(j["enqueued"]), int(j["key"]), float(j["work"]))
            for j in jobs[jobs["state"] == WAITING]
        }
        begun = {_name(j) for j in jobs[jobs["state"] == SERVING]}
        still: dict[tuple[int, int], tuple[float, int]] = {}
        for name, job in now.items():
            if self._waited.get(name) == job:  # all the time, in the same place, and no piece of it done
                unit, klass, place, key, _ = job
                smallest = still.setdefault((unit, klass), (place, key))
                still[unit, klass] = min(smallest, (place, key))
        for name in begun & self._waited.keys():
            unit, klass, place, key, _ = self._waited[name]
            self.begun += 1
            if (unit, klass) in still:
                self.checked += 1
                assert (place, key) < still[unit, klass], "who comes later in the queue has begun before"
        self._waited = now


def _name(job: np.void) -> tuple[int, int, int]:
    return int(job["kind"]), int(job["subject"]), int(job["key"])


@contextmanager
def watched(served: Served) -> Iterator[None]:
    """Look at queues at every stop of the kernel meanwhile."""
    advance = Engine.advance

    def looking(engine: Engine, until: float) -> None:
        advance(engine, until)
        served.look(engine.town)

    with patch.object(Engine, "advance", looking):
        yield


def assert_places(town: Town, rules: Rules) -> None:
    """Law 2: queues stand in the order of (place, key); rows where deadlines are assessed at their next date when they joined."""
    issues, jobs = table(town, "issues"), table(town, "jobs")
    for unit in range(len(town.units)):
        for klass in range(town.queues.shape[1]):
            queue = town.queues[unit, klass]
            line, job = [], int(queue["head"]) if queue["number"] > 0 else NONE
            while job != NONE:
                line.append((float(jobs["enqueued"][job]), int(jobs["key"][job])))
                job = int(jobs["next"][job])
            assert len(line) == queue["number"] and line == sorted(line)
    waiting = jobs[(jobs["state"] != FREE) & (jobs["state"] == WAITING)]
    here = np.isin(waiting["unit"], sections_of(town)) | (town.units["level"][waiting["unit"]] == Level.COMMUNITY)
    waiting = waiting[here & (waiting["kind"] != TASK)]
    of = issues[_row_of(town, waiting)]
    districts = rules.districts
    assessed = (districts.ranking > 0.0) | (districts.supervision_days > 0.0)
    assessed = assessed[town.streets["district"][of["street"]]]
    own_term = of["grade"] <= Grade.URGENT
    term = np.where(own_term, rules.deadlines.grade_hours[of["grade"]], A_MONTH)
    late = np.maximum(np.ceil((waiting["joined"] - of["due_at"]) / term - SMALL), 0.0)
    expected = np.where(assessed, of["due_at"] + late * term, waiting["joined"])
    own = (of["threat"] == 0) & (of["urged"] == 0) & ~_with_departments(waiting)
    assert np.allclose(waiting["enqueued"][own], expected[own], rtol=0.0, atol=SMALL)


def _with_departments(jobs: np.ndarray) -> np.ndarray:
    """Tell which jobs wait with an appointment: at its time."""
    return jobs["kind"] == PAIR


# --- meetings


@contextmanager
def meetings_of_units(called: list[tuple[int, int, np.ndarray, np.ndarray]]) -> Iterator[None]:
    """Note, of every call of the week's meetings, day, days, and by unit how many come to owe one and its hours."""
    meet: Callable[..., None] = Engine.meet

    def noted(engine: Engine, hours: float, day: int, days: int, time: float) -> None:
        units = engine.town.units
        before, owed = units["owed"].copy(), units["owed"] * units["owed_length"]
        meet(engine, hours, day, days, time)
        units = engine.town.units
        called.append((day, days, units["owed"] - before, units["owed"] * units["owed_length"] - owed))

    with patch.object(Engine, "meet", noted):
        yield


def assert_everybody_meets_once_a_week(model: StreetModel, called: list[Any]) -> None:
    """Law 1: over the staffed days of a whole week everybody owes one meeting, on no day more than their even share."""
    town, rules = model.engine.town, model.rules
    units, calendar = town.units, model.world.calendar
    offices = units["desk"] == OFFICE
    share = np.where(offices, rules.service.meeting_share[units["level"]], 0.0)
    mine = sections_of(town)
    share[mine] += rules.streets.reporting[units["office"][mine]] / (5.0 * calendar.hours_a_day)
    people = np.where(offices & (share > 0.0), units["servers"], 0)
    number, hours = np.zeros(len(units), int), np.zeros(len(units))
    whole = 0
    for day, days, owed, length in called:
        assert (owed >= 0).all() and (owed <= np.ceil(people / days)).all(), "too many meet on one day"
        if day == 1:
            number[:], hours[:] = 0, 0.0
        number, hours = number + owed, hours + length
        if day == days:
            whole += 1
            assert np.array_equal(number, people)
            assert np.allclose(hours, people * share * days * calendar.hours_a_day)
    assert whole > 0
