"""What streets give up when work waits, each alone: sheets, time off, quality, attention; what a first call settles.

As `tests/functional/ablation.py`: the same town, the same seeds, with and without one thing (docs/behaviour.md, 3).
`uv run python -m tests.functional.strain` prints the tables; `test_strain.py` asserts them.
"""

import pandas as pd

from sim.stages import Authority, Grade, Level, Solvability, Status, Work
from tests.functional.ablation import RANKED, hours, measure, of_streets, rows
from tests.functional.alone import FIVE, Ablation, Dose, Measured, Run, dose_table, table
from tests.functional.mechanisms import hours_at

FEW_PEOPLE = {"staffing.street_factor": 0.85}  # so that work waits
PRESSED = {**RANKED, **FEW_PEOPLE}
TIRED = {**PRESSED, "pressure.overtime_most": 0.3}
FRESH = {**TIRED, "pressure.fatigue": 0.0}  # nobody tires
VERY_FEW = {"staffing.street_factor": 0.7}
ROUNDS = {**FEW_PEOPLE, "supervision.interval_days": 30}
ATTENTIVE = {**PRESSED, "pressure.shed_most": 0.0, "pressure.overtime_most": 0.0, "conduct.attention_gain": 1.0}

SHED, OVERTIME = measure("shed_share"), measure("overtime_hours")
WAIT, UPWARD = measure("restricted_mean_days_30"), measure("street_funnel_share")


def settled_at_once(r: Run) -> pd.DataFrame:
    """Return the rows registered from day 0 that were settled in the first call."""
    return rows(r)[(rows(r)["at_once"] == 1) & (rows(r)["status"] == Status.CLOSED)]


def solved_at_once(r: Run) -> float:
    """Return the share truly solved of what was settled in the first call."""
    return float(settled_at_once(r)["truly_solved"].mean())


def solved_by_sections(r: Run) -> float:
    """Return the share truly solved, at the first handling, of solvable rows that streets' sections have handled."""
    mine = rows(r)[
        (rows(r)["solvability"] == Solvability.SOLVABLE) & (rows(r)["round"] == 0) & (rows(r)["at_once"] == 0)
    ]
    mine = mine[(mine["authority"] == Level.STREET) & (mine["grade"] != Grade.EMERGENCY) & (mine["visits"] == 0)]
    mine = mine[(mine["delegated"] == Authority.NONE) & (mine["status"] == Status.CLOSED) & (mine["whistles"] == 0)]
    return float(mine["truly_solved"].mean())


STRAIN = (
    Ablation("sheets_give_way", "sheets are left half empty", SHED, +1),
    Ablation("sheets_give_way", "streets work less on them", hours_at(Level.STREET, Work.DERIVED), -1, FEW_PEOPLE),
    Ablation("sheets_give_way", "residents wait less", WAIT, -1, FEW_PEOPLE, pairs=FIVE),
    Ablation("overtime", "sections stay after closing", OVERTIME, +1, RANKED),
    Ablation("overtime", "residents wait less where nobody tires", WAIT, -1, FRESH, pairs=FIVE),
    Ablation("overtime", "who is tired solves less", solved_by_sections, -1, TIRED, pairs=FIVE),
    Ablation("attention", "sheets wait for residents", UPWARD, -1, ATTENTIVE),
    Ablation("pressure of a ranking", "sections stay longer than under supervision", OVERTIME, +1, PRESSED, ROUNDS),
    Ablation("pressure of supervision", "sections stay after closing, too", OVERTIME, +1, {**ROUNDS, **VERY_FEW}, VERY_FEW),
)  # fmt: skip

DOSES = (
    Dose("sheets_give_way", SHED, +1, "pressure.shed_most", (0.0, 0.3, 0.6)),
    Dose("sheets_give_way under strain", SHED, -1, "pressure.strain_days", (0.5, 2.0, 10.0)),
    Dose("overtime", OVERTIME, +1, "pressure.overtime_most", (0.0, 0.1, 0.3), PRESSED),
    Dose("waiting under overtime", WAIT, -1, "pressure.overtime_most", (0.0, 0.1, 0.3), FRESH, seeds=FIVE),
    Dose("overtime under strain", OVERTIME, -1, "pressure.strain_days", (0.5, 2.0, 10.0), PRESSED),
    Dose("overtime under pressure", OVERTIME, +1, "stakes.level", (0.3, 0.6, 1.0), PRESSED),
    Dose("fatigue", solved_by_sections, -1, "pressure.fatigue", (0.0, 3.0, 6.0), TIRED, seeds=FIVE),
    Dose("attention", UPWARD, -1, "conduct.attention_gain", (0.0, 0.5, 1.0), PRESSED, seeds=FIVE),
    Dose("attention under strain", UPWARD, +1, "pressure.strain_days", (0.5, 10.0), ATTENTIVE),
    Dose("weight of sheets under strain", of_streets("upward_weight"), +1, "pressure.strain_days", (0.5, 10.0), ATTENTIVE),
    Dose("first call", hours(Work.CONTACT), +1, "service.first_call_hours", (0.2, 0.4, 1.0)),
    Dose("first call", solved_at_once, +1, "service.first_call_quality", (0.7, 0.9, 1.0)),
)  # fmt: skip


if __name__ == "__main__":
    with pd.option_context("display.width", 200, "display.max_rows", None, "display.max_colwidth", 60):
        taken = Measured(*STRAIN, *DOSES)
        print(table(taken, STRAIN).to_string(index=False))
        print(dose_table(taken, DOSES).to_string(index=False))
