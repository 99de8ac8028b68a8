"""Offered load that comes from above: top-down work at streets and communities, the departments' own line."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.fate import Array
from sim.rules import Rules, World
from sim.stages import Level
from sim.text import Text


class Line(NamedTuple):
    """One term of the sum.

    Attributes
    ----------
    level : Level
        Who does the work.
    name : str
        Short key of the term.
    title : Text
        What it is.
    hours : float64[offices of the level]
        Hours a year.
    """

    level: Level
    name: str
    title: Text
    hours: Array


def gate_shares(rules: Rules) -> tuple[Array, Array]:
    """Return float64[2, G]: shares of transferred and derived work refused, and relabelled unnoticed."""
    top = rules.top_down
    listed = 1.0 - top.exempt[:, None]
    relabelled = np.where(top.gate > 0.0, listed * top.relabel * (1.0 - top.strictness), 0.0)
    return np.asarray((listed - relabelled) * top.gate), relabelled


def own_line(rules: Rules, days: float) -> Line:
    """Return the departments' own line."""
    hours = rules.departments.own_a_day * days * rules.service.own_hours
    return Line(Level.DEPARTMENT, "own_line", Text(en="own line", zh="本职工作"), hours)


def top_down_lines(rules: Rules, world: World, days: float) -> list[Line]:
    """Return transferred and derived work at streets and communities, and what comes back to its origin."""
    streets, communities, departments, top = rules.streets, rules.communities, rules.departments, rules.top_down
    refused, _ = gate_shares(rules)
    of_department = world.department_district
    tasks = departments.transferred_a_day * departments.pass_share * days * top.transferred_hours
    sheets = departments.derived_a_day * departments.pass_share * days
    districts = len(world.district_departments) - 1
    moved = np.bincount(of_department, weights=tasks * (1.0 - refused[0, of_department]), minlength=districts)
    issued = np.bincount(of_department, weights=sheets * (1.0 - refused[1, of_department]), minlength=districts)
    scale = np.bincount(world.street_district, weights=streets.upward_scale, minlength=districts)
    received = streets.upward_scale / np.maximum(scale, 1e-300)[world.street_district] * moved[world.street_district]
    number = np.diff(world.street_communities)
    home = world.community_street
    district_of_community = world.street_district[home]
    return [
        Line(
            Level.STREET,
            "transferred",
            Text(en="transferred work kept", zh="上级转移任务(自办)"),
            received * (1.0 - top.passed_down),
        ),
        Line(
            Level.STREET,
            "derived",
            Text(en="sheets, ledgers, inspections", zh="报表台账检查"),
            issued[world.street_district] * top.derived_street_hours * streets.upward_scale,
        ),
        Line(
            Level.COMMUNITY,
            "transferred",
            Text(en="transferred work passed on by the street", zh="街道下转任务"),
            (received * top.passed_down / np.maximum(number, 1))[home],
        ),
        Line(
            Level.COMMUNITY,
            "derived",
            Text(en="sheets, ledgers, inspections", zh="报表台账检查"),
            issued[district_of_community] * top.derived_community_hours * communities.upward_scale,
        ),
        Line(
            Level.DEPARTMENT,
            "returned",
            Text(en="transferred work refused and done at its origin", zh="被拒退回自办任务"),
            tasks * refused[0, of_department],
        ),
    ]
