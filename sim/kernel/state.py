"""The town's state as a handful of record arrays: what the kernel reads and writes.

One array a table keeps the number of arguments of a compiled call small (a tuple of 150 column
arrays costs half a microsecond a call) and puts all of one issue on neighbouring cache lines.
`Trace` hands the same data on by column.
"""

import hashlib
from enum import IntEnum
from typing import Any, NamedTuple

import numba
import numpy as np

from sim import tables
from sim.clock import Calendar
from sim.reference import by_reference
from sim.stages import NONE, Stage, Work

CLASSES = 7
SLOTS = 4  # appointments a day
MAX_DEPARTMENTS = 3
KINDS = len(Work)
LEVELS = 4


def _record(columns: tuple[tables.Column, ...], *extra: tuple[Any, ...]) -> np.dtype:
    return np.dtype([(c.name, c.dtype) for c in columns] + list(extra), align=True)


_STAGE_NAMES = {f"{which}_{stage.name.lower()}" for which in ("first", "last") for stage in Stage}

PROBLEM = _record(
    tables.PROBLEMS,
    ("departments", "int32", (MAX_DEPARTMENTS,)),
    ("number", "int8"),  # of departments needed
    ("known", "int8"),  # 1: the fields below are drawn
    ("grade", "int8"),
    ("solvability", "int8"),
    ("authority", "int8"),
    ("family", "int8"),
    ("ground", "int8"),
    ("first_call", "int8"),  # 1: settled in the first call
    ("found_at_hazard", "float64"),  # of the community's patrols
    ("next_silent", "int64"),  # problem of the community that nobody reports, NONE
)
ISSUE = _record(
    tuple(c for c in tables.ISSUES if c.name not in _STAGE_NAMES),
    ("departments", "int32", (MAX_DEPARTMENTS,)),
    ("number", "int8"),  # of departments needed
    ("section", "int16"),  # of the street that answers for it
    ("lendable", "int8"),  # drawn once per visit
    ("verifications", "int8"),
    ("garbled", "int8"),  # 1: has to be asked again, 2: has been
    ("stays", "int8"),  # 1: departments stay on site for a second try
    ("third_party", "int8"),  # 1: the evaluation asked for is a third party's
    ("luck", "float64"),  # draw of SOLVED when it is needed before the handling is over, NaN: not drawn
    ("helper", "int32"),  # unit a case is being handed to, NONE
    ("helped", "float64"),  # hours it will need there
    ("professional", "int8"),  # the verification asked for is professional
    ("told", "int8"),  # 1: an emergency's first contact is also its reply
    ("reply_job", "int32"),  # the reply that waits or is being written, NONE
    ("decided", "int8"),  # 1: will be whistled although the street could solve it
    ("work", "float64"),  # street handling of visit 0
    ("slip", "float64"),  # share of quality lost to the tray it was handled over
    ("called", "int8"),  # departments of the current release
    ("waiting_for", "int8"),  # of these not yet accepted, or not yet done
    ("by_whistle", "int8"),  # current release is a whistle
    ("escort", "int8"),  # Party
    ("escort_job", "int32"),
    ("assignment", "int64"),  # first assignment of the current release
    ("whistle", "int64"),  # current whistle
)
ASSIGNMENT = _record(
    tables.ASSIGNMENTS,
    ("party", "int8"),
    ("role", "int8"),
    ("job", "int32"),
    ("reminded_at", "float64"),  # h, of old letters: when the street reminds next
    ("absent", "int8"),  # 1: had not come to the last appointment
    ("luck", "float64"),  # draw of TAKEN, NaN: not drawn
    ("untouched", "float64"),  # chance that a letter has not been taken up at any ask so far
)
WHISTLE = _record(tables.WHISTLES)
TASK = _record(tables.TASKS, ("section", "int16"), ("section_draw", "float64"))

JOB = np.dtype(
    [
        ("key", "int64"),
        ("subject", "int64"),  # row in issues, assignments or tasks
        ("work", "float64"),  # person-hours still to do when it last started
        ("rest", "float64"),  # of these left for later pieces
        ("enqueued", "float64"),  # h, its place in the class
        ("joined", "float64"),  # h, when it came to the unit
        ("settled", "float64"),  # staffed (at desks clock) hours up to which work is credited
        ("ends", "float64"),  # h, scheduled end of service
        ("previous", "int32"),
        ("next", "int32"),
        ("unit", "int32"),  # whose queue
        ("server", "int32"),  # whose servers
        ("kind", "int8"),  # Job
        ("klass", "int8"),
        ("state", "int8"),  # JobState
        ("account", "int8"),  # Work
        ("needs", "int8"),  # servers
        ("lendable", "int8"),
        ("on_duty", "int8"),  # 1: begun at a contact desk that sits every day
        ("later", "float64"),  # h, by which its section closed later when it was begun
    ],
    align=True,
)
EVENT = np.dtype(
    [("time", "float64"), ("key", "int64"), ("subject", "int64"), ("detail", "int64"), ("kind", "int64")], align=True
)
UNIT = np.dtype(
    [
        ("servers", "int64"),
        ("busy", "int64"),
        ("waiting", "int64"),  # jobs in its queues
        ("owed", "int64"),  # meetings owed, one a server
        ("owed_length", "float64"),  # h each
        ("service_clock", "float64"),  # clock of the weighted class last served, before its advance
        ("pair", "int64"),  # job whose first server waits reserved, NONE
        ("level", "int64"),
        ("office", "int64"),  # number at its level
        ("account", "int64"),  # row in the accounts: office number over all levels
        ("desk", "int64"),  # OFFICE, EMERGENCY_DESK or CONTACT_DESK
        ("settled", "float64"),  # staffed hours up to which idle hours are counted
        ("idle", "float64"),  # staffed hours of its servers without work, since the start
        ("inside", "int64"),  # jobs waiting or served
        ("inside_since", "float64"),
        ("inside_integral", "float64"),  # clock hours × jobs, for Little's law
        ("stays", "float64"),  # clock hours, of jobs that have left
        ("joined_sum", "float64"),  # sum of `joined` of the jobs inside
        ("arrived", "int64"),
        ("left", "int64"),
    ],
    align=True,
)
QUEUE = np.dtype(
    [("head", "int32"), ("tail", "int32"), ("number", "int64"), ("clock", "float64"), ("hours", "float64")], align=True
)


def _numbers(*names: str) -> np.dtype:
    return np.dtype([(name, "float64") for name in names])


# What offices decide, in columns; factors and shifts are 1 and 0 where nothing has been decided.
STREET_POLICY = _numbers(
    "upward_weight", "easy_weight", "whistle_solvable", "false_closing", "rigour", "call_back", "apply", "hours",
    "quality", "care_hours", "care_quality", "team_quality", "target", "leniency", "strain",
    "later", "spare",
)  # fmt: skip
DEPARTMENT_POLICY = _numbers("effort", "acceptance", "false_closing", "pass_share", "relabel", "hours", "quality")
COMMUNITY_POLICY = _numbers("false_closing", "awareness")
DISTRICT_POLICY = np.dtype([("grant", "float64", (3,))])  # of applications, by Solvability
# What has been seen so far, in running sums; offices read the growth since they last looked.
RECORD = _numbers("evaluated", "check_in", "cooperation", "professional", "appointments", "worth", "rated", "satisfied")
SCORECARD = _numbers(
    "rated", "responded", "resolved", "satisfied", "filed", "evaluated", "applied", "granted", "listed", "team",
    "team_solved", "trained",
)  # fmt: skip
DAY = np.dtype([(c.name, c.dtype) for c in tables.DAILY], align=True)


class Count(IntEnum):
    """Places in `Town.counts`."""

    PROBLEMS = 0
    ISSUES = 1
    ASSIGNMENTS = 2
    WHISTLES = 3
    TASKS = 4
    JOBS = 5  # high-water mark of the pool
    FREE_JOB = 6  # head of the free list
    EVENTS = 7
    LETTERS = 8  # neither done nor given up
    OPEN_ISSUES = 9
    PROCESSED = 10  # events
    DRAWS = 11
    SERVERS = 12  # of all units: so many jobs may start at one opening
    HOURS = 13  # kinds of work that some office has ever done


class Blank(NamedTuple):
    """What a new row is in each table of what happens, one row a table."""

    problem: np.ndarray  # PROBLEM
    issue: np.ndarray  # ISSUE
    assignment: np.ndarray  # ASSIGNMENT
    whistle: np.ndarray  # WHISTLE
    task: np.ndarray  # TASK


class Town(NamedTuple):
    """State, packed rules and calendar of one run."""

    seed: int
    first_day: int  # of the accounts
    problems: np.ndarray  # PROBLEM
    issues: np.ndarray  # ISSUE
    first: np.ndarray  # float64[9, issues], first time a stage was passed
    last: np.ndarray  # float64[9, issues]
    assignments: np.ndarray  # ASSIGNMENT
    whistles: np.ndarray  # WHISTLE
    tasks: np.ndarray  # TASK
    jobs: np.ndarray  # JOB
    at_work: np.ndarray  # uint8[jobs], 1: the job holds a server
    events: np.ndarray  # EVENT, binary heap
    units: np.ndarray  # UNIT
    queues: np.ndarray  # QUEUE[units, CLASSES]
    bookings: np.ndarray  # int16[D, days × SLOTS], pairs booked at departments
    hours: np.ndarray  # float64[row, days], a row for each kind of work that some office has ever done
    hours_row: np.ndarray  # int32[offices, Work], row in `hours`, NONE
    idle: np.ndarray  # float64[days, offices]
    overrun: np.ndarray  # float64[days, offices]
    staffed: np.ndarray  # float64[days, offices]
    backlog: np.ndarray  # float64[days, offices], hours of work waiting at the end of the day, desks apart
    funnel: np.ndarray  # float64[days, departments, Level, 2], transferred and derived hours by origin
    offered: np.ndarray  # float64[days, LEVELS + 1, Work], hours asked for, emergency desks and appointments apart
    days: np.ndarray  # DAY
    counts: np.ndarray  # int64[Count.SIZE]
    flows: np.ndarray  # float64[8], independent integrals; see accounts
    street_policy: np.ndarray  # STREET_POLICY[S]
    department_policy: np.ndarray  # DEPARTMENT_POLICY[D]
    community_policy: np.ndarray  # COMMUNITY_POLICY[C]
    district_policy: np.ndarray  # DISTRICT_POLICY[G]
    willingness: np.ndarray  # float64[S, L], probability of whistling by lead department's number in its district
    records: np.ndarray  # RECORD[S, L], departments as each street has known them
    scorecards: np.ndarray  # SCORECARD[S]
    gates: np.ndarray  # float64[D, 2], candidates passed on and of these refused
    roots: np.ndarray  # float64[C, K], root causes: multiply the rate at which problems arise
    filed: np.ndarray  # int64[C, K], rows filed
    solved: np.ndarray  # int64[C], rows after whose closing the reporter found the problem solved
    hazard: np.ndarray  # float64[C], what patrols have looked for, summed up
    silent: np.ndarray  # int64[C], newest problem that nobody reports, NONE
    funds: np.ndarray  # float64[S + G + C], cases there is still money for: streets, districts; local units' means
    demand: np.ndarray  # one record; `packing` says what of the rules and the world is in which row
    categories: np.ndarray  # one record a category
    streets: np.ndarray
    communities: np.ndarray
    departments: np.ndarray
    top_down: np.ndarray  # one record
    service: np.ndarray  # one record
    deadlines: np.ndarray  # one record
    evaluation: np.ndarray  # one record
    districts: np.ndarray
    handlers: np.ndarray
    voice: np.ndarray  # one record
    pressure: np.ndarray  # one record
    conduct: np.ndarray  # one record
    stocks: np.ndarray  # one record
    calendar: Calendar
    duty: Calendar  # of contact desks that sit every day
    blank: Blank


by_reference(Town)

# tables that grow, with the rows a day of events may add before the kernel hands back
GROWING = ("problems", "issues", "assignments", "whistles", "tasks", "jobs", "events", "hours")
PERSISTENT = (
    *GROWING, "first", "last", "at_work", "units", "queues", "hours_row", "idle", "overrun", "staffed", "backlog",
    "bookings", "funnel", "offered", "days", "counts", "flows", "street_policy", "department_policy",
    "community_policy", "district_policy", "willingness", "records", "scorecards", "gates", "roots", "filed", "solved",
    "hazard", "silent", "funds",
)  # fmt: skip
_USED = {
    "problems": Count.PROBLEMS,
    "issues": Count.ISSUES,
    "assignments": Count.ASSIGNMENTS,
    "whistles": Count.WHISTLES,
    "tasks": Count.TASKS,
    "jobs": Count.JOBS,
    "events": Count.EVENTS,
    "hours": Count.HOURS,
}


def records(rows: int | tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    """Return a table of zeros; in plain Python (no compilation) its rows have their fields as attributes."""
    table = np.zeros(rows, dtype)
    return table.view(np.recarray) if numba.config.DISABLE_JIT else table


def blank_rows() -> Blank:
    """Return the rows that new ones begin as: no time reached yet, no mark given, nobody and nothing named."""
    return Blank(
        problem=_blank(PROBLEM, next_silent=NONE),
        issue=_blank(
            ISSUE, luck=np.nan, whistle=NONE, assignment=NONE, escort_job=NONE, handler=NONE,
            helper=NONE, reply_job=NONE, answer=NONE, answer_later=NONE,
        ),
        assignment=_blank(
            ASSIGNMENT, whistle=NONE, job=NONE, luck=np.nan, untouched=1.0,
            score_check_in=np.nan, score_cooperation=np.nan, score_professional=np.nan,
        ),
        whistle=_blank(WHISTLE),
        task=_blank(TASK, target=NONE),
    )  # fmt: skip


def _blank(dtype: np.dtype, **others: float) -> np.ndarray:
    """Return one row with NaN for every time, these other values, and 0 for the rest."""
    row = records(1, dtype)
    for name in dtype.names or ():
        if name.endswith("_at"):
            row[name] = np.nan
    for name, value in others.items():
        row[name] = value
    return row


def used(town: Town, name: str) -> int:
    """Return how many rows of a growing table are in use."""
    return int(town.counts[_USED[name]])


def grow(town: Town, name: str, capacity: int, rows: int | None = None) -> Town:
    """Return the town with a larger table of that name; the rows in use are kept, or the first `rows` of them."""
    changes: dict[str, Any] = {}
    old, kept = getattr(town, name), used(town, name) if rows is None else rows
    new = records((capacity, *old.shape[1:]), old.dtype)
    new[:kept] = old[:kept]
    changes[name] = new
    if name == "issues":
        for stages in ("first", "last"):
            wide = np.full((len(Stage), capacity), np.nan)
            wide[:, :kept] = getattr(town, stages)[:, :kept]
            changes[stages] = wide
    elif name == "jobs":
        changes["at_work"] = np.zeros(capacity, np.uint8)
        changes["at_work"][:kept] = town.at_work[:kept]
    return town._replace(**changes)


def hours_of(town: Town) -> np.ndarray:
    """Return the hours of every day, office and kind of work, float64[days, offices, Work]."""
    hours = np.zeros((town.hours.shape[1], *town.hours_row.shape))
    office, kind = np.nonzero(town.hours_row != NONE)
    hours[:, office, kind] = town.hours[town.hours_row[office, kind]].T
    return hours


def copy_state(town: Town) -> Town:
    """Return a town that shares rules but no mutable array."""
    return town._replace(**{name: getattr(town, name).copy() for name in PERSISTENT})


def in_use(town: Town) -> dict[str, np.ndarray]:
    """Return copies of all mutable arrays, of those that grow the part in use."""
    return {name: _in_use(town, name).copy() for name in PERSISTENT}


def filled(town: Town, kept: dict[str, np.ndarray]) -> Town:
    """Return an empty town with the arrays of `in_use` laid into its own; tables that are too short grow."""
    town.counts[:] = kept["counts"]
    for name in GROWING:
        if len(getattr(town, name)) < len(kept[name]):
            town = grow(town, name, len(kept[name]), rows=0)
    for name in PERSISTENT:
        _in_use(town, name)[...] = kept[name]
    return town


def _in_use(town: Town, name: str) -> np.ndarray:
    """Return the part of an array that holds something."""
    array = getattr(town, name)
    if name in _USED:
        return array[: used(town, name)]
    if name in ("first", "last"):
        return array[:, : used(town, "issues")]
    if name == "at_work":
        return array[: used(town, "jobs")]
    return array


def state_hash(town: Town) -> str:
    """Return a SHA-256 of the tables: with rules and residents all that the future of the flow depends on."""
    digest = hashlib.sha256()
    for name in PERSISTENT:
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(_in_use(town, name)).tobytes())
    return digest.hexdigest()
