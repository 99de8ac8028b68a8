"""Supervision of cases that lie (挂账督办, clause W3): moved up, and letters replaced by whistles."""

from sim.clock import day_of
from sim.compiled import entrance, inner
from sim.kernel.consultation import is_waiting_case, issue_of
from sim.kernel.intake import another_visit
from sim.kernel.letters import is_begun, take_back
from sim.kernel.queues import move_up
from sim.kernel.routing import may_whistle, prepare
from sim.kernel.state import Count, Town
from sim.stages import NONE, Status


@entrance
def supervise(town: Town, district: int, time: float, most: int) -> None:
    """Take the oldest overdue cases of a district that are not yet under supervision, at most so many a street.

    Their waiting jobs move up. Each case costs its street `conduct.supervise_hours` of reporting, which the
    caller books as tasks.
    With `urge_whistle` letters that nobody has begun are replaced by a whistle.
    """
    for street in range(town.streets.shape[0]):
        town.scorecards[street].listed = 0.0
    for issue in range(town.counts[Count.ISSUES]):  # in the order of filing
        i = town.issues[issue]
        overdue = i.status == Status.OPEN and i.due_at <= time
        if overdue and i.urged == 0 and town.streets[i.street].district == district:
            if town.scorecards[i.street].listed >= most:
                continue
            town.scorecards[i.street].listed += 1.0
            i.urged = 2  # in this round
            town.days[day_of(time) - town.first_day].urged += 1
    ahead = 24.0 * town.conduct[0].urged_days
    for job in range(town.counts[Count.JOBS]):
        j = town.jobs[job]
        if is_waiting_case(town, job):
            if town.issues[issue_of(town, job)].urged == 2:
                move_up(town, job, j.enqueued - ahead)
    for issue in range(town.counts[Count.ISSUES]):
        if town.issues[issue].urged == 2:
            town.issues[issue].urged = 1
            if town.districts[district].urge_whistle > 0.0 and may_whistle(town, issue):
                _whistle_instead(town, issue, time)


@inner
def _whistle_instead(town: Town, issue: int, time: float) -> None:
    """Take back letters that nobody has begun or given up, and prepare a whistle; it counts as another visit."""
    i = town.issues[issue]
    if i.by_whistle == 1 or i.visits + 1 >= town.service[0].max_visits:
        return
    lying = False
    for n in range(i.called):
        a = town.assignments[i.assignment + n]
        if a.visit != i.visits or a.whistle != NONE or is_begun(town, i.assignment + n):
            return
        lying |= a.lapsed == 0
    if not lying:
        return
    for n in range(i.called):
        if town.assignments[i.assignment + n].lapsed == 0:
            take_back(town, i.assignment + n, time)
    another_visit(town, issue)
    prepare(town, issue, True, time)
