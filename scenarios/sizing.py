"""Offices sized to their work: what fills them is fitted to their people, or people to what is expected."""

from __future__ import annotations

import numpy as np

from scenarios.geography import Geography
from scenarios.place_schema import Place
from sim.apportion import apportion
from sim.filing import Filing
from sim.flows import staffed_days
from sim.load import hours_from_above, offered_load, section_hours
from sim.organisation import hours_of_meetings, people_at_desk
from sim.rules import Rules, World
from sim.stages import Level

_LEAST_SCALE = 0.05  # no community is spared all work from above
STAFF_GOES_BY = 0.7  # power of the expected hours: assumption


def size_departments(place: Place, geography: Geography, world: World, rules: Rules) -> Rules:
    """Set the departments' own line and what they pass down, which goes by the streets' residents."""
    table, departments = place.top_down, rules.departments
    days = staffed_days(world.calendar)
    residents = geography.street_residents
    sheets = np.array([d.sheets for d in place.departments])
    transferred = np.array([d.transferred for d in place.departments], dtype=np.float64)
    kept = max(1.0 - table.passed_down.value, 1e-9)
    tasks = table.transferred_a_resident.value * residents.sum() / kept / table.transferred_hours.value
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
            derived_street_hours=table.sheets_a_resident.value * residents.mean() / table.sheets_a_year.value
        ),
        streets=rules.streets._replace(upward_scale=residents / residents.mean()),
    )


def size_streets(place: Place, geography: Geography, world: World, rules: Rules, filing: Filing) -> Rules:
    """Staff streets for what they have to do: together they stand at the declared load, one by one they do not.

    People go by expected hours to the power 0.7: busier streets have more people, and more to do for each.
    """
    if geography.staff is not None:
        return rules._replace(streets=rules.streets._replace(staff=geography.staff))
    table, hours = place.streets, section_hours(rules, world, filing).sum(axis=1) + hours_from_above(rules, world)
    least, most = table.least_staff.value, table.most_staff.value
    year = staffed_days(world.calendar) * world.calendar.hours_a_day
    total = int(hours.sum() / (year * table.load.value)) + len(hours)  # without desks and meetings: too few
    while True:
        total = min(total, most * len(hours))
        staff = apportion(total, hours**STAFF_GOES_BY, least, most)
        people = staff - people_at_desk(rules.streets.desk_share, staff)
        needed = (hours + hours_of_meetings(rules, world, people, year)).sum()
        if total == most * len(hours) or needed <= table.load.value * year * people.sum():
            return rules._replace(streets=rules.streets._replace(staff=staff))
        total += 1


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
