"""After the first call, and again when a case is reopened: who is to do it."""

from sim.compiled import inner
from sim.kernel.accounts import count_open
from sim.kernel.choices import is_urgent
from sim.kernel.draws import draw
from sim.kernel.intake import ask_street, pass_stage, street_work
from sim.kernel.jobs import HANDLE, PREPARE, TRIAGE, new_job
from sim.kernel.queues import enqueue
from sim.kernel.servers import dispatch_unit
from sim.kernel.state import Count, Town
from sim.randomness import COMMUNITY_ROLE, Purpose, row_role, work_content
from sim.stages import CommunityClass, Level, Solvability, Stage, Status, Work


@inner
def department_work(town: Town, issue: int, department: int) -> float:
    """Draw the hours a department needs for an issue on this visit."""
    i = town.issues[issue]
    service = town.service[0]
    mean = town.categories[i.category].department_hours
    u = draw(town, Purpose.WORK_DEPARTMENT, row_role(i.row, local_number(town, department)), i.visits)
    return work_content(u, mean, service.shape, service.sigma)


@inner
def local_number(town: Town, department: int) -> int:
    """Return a department's number within its district."""
    world = town.world[0]
    return department - world.district_departments[world.department_district[department]]


@inner
def may_whistle(town: Town, issue: int) -> bool:
    """Tell whether the street may whistle in the issue's family and on its ground (clause W2)."""
    i = town.issues[issue]
    street = town.streets[i.street]
    return street.families[i.family] == 1 and street.grounds[i.ground] == 1


@inner
def end_row(town: Town, issue: int, status: int, time: float) -> None:
    """Take a row off the ledger's open list."""
    i = town.issues[issue]
    i.status = status
    i.closed_at = time
    town.problems[i.problem_index].open_rows -= 1
    town.counts[Count.OPEN_ISSUES] -= 1
    count_open(town, time, -1)


@inner
def route(town: Town, issue: int, time: float) -> None:
    """Ask the community, the street or, by whistle or letter, the departments (stage classify and after)."""
    i = town.issues[issue]
    service = town.service[0]
    urgent = is_urgent(i.grade, i.visits)
    i.delegated = 0
    i.decided = 0
    if i.authority == Level.COMMUNITY:
        mean = town.categories[i.category].community_hours
        u = draw(town, Purpose.WORK_COMMUNITY, i.row, i.visits)
        work = work_content(u, mean, service.shape, service.sigma)
        job = new_job(town, HANDLE, row_role(i.row, COMMUNITY_ROLE), issue, work, Work.RESIDENT, 1, 0)
        enqueue(town, job, i.community, CommunityClass.RESIDENT, time)
        dispatch_unit(town, i.community, time)
    elif i.authority == Level.STREET:
        if may_whistle(town, issue):
            if draw(town, Purpose.WHISTLE_SOLVABLE, i.row, i.visits) < town.street_policy[i.street].whistle_solvable:
                i.decided = 1
                _prepare(town, issue, True, time)
                return
        work = i.work if i.visits == 0 else street_work(town, issue)
        ask_street(town, issue, HANDLE, work, Work.RESIDENT, i.section, urgent, time)
    elif draw(town, Purpose.DELEGATED, i.row, i.visits) < town.streets[i.street].delegated:
        i.delegated = 1
        work = 0.0
        for d in range(i.number):
            work += department_work(town, issue, i.departments[d])
        work *= town.streets[i.street].delegated_factor
        ask_street(town, issue, HANDLE, work, Work.RESIDENT, i.section, urgent, time)
    else:
        whistled = False
        if may_whistle(town, issue):
            whistled = draw(town, Purpose.WHISTLE, i.row, i.visits) < town.street_policy[i.street].whistle
        _prepare(town, issue, whistled, time)


@inner
def _prepare(town: Town, issue: int, whistled: bool, time: float) -> None:
    """Ask the street to prepare a whistle or to draft a letter (clause W2)."""
    i = town.issues[issue]
    i.by_whistle = whistled
    hours = town.service[0].prepare_hours if whistled else town.service[0].draft_hours
    ask_street(town, issue, PREPARE, hours, Work.PREPARE, i.section, is_urgent(i.grade, i.visits), time)


@inner
def triaged(town: Town, issue: int, section: int, time: float) -> None:
    """The street has called the reporter: misrouted rows move on, the others are classified."""
    i = town.issues[issue]
    if i.triages == 0:
        i.contacted_at = time
    i.triages += 1
    if section >= 0 and section != i.section:
        ask_street(town, issue, TRIAGE, town.service[0].contact_hours, Work.CONTACT, i.section, False, time)
        return
    pass_stage(town, issue, Stage.CLASSIFY, time)
    if town.problems[i.problem_index].solved_at <= time:
        end_row(town, issue, Status.WITHDRAWN, time)
        return
    if i.solvability == Solvability.UNREASONABLE:
        if draw(town, Purpose.EXPLAIN, i.row, 0) < town.demand[0].explain_share:
            end_row(town, issue, Status.EXCLUDED, time)
            return
    route(town, issue, time)
