"""From scenario and place to dated rules: the only arrow on which levers live."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from typing import Any, NamedTuple

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
_DECIDES = ("staff", "divisions", "desk_share")  # how people are laid out
_LAID_OUT = ("desk_positions", "section_staff", "section_of_category", "upward_cumulative")


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
    stretches = checked_stretches(scenario, place)
    dated: list[tuple[int, Rules]] = []
    for at, (begins, levers) in enumerate(stretches):
        ends = stretches[at + 1][0] if at + 1 < len(stretches) else last_day + 1
        for day in _days(begins, ends, levers):
            before = dated[-1][1] if dated else None
            rules = enact(levers, base, place, day, before)
            if before is None:
                dated.append((FROM_THE_START, rules))
            elif day > begins or not _equal(before, rules):  # a phase that changes nothing is no date
                dated.append((day, rules))
    return Compiled(base.world, base.residents, tuple(dated), base.filing)


def checked_stretches(scenario: Scenario, place: Place) -> list[tuple[int, tuple[Lever, ...]]]:
    """Return from which day on which levers change something, their own days those of the run.

    Raises
    ------
    BadInput
        Two change the same thing without saying how that combines, or a district is unknown.
    """
    stretches = scenario.stretches()
    for stretch in stretches:
        levers = stretch.scenario.pulled()
        _refuse_clashes(levers, stretch.scenario)
        _refuse_unknown_districts(levers, stretch.scenario, place)
    return [(stretch.day, stretch.dated()) for stretch in stretches]


def last_change(scenario: Scenario, place: Place) -> int:
    """Return the last day on which rules may change, 0 if they never do; raises as `checked_stretches`."""
    days = [
        (begins, *(d for lever in levers for d in lever.change_days()))
        for begins, levers in checked_stretches(scenario, place)
    ]
    return max(max(of_stretch) for of_stretch in days)


def _days(begins: int, ends: int, levers: Sequence[Lever]) -> list[int]:
    """Return the days of a stretch on which its rules are worked out, its own first day included."""
    changes = {day for lever in levers for day in lever.change_days() if begins < day < ends}
    return sorted(changes | ({begins} if begins < ends else set()))


def _equal(one: Any, other: Any) -> bool:
    """Tell whether two parts of rules are the same to the byte."""
    if hasattr(one, "_fields"):
        return all(_equal(mine, its) for mine, its in zip(one, other, strict=True))
    return one is other or np.asarray(one).tobytes() == np.asarray(other).tobytes()


def enact(levers: Sequence[Lever], base: Built, place: Place, day: int, before: Rules | None = None) -> Rules:
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
    return not all(_same(getattr(old.streets, name), getattr(new.streets, name)) for name in _DECIDES)


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
                        en=f"levers '{one.name}' and '{other.name}' both change {quantity} "
                        "and do not say how that combines",
                        zh=f"抓手“{one.name}”与“{other.name}”都改变 {quantity},且未说明如何合并",
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
                faults.append(Fault(en=f"{origin}: {key}: {fault.en}", zh=f"{origin}:{key}:{fault.zh}"))
    if faults:
        raise BadInput(faults)
