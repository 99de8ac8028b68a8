"""The per-issue oracle: the whole flow of a town, one SimPy process per row, letter, whistle, task.

Written from docs/flow.md alone and slow on purpose. It shares only the calendar, the draws, the
rules' form and the words with the compiled kernel.
"""

from collections.abc import Generator
from math import exp

import simpy

from sim.clock import Calendar, day_of, next_opening
from sim.randomness import Purpose, row_key
from sim.rules import Residents, Rules, World
from sim.stages import EventKind, Grade, Level, Stage

from .environment import ARRIVALS_OF_THE_DAY, MEETINGS
from .instructions import committees
from .issues import Row, report
from .ledger import Ledger
from .offices import Office, Unit
from .old_letters import old_letters
from .problems import Problem, problems_of_day, reports_of
from .tasks import issue_tasks
from .town import Town

BACKLOG_DAYS = 180
LETTER_AGE = 72.0  # clock hours from the report to the letter of an old case
OLD_CASES_DECAY = 72.0  # clock hours

type Steps = Generator[simpy.Event, None, None]


def run_oracle(world: World, rules: Rules, residents: Residents, seed: int, burn_in_days: int, days: int) -> Ledger:
    """Run the flow over [-24 burn_in_days, 24 days) hours under fixed rules.

    Parameters
    ----------
    world, rules, residents
        The place; its calendar must reach from 180 days before the run to after its end.
    seed
        Of all keyed draws.
    burn_in_days, days
        Days before and from day 0.

    Returns
    -------
    Ledger
        Records by key; what has not happened before the end is NaN.
    """
    town = open_town(world, rules, residents, seed, burn_in_days)
    file_backlog(town, -burn_in_days)
    town.env.process(_mornings(town, -burn_in_days, days))
    town.env.run(until=24 * days)
    return town.ledger


def open_town(world: World, rules: Rules, residents: Residents, seed: int, burn_in_days: int) -> Town:
    """Return a town at T0 that keeps office hours but in which nothing has happened yet."""
    town = Town(world, rules, residents, seed, start=-24.0 * burn_in_days)
    town.env.process(_openings(town, town.world.calendar, EventKind.OPEN, town.staffed_offices))
    town.env.process(_openings(town, town.world.duty, EventKind.DUTY_OPEN, town.contact_desks))
    town.env.process(_weeks(town))
    for s in range(len(town.streets)):
        town.env.process(committees(town, s))
    return town


# --- the calendar of the institutions ------------------------------------------------------------


def _mornings(town: Town, first_day: int, end_day: int) -> Steps:
    """Lay out what arises on each day at its start."""
    for day in range(first_day, end_day):
        yield town.env.calendar_event(24.0 * day, ARRIVALS_OF_THE_DAY)
        for problem in problems_of_day(town, day):
            town.ledger.problems[problem.key] = problem.record
            for time, person in reports_of(town, problem):
                town.env.process(report(town, problem, person, time))
        issue_tasks(town, day)


def _openings(town: Town, calendar: Calendar, kind: EventKind, offices: list[Office]) -> Steps:
    """Let offices look at their queues at each opening of a calendar."""
    opening = _first_opening(calendar, town.start)
    while True:
        yield town.env.at(opening, kind, 0)
        for office in offices:
            office.wake()
        opening = next_opening(calendar, opening)


def _first_opening(calendar: Calendar, start: float) -> float:
    """Return the first opening at or after T0; the calendar only knows those after a time."""
    day = day_of(start)
    if calendar.staffed[day - calendar.first_day] and 24.0 * day + calendar.opens[0] == start:
        return start
    return next_opening(calendar, start)


def _weeks(town: Town) -> Steps:
    """Let every unit come to owe its people's meetings, spread over the mornings of each week, which set them going."""
    calendar = town.world.calendar
    monday = -7 * (-day_of(town.start) // 7)  # the first at or after T0
    while monday + 7 - calendar.first_day <= len(calendar.staffed):
        row = monday - calendar.first_day
        staffed = [day for day in range(7) if calendar.staffed[row + day]]
        hours = float(calendar.before[row + 7] - calendar.before[row])
        for j, day in enumerate(staffed, start=1):
            yield town.env.calendar_event(24.0 * (monday + day) + float(calendar.opens[0]), MEETINGS)
            first = 0
            for share, unit in _meeting_shares(town):
                unit.owe_meetings(meetings_of_day(first, unit.servers, j, len(staffed)), share * hours)
                first += unit.servers
        monday += 7


def meetings_of_day(first: int, servers: int, j: int, days: int) -> int:
    """Return how many people of a unit, numbered from `first`, have their turn on the `j`-th of a week's staffed days."""
    return sum(person % days == j - 1 for person in range(first, first + servers))


def _meeting_shares(town: Town) -> list[tuple[float, Unit]]:
    """Return the share of staffed hours that every unit meets; sections report to one another on top."""
    shares = town.rules.service.meeting_share
    week = 5.0 * town.world.calendar.hours_a_day
    reporting = [float(hours) / week for hours in town.rules.streets.reporting]
    offices: list[tuple[float, Office]] = [
        *((float(shares[Level.COMMUNITY]), office) for office in town.communities),
        *((float(shares[Level.STREET]) + more, office) for office, more in zip(town.streets, reporting, strict=True)),
        *((float(shares[Level.DEPARTMENT]), office) for office in town.departments),
    ]
    return [(share, unit) for share, office in offices for unit in office.units]


# --- the backlog at T0 (section 7) ----------------------------------------------------------------


def file_backlog(town: Town, first_day: int) -> None:
    """Put the open cases of the 180 days before `first_day` where they would be at T0."""
    for day in range(first_day - BACKLOG_DAYS, first_day):
        for problem in problems_of_day(town, day, float(town.rules.demand.backlog_factor)):
            reports = reports_of(town, problem)
            if reports:
                file_old(town, problem, *min(reports))


def file_old(town: Town, problem: Problem, time: float, person: int) -> None:
    """File the first report of an old problem, if it is still with us."""
    key = row_key(problem.key, 0, 0)
    if time >= town.start:
        town.env.process(report(town, problem, person, time))
    elif problem.authority == Level.DEPARTMENT and problem.grade != Grade.EMERGENCY:
        release = time + LETTER_AGE
        if release < town.start:
            letters = old_letters(town, problem, key, release)
            if not any(letter.is_open for letter in letters.values()):
                return
            row = _contacted_row(town, problem, person, time, release)
            row.record.stamp(Stage.RELEASE, release)
            town.env.process(row.visits(row.by_old_letters(letters, release)))
        else:
            row = _contacted_row(town, problem, person, time, release)
            town.env.process(_released_later(town, row, release))
    else:
        if not town.draw(Purpose.BACKLOG, key) < exp(-(town.start - time) / OLD_CASES_DECAY):
            return
        row = Row(town, problem, person, 0, 0, collected_at=time)
        town.env.process(_integrated_now(town, row))
    town.ledger.problems[problem.key] = problem.record


def _contacted_row(town: Town, problem: Problem, person: int, time: float, release: float) -> Row:
    row = Row(town, problem, person, 0, 0, collected_at=time)
    dispatch = town.rules.demand.dispatch_hours[town.district_of_street(row.street)]
    row.record.stamp(Stage.INTEGRATE, time + float(dispatch))
    row.record.contacted_at = release
    row.record.triages = 1
    row.record.stamp(Stage.CLASSIFY, release)
    return row


def _released_later(town: Town, row: Row, release: float) -> Steps:
    yield town.env.at(release, EventKind.RELEASED, row.key)
    row.record.stamp(Stage.RELEASE, release)
    yield from row.visits(row.by_letter(row.problem.departments, release))


def _integrated_now(town: Town, row: Row) -> Steps:
    yield town.env.at(town.start, EventKind.INTEGRATED, row.key)
    yield from row.from_integration()
