"""What single levers do to the rules."""

from itertools import combinations

import numpy as np
import pytest

from scenarios.base_rules import Built
from scenarios.compile import build_world, compile_scenario, offices_of
from scenarios.levers import LEVERS, Lever
from scenarios.levers.base import Combine, blend, either, switched
from scenarios.levers.channels import Channels
from scenarios.levers.delegation import Delegation
from scenarios.levers.deliberation import Deliberation
from scenarios.levers.department_seats import DepartmentSeats
from scenarios.levers.direct_dispatch import DirectDispatch
from scenarios.levers.duty_list import DutyList
from scenarios.levers.grid_patrol import GridPatrol
from scenarios.levers.integration import Integration
from scenarios.levers.issue_list import IssueList
from scenarios.levers.monitoring import Monitoring
from scenarios.levers.proactive import Proactive
from scenarios.levers.ranking import Ranking
from scenarios.levers.review import Review
from scenarios.levers.scoring import Scoring
from scenarios.levers.sinking import Sinking
from scenarios.levers.staffing import Staffing
from scenarios.levers.stakes import Stakes
from scenarios.levers.street_evaluation import StreetEvaluation
from scenarios.levers.supervision import Supervision
from scenarios.levers.survey import Survey
from scenarios.levers.whistle import Whistle
from scenarios.loading import load_scenario
from scenarios.place import load_place
from scenarios.scenario import Scenario
from sim.errors import BadInput
from sim.rules import Rules
from sim.stages import Channel, Family
from tests.conventions.test_lever_declarations import changed, strong


@pytest.fixture(scope="module")
def town() -> Built:
    return build_world(load_place("district"), -300, 300)


def enacted(lever: Lever, town: Built, strength: float = 1.0) -> Rules:
    return lever.enact(town.rules, np.array([strength]), offices_of(town.world))


def test_strength_ramps_by_weeks_and_by_district() -> None:
    lever = IssueList(start_day=10, ramp_days=20, districts=("east",))
    assert lever.in_force(9, ("east", "west")).tolist() == [0.0, 0.0]
    assert lever.in_force(20, ("east", "west")).tolist() == [0.5, 0.0]
    assert lever.in_force(400, ("east", "west")).tolist() == [1.0, 0.0]
    assert lever.change_days() == (17, 24, 30)
    assert IssueList(start_day=5).change_days() == (5,)


def test_blend_is_exact_at_both_ends() -> None:
    assert blend(0.1, 0.3, np.array([0.0, 1.0, 2.0])).tolist() == [0.1, 0.3, 0.3]


def test_either_is_one_minus_the_product_and_exact_at_zero() -> None:
    assert either(0.2, np.array([0.0, 0.5, 1.0])).tolist() == pytest.approx([0.2, 0.6, 1.0])
    assert either(0.1, np.array([0.0]))[0] == 0.1


def test_switched_is_whole_or_not_at_all() -> None:
    assert switched(0.0, 30.0, np.array([0.0, 0.01, 1.0])).tolist() == [0.0, 30.0, 30.0]


def test_whistle_sets_willingness_families_and_grounds(town: Built) -> None:
    rules = enacted(Whistle(on=True, propensity=0.6, families=("emergency",)), town, 0.5)
    assert rules.streets.whistle == pytest.approx(np.full(17, 0.3))
    assert (rules.families == np.eye(3, dtype=np.uint8)[Family.EMERGENCY]).all()
    assert rules.grounds.all()
    assert rules.streets.learning.all() and rules.streets.learning.dtype == np.uint8
    assert not town.rules.streets.learning.any()


def test_learning_can_be_switched_off_and_needs_the_whistle(town: Built) -> None:
    assert not enacted(Whistle(on=True, learning=False), town).streets.learning.any()
    assert Whistle(on=False, learning=False).is_neutral()


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
    assert rules.streets.staff.sum() == round(1.1 * int(town.rules.streets.staff.sum()))
    assert rules.departments.staff.sum() == round(0.9 * 345)
    assert rules.communities.staff is town.rules.communities.staff


def with_districts(town: Built, **values: float) -> Built:
    """Return the town with other base values of its district."""
    changes = {name: np.array([value]) for name, value in values.items()}
    rules = town.rules._replace(districts=town.rules.districts._replace(**changes))
    return town._replace(rules=rules)


def test_merging_goes_half_of_the_way_at_half_strength(town: Built) -> None:
    demand = town.rules.demand._replace(merge_share=np.array([0.7]))
    base = town._replace(rules=town.rules._replace(demand=demand))
    assert enacted(Integration(merge_share=0.9), base, 0.5).demand.merge_share == pytest.approx([0.8])


def test_a_closed_channel_leaves_half_of_the_hotlines_reach(town: Built) -> None:
    demand = town.rules.demand._replace(channel_reach=np.array([[1.0, 1.0, 0.3, 0.9, 0.9]]))
    base = town._replace(rules=town.rules._replace(demand=demand))
    reach = enacted(Channels(hotline_reach=0.8, wechat=False, weibo=False), base).demand.channel_reach
    # WeChat reached fewer than would turn to the hotline: closing it wins nobody.
    assert reach.tolist() == [[0.8, 1.0, 0.3, 0.4, 0.9]]
    both = enacted(Channels(hotline=False, hall=False), base).demand.channel_reach[0]
    assert both[Channel.HOTLINE] == 0.5 and both[Channel.HALL] == 0.25


def test_publicity_adds_awareness_with_the_ramp_up_to_one(town: Built) -> None:
    assert float(town.rules.demand.awareness[0]) == 0.5
    assert enacted(Channels(awareness_gain=0.4), town, 0.5).demand.awareness == pytest.approx([0.7])
    assert enacted(Channels(awareness_gain=0.9), town).demand.awareness.tolist() == [1.0]
    halved = enacted(Channels(delay_factor=0.5), town).demand.channel_delay
    assert halved == pytest.approx(town.rules.demand.channel_delay / 2)


def test_shares_of_hours_and_of_deliberation_grow_with_the_ramp(town: Built) -> None:
    assert enacted(GridPatrol(hours_share=0.1), town, 0.5).communities.patrol == pytest.approx(np.full(221, 0.05))
    assert enacted(Deliberation(share=0.2), town, 0.5).communities.deliberation == pytest.approx(np.full(221, 0.1))
    assert enacted(Proactive(hours_share=0.08), town, 0.25).streets.proactive == pytest.approx(np.full(17, 0.02))


def test_dispatch_takes_six_minutes_in_full_force(town: Built) -> None:
    demand = town.rules.demand._replace(dispatch_hours=np.array([8.1]))
    base = town._replace(rules=town.rules._replace(demand=demand))
    assert enacted(DirectDispatch(on=True), base).demand.dispatch_hours.tolist() == [0.1]
    assert enacted(DirectDispatch(on=True), base, 0.25).demand.dispatch_hours == pytest.approx([6.1])


@pytest.mark.parametrize(
    ("lever", "base", "halfway"),
    [
        (StreetEvaluation(weight=0.4), {"evaluation_weight": 0.0}, {"evaluation_weight": 0.2}),
        (Stakes(level=0.9), {"stakes": 0.5}, {"stakes": 0.7}),
        (Monitoring(coverage=1.0), {"monitoring": 0.5}, {"monitoring": 0.75}),
        (Ranking(on=True, weight=0.6, exclusions=True), {"ranking": 0.0}, {"ranking": 0.3, "exclusions": 1.0}),
        (Supervision(interval_days=30, urge_whistle=True), {}, {"supervision_days": 30.0, "urge_whistle": 1.0}),
        (Supervision(campaign_day=60), {"supervision_days": 7.0}, {"supervision_days": 7.0, "campaign_day": 60.0}),
        (Review(interval_days=182, rotation_threshold=0.4), {}, {"review_days": 182.0, "rotation": 0.4}),
        (Proactive(census_day=30), {"census_day": -1.0}, {"census_day": 30.0}),
    ],
    ids=lambda value: value.name if isinstance(value, Lever) else None,
)
def test_what_a_district_decides_at_half_strength(
    town: Built, lever: Lever, base: dict[str, float], halfway: dict[str, float]
) -> None:
    districts = enacted(lever, with_districts(town, **base), 0.5).districts
    assert {name: float(getattr(districts, name)[0]) for name in halfway} == pytest.approx(halfway)


def test_ranking_counts_for_nothing_where_it_is_off() -> None:
    assert Ranking(on=False, weight=0.9, exclusions=True).is_neutral()
    assert Ranking(on=True, weight=0.0, exclusions=True).is_neutral()


def test_survey_goes_half_of_the_way(town: Built) -> None:
    evaluation = town.rules.evaluation._replace(coverage=np.array([0.4]))
    base = town._replace(rules=town.rules._replace(evaluation=evaluation))
    assert enacted(Survey(coverage=1.0), base, 0.5).evaluation.coverage == pytest.approx([0.7])


def test_weights_of_the_score_sum_to_one_with_the_place_s_own_where_none_is_given(town: Built) -> None:
    base = with_districts(town, score_check_in=0.5, score_solved=0.25, score_satisfied=0.25, street_share=0.5)

    def weights(lever: Scoring, strength: float = 1.0) -> list[float]:
        d = enacted(lever, base, strength).districts
        return [float(w[0]) for w in (d.score_check_in, d.score_solved, d.score_satisfied, d.street_share)]

    assert weights(Scoring(check_in=1.0, solved=0.5, satisfied=0.5)) == [0.5, 0.25, 0.25, 0.5]
    # 0 : 1 : 0.25 of the place = 0 : 0.8 : 0.2
    assert weights(Scoring(check_in=0.0, solved=1.0)) == pytest.approx([0.0, 0.8, 0.2, 0.5])
    assert weights(Scoring(check_in=0.0, solved=1.0), 0.5) == pytest.approx([0.25, 0.525, 0.225, 0.5])
    assert weights(Scoring(check_in=0.0, solved=0.0, satisfied=0.0, street_share=0.9)) == [0.5, 0.25, 0.25, 0.9]


def test_sinking_moves_eight_of_forty_and_counts_them_once(town: Built) -> None:
    five = town.rules.departments._replace(staff=np.where(town.rules.departments.staff == 40, 40, 1))
    base = town._replace(rules=town.rules._replace(departments=five))
    rules = enacted(Sinking(share=0.2, to_community_share=0.25), base)
    # 5 departments of 40 and 15 of 1 have 215 people, 0.2 of them are 43; a single person never leaves.
    assert set(rules.departments.staff.tolist()) <= {1, 31, 32}
    left = five.staff.sum() - rules.departments.staff.sum()
    below = rules.communities.staff.sum() - town.rules.communities.staff.sum()
    beside = rules.streets.staff.sum() - town.rules.streets.staff.sum()
    assert left == below + beside and below == round(0.25 * left)
    assert (rules.streets.staff >= town.rules.streets.staff).all()


def test_stationed_teams_take_on_the_share_of_issue_hours_that_came_with_them(town: Built) -> None:
    rules = enacted(Sinking(share=0.17), town)
    assert town.rules.departments.staff.sum() - rules.departments.staff.sum() == round(0.17 * 345)
    assert rules.streets.stationed == pytest.approx(np.full(17, 0.5))  # half of 0.34
    assert enacted(Sinking(share=0.17), town, 0.5).streets.stationed == pytest.approx(np.full(17, 0.25))
    assert (enacted(Sinking(share=0.5), town).streets.stationed == 1.0).all()
    assert not enacted(Sinking(share=0.17, to_community_share=1.0), town).streets.stationed.any()


def test_streets_that_got_nobody_have_no_team(town: Built) -> None:
    rules = enacted(Sinking(share=0.02), town)
    gained = rules.streets.staff - town.rules.streets.staff
    assert gained.sum() == 7 and gained.max() == 1
    assert ((rules.streets.stationed > 0.0) == (gained > 0)).all()


def test_the_most_called_departments_have_seats_at_the_price_of_a_person(town: Built) -> None:
    rules = enacted(DepartmentSeats(departments=6), town)
    seated = rules.departments.delay_factor < 1.0
    assert seated.sum() == 6 and (rules.departments.delay_factor[seated] == 0.25).all()
    assert (town.rules.departments.staff - rules.departments.staff == seated).all()
    fewer = enacted(DepartmentSeats(departments=6), town, 0.5).departments.delay_factor < 1.0
    assert fewer.sum() == 3 and seated[fewer].all()
    # Where every problem needs one department and the fifth leads them all, its seat is the first.
    old = town.rules.categories
    alone = old._replace(
        number_cumulative=np.ones_like(old.number_cumulative),
        lead_cumulative=np.tile((np.arange(20) >= 4).astype(float), (len(old.lead_cumulative), 1)),
    )
    base = town._replace(rules=town.rules._replace(categories=alone))
    assert np.flatnonzero(enacted(DepartmentSeats(departments=1), base).departments.delay_factor < 1.0).tolist() == [4]


def test_a_department_of_one_keeps_its_person(town: Built) -> None:
    ones = town.rules.departments._replace(staff=np.ones(20, dtype=np.int64))
    base = town._replace(rules=town.rules._replace(departments=ones))
    assert (enacted(DepartmentSeats(departments=20), base).departments.staff == 1).all()


def test_people_are_moved_in_order_and_counted_once_by_all_who_move_them(town: Built) -> None:
    levers = (Staffing(department_factor=1.2), Delegation(share=0.5, staff_share=1.0), Sinking(share=0.2))
    rules, seen = town.rules, []
    for lever in levers:
        rules = lever.enact(rules, np.ones(1), offices_of(town.world))
        seen.append(int(rules.departments.staff.sum()))
    assert seen == [414, 414 - round(0.5 * 0.34 * 414), 344 - round(0.2 * 344)]
    assert rules.streets.staff.sum() == town.rules.streets.staff.sum() + 414 - seen[-1]


@pytest.mark.parametrize(("one", "other"), list(combinations(LEVERS, 2)), ids=lambda lever: lever.name)
def test_two_levers_do_not_meet_combine_as_declared_or_are_refused_by_name(
    town: Built, one: type[Lever], other: type[Lever]
) -> None:
    first, second = strong(one), strong(other)
    shared = {quantity: (one.writes[quantity], other.writes[quantity]) for quantity in one.writes.keys() & other.writes}
    root = load_scenario("status_quo")
    both = Scenario.model_construct(**{**root.__dict__, "levers": {one.name: first, other.name: second}})
    if any(mine is None or mine != yours for mine, yours in shared.values()):
        with pytest.raises(BadInput, match=f"'{one.name}' and '{other.name}'"):
            compile_scenario(both, load_place("district"), -300, 300, town)
        return
    compile_scenario(both, load_place("district"), -300, 300, town)
    goes_by = set(one.reads) & other.writes.keys() | set(other.reads) & one.writes.keys()
    if not goes_by and Combine.IN_ORDER not in (how for pair in shared.values() for how in pair):
        s, place = np.full(1, 0.5), offices_of(town.world)
        forward = second.enact(first.enact(town.rules, s, place), s, place)
        backward = first.enact(second.enact(town.rules, s, place), s, place)
        assert not changed(forward, backward)  # nothing shared, or shared so that the order is no matter


def test_levers_do_not_look_at_one_another() -> None:
    for lever in LEVERS:
        assert not set(lever.writes) & {"demand.problems_a_day"} or lever.touches_demand
