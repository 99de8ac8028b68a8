"""Law 1 as checks of a town at a time: hours balance per office and kind of work, queues hold what jobs say."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import numpy as np

from sim.clock import staffed_hours
from sim.engine import Engine
from sim.kernel.jobs import ESCORT, FREE, RESERVED, SERVING, WAITING
from sim.kernel.state import Count, Town, hours_of
from sim.rules import Rules
from sim.stages import Work
from tests.property.asked import active_jobs, asked_by_office_and_kind

WORKED = [kind for kind in Work if kind != Work.DESK]
# What is drawn on arrival at an office, or falls to whoever is there, stands in no table before it is done.
ACCOUNTED = [kind for kind in WORKED if kind not in (Work.RESIDENT, Work.TRAVEL, Work.WAITING, Work.MEETING)]


def hours_left(town: Town, job: np.void, end: float) -> float:
    """Return the person-hours still to be worked on a job, its travel apart."""
    if job["state"] != SERVING:
        return float(job["work"])
    to_come = staffed_hours(town.calendar, job["ends"]) - staffed_hours(town.calendar, end)
    return float(to_come * job["needs"] + job["rest"])


def assert_hours_balance(town: Town) -> None:
    """Law 1: staffed = worked + idle + meetings + waiting, overrun apart, per day and office."""
    spent = hours_of(town)[..., WORKED].sum(axis=2)
    assert np.allclose(town.staffed + town.overrun, spent + town.idle, rtol=0, atol=1e-6)
    assert (hours_of(town) >= 0.0).all() and (town.idle >= -1e-9).all() and (town.overrun >= 0.0).all()
    assert town.staffed.sum() > 0.0


def left_by_office_and_kind(town: Town, end: float) -> np.ndarray:
    """Return hours still to be worked, from jobs: all that waits or is being done, emergency desks apart."""
    left = np.zeros(hours_of(town).shape[1:])
    for job in active_jobs(town):
        unit = town.units[job["server"] if job["state"] == SERVING else job["unit"]]
        if not unit["desk"] and not (job["kind"] == ESCORT and job["state"] != SERVING):
            left[unit["account"], job["account"]] += hours_left(town, job, end)
    return left


def assert_work_is_done_or_waits(town: Town, end: float, *rules: Rules) -> None:
    """Law 1: per office and kind, hours asked for = hours worked + hours still to be worked.

    Parameters
    ----------
    rules
        All that were in force. What a row was asked for under each of them stands nowhere: where they differ, work
        lies between what the least and the most of them ask.
    """
    worked = hours_of(town).sum(axis=0) + left_by_office_and_kind(town, end)
    least = asked_by_office_and_kind(town, extreme(np.minimum, *rules), end, most=False)
    most = asked_by_office_and_kind(town, extreme(np.maximum, *rules), end)
    for kind in ACCOUNTED:
        slack = 1e-6 + 1e-9 * most[:, kind]
        assert (worked[:, kind] >= least[:, kind] - slack).all(), f"{kind.name}: hours are lost"
        assert (worked[:, kind] <= most[:, kind] + slack).all(), f"{kind.name}: hours come from nowhere"


@contextmanager
def meetings_called() -> Iterator[list[np.ndarray]]:
    """Note, by office, the hours of meetings that are called meanwhile: what is owed more after a call than before."""
    called: list[np.ndarray] = []

    def noting(call: Callable[..., None]) -> Callable[..., None]:
        def noted(engine: Engine, *arguments: Any) -> None:
            time = float(arguments[-1])
            before = _meetings_to_come(engine.town, time)
            call(engine, *arguments)
            called.append(_meetings_to_come(engine.town, time) - before)

        return noted

    with patch.object(Engine, "meet", noting(Engine.meet)), patch.object(Engine, "convene", noting(Engine.convene)):
        yield called


def _meetings_to_come(town: Town, time: float) -> np.ndarray:
    owed = np.bincount(town.units["account"], town.units["owed"] * town.units["owed_length"], hours_of(town).shape[1])
    return owed + left_by_office_and_kind(town, time)[:, Work.MEETING]


def assert_meetings_are_held_or_owed(town: Town, end: float, called: list[np.ndarray]) -> None:
    """Law 1: of every hour of meeting that was called some has been held and the rest is still to come."""
    held = hours_of(town).sum(axis=0)[:, Work.MEETING]
    assert np.allclose(sum(called), held + _meetings_to_come(town, end), rtol=1e-9, atol=1e-6)


def extreme(which: np.ufunc, *rules: Any) -> Any:
    """Return the least or the most of several sets of rules, quantity by quantity."""
    first = rules[0]
    if hasattr(first, "_fields"):
        return type(first)(*(extreme(which, *parts) for parts in zip(*rules, strict=True)))
    return which.reduce(rules) if len(rules) > 1 else first


def assert_queues_hold_what_jobs_say(town: Town) -> None:
    """Law 1: hours and numbers of every queue are those of its jobs, and so are the servers that are busy."""
    jobs = active_jobs(town)
    waiting = jobs[jobs["state"] == WAITING]
    hours, number = np.zeros(town.queues.shape), np.zeros(town.queues.shape, int)
    np.add.at(hours, (waiting["unit"], waiting["klass"]), waiting["work"])
    np.add.at(number, (waiting["unit"], waiting["klass"]), 1)
    assert np.allclose(hours, town.queues["hours"], rtol=1e-9, atol=1e-6)
    assert np.array_equal(number, town.queues["number"])
    running = jobs[jobs["state"] != WAITING]
    busy = np.bincount(running["server"], np.where(running["state"] == RESERVED, 1, running["needs"]), len(town.units))
    assert np.array_equal(busy, town.units["busy"])
    jobs = town.jobs[: town.counts[Count.JOBS]]
    assert np.array_equal(town.at_work[: len(jobs)] == 1, ~np.isin(jobs["state"], (WAITING, FREE)))
