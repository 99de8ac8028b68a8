"""What every lever does alone: the worlds that show it, and what the difference between them says.

A lever is added at its strong setting to the scenario it is shown in, with what must be in force besides; both
worlds have lived the burn-in without it. Its doses are the same with one field at other values.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from docs.evidence.worlds import World, as_text, settings_of
from experiments.answer.statistics import Difference, paired_difference
from experiments.words.verdicts import Verdict
from scenarios.levers import Lever

# The three families of results (experiments/question/measures.py), each by its plainest measures.
HEADLINES = (
    "street_funnel_share",
    "passed_down_hours",
    "median_hours_to_check_in",
    "restricted_mean_days_30",
    "resolution_rate",
    "true_resolution_rate",
    "satisfaction_rate",
    "true_satisfaction_rate",
    "silent_share",
    "mean_trust",
)


class Finding(StrEnum):
    """What measuring says of a declared direction; values are part of the data format."""

    AS_DECLARED = "as declared"
    OPPOSITE = "opposite"
    INDISTINGUISHABLE = "not distinguishable from zero"
    UP = "up"  # of a measure whose direction was left open
    DOWN = "down"
    UNKNOWN = "cannot be told"  # no interval


class LeverWorlds(NamedTuple):
    """The worlds that show one lever.

    Attributes
    ----------
    lever : type of Lever
    base, strong : World
        Without it and with it.
    doses : tuple of (value, World)
        In the order declared.
    measures : tuple of str
        The declared one first.
    """

    lever: type[Lever]
    base: World
    strong: World
    doses: tuple[tuple[Any, World], ...]
    measures: tuple[str, ...]


def worlds_of(lever: type[Lever]) -> LeverWorlds:
    """Return the worlds that show a lever."""
    base = World(lever.shown_in, settings_of(lever.given))
    doses = () if lever.doses is None else lever.doses.values
    field = "" if lever.doses is None else lever.doses.field
    return LeverWorlds(
        lever,
        base,
        _with(base, lever, lever.strong),
        tuple((value, _with(base, lever, {**lever.strong, field: value})) for value in doses),
        tuple(dict.fromkeys((lever.effect.measure, *HEADLINES))),
    )


def _with(base: World, lever: type[Lever], values: Any) -> World:
    """Return the world with the lever at some values; the base itself where they change nothing."""
    settings = {name: value for name, value in values.items() if value is not None}
    if lever(**settings).is_neutral() and not any(name.startswith(f"{lever.name}.") for name, _ in base.given):
        return base
    return base._replace(added=settings_of({f"{lever.name}.{name}": value for name, value in settings.items()}))


def finding(found: Difference, sign: int) -> Finding:
    """Hold a difference against a declared sign; 0 leaves the direction open."""
    if found.verdict in (Verdict.NO_INTERVAL, Verdict.MISSING):
        return Finding.UNKNOWN
    if found.low <= 0.0 <= found.high:
        return Finding.INDISTINGUISHABLE
    up = found.low > 0.0
    if sign == 0:
        return Finding.UP if up else Finding.DOWN
    return Finding.AS_DECLARED if up == (sign > 0) else Finding.OPPOSITE


def row(
    measure: str, sign: int, base: Sequence[dict[str, float]], other: Sequence[dict[str, float]]
) -> dict[str, Any]:
    """Return one measure's paired difference as a row of data; equal positions are the same replication."""
    found = paired_difference([run[measure] for run in base], [run[measure] for run in other], None)
    return {
        "measure": measure,
        "without": found.base_mean,
        "with": found.mean,
        "difference": found.difference,
        "low": found.low,
        "high": found.high,
        "pairs": found.pairs,
        "finding": finding(found, sign).value,
    }


def declaration(lever: type[Lever]) -> dict[str, Any]:
    """Return what a lever declares about its main effect, as plain text."""
    doses = [] if lever.doses is None else [lever.doses.field, *map(as_text, lever.doses.values)]
    return {
        "clause": lever.clause,
        "effect": [lever.effect.measure, str(lever.effect.sign)],
        "strong": {name: as_text(value) for name, value in lever.strong.items()},
        "shown_in": lever.shown_in,
        "given": {name: as_text(value) for name, value in lever.given.items()},
        "doses": doses,
    }
