"""What a town has lived, kept so that several futures can begin from it.

Worlds that differ only in what happens from some day on share all the days before. A `Past` holds what a model carries
over that day: tables, what residents have learnt, what offices remember. Bytes are those of the long way.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.kernel import state
from sim.rules import Rules

if TYPE_CHECKING:
    from sim.model import StreetModel

Dated = list[tuple[int, Rules]]


class Past(NamedTuple):
    """A town at the start of a day, before anything of that day has happened.

    Attributes
    ----------
    day : int
        Days before it have been lived; what is due on it is still to come.
    lived : list of (day, Rules)
        Rules that came into force on days before it.
    rules : Rules
        Those in force.
    of : tuple
        Burn-in scenario, place, seed, first and last day, behaviours switched off: a future must share them.
    tables : dict of ndarray
        The kernel's tables, of growing ones the rows in use.
    trust, expected_days : ndarray
        What residents have learnt.
    mean_trust : float
    memories : list of dict
        What each institution carries from one decision to the next, then the ranking.
    decisions : list of tuple
    collected : dict of list
        What Mesa's collector has gathered.
    """

    day: int
    lived: Dated
    rules: Rules
    of: tuple[Any, ...]
    tables: dict[str, np.ndarray]
    trust: np.ndarray
    expected_days: np.ndarray
    mean_trust: float
    memories: list[dict[str, Any]]
    decisions: list[tuple[float, ...]]
    collected: dict[str, list[Any]]


def identity(model: StreetModel) -> tuple[Any, ...]:
    """Return what two models must share for one to go on from the other's past."""
    span = (model.first_day, model.last_day)
    return (model.base_scenario, model.place, model.town_seed, *span, tuple(sorted(model.without)))


def keep(model: StreetModel) -> Past:
    """Return what a model has lived so far; the model can go on."""
    engine = model.engine
    return Past(
        day=model.day,
        lived=[(day, rules) for day, rules in model.dated if day < model.day],
        rules=model.rules,
        of=identity(model),
        tables=state.in_use(engine.town),
        trust=engine.residents.trust.copy(),
        expected_days=engine.residents.expected_days.copy(),
        mean_trust=engine.mean_trust,
        memories=[deepcopy(actor.memory) for actor in model.remembering],
        decisions=list(model.decisions),
        collected=deepcopy(model.datacollector.model_vars),
    )


def shared_days(first: Dated, second: Dated) -> int | None:
    """Return the day up to which two towns live under the same rules; None: they always do."""
    for (day, rules), (other_day, other_rules) in zip(first, second, strict=False):
        if day != other_day or not same_rules(rules, other_rules):
            return min(day, other_day)
    rest = (first if len(first) > len(second) else second)[min(len(first), len(second)) :]
    return rest[0][0] if rest else None


def same_rules(one: Any, other: Any) -> bool:
    """Tell whether two sets of rules, or two parts of them, hold the same numbers."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(same_rules(mine, yours) for mine, yours in zip(one, other, strict=True))
    return bool(np.array_equal(one, other, equal_nan=np.asarray(one).dtype.kind == "f"))


def begin_from(model: StreetModel, past: Past) -> None:
    """Give a model that has just been built the days of a past.

    Raises
    ------
    ValueError
        If the model could not have lived them.
    """
    if identity(model) != past.of:
        raise ValueError("a future begins from a past of the same burn-in, place, seed, days and behaviours")
    mine = [(day, rules) for day, rules in model.dated if day < past.day]
    if shared_days(mine, past.lived) is not None:
        raise ValueError(f"before day {past.day} this scenario has lived under other rules")
    engine = model.engine
    model.rules = past.rules
    engine.set_rules(past.rules, 24.0 * past.day, staff=False)
    engine.town = state.filled(engine.town, past.tables)
    engine.residents.trust[:] = past.trust
    engine.residents.expected_days[:] = past.expected_days
    engine.mean_trust = past.mean_trust
    for actor, memory in zip(model.remembering, past.memories, strict=True):
        vars(actor).update(deepcopy(memory))
    model.decisions = list(past.decisions)
    model.datacollector.model_vars = deepcopy(past.collected)
