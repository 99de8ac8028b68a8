"""Every behaviour and every process a lever starts, taken out of the same town: what it alone does."""

import numpy as np
import pandas as pd
import pytest

from sim.errors import BadInput
from sim.kernel.jobs import PREPARE
from sim.model import StreetModel
from sim.stages import NONE, Authority, Channel, EventKind, Grade, Level, Standing, Status, Threat, Work
from sim.still import BEHAVIOURS
from tests.functional.ablation import (
    ABLATIONS,
    ACTING_FIRST,
    DOSES,
    EVERY_DAY,
    EVERY_MONTH,
    PATROL,
    RANKED,
    TEAMS,
    WATCHED,
    measure,
    spread_of_trust,
)
from tests.functional.alone import (
    DAYS,
    END,
    Measured,
    Run,
    assert_it_acts,
    assert_more_does_more,
    low,
    named,
    run,
    runs,
)
from tests.functional.strain import STRAIN
from tests.property.asked import active_jobs, table
from tests.slow import all_slow_but


@pytest.fixture(scope="module", name="taken")
def rows_measured():
    """What all rows of this file ask of their worlds."""
    return Measured(*ABLATIONS, *DOSES)


# A few of all kinds, most of them in one world; the rest is a slow proof.
FEW = ("expectation_and_trust: the satisfied trust more", "threats: repeats with weight", "effort: more weight on whistled work",
       "false_closing: the ledger flatters", "applications: rows leave the rates",
       "grid patrol: problems nobody reported are found", "stationed teams: they whistle less")  # fmt: skip
FEW_DOSES = ("root_causes by proactive.hours_share", "quality_under_load by pressure.haste")


@pytest.mark.parametrize("ablation", all_slow_but(FEW, ABLATIONS, named), ids=named)
def test_what_one_thing_alone_does(ablation, taken):
    assert_it_acts(ablation, taken)


@pytest.mark.parametrize("dose", all_slow_but(FEW_DOSES, DOSES, named), ids=named)
def test_more_of_it_does_more(dose, taken):
    assert_more_does_more(dose, taken)


def test_every_behaviour_is_taken_out_once():
    """Call-backs, and what is paired row by row below, apart: nothing of the list is without a test."""
    assert set(BEHAVIOURS) - {a.name for a in (*ABLATIONS, *STRAIN)} == set()


def test_behaviours_are_named():
    with pytest.raises(BadInput, match="did you mean 'diligence'"):
        StreetModel(place="classroom", days=1, burn_in_days=0, without=("diligense",))


def test_without_any_behaviour_nobody_learns_or_reacts():
    unadvised = {"advice_right.strength": "0"}  # a say in plans changes what arises without anybody's learning
    settings = {"place": "classroom", "days": 40, "burn_in_days": 7, "seed": 2, "settings": unadvised}
    model = StreetModel("integrated", without=tuple(BEHAVIOURS), **settings)
    before = model.engine.residents.trust.copy(), model.engine.residents.expected_days.copy()
    trace = model.run()
    assert (model.engine.residents.trust == before[0]).all()
    assert (model.engine.residents.expected_days == before[1]).all()
    assert (model.engine.town.roots == 1.0).all() and (trace.daily["threats"] == 0).all()
    policy = model.engine.town.department_policy
    assert (policy["hours"] == 1.0).all() and (policy["quality"] == 0.0).all()
    assert (trace.decisions.groupby("department")[["effort", "diligence", "acceptance", "pass_share", "relabel"]].nunique() == 1).all(axis=None)


# --- residents


def test_neighbours_do_not_change_the_mean():
    """What one loses another gains: the spread narrows by a fifth, the mean stays to a millionth."""
    model = StreetModel("status_quo", "classroom", 60, seed=1, burn_in_days=30, settings={"voice.adaptation": "0"})
    before = model.engine.residents.trust.mean(dtype=np.float64)
    spread = model.engine.residents.trust.std(dtype=np.float64)
    model.run()
    assert model.engine.residents.trust.mean(dtype=np.float64) == pytest.approx(before, abs=1e-6)
    weeks = 13  # days −30 to 59
    assert model.engine.residents.trust.std(dtype=np.float64) == pytest.approx(spread * 0.99**weeks, rel=0.02)
    assert spread_of_trust(run()) < spread


def test_a_group_complaint_has_a_group():
    issues, problems = run().trace.issues, run().trace.problems
    group = issues[issues["threat"] == Threat.GROUP]
    assert (group["round"] > 0).all()
    assert (problems["reports"].to_numpy()[group["problem_index"]] >= 3).all()


def test_petitions_cost_hours():
    dear = run("status_quo", {"voice.petition": 0.2})
    cheap = run("status_quo", {"voice.petition": 0.2, "voice.petition_hours": 0.0})
    contact = [w.loc[w["kind"] == Work.CONTACT, "hours"].sum() for w in (cheap.trace.workload, dear.trace.workload)]
    many = (dear.trace.issues["threat"] == Threat.PETITION).sum()
    assert contact[1] - contact[0] == pytest.approx(4.0 * many, rel=0.3)


# --- what patrols find has no reporter


@pytest.mark.clause("F5")
def test_what_a_patrol_finds_has_no_reporter():
    """Nobody is surveyed, nobody learns, nobody tells of it; the street does not call."""
    r = run("ranking", {**PATROL, **RANKED})
    found = r.trace.issues[r.trace.issues["channel"] == Channel.GRID]
    assert len(found) > 100
    for name in ("surveyed", "rated", "round", "called_back"):
        assert (found[name] == 0).all(), name
    reported = r.trace.issues[r.trace.issues["channel"] != Channel.GRID]
    learned = StreetModel("status_quo", "classroom", 1, seed=1, burn_in_days=0).engine.residents.expected_days
    changed = np.flatnonzero(r.model.engine.residents.expected_days != learned)
    assert set(changed) <= set(reported["reporter"])
    told = r.model.engine.town.solved.sum()
    assert 0 < told <= ((reported["status"] == Status.CLOSED) & reported["last_evaluate"].notna()).sum()


# --- row by row: the same rows in two runs


def both(there: Run, gone: Run, chosen: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the chosen rows of one run, and the same rows in the other."""
    mine = there.trace.issues[chosen].set_index("row")
    theirs = gone.trace.issues.set_index("row")
    same = mine.index.intersection(theirs.index)
    return mine.loc[same], theirs.loc[same]


def days_open(rows: pd.DataFrame) -> float:
    return float(((rows["closed_at"].fillna(END) - rows["first_collect"]) / 24.0).mean())


def closed_when_called(rows: pd.DataFrame) -> pd.Series:
    """Tell which rows' reporters answered the city's first call after the closing."""
    return (rows["rated"] == 1) & (rows["evaluated_at"] > rows["closed_at"])


@pytest.mark.clause("D3")
def test_deliberation_is_slower_and_holds_better():
    there, gone = run("status_quo", {"deliberation.share": 0.8}), run()
    issues = there.trace.issues
    mine, theirs = both(there, gone, (issues["deliberated"] == 1) & (issues["status"] == Status.CLOSED))
    assert len(mine) > 80
    assert days_open(mine) > days_open(theirs) + 5.0
    assert mine["truly_solved"].mean() > theirs["truly_solved"].mean() + 0.05
    assert (mine["authority"] == Level.COMMUNITY).all()


def test_having_been_heard_is_accepted():
    """Two log odds instead of a half make more of the same rows satisfied; nothing else changes for them."""
    settings = {"deliberation.share": 1.0, "survey.coverage": 1.0}
    deaf, heard = run("status_quo", settings), run("status_quo", {**settings, "stocks.deliberation_accepted": 2.0})
    issues = heard.trace.issues
    mine, theirs = both(heard, deaf, (issues["deliberated"] == 1) & (issues["rated"] == 1))
    assert len(mine) > 50
    assert mine["satisfied"].mean() > theirs["satisfied"].mean() + 0.03


def test_call_backs_please_whom_they_reach():
    """The same rows, closed before the city calls: more are satisfied, as far as contact can, though no more is solved."""
    settings = {**RANKED, **EVERY_DAY, "conduct.call_back_hours": 0.5}
    pleased, solved = [], []
    for there, gone in zip(runs("status_quo", settings), runs("status_quo", settings, ("call_backs",)), strict=True):
        issues = there.trace.issues
        mine, theirs = both(there, gone, (issues["called_back"] > 0) & closed_when_called(issues))
        answered = closed_when_called(theirs).to_numpy()
        mine, theirs = mine[answered], theirs[answered]
        assert len(mine) > 500
        pleased.append(mine["satisfied"].mean() - theirs["satisfied"].mean())
        solved.append(mine["solved_then"].mean() - theirs["solved_then"].mean())
    asked = run().model.rules.evaluation
    contact = [h / (h + asked.contact_half_hours) for h in (0.2, 0.7)]  # first contact, and half an hour of checking
    most = asked.satisfied_contact * (contact[1] - contact[0]) / 4.0  # a logistic curve rises by no more than a quarter
    assert low(np.array([pleased])) > 0.0 and np.mean(pleased) < most
    assert abs(np.mean(solved)) < 0.01


def test_own_checks_come_too_late_where_the_desk_is_full():
    """First contacts and replies go first: a desk whose checks would take more hours than are left makes fewer of them."""
    short, long = (run("status_quo", {**RANKED, "conduct.call_back_hours": hours}) for hours in (0.05, 1.0))
    wanted = [(r.trace.issues["status"] == Status.CLOSED).sum() for r in (short, long)]
    made = [r.trace.issues["called_back"].sum() / n for r, n in zip((short, long), wanted, strict=True)]
    pressure = short.model.engine.town.street_policy["call_back"]
    assert pressure.min() * 0.8 < made[0] < pressure.max() and made[1] < 0.5 * made[0]


def test_who_is_excluded_on_application_is_not_asked():
    issues = run("status_quo", RANKED).trace.issues
    granted = issues[(issues["applied"] == 1) & (issues["status"] == Status.EXCLUDED)]
    before = granted["evaluated_at"].notna()  # the city calls when a row is due, excluded or not yet
    assert before.sum() > 20 and (~before).sum() > 20
    assert (granted["evaluated_at"][before] < granted["closed_at"][before]).all()
    assert (granted["last_evaluate"] == granted["evaluated_at"])[before].all() and (granted["answer_later"] == NONE).all()
    assert (granted["surveyed"][~before] == 0).all() and (granted["recorded_solved"] == 0).all()


def test_granted_applications_become_a_rule():
    """The grid centre grants unreasonable demands the more readily the more it has granted."""
    there, gone = run("status_quo", RANKED), run("status_quo", {**RANKED, "conduct.precedent": 0.0})
    grant = there.model.engine.town.district_policy["grant"][0]
    start = gone.model.engine.town.district_policy["grant"][0]
    assert grant[1] > start[1] and (grant[[0, 2]] == start[[0, 2]]).all()
    granted = there.model.engine.town.scorecards["granted"].sum()
    # 1 − 0.95^(granted ÷ 100) of the way from 0.6 to 1; what the last week granted is not yet counted
    assert grant[1] == pytest.approx(0.6 + 0.4 * (1.0 - 0.95 ** (granted / 100.0)), abs=0.003)


# --- supervision


def test_supervision_moves_old_cases_up():
    """The same rows, supervised, at the street: a head start brings them forward."""
    far, near = ({**EVERY_MONTH, "conduct.urged_days": days} for days in (180.0, 0.0))
    there, gone = run("status_quo", far), run("status_quo", near)
    issues = there.trace.issues
    chosen = (issues["urged"] == 1) & (issues["authority"] == Level.STREET) & (issues["grade"] != Grade.EMERGENCY)
    mine, theirs = both(there, gone, chosen)
    assert len(mine) > 40
    assert days_open(mine) < days_open(theirs)


def test_a_round_of_supervision_has_a_list_of_bounded_length():
    r = run("status_quo", {"supervision.interval_days": 30, "conduct.supervise_most": 5})
    streets = len(r.model.world.street_district)
    rounds = r.trace.daily.set_index("day")["urged"]
    assert rounds[rounds > 0].index.tolist() == list(range(0, DAYS, 30)) and (rounds[rounds > 0] == 5 * streets).all()


def test_supervision_costs_its_hours():
    r = run("status_quo", EVERY_MONTH)
    booked = r.trace.tasks[r.trace.tasks["kind"] == 7]
    assert booked["hours"].sum() == pytest.approx(0.5 * r.trace.daily["urged"].sum())
    assert set(booked["issued_at"] // 24.0) <= set(range(0, DAYS, 30))
    first = booked[booked["issued_at"] == 0.0]
    assert (first.groupby("office").size() > 5).all()  # bundles, over the sections of the street


def test_a_campaign_is_one_round():
    """Of every case that is open and overdue on its morning, and of nothing else."""
    r = run("status_quo", {"supervision.campaign_day": 45})
    issues, morning = r.trace.issues, 24.0 * 45
    overdue = (issues["first_collect"] < morning) & ~(issues["closed_at"] < morning) & (issues["due_at"] <= morning)
    urged = r.trace.daily.set_index("day")["urged"]
    assert urged[45] == overdue.sum() > 100 and urged.drop(45).sum() == 0


def test_urged_whistles_are_another_visit():
    r = run("whistle", {**EVERY_MONTH, "supervision.urge_whistle": "true"})
    called = r.trace.assignments
    letters = called[called["whistle"] < 0].groupby(["issue", "visit"])["lapsed"].min()  # 1: none of them was answered
    issues = r.trace.issues.iloc[letters[letters == 1].index.get_level_values("issue").unique()]
    issues = issues[issues["lapsed"] == 0]  # letters taken back, not given up
    assert len(issues) > 100
    assert (issues["visits"] > 0).all() and (issues["urged"] == 1).all()
    # One by one: what has not been whistled is with the street, which prepares it, or with its leader.
    town, rest = r.model.engine.town, issues[issues["whistles"] == 0]
    jobs, events = active_jobs(town), table(town, "events")
    preparing = jobs["subject"][jobs["kind"] == PREPARE]
    confirming = events["subject"][events["kind"] == EventKind.RELEASED]
    assert (issues["whistles"] > 0).sum() > 100
    assert np.isin(rest.index, np.concatenate([preparing, confirming])).all()


# --- stationed teams


LAST = (DAYS - 1 + 30) // 7 * 7 - 30  # day of the last weekly decision; the first is on day −30


def test_teams_slacken_where_nobody_reviews_them_and_not_before_they_come():
    idle, watched, none = run("whistle", TEAMS), run("status_quo", WATCHED), run()
    assert {street.team for street in none.model.streets} == {0.5}
    for street in idle.model.streets:
        # from ½ half of the way to 0.35 every 30 days, over all weekly decisions
        assert street.team == pytest.approx(0.35 + 0.15 * 0.5 ** (LAST / 30))
    for street in watched.model.streets:
        assert street.team == pytest.approx(0.75 - 0.25 * 0.5 ** (LAST / 30))


def test_a_rotated_team_is_new():
    r = run("status_quo", {**WATCHED, "review.rotation_threshold": 0.95})
    assert all(street.newness > 0.0 for street in r.model.streets)
    assert all(street.newness == 0.0 for street in run("status_quo", WATCHED).model.streets)
    handled = r.trace.issues[r.trace.issues["delegated"] == Authority.STATIONED]
    assert (handled["whistles"] == 0).all() or len(handled) > 0


# --- ranking


@pytest.mark.clause("S4")
def test_four_classes():
    """One street governed, that with most filings; who presses hardest is the last and the governed."""
    r = run("status_quo", RANKED)
    rankings = r.trace.rankings
    assert set(rankings["day"]) == set(range(0, DAYS, 30))
    assert (rankings.groupby("day")["standing"].apply(lambda s: (s == Standing.GOVERNED).sum()) == 1).all()
    assert (rankings.groupby("day")["place"].apply(sorted).apply(list).apply(lambda p: p == [1, 2, 3])).all()
    score = 0.30 * rankings["response"] + 0.35 * rankings["resolution"] + 0.35 * rankings["satisfaction"]
    assert np.allclose(score, rankings["composite"])
    assert (rankings.sort_values(["day", "place"]).groupby("day")["composite"].apply(lambda c: (c.diff().dropna() <= 0).all())).all()
    last = rankings[rankings["day"] == rankings["day"].max()].set_index("street")
    pressure = {street.number: street.pressure for street in r.model.streets}
    governed = last.index[last["standing"] == Standing.GOVERNED][0]
    assert pressure[governed] == max(pressure.values()) == pytest.approx(0.8)
    assert run().trace.rankings.empty


@pytest.mark.clause("S4")
def test_measured_rates_rise_more_than_true_ones():
    """Both rise, and the measured one more; what only touches records moves the measured one alone."""
    rates = [measure(name) for name in ("resolution_rate", "true_resolution_rate")]

    def found(settings, without=()):
        return np.array([[rate(r) for rate in rates] for r in runs("status_quo", settings, without, range(1, 9))]).T

    ranked = found(RANKED)
    measured, true = ranked - found({"survey.coverage": 1.0, "stakes.level": 0.8})
    assert (low(np.array([true, measured - true])) > 0.0).all()
    measured, true = ranked - found(RANKED, ("false_closing", "applications"))
    assert (low(np.array([measured, measured - true])) > 0.0).all() and true.mean() < 0.0025  # a quarter of a point


# --- slow stocks


def test_root_causes_grow_back():
    """Ten weeks after the work stops a treatment has lost a tenth, 1 − 0.99^10."""
    model = StreetModel("status_quo", "classroom", 70, seed=1, burn_in_days=0, without=("slack",))
    model.engine.town.roots[:] = 0.5
    model.run()
    assert np.allclose(model.engine.town.roots, 1.0 - 0.5 * 0.99**9, atol=0.003)


def test_proactive_work_takes_the_hours_it_says():
    there, gone = run("status_quo", ACTING_FIRST), run()
    done = there.trace.workload.loc[lambda w: (w["kind"] == Work.PROACTIVE) & (w["day"] >= 0), "hours"].sum()
    staffed = there.trace.offices.loc[lambda o: (o["level"] == Level.STREET) & (o["day"] >= 0), "staffed"].sum()
    assert 0.025 < done / staffed < 0.055  # it queues like other work and so lags behind
    assert gone.trace.workload.loc[lambda w: w["kind"] == Work.PROACTIVE, "hours"].sum() == 0.0


def test_money_is_spent_and_not_overspent():
    town, rules = run().model.engine.town, run().model.rules
    year = np.concatenate([rules.streets.budget, rules.districts.budget])
    assert (town.funds >= 0.0).all() and (town.funds[: len(year)] < year).all()
    assert (town.funds[len(year) :] == 0.0).all()  # local units lend nothing yet
    poor = run("status_quo", {"streets.budget": 3.0})
    spent = poor.trace.issues.loc[lambda i: (i["solvability"] == 2) & (i["authority"] < 3), ["truly_solved", "problem_index"]]
    assert spent[spent["truly_solved"] == 1]["problem_index"].nunique() <= np.ceil(poor.model.rules.streets.budget * (1 + 30 / 365)).sum()
