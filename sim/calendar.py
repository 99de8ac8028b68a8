"""The institutions' calendar: SimPy processes that act between the kernel's events.

The order of the day, written once. At one instant the phases below act in this order, and all of
them before the kernel's own events of that instant:

=========  ============================================================  =====================
phase      what happens                                                  when
=========  ============================================================  =====================
REFORM     new rules come into force; every actor decides at once       start of a dated day
DECIDE     actors decide, by kind: communities, streets, departments,    each actor's rhythm,
           grid centres                                                  weekly, at midnight
ARRIVE     the day's problems, top-down and routine work are generated   midnight
MEET       meetings are called                                           first staffed opening
                                                                         of a week
=========  ============================================================  =====================

The day's record is taken when the day is over, by `StreetModel.step`.

Within a phase, offices act in the order of their numbers; what one hands over, the next sees in
the next phase. So the order in which agents were created changes nothing.
"""

from collections.abc import Generator
from enum import IntEnum
from typing import TYPE_CHECKING

import simpy
from simpy.events import Event

if TYPE_CHECKING:
    from sim.model import StreetModel


class Phase(IntEnum):
    """Named phases, used as SimPy priorities."""

    REFORM = 3
    DECIDE = 4
    ARRIVE = 5
    MEET = 6


Process = Generator[Event, None, None]


def at(env: simpy.Environment, time: float, phase: Phase) -> Event:
    """Return an event that happens at `time` (h) in a phase."""
    event = Event(env)
    event._ok = True
    event._value = None
    env.schedule(event, priority=phase, delay=time - env.now)  # type: ignore[arg-type]
    return event


def days(model: "StreetModel") -> Process:
    """Generate what each day brings."""
    for day in range(model.first_day, model.last_day):
        yield at(model.env, 24.0 * day, Phase.ARRIVE)
        model.engine.begin_day(day)


def reforms(model: "StreetModel") -> Process:
    """Put dated rules into force."""
    for day, rules in model.dated:
        yield at(model.env, 24.0 * day, Phase.REFORM)
        model.adopt(rules)


def decisions(model: "StreetModel", actors: list, rhythm_days: int) -> Process:
    """Let actors of one rhythm decide, beginning with the first day."""
    day = model.first_day
    while day < model.last_day:
        yield at(model.env, 24.0 * day, Phase.DECIDE)
        for actor in actors:
            actor.decide()
        day += rhythm_days


def meetings(model: "StreetModel") -> Process:
    """Call the week's meetings at the first staffed opening of each week (weeks start on weekday 0)."""
    calendar = model.world.calendar
    week = model.first_day + (-model.first_day - model.first_weekday) % 7
    while week < model.last_day:
        staffed = [d for d in range(week, week + 7) if calendar.staffed[d - calendar.first_day]]
        if staffed and staffed[0] < model.last_day:
            time = 24.0 * staffed[0] + float(calendar.opens[0])
            yield at(model.env, time, Phase.MEET)
            model.engine.meet(len(staffed) * calendar.hours_a_day, time)
        week += 7
