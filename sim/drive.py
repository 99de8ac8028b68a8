"""A bare run of the kernel under fixed rules: the institutions' calendar as a plain loop.

For tests and benchmarks; `sim.model.StreetModel` does the same through SimPy and Mesa.
"""

from sim.engine import Engine
from sim.rules import Residents, Rules, World


def run_bare(
    world: World, rules: Rules, residents: Residents, seed: int, burn_in_days: int, days: int, step: float = 24.0
) -> Engine:
    """Run a town from the initial backlog to the end; day 0 is a Monday.

    Parameters
    ----------
    step
        Longest stretch of one kernel call, in hours; changes no byte.
    """
    engine = Engine(world, rules, residents, seed, -burn_in_days, days)
    engine.load_backlog()
    engine.open_offices()
    calendar = world.calendar
    convened = -burn_in_days - 1
    for day in range(-burn_in_days, days):
        engine.begin_day(day)
        opening = 24.0 * day + float(calendar.opens[0])
        stops = {24.0 * day + step * i for i in range(1, int(24.0 / step) + 1)}
        staffed = bool(calendar.staffed[day - calendar.first_day])
        week = [d for d in range(day - day % 7, day - day % 7 + 7) if calendar.staffed[d - calendar.first_day]]
        meets = day in week and week[0] - week[0] % 7 >= -burn_in_days
        for stop in sorted(stops | ({opening} if staffed else set())):
            engine.advance(stop)
            if staffed and stop == opening:
                if meets:
                    engine.meet(len(week) * calendar.hours_a_day, week.index(day) + 1, len(week), 24.0 * day)
                for street, interval in enumerate(rules.streets.committee_days):
                    if interval > 0.0 and day // interval > convened // interval:
                        engine.convene(street, rules.service.committee_hours, 24.0 * day)
                convened = day
        engine.end_day(day)
    return engine
