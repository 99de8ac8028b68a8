"""Meetings come to be owed: everybody's of the week, those of the heads of a street's sections (docs/flow.md, 2)."""

from sim.compiled import entrance, inner
from sim.kernel.arrivals import DAYS_A_WEEK
from sim.kernel.offered import offer
from sim.kernel.servers import section_unit
from sim.kernel.state import Town
from sim.kernel.units import OFFICE
from sim.stages import Level, Work


@entrance
def call_meetings(town: Town, staffed_hours_of_week: float, day: int, days: int, time: float) -> None:
    """On the `day`-th of a week's staffed days (1 to `days`) those come to owe a meeting whose turn it is.

    People are numbered through all units, so that every day has its even share of them.
    """
    before = 0
    for unit in range(town.units.shape[0]):
        if town.units[unit].desk == OFFICE:
            u = town.units[unit]
            share = town.service[0].meeting_share[u.level]
            if u.level == Level.STREET:  # reporting to one another, as far as the week has days
                share += town.streets[u.office].reporting / (DAYS_A_WEEK * town.calendar.hours_a_day)
            number = (before + u.servers + days - day) // days - (before + days - day) // days
            before += u.servers
            _call(town, unit, share * staffed_hours_of_week, number, time)


@entrance
def convene(town: Town, street: int, hours: float, time: float) -> None:
    """Call the head of every section to a meeting of `hours`."""
    first = section_unit(town, street, 0)
    for unit in range(first, first + town.streets[street].sections):
        _call(town, unit, hours, min(town.units[unit].servers, 1), time)


@inner
def _call(town: Town, unit: int, hours: float, number: int, time: float) -> None:
    """Let so many servers of a unit owe one meeting; lengths still owed are averaged."""
    u = town.units[unit]
    if number <= 0 or hours <= 0.0:
        return
    u.owed_length = (u.owed * u.owed_length + number * hours) / (u.owed + number)
    u.owed += number
    offer(town, unit, Work.MEETING.value, number * hours, time)
