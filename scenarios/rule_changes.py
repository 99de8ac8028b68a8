"""What two scenarios differ in once they are compiled: rule quantities by date, as means over offices."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from scenarios.compile import Compiled
from sim.rules import Rules
from sim.stages import Family, Ground

# Laid out from staff and divisions: told as the number of sections.
_DERIVED = ("streets.section_of_category", "streets.upward_cumulative")
_COLUMNS = {"families": Family, "grounds": Ground}
SECTIONS = "streets.sections"


class Quantity(NamedTuple):
    """A rule quantity over its offices."""

    mean: float
    low: float
    high: float


class Change(NamedTuple):
    """From `day` on, until a later change, a quantity differs between two scenarios.

    Attributes
    ----------
    day : int
    name : str
        "part.field" of `Rules`; "families.enforcement" and the like for flags.
    before, after : Quantity
        In the first and in the second scenario.
    """

    day: int
    name: str
    before: Quantity
    after: Quantity


def rule_changes(one: Compiled, other: Compiled) -> tuple[Change, ...]:
    """Return, date by date, what newly differs; equal quantities that differed before are told, too."""
    days = sorted({max(day, 0) for compiled in (one, other) for day, _ in compiled.dated})
    found: list[Change] = []
    told: dict[str, tuple[Quantity, Quantity]] = {}
    for day in days:
        mine, theirs = dict(_quantities(rules_at(one, day))), dict(_quantities(rules_at(other, day)))
        for name, array in mine.items():
            pair = (_summed(array), _summed(theirs[name]))
            same = array.shape == theirs[name].shape and bool((array == theirs[name]).all())
            if (same and name not in told) or told.get(name) == pair:
                continue
            if not same or told[name][0] != told[name][1]:
                found.append(Change(day, name, *pair))
            told[name] = pair
    return tuple(found)


def rules_at(compiled: Compiled, day: int) -> Rules:
    """Return the rules in force on a day."""
    return [rules for begins, rules in compiled.dated if begins <= day][-1]


def _quantities(rules: Rules) -> Iterator[tuple[str, Any]]:
    for part in rules._fields:
        value = getattr(rules, part)
        if part in _COLUMNS:
            for member in _COLUMNS[part]:
                yield f"{part}.{member.name.lower()}", np.asarray(value)[:, member]
            continue
        for field in value._fields:
            name = f"{part}.{field}"
            if name == "streets.section_staff":
                yield SECTIONS, (value.section_staff > 0).sum(axis=1)
            elif name not in _DERIVED:
                yield name, np.asarray(getattr(value, field))


def _summed(array: Any) -> Quantity:
    values = np.asarray(array, dtype=np.float64)
    return Quantity(math.fsum(values.flat) / values.size, float(values.min()), float(values.max()))
