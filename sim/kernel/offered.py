"""Hours that are asked for, by day, level and kind of work, before anything gives way (docs/load.md)."""

from sim.clock import day_of
from sim.compiled import inner
from sim.kernel.state import Town
from sim.kernel.units import EMERGENCY_DESK
from sim.stages import Work

CALLED = Work.ASSIGNMENT.value  # appointments are told by the hours they took, travel and waiting with them


@inner
def offer(town: Town, unit: int, kind: int, hours: float, time: float) -> None:
    """Count hours asked of a unit, emergency desks apart."""
    u = town.units[unit]
    if u.desk != EMERGENCY_DESK and kind != CALLED:
        town.offered[day_of(time) - town.first_day, u.level, kind] += hours


@inner
def offer_saved(town: Town, unit: int, kind: int, hours: float, pace: float, time: float) -> None:
    """Count what haste saves on work that will take `hours` at a pace below 1."""
    if pace > 0.0:
        offer(town, unit, kind, hours / pace - hours, time)
