"""Laws 1, 2, 3, 4 and 7 where everybody acts: random ways to behave, random work that levers bring, small town.

Streets, communities, departments and the grid centre decide for themselves (`tests/property/acting.py`).
"""

from collections import Counter
from copy import deepcopy

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.engine import Engine
from sim.kernel.discovery import MOST_FOUND
from sim.kernel.jobs import CALL_BACK
from sim.kernel.state import copy_state, hours_of
from sim.randomness import Purpose, uniform
from sim.reductions import together
from sim.stages import NONE, Channel, Level, Stage, Status, Work
from tests.property.acting import (
    BURN_IN,
    BUSY,
    CLOCK,
    COMMUNITIES,
    DAYS,
    HELPED,
    QUIET,
    STREETS,
    acting_town,
    behaviours,
    lived,
    rules_of,
)
from tests.property.asked import active_jobs, asked_by_office_and_kind, table
from tests.property.calls import assert_the_clock_of_cases
from tests.property.departments import assert_departments
from tests.property.hours import (
    ACCOUNTED,
    AT_CONTACT_DESKS,
    assert_contact_desks_serve_while_they_sit,
    assert_duty_is_beyond_staffed_hours,
    assert_hours_balance,
    assert_queues_hold_what_jobs_say,
    assert_work_is_done_or_waits,
    left_by_office_and_kind,
)
from tests.property.lively import run_lively
from tests.property.rows import (
    assert_little,
    assert_nobody_is_lost_or_owned_twice,
    assert_one_evaluation_a_whistle,
    assert_rows_are_conserved,
)

RARE = (Work.HANDOVER, Work.SLACK)  # not in every busy town
START, END = -24.0 * BURN_IN, 24.0 * DAYS
SOME = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@SOME
@given(behaviours)
def test_law_1_hours_balance_whatever_anybody_does(overrides):
    model = lived(overrides)
    town = model.engine.town
    assert_hours_balance(town)
    assert town.overrun.sum() == 0.0
    assert_duty_is_beyond_staffed_hours(town, model.rules)
    assert_work_is_done_or_waits(town, END, model.rules)


def test_law_1_every_kind_of_work_occurs_in_a_busy_town():
    """So that the balance is not one of zeros."""
    model = lived(BUSY)
    town = model.engine.town
    relieved = lived(BUSY, (0, rules_of(together(BUSY, QUIET))))  # who has more hours to spare than before
    others = [lived(HELPED), relieved]
    done = hours_of(town).sum(axis=(0, 1))
    assert_work_is_done_or_waits(town, END, model.rules)
    assert_work_is_done_or_waits(others[0].engine.town, END, others[0].rules)
    more = sum(hours_of(other.engine.town).sum(axis=(0, 1)) for other in others)
    assert [kind.name for kind in Work if done[kind] == 0.0 and (kind not in RARE or more[kind] == 0.0)] == []
    model = lived(together(BUSY, {"pressure": {"overtime_most": 0.0}}))  # in overtime kinds are not told apart
    town = model.engine.town
    done = hours_of(town).sum(axis=(0, 1))
    left, asked = left_by_office_and_kind(town, END), asked_by_office_and_kind(town, model.rules, END)
    for kind in ACCOUNTED:
        if kind not in (*AT_CONTACT_DESKS, Work.CHASING):  # reminders of letters taken back stand in no table
            assert asked[:, kind].sum() == pytest.approx(done[kind] + left[:, kind].sum()), kind.name
    of_desks = [*AT_CONTACT_DESKS, Work.DUTY]
    assert asked[:, AT_CONTACT_DESKS].sum() == pytest.approx(done[of_desks].sum() + left[:, of_desks].sum())


@SOME
@given(behaviours)
def test_law_1_contact_desks_serve_while_they_sit(overrides):
    """At every midnight: the busier the desks, the more often somebody is half-way through a job when they close."""
    overrides["service"] |= {"contact_hours": 1.5}
    model = acting_town(overrides)
    while model.running:
        model.step()
        assert_contact_desks_serve_while_they_sit(model.engine.town, model.now)


@SOME
@given(behaviours)
def test_law_1_queues_and_servers_hold_what_jobs_say(overrides):
    assert_queues_hold_what_jobs_say(lived(overrides).engine.town)


@SOME
@given(behaviours)
def test_law_2_rows_and_whistles_are_conserved_whatever_anybody_does(overrides):
    model = lived(overrides)
    town = model.engine.town
    assert_rows_are_conserved(town, END)
    assert_nobody_is_lost_or_owned_twice(town)
    assert_one_evaluation_a_whistle(town)
    assert_the_clock_of_cases(town, END, model.rules)
    assert_departments(town, model.rules)


def test_law_2_in_a_town_where_letters_are_taken_back_and_cases_applied_for():
    model = lived(BUSY)
    town = model.engine.town
    issues, assignments = table(town, "issues"), table(town, "assignments")
    taken_back = assignments[(assignments["lapsed"] == 1) & (issues["urged"][assignments["issue"]] == 1)]
    assert len(taken_back) > 0 and (issues["whistles"][taken_back["issue"]] > 0).any()
    assert issues["applied"].sum() > 0 and issues["called_back"].sum() > 0 and (issues["threat"] > 0).any()
    assert_rows_are_conserved(town, END)
    assert_nobody_is_lost_or_owned_twice(town)
    assert_one_evaluation_a_whistle(town)
    assert_the_clock_of_cases(town, END, model.rules)
    assert_departments(town, model.rules)


def test_law_2_where_everything_that_runs_by_the_clock_of_a_case_happens():
    """So that no law of replies and calls holds because nothing happened: replies that wait, run on, are taken back."""
    model = acting_town(together(BUSY, CLOCK))
    seen = Counter[str]()
    before = np.zeros(0, np.int64)
    while model.running:
        model.step()
        town = model.engine.town
        assert_the_clock_of_cases(town, model.now, model.rules)
        issues = table(town, "issues")
        written, dealt_with = issues["replied"] == 1, issues["replied_at"] == town.last[Stage.VERIFY, : len(issues)]
        waited = np.zeros(len(issues), bool)
        waited[: len(before)] = before != NONE
        seen["replies wait"] += int((issues["reply_job"] != NONE).sum())
        seen["taken back"] += int((waited & dealt_with & ~written).sum())
        before = issues["reply_job"].copy()
    seen["written before the end"] = int((written & ~dealt_with).sum())
    seen["run on"] = int((written & dealt_with).sum())
    called, closed = issues["evaluated_at"], issues["closed_at"]
    seen["called while open"] = int(((called < closed) | (np.isnan(closed) & ~np.isnan(called))).sum())
    seen["called after closing"] = int((called > closed).sum())
    seen["called again"] = int((town.last[Stage.EVALUATE, : len(issues)] > called).sum())
    seen["said so later"] = int((issues["answer_later"] == 1).sum())
    seen["own checks"] = int(issues["called_back"].sum())
    assert min(seen.values()) > 0 and len(seen) == 9, seen


def test_law_2_streets_check_the_rows_their_draw_says():
    """In a town whose streets check half of what they close, however often a row was visited."""
    town = run_lively(5, 7, 20).town
    issues, jobs = table(town, "issues"), active_jobs(town)
    checked = np.bincount(jobs["subject"][jobs["kind"] == CALL_BACK], minlength=len(issues)) + issues["called_back"]
    drawn = np.array([uniform(town.seed, Purpose.OWN_CHECK, row, 0) < 0.5 for row in issues["row"]])
    may = (issues["status"] == Status.CLOSED) & (issues["channel"] != Channel.GRID)
    assert np.array_equal(checked == 1, drawn & may)
    assert (checked & (issues["visits"] > 0)).any()


@SOME
@given(behaviours)
def test_law_3_little_whatever_anybody_does(overrides):
    assert_little(lived(overrides).engine.town, END)


@pytest.mark.slow
@SOME
@given(behaviours, st.permutations(range(12)), st.sampled_from([6.0, 1.0]))
def test_law_4_neither_creation_order_nor_kernel_step_changes_a_byte(overrides, order, step):
    one = lived(overrides)
    other = lived(overrides, creation_order=lambda plans: [plans[i] for i in order], kernel_step_hours=step)
    assert len(one.institutions) == 12
    assert one.state_hash() == other.state_hash()


@pytest.mark.slow
@SOME
@given(behaviours, behaviours)
def test_law_4_candidate_problems_are_the_same_unless_root_causes_are_treated(first, second):
    problems = []
    for overrides in (first, second):
        overrides["demand"]["problems_a_day"] = 0.4
        overrides["stocks"]["root_treatment"] = 0.0
        town = lived(overrides).engine.town
        rows = table(town, "problems")
        rows = rows[rows["arises_at"] >= START]
        problems.append(np.sort(rows[["problem", "arises_at", "affected"]], order="problem"))
    assert np.array_equal(problems[0], problems[1])


@pytest.mark.slow
@SOME
@given(behaviours, behaviours, st.integers(0, 15))
def test_law_7_before_its_day_a_reform_is_its_base_and_after_it_the_laws_hold(before, after, day):
    after["streets"]["professional"] = before["streets"]["professional"]
    after |= {name: before[name] for name in ("deadlines", "evaluation")}  # no lever moves due times and calls
    plain, changed = acting_town(before), acting_town(before, (day, rules_of(after)))
    while plain.day < day:
        plain.step()
        changed.step()
        assert plain.engine.town.days[plain.day - 1 + BURN_IN] == changed.engine.town.days[plain.day - 1 + BURN_IN]
    assert plain.engine.state_hash() == changed.engine.state_hash()
    assert plain.state_hash() == changed.state_hash()
    while changed.running:
        changed.step()
    assert_hours_balance(changed.engine.town)
    assert_rows_are_conserved(changed.engine.town, END)
    assert_nobody_is_lost_or_owned_twice(changed.engine.town)
    assert_one_evaluation_a_whistle(changed.engine.town)
    assert_the_clock_of_cases(changed.engine.town, END, rules_of(before), rules_of(after))
    assert_departments(changed.engine.town, rules_of(before), rules_of(after))
    assert_little(changed.engine.town, END)


sections = st.lists(st.integers(1, 4), min_size=1, max_size=3)
staffs = st.lists(st.integers(1, 5), min_size=4, max_size=4)


def laid_out(rules, of_streets, departments):
    """Return the rules with other sections of both streets and another staff of the departments."""
    staff = np.zeros((STREETS, 3), np.int64)
    category, upward = np.zeros((STREETS, 4), np.int64), np.ones((STREETS, 3))
    for s, people in enumerate(of_streets):
        staff[s, : len(people)] = people
        category[s] = np.arange(4) % len(people)
        upward[s, : len(people)] = np.arange(1, len(people) + 1) / len(people)
    streets = rules.streets._replace(
        staff=staff.sum(axis=1), section_staff=staff, section_of_category=category, upward_cumulative=upward
    )
    return rules._replace(
        streets=streets, departments=rules.departments._replace(staff=np.array(departments, np.int64))
    )


@pytest.mark.slow
@SOME
@given(behaviours, st.tuples(sections, sections), staffs, st.integers(0, 5), st.tuples(sections, sections), staffs)
def test_law_1_holds_where_streets_are_laid_out_anew(overrides, first, staff, day, second, other_staff):
    """Twice within a week, with meetings owed and held meanwhile: none is forgotten and none held twice."""
    overrides["service"] |= {"meeting_share": 0.3, "piece_hours": 0.0}
    overrides["categories"] = {"street_hours": 12.0}  # so that meetings wait for whoever is busy
    rules = rules_of(overrides)
    later = [(day, laid_out(rules, first, staff)), (day + 2, laid_out(rules, second, other_staff))]
    called = np.zeros(len(acting_town(overrides).engine.town.backlog[0]))

    hold, gather = Engine.meet, Engine.convene

    def meet(engine, hours, day, days, time):
        """A share of the week of those whose day it is, and what streets report inside the office."""
        units = engine.town.units[engine.town.units["desk"] == 0]
        after = np.cumsum(units["servers"])  # people are numbered through all offices; each has its turn
        number = (after + days - day) // days - (after - units["servers"] + days - day) // days
        share = engine.rules.service.meeting_share[units["level"]]
        streets, mine = units["level"] == Level.STREET, units["account"] - COMMUNITIES
        reporting = engine.rules.streets.reporting / (5 * engine.world.calendar.hours_a_day)
        share[streets] += reporting[mine[streets]]
        np.add.at(called, units["account"], number * share * hours)
        hold(engine, hours, day, days, time)

    def convene(engine, street, hours, time):
        """One of every section that has people: committee, consultation, meeting on a topic."""
        called[COMMUNITIES + street] += (engine.rules.streets.section_staff[street] > 0).sum() * hours
        gather(engine, street, hours, time)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Engine, "meet", meet)
        patched.setattr(Engine, "convene", convene)
        model = lived(overrides, *later)
    town = model.engine.town
    assert_hours_balance(town)
    units = town.units
    still = np.bincount(units["account"], units["owed"] * units["owed_length"], len(called))
    still += left_by_office_and_kind(town, END)[:, Work.MEETING]
    spent = hours_of(town).sum(axis=0)
    after_closing = called - spent[:, Work.MEETING] - still
    assert (after_closing >= -1e-6).all() and (after_closing <= spent[:, Work.OVERTIME] + 1e-6).all()
    # with several layouts, for whether a petition can be sent to a wrong section hangs on their number
    assert_work_is_done_or_waits(town, END, rules, *(changed for _, changed in later))
    assert_the_clock_of_cases(town, END, rules, *(changed for _, changed in later))
    assert_little(town, END)
    assert not ((units["pair"] != NONE) & (units["servers"] < 2)).any()  # nobody waits for a partner who is gone


@pytest.mark.slow
@SOME
@given(behaviours, st.integers(-5, 12))
def test_what_the_hash_holds_is_all_that_the_future_hangs_on(overrides, day):
    """Another town of the same calendar, given the tables, trust and memory of the first, goes on as the first."""
    one, other = acting_town(overrides), acting_town(overrides, seed=8)
    while one.day < day:
        one.step()
        other.step()
    assert one.state_hash() != other.state_hash()
    other.engine.town = copy_state(one.engine.town)
    other.engine.mean_trust = one.engine.mean_trust
    other.engine.residents.trust[:] = one.engine.residents.trust
    other.engine.residents.expected_days[:] = one.engine.residents.expected_days
    other.decisions = list(one.decisions)
    for mine, model in zip((*other.institutions, other.ranking), (*one.institutions, one.ranking), strict=True):
        vars(mine).update(deepcopy(model.memory))
    assert one.state_hash() == other.state_hash()
    while one.running:
        one.step()
        other.step()
        assert one.state_hash() == other.state_hash()


def test_what_actors_remember_is_in_the_models_hash_only():
    model = acting_town(BUSY)
    tables, whole = model.engine.state_hash(), model.state_hash()
    model.streets[0].skill += 0.1
    assert model.engine.state_hash() == tables and model.state_hash() != whole


def test_who_waits_for_a_partner_that_is_gone_goes_alone():
    """A department of two is left with one while the first of a pair waits reserved for the second."""
    overrides = {
        "streets": {"whistle": 1.0, "delegated": 0.0, "committee_days": 0.0, "layers": 0.0},  # straight to departments
        "service": {"own_hours": 6.0, "piece_hours": 0.0, "patience": 14.0},  # two days at least
        "departments": {"staff": 2, "effort": 0.9, "own_a_day": 2.5, "acceptance": 1.0},
        "demand": {"problems_a_day": 0.3},
    }
    rules = rules_of(overrides)
    one_each = rules._replace(departments=rules.departments._replace(staff=np.ones(4, np.int64)))
    town = acting_town(overrides)
    while town.day < 1 or (town.engine.town.units["pair"] == NONE).all():
        assert town.running
        town.step()  # until a midnight at which somebody waits
    model = acting_town(overrides, (town.day, one_each))
    while model.day < town.day:
        model.step()
    reserved = model.engine.town.units["pair"]
    waiting = table(model.engine.town, "jobs")["subject"][reserved[reserved != NONE]]
    assert len(waiting) > 0 and town.day < DAYS - 7
    while model.running:
        model.step()
    assert not np.isnan(table(model.engine.town, "assignments")["checked_in_at"][waiting]).any()
    assert_hours_balance(model.engine.town)


def test_law_8_the_rhythm_of_fixed_policies_changes_nothing(monkeypatch):
    """Where nobody learns or reacts, deciding more often decides the same; with behaviour: test_rhythm.py."""
    usual = lived({})
    monkeypatch.setattr("agents.institution.Institution.rhythm_days", 3)
    monkeypatch.setattr("agents.department.Department.rhythm_days", 5)
    assert lived({}).engine.state_hash() == usual.engine.state_hash()


def test_one_round_files_no_more_than_the_tables_have_room_for():
    """However much there is to find: what is left over is found by the next round."""
    found = {"communities": {"patrol": 0.3}, "stocks": {"patrol_find": 1000.0}, "demand": {"problems_a_day": 8.0}}
    quiet = {"demand": {"problems_a_day": 8.0, "report_base": 0.02}}
    town = lived(found | quiet).engine.town
    issues = table(town, "issues")
    grid = issues["channel"] == Channel.GRID
    at_once = np.unique(
        np.stack([town.first[Stage.COLLECT, : len(issues)][grid], issues["community"][grid]]),
        axis=1,
        return_counts=True,
    )[1]
    assert at_once.max() == MOST_FOUND
    assert_rows_are_conserved(town, END)


def test_weights_stay_positive_however_hard_a_ranking_presses():
    """A class of weight 0 would have no clock and so go before all others."""
    hard = {
        "conduct": {"attention_gain": 1.0},
        "districts": {"ranking": 1.0, "stakes": 1.0},
        "pressure": {"strain_days": 0.001},  # something always waits for somebody
        "departments": {"transferred_a_day": 6.0},
    }
    model = lived(hard, days=35)
    weights = model.engine.town.street_policy["upward_weight"]
    assert (weights > 0.0).all() and weights.min() == pytest.approx(0.02)
