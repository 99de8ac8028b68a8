"""The institutions' calendar: SimPy processes that act between the kernel's events.

The order of the day is written once, in `ORDER_OF_THE_DAY`: at one instant its phases act in this order, and all of
them before the kernel's own events of that instant.

The day's record is taken when the day is over, by `StreetModel.step`.

Within a phase, offices act in the order of their numbers; what one hands over, the next sees in
the next phase. So the order in which agents were created changes nothing.
"""

from collections.abc import Generator
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import simpy
from simpy.events import Event

from sim.text import Text

if TYPE_CHECKING:
    from sim.model import StreetModel


class Phase(IntEnum):
    """Named phases, used as SimPy priorities."""

    REFORM = 1
    FUND = 2
    RANK = 3
    TALK = 4
    DECIDE = 5
    ARRIVE = 6
    SUPERVISE = 7
    MEET = 8


class PhaseWords(NamedTuple):
    """What happens in a phase, and when."""

    what: Text
    when: Text


ORDER_OF_THE_DAY: dict[Phase, PhaseWords] = {
    Phase.REFORM: PhaseWords(
        Text(en="new rules come into force; every actor decides at once", zh="新规则生效，各主体立即据以决策"),
        Text(en="start of a dated day", zh="规则变动之日开始时"),
    ),
    Phase.FUND: PhaseWords(
        Text(en="money for historic problems is handed out", zh="发放历史遗留问题的资金"),
        Text(en="start of a year", zh="每年年初"),
    ),
    Phase.RANK: PhaseWords(
        Text(en="the city ranks its streets", zh="全市给街道排名"),
        Text(en="every 30 days", zh="每 30 天"),
    ),
    Phase.TALK: PhaseWords(
        Text(
            en="residents talk: trust drifts, mean trust is counted",
            zh="居民互相交谈：信任趋同，统计平均信任",
        ),
        Text(en="weekly", zh="每周"),
    ),
    Phase.DECIDE: PhaseWords(
        Text(
            en="actors decide, by kind: communities, streets, departments, grid centres",
            zh="各主体依次决策：社区、街道、部门、网格中心",
        ),
        Text(
            en="each actor's rhythm, weekly (departments every 30 days)",
            zh="按各自节奏，每周（部门每 30 天）",
        ),
    ),
    Phase.ARRIVE: PhaseWords(
        Text(
            en="the day's problems, top-down and routine work are generated",
            zh="产生当天的问题、上级任务与日常工作",
        ),
        Text(en="midnight", zh="零点"),
    ),
    Phase.SUPERVISE: PhaseWords(
        Text(en="rounds of supervision, special census", zh="督办与专项普查"),
        Text(en="as the rules say", zh="按规则所定"),
    ),
    Phase.MEET: PhaseWords(
        Text(
            en="meetings are called; committees, consultations and topic meetings of streets",
            zh="召集会议；街道的工委会议、会商与专题会",
        ),
        Text(
            en="first staffed opening of a day",
            zh="当日首个在岗时段开始时",
        ),
    ),
}
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
    for day in range(model.began, model.last_day):
        yield at(model.env, 24.0 * day, Phase.ARRIVE)
        model.engine.begin_day(day)


def reforms(model: "StreetModel") -> Process:
    """Put dated rules into force."""
    for day, rules in model.dated:
        if day < model.began:
            continue
        yield at(model.env, 24.0 * day, Phase.REFORM)
        model.adopt(rules)


def decisions(model: "StreetModel", actors: list, rhythm_days: float) -> Process:
    """Let actors of one rhythm decide, beginning with the first day."""
    day = next_decision(model, rhythm_days)
    while day < model.last_day:
        yield at(model.env, 24.0 * day, Phase.DECIDE)
        for actor in actors:
            actor.decide()
        day += rhythm_days


def next_decision(model: "StreetModel", rhythm_days: float) -> float:
    """Return the first day, from that on which the model begins, on which actors of a rhythm decide."""
    return model.began + (model.first_day - model.began) % rhythm_days


def funding(model: "StreetModel") -> Process:
    """Hand out the year's money at the start of every year, in the burn-in its share of one."""
    day = model.began
    while day < model.last_day:
        if day == model.first_day or day % 365 == 0:
            yield at(model.env, 24.0 * day, Phase.FUND)
            model.engine.fund(share_of_year_left(day))
        day = (day // 365 + 1) * 365


def share_of_year_left(day: int) -> float:
    """Return which share of its year is left at the start of a day."""
    return ((day // 365 + 1) * 365 - day) / 365.0


def rankings(model: "StreetModel") -> Process:
    """Rank all streets every 30 days."""
    for day in range(model.first_day + (-model.first_day) % 30, model.last_day, 30):
        if day > model.first_day and day >= model.began:
            yield at(model.env, 24.0 * day, Phase.RANK)
            model.ranking.publish(day, model.streets)


def talks(model: "StreetModel") -> Process:
    """Let residents talk once a week."""
    for day in range(model.began + (model.first_day - model.began) % 7, model.last_day, 7):
        yield at(model.env, 24.0 * day, Phase.TALK)
        model.engine.talk()


def supervision(model: "StreetModel") -> Process:
    """Hold rounds of supervision and special censuses on the days the rules name."""
    for day in range(max(model.began, 0), model.last_day):
        yield at(model.env, 24.0 * day, Phase.SUPERVISE)
        districts = model.rules.districts
        for centre in model.centres:
            every = float(districts.supervision_days[centre.number])
            if day == districts.campaign_day[centre.number]:
                centre.supervise(every_case=True)
            elif every > 0.0 and day % every < 1.0:
                centre.supervise()
            if day == districts.census_day[centre.number]:
                centre.take_census(day)


def conventions(model: "StreetModel") -> Process:
    """Convene the heads of streets' sections, on the first staffed day from each day their interval divides.

    A month has 30 days; topic meetings are spread over it.
    """
    calendar = model.world.calendar
    last = model.first_day - 1
    for day in range(model.first_day, model.last_day):
        if not calendar.staffed[day - calendar.first_day]:
            continue
        if day >= model.began:
            yield at(model.env, 24.0 * day + float(calendar.opens[0]), Phase.MEET)
            for street in model.streets:
                street.convene(last, day)
        last = day


def meetings(model: "StreetModel") -> Process:
    """Call the meetings of every staffed day at its opening: a week's are spread over it (weeks start on weekday 0)."""
    calendar = model.world.calendar
    week = model.first_day + (-model.first_day - model.first_weekday) % 7
    while week < model.last_day:
        staffed = [d for d in range(week, week + 7) if calendar.staffed[d - calendar.first_day]]
        for number, day in enumerate(staffed, start=1):
            if model.began <= day < model.last_day:
                yield at(model.env, 24.0 * day + float(calendar.opens[0]), Phase.MEET)
                model.engine.meet(len(staffed) * calendar.hours_a_day, number, len(staffed), model.now)
        week += 7
