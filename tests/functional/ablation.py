"""The same town, the same seeds, with and without one thing: what that thing alone does, in numbers.

`uv run python -m tests.functional.ablation` prints the table; `test_behaviour.py` asserts it.
"""

import numpy as np
import pandas as pd

from sim.measures import MEASURES
from sim.stages import Authority, Grade, Level, Solvability, Status, Threat, Work
from tests.functional.alone import END, FIVE, SEEDS, Ablation, Dose, Measured, Quantity, Run, dose_table, table


def measure(name: str) -> Quantity:
    """Return a measure of `sim.measures`."""
    of = next(m.of for m in MEASURES if m.name == name)
    return lambda r: of(r.trace)


def counted(name: str) -> Quantity:
    """Sum a column of the daily table from day 0."""
    return lambda r: float(r.trace.daily.loc[r.trace.daily["day"] >= 0, name].sum())


def at_end(name: str) -> Quantity:
    """Return a column of the daily table on the last day."""
    return lambda r: float(r.trace.daily[name].iloc[-1])


def decided(name: str) -> Quantity:
    """Return the mean over departments of their last decision."""
    return lambda r: float(r.trace.decisions.loc[lambda d: d["day"] == d["day"].max(), name].mean())


def of_streets(name: str) -> Quantity:
    """Return the mean over streets of a policy in force at the end."""
    return lambda r: float(r.model.engine.town.street_policy[name].mean())


def hours(*kinds: Work) -> Quantity:
    """Return hours of some kinds of work from day 0."""
    wanted = [int(kind) for kind in kinds]
    return lambda r: float(r.trace.workload.loc[lambda w: (w["day"] >= 0) & w["kind"].isin(wanted), "hours"].sum())


def rows(r: Run) -> pd.DataFrame:
    """Return rows registered from day 0."""
    return r.trace.issues[r.trace.issues["first_collect"] >= 0.0]


def trust_of_the_satisfied(r: Run) -> float:
    """Return mean trust of who answered that they were satisfied, less that of who was not."""
    rated = r.trace.issues[r.trace.issues["rated"] == 1]
    trust = r.model.engine.residents.trust[rated["reporter"].to_numpy()]
    happy = rated["satisfied"].to_numpy() == 1
    return float(trust[happy].mean() - trust[~happy].mean())


def trust_of_repeats(r: Run) -> float:
    """Return mean trust of who filed again, less that of all whose first row was closed as unsolved."""
    trust = r.model.engine.residents.trust
    again, first = rows(r)[rows(r)["round"] > 0], rows(r)[(rows(r)["round"] == 0) & (rows(r)["truly_solved"] == 0)]
    first = first[first["status"] == Status.CLOSED]
    return float(trust[again["reporter"]].mean() - trust[first["reporter"]].mean())


def spread_of_trust(r: Run) -> float:
    """Return the standard deviation of trust."""
    return float(np.std(r.model.engine.residents.trust, dtype=np.float64))


def petitions(r: Run) -> float:
    """Count petitions."""
    return float((rows(r)["threat"] == Threat.PETITION).sum())


def group_complaints(r: Run) -> float:
    """Count group complaints."""
    return float((rows(r)["threat"] == Threat.GROUP).sum())


def days_to_contact_of_threats(r: Run) -> float:
    """Return mean days until a group complaint or petition gets its first call; who waits has waited to the end."""
    threats = rows(r)[(rows(r)["threat"] > 0) & (rows(r)["grade"] != Grade.EMERGENCY)]
    return float((threats["contacted_at"].fillna(END) - threats["first_collect"]).mean() / 24.0)


def solved_visits(level: Level) -> Quantity:
    """Return the share of rows of one authority, solvable and handled once, that were truly solved."""

    def share(r: Run) -> float:
        once = rows(r)[(rows(r)["solvability"] == Solvability.SOLVABLE) & (rows(r)["round"] == 0)]
        once = once[(once["visits"] == 0) & (once["authority"] == level) & (once["status"] == Status.CLOSED)]
        return float(once["truly_solved"].mean())

    return share


def solved_by_whistle(r: Run) -> float:
    """Return the share of whistled solvable rows that were truly solved when they were last handled."""
    issues = r.trace.issues
    called = issues.iloc[r.trace.whistles.loc[r.trace.whistles["done_at"].notna(), "issue"].unique()]
    return float(called.loc[called["solvability"] == Solvability.SOLVABLE, "truly_solved"].mean())


def hours_by_whistle(r: Run) -> float:
    """Return mean hours of a department's part of a whistle."""
    called = r.trace.assignments[(r.trace.assignments["whistle"] >= 0) & (r.trace.assignments["released_at"] >= 0.0)]
    return float(called["hours"].mean())


def hours_to_accept(r: Run) -> float:
    """Return mean clock hours from a whistle to a department's acceptance."""
    called = r.trace.assignments[(r.trace.assignments["whistle"] >= 0) & (r.trace.assignments["released_at"] >= 0.0)]
    return float((called["accepted_at"] - called["released_at"]).mean())


def easy_ahead(r: Run) -> float:
    """Return how many days more a street's hard tickets wait until they are handled than its easy ones."""
    street = rows(r)[(rows(r)["authority"] == Level.STREET) & (rows(r)["grade"] != Grade.EMERGENCY)]
    street = street[~street["status"].isin([Status.WITHDRAWN, Status.EXCLUDED])]
    waited = (street["first_handle"].fillna(END) - street["first_classify"]) / 24.0
    return float(waited[street["easy"] == 0].mean() - waited[street["easy"] == 1].mean())


def falsely_closed(r: Run) -> float:
    """Return the share of closed rows recorded as solved that are not."""
    closed = rows(r)[(rows(r)["status"] == Status.CLOSED) & (rows(r)["recorded_solved"] == 1)]
    return float((closed["truly_solved"] == 0).mean())


def excluded(r: Run) -> float:
    """Count rows taken out of the rates."""
    return float((rows(r)["status"] == Status.EXCLUDED).sum())


def historic_solved(r: Run) -> float:
    """Count historic problems' rows that were solved."""
    return float(rows(r).loc[rows(r)["solvability"] == Solvability.HISTORIC, "truly_solved"].sum())


def willingness(r: Run) -> float:
    """Return the mean willingness to whistle."""
    return float(r.model.engine.town.willingness.mean())


def skill(r: Run) -> float:
    """Return the mean skill of the streets."""
    return float(np.mean([street.skill for street in r.model.streets]))


def root_causes(r: Run) -> float:
    """Return the mean root cause."""
    return float(r.model.engine.town.roots.mean())


def problems(r: Run) -> float:
    """Count problems that arose from day 0."""
    return float((r.trace.problems["arises_at"] >= 0.0).sum())


def found_in_census(r: Run) -> float:
    """Count problems found in the week from day 30."""
    daily = r.trace.daily
    return float(daily.loc[(daily["day"] >= 30) & (daily["day"] < 37), "found"].sum())


def handled_by_teams(r: Run) -> float:
    """Count rows that a stationed team handled."""
    return float((rows(r)["delegated"] == Authority.STATIONED).sum())


def solved_by_teams(r: Run) -> float:
    """Return the share of solvable rows a stationed team handled from day 60 on that were solved."""
    theirs = rows(r)[(rows(r)["delegated"] == Authority.STATIONED) & (rows(r)["first_handle"] >= 24.0 * 60)]
    return float(theirs.loc[theirs["solvability"] == Solvability.SOLVABLE, "truly_solved"].mean())


def letters_taken_back(r: Run) -> float:
    """Count visits by letter of which nothing was answered and which another visit followed."""
    letters = r.trace.assignments[r.trace.assignments["whistle"] < 0]
    unanswered = letters.groupby(["issue", "visit"])["lapsed"].min().loc[lambda lapsed: lapsed == 1].reset_index()
    return float((r.trace.issues["visits"].to_numpy()[unanswered["issue"]] > unanswered["visit"]).sum())


def hours_to_integrate(r: Run) -> float:
    """Return mean clock hours from a report to its street."""
    return float((rows(r)["first_integrate"] - rows(r)["first_collect"]).mean())


EIGHT = tuple(range(1, 9))
ASSESSED = {"street_evaluation.weight": 0.33}  # departments by their streets
PRESSED = {"street_evaluation.weight": 0.6, "stakes.level": 1.0, "monitoring.coverage": 1.0,
           "staffing.department_factor": 2.0}  # fmt: skip
RETURNING = {"street_evaluation.weight": 0.6, "stakes.level": 1.0, "monitoring.coverage": 1.0,
             "conduct.acceptance_gain": 8.0}  # fmt: skip
RANKED = {"ranking.on": "true", "ranking.exclusions": "true", "survey.coverage": 1.0, "stakes.level": 0.8}
STRAINED = {**RANKED, "staffing.street_factor": 0.7}  # so that work waits for everybody
RELIEVED = {"duty_list.gate": 0.8}  # who has less to do than before has hours to spare
UNLEARNED = {"voice.adaptation": 0.0, "voice.petition": 0.0, "residents.trust_spread": 0.25}
TEAMS = {"sinking.share": 0.3}
WATCHED = {**TEAMS, "review.interval_days": 60}
EVERY_MONTH = {"supervision.interval_days": 30, "conduct.supervise_most": 1000}  # every case, as in a campaign
PATROL = {"grid_patrol.hours_share": 0.05}
ACTING_FIRST = {"proactive.hours_share": 0.05}
ASKED = {"survey.coverage": 1.0}
EVERY_DAY = {"direct_dispatch.on": "true"}  # contact desks, and their hours

ABLATIONS = (
    Ablation("expectation_and_trust", "the satisfied trust more", trust_of_the_satisfied, +1),
    Ablation("neighbours", "trust is spread less", spread_of_trust, -1),
    Ablation("word_of_mouth", "awareness rises", at_end("awareness"), +1),
    Ablation("word_of_mouth", "fewer are silent", measure("silent_share"), -1),
    Ablation("trust_and_repeats", "who trusts tries again", trust_of_repeats, +1, UNLEARNED),
    Ablation("threats", "repeats with weight", counted("threats"), +1),
    Ablation("quality_under_load", "less is truly solved", solved_visits(Level.STREET), -1, {"pressure.haste": 0.0},
             least=0.01),
    Ablation("effort", "more weight on whistled work", decided("effort"), +1, ASSESSED, scenario="whistle"),
    Ablation("effort", "departments come sooner", measure("median_hours_to_check_in"), -1, ASSESSED,
             scenario="whistle", pairs=FIVE),
    Ablation("diligence", "more care", decided("diligence"), +1, PRESSED, scenario="whistle"),
    Ablation("diligence", "more is truly solved", solved_by_whistle, +1, PRESSED, scenario="whistle"),
    Ablation("diligence", "care costs time", hours_by_whistle, +1, PRESSED, scenario="whistle", pairs=FIVE),
    Ablation("acceptance", "departments accept more", decided("acceptance"), +1, RETURNING, scenario="whistle"),
    Ablation("acceptance", "less is returned", measure("return_share"), -1, RETURNING, scenario="whistle", pairs=FIVE),
    Ablation("relief", "more is passed down", measure("passed_down_hours"), +1, {"conduct.relief_gain": 0.3},
             scenario="whistle", pairs=FIVE),
    Ablation("deterrence", "less is offered", decided("pass_share"), -1, {"duty_list.gate": 0.8}),
    Ablation("accountability", "departments pass less down", decided("pass_share"), -1,
             {"accountability.strength": 0.8}),
    Ablation("relabelling", "who is refused presents more as exempt", decided("relabel"), +1, {"duty_list.gate": 0.8}),
    Ablation("relabelling", "more gets in", measure("passed_down_hours"), +1, {"duty_list.gate": 0.8}),
    Ablation("attention", "streets work less upward", measure("street_funnel_share"), -1, STRAINED),
    Ablation("attention", "residents wait less", measure("restricted_mean_days_30"), -1, STRAINED),
    Ablation("easy_first", "where many are easy, they go ahead of hard ones", easy_ahead, +1,
             {**RANKED, "service.easy_hours": 6.0}, pairs=FIVE),
    Ablation("insistence", "more is reopened", measure("reopen_share"), +1, RANKED),
    Ablation("insistence", "more is truly solved", measure("true_resolution_rate"), +1, RANKED),
    Ablation("false_closing", "the ledger flatters", falsely_closed, +1, RANKED, pairs=FIVE),
    Ablation("call_backs", "streets call again", hours(Work.CALL_BACK), +1, RANKED),
    Ablation("applications", "rows leave the rates", excluded, +1, RANKED),
    Ablation("applications", "the measured rate rises", measure("resolution_rate"), +1, RANKED, pairs=EIGHT),
    Ablation("leniency", "marks drift up", measure("department_score"), +1, scenario="pilot_2018"),
    Ablation("learned_whistling", "streets whistle more for who comes", willingness, +1,
             {**ASSESSED, "conduct.relations_cost": 0.0}, scenario="whistle"),
    Ablation("care", "more is truly solved", measure("true_resolution_rate"), +1, RANKED),
    Ablation("skill", "those who are asked about learn", skill, +1, ASKED),
    Ablation("root_causes", "fewer problems arise", problems, -1, ACTING_FIRST),
    Ablation("slack", "hours to spare go to root causes", hours(Work.SLACK), +1, RELIEVED),
    Ablation("slack", "fewer problems arise", problems, -1, RELIEVED),
    Ablation("yearly_budgets", "historic problems are solved", historic_solved, +1),
    Ablation("yearly_budgets", "more is truly solved", measure("true_resolution_rate"), +1),
    # what levers start
    Ablation("grid patrol", "problems nobody reported are found", counted("found"), +1, PATROL, {}),
    Ablation("grid patrol", "more is truly solved", measure("true_resolution_rate"), +1, PATROL, {}),
    Ablation("special census", "problems are found at once", found_in_census, +1, {"proactive.census_day": 30}, {}),
    Ablation("direct dispatch", "tickets reach streets sooner", hours_to_integrate, -1, {"direct_dispatch.on": "true"},
             {}),
    Ablation("direct dispatch", "streets answer sooner", measure("response_rate"), +1, {"direct_dispatch.on": "true"},
             {}),
    Ablation("department seats", "departments answer sooner", hours_to_accept, -1, {"department_seats.departments": 3},
             {}, "whistle"),
    Ablation("supervision", "old cases are reported on", hours(Work.SUPERVISED), +1, EVERY_MONTH, {}),
    Ablation("supervision urging whistles", "letters become whistles", measure("whistles"), +1,
             {**EVERY_MONTH, "supervision.urge_whistle": "true"}, EVERY_MONTH, "whistle"),
    Ablation("supervision urging whistles", "letters nobody has begun are taken back", letters_taken_back, +1,
             {**EVERY_MONTH, "supervision.urge_whistle": "true"}, EVERY_MONTH, "whistle"),
    Ablation("supervision urging whistles", "departments then take up fewer letters", measure("letters_taken_up"), -1,
             {**EVERY_MONTH, "supervision.urge_whistle": "true"}, EVERY_MONTH, "whistle"),
    Ablation("stationed teams", "streets handle it themselves", handled_by_teams, +1, TEAMS, {}, "whistle"),
    Ablation("stationed teams", "they whistle less", measure("whistles"), -1, TEAMS, {}, "whistle"),
    Ablation("review of teams", "teams solve more", solved_by_teams, +1, WATCHED, TEAMS),
    Ablation("rotation of teams", "newcomers solve less at first", solved_by_teams, -1,
             {**WATCHED, "review.rotation_threshold": 0.95}, WATCHED),
    Ablation("proactive work", "hours go to root causes", hours(Work.PROACTIVE), +1, ACTING_FIRST, {}),
    Ablation("proactive work", "fewer rows are registered", measure("issues"), -1, ACTING_FIRST, {}),
    Ablation("ranking", "the measured rate rises", measure("resolution_rate"), +1, RANKED,
             {**ASKED, "stakes.level": 0.8}),
    Ablation("group complaints", "several speak together", group_complaints, +1, {}, {"voice.group_size": 0}),
    Ablation("petitions", "the unsolved petition", petitions, +1, {}, {"voice.petition": 0.0}),
    Ablation("head start of threats", "threats are answered first", days_to_contact_of_threats, -1,
             {"voice.petition": 0.2}, {"voice.petition": 0.2, "voice.head_start_days": 0.0}),
)  # fmt: skip

DOSES = (
    Dose("expectation_and_trust", trust_of_the_satisfied, +1, "voice.adaptation", (0.1, 0.2)),
    Dose("neighbours", spread_of_trust, -1, "voice.neighbours", (0.01, 0.03)),
    Dose("word_of_mouth", at_end("awareness"), +1, "voice.word_of_mouth", (0.001, 0.003)),
    Dose("threats", counted("threats"), +1, "voice.petition", (0.06, 0.2)),
    Dose("quality_under_load", solved_visits(Level.STREET), -1, "pressure.slip", (0.0, 0.3, 0.6),
         {"pressure.haste": 0.0}, seeds=SEEDS[:1]),
    Dose("quality_under_load", hours(Work.RESIDENT), -1, "pressure.haste", (0.0, 0.4), {"pressure.slip": 0.0}, seeds=SEEDS[:1]),
    Dose("effort", decided("effort"), +1, "street_evaluation.weight", (0.1, 0.33, 0.6), scenario="whistle"),
    Dose("diligence", decided("diligence"), +1, "conduct.diligence_gain", (3.0, 8.0), PRESSED, "whistle"),
    Dose("acceptance", decided("acceptance"), +1, "conduct.acceptance_gain", (3.0, 8.0), RETURNING, "whistle"),
    Dose("relief", decided("pass_share"), +1, "conduct.relief_gain", (0.1, 0.3), scenario="whistle", seeds=SEEDS[:1]),
    Dose("insistence", measure("reopen_share"), +1, "ranking.weight", (0.3, 1.0), RANKED),
    Dose("applications", excluded, +1, "conduct.apply_gain", (0.3, 0.6), RANKED),
    Dose("skill", skill, +1, "stocks.skill_gain", (0.05, 0.1), ASKED),
    Dose("root_causes", problems, -1, "proactive.hours_share", (0.05, 0.1)),
    Dose("yearly_budgets", historic_solved, +1, "streets.budget", (3.0, 10.0)),
    Dose("grid patrol", counted("found"), +1, "grid_patrol.hours_share", (0.02, 0.05)),
    Dose("stationed teams", handled_by_teams, +1, "sinking.share", (0.1, 0.3), scenario="whistle"),
    Dose("review of teams", of_streets("team_quality"), +1, "review.interval_days", (364, 60), TEAMS),
)  # fmt: skip


if __name__ == "__main__":
    with pd.option_context("display.width", 200, "display.max_rows", None, "display.max_colwidth", 60):
        taken = Measured(*ABLATIONS, *DOSES)
        print(table(taken, ABLATIONS).to_string(index=False))
        print(dose_table(taken, DOSES).to_string(index=False))
