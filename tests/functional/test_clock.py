"""The clock of a case, each part alone: contact desks, replies, what reporters say, days of a deadline, load of a place."""

import numpy as np
import pytest

from scenarios.compile import compile_scenario
from scenarios.loading import load_scenario
from scenarios.place import load_place
from sim.clock import Calendar, add_staffed
from sim.load import offered_load
from sim.model import StreetModel
from sim.stages import Channel, Grade, Level, Status, Work
from sim.still import BEHAVIOURS
from tests.functional.ablation import ASKED, EVERY_DAY, RANKED, hours, measure, rows
from tests.functional.alone import (
    FIVE,
    Ablation,
    Dose,
    Measured,
    Run,
    assert_it_acts,
    assert_more_does_more,
    low,
    named,
    run,
    runs,
)
from tests.slow import all_slow_but

AT_ONCE = {"demand.dispatch_hours": 0.1}  # as under direct dispatch
ONE_EACH = {**EVERY_DAY, "direct_dispatch.desk_share": 0.075}  # the classroom's desks have one person, as before
ROUNDS = {"supervision.interval_days": 30}
RANKING = {"ranking.on": "true"}


def hours_to_contact(r: Run) -> float:
    """Return mean clock hours until the first contact of what is no emergency and was filed a week before the end."""
    filed = rows(r)[(rows(r)["grade"] != Grade.EMERGENCY) & (rows(r)["first_collect"] < 24.0 * (r.trace.days - 7))]
    return float((filed["contacted_at"] - filed["first_collect"]).mean())


def at_weekends(r: Run) -> float:
    """Return the share contacted within 24 hours of what was filed on Friday after five or on Saturday."""
    filed = filed_at_weekends(r)
    return float((filed["contacted_at"] - filed["first_collect"] <= 24.0).mean())


def filed_at_weekends(r: Run):
    """Return the rows but emergencies that reached their street from Friday, half past five, to Sunday, nine."""
    filed = rows(r)[rows(r)["grade"] != Grade.EMERGENCY]
    into_week = (filed["first_integrate"] - 24.0 * 4) % 168.0  # hours from Friday 0:00; day 0 is a Monday
    return filed[(into_week > 17.5) & (filed["first_collect"] % 168.0 < 24.0 * 6 + 9.0) & (into_week < 57.0)]


def from_the_sections(r: Run) -> float:
    """Return the people of streets' sections."""
    return float(r.model.rules.streets.section_staff.sum())


CLOCK = (
    Ablation("every day", "streets answer in time", measure("response_rate"), +1, {**AT_ONCE, **ONE_EACH}, AT_ONCE),
    Ablation("every day", "and at weekends, too", at_weekends, +1, {**AT_ONCE, **ONE_EACH}, AT_ONCE, least=0.5),
    Ablation("every day", "duty costs hours", measure("duty_hours"), +1, {**AT_ONCE, **ONE_EACH}, AT_ONCE),
    Ablation("every day", "they are no hours of the working day", hours(Work.CONTACT), -1, {**AT_ONCE, **ONE_EACH}, AT_ONCE),
    Ablation("replies", "who is ranked replies", measure("on_time_reply"), +1, RANKING, {}),
    Ablation("replies", "and calls for it", hours(Work.REPLY), +1, RANKING, {}),
    Ablation("replies", "who is supervised replies", measure("on_time_reply"), +1, ROUNDS, {}),
    Ablation("replies", "and calls for it, too", hours(Work.REPLY), +1, ROUNDS, {}),
    Ablation("direct dispatch", "streets are asked sooner", hours_to_contact, -1, EVERY_DAY, {}),
    Ablation("committee", "what the director may decide is closed in time", measure("closed_late"), -1,
             {"committee.delegated_share": 1.0}, {"committee.delegated_share": 0.0}),
)  # fmt: skip

DOSES = (
    Dose("contact desk", measure("response_rate"), +1, "streets.desk_share", (0.05, 0.15)),
    Dose("contact desk", hours_to_contact, -1, "streets.desk_share", (0.05, 0.15)),
    Dose("contact desk", from_the_sections, -1, "streets.desk_share", (0.05, 0.10, 0.15), seeds=(1,)),
    Dose("contact desk every day", hours_to_contact, -1, "direct_dispatch.desk_share", (0.05, 0.15), EVERY_DAY),
    Dose("replies", hours(Work.REPLY), +1, "service.reply_hours", (0.05, 0.1, 0.3), RANKED),
    Dose("own checks", hours(Work.CALL_BACK, Work.DUTY), +1, "conduct.call_back_gain", (0.0, 0.5, 1.0), {**RANKED, **EVERY_DAY}),
    Dose("what is believed", measure("resolution_rate"), +1, "evaluation.believed", (0.1, 0.3, 0.5), ASKED),
    Dose("what is confirmed", measure("resolution_rate"), +1, "evaluation.confirmed", (0.9, 0.95, 1.0), ASKED),
)  # fmt: skip

FEW = ("every day: and at weekends, too", "replies: who is ranked replies")
FEW_DOSES = ("contact desk by streets.desk_share",)


@pytest.fixture(scope="module", name="taken")
def rows_measured():
    """What all rows of this file ask of their worlds."""
    return Measured(*CLOCK, *DOSES)


@pytest.mark.parametrize("part", all_slow_but(FEW, CLOCK, named), ids=named)
def test_what_one_part_alone_does(part, taken):
    assert_it_acts(part, taken)


@pytest.mark.parametrize("dose", all_slow_but(FEW_DOSES, DOSES, named), ids=named)
def test_more_of_a_part_does_more(dose, taken):
    assert_more_does_more(dose, taken)


# --- contact desks


def test_nobody_answers_at_weekends_where_desks_keep_office_hours():
    """From Friday, half past five, to Monday, nine: who files until Sunday, nine, waits longer than a day."""
    assert len(filed_at_weekends(run())) > 500 and at_weekends(run()) == 0.0


def test_duty_is_no_part_of_utilisation():
    """Hours worked outside the working day stand in rows of their own; what is staffed is what people are there for."""
    r = run("status_quo", {**AT_ONCE, **ONE_EACH})
    gone = run("status_quo", AT_ONCE)
    work = r.trace.workload[r.trace.workload["level"] == Level.STREET]
    duty = work[(work["kind"] == Work.DUTY) & (work["day"] >= 0)]
    assert set(duty["day"] % 7) == set(range(7)) and duty["hours"].sum() > 200.0
    assert (measure("staffed_hours")(r), measure("duty_hours")(gone)) == (measure("staffed_hours")(gone), 0.0)
    offices = r.trace.offices[r.trace.offices["level"] == Level.STREET]
    worked = work[~work["kind"].isin([Work.DUTY, Work.DESK])]["hours"].sum()
    assert offices["staffed"].sum() + offices["overrun"].sum() == pytest.approx(worked + offices["idle"].sum(), rel=1e-9)


# --- replies


def test_nobody_replies_but_by_dealing_with_it_where_nobody_is_assessed():
    r = run()
    replied = r.trace.issues[r.trace.issues["replied_at"].notna()]
    assert len(replied) > 3000 and hours(Work.REPLY)(r) == 0.0
    dealt_with = replied["last_verify"].where(replied["at_once"] == 0, replied["closed_at"])
    assert (replied["replied_at"] == dealt_with).all()


@pytest.mark.parametrize("settings", [RANKING, ROUNDS], ids=["ranking", "supervision"])
def test_replies_come_a_working_day_before_they_are_due(settings):
    """A reply is written when a working day is left; desks that sit every day are in time, those with office hours less so.

    Of what is due in 24 hours nothing that was filed on a Saturday can be replied to in time in office hours.
    """
    r = run("status_quo", settings)
    calendar, issues = r.model.world.calendar, r.trace.issues
    written = issues[(issues["replied"] == 1) & (issues["first_collect"] >= 0.0) & (issues["grade"] != Grade.EMERGENCY)]
    later = written[written["grade"] != Grade.URGENT]
    last_day = np.array([add_staffed(calendar, t, calendar.hours_a_day) for t in later["replied_at"]])
    assert len(later) > 500
    assert (last_day >= later["due_at"] - 1e-6).all()
    saturday = written[(written["grade"] == Grade.URGENT) & (written["first_collect"] % 168.0 // 24.0 == 5)]
    in_time = saturday["replied_at"] <= saturday["due_at"]
    assert len(saturday) > 30 and not in_time[(saturday["due_at"] % 168.0 // 24.0 == 6)].any()
    daily = run("status_quo", {**settings, **EVERY_DAY}).trace.issues
    every = daily[(daily["replied"] == 1) & (daily["first_collect"] >= 0.0)]
    shares = [(x["replied_at"] <= x["due_at"]).mean() for x in (written, every)]
    assert shares[0] < 0.9 < shares[1]
    emergencies = issues[(issues["grade"] == Grade.EMERGENCY) & (issues["first_integrate"] >= 0.0) & issues["contacted_at"].notna()]
    assert (emergencies["channel"] != Channel.GRID).all()
    assert (emergencies["replied_at"] == emergencies["contacted_at"]).all()


# --- what reporters say


def test_reporters_say_what_the_two_shares_say():
    """Of all who answered: 0.97 of the solved, 0.3 of those told so in vain; a binomial interval over all rows."""
    r = run("status_quo", ASKED)
    asked = r.trace.issues[r.trace.issues["rated"] == 1]
    told = (asked["status"] == Status.CLOSED) & (asked["recorded_solved"] == 1) & (asked["closed_at"] <= asked["evaluated_at"])
    chance = np.where(asked["solved_then"] == 1, 0.97, np.where(told, 0.3, 0.0))
    assert len(asked) > 3000 and told[asked["solved_then"] == 0].sum() > 100
    assert abs(asked["answer"].sum() - chance.sum()) < 3.0 * np.sqrt((chance * (1.0 - chance)).sum())
    assert (asked["answer"][chance == 0.0] == 0).all()


@pytest.mark.parametrize(("setting", "shares"), [("evaluation.believed", (0.1, 0.5)), ("evaluation.confirmed", (0.9, 1.0))])
def test_what_reporters_say_moves_the_measured_rate_and_nothing_true(setting, shares):
    """Where nobody learns or reacts what is said changes no day of any case; the measured rate alone moves."""
    less, more = (next(runs("status_quo", {**ASKED, setting: x}, tuple(BEHAVIOURS), (1,))).trace for x in shares)
    for name in ("row", "status", "truly_solved", "solved_then", "closed_at", "contacted_at", "evaluated_at", "replied_at"):
        assert less.issues[name].equals(more.issues[name]), name
    assert less.measures()["true_resolution_rate"] == more.measures()["true_resolution_rate"]
    assert more.measures()["resolution_rate"] > less.measures()["resolution_rate"]
    assert (more.issues["answer"] >= less.issues["answer"]).all()  # the same draw: who said yes says yes


# --- days of a deadline


@pytest.fixture(scope="module", name="working_days")
def place_by_working_days(tmp_path_factory):
    """The classroom, whose 7 and 15 days are working days."""
    file = tmp_path_factory.mktemp("places") / "working.toml"
    file.write_text(
        'extends = "classroom"\nname = "working"\nzh = "工作日"\nen = "Working days"\n[deadlines]\nworking_days = true\n',
        encoding="utf-8",
    )
    return str(file)


def test_working_days_give_longer_and_less_is_late(working_days):
    """7 working days are 49 hours of work on, at least nine days; calls come later, so that more is solved by then."""
    found = []
    for seed in FIVE:
        usual, later = (
            StreetModel("status_quo", place, 120, seed=seed, burn_in_days=30, settings=dict(ASKED)).run()
            for place in ("classroom", working_days)
        )
        of = [later.measures()[m] - usual.measures()[m] for m in ("closed_late", "resolution_rate", "true_resolution_rate")]
        found.append(of)
    late, measured, true = np.array(found).T
    assert (low(np.array([-late, measured, measured - true])) > 0.0).all()
    issues = later.issues[later.issues["first_collect"] >= 0.0]
    calendar: Calendar = run().model.world.calendar
    for grade, due in ((Grade.URGENT, 24.0), (Grade.EMERGENCY, 2.0)):
        mine = issues[issues["grade"] == grade]
        assert np.allclose(mine["due_at"] - mine["first_collect"], due)
    for grade, days in ((Grade.ORDINARY, 7), (Grade.COMPLEX, 15)):
        mine = issues[issues["grade"] == grade]
        expected = [add_staffed(calendar, t, days * calendar.hours_a_day) for t in mine["first_collect"]]
        assert len(mine) > 100 and np.allclose(mine["due_at"], expected)


# --- load of a place


def test_a_fuller_town_has_fewer_people_and_longer_waits():
    """As declared: streets together stand at the load, and residents wait the longer the fuller they are."""
    people, stand, waits = [], [], []
    for load in (0.80, 0.95):
        settings = {"streets.load": load}
        compiled = compile_scenario(load_scenario("status_quo"), load_place("quarter", settings), -60, 180)
        rules = compiled.dated[0][1]
        lines = offered_load(rules, compiled.world, compiled.filing).lines
        at_sections = sum(x.hours.sum() for x in lines if x.level == Level.STREET and x.name not in ("contact", "replies"))
        staff = (rules.streets.staff - rules.streets.desk_positions).sum()
        stand.append(at_sections / (1750.0 * staff))
        people.append(rules.streets.staff.sum())
        waits.append([
            StreetModel("status_quo", "quarter", 90, seed=seed, burn_in_days=30, settings=settings).run()
            .measures()["restricted_mean_days_30"] for seed in (1, 2, 3)
        ])  # fmt: skip
    assert people[0] > people[1] and stand == pytest.approx([0.80, 0.95], abs=1.0 / people[1])  # whole people
    assert low(np.array([np.subtract(waits[1], waits[0])])) > 0.0
