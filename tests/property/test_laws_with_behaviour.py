"""Laws 1, 2, 3, 4 and 7 where everybody acts: random ways to behave, random work that levers bring, small town.

Streets, communities, departments and the grid centre decide for themselves (`tests/property/acting.py`).
"""

from copy import deepcopy

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.engine import Engine
from sim.kernel.discovery import MOST_FOUND
from sim.kernel.jobs import (
    APPLY,
    CALL_BACK,
    DELIBERATE,
    ESCORT,
    HANDLE,
    LETTER,
    PAIR,
    PREPARE,
    RELEASE_AGAIN,
    RESERVED,
    SERVING,
    TRIAGE,
    VERIFY,
    WAITING,
)
from sim.kernel.state import Count, copy_state
from sim.randomness import Purpose, uniform
from sim.stages import NONE, WORK_OF_TASK, Channel, EventKind, Grade, Level, Stage, Status, TaskStatus, Threat, Work
from tests.property.acting import (
    BURN_IN,
    BUSY,
    COMMUNITIES,
    DAYS,
    FIRST_OFFICE,
    STREETS,
    acting_town,
    active_jobs,
    behaviours,
    hours_left,
    lived,
    rules_of,
    table,
)

START, END = -24.0 * BURN_IN, 24.0 * DAYS
SOME = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
WORKED = [kind for kind in Work if kind != Work.DESK]


def assert_hours_balance(town):
    """Law 1: staffed = worked + idle + meetings + waiting, overrun apart, per day and office."""
    spent = town.hours[..., WORKED].sum(axis=2)
    assert np.allclose(town.staffed + town.overrun, spent + town.idle, rtol=0, atol=1e-6)
    assert (town.hours >= 0.0).all() and (town.idle >= -1e-9).all() and (town.overrun >= 0.0).all()
    assert town.staffed.sum() > 0.0


def left_by_office_and_kind(town, end=END):
    """Return hours still to be worked, from jobs: all that waits or is being done, emergency desks apart."""
    left = np.zeros(town.hours.shape[1:])
    for job in active_jobs(town):
        unit = town.units[job["server"] if job["state"] == SERVING else job["unit"]]
        if not unit["desk"] and not (job["kind"] == ESCORT and job["state"] != SERVING):
            left[unit["account"], job["account"]] += hours_left(town, job, end)
    return left


def asked_by_office_and_kind(model):
    """Return hours of work that was asked for and not cancelled, from tables, events and rules."""
    town, rules = model.engine.town, model.rules
    asked = np.zeros(town.hours.shape[1:])
    issues, assignments, tasks = (table(town, name) for name in ("issues", "assignments", "tasks"))
    whistles, events = table(town, "whistles"), table(town, "events")
    service, conduct, stocks, voice = rules.service, rules.conduct, rules.stocks, rules.voice
    street = FIRST_OFFICE[Level.STREET] + issues["street"]
    old = (town.first[Stage.COLLECT, : len(issues)] < START) & (issues["authority"] == Level.DEPARTMENT)
    emergency = issues["grade"] == Grade.EMERGENCY

    here = (tasks["arrives_at"] < END) & (tasks["status"] != TaskStatus.CANCELLED)
    np.add.at(asked, (FIRST_OFFICE[tasks["level"][here]] + tasks["office"][here],
                      np.array(WORK_OF_TASK)[tasks["kind"][here]]), tasks["hours"][here])  # fmt: skip

    # letters and whistled work at departments; urgent ones are with the desks
    of = issues[assignments["issue"]]
    office = FIRST_OFFICE[Level.DEPARTMENT] + assignments["department"]
    urgent = (of["grade"] == Grade.EMERGENCY) & (assignments["visit"] == 0)
    letter = assignments["whistle"] == NONE
    posted = letter & ~urgent & (assignments["lapsed"] == 0)
    np.add.at(asked, (office[posted], Work.LETTER), assignments["hours"][posted])
    called = ~letter & ~urgent & ~np.isnan(assignments["called_at"])
    np.add.at(asked, (office[called], Work.ASSIGNMENT), assignments["hours"][called])

    # streets: first calls, verification, preparing, coordination, call-backs, applications
    mine = ~emergency & ~old
    petition = (issues["threat"] == Threat.PETITION) & (issues["triages"] > 0)
    calls = issues["triages"] * service.contact_hours + petition * voice.petition_hours
    np.add.at(asked, (street[mine], Work.CONTACT), calls[mine])
    checks = issues["verifications"] * (service.verify_hours + issues["professional"] * service.professional_hours)
    np.add.at(asked, (street, Work.VERIFY), checks)
    np.add.at(asked, (street, Work.CALL_BACK), issues["called_back"] * conduct.call_back_hours)
    np.add.at(asked, (street, Work.APPLICATION), issues["applied"] * conduct.apply_hours)
    of_street = FIRST_OFFICE[Level.STREET] + of["street"]
    written = (assignments["lead"] == 1) & ~urgent & ~(old[assignments["issue"]] & (assignments["visit"] == 0))
    hours = np.where(letter, service.draft_hours, service.prepare_hours)
    np.add.at(asked, (of_street[written], Work.PREPARE), hours[written])
    for event in events[events["kind"] == EventKind.RELEASED]:  # prepared, not yet out
        issue = issues[event["subject"]]
        if not (issue["grade"] == Grade.EMERGENCY and issue["visits"] == 0) and not (
            old[event["subject"]] and issue["visits"] == 0
        ):
            hours_ = service.prepare_hours if issue["by_whistle"] else service.draft_hours
            asked[FIRST_OFFICE[Level.STREET] + issue["street"], Work.PREPARE] += hours_
    again = assignments["returns"] * service.coordination_hours
    np.add.at(asked, (of_street[~urgent], Work.COORDINATION), again[~urgent])
    wof = issues[whistles["issue"]]
    met = ~np.isnan(whistles["all_present_at"]) & ~((wof["grade"] == Grade.EMERGENCY) & (whistles["visit"] == 0))
    np.add.at(
        asked, (FIRST_OFFICE[Level.STREET] + whistles["street"][met], Work.COORDINATION), service.coordination_hours
    )
    # what of these has been asked for and is not done yet stands in no table but with the jobs
    for job in active_jobs(town):
        if job["kind"] in (TRIAGE, VERIFY, PREPARE, CALL_BACK) and not town.units["desk"][job["unit"]]:
            asked[town.units["account"][job["unit"]], job["account"]] += job["work"]

    # deliberations: drawn for every visit of what the community may settle
    share = rules.communities.deliberation[issues["community"]] * rules.categories.self_governable[issues["category"]]
    classified = ~np.isnan(town.first[Stage.CLASSIFY, : len(issues)])
    ended = np.isin(issues["status"], (Status.WITHDRAWN, Status.EXCLUDED)) & (issues["verifications"] == 0)
    for n in np.flatnonzero((issues["authority"] == Level.COMMUNITY) & classified & ~ended & (share > 0.0)):
        for visit in range(issues["visits"][n] + 1):
            if uniform(town.seed, Purpose.SELF_GOVERN, issues["row"][n], visit) < share[n]:
                asked[issues["community"][n], Work.DELIBERATION] += stocks.deliberation_hours
    return asked


ACCOUNTED = [kind for kind in WORKED if kind not in (Work.RESIDENT, Work.TRAVEL, Work.WAITING, Work.MEETING)]


@SOME
@given(behaviours)
def test_law_1_hours_balance_whatever_anybody_does(overrides):
    model = lived(overrides)
    town = model.engine.town
    assert_hours_balance(town)
    assert town.overrun.sum() == 0.0
    left, asked = left_by_office_and_kind(town), asked_by_office_and_kind(model)
    done = town.hours.sum(axis=0)
    for kind in ACCOUNTED:
        assert np.allclose(asked[:, kind], done[:, kind] + left[:, kind], rtol=1e-9, atol=1e-6), kind.name


def test_law_1_every_kind_of_work_occurs_in_a_busy_town():
    """So that the balance is not one of zeros."""
    model = lived(BUSY)
    done = model.engine.town.hours.sum(axis=(0, 1))
    assert all(done[kind] > 0.0 for kind in Work)
    left, asked = left_by_office_and_kind(model.engine.town), asked_by_office_and_kind(model)
    for kind in ACCOUNTED:
        assert asked[:, kind].sum() == pytest.approx(done[kind] + left[:, kind].sum()), kind.name


@SOME
@given(behaviours)
def test_law_1_queues_and_servers_hold_what_jobs_say(overrides):
    town = lived(overrides).engine.town
    jobs = active_jobs(town)
    waiting = jobs[jobs["state"] == WAITING]
    hours, number = np.zeros(town.queues.shape), np.zeros(town.queues.shape, int)
    np.add.at(hours, (waiting["unit"], waiting["klass"]), waiting["work"])
    np.add.at(number, (waiting["unit"], waiting["klass"]), 1)
    assert np.allclose(hours, town.queues["hours"], rtol=1e-9, atol=1e-6)
    assert np.array_equal(number, town.queues["number"])
    running = jobs[jobs["state"] != WAITING]
    busy = np.bincount(running["server"], np.where(running["state"] == RESERVED, 1, running["needs"]), len(town.units))
    assert np.array_equal(busy, town.units["busy"])


def by_day(times):
    """Return how many of the times fall on each day of the run."""
    days = np.floor(times[(times >= START) & (times < END)] / 24.0).astype(int) + BURN_IN
    return np.bincount(days, minlength=BURN_IN + DAYS)


def assert_rows_are_conserved(town):
    """Law 2: rows in = closed + open + withdrawn + excluded, on every day, and what the days count is in the tables."""
    issues, whistles = table(town, "issues"), table(town, "whistles")
    first, last = town.first[:, : len(issues)], town.last[:, : len(issues)]
    status, collected, ended = issues["status"], first[Stage.COLLECT], issues["closed_at"]
    assert len(np.unique(issues["row"])) == len(issues)
    assert np.bincount(status, minlength=4)[Status.OPEN] == town.counts[Count.OPEN_ISSUES] == town.flows[2]
    assert np.array_equal(np.isnan(ended), status == Status.OPEN)
    assert np.isnan(town.last[Stage.VERIFY, : len(issues)][status == Status.CLOSED]).sum() == 0  # none unverified
    days = town.days[: BURN_IN + DAYS]
    tables = {
        "registered": collected,
        "closed": ended[status == Status.CLOSED],
        "withdrawn": ended[status == Status.WITHDRAWN],
        "excluded": ended[status == Status.EXCLUDED],
        "found": collected[issues["channel"] == Channel.GRID],
        "threats": collected[issues["threat"] > 0],
        "applications": last[Stage.VERIFY, issues["applied"] == 1],
        "whistles": whistles["released_at"],
    }
    for name, times in tables.items():
        assert np.array_equal(days[name], by_day(times)), name
    assert np.array_equal(days["reports"], days["registered"] - days["found"] + days["merged"])
    assert days["urged"].sum() == (issues["urged"] > 0).sum()
    old = (collected < START).sum()
    gone = days["closed"] + days["withdrawn"] + days["excluded"]
    assert np.array_equal(days["open_issues"], old + np.cumsum(days["registered"] - gone))
    cards = town.scorecards
    assert cards["filed"].sum() == len(issues) and cards["applied"].sum() == days["applications"].sum()
    assert cards["granted"].sum() == ((status == Status.EXCLUDED) & (issues["applied"] == 1)).sum()


def _rows_of(town, jobs):
    """Return the ledger rows that jobs are for."""
    subject = jobs["subject"].copy()
    by_assignment = np.isin(jobs["kind"], (LETTER, PAIR, RELEASE_AGAIN))
    subject[by_assignment] = table(town, "assignments")["issue"][subject[by_assignment]]
    return subject


def assert_nobody_is_lost_or_owned_twice(town):
    """Law 2: an open row is with somebody, with one hand at a time; a closed one waits for its survey at most."""
    issues, jobs, events = table(town, "issues"), active_jobs(town), table(town, "events")
    assignments = table(town, "assignments")
    number = len(issues)
    jobs = jobs[np.isin(jobs["kind"], (TRIAGE, HANDLE, PREPARE, VERIFY, ESCORT, RELEASE_AGAIN, LETTER, PAIR,
                                       DELIBERATE, CALL_BACK, APPLY))]  # fmt: skip
    rows = _rows_of(town, jobs)

    def jobs_of(*kinds):
        return np.bincount(rows[np.isin(jobs["kind"], kinds)], minlength=number)

    def events_of(*kinds):
        return np.bincount(events["subject"][np.isin(events["kind"], kinds)], minlength=number)

    alone = jobs_of(TRIAGE, HANDLE, PREPARE, VERIFY, DELIBERATE, APPLY)
    alone += events_of(EventKind.INTEGRATED, EventKind.RELEASED, EventKind.AGREED, EventKind.APPOINTMENT)
    accepting = assignments["issue"][events["subject"][events["kind"] == EventKind.ACCEPT]]
    parties = jobs_of(ESCORT, RELEASE_AGAIN, LETTER, PAIR) + np.bincount(accepting, minlength=number)
    is_open = issues["status"] == Status.OPEN
    assert (alone <= 1).all() and (alone + parties >= 1)[is_open].all() and (alone[~is_open] == 0).all()
    late = jobs_of(CALL_BACK) + events_of(EventKind.EVALUATED)
    surveyed = ~np.isnan(town.first[Stage.EVALUATE, :number])
    waits = (issues["status"] == Status.CLOSED) & ~surveyed
    assert np.array_equal(late == 1, waits) and (late <= 1).all()
    applying = is_open & (issues["applied"] == 1)
    assert np.array_equal(jobs_of(APPLY) == 1, applying)
    grid = issues["channel"] == Channel.GRID
    assert (issues["surveyed"][grid] == 0).all() and (issues["round"][grid] == 0).all()


def assert_one_evaluation_a_whistle(town):
    """Law 2: every department called by a closed whistle is evaluated once, with it; letters taken back never."""
    issues, whistles, assignments = (table(town, name) for name in ("issues", "whistles", "assignments"))
    blown = assignments[assignments["whistle"] != NONE]
    assert np.array_equal(np.bincount(blown["whistle"], minlength=len(whistles)), whistles["departments"])
    assert len(np.unique(blown[["whistle", "department"]])) == len(blown)
    with_it = whistles["evaluated_at"][blown["whistle"]]
    assert np.array_equal(blown["evaluated_at"], with_it, equal_nan=True)
    assert np.isnan(assignments["evaluated_at"][assignments["whistle"] == NONE]).all()
    assert len(np.unique(whistles[["issue", "visit"]])) == len(whistles)  # another visit, another whistle
    letters = np.unique(assignments[assignments["whistle"] == NONE][["issue", "visit"]])
    assert not np.isin(letters, whistles[["issue", "visit"]]).any()
    done = ~np.isnan(whistles["done_at"])
    verified = town.last[Stage.VERIFY, whistles["issue"]] >= whistles["done_at"]
    assert np.array_equal(done & verified, ~np.isnan(whistles["evaluated_at"]))
    evaluated = blown[~np.isnan(blown["evaluated_at"])]
    seen = np.zeros(town.records.shape)
    np.add.at(seen, (issues["street"][evaluated["issue"]], evaluated["role"]), 1.0)
    assert np.array_equal(seen, town.records["evaluated"])


@SOME
@given(behaviours)
def test_law_2_rows_and_whistles_are_conserved_whatever_anybody_does(overrides):
    town = lived(overrides).engine.town
    assert_rows_are_conserved(town)
    assert_nobody_is_lost_or_owned_twice(town)
    assert_one_evaluation_a_whistle(town)


def test_law_2_in_a_town_where_letters_are_taken_back_and_cases_applied_for():
    town = lived(BUSY | {"service": {"lapse_days": 20.0}}).engine.town
    issues, assignments = table(town, "issues"), table(town, "assignments")
    taken_back = assignments[(assignments["lapsed"] == 1) & (issues["urged"][assignments["issue"]] == 1)]
    assert len(taken_back) > 0 and (issues["whistles"][taken_back["issue"]] > 0).any()
    assert issues["applied"].sum() > 0 and issues["called_back"].sum() > 0 and (issues["threat"] > 0).any()
    assert_rows_are_conserved(town)
    assert_nobody_is_lost_or_owned_twice(town)
    assert_one_evaluation_a_whistle(town)


def assert_little(town):
    """Law 3: the integral of the number of rows and jobs is the sum of their stays."""
    issues, units = table(town, "issues"), town.units
    integral = town.flows[0] + town.flows[2] * (END - town.flows[1])
    came = np.maximum(town.first[Stage.COLLECT, : len(issues)], START)
    left = np.where(np.isnan(issues["closed_at"]), END, issues["closed_at"])
    assert integral == pytest.approx((left - came).sum(), rel=1e-9)
    inside = units["inside_integral"] + units["inside"] * (END - units["inside_since"])
    stays = units["stays"] + units["inside"] * END - units["joined_sum"]
    assert np.allclose(inside, stays, rtol=1e-9, atol=1e-6)
    assert np.array_equal(units["arrived"] - units["left"], units["inside"])


@SOME
@given(behaviours)
def test_law_3_little_whatever_anybody_does(overrides):
    assert_little(lived(overrides).engine.town)


@SOME
@given(behaviours, st.permutations(range(12)), st.sampled_from([6.0, 1.0]))
def test_law_4_neither_creation_order_nor_kernel_step_changes_a_byte(overrides, order, step):
    one = lived(overrides)
    other = lived(overrides, creation_order=lambda plans: [plans[i] for i in order], kernel_step_hours=step)
    assert len(one.institutions) == 12
    assert one.state_hash() == other.state_hash()


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


@SOME
@given(behaviours, behaviours, st.integers(0, 15))
def test_law_7_before_its_day_a_reform_is_its_base_and_after_it_the_laws_hold(before, after, day):
    after["streets"]["professional"] = before["streets"]["professional"]
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
    assert_rows_are_conserved(changed.engine.town)
    assert_nobody_is_lost_or_owned_twice(changed.engine.town)
    assert_one_evaluation_a_whistle(changed.engine.town)
    assert_little(changed.engine.town)


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


@SOME
@given(behaviours, st.tuples(sections, sections), staffs, st.integers(0, 5), st.tuples(sections, sections), staffs)
def test_law_1_holds_where_streets_are_laid_out_anew(overrides, first, staff, day, second, other_staff):
    """Twice within a week, with meetings owed and held meanwhile: none is forgotten and none held twice."""
    overrides["service"] |= {"meeting_share": 0.3, "piece_hours": 0.0}
    overrides["categories"] = {"street_hours": 12.0}  # so that meetings wait for whoever is busy
    rules = rules_of(overrides)
    later = [(day, laid_out(rules, first, staff)), (day + 2, laid_out(rules, second, other_staff))]
    called = np.zeros(COMMUNITIES + STREETS + 4)

    hold = Engine.meet

    def meet(engine, hours, time):
        units = engine.town.units[engine.town.units["desk"] == 0]
        share = engine.rules.service.meeting_share[units["level"]]
        np.add.at(called, units["account"], units["servers"] * share * hours)
        hold(engine, hours, time)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Engine, "meet", meet)
        model = lived(overrides, *later)
    town = model.engine.town
    assert_hours_balance(town)
    units = town.units
    still = np.bincount(units["account"], units["owed"] * units["owed_length"], len(called))
    still += left_by_office_and_kind(town)[:, Work.MEETING]
    assert np.allclose(called, town.hours.sum(axis=0)[:, Work.MEETING] + still, rtol=1e-9, atol=1e-6)
    left, asked = left_by_office_and_kind(town), asked_by_office_and_kind(model)
    for kind in ACCOUNTED:
        done = town.hours.sum(axis=0)[:, kind]
        assert np.allclose(asked[:, kind], done + left[:, kind], rtol=1e-9, atol=1e-6), kind.name
    assert_little(town)
    assert not ((units["pair"] != NONE) & (units["servers"] < 2)).any()  # nobody waits for a partner who is gone


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
        "streets": {"whistle": 1.0, "delegated": 0.0},
        "service": {"own_hours": 6.0, "piece_hours": 0.0},
        "departments": {"staff": 2, "effort": 0.9, "own_a_day": 2.5, "acceptance": 1.0},
        "demand": {"problems_a_day": 0.5},
    }
    rules = rules_of(overrides)
    one_each = rules._replace(departments=rules.departments._replace(staff=np.ones(4, np.int64)))
    model = acting_town(overrides, (4, one_each))
    while model.day < 4:
        model.step()
    reserved = model.engine.town.units["pair"]
    waiting = table(model.engine.town, "jobs")["subject"][reserved[reserved != NONE]]
    assert len(waiting) > 0
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
    at_once = np.unique(np.stack([town.first[Stage.COLLECT, : len(issues)][grid], issues["community"][grid]]), axis=1,
                        return_counts=True)[1]  # fmt: skip
    assert at_once.max() == MOST_FOUND
    assert_rows_are_conserved(town)


def test_weights_stay_positive_however_hard_a_ranking_presses():
    """A class of weight 0 would have no clock and so go before all others."""
    hard = {"conduct": {"attention_gain": 1.0}, "districts": {"ranking": 1.0, "stakes": 1.0}}
    model = lived(hard, days=35)
    weights = model.engine.town.street_policy["upward_weight"]
    assert (weights > 0.0).all() and weights.min() == pytest.approx(0.02)
