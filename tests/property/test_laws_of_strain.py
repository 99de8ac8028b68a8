"""Laws 1 and 2 of what gives way under strain, of first calls, work to the due time and meetings, on random small towns."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.kernel.state import hours_of
from sim.reductions import together
from sim.stages import Work
from tests.property.acting import BUSY, DAYS, acting_town, behaviours
from tests.property.asked import table
from tests.property.strain import (
    Served,
    assert_everybody_meets_once_a_week,
    assert_first_calls,
    assert_no_section_has_work_of_a_first_call,
    assert_overtime_is_of_sections_after_closing,
    assert_places,
    assert_sections_work_in_their_hours,
    assert_sheets_lose_what_strain_takes,
    live_noting,
    meetings_of_units,
    watched,
)

END = 24.0 * DAYS
SOME = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@SOME
@given(behaviours)
def test_law_1_overtime_is_of_sections_within_the_hours_they_stay_and_nobody_works_outside_them(overrides):
    model = acting_town(overrides)
    decided = live_noting(model)
    assert_overtime_is_of_sections_after_closing(model.engine.town, decided)
    assert_sections_work_in_their_hours(model.engine.town, decided)


def test_law_1_in_a_town_where_everybody_stays():
    """So that the law is not one of zeros: some verify after closing, on no evening longer than decided."""
    model = acting_town(BUSY)
    decided = live_noting(model)
    town = model.engine.town
    assert_overtime_is_of_sections_after_closing(town, decided)
    assert_sections_work_in_their_hours(town, decided)
    assert hours_of(town)[..., Work.OVERTIME].sum() > 100.0 and len(np.unique(np.array(decided.later))) > 2
    verified = town.last[5:, : len(table(town, "issues"))].max(axis=0) % 24.0
    assert (verified > town.calendar.closes[-1]).any()


@SOME
@given(behaviours)
def test_law_1_hours_of_a_sheet_and_what_was_left_out_are_what_was_drawn(overrides):
    model = acting_town(overrides)
    decided = live_noting(model)
    assert_sheets_lose_what_strain_takes(model.engine.town, model.rules, decided, END)


def test_law_1_of_sheets_in_a_busy_town():
    model = acting_town(BUSY)
    decided = live_noting(model)
    assert_sheets_lose_what_strain_takes(model.engine.town, model.rules, decided, END)
    assert (table(model.engine.town, "tasks")["shed"] > 0.0).sum() > 10


@SOME
@given(behaviours)
def test_law_2_what_is_settled_in_the_first_call_ends_with_it(overrides):
    model = acting_town(overrides)
    while model.running:
        model.step()
        assert_no_section_has_work_of_a_first_call(model.engine.town)
    assert_first_calls(model.engine.town, model.rules)


assessments = st.fixed_dictionaries(
    {"ranking": st.sampled_from([0.0, 1.0]), "supervision_days": st.sampled_from([0.0, 7.0])}
)


@settings(SOME, max_examples=6)
@given(behaviours, assessments, st.booleans())
def test_law_2_the_smallest_place_is_served_first(overrides, assessed, crowded):
    """Hour by hour, in towns that rank, supervise, do both or neither; due times of days, so that some are late."""
    overrides["districts"] |= assessed | {"campaign_day": -1.0}
    overrides["conduct"] |= {"urged_days": 0.0}
    overrides["deadlines"]["grade_hours"] = [2.0, 24.0, 72.0, 120.0]
    if crowded:
        overrides["demand"]["problems_a_day"] = 1.0
    served = Served()
    model = acting_town(overrides, kernel_step_hours=1.0)
    with watched(served):
        while model.running:
            model.step()
            assert_places(model.engine.town, model.rules)


def test_law_2_of_places_in_a_town_where_many_wait():
    """So that the order is not one of queues of one: rows late and in time, tasks, some lent."""
    crowded = together(
        BUSY,
        {
            "streets": {"topic_meetings": 0.0},
            "conduct": {"urged_days": 0.0},
            "demand": {"problems_a_day": 1.0},
            "deadlines": {"grade_hours": [2.0, 24.0, 72.0, 120.0]},
        },
    )
    served = Served()
    model = acting_town(crowded, kernel_step_hours=0.5)
    with watched(served):
        while model.running:
            model.step()
            assert_places(model.engine.town, model.rules)
    assert served.begun > 500 and served.checked > 300


@SOME
@given(behaviours)
def test_law_1_everybody_meets_once_a_week_and_no_day_has_more_than_its_share(overrides):
    called: list = []
    model = acting_town(overrides)
    with meetings_of_units(called):
        while model.running:
            model.step()
    assert_everybody_meets_once_a_week(model, called)
