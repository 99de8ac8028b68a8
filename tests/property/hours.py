"""Law 1 as checks of a town at a time: hours balance per office and kind of work, queues hold what jobs say."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import numpy as np

from sim.clock import staffed_hours, staffed_hours_later
from sim.engine import Engine
from sim.kernel.jobs import ESCORT, FREE, RESERVED, SERVING, WAITING
from sim.kernel.state import Count, Town, hours_of
from sim.kernel.units import CONTACT_DESK, EMERGENCY_DESK
from sim.rules import Rules
from sim.stages import Level, Work
from tests.property.asked import active_jobs, asked_by_office_and_kind, first_office

WORKED = [kind for kind in Work if kind not in (Work.DESK, Work.DUTY, Work.OVERTIME)]  # in staffed hours
# What is drawn on arrival at an office, or falls to whoever is there, stands in no table before it is done.
OF_THE_MOMENT = (Work.RESIDENT, Work.TRAVEL, Work.WAITING, Work.MEETING, Work.SLACK)
ACCOUNTED = [kind for kind in WORKED if kind not in OF_THE_MOMENT]
# What contact desks do; of those that sit every day a part is booked as duty.
AT_CONTACT_DESKS = [Work.CONTACT, Work.REPLY, Work.CALL_BACK]


def hours_left(town: Town, job: np.void, end: float) -> float:
    """Return the person-hours still to be worked on a job, its travel apart."""
    if job["state"] != SERVING:
        return float(job["work"])
    calendar = town.duty if job["on_duty"] else town.calendar
    ends, now = (staffed_hours_later(calendar, time, job["later"]) for time in (job["ends"], end))
    return float((ends - now) * job["needs"] + job["rest"])


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
        if unit["desk"] != EMERGENCY_DESK and not (job["kind"] == ESCORT and job["state"] != SERVING):
            left[unit["account"], job["account"]] += hours_left(town, job, end)
    return left


def assert_work_is_done_or_waits(town: Town, end: float, *rules: Rules) -> None:
    """Law 1: per office and kind, hours asked for = hours worked + hours still to be worked.

    Where a contact desk sits every day, some hours of its kinds are booked as duty, and where sections stay after
    closing, some of any kind as overtime: there it holds of all kinds with these, and none has more than was asked for.

    Parameters
    ----------
    rules
        All that were in force. What a row was asked for under each of them stands nowhere: where they differ, work
        lies between what the least and the most of them ask.
    """
    worked = hours_of(town).sum(axis=0) + left_by_office_and_kind(town, end)
    fewest, largest = _bounds(*rules)
    least = asked_by_office_and_kind(town, fewest, end, most=False)
    most = asked_by_office_and_kind(town, largest, end)
    on_duty = _office_on_duty(town, *rules)
    later = worked[:, Work.OVERTIME] > 0.0
    missing = np.maximum(least - worked, 0.0)[:, ACCOUNTED].sum(axis=1)
    assert (missing <= worked[:, [Work.DUTY, Work.OVERTIME]].sum(axis=1) + 1e-5).all(), "hours are lost"
    for kind in ACCOUNTED:
        slack = 1e-6 + 1e-9 * most[:, kind]
        in_part = later | (on_duty if kind in AT_CONTACT_DESKS else False)
        assert ((worked[:, kind] >= least[:, kind] - slack) | in_part).all(), f"{kind.name}: hours are lost"
        assert (worked[:, kind] <= most[:, kind] + slack).all(), f"{kind.name}: hours come from nowhere"
    together = worked[:, [*AT_CONTACT_DESKS, Work.DUTY]].sum(axis=1)
    assert (together >= least[:, AT_CONTACT_DESKS].sum(axis=1) - worked[:, Work.OVERTIME] - 1e-5).all(), (
        "contact desks: hours are lost"
    )
    assert (together <= most[:, AT_CONTACT_DESKS].sum(axis=1) + 1e-5).all(), "contact desks: hours come from nowhere"


def _bounds(*rules: Rules) -> tuple[Rules, Rules]:
    """Return the rules that ask least and those that ask most: the less accurate, the more there is to sort out."""
    least, most = extreme(np.minimum, *rules), extreme(np.maximum, *rules)
    low, high = least.streets.accuracy, most.streets.accuracy
    return (
        least._replace(streets=least.streets._replace(accuracy=high)),
        most._replace(streets=most.streets._replace(accuracy=low)),
    )


def _office_on_duty(town: Town, *rules: Rules) -> np.ndarray:
    """Tell of every office in the accounts whether its contact desk sits every day under some of the rules."""
    found = np.zeros(hours_of(town).shape[1], bool)
    first = first_office(town)[Level.STREET]
    found[first : first + len(town.streets)] = extreme(np.maximum, *rules).streets.desk_every_day == 1
    return found


def assert_duty_is_beyond_staffed_hours(town: Town, *rules: Rules) -> None:
    """Law 1: duty is of contact desks that sit every day, each day at most what their people have beyond the others."""
    people = np.zeros(hours_of(town).shape[1])
    first = first_office(town)[Level.STREET]
    people[first : first + len(town.streets)] = extreme(np.maximum, *rules).streets.desk_positions
    people *= _office_on_duty(town, *rules)
    days = 24.0 * (town.first_day + np.arange(len(hours_of(town)) + 1))
    opened, staffed = (
        np.diff([staffed_hours(calendar, day) for day in days]) for calendar in (town.duty, town.calendar)
    )
    duty = hours_of(town)[..., Work.DUTY]
    assert (duty >= 0.0).all() and (duty <= (opened - staffed)[:, None] * people + 1e-6).all()


def assert_contact_desks_serve_while_they_sit(town: Town, midnight: float) -> None:
    """Law 1: when desks are closed, whoever is at one has begun before, and no desk has more at work than people."""
    units = town.units
    at_work = active_jobs(town)
    at_work = at_work[(at_work["state"] == SERVING) & (units["desk"][at_work["server"]] == CONTACT_DESK)]
    for job in at_work:
        assert hours_left(town, job, midnight) < job["work"] - 1e-9
    busy = np.bincount(at_work["server"], minlength=len(units))
    desks = units["desk"] == CONTACT_DESK
    assert np.array_equal(busy[desks], units["busy"][desks]) and (busy <= units["servers"])[desks].all()


@contextmanager
def meetings_called() -> Iterator[list[np.ndarray]]:
    """Note, by office, the hours of meetings that are called meanwhile: what is owed more after a call than before."""
    called: list[np.ndarray] = []

    def noting(call: Callable[..., None]) -> Callable[..., None]:
        def noted(engine: Engine, *arguments: Any) -> None:
            before = _owed(engine.town)
            call(engine, *arguments)
            called.append(_owed(engine.town) - before)

        return noted

    with patch.object(Engine, "meet", noting(Engine.meet)), patch.object(Engine, "convene", noting(Engine.convene)):
        yield called


def _owed(town: Town) -> np.ndarray:
    return np.bincount(town.units["account"], town.units["owed"] * town.units["owed_length"], hours_of(town).shape[1])


def _meetings_to_come(town: Town, time: float) -> np.ndarray:
    owed = _owed(town)
    return owed + left_by_office_and_kind(town, time)[:, Work.MEETING]


def assert_meetings_are_held_or_owed(town: Town, end: float, called: list[np.ndarray]) -> None:
    """Law 1: of every hour of meeting that was called some has been held, perhaps in overtime; the rest is still to come."""
    spent = hours_of(town).sum(axis=0)
    after_closing = sum(called) - spent[:, Work.MEETING] - _meetings_to_come(town, end)
    assert (after_closing >= -1e-6).all() and (after_closing <= spent[:, Work.OVERTIME] + 1e-6).all()


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
