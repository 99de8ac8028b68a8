"""Offered load against the load table of the model (model.md, section 6) and against hand arithmetic."""

import numpy as np
import pytest

from experiments.before.expected_load import ALERT
from scenarios.base_rules import Built
from scenarios.compile import build_world, compile_scenario
from scenarios.loading import load_scenario
from scenarios.place import Place, load_place
from sim.fate import one_visit
from sim.filing import expected_filing
from sim.flows import most_taken_up
from sim.funnel_load import gate_shares
from sim.load import AT_CONTACT_DESK, Load, offered_load
from sim.rules import Rules
from sim.stages import Level

SPAN = (-300, 500)


@pytest.fixture(scope="module")
def place() -> Place:
    return load_place("district")


@pytest.fixture(scope="module")
def built(place: Place) -> Built:
    return build_world(place, *SPAN)


@pytest.fixture(scope="module")
def load(built: Built) -> Load:
    return offered_load(built.rules, built.world, built.filing)


def share(load: Load, level: Level, *names: str) -> float:
    hours = sum(float(line.hours.sum()) for line in load.lines if line.level == level and line.name in names)
    return hours / float(load.capacity[level].sum())


def of_sections(load: Load, rules: Rules) -> float:
    """Return the load of streets' sections, contact desks apart."""
    hours = sum(float(x.hours.sum()) for x in load.lines if x.level == Level.STREET and x.name not in AT_CONTACT_DESK)
    staff = rules.streets.staff
    return hours / float((load.capacity[Level.STREET] * (staff - rules.streets.desk_positions) / staff).sum())


def reformed_rules(name: str, settings: dict[str, str] | None = None) -> tuple[Load, Rules]:
    compiled = compile_scenario(load_scenario(name, settings), load_place("district"), *SPAN)
    rules = compiled.dated[0][1]
    return offered_load(rules, compiled.world, compiled.filing), rules


def reformed(name: str, settings: dict[str, str] | None = None) -> Load:
    return reformed_rules(name, settings)[0]


def test_the_table_before_the_reform(load: Load) -> None:
    assert load.overall(Level.COMMUNITY) == pytest.approx(0.90, abs=0.01)
    assert load.overall(Level.DEPARTMENT) == pytest.approx(0.935, abs=0.01)  # not everything is taken up


def test_sections_stand_at_the_declared_load(built: Built, load: Load, place: Place) -> None:
    """With the least staff that does it; contact desks apart, whose work is not theirs."""
    year = load.capacity[Level.STREET] / built.rules.streets.staff
    expected = of_sections(load, built.rules)
    assert expected == pytest.approx(place.streets.load.value, abs=0.003) and expected <= place.streets.load.value
    desk = sum(float(x.hours.sum()) for x in load.lines if x.name in AT_CONTACT_DESK and x.level == Level.STREET)
    assert 0.3 < desk / float((built.rules.streets.desk_positions * year).sum()) < 0.8


def test_streets_differ(load: Load, built: Built) -> None:
    """People go by work to the power 0.7: who has more to do has more people, and more to do for each."""
    assert np.ptp(load.utilisation(Level.STREET)) > 0.1
    busy = np.argsort(load.hours(Level.STREET))
    staff = built.rules.streets.staff[busy]
    assert (np.diff(staff) >= -1).all() and load.utilisation(Level.STREET)[busy[-4:]].min() > load.overall(Level.STREET)


def test_its_terms(built: Built, load: Load, place: Place) -> None:
    """What the place declares of each level's hours is what comes out of rates, people and hours of work."""
    above, communities, departments = place.top_down, place.communities, place.department_work
    declared = (
        (Level.COMMUNITY, ("transferred", "derived"), above.community_share, 0.002),
        (Level.COMMUNITY, ("statutory",), communities.statutory_share, 0.001),
        (Level.COMMUNITY, ("tickets", "walk_ins"), communities.residents_share, 0.001),
        (Level.COMMUNITY, ("meetings",), communities.meeting_share, 1e-9),
        (Level.DEPARTMENT, ("own_line",), departments.own_share, 0.002),
        (Level.DEPARTMENT, ("meetings",), departments.meeting_share, 1e-9),
    )
    for level, names, number, tolerance in declared:
        assert number.value > 0.0
        assert share(load, level, *names) == pytest.approx(number.value, abs=tolerance), (level.name, *names)
    residents = float(np.diff(built.world.community_residents).sum())
    for name, a_resident in (("transferred", above.transferred_a_resident), ("derived", above.sheets_a_resident)):
        hours = share(load, Level.STREET, name) * float(load.capacity[Level.STREET].sum())
        assert hours == pytest.approx(a_resident.value * residents, rel=0.002), name


@pytest.mark.clause("F6")
def test_rework(load: Load) -> None:
    assert load.rework() == pytest.approx(1.15, abs=0.02)


def test_repeats_are_a_visible_share(load: Load) -> None:
    rows = float((load.filed * load.first.rows + load.duplicated * load.again.rows).sum())
    once = float((load.filed + load.duplicated).sum())
    assert 0.05 < 1.0 - once / rows < 0.20  # SF6: 0.10 to 0.20 in two county hotlines


def test_communities_and_departments_start_alike(load: Load) -> None:
    for level, apart in ((Level.COMMUNITY, 0.005), (Level.DEPARTMENT, 0.03)):
        assert np.ptp(load.utilisation(level)) < apart


@pytest.mark.clause("F2")
def test_letters_lie_before_the_reform(built: Built, load: Load) -> None:
    """Departments could not do all; of what they could, they take up what an ask and three reminders bring."""
    assert (load.pressure() > 1.1).all()
    assert (1.0 / load.pressure() > most_taken_up(built.rules)).all()
    assert load.served == pytest.approx(1.0 - 0.75**4)  # a quarter at each of four asks
    drafted, reminded = (share(load, Level.STREET, name) for name in ("prepare", "chasing"))
    assert 0.3 < reminded / drafted < 1.0  # what lies has to be chased


@pytest.mark.clause("F2")
def test_where_trays_are_full_letters_get_what_is_left() -> None:
    whistled = reformed("whistle")
    assert whistled.served == pytest.approx(np.minimum(1.0 - 0.75**4, 1.0 / whistled.pressure()), abs=0.01)
    assert whistled.served.max() < 1.0 - 0.75**4


@pytest.mark.clause("W3")
def test_appointments_that_others_miss_cost_those_who_come() -> None:
    assert 0.01 < share(reformed("whistle"), Level.DEPARTMENT, "in_vain") < 0.05


def test_whistling_half_fills_departments(load: Load) -> None:
    whistled = reformed("whistle")
    assert share(whistled, Level.DEPARTMENT, "own_line", "meetings", "assignments") < 1.0  # stable at half
    more = reformed("whistle", {"whistle.propensity": "0.7"})
    assert share(more, Level.DEPARTMENT, "own_line", "meetings", "assignments") > 1.0  # saturated near 0.6


@pytest.mark.clause("F1")
def test_gate_cuts_sheets_and_sends_transferred_work_back(load: Load, place: Place) -> None:
    gated = reformed("duty_list")
    lever, above = load_scenario("duty_list").levers["duty_list"], place.top_down
    unnoticed = above.relabel.value * (1.0 - lever.strictness)
    refused = (1.0 - above.exempt_derived.value) * (1.0 - unnoticed) * lever.gate
    assert 0.5 < refused < 1.0
    for level in (Level.STREET, Level.COMMUNITY):
        kept = share(gated, level, "derived") / share(load, level, "derived")
        assert kept == pytest.approx(1.0 - refused)
    assert share(gated, Level.DEPARTMENT, "returned") > 0.05


def test_an_open_gate_refuses_and_relabels_nothing(built: Built) -> None:
    assert [float(x.max()) for x in gate_shares(built.rules)] == [0.0, 0.0]


def test_powers_without_staff_overload_streets() -> None:
    """More than letters, their reminders and whistles had taken: streets stand at the alert of `whistle check`."""
    assert of_sections(*reformed_rules("unfunded_mandate")) > ALERT
    assert of_sections(*reformed_rules("empowerment")) < 0.92


def test_one_visit_by_hand() -> None:
    ones = np.ones(1)
    visit = one_visit(True, 0.8 * ones, 0.5 * ones, 0.3 * ones)
    assert visit.solved == pytest.approx([0.8])
    assert visit.reopened == pytest.approx([0.2 * 0.3])  # verification insists, whatever was reported
    assert visit.stopped == pytest.approx([0.2 * 0.7])  # nobody insists
    assert visit.recorded == pytest.approx([0.87])
    never = one_visit(False, 0.8 * ones, 0.5 * ones, 0.3 * ones)
    assert never.solved == pytest.approx([0.0]) and never.reopened == pytest.approx([0.15])
    assert never.stopped == pytest.approx([0.85]) and never.recorded == pytest.approx([0.35])


def test_filing_against_simulated_draws(built: Built) -> None:
    demand = built.rules.demand
    filing = expected_filing(demand, built.residents)
    stream = np.random.default_rng(1)
    for k in (0, 7, 12):
        affected = 1 + stream.poisson(demand.further_affected[k], 200_000)
        reports = stream.binomial(affected, filing.report[k])
        assert (reports > 0).mean() == pytest.approx(filing.first[k], abs=0.005)
        unmerged = np.maximum(reports - 1, 0).mean() * (1.0 - demand.merge_share)
        assert unmerged == pytest.approx(filing.duplicates[k], abs=0.01)
