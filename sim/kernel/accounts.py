"""Hours by day, office and kind, settled whenever a job or a server changes its state."""

from sim.clock import day_of, staffed_hours, staffed_hours_later
from sim.compiled import entrance, inner
from sim.kernel.jobs import PRESENT, RESERVED, TASK, TRAVELLING
from sim.kernel.state import Count, Town
from sim.kernel.units import CONTACT_DESK, EMERGENCY_DESK, OFFICE
from sim.stages import NONE, TaskKind, Work


@inner
def staffed_now(town: Town, time: float) -> float:
    """Return the staffed hours up to `time`, remembered while the clock stands: flows[3] and flows[4]."""
    if town.flows[3] != time:
        town.flows[3] = time
        town.flows[4] = staffed_hours(town.calendar, time)
    return town.flows[4]


@inner
def begin_settling(town: Town, job: int, time: float) -> None:
    """Let a job's hours count from `time`; read again by `settle`."""
    j = town.jobs[job]
    by_staffed_hours = town.units[j.server].desk == OFFICE and j.later == 0.0
    j.settled = staffed_now(town, time) if by_staffed_hours else time


@inner
def settle(town: Town, job: int, time: float) -> None:
    """Credit a job's hours since it was last settled; reads its state, writes hours and funnel.

    No staffed day is crossed: every running job is settled when one ends.
    """
    j = town.jobs[job]
    unit = town.units[j.server]
    if unit.desk == CONTACT_DESK or j.later > 0.0:
        _settle_beyond(town, job, time)
        return
    now = time if unit.desk == EMERGENCY_DESK else staffed_now(town, time)
    hours = now - j.settled
    if hours == 0.0:
        return
    day = day_of(time) - town.first_day
    j.settled = now
    servers = 1 if j.state == RESERVED else j.needs
    hours *= servers
    kind = int(j.account)
    if j.state == TRAVELLING:
        kind = Work.TRAVEL.value
    elif j.state == PRESENT or j.state == RESERVED:
        kind = Work.WAITING.value
    if unit.desk == EMERGENCY_DESK:
        kind = Work.DESK.value
    _book(town, int(unit.account), kind, day, hours)
    _book_funnel(town, job, day, hours)


@inner
def _book(town: Town, account: int, kind: int, day: int, hours: float) -> None:
    """Add hours of a kind to an office's day."""
    row = town.hours_row[account, kind]
    if row == NONE:
        row = town.counts[Count.HOURS]
        town.counts[Count.HOURS] = row + 1
        town.hours_row[account, kind] = row
    town.hours[row, day] += hours


@inner
def _settle_beyond(town: Town, job: int, time: float) -> None:
    """Credit hours in part beyond staffed hours: those within to what was done, the others to duty or overtime."""
    j = town.jobs[job]
    since = j.settled
    if time <= since:
        return
    j.settled = time
    account = int(town.units[j.server].account)
    day = day_of(time) - town.first_day
    staffed = staffed_now(town, time) - staffed_hours(town.calendar, since)
    kind = Work.WAITING.value if j.state == PRESENT else int(j.account)
    if staffed > 0.0:
        _book(town, account, kind, day, staffed)
        _book_funnel(town, job, day, staffed)
    beyond = -staffed
    beyond_kind = Work.DUTY.value
    if j.on_duty == 1:
        beyond += staffed_hours(town.duty, time) - staffed_hours(town.duty, since)
    elif j.later > 0.0:
        beyond += staffed_hours_later(town.calendar, time, j.later)
        beyond -= staffed_hours_later(town.calendar, since, j.later)
        beyond_kind = Work.OVERTIME.value
    else:
        return
    if beyond > 1e-12:
        _book(town, account, beyond_kind, day, beyond)
        _book_funnel(town, job, day, beyond)


@inner
def _book_funnel(town: Town, job: int, day: int, hours: float) -> None:
    """Add hours on work from above to the account of who created it."""
    j = town.jobs[job]
    if j.kind == TASK:
        task = town.tasks[j.subject]
        if task.kind == TaskKind.TRANSFERRED or task.kind == TaskKind.DERIVED:
            town.funnel[day, task.origin, town.units[j.server].level, task.kind] += hours


@entrance
def settle_idle(town: Town, unit: int, time: float) -> None:
    """Count idle and overrun hours of a unit up to `time`, independently of the jobs' own accounts."""
    u = town.units[unit]
    if u.desk != EMERGENCY_DESK:
        now = staffed_now(town, time)
        hours = now - u.settled
        u.settled = now
        if hours > 0.0:
            day = day_of(time) - town.first_day
            town.staffed[day, u.account] += hours * u.servers
            if u.servers >= u.busy:
                town.idle[day, u.account] += hours * (u.servers - u.busy)
                u.idle += hours * (u.servers - u.busy)
            else:
                town.overrun[day, u.account] += hours * (u.busy - u.servers)


@entrance
def count_inside(town: Town, unit: int, time: float, change: int) -> None:
    """Keep the integral of the number of jobs at a unit, and the sum of their stays, apart."""
    u = town.units[unit]
    u.inside_integral += u.inside * (time - u.inside_since)
    u.inside_since = time
    u.inside += change


@inner
def count_open(town: Town, time: float, change: int) -> None:
    """Keep the integral of open issues: flows[0] the integral, flows[1] its time, flows[2] the number."""
    town.flows[0] += town.flows[2] * (time - town.flows[1])
    town.flows[1] = time
    town.flows[2] += change


@inner
def close_of_day(town: Town, time: float) -> None:
    """Settle every running job and every unit when a staffed day ends."""
    for job in range(town.counts[Count.JOBS]):
        if town.at_work[job] == 1:
            if town.units[town.jobs[job].server].desk != EMERGENCY_DESK:
                settle(town, job, time)
    for unit in range(town.units.shape[0]):
        settle_idle(town, unit, time)
