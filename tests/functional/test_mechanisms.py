"""What each mechanism of the reform makes visible, alone: direction and dose, then case by case."""

import numpy as np
import pytest

from scenarios.compile import compile_scenario
from scenarios.loading import load_scenario
from scenarios.place import load_place
from sim.clock import Calendar, next_opening, staffed_hours
from sim.engine import Engine
from sim.kernel.jobs import MEETING, TASK, WAITING
from sim.kernel.state import Town, hours_of
from sim.stages import NONE, Family, Grade, Handler, Level, Solvability, Stage, Status, TaskKind, Work
from tests.functional.ablation import measure, rows
from tests.functional.alone import DAYS, Measured, Run, assert_it_acts, assert_more_does_more, low, named, run, runs
from tests.functional.mechanisms import (
    ALLIANCE,
    ANSWERABLE,
    DISPATCH,
    DOSES,
    EVIDENCE,
    HANDS,
    HEARD,
    MECHANISMS,
    SCHOOL,
    SELDOM,
    SHORT,
    STAYING,
    SUMMONS,
    like_major_matters,
    of_family,
    whistled,
)
from tests.property.acting import DAYS as SMALL_DAYS
from tests.property.acting import HELPED, acting_town, lived
from tests.property.asked import active_jobs, table
from tests.property.hours import left_by_office_and_kind
from tests.slow import all_slow_but

MONITORING, PROPOSAL_HOURS = 0.5, 2.0  # of the shipped places
LAST = (DAYS - 1 + 30) // 7 * 7 - 30  # day of the last weekly decision; the first is on day −30


@pytest.fixture(scope="module", name="taken")
def rows_measured():
    """What all rows of this file ask of their worlds."""
    return Measured(*MECHANISMS, *DOSES)


# A few of all parts of the reform; the rest is a slow proof.
FEW = ("coordination_authority: who is summoned comes sooner", "property_alliance: they work for them",
       "layers: more are misunderstood", "accountability: they put more weight on whistles", "third_party: marks fall")  # fmt: skip
FEW_DOSES = ("layers by layers.count",)


@pytest.mark.parametrize("mechanism", all_slow_but(FEW, MECHANISMS, named), ids=named)
def test_what_one_mechanism_alone_does(mechanism, taken):
    assert_it_acts(mechanism, taken)


@pytest.mark.parametrize("dose", all_slow_but(FEW_DOSES, DOSES, named), ids=named)
def test_more_of_a_mechanism_does_more(dose, taken):
    assert_more_does_more(dose, taken)


# --- coordination


def test_what_the_committee_has_behind_it_shortens_notice_and_keeps_appointments():
    """0.8 of it leaves a fifth of the half day's notice, and a fifth of the chance that a department does not come."""
    assert first_notice(run("whistle")) >= 3.5 - 1e-6
    found = [first_notice(r) for r in runs("whistle", SUMMONS)]
    assert min(found) >= 0.7 - 1e-6 and max(found) < 3.5
    stayed_away = [[1.0 - measure("appointments_kept")(r) for r in runs("whistle", s, ("effort",))] for s in (SUMMONS, {})]
    assert low(np.array([np.subtract(stayed_away[1], stayed_away[0])])) > 0.0


def first_notice(r: Run) -> float:
    """Return the shortest staffed time from the last acceptance to the first appointment of a whistle."""
    w, first = r.trace.whistles, r.trace.assignments.groupby("whistle")["called_at"].min()
    of_emergency = r.trace.issues["grade"].to_numpy()[w["issue"]] == Grade.EMERGENCY
    w = w[(w["appointments"] > 0) & (w["released_at"] >= 0.0) & ~of_emergency]
    calendar = r.model.world.calendar
    pairs = zip(w["accepted_at"], first[w.index], strict=True)
    return min(staffed_hours(calendar, called) - staffed_hours(calendar, accepted) for accepted, called in pairs)


def test_the_right_of_dispatch_reaches_enforcement_and_nobody_else():
    there, gone = run("whistle", DISPATCH), run("whistle")
    sent, others = whistled(there, Family.ENFORCEMENT), whistled(there, Family.KEY_WORK)
    sent = sent[sent["accepted_at"].notna()]
    assert len(sent) > 100 and len(others) > 80
    assert (sent["returns"] == 0).all() and (sent["accepted_at"] == sent["released_at"]).all()
    assert (others["returns"] > 0).mean() > 0.05
    assert whistled(gone, Family.ENFORCEMENT)["returns"].sum() > 0
    wait = of_family(Family.KEY_WORK)
    assert wait(there) == pytest.approx(wait(gone), rel=0.25)


def test_training_and_advice_take_the_hours_they_say():
    """80 hours a person and year, and what the place says a street and week: as often as such days bring, hour for hour."""
    model = run("status_quo", SCHOOL).model
    rules, stocks, calendar = model.rules, model.rules.stocks, model.world.calendar
    staffed = staffed_hours(calendar, 24.0 * DAYS) - staffed_hours(calendar, 0.0)
    expected = {
        (TaskKind.TRAINING, Work.TRAINING): 80.0 / 1750.0 * staffed * rules.streets.staff.sum() / stocks.training_hours,
        (TaskKind.ADVICE, Work.ADVICE): len(rules.streets.staff) * staffed / 7.0 / 5.0,
    }  # fmt: skip
    in_district = compile_scenario(load_scenario("status_quo"), load_place("district"), -30, 30).dated[0][1].streets.staff.mean()
    assert stocks.advice_hours == pytest.approx(7.0 * rules.streets.staff.mean() / in_district, rel=0.05)  # by people
    number = dict.fromkeys(expected, 0)
    for r in runs("status_quo", SCHOOL):
        tasks, left = r.trace.tasks, left_by_office_and_kind(r.model.engine.town, 24.0 * DAYS)
        for kinds in expected:
            task, work = kinds
            mine = tasks[(tasks["kind"] == task) & (tasks["arrives_at"] < 24.0 * DAYS)]
            worked = r.trace.workload.loc[r.trace.workload["kind"] == work, "hours"].sum()
            assert worked + left[:, work].sum() == pytest.approx(mine["hours"].sum(), rel=1e-9) and worked > 0.0
            number[kinds] += int((tasks["kind"] == task).sum())
    for kinds, mean in expected.items():
        assert abs(number[kinds] - 3 * mean) < 3.0 * np.sqrt(3 * mean), kinds  # poisson


# --- other hands


def test_handlers_have_queues_and_hours_of_their_own():
    """Law 1 at level 4: staffed = worked + idle by day and handler, nothing but cases, and somebody waits there."""
    r = run("status_quo", ALLIANCE)
    offices = r.trace.offices[r.trace.offices["level"] == Level.HANDLER].set_index(["day", "office"])
    done = r.trace.workload[r.trace.workload["level"] == Level.HANDLER]
    assert set(done["kind"]) == {Work.RESIDENT} and set(done["origin_level"]) == {Level.RESIDENT}
    worked = done.groupby(["day", "office"])["hours"].sum().reindex(offices.index, fill_value=0.0)
    assert np.allclose(offices["staffed"] + offices["overrun"], worked + offices["idle"], rtol=0, atol=1e-6)
    assert offices["overrun"].sum() == 0.0 and offices["backlog"].max() > 2.0
    kinds = r.model.rules.handlers.kind[done["office"].unique()]
    assert set(kinds) == {Handler.PROPERTY, Handler.UTILITY}
    assert run().trace.workload["level"].max() == Level.DEPARTMENT


def test_what_handlers_are_handed_is_what_they_work():
    """Hours of the cases that have reached a handler = hours it has worked and has still to work, one by one."""
    town = lived({**HELPED, "service": {"max_visits": 1}}).engine.town
    issues, jobs = table(town, "issues"), active_jobs(town)
    with_handler = jobs[town.units["level"][jobs["unit"]] == Level.HANDLER]
    reached = ~np.isnan(town.first[Stage.HANDLE, : len(issues)]) & (issues["handler"] != NONE)
    reached[with_handler["subject"]] = True
    account = town.units["account"]
    asked, left = np.zeros(hours_of(town).shape[1]), left_by_office_and_kind(town, 24.0 * SMALL_DAYS)
    np.add.at(asked, account[issues["helper"][reached]], issues["helped"][reached])
    outside = np.unique(account[town.units["level"] == Level.HANDLER])
    worked = hours_of(town).sum(axis=(0, 2))[outside]
    assert reached.sum() > 50 and len(with_handler) > 0
    assert np.allclose(asked[outside], worked + left.sum(axis=1)[outside], rtol=1e-9, atol=1e-6)


def test_other_hands_take_only_what_they_may():
    r = run("status_quo", HANDS)
    issues = r.trace.issues
    authority = {Handler.VOLUNTEERS: Level.COMMUNITY, Handler.SOCIAL: Level.COMMUNITY, Handler.CONTRACTOR: Level.STREET}
    for handler, level in authority.items():
        theirs = issues[issues["handler"] == handler]
        assert len(theirs) > 40 and (theirs["authority"] == level).all(), handler.name
        assert ((theirs["grade"] != Grade.EMERGENCY) | (theirs["visits"] > 0)).all()
    assert (issues.loc[issues["handler"] != NONE, "letters"] == 0).mean() > 0.99


def test_nothing_waits_for_a_handler_that_has_nobody():
    """Where a community has no volunteers and no property firm its own workers settle what they would have taken."""
    people = [1, 0, 2, 0, 1] * 2 + [1, 0] + [0, 1]  # property firms, volunteers, hired firms, social organisations
    town = lived({**HELPED, "handlers": {"servers": people}}).engine.town
    issues, jobs = table(town, "issues"), active_jobs(town)
    waiting = jobs[jobs["state"] == WAITING]
    assert (town.units["servers"][waiting["unit"]] > 0).all()
    places = {Handler.PROPERTY: "community", Handler.VOLUNTEERS: "community", Handler.CONTRACTOR: "street",
              Handler.SOCIAL: "street"}  # fmt: skip
    first = 0
    for handler, place in places.items():
        number = 5 if place == "community" else 2
        staffed = np.flatnonzero(people[first : first + number])
        first += number
        taken = issues[place][issues["handler"] == handler]
        assert set(taken) <= set(staffed), handler.name
        assert len(taken) > 0, handler.name
    nobody = np.isin(issues["community"], (1, 3)) & (issues["authority"] == Level.COMMUNITY)
    assert (issues["status"][nobody] == Status.CLOSED).sum() > 10


# --- means of local units


def test_what_local_units_lend_is_used_up_and_not_overspent():
    r = run("status_quo", {"local_units.resources": 0.25})
    model, issues = r.model, r.trace.issues
    lent = model.rules.communities.resources
    left = model.engine.town.funds[-len(lent) :]
    used = np.bincount(issues["community"][issues["resourced"] == 1], minlength=len(lent))
    assert (left >= 0.0).all() and (left < 1.0).sum() >= 3  # nothing left to lend in some communities
    assert (used <= lent - left + 1e-9).all() and used.sum() > 50
    assert np.allclose(lent - left, np.round(lent - left))  # case by case


def test_means_of_local_units_solve_historic_cases_in_the_community():
    issues = run("status_quo", {"local_units.resources": 1.0}).trace.issues
    lent = issues[(issues["resourced"] == 1) & (issues["status"] == Status.CLOSED)]
    historic = lent[lent["solvability"] == Solvability.HISTORIC]
    assert len(historic) > 10 and 0.2 < historic["truly_solved"].mean() < 0.8
    assert (lent["whistles"] + lent["delegated"] == 0).all() and set(lent["authority"]) == {1, 2, 3}


def test_what_is_lent_in_the_middle_of_a_year_helps_at_once():
    """From day 60 on: 305 of 365 days of the year are left."""
    r = run("status_quo", {"local_units.resources": 1.0, "local_units.start_day": 60})
    taken = r.trace.issues[r.trace.issues["resourced"] == 1]
    assert len(taken) > 30 and (taken["last_handle"].dropna() >= 24.0 * 60).all()
    lent, left = r.model.rules.communities.resources, r.model.engine.town.funds[-12:]
    used = lent * 305.0 / 365.0 - left
    assert np.allclose(used, np.round(used), atol=1e-6) and used.sum() >= len(taken)


# --- committee, consultation, topics, layers


@pytest.mark.parametrize(("settings", "interval"), [({}, 14.0), (SELDOM, 28.0)])
def test_major_matters_wait_for_the_meeting_and_no_longer(settings, interval):
    """From the meeting on they are like those the director decides: layers and letter for all, papers that pile up apart."""
    since = {0: [], 1: []}
    for r in runs("status_quo", settings):
        calendar, like = r.model.world.calendar, like_major_matters(r)
        for major, classified, released in zip(like["major"], like["first_classify"], like["first_release"], strict=True):
            start = first_meeting_after(calendar, classified, interval) if major else classified
            since[major].append(staffed_hours(calendar, released) - staffed_hours(calendar, start))
    service = run().model.rules.service
    least = 3 * service.layer_hours + service.draft_hours + service.letter_hours  # leader, head of section, clerk
    assert min(map(len, since.values())) > 60
    for waited in since.values():
        assert min(waited) >= least - 1e-6
    assert np.mean(since[0]) < np.mean(since[1]) < np.mean(since[0]) + calendar.hours_a_day


def first_meeting_after(calendar: Calendar, time: float, interval: float) -> float:
    """Return the first opening of a staffed day not before the next day that the interval divides."""
    return next_opening(calendar, 24.0 * interval * (np.floor(time / 24.0 / interval) + 1.0))


def stuck_by_day(consultation_days: float) -> list[dict[tuple[int, int, float], float]]:
    """Return the hours of jobs that have waited two days at streets where one section has all and the others nothing."""
    one_section = {
        "streets": {"section_of_category": 0, "lending": 0.0, "accuracy": 1.0, "whistle": 0.0, "committee_days": 0.0,
                    "layers": 0.0, "consultation_days": consultation_days},
        "departments": {"derived_a_day": 0.0, "transferred_a_day": 0.0},
        "demand": {"problems_a_day": 1.0},
    }  # fmt: skip
    model, stuck = acting_town(one_section), []
    while model.running:
        model.step()
        town = model.engine.town
        jobs = active_jobs(town)
        old = (jobs["state"] == WAITING) & (jobs["kind"] != TASK) & (jobs["enqueued"] <= model.now - 48.0)
        of_section = (town.units["level"] == Level.STREET) & (town.units["desk"] == 0)
        old &= of_section[jobs["unit"]]
        # a case that is verified a second time is another job of the same kind, enqueued later
        names = zip(jobs["subject"][old].tolist(), jobs["kind"][old].tolist(), jobs["enqueued"][old].tolist(), strict=True)
        stuck.append(dict(zip(names, jobs["work"][old].tolist(), strict=True)))
    return stuck


def test_stuck_cases_leave_in_a_batch_after_a_consultation():
    """From Monday to Thursday morning any section may do what was stuck, and all of it goes; one section leaves the rest."""
    monday = 7 + 13  # the list begins with the morning of day −13
    one_section = 7.0 * 3 * (3 + 2)  # hours of its three and two people, streets together, in three days
    (before, after), (alone, left) = ((days[monday], days[monday + 3]) for days in map(stuck_by_day, (7.0, 0.0)))
    assert len(before) > 80 and not before.keys() & after.keys()
    assert sum(alone.values()) > one_section
    still = sum(alone[name] for name in alone.keys() & left.keys())
    assert still > sum(alone.values()) - one_section


def test_a_topic_meeting_brings_its_category_forward(monkeypatch):
    """More of the topic's cases are handled in the week after the meeting than in the same week without it.

    Streets have a fifth fewer people, so that cases wait and not reminders of letters alone, which are brought forward
    like them and bring nothing to be handled; where none waits there is no topic.
    """
    topics, reached = [], {}
    take_up, advance = Engine.take_up_topic, Engine.advance

    def noted(engine, street, time):
        topics.append((street, reached[engine], take_up(engine, street, time), cases_waiting(engine.town, street)))
        return topics[-1][2]

    def advancing(engine, until):
        advance(engine, until)
        reached[engine] = until

    def in_the_week_after(issues):
        return sum(
            int(((issues["street"] == street) & (issues["category"] == topic)
                 & issues["first_handle"].between(time, time + 168.0)).sum())
            for street, time, topic, _ in topics
        )  # fmt: skip

    monkeypatch.setattr(Engine, "take_up_topic", noted)
    monkeypatch.setattr(Engine, "advance", advancing)
    few, more = {"staffing.street_factor": 0.7}, []
    with_topic = {**few, "consultation.topic_meetings_per_month": 1}
    for there, gone in zip(runs("status_quo", with_topic), runs("status_quo", few), strict=True):
        assert len(topics) == 3 * 4 and all((topic == NONE) == (waiting == 0) for *_, topic, waiting in topics)
        more.append(np.log(in_the_week_after(there.trace.issues) / in_the_week_after(gone.trace.issues)))
        topics.clear()
    assert low(np.array([more])) > 0.0 and np.exp(np.mean(more)) > 1.1


def cases_waiting(town: Town, street: int) -> int:
    """Count the cases that wait in the sections of a street."""
    jobs = active_jobs(town)
    here = (jobs["state"] == WAITING) & (jobs["kind"] != TASK) & (jobs["kind"] != MEETING)
    units = town.units[jobs["unit"]]
    mine = (units["level"] == Level.STREET) & (units["desk"] == 0)
    return int((here & mine & (units["office"] == street)).sum())


# --- on site


def test_evidence_shows_more_of_what_was_not_done():
    """Of evaluated whistles more are handled again, though not more were badly handled at first."""

    def reopened(r):
        w = r.trace.whistles[r.trace.whistles["evaluated_at"] >= 0.0]
        return float((r.trace.issues["visits"].to_numpy()[w["issue"]] > w["visit"]).mean()), len(w)

    (more, n), (less, m) = reopened(run("whistle", EVIDENCE)), reopened(run("whistle"))
    assert min(n, m) > 80 and more > less + 0.1


def test_only_what_failed_is_tried_again_on_site():
    """The same departments at the same rows: some take half as long again, none shorter."""
    there, gone = run("whistle", STAYING), run("whistle")

    def pairs(r):
        a = r.trace.assignments[(r.trace.assignments["whistle"] != NONE) & r.trace.assignments["done_at"].notna()]
        row = r.trace.issues["row"].to_numpy()[a["issue"]]
        solvable = (r.trace.issues["solvability"] == Solvability.SOLVABLE).to_numpy()[a["issue"]]
        return {(k, v, d): (h, s) for k, v, d, h, s in zip(row, a["visit"], a["department"], a["hours"], solvable, strict=True)}

    mine, theirs = pairs(there), pairs(gone)
    same = mine.keys() & theirs.keys()
    ratio = np.array([mine[key][0] / theirs[key][0] for key in same])
    solvable = np.array([mine[key][1] for key in same])
    assert len(same) > 100
    assert 0.2 < (ratio[solvable] > 1.3).mean() < 0.8
    assert np.median(ratio[~solvable]) == pytest.approx(1.0, abs=0.05)


def test_the_clock_is_as_short_as_the_lever_says():
    calendar = run("whistle", SHORT).model.world.calendar
    for settings, factor in ((SHORT, 0.3), ({}, 1.0)):
        w = run("whistle", settings).trace.whistles
        w = w[(w["released_at"] >= 0.0) & (w["family"] == Family.ENFORCEMENT)]
        allowed = [
            staffed_hours(calendar, due) - staffed_hours(calendar, released)
            for due, released in zip(w["check_in_due_at"].dropna(), w["released_at"][w["check_in_due_at"].notna()], strict=True)
        ]
        assert len(allowed) > 50 and np.allclose(allowed, 21.0 * factor)


# --- assessment


def test_proposals_are_about_what_was_missing():
    """Hours = hours a proposal × what is missing to full check-in scores × how far they are followed and seen."""
    r = run("whistle", ANSWERABLE)
    a = r.trace.assignments
    seen = a[(a["evaluated_at"] >= -48.0) & (a["evaluated_at"] < 24.0 * LAST)]  # the last decisions before day 0 and end
    asked = PROPOSAL_HOURS * (1.0 - seen["score_check_in"]).sum() * 0.8 * MONITORING
    tasks = r.trace.tasks[r.trace.tasks["kind"] == TaskKind.PROPOSAL]
    assert asked > 10.0 and tasks["hours"].sum() == pytest.approx(asked, rel=1e-9)
    assert not tasks.duplicated(["office", "issued_at"]).any()
    assert set(tasks["issued_at"] // 24.0 % 7) <= {0.0, 5.0}  # weekly decisions, and the day the right was given


def test_a_hearing_alone_counts_as_half_a_review():
    """From ½ half of the way to ½ + ½ × 0.5 × ½ every 30 days, over the weekly decisions since the teams came."""
    for street in run("status_quo", HEARD).model.streets:
        assert street.team == pytest.approx(0.625 - 0.125 * 0.5 ** (LAST / 30))


def test_marks_for_coming_in_time_are_never_lenient():
    """Back to back or not, the same check-in scores: only cooperation and solving are marked by people."""
    with_, without = run("pilot_2018"), run("pilot_2018", {}, ("leniency",))
    for r, least in ((with_, 0.2), (without, 0.0)):
        a = r.trace.assignments[r.trace.assignments["evaluated_at"] >= 0.0]
        assert a["score_check_in"].min() < 0.2
        assert a["score_professional"].min() >= least
    assert measure("department_score")(with_) > measure("department_score")(without)


def test_rows_of_the_reports_still_add_up_with_other_hands():
    """Every row that somebody outside handled passed through handing over: classify, then handle, then verify."""
    handed = rows(run("status_quo", {**ALLIANCE}))
    handed = handed[(handed["handler"] != NONE) & (handed["visits"] == 0) & handed["first_verify"].notna()]
    assert len(handed) > 300
    assert (handed["first_classify"] < handed["first_handle"]).all()
    assert (handed["first_handle"] < handed["first_verify"]).all()
    assert handed["first_release"].isna().all()
