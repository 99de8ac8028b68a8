"""What letters and booked appointments must make visible, each alone (docs/flow.md, section 5).

As `tests/functional/ablation.py`: the same town, the same seeds, with and without one thing.
`uv run python -m tests.functional.letters` prints the tables; `test_letters.py` asserts them.
"""

import pandas as pd

from sim.clock import staffed_hours_at
from sim.stages import Solvability, Work
from tests.functional.ablation import ASSESSED, decided, hours, measure, rows
from tests.functional.alone import FIVE, Ablation, Dose, Measured, Run, dose_table, table

CROWDED = {"whistle.propensity": 1.0, "whistle.learning": "false", "service.bookable": 0.1}  # more whistles than pairs
RELIEVED = {"conduct.relief_gain": 0.3}


def answered(r: Run) -> float:
    """Return days a letter that was taken up from day 0 waited for that, on average."""
    letters = r.trace.assignments[(r.trace.assignments["asks"] > 0) & (r.trace.assignments["released_at"] >= 0.0)]
    return float((letters["accepted_at"] - letters["released_at"]).mean() / 24.0)


def given_up(r: Run) -> float:
    """Return the share of rows that went to departments by letter and were closed which ended by letters given up."""
    by_letter = rows(r)[(rows(r)["letters"] > 0) & (rows(r)["whistles"] == 0) & rows(r)["closed_at"].notna()]
    return float(by_letter["lapsed"].mean())


def appointments(r: Run) -> pd.DataFrame:
    """Return whistles blown from day 0 for which an appointment was booked and held; emergency desks book none."""
    w = r.trace.whistles
    return w[(w["released_at"] >= 0.0) & (w["booked"] > 0) & (w["appointments"] > 0)]


def lead_time(r: Run) -> float:
    """Return mean staffed hours from the last acceptance to a whistle's first appointment."""
    w = appointments(r)
    called = r.trace.assignments.groupby("whistle")["called_at"].min().reindex(w.index).to_numpy()
    calendar = r.model.world.calendar
    passed = staffed_hours_at(calendar, called) - staffed_hours_at(calendar, w["accepted_at"].to_numpy())
    return float(passed.mean())


def not_booked(r: Run) -> float:
    """Count whistles from day 0 that found no common time and went out as letters."""
    w = r.trace.whistles
    return float(w.loc[w["released_at"] >= 0.0, "not_booked"].sum())


def ended_by_absence(r: Run) -> float:
    """Count whistles whose last appointment was missed."""
    w = appointments(r)
    return float(((w["appointments"] == r.model.rules.service.max_appointments) & w["all_present_at"].isna()).sum())


def until_all_came(r: Run) -> float:
    """Return how many appointments a whistle needed until all had come, on average."""
    w = appointments(r)
    return float(w.loc[w["all_present_at"].notna(), "appointments"].mean())


def solved_together(r: Run) -> float:
    """Return the share truly solved of solvable rows that several departments answered by letter, each for itself."""
    letters = r.trace.assignments[(r.trace.assignments["whistle"] < 0) & r.trace.assignments["done_at"].notna()]
    answers = letters.groupby("issue")["done_at"].count()
    mine = r.trace.issues.loc[answers.index[answers > 1]]
    mine = mine[(mine["solvability"] == Solvability.SOLVABLE) & (mine["lapsed"] == 0) & mine["last_handle"].notna()]
    return float(mine.loc[(mine["visits"] == 0) & (mine["whistles"] == 0), "truly_solved"].mean())


UTILISED = measure("department_utilisation")
KEPT = measure("appointments_kept")
UP, WAIT = measure("letters_taken_up"), measure("own_line_wait")

LETTERS = (
    Ablation("reminders", "letters are taken up that the first ask left", UP, +1, {}, {"service.reminders": 1}),
    Ablation("letters", "their answers fill departments", UTILISED, +1, {}, {"service.take_up": 0.1}),
    Ablation("booking", "without common times whistles go out as letters", not_booked, +1, CROWDED,
             {**CROWDED, "service.bookable": 1.0}, "whistle"),
    Ablation("effort", "appointments are kept", KEPT, +1, ASSESSED, scenario="whistle", pairs=FIVE),
    Ablation("coordination_authority", "booked at shorter notice", lead_time, -1, {"coordination_authority.strength": 0.8},
             {}, "whistle"),
    Ablation("coordination_authority", "appointments are kept", KEPT, +1, {"coordination_authority.strength": 0.8}, {},
             "whistle", pairs=FIVE),
    Ablation("whistle", "letters give way to whistles in departments' days", UP, -1, {"whistle.on": "true"}, {}),
    Ablation("whistle", "and the own line waits longer", WAIT, +1, {"whistle.on": "true"}, {}),
)  # fmt: skip

DOSES = (
    Dose("take_up", UP, +1, "service.take_up", (0.1, 0.25, 0.6)),
    Dose("take_up", answered, -1, "service.take_up", (0.1, 0.25, 0.6)),
    Dose("take_up", given_up, -1, "service.take_up", (0.1, 0.25, 0.6)),
    Dose("take_up", UTILISED, +1, "service.take_up", (0.1, 0.25, 0.6)),
    Dose("take_up", WAIT, +1, "service.take_up", (0.1, 0.25, 0.6), seeds=FIVE),
    Dose("take_up", hours(Work.CHASING), -1, "service.take_up", (0.1, 0.25, 0.6)),
    Dose("pressure of letters", decided("pass_share"), +1, "service.take_up", (0.1, 0.25, 0.6), RELIEVED, seeds=FIVE),
    Dose("letter_tray", UP, +1, "service.letter_tray", (0.5, 2.0, 10.0)),
    Dose("reminders", UP, +1, "service.reminders", (1, 3, 8)),
    Dose("reminders", hours(Work.CHASING), +1, "service.reminders", (1, 3, 8)),
    Dose("reminders", hours(Work.CHASING), +1, "service.remind_hours", (0.1, 0.3, 1.0)),
    Dose("reminders", answered, +1, "service.remind_days", (5.0, 14.0, 45.0)),
    Dose("apart", solved_together, -1, "service.apart", (0.0, 0.3, 0.6)),
    Dose("bookable", lead_time, -1, "service.bookable", (0.1, 0.5, 1.0), {"whistle.propensity": 1.0, "staffing.department_factor": 2.0},
         "whistle"),
    Dose("booking_lead", lead_time, +1, "service.booking_lead", (1.0, 3.5, 14.0), scenario="whistle"),
    Dose("booking_horizon", not_booked, -1, "service.booking_horizon", (5.0, 10.0, 30.0), CROWDED, "whistle"),
    Dose("no_show", KEPT, -1, "service.no_show", (0.0, 0.2, 0.5), scenario="whistle"),
    Dose("no_show", until_all_came, +1, "service.no_show", (0.0, 0.2, 0.5), scenario="whistle"),
    Dose("no_show", ended_by_absence, +1, "service.no_show", (0.0, 0.2, 0.5), scenario="whistle", seeds=FIVE),
    Dose("effort", KEPT, +1, "street_evaluation.weight", (0.1, 0.6), scenario="whistle", seeds=FIVE),
    # these two move effort by a hundredth or two, so what is kept by a fifth of that: less than luck does
    Dose("scoring", decided("effort"), +1, "scoring.check_in", (0.1, 1.0), ASSESSED, "whistle"),
    Dose("monitoring", decided("effort"), +1, "monitoring.coverage", (0.1, 1.0), ASSESSED, "whistle"),
    Dose("patience", KEPT, +1, "service.patience", (0.5, 3.0), scenario="whistle", seeds=FIVE),
    Dose("coordination_authority", lead_time, -1, "coordination_authority.strength", (0.4, 0.8), scenario="whistle", seeds=FIVE),
    Dose("coordination_authority", KEPT, +1, "coordination_authority.strength", (0.0, 0.8), scenario="whistle", seeds=FIVE),
    Dose("max_appointments", ended_by_absence, -1, "service.max_appointments", (1, 3), scenario="whistle"),
)  # fmt: skip


if __name__ == "__main__":
    with pd.option_context("display.width", 200, "display.max_rows", None, "display.max_colwidth", 60):
        taken = Measured(*LETTERS, *DOSES)
        print(table(taken, LETTERS).to_string(index=False))
        print(dose_table(taken, DOSES).to_string(index=False))
