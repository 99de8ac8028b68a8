"""Tells whether the numbers in documents still follow from the model: short runs now against short runs then.

Not the source text counts but what it does: a comment changes nothing, a formula does. For every contrast a short
run of either world is kept, to six significant digits, with what was declared. A change that only shows later
than the short run lasts, or in another place, is not noticed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from docs.evidence.levers.effects import declaration, worlds_of
from docs.evidence.numbers import rounded
from docs.evidence.worlds import Runs, Span, Task, World
from scenarios.levers import LEVERS, Lever

# Long enough for a month's decisions and for rates, which leave out the last 30 days.
SHORT = Span("classroom", 45, 7)
SEED = 1
_TOLERANCE = 2e-6  # one in the last of six digits, by which platforms may differ


class Contrast(NamedTuple):
    """Two worlds that documents compare, by a name of its own."""

    name: str
    base: World
    other: World
    measures: tuple[str, ...]
    declared: Mapping[str, Any]


def of_lever(lever: type[Lever]) -> Contrast:
    """Return the contrast of a lever's main effect."""
    worlds = worlds_of(lever)
    return Contrast(f"lever {lever.name}", worlds.base, worlds.strong, worlds.measures, declaration(lever))


def lever_contrasts() -> list[Contrast]:
    """Return the contrasts of all levers."""
    return [of_lever(lever) for lever in LEVERS]


def marks(contrasts: Iterable[Contrast]) -> dict[str, dict[str, Any]]:
    """Return what each contrast's numbers depend on, by name: declarations and the measures of short runs."""
    asked = list(contrasts)
    runs = Runs(None).finish(Task(world, SHORT, SEED) for c in asked for world in (c.base, c.other))

    def short(world: World, measures: tuple[str, ...]) -> dict[str, str]:
        found = runs[Task(world, SHORT, SEED)]
        return {name: rounded(found[name]) for name in measures}

    return {
        c.name: {"declared": dict(c.declared), "without": short(c.base, c.measures), "with": short(c.other, c.measures)}
        for c in asked
    }


def stale(now: Mapping[str, Mapping[str, Any]], kept: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return by name why kept numbers no longer hold: never measured, declared otherwise, or moved."""
    found = {}
    for name, mark in now.items():
        reason = "not measured yet" if name not in kept else _reason(mark, kept[name])
        if reason:
            found[name] = reason
    gone = [name for name in kept if name not in now]
    return found | dict.fromkeys(gone, "is there no more")


def _reason(now: Mapping[str, Any], kept: Mapping[str, Any]) -> str:
    if now["declared"] != kept["declared"]:
        return "declared otherwise"
    for side in ("without", "with"):
        for measure, value in now[side].items():
            old = kept[side].get(measure)
            if old is None or not _same(value, old):
                return f"{measure} of the short run {side} it was {old}, is {value}"
    return ""


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    return bool(one and other) and math.isclose(float(one), float(other), rel_tol=_TOLERANCE)
