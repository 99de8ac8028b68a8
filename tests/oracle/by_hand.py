"""What hand-worked cases need: a town in which nothing happens but what a test puts in."""

from collections.abc import Generator
from math import log
from typing import Any

import simpy

from sim.randomness import CONSTANT, Purpose, problem_key, row_key, row_role, uniform
from sim.stages import EventKind, Family, Grade, Ground, Level, Solvability, Stage

from .flow_oracle import open_town
from .issues import report
from .ledger import IssueRecord, ProblemRecord
from .offices import Office
from .problems import Problem
from .small_town import small_town
from .town import Town

SEED = 20
FIRST = row_key(problem_key(0, 0, 0, 0), 0, 0)  # of the first problem by hand
QUIET: dict[str, dict[str, Any]] = {
    "demand": {"problems_a_day": 0.0, "dispatch_hours": 1.5},
    "communities": {"statutory_a_day": 0.0, "walk_ins_a_day": 0.0},
    "departments": {"derived_a_day": 0.0, "transferred_a_day": 0.0, "own_a_day": 0.0, "false_closing": 0.0},
    "categories": {"ambiguity": 0.0, "first_call": 0.0},
    "streets": {
        "accuracy": 1.0,
        "whistle": 1.0,
        "whistle_solvable": 0.0,
        "delegated": 0.0,
        "leader_hours": 1.5,
        "professional": 0.0,
        "committee_days": 0.0,
        "layers": 0.0,
        "reporting": 0.0,
    },
    "service": {
        "shape": CONSTANT,
        "meeting_share": 0.0,
        "quality": 1.0,
        "contact_hours": 0.5,
        "first_call_hours": 1.0,
        "first_call_quality": 1.0,
        "prepare_hours": 1.0,
        "draft_hours": 1.0,
        "coordination_hours": 0.75,
        "verify_hours": 0.25,
        "easy_hours": 0.0,
        "sign_hours": 0.0,
        "contact_delay": 0.0,
        "emergency_delay": 0.0,
        "letter_hours": 1.0,
        "reply_hours": 0.25,
        "take_up": 1.0,
        "letter_tray": 1.0,
        "remind_days": 3.0,
        "remind_hours": 0.5,
        "reminders": 2,
        "apart": 0.0,
        "slots": [9.0, 10.5, 13.5, 15.0],
        "bookable": 0.5,
        "booking_lead": 2.5,
        "booking_horizon": 10.0,
        "no_show": 0.0,
        "patience": 0.5,
        "max_appointments": 3,
    },
    "evaluation": {"coverage": 1.0, "rated": 1.0, "confirmed": 1.0, "believed": 0.0},
}


def quiet_town(always_open: bool = False, **overrides: dict[str, Any]) -> Town:
    """Return a town at hour 0 in which nothing happens but what a test puts in."""
    parts = {part: {**QUIET.get(part, {}), **overrides.get(part, {})} for part in {*QUIET, *overrides}}
    world, rules, residents = small_town(0, 60, always_open, frozenset(), False, **parts)
    return open_town(world, rules, residents, SEED, 0)


def problem_by_hand(
    town: Town,
    arises_at: float,
    authority: Level,
    departments: list[int] | None = None,
    grade: Grade = Grade.COMPLEX,
    solvability: Solvability = Solvability.SOLVABLE,
    n: int = 0,
) -> Problem:
    """Return a problem of category 0 in community 0 that stands in the town's books."""
    problem = Problem(
        problem_key(0, 0, 0, n),
        community=0,
        category=0,
        grade=grade,
        solvability=solvability,
        authority=authority,
        departments=departments or [0],
        family=Family.EMERGENCY if grade == Grade.EMERGENCY else Family.ENFORCEMENT,
        ground=Ground.AUTHORITY,
        record=ProblemRecord(arises_at, 1),
    )
    town.ledger.problems[problem.key] = problem.record
    return problem


def put(town: Town, at: float, authority: Level, again: float | None = None, **problem: Any) -> int:
    """Let a problem be reported at `at`, and once more at `again` by another.

    Returns
    -------
    int
        Key of the first row.
    """
    new = problem_by_hand(town, at, authority, **problem)
    town.env.process(report(town, new, 0, at))
    if again is not None:
        town.env.process(report(town, new, 1, again))
    return row_key(new.key, 0, 0)


def run_row(town: Town, until: float = 24.0 * 30, **row: Any) -> tuple[int, IssueRecord]:
    """Put one row in, run, return its key and record."""
    key = put(town, **row)
    town.env.run(until=until)
    return key, town.ledger.issues[key]


def occupy(town: Town, office: Office, klass: int, start: float, hours: float, key: int = 1, section: int = 0) -> None:
    """Keep one server of an office, of a street's section, busy with a job that joins at `start`."""

    def busy() -> Generator[simpy.Event, None, None]:
        yield town.env.at(start, EventKind.TASK, key)
        job = office.units[section].join(klass, key, hours)
        yield job.started
        yield town.env.at(job.later(hours), EventKind.DONE, key)
        job.leave()

    town.env.process(busy())


def times(record: IssueRecord, *stages: Stage) -> list[float]:
    """Return when a row first passed the stages (h)."""
    return [float(record.first[stage]) for stage in stages]


def waits_in_days(department: int, k: int = 0) -> float:
    """Return how many times the mean the street waits after the `k`-th ask for the first row's letter to a department."""
    return -log(1.0 - uniform(SEED, Purpose.REMINDS, row_role(FIRST, department), k))


def remind_days(department: int, hours: float, asks: int = 1) -> float:
    """Return the mean under which the first `asks` waits for that letter take `hours` together."""
    return hours / 24.0 / sum(waits_in_days(department, k) for k in range(asks))


def share_taken_up(department: int, visit: int = 0) -> float:
    """Return the draw up to which that letter is taken up."""
    return uniform(SEED, Purpose.TAKEN, row_role(FIRST, department), visit)
