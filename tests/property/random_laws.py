"""Laws 1, 2, 4 and 7 of one drawn town: each function fails where its law does, and returns the town it lived."""

import random
from unittest.mock import patch

import numpy as np

from scenarios.levers import LEVERS
from scenarios.scenario import Scenario
from sim.model import StreetModel
from sim.rules import Rules
from tests.property.asked import table
from tests.property.calls import assert_the_clock_of_cases
from tests.property.departments import assert_departments
from tests.property.drawn import Drawn, live, scenario_of
from tests.property.hours import (
    assert_duty_is_beyond_staffed_hours,
    assert_hours_balance,
    assert_meetings_are_held_or_owed,
    assert_queues_hold_what_jobs_say,
    assert_work_is_done_or_waits,
    meetings_called,
)
from tests.property.rows import (
    assert_little,
    assert_no_stage_runs_backwards,
    assert_nobody_is_lost_or_owned_twice,
    assert_one_evaluation_a_whistle,
    assert_rows_are_conserved,
)


def hours_balance(drawn: Drawn) -> StreetModel:
    """Law 1: per office and kind; staffed hours are worked, idle, in meetings or waiting on site."""
    model = drawn.town(drawn.reform)
    in_force = _rules_of(model, drawn.days)
    with meetings_called() as called:
        live(model, drawn.days)
    town = model.engine.town
    assert_hours_balance(town)
    assert_duty_is_beyond_staffed_hours(town, *in_force)
    assert_work_is_done_or_waits(town, model.now, *in_force)
    assert_meetings_are_held_or_owed(town, model.now, called)
    assert_queues_hold_what_jobs_say(town)
    return model


def rows_are_conserved(drawn: Drawn) -> StreetModel:
    """Law 2: rows in = closed + open + withdrawn + excluded, stages in order, one evaluation a whistle."""
    model = drawn.town(drawn.reform)
    in_force = _rules_of(model, drawn.days)
    _assert_law_2(live(model, drawn.days), *in_force)
    return model


def nothing_but_the_seed_matters(drawn: Drawn) -> StreetModel:
    """Law 4: neither the kernel's step nor the order in which institutions are created changes a byte."""
    model = live(drawn.town(drawn.reform), drawn.days)
    shuffle = random.Random(drawn.seed)
    other = drawn.town(
        drawn.reform,
        kernel_step_hours=(12.0, 6.0, 1.0)[drawn.seed % 3],
        creation_order=lambda plans: shuffle.sample(plans, len(plans)),
    )
    assert live(other, drawn.days).state_hash() == model.state_hash()
    return model


def neutral_levers_change_nothing(drawn: Drawn) -> StreetModel:
    """Law 4: all levers that are not drawn, at their neutral values and enacted all the same, change no byte."""
    model = live(drawn.town(drawn.reform), drawn.days)
    at_work = {name: lever for name, lever in drawn.reform.levers.items() if not lever.is_neutral()}
    idle = {lever.name: lever.neutral() for lever in LEVERS if lever.name not in at_work}
    with patch.object(Scenario, "pulled", lambda scenario: tuple(scenario.levers.values())):
        other = drawn.town(scenario_of("idle", {**at_work, **idle}))
    assert live(other, drawn.days).state_hash() == model.state_hash()
    return model


def candidates_are_the_base_s(drawn: Drawn) -> StreetModel:
    """Law 4: the same problems could arise; where root causes were treated the last of a day's stay away."""
    model, base = (live(drawn.town(scenario), drawn.days) for scenario in (drawn.reform, drawn.base))
    found = []
    for town in (model.engine.town, base.engine.town):
        rows = table(town, "problems")
        found.append({int(row["problem"]): (row["arises_at"], row["affected"]) for row in rows})
    mine, theirs = found
    assert all(mine[problem] == theirs[problem] for problem in mine.keys() & theirs.keys())
    if np.array_equal(model.engine.town.roots, base.engine.town.roots):
        assert mine.keys() == theirs.keys()
    for one, other in ((mine, theirs), (theirs, mine)):
        # the last seven bits of an identity number the problems of a category, community and day
        last = {problem >> 7: problem for problem in sorted(other)}
        assert not [p for p in one.keys() - other.keys() if p < last.get(p >> 7, 0)]
    return model


def before_its_day_a_reform_is_its_base(drawn: Drawn) -> StreetModel:
    """Law 7: tables, events and days up to the reform's first day; afterwards laws 1 and 2 hold."""
    day = min(drawn.begins, drawn.days)
    model, base = (drawn.town(scenario) for scenario in (drawn.reform, drawn.base))
    in_force = _rules_of(model, drawn.days)
    live(model, day)
    live(base, day)
    for name in ("events", "issues", "tasks"):
        mine, theirs = (table(m.engine.town, name) for m in (model, base))
        assert mine.tobytes() == theirs.tobytes(), name
    assert model.engine.town.days.tobytes() == base.engine.town.days.tobytes()
    assert model.engine.state_hash() == base.engine.state_hash()
    assert model.state_hash() == base.state_hash()
    live(model, drawn.days)
    assert_hours_balance(model.engine.town)
    _assert_law_2(model, *in_force)
    return model


def _rules_of(model: StreetModel, until: int) -> list[Rules]:
    """Return all rules of a town that begins that are in force before a day."""
    return [model.rules, *(rules for day, rules in model.dated if day < until)]


def _assert_law_2(model: StreetModel, *rules: Rules) -> None:
    town = model.engine.town
    assert_rows_are_conserved(town, model.now)
    assert_nobody_is_lost_or_owned_twice(town)
    assert_one_evaluation_a_whistle(town)
    assert_no_stage_runs_backwards(town)
    assert_the_clock_of_cases(town, model.now, *rules)
    assert_departments(town, *rules)
    assert_little(town, model.now)
