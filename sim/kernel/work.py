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
def over_tray(town: Town, unit: int) -> tuple[float, float]:
    """Return the factor on a case's hours over a tray as full as the unit's, and the share of quality lost to it."""
    full = full_tray(town, unit, False)
    return 1.0 - town.pressure[0].haste * full, town.pressure[0].slip * full
