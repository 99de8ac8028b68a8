"""How many hours a case needs: drawn by row and role, quickened over a full tray."""

from sim.compiled import inner
from sim.kernel.draws import draw
from sim.kernel.queues import full_tray
from sim.kernel.state import Town
from sim.randomness import Purpose, row_role, work_content


@inner
def community_work(town: Town, issue: int) -> float:
    """Draw the hours a community needs for an issue on this visit."""
    i = town.issues[issue]
    service = town.service[0]
    mean = town.categories[i.category].community_hours
    u = draw(town, Purpose.WORK_COMMUNITY, i.row, i.visits)
    return work_content(u, mean, service.shape, service.sigma)


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
    return department - town.districts[town.departments[department].district].first_department


@inner
def over_tray(town: Town, issue: int, unit: int) -> float:
    """Return what a full tray leaves of a case's hours, and note on the issue what it takes off its quality."""
    full = full_tray(town, unit, False)
    town.issues[issue].slip = town.pressure[0].slip * full
    return 1.0 - town.pressure[0].haste * full
