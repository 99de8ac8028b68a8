"""From scenario and place to dated rules: the only arrow on which levers live."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenarios.base_rules import Built, build
from scenarios.levers import Lever
from scenarios.levers.base import Offices
from scenarios.place import Place
from scenarios.scenario import Scenario
from sim.errors import BadInput, Fault, unknown
from sim.filing import Filing
from sim.organisation import lay_out
from sim.rules import Residents, Rules, World

FROM_THE_START = -(10**9)
_LAID_OUT = ("section_staff", "section_of_category", "upward_cumulative")


class Compiled(NamedTuple):
    """A scenario in machine form.

    Attributes
    ----------
    world, residents
        The place; the same under every scenario.
    dated
        (day, rules), ascending; the first entry's day is `FROM_THE_START`, its rules are those of
        day 0 and of all days before it.
    filing
        How many rows a problem is expected to bring, for load arithmetic.
    """

    world: World
    residents: Residents
    dated: tuple[tuple[int, Rules], ...]
    filing: Filing


def build_world(place: Place, first_day: int, last_day: int) -> Built:
    """Return world, residents and base rules of a place, before any lever; treat them as read-only.

    The last two places built are kept, so that base and reform of a run share one.
    """
    return _built(place.model_dump_json(), first_day, last_day)


@lru_cache(maxsize=2)
def _built(place: str, first_day: int, last_day: int) -> Built:
    return build(Place.model_validate_json(place), first_day, last_day)


def compile_scenario(
    scenario: Scenario, place: Place, first_day: int, last_day: int, built: Built | None = None
) -> Compiled:
    """Work out the rules of every date.

    Parameters
    ----------
    first_day, last_day
        What the calendar must cover, both included: about 200 days more than the run on either side.
    built
        The place, if it is already built for the same days; scenarios of one study share it.

    Raises
    ------
    BadInput
        Two levers change the same thing without saying how that combines, or a district is unknown.
    """
    base = built or build_world(place, first_day, last_day)
    levers = checked_levers(scenario, place)
    days = sorted({day for lever in levers for day in lever.change_days() if day > 0})
    dated = [(FROM_THE_START, enact(levers, base, place, 0))]
    for day in days:
        if day <= last_day:
            dated.append((day, enact(levers, base, place, day, dated[-1][1])))
    return Compiled(base.world, base.residents, tuple(dated), base.filing)


def checked_levers(scenario: Scenario, place: Place) -> list[Lever]:
    """Return the levers that change something.

    Raises
    ------
    BadInput
        Two change the same thing without saying how that combines, or a district is unknown.
    """
    levers = [lever for lever in scenario.levers.values() if not lever.is_neutral()]
    _refuse_clashes(levers, scenario)
    _refuse_unknown_districts(levers, scenario, place)
    return levers


def enact(
    levers: Sequence[Lever], base: Built, place: Place, day: int, before: Rules | None = None
) -> Rules:
    """Return the rules of `day`: every lever enacted on the base in order, streets laid out anew if need be.

    While people and divisions stay as they were in the rules `before`, so do the sections.
    """
    offices = offices_of(base.world)
    rules = base.rules
    for lever in levers:
        s = lever.in_force(day, place.geography.districts)
        if (s > 0.0).any():
            rules = lever.enact(rules, s, offices)
    if not _reorganised(base.rules, rules):
        return rules
    if before is None or _reorganised(before, rules):
        return lay_out(rules, base.world, base.filing, base.function_of_category)
    laid_out = {name: getattr(before.streets, name) for name in _LAID_OUT}
    return rules._replace(streets=rules.streets._replace(**laid_out))


def offices_of(world: World) -> Offices:
    """Return who belongs to which district."""
    return Offices(
        world.street_district,
        world.community_street,
        world.street_district[world.community_street],
        world.department_district,
    )


def _reorganised(old: Rules, new: Rules) -> bool:
    return not (
        _same(old.streets.staff, new.streets.staff) and _same(old.streets.divisions, new.streets.divisions)
    )


def _same(old: NDArray[np.int64], new: NDArray[np.int64]) -> bool:
    return old is new or bool((old == new).all())


def _refuse_clashes(levers: Sequence[Lever], scenario: Scenario) -> None:
    """Refuse two levers on one rule quantity unless both say, alike, how they combine."""
    faults = []
    for one, other in combinations(levers, 2):
        for quantity in one.writes.keys() & other.writes.keys():
            how = one.writes[quantity]
            if how is None or how != other.writes[quantity]:
                faults.append(
                    Fault(
                        f"levers '{one.name}' and '{other.name}' both change {quantity} "
                        "and do not say how that combines",
                        f"抓手“{one.name}”与“{other.name}”都改变 {quantity},且未说明如何合并",
                    )
                )
    if faults:
        raise BadInput(faults, scenario.name)


def _refuse_unknown_districts(levers: Sequence[Lever], scenario: Scenario, place: Place) -> None:
    names, faults = place.geography.districts, []
    for lever in levers:
        key = f"{lever.name}.districts"
        origin = scenario.origins.get(key, scenario.name)
        for name in lever.districts:
            if name not in names:
                fault = unknown(("district", "区"), name, names)
                faults.append(Fault(f"{origin}: {key}: {fault.en}", f"{origin}:{key}:{fault.zh}"))
    if faults:
        raise BadInput(faults)
