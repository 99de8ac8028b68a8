"""Offices sized to their work: what fills them is fitted to their people, or people to what is expected."""

from __future__ import annotations

import numpy as np

from scenarios.geography import Geography
from scenarios.geography_schema import Quantiles
from scenarios.place_schema import Place
from sim.apportion import apportion
from sim.filing import Filing
from sim.flows import staffed_days
from sim.load import hours_from_above, offered_load, section_hours
from sim.rules import Rules, World
from sim.stages import Level

_LEAST_SCALE = 0.05  # no street or community is spared all work from above


def size_departments(place: Place, world: World, rules: Rules) -> Rules:
    """Set the departments' own line and what they pass down; streets' capacity is theirs to fill."""
    table, departments = place.top_down, rules.departments
    days = staffed_days(world.calendar)
    year = days * world.calendar.hours_a_day
    staff = _street_staff_total(place, rules)
    sheets = np.array([d.sheets for d in place.departments])
    transferred = np.array([d.transferred for d in place.departments], dtype=np.float64)
    kept = max(1.0 - table.passed_down.value, 1e-9)
    tasks = table.transferred_share.value * staff * year / kept / table.transferred_hours.value
    return rules._replace(
        departments=departments._replace(
            own_a_day=place.department_work.own_share.value
            * departments.staff
            * world.calendar.hours_a_day
            / place.service.own_hours.value,
            derived_a_day=table.sheets_a_year.value * sheets / sheets.sum() / days / departments.pass_share,
            transferred_a_day=tasks * transferred / transferred.sum() / days / departments.pass_share,
        ),
        top_down=rules.top_down._replace(
            derived_street_hours=table.derived_share.value
            * staff
            * year
            / table.sheets_a_year.value
            / len(rules.streets.staff)
        ),
    )


def _street_staff_total(place: Place, rules: Rules) -> int:
    if isinstance(place.geography, Quantiles):
        return place.geography.street_staff.value
    return int(rules.streets.staff.sum())


def size_streets(place: Place, geography: Geography, world: World, rules: Rules, filing: Filing) -> Rules:
    """Allot staff to the expected load and give each street the work from above that it has hands for."""
    issues = section_hours(rules, world, filing).sum(axis=1)
    total = float(hours_from_above(rules, world).sum())
    staff = rules.streets.staff
    if geography.staff is None:
        expected = issues + total * geography.street_residents / geography.street_residents.sum()
        table = place.streets
        staff = apportion(_street_staff_total(place, rules), expected, table.least_staff.value, table.most_staff.value)
    even = (issues.sum() + total) / staff.sum()
    scale = np.maximum(even * staff - issues, _LEAST_SCALE * total / len(staff))
    streets = rules.streets._replace(staff=staff, upward_scale=scale / scale.mean())
    return rules._replace(streets=streets)


def size_communities(place: Place, world: World, rules: Rules, filing: Filing) -> Rules:
    """Fill communities: statutory work, walk-ins up to the residents' share, the rest from above."""
    table, days = place.communities, staffed_days(world.calendar)
    capacity = rules.communities.staff * days * world.calendar.hours_a_day
    lines = {x.name: x.hours for x in offered_load(rules, world, filing).lines if x.level == Level.COMMUNITY}
    statutory = table.statutory_share.value * capacity
    walk_ins = np.maximum(table.residents_share.value * capacity - lines["tickets"], 0.0)
    total = place.top_down.community_share.value * capacity.sum()
    derived = total - lines["transferred"].sum()
    others = statutory + walk_ins + lines["tickets"] + lines["transferred"]
    even = (others.sum() + derived) / capacity.sum()
    scale = np.maximum(even * capacity - others, _LEAST_SCALE * derived / len(capacity))
    scale /= scale.mean()
    return rules._replace(
        communities=rules.communities._replace(
            upward_scale=scale,
            statutory_a_day=statutory / days / place.service.statutory_hours.value,
            walk_ins_a_day=walk_ins / days / place.service.walk_in_hours.value,
        ),
        top_down=rules.top_down._replace(
            derived_community_hours=derived / place.top_down.sheets_a_year.value / len(capacity)
        ),
    )
