"""What single levers do to the rules."""

import numpy as np
import pytest

from scenarios.base_rules import Built
from scenarios.compile import build_world, offices_of
from scenarios.levers import LEVERS, Lever
from scenarios.levers.base import blend
from scenarios.levers.delegation import Delegation
from scenarios.levers.duty_list import DutyList
from scenarios.levers.issue_list import IssueList
from scenarios.levers.staffing import Staffing
from scenarios.levers.whistle import Whistle
from scenarios.place import load_place
from sim.rules import Rules
from sim.stages import Family


@pytest.fixture(scope="module")
def town() -> Built:
    return build_world(load_place("district"), -300, 300)


def enacted(lever: Lever, town: Built, strength: float = 1.0) -> Rules:
    return lever.enact(town.rules, np.array([strength]), offices_of(town.world))


def test_strength_ramps_by_weeks_and_by_district() -> None:
    lever = IssueList(start_day=10, ramp_days=20, districts=("east",))
    assert lever.strength(9, ("east", "west")).tolist() == [0.0, 0.0]
    assert lever.strength(20, ("east", "west")).tolist() == [0.5, 0.0]
    assert lever.strength(400, ("east", "west")).tolist() == [1.0, 0.0]
    assert lever.change_days() == (17, 24, 30)
    assert IssueList(start_day=5).change_days() == (5,)


def test_blend_is_exact_at_both_ends() -> None:
    assert blend(0.1, 0.3, np.array([0.0, 1.0, 2.0])).tolist() == [0.1, 0.3, 0.3]


def test_whistle_sets_willingness_families_and_grounds(town: Built) -> None:
    rules = enacted(Whistle(on=True, propensity=0.6, families=("emergency",)), town, 0.5)
    assert rules.streets.whistle == pytest.approx(np.full(17, 0.3))
    assert (rules.families == np.eye(3, dtype=np.uint8)[Family.EMERGENCY]).all()
    assert rules.grounds.all()


@pytest.mark.parametrize(("staff_share", "funds_share", "factor", "reversed_"), [(0, 0, 1.5, 0.25), (1, 1, 1, 0)])
def test_delegation_costs_what_does_not_come_with_it(
    town: Built, staff_share: float, funds_share: float, factor: float, reversed_: float
) -> None:
    rules = enacted(Delegation(share=0.4, staff_share=staff_share, funds_share=funds_share), town)
    assert (rules.streets.delegated == 0.4).all()
    assert (rules.streets.delegated_factor == factor).all()
    assert (rules.streets.reversed == reversed_).all()


def test_people_who_move_with_authority_are_counted_once(town: Built) -> None:
    rules = enacted(Delegation(share=0.5, staff_share=1.0), town)
    old = town.rules
    gained = rules.streets.staff.sum() - old.streets.staff.sum()
    assert gained == old.departments.staff.sum() - rules.departments.staff.sum()
    assert gained == round(0.5 * 0.34 * 345)  # issue capacity: model section 6
    assert (rules.departments.staff >= 1).all() and (rules.streets.staff >= old.streets.staff).all()


def test_issue_list_closes_a_share_of_the_error(town: Built) -> None:
    rules = enacted(IssueList(accuracy_gain=0.5), town)
    assert 1.0 - rules.streets.accuracy == pytest.approx((1.0 - town.rules.streets.accuracy) / 2)


def test_gate_ramps(town: Built) -> None:
    rules = enacted(DutyList(gate=0.8, admission_days=10.0), town, 0.25)
    assert rules.top_down.gate == pytest.approx([0.2])
    assert rules.top_down.admission_days == pytest.approx([2.5])


def test_staffing_keeps_whole_people(town: Built) -> None:
    rules = enacted(Staffing(street_factor=1.1, department_factor=0.9), town)
    assert rules.streets.staff.sum() == 748
    assert rules.departments.staff.sum() == round(0.9 * 345)
    assert rules.communities.staff is town.rules.communities.staff


def test_levers_do_not_look_at_one_another() -> None:
    for lever in LEVERS:
        assert not set(lever.writes) & {"demand.problems_a_day"} or lever.touches_demand
