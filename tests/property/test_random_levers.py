"""Laws 1, 2, 4 and 7 under random sets of levers: all that their declarations allow, on towns small enough to read."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings

from scenarios.levers import LEVERS
from scenarios.levers.base import Lever
from sim.engine import Engine
from sim.kernel.state import hours_of
from sim.model import StreetModel
from sim.stages import Status, Work
from tests.property.asked import table
from tests.property.drawn import STREETS, Drawn, compiled, drawn_towns, live
from tests.property.hours import assert_hours_balance
from tests.property.random_laws import (
    before_its_day_a_reform_is_its_base,
    candidates_are_the_base_s,
    hours_balance,
    neutral_levers_change_nothing,
    nothing_but_the_seed_matters,
    rows_are_conserved,
)

Law = Callable[[Drawn], StreetModel]
LAWS: tuple[tuple[Law, int], ...] = (
    (hours_balance, 15),
    (rows_are_conserved, 15),
    (nothing_but_the_seed_matters, 8),
    (neutral_levers_change_nothing, 8),
    (candidates_are_the_base_s, 8),
    (before_its_day_a_reform_is_its_base, 12),
)
MANY = 350  # as many as it takes to see every lever and every kind of work, and more


def draws(number: int) -> settings:
    return settings(
        max_examples=number, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )


class Tally:
    """What the draws of one test brought, so that no law holds because nothing happened."""

    def __init__(self) -> None:
        self.refused = 0
        self.levers: Counter[str] = Counter()
        self.hours = np.zeros(len(Work))
        self.status = np.zeros(len(Status), int)
        self.evaluated = self.reopened = 0

    def note(self, drawn: Drawn, model: StreetModel) -> None:
        town = model.engine.town
        self.levers.update(name for name, lever in drawn.reform.levers.items() if not lever.is_neutral())
        self.hours += hours_of(town).sum(axis=(0, 1))
        self.status += np.bincount(table(town, "issues")["status"], minlength=len(Status))
        self.evaluated += int((~np.isnan(table(town, "whistles")["evaluated_at"])).sum())
        self.reopened += int((table(town, "issues")["visits"] > 0).sum())


def hold(law: Law, number: int) -> Tally:
    """Hold a law against random towns; sets of levers that clash are refused by name, counted and not run."""
    tally = Tally()

    @draws(number)
    @given(drawn_towns)
    def holds(drawn: Drawn) -> None:
        if drawn.clashes():
            tally.refused += 1
        else:
            tally.note(drawn, law(drawn))

    holds()
    return tally


held = cache(hold)


# A few draws, for a first word; the slow proofs below take hundreds for each law.
@pytest.mark.parametrize(("law", "number"), LAWS, ids=lambda x: getattr(x, "__name__", ""))
def test_a_law_holds_whatever_levers_are_pulled(law, number):
    tally = held(law, number)
    assert tally.refused < number / 2
    assert tally.evaluated > 0 and tally.reopened > 0


@pytest.mark.slow
def test_draws_reach_every_lever_and_every_kind_of_work():
    """What the laws are held against: nothing is left out because no draw comes near it."""
    tally = held(rows_are_conserved, MANY)
    assert {lever.name for lever in LEVERS} <= tally.levers.keys()
    assert [Work(kind).name for kind in np.flatnonzero(tally.hours == 0.0)] == []
    assert (tally.status > 0).all()


@pytest.mark.slow
@pytest.mark.parametrize("law", [law for law, _ in LAWS], ids=lambda x: x.__name__)
def test_a_law_holds_in_thousands_of_towns(law):
    held(law, MANY)


# --- the property can fail: broken rules are caught, and the example is small


def lose_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever new rules come into force after the first day, somebody's idle hour is forgotten."""
    put_in_force = Engine.set_rules

    def set_rules(engine: Engine, rules, time, staff=True):
        if time > 0.0:
            engine.town.idle[0, 0] -= 1.0
        put_in_force(engine, rules, time, staff)

    monkeypatch.setattr(Engine, "set_rules", set_rules)


def lose_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever new rules come into force after the first day, an open row is struck off the ledger."""
    put_in_force = Engine.set_rules

    def set_rules(engine: Engine, rules, time, staff=True):
        put_in_force(engine, rules, time, staff)
        rows = table(engine.town, "issues")
        if time > 0.0:
            rows["status"][np.flatnonzero(rows["status"] == Status.OPEN)[:1]] = Status.WITHDRAWN

    monkeypatch.setattr(Engine, "set_rules", set_rules)


def obey_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lever works from the day before the one it says."""
    in_force = Lever.in_force
    monkeypatch.setattr(Lever, "in_force", lambda lever, day, districts: in_force(lever, day + 1, districts))


def idle_hours_are_kept(drawn: Drawn) -> StreetModel:
    """The part of law 1 that misses an idle hour: cheap, for shrinking asks it of hundreds of towns."""
    model = live(drawn.town(drawn.reform), drawn.days)
    assert_hours_balance(model.engine.town)
    return model


@pytest.fixture
def fresh_rules():
    """Forget compiled rules: broken ones must not be used again, nor whole ones where they are to be broken."""
    compiled.cache_clear()
    yield
    compiled.cache_clear()


def fails(law: Law, drawn: Drawn) -> bool:
    """Tell whether a law does not hold of a town."""
    if drawn.clashes():
        return False
    try:
        law(drawn)
    except AssertionError:
        return True
    return False


@pytest.mark.parametrize(
    ("broken", "law"),
    [
        (lose_a_row, rows_are_conserved),
        pytest.param(obey_early, before_its_day_a_reform_is_its_base, marks=pytest.mark.slow),  # a rare draw tells
    ],
    ids=lambda x: x.__name__,
)
def test_a_broken_rule_is_caught(broken, law, monkeypatch, fresh_rules):
    broken(monkeypatch)
    found = find(drawn_towns, lambda drawn: fails(law, drawn), settings=settings(draws(500), phases=[Phase.generate]))
    monkeypatch.undo()
    compiled.cache_clear()
    assert not fails(law, found)


@pytest.mark.slow
def test_a_failure_shrinks_to_one_value_of_one_lever_in_one_community(monkeypatch, fresh_rules):
    monkeypatch.setattr(
        "hypothesis.internal.conjecture.engine.MAX_SHRINKING_SECONDS", float("inf")
    )  # on a busy machine
    lose_an_hour(monkeypatch)

    def loses(drawn: Drawn) -> bool:
        return fails(idle_hours_are_kept, drawn._replace(days=min(drawn.days, 2)))

    # A search can end in a town no single step makes smaller: the best of a few counts.
    found = (find(drawn_towns, loses, settings=draws(100), random=Random(seed)) for seed in range(4))
    assert any(is_least(drawn) for drawn in found)


def is_least(drawn: Drawn) -> bool:
    """Tell whether a town has one value of one lever, changed on one day, and nothing else."""
    if len(drawn.levers) != 1:
        return False
    (lever,) = drawn.levers
    neutral = type(lever).neutral()
    own = [name for name in type(lever).model_fields if name not in Lever.model_fields]
    return (
        sum(getattr(lever, name) != getattr(neutral, name) for name in own) == 1
        and lever.change_days() == (1,)
        and lever.districts == ()
        and drawn == Drawn(drawn.levers, before=0, ground="status_quo", streets=STREETS[0], days=2, seed=0)
    )
