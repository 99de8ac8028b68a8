"""Laying out a street's sections from its staff, its divisions and what its residents bring."""

import numpy as np
from numpy.typing import NDArray

from sim.filing import Filing
from sim.load import hours_from_above, meetings_of_sections, section_hours
from sim.rules import Rules, World
from sim.stages import Level

_LEAST_STAFF = 2  # in a section, where possible


def people_at_desk(share: NDArray[np.float64], staff: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many of a street's people sit at its contact desk: one at least, and never the last one."""
    wanted = np.maximum(np.rint(share * staff), 1.0).astype(np.int64)
    return np.minimum(wanted, np.maximum(staff - 1, 0))


def hours_of_meetings(rules: Rules, world: World, people: NDArray[np.int64], year: float) -> NDArray[np.float64]:
    """Return the hours a year that sections of so many people meet and report, by street."""
    heads = np.array([divisions_used(int(d), int(n)) for d, n in zip(rules.streets.divisions, people, strict=True)])
    each_day = rules.service.meeting_share[Level.STREET] * people * year
    return np.asarray(each_day + meetings_of_sections(rules, heads, people * year, world.calendar.hours_a_day))


def divisions_used(divisions: int, staff: int) -> int:
    """Return how many sections a street has: at least two people in each, so far as there are two."""
    return max(1, min(divisions, staff // 2))


def fold(function: int, divisions: int, functions: int) -> int:
    """Return the section of a function when `divisions` sections are left of `functions` (F3, D1)."""
    return function * divisions // functions


def lay_out(rules: Rules, world: World, filing: Filing, function_of_category: NDArray[np.int64]) -> Rules:
    """Fill in `desk_positions`, `section_staff`, `section_of_category` and `upward_cumulative` of every street.

    Upward work goes to sections so that all start with the same load per head; so far as whole
    people allow, none is overloaded by residents alone.
    """
    streets = rules.streets
    functions = streets.section_staff.shape[1]
    residents = section_hours(rules, world, filing)
    upward = hours_from_above(rules, world)
    section_staff = np.zeros_like(streets.section_staff)
    section_of_category = np.zeros_like(streets.section_of_category)
    upward_cumulative = np.ones_like(streets.upward_cumulative)
    positions = people_at_desk(streets.desk_share, streets.staff)
    for s, people in enumerate(streets.staff - positions):
        used = divisions_used(int(streets.divisions[s]), int(people))
        section = function_of_category * used // functions
        load = np.bincount(section, weights=residents[s], minlength=used)
        even = (load.sum() + upward[s]) / max(int(people), 1)
        staff = staff_sections(int(people), load, even)
        rest = np.maximum(even * staff - load, 0.0)
        shares = rest / rest.sum() if rest.sum() > 0.0 else staff / float(staff.sum())
        section_staff[s, :used] = staff
        section_of_category[s] = section
        upward_cumulative[s, :used] = np.cumsum(shares)
        upward_cumulative[s, used - 1 :] = 1.0
    return rules._replace(
        streets=streets._replace(
            desk_positions=positions,
            section_staff=section_staff,
            section_of_category=section_of_category,
            upward_cumulative=upward_cumulative,
        )
    )


def staff_sections(staff: int, load: NDArray[np.float64], even: float) -> NDArray[np.int64]:
    """Share out `staff` over sections with residents' `load` (h), `even` being the load per head.

    Every section first gets one person and as many as its residents need; then, while people are
    left, a second person; then the rest go where residents weigh most on those present.
    """
    need = np.maximum(1, np.ceil(load / max(even, 1e-300) - 1e-9)).astype(np.int64)
    given = np.ones(len(load), dtype=np.int64)
    left = staff - len(load)
    for target in (need, np.maximum(need, _LEAST_STAFF), None):
        while left > 0:
            short = np.ones(len(load), dtype=bool) if target is None else given < target
            if not short.any():
                break
            weight = np.where(short, load / given, -1.0)
            given[int(np.argmax(weight))] += 1
            left -= 1
    return given
