"""Special cases of a town that queueing theory solves, run through the kernel.

Offices are staffed around the clock, arrivals are Poisson, and everything but one or two streams of
work is switched off, and so is every behaviour. The town keeps its sizes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.clock import build_calendar
from sim.engine import Engine
from sim.randomness import EXPONENTIAL
from sim.rules import Residents, Rules, World
from sim.stages import Level
from sim.still import still

_EVERY_HOUR = np.arange(1, 25) / 24.0  # problems arise at an even rate: Poisson
_MANY = 200  # servers: a station at which nobody waits

# Nothing arises: no problem, no top-down and no routine work, no meeting.
SILENCE: dict[str, dict[str, Any]] = {
    "demand": {"problems_a_day": 0.0, "consultations": 0.0},
    "communities": {
        "statutory_a_day": 0.0, "walk_ins_a_day": 0.0, "patrol": 0.0, "deliberation": 0.0, "grids": 0.0,
        "alliance": 0.0, "resources": 0.0,
    },
    "streets": {
        "proactive": 0.0, "training": 0.0, "advice": 0.0, "authority": 0.0, "dispatch": 0, "committee_days": 0.0,
        "layers": 0.0, "reporting": 0.0,
    },
    "handlers": {"servers": 0},
    "departments": {"own_a_day": 0.0, "derived_a_day": 0.0, "transferred_a_day": 0.0},
    "service": {"meeting_share": 0.0, "piece_hours": 0.0},
}  # fmt: skip


def changed(rules: Rules, overrides: dict[str, dict[str, Any]]) -> Rules:
    """Return rules with fields of their parts replaced; a number fills an array.

    Parameters
    ----------
    overrides
        By part of the rules fields and their values; `families` and `grounds` go under "rules".
    """
    for part, fields in overrides.items():
        old: Any = rules if part == "rules" else getattr(rules, part)
        new: Any = old._replace(**{name: _fill(getattr(old, name), value) for name, value in fields.items()})
        whole: dict[str, Any] = {part: new}
        rules = new if part == "rules" else rules._replace(**whole)
    return rules


def together(*overrides: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Lay overrides on one another, the later ones on top, part by part."""
    joined: dict[str, dict[str, Any]] = {}
    for one in overrides:
        for part, fields in one.items():
            joined[part] = {**joined.get(part, {}), **fields}
    return joined


def round_the_clock(world: World, days: int) -> World:
    """Return the world with offices and contact desks staffed at all hours of all days from day 0 on."""
    always = build_calendar(-200, days + 60, [(0.0, 24.0)], frozenset(), weekend=())
    return world._replace(calendar=always, duty=always)


def own_line(rates: NDArray[np.float64], staff: NDArray[np.int64], hours: float) -> dict[str, dict[str, Any]]:
    """Return overrides: every department as M/M/c, with own-line jobs at `rates` a day."""
    return {
        "departments": {"own_a_day": rates, "staff": staff},
        "service": {"shape": EXPONENTIAL, "own_hours": hours},
    }


def windows(
    rates: NDArray[np.float64], staff: NDArray[np.int64], hours: float, shape: int
) -> dict[str, dict[str, Any]]:
    """Return overrides: every community as one queue of statutory work at `rates` a day."""
    return {
        "communities": {"statutory_a_day": rates, "staff": staff},
        "service": {"shape": shape, "statutory_hours": hours},
    }


def upward(world: World, street: int, rate: float, hours: float) -> dict[str, dict[str, Any]]:
    """Return overrides: the first section of a street as M/M/c, with transferred tasks at `rate` a day."""
    scale = np.full(len(world.street_district), 1e-12)
    scale[street] = 1.0
    rates = np.zeros(len(world.department_district))
    rates[int(world.district_departments[world.street_district[street]])] = rate
    return {
        "streets": {"upward_scale": scale, "upward_cumulative": 1.0, "lending": 0.0},
        "departments": {"transferred_a_day": rates, "pass_share": 1.0},
        "top_down": {
            "passed_down": 0.0,
            "gate": 0.0,
            "admission_days": 0.0,
            "relabel": 0.0,
            "transferred_hours": hours,
        },
        "service": {"shape": EXPONENTIAL},
    }


def letters_beside_own_line(
    world: World, rules: Rules, department: int, own: tuple[float, float], letters: tuple[float, float]
) -> dict[str, dict[str, Any]]:
    """Return overrides: one officer of a department, own line and letters as they come.

    Parameters
    ----------
    own, letters
        (jobs a day, mean hours). Letters come from problems of the department's district, through
        streets at which nobody waits.
    """
    district = world.department_district[department]
    home = (world.street_district[world.community_street] == district).astype(np.float64)
    categories, width = rules.categories.lead_cumulative.shape
    rates = np.zeros(len(world.department_district))
    rates[department] = own[0]
    lead = np.arange(width) >= department - int(world.district_departments[district])
    return {
        "demand": {
            "problems_a_day": letters[0] / (home.sum() * categories) * home[:, None], "season": 1.0,
            "hour_cumulative": _EVERY_HOUR, "further_affected": 0.0, "report_base": 1.0 - 1e-12, "channel_reach": 1.0,
            "channel_delay": 1.0, "severity": 0.0, "refile": 0.0, "explain_share": 0.0, "dispatch_hours": 1.0,
        },
        "categories": {
            "authority_cumulative": [0.0, 0.0, 1.0], "grade_cumulative": [0.0, 0.0, 1.0, 1.0],
            "solvability_cumulative": 1.0, "number_cumulative": 1.0, "lead_cumulative": lead,
            "department_hours": letters[1],
        },
        "streets": {
            "whistle": 0.0, "whistle_solvable": 0.0, "delegated": 0.0, "stationed": 0.0, "section_staff": _MANY,
            "desk_positions": _MANY, "accuracy": 1.0, "professional": 0.0,
        },
        "departments": {"own_a_day": rates, "staff": 1, "acceptance": 1.0},
        "service": {
            "shape": EXPONENTIAL, "own_hours": own[1], "take_up": 1.0, "letter_tray": 1e12, "quality": 1.0,
            "letter_hours": 0.0,
        },
    }  # fmt: skip


def unit_of(world: World, rules: Rules, level: Level, office: int, section: int = 0) -> int:
    """Return the number of an office's unit in the kernel's table."""
    communities, streets = len(world.community_street), len(world.street_district)
    sections = rules.streets.section_staff.shape[1]
    if level == Level.COMMUNITY:
        return office
    if level == Level.STREET:
        return communities + office * sections + section
    return communities + streets * (sections + 1) + office


def numbers_by_batch(
    town: tuple[World, Rules, Residents], units: list[int], seed: int, days: int, warm_up: int, batches: int
) -> NDArray[np.float64]:
    """Run a reduced town and return the mean number at each unit in each batch, float64[batches, units].

    Parameters
    ----------
    days
        At most some 16,000: days are packed into 14 bits.
    warm_up
        Days left out at the start, when the town is empty.
    """
    return watch(opened(town, seed, days), units, warm_up, batches)


def opened(town: tuple[World, Rules, Residents], seed: int, days: int) -> Engine:
    """Return the engine of a reduced town, empty and open, on the morning of day 0."""
    world, rules, residents = town
    engine = Engine(world, still(rules), residents, seed, 0, days)
    engine.open_offices()
    return engine


def watch(engine: Engine, units: list[int], warm_up: int, batches: int) -> NDArray[np.float64]:
    """Run an engine through all its days and return what `numbers_by_batch` returns."""
    days = engine.last_day
    length = (days - warm_up) // batches
    marks = []
    for day in range(days):
        if day >= warm_up and (day - warm_up) % length == 0:
            marks.append(_jobs_hours(engine, units, 24.0 * day))
        engine.begin_day(day)
        engine.advance(24.0 * (day + 1))
    marks.append(_jobs_hours(engine, units, 24.0 * days))
    return np.asarray(np.diff(np.array(marks[: batches + 1]), axis=0) / (24.0 * length))


def _jobs_hours(engine: Engine, units: list[int], time: float) -> NDArray[np.float64]:
    u = engine.town.units[units]
    return np.asarray(u["inside_integral"] + u["inside"] * (time - u["inside_since"]))


def _fill(old: Any, value: Any) -> Any:
    """Give a new value the shape and type of the old one."""
    if not isinstance(old, np.ndarray):
        return type(old)(value)
    return np.ascontiguousarray(np.broadcast_to(np.asarray(value, dtype=old.dtype), old.shape))
