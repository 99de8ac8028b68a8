"""What the mechanisms of coordination, of other hands, of command and of assessment must make visible, each alone.

As `tests/functional/ablation.py`: the same town, the same seeds, with and without one thing.
`uv run python -m tests.functional.mechanisms` prints the tables; `test_mechanisms.py` asserts them.
"""

import pandas as pd

from sim.stages import Family, Grade, Handler, Level, Work
from tests.functional.ablation import (
    ASSESSED,
    TEAMS,
    counted,
    decided,
    historic_solved,
    hours,
    hours_by_whistle,
    measure,
    of_streets,
    problems,
    root_causes,
    rows,
    skill,
    solved_by_teams,
    solved_by_whistle,
)
from tests.functional.alone import END, FIVE, Ablation, Dose, Measured, Quantity, Run, dose_table, table


def hours_at(level: Level, *kinds: Work) -> Quantity:
    """Return hours of some kinds of work at one level from day 0."""
    wanted = [int(kind) for kind in kinds]

    def sum_(r: Run) -> float:
        w = r.trace.workload
        return float(w.loc[(w["day"] >= 0) & (w["level"] == level) & w["kind"].isin(wanted), "hours"].sum())

    return sum_


def handed_to(*handlers: Handler) -> Quantity:
    """Count rows last handed to some kinds of handlers outside government."""
    wanted = [int(handler) for handler in handlers]
    return lambda r: float(rows(r)["handler"].isin(wanted).sum())


def lent_means(r: Run) -> float:
    """Count rows last settled with what local units lend."""
    return float(rows(r)["resourced"].sum())


def unknown_problems(r: Run) -> float:
    """Count problems that arose from day 0 and stand in no ledger: neither reported nor found."""
    arisen = r.trace.problems[r.trace.problems["arises_at"] >= 0.0]
    return float((arisen["rows"] == 0).sum())


def called_twice(r: Run) -> float:
    """Count rows whose reporter was called again: misrouted, or the instruction was misunderstood."""
    return float((rows(r)["triages"] > 1).sum())


def days_in_the_office(r: Run) -> float:
    """Return mean days from the first call until a street has handled what it has authority for."""
    street = rows(r)[(rows(r)["authority"] == Level.STREET) & (rows(r)["grade"] != Grade.EMERGENCY)]
    street = street[street["first_classify"].notna()]
    return float((street["first_handle"].fillna(END) - street["first_classify"]).mean() / 24.0)


def days_major_matters_wait(r: Run) -> float:
    """Return how many days longer major matters wait in the office than those like them the director decides alone."""
    like = like_major_matters(r)
    waited, major = (like["first_release"] - like["first_classify"]) / 24.0, like["major"] == 1
    return float(waited[major].mean() - waited[~major].mean())


def like_major_matters(r: Run) -> pd.DataFrame:
    """Return complex cases of several departments that went out from day 0: major matters, and the director's."""
    like = rows(r)[(rows(r)["authority"] >= Level.STREET) & (rows(r)["grade"] == Grade.COMPLEX)]
    several = departments_of(r).reindex(like.index, fill_value=0) >= 2
    return like[several & like["first_release"].notna()]


def departments_of(r: Run) -> pd.Series:
    """Return how many departments each row was brought before, by row of the table of issues."""
    return r.trace.assignments.groupby(["issue", "visit"]).size().groupby("issue").max()


def of_family(family: Family) -> Quantity:
    """Return mean hours from a whistle in a family to a department's first arrival; who waits has waited to the end."""

    def waited(r: Run) -> float:
        called = whistled(r, family)
        return float((called["checked_in_at"].fillna(END) - called["released_at"]).median())

    return waited


def whistled(r: Run, family: Family) -> pd.DataFrame:
    """Return departments' assignments by whistle in a family from day 0."""
    called = r.trace.assignments[(r.trace.assignments["whistle"] >= 0) & (r.trace.assignments["released_at"] >= 0.0)]
    return called[r.trace.issues["family"].to_numpy()[called["issue"]] == family]


def check_hours(r: Run) -> float:
    """Return hours of verification for every row last verified from day 0."""
    return float(hours(Work.VERIFY)(r) / (r.trace.issues["last_verify"] >= 0.0).sum())


def third_parties(r: Run) -> float:
    """Return hours of verification for every whistle evaluated from day 0."""
    evaluated = (r.trace.whistles["evaluated_at"] >= 0.0).sum()
    return float(hours(Work.VERIFY)(r) / evaluated)


SUMMONS = {"coordination_authority.strength": 0.8}
SCHOOL = {"training.hours_per_staff_year": 80.0, "advice_right.strength": 1.0}  # both take hours of streets
GRIDS = {"grid_density.grids_per_community": 20.0}
ALLIANCE = {"property_alliance.coverage": 0.9}
HANDS = {"volunteers.rate": 0.6, "volunteers.hours_per_month": 4.0, "social_organisations.share": 0.1,
         "market_capacity.share": 0.2}  # fmt: skip
MEANS = {"local_units.resources": 1.0}
DISPATCH = {"dispatch_right.on": "true"}
SELDOM = {"committee.interval_days": 28}
CONSULTING = {"consultation.interval_days": 7}
HARD_PRESSED = {"staffing.street_factor": 0.7}  # so that cases wait in sections
LAYERED = {"layers.count": 7}
REPORTING = {**LAYERED, "layers.reporting_hours_per_week": 5.0}
EVIDENCE = {"check_in_rules.evidence_hours": 1.0}
STAYING = {"check_in_rules.stay_until_done": "true"}
FIRST = {"check_in_rules.first_receiver_leads": "true"}
ANSWERABLE = {"accountability.strength": 0.8}
BLIND = {"blind_feedback.on": "true"}
THIRD = {"third_party.share": 0.6}
HEARD = {**TEAMS, "review.hearing": "true"}
SHORT = {**ASSESSED, "whistle.deadline_factor": 0.3}

MECHANISMS = (
    # Party-led coordination, clauses P1 to P4
    Ablation("coordination_authority", "who is summoned comes sooner", measure("median_hours_to_check_in"), -1,
             SUMMONS, {}, "whistle", least=8.0),
    Ablation("coordination_authority", "less is disputed", measure("return_share"), -1, SUMMONS, {}, "whistle"),
    Ablation("coordination_authority", "summoning costs hours", hours(Work.PREPARE), +1, SUMMONS, {}, "whistle",
             least=60.0),
    Ablation("training", "courses take hours", hours(Work.TRAINING), +1, SCHOOL, {}),
    Ablation("training", "skill rises", skill, +1, SCHOOL, {}),
    Ablation("advice_right", "reading plans takes hours", hours(Work.ADVICE), +1, SCHOOL, {}),
    Ablation("advice_right", "root causes shrink", root_causes, -1, SCHOOL, {}),
    Ablation("advice_right", "fewer problems arise", problems, -1, SCHOOL, {}),
    Ablation("grid_density", "problems nobody reported are found", counted("found"), +1, GRIDS, {}),
    Ablation("grid_density", "fewer stay unknown", unknown_problems, -1, GRIDS, {}),
    Ablation("grid_density", "leaders of grids take workers' time", hours(Work.GRID), +1, GRIDS, {}),
    Ablation("grid_density", "more is truly solved", measure("true_resolution_rate"), +1, GRIDS, {}),
    Ablation("property_alliance", "cases go to their owners", handed_to(Handler.PROPERTY, Handler.UTILITY), +1,
             ALLIANCE, {}),
    Ablation("property_alliance", "they work for them", hours_at(Level.HANDLER, Work.RESIDENT), +1, ALLIANCE, {}),
    Ablation("property_alliance", "handing over costs hours", hours(Work.HANDOVER), +1, ALLIANCE, {}),
    Ablation("property_alliance", "communities are relieved", hours_at(Level.COMMUNITY, Work.RESIDENT, Work.HANDOVER),
             -1, ALLIANCE, {}),
    Ablation("property_alliance", "streets are relieved", hours_at(Level.STREET, Work.RESIDENT, Work.HANDOVER), -1,
             ALLIANCE, {}),
    Ablation("volunteers", "they settle small things", handed_to(Handler.VOLUNTEERS), +1, HANDS, {}),
    Ablation("social_organisations", "they settle small things", handed_to(Handler.SOCIAL), +1, HANDS, {}),
    Ablation("market_capacity", "hired firms do what is hired out", handed_to(Handler.CONTRACTOR), +1, HANDS, {}),
    Ablation("other hands", "more is settled outside", measure("outside_share"), +1, HANDS, {}),
    Ablation("other hands", "communities are relieved", hours_at(Level.COMMUNITY, Work.RESIDENT, Work.HANDOVER), -1,
             HANDS, {}),
    Ablation("local_units", "what they lend settles cases", lent_means, +1, MEANS, {}),
    Ablation("local_units", "historic ones, too", historic_solved, +1, MEANS, {}, pairs=FIVE),
    Ablation("dispatch_right", "enforcement comes sooner", of_family(Family.ENFORCEMENT), -1, DISPATCH, {}, "whistle"),
    # decision and command, clauses D1 to D4
    Ablation("committee", "who meets seldom keeps more waiting", days_major_matters_wait, +1, SELDOM, {}),
    Ablation("committee", "and sits less", hours(Work.MEETING), -1, SELDOM, {}),
    Ablation("consultation", "heads of sections meet", hours(Work.MEETING), +1, CONSULTING, {}),
    Ablation("consultation", "misrouted cases that wait need no sorting out", hours(Work.CONTACT), -1,
             {**CONSULTING, **HARD_PRESSED}, HARD_PRESSED, pairs=FIVE),
    Ablation("layers", "instructions lie longer", days_in_the_office, +1, LAYERED, {}),
    Ablation("layers", "more are misunderstood", called_twice, +1, LAYERED, {}),
    Ablation("layers", "reporting to one another helps", called_twice, -1, REPORTING, LAYERED),
    Ablation("layers", "and takes everybody's hours", hours(Work.MEETING), +1, REPORTING, LAYERED),
    # work operation, clauses W2 and W3
    Ablation("check_in_rules", "evidence costs departments hours", hours_by_whistle, +1, EVIDENCE, {}, "whistle"),
    Ablation("check_in_rules", "and streets", check_hours, +1, EVIDENCE, {}, "whistle"),
    Ablation("check_in_rules", "a second try solves more", solved_by_whistle, +1, STAYING, {}, "whistle"),
    Ablation("check_in_rules", "and takes longer", hours_by_whistle, +1, STAYING, {}, "whistle"),
    Ablation("check_in_rules", "the first receiver leads", measure("return_share"), -1, FIRST, {}, "whistle"),
    Ablation("deadline_factor", "a shorter clock is met less often", decided("check_in"), -1, SHORT, ASSESSED,
             "whistle"),
    # supervision and assessment, clause S3
    Ablation("accountability", "departments pass less down", decided("pass_share"), -1, ANSWERABLE, {}, "whistle"),
    Ablation("accountability", "and work less on what is left", measure("passed_down_hours"), -1, ANSWERABLE, {},
             "whistle"),
    Ablation("accountability", "they put more weight on whistles", decided("effort"), +1, ANSWERABLE, {}, "whistle",
             least=0.01),
    Ablation("accountability", "proposals cost hours", hours(Work.PROPOSAL), +1, ANSWERABLE, {}, "whistle", least=15.0),
    Ablation("blind_feedback", "streets are less lenient", of_streets("leniency"), -1, BLIND, {}, "pilot_2018"),
    Ablation("blind_feedback", "marks fall", measure("department_score"), -1, BLIND, {}, "pilot_2018"),
    Ablation("third_party", "marks fall", measure("department_score"), -1, THIRD, {}, "pilot_2018"),
    Ablation("third_party", "assessors take hours", third_parties, +1, THIRD, {}, "pilot_2018"),
    Ablation("hearing", "teams heed a street that is heard", of_streets("team_quality"), +1, HEARD, TEAMS),
    Ablation("hearing", "they solve more", solved_by_teams, +1, HEARD, TEAMS),
)  # fmt: skip

DOSES = (
    Dose("coordination_authority", measure("return_share"), -1, "coordination_authority.strength", (0.4, 0.8),
         scenario="whistle"),
    Dose("property_alliance", measure("outside_share"), +1, "property_alliance.coverage", (0.3, 0.9)),
    Dose("local_units", lent_means, +1, "local_units.resources", (0.25, 1.0)),
    Dose("layers", called_twice, +1, "layers.count", (1, 7)),
    Dose("layers", days_in_the_office, +1, "layers.count", (1, 7), seeds=FIVE),
    Dose("accountability", decided("pass_share"), -1, "accountability.strength", (0.4, 0.8), scenario="whistle"),
    Dose("relabelling", decided("relabel"), +1, "duty_list.gate", (0.4, 0.8)),
)  # fmt: skip


if __name__ == "__main__":
    with pd.option_context("display.width", 200, "display.max_rows", None, "display.max_colwidth", 60):
        taken = Measured(*MECHANISMS, *DOSES)
        print(table(taken, MECHANISMS).to_string(index=False))
        print(dose_table(taken, DOSES).to_string(index=False))
