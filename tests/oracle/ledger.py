"""What a run leaves behind: plain records in plain dictionaries, looked up by identity."""

from dataclasses import dataclass, field
from math import nan

import numpy as np

from sim.stages import NONE, Stage, Status, TaskStatus


def _no_times() -> np.ndarray:
    return np.full(len(Stage), nan)


@dataclass
class IssueRecord:
    """One ledger row; times in hours, NaN when not yet."""

    community: int
    person: int
    round: int = 0
    status: Status = Status.OPEN
    visits: int = 0
    returns: int = 0
    triages: int = 0
    misroutes: int = 0
    major: int = 0
    garbled: int = 0
    verifications: int = 0
    whistles: int = 0
    letters: int = 0
    lapsed: int = 0  # 1: ended by letters given up or appointments missed
    delegated: int = 0
    reversed: int = 0
    due_at: float = nan
    contacted_at: float = nan
    replied_at: float = nan
    closed_at: float = nan
    evaluated_at: float = nan  # the city's first call; surveyed to solved_then are of this call
    first: np.ndarray = field(default_factory=_no_times)
    last: np.ndarray = field(default_factory=_no_times)
    reported_solved: int = 0
    recorded_solved: int = 0
    truly_solved: int = 0
    replied: int = 0  # 1: a reply was written, or came with an emergency's first contact
    surveyed: int = 0
    rated: int = 0
    satisfied: int = 0
    answer: int = NONE
    answer_later: int = NONE
    solved_then: int = 0

    @property
    def collected_at(self) -> float:
        """When the row was filed (h)."""
        return float(self.first[Stage.COLLECT])

    def stamp(self, stage: Stage, time: float) -> None:
        """Note that `stage` was passed at `time` (h)."""
        if np.isnan(self.first[stage]):
            self.first[stage] = time
        self.last[stage] = time


@dataclass
class AssignmentRecord:
    """What one department was asked on one visit of a row."""

    hours: float
    released_at: float
    signed_at: float = nan
    accepted_at: float = nan
    called_at: float = nan
    checked_in_at: float = nan
    done_at: float = nan
    returns: int = 0
    lapsed: int = 0  # 1: a letter that was given up
    asks: int = 0  # how often the department was asked to take up a letter
    missed: int = 0  # appointments that failed and to which it had not come


@dataclass
class WhistleRecord:
    """One whistle: its departments and when they met."""

    released_at: float
    departments: int
    accepted_at: float = nan
    all_present_at: float = nan
    done_at: float = nan
    booked: int = 0
    appointments: int = 0  # held, kept or missed
    not_booked: int = 0


@dataclass
class TaskRecord:
    """One task at one office."""

    hours: float
    arrives_at: float = nan
    done_at: float = nan
    status: TaskStatus = TaskStatus.OPEN


@dataclass
class ProblemRecord:
    """One latent problem, reported or not."""

    arises_at: float
    affected: int
    solved_at: float = nan


@dataclass
class Ledger:
    """All records of a run.

    Attributes
    ----------
    issues
        By row key.
    assignments
        By (row key, visit, department number).
    whistles
        By (row key, visit).
    tasks
        By task target: the task and the office that does it, or would have done it.
    problems
        By problem key.
    """

    issues: dict[int, IssueRecord] = field(default_factory=dict)
    assignments: dict[tuple[int, int, int], AssignmentRecord] = field(default_factory=dict)
    whistles: dict[tuple[int, int], WhistleRecord] = field(default_factory=dict)
    tasks: dict[int, TaskRecord] = field(default_factory=dict)
    problems: dict[int, ProblemRecord] = field(default_factory=dict)
