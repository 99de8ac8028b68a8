"""What gives way under strain, what a first call settles, work to the due time, meetings over the week: direction and dose."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from experiments.tables import satisfaction_steps
from scenarios.place import Place, load_place
from sim.model import StreetModel
from sim.stages import Channel, Grade, Level, Solvability, Stage, Status, TaskKind, Work
from sim.still import BEHAVIOURS
from tests.functional.ablation import hours, measure, rows
from tests.functional.alone import (
    FIVE,
    Measured,
    Run,
    assert_it_acts,
    assert_more_does_more,
    low,
    named,
    run,
    runs,
)
from tests.functional.mechanisms import hours_at
from tests.functional.strain import (
    ATTENTIVE,
    DOSES,
    FEW_PEOPLE,
    OVERTIME,
    PRESSED,
    SHED,
    STRAIN,
    TIRED,
    VERY_FEW,
    WAIT,
    settled_at_once,
)
from tests.slow import all_slow_but

STILL = tuple(BEHAVIOURS)
RANKING = {"ranking.on": "true"}
ROUNDS = {"supervision.interval_days": 30}


@pytest.fixture(scope="module", name="taken")
def rows_measured():
    """What all rows of this file ask of their worlds."""
    return Measured(*STRAIN, *DOSES)


# A few of all parts; the rest is a slow proof.
FEW = ("sheets_give_way: sheets are left half empty", "overtime: sections stay after closing")
FEW_DOSES = ("sheets_give_way by pressure.shed_most", "overtime by pressure.overtime_most")


@pytest.mark.parametrize("part", all_slow_but(FEW, STRAIN, named), ids=named)
def test_what_one_part_alone_does(part, taken):
    assert_it_acts(part, taken)


@pytest.mark.parametrize("dose", all_slow_but(FEW_DOSES, DOSES, named), ids=named)
def test_more_of_a_part_does_more(dose, taken):
    assert_more_does_more(dose, taken)


def within(found: int, of: int, chance: float, errors: float = 3.0) -> bool:
    """Tell whether a share is a chance, within three standard errors of a binomial."""
    return abs(found / of - chance) < errors * np.sqrt(chance * (1.0 - chance) / of)


# --- switched off


def test_sheets_are_whole_where_they_do_not_give_way():
    r = run("status_quo", PRESSED, ("sheets_give_way",))
    assert SHED(r) == 0.0 and (r.trace.tasks["shed"] == 0.0).all() and OVERTIME(r) > 0.0


def test_nobody_stays_later_where_there_is_no_overtime():
    r = run("status_quo", PRESSED, ("overtime",))
    assert OVERTIME(r) == hours(Work.OVERTIME)(r) == 0.0 and SHED(r) > 0.0
    assert (r.model.engine.town.street_policy["later"] == 0.0).all()


def test_work_from_above_keeps_its_weight_where_attention_does_not_turn():
    there, gone = run("status_quo", ATTENTIVE), run("status_quo", ATTENTIVE, ("attention",))
    weight = float(there.model.rules.streets.upward_weight[0])
    assert (gone.model.engine.town.street_policy["upward_weight"] == weight).all()
    assert (there.model.engine.town.street_policy["upward_weight"] < weight).any()


def test_only_streets_under_pressure_stay_later():
    """Strain alone brings no overtime, pressure alone neither: few people unranked, ranked streets with nothing waiting."""
    assert OVERTIME(run("status_quo", VERY_FEW)) == 0.0
    assert OVERTIME(run("status_quo", {**PRESSED, "staffing.street_factor": 3.0})) == 0.0


# --- sheets


def test_what_is_left_out_is_a_share_of_sheets_at_streets_and_of_nothing_else():
    """Up to `shed_most` of each; the same sheets, drawn alike, are whole where they do not give way."""
    there, gone = run("status_quo", FEW_PEOPLE), run("status_quo", FEW_PEOPLE, ("sheets_give_way",))
    mine, whole = (r.trace.tasks.set_index("task") for r in (there, gone))
    sheets = (mine["kind"] == TaskKind.DERIVED) & (mine["level"] == Level.STREET)
    asked = mine["hours"] + mine["shed"]
    share = mine["shed"] / asked
    assert (mine.loc[~sheets, "shed"] == 0.0).all() and share[sheets].between(0.0, 0.3 + 1e-9).all()
    assert share.max() > 0.15
    same = mine.index.intersection(whole.index)
    # work from above of cases in need (haste) is drawn apart; sheets are the same in both towns
    same = same[sheets.reindex(same).to_numpy()]
    assert len(same) > 1000 and np.allclose(asked[same], whole.loc[same, "hours"])


# --- overtime


def test_overtime_is_no_part_of_utilisation_and_hours_add_up():
    """After closing, in rows of its own, on staffed days alone; what is staffed is what people are there for."""
    r, gone = run("status_quo", TIRED), run("status_quo", TIRED, ("overtime",))
    work = r.trace.workload
    overtime = work[work["kind"] == Work.OVERTIME]
    assert set(overtime["level"]) == {Level.STREET} and set(overtime["day"] % 7) <= {0, 1, 2, 3, 4}
    assert measure("staffed_hours")(r) == measure("staffed_hours")(gone)
    offices = r.trace.offices[r.trace.offices["level"] == Level.STREET]
    streets = work[work["level"] == Level.STREET]
    worked = streets[~streets["kind"].isin([Work.OVERTIME, Work.DUTY, Work.DESK])]["hours"].sum()
    assert offices["staffed"].sum() + offices["overrun"].sum() == pytest.approx(
        worked + offices["idle"].sum(), rel=1e-9
    )
    inside = streets[(streets["day"] >= 0) & ~streets["kind"].isin([Work.OVERTIME, Work.DUTY, Work.DESK])][
        "hours"
    ].sum()
    staffed = offices.loc[offices["day"] >= 0, "staffed"].sum()
    assert measure("street_utilisation")(r) == pytest.approx(inside / staffed, rel=1e-9)
    people = r.model.rules.streets.section_staff.sum()
    of_a_year = overtime.loc[overtime["day"] >= 0, "hours"].sum() / people * 365.0 / r.trace.days
    assert OVERTIME(r) == pytest.approx(of_a_year) and of_a_year > 50.0


def test_work_passed_down_is_counted_wherever_the_clock_stands():
    """The funnel's table holds work from above after closing, too; the workload books that as overtime."""
    r = run("status_quo", TIRED)
    in_time = hours_at(Level.STREET, Work.TRANSFERRED, Work.DERIVED)(r) + hours_at(
        Level.COMMUNITY, Work.TRANSFERRED, Work.DERIVED
    )(r)
    after = measure("passed_down_hours")(r) - in_time
    assert 0.0 < after < hours(Work.OVERTIME)(r)
    gone = run("status_quo", TIRED, ("overtime",))
    in_time = hours_at(Level.STREET, Work.TRANSFERRED, Work.DERIVED)(gone)
    in_time += hours_at(Level.COMMUNITY, Work.TRANSFERRED, Work.DERIVED)(gone)
    assert measure("passed_down_hours")(gone) == pytest.approx(in_time, rel=1e-9)


# --- the first call


@cache
def place(share: float) -> Place:
    """Return the classroom, of all whose categories a share is settled in the first call."""
    written = load_place("classroom").model_dump()
    written["categories"] = [{**category, "first_call": share} for category in written["categories"]]
    return Place.model_validate(written)


def lived(share: float, seed: int) -> Run:
    """Live 120 days of it."""
    model = StreetModel("status_quo", place(share), 120, seed=seed, burn_in_days=30)
    return Run(model, model.run())


def first_filed(r: Run) -> pd.DataFrame:
    """Return rows of which some are settled in the first call: solvable, for community or street, filed for the first time."""
    mine = rows(r)[(rows(r)["solvability"] == Solvability.SOLVABLE) & (rows(r)["authority"] <= Level.STREET)]
    mine = mine[(mine["grade"] != Grade.EMERGENCY) & (mine["round"] == 0) & (mine["channel"] != Channel.GRID)]
    return mine[mine["contacted_at"].notna()]


def test_the_share_settled_in_the_first_call_is_the_categories_and_spares_streets_their_work():
    found = []
    for seed in FIVE:
        of_seed = []
        for share in (0.0, 0.1, 0.3):
            r = lived(share, seed)
            may, at_once = first_filed(r), rows(r)[rows(r)["at_once"] == 1]
            assert set(at_once.index[at_once["contacted_at"].notna()]) <= set(may.index)
            settled = int((may["at_once"] == 1).sum())
            assert settled == 0 if share == 0.0 else within(settled, len(may), share)
            at_streets = hours_at(Level.STREET, Work.RESIDENT, Work.VERIFY)(r)
            of_seed.append((at_streets, WAIT(r), -hours_at(Level.STREET, Work.CONTACT)(r)))
        found.append(of_seed)
    hours_and_days = -np.array(found)  # seeds, shares, quantities
    for steps in (np.diff(hours_and_days[:, :, :2], axis=1), np.diff(hours_and_days[:, ::2], axis=1)):
        assert (low(steps.reshape(len(FIVE), -1).T) > 0.0).all(), found


def test_what_is_settled_in_the_first_call_has_no_handling_and_no_verification():
    r = lived(0.3, 1)
    mine = settled_at_once(r)
    assert len(mine) > 300 and mine["last_verify"].isna().all()
    for stage in ("classify", "handle"):
        assert (mine[f"last_{stage}"] == mine["closed_at"]).all()
    assert (mine["contacted_at"] == mine["closed_at"]).all() and (mine["replied_at"] == mine["closed_at"]).all()
    for stage in (Stage.RELEASE, Stage.ACCEPT, Stage.CHECK_IN):
        assert mine[f"first_{stage.name.lower()}"].isna().all()
    assert within(int(mine["truly_solved"].sum()), len(mine), r.model.rules.service.first_call_quality)


def test_what_is_settled_at_once_has_its_place_in_the_waterfalls():
    r = run()
    assert (r.trace.issues["at_once"] == 1).sum() > 100
    assert np.isfinite([part for part, _ in satisfaction_steps.steps(r.trace).values()]).all()


# --- work to the due time


def around_the_deadline(r: Run) -> tuple[float, float]:
    """Return closings in the last day before the deadline, and in the day after.

    Of what streets and communities handle once and is due after more than a day.
    """
    mine = rows(r)[(rows(r)["status"] == Status.CLOSED) & (rows(r)["grade"] > Grade.URGENT) & (rows(r)["at_once"] == 0)]
    mine = mine[(mine["authority"] <= Level.STREET) & (mine["visits"] == 0)]
    late = (mine["closed_at"] - mine["due_at"]) / 24.0
    return float(late.between(-1.0, 0.0).sum()), float(late.between(0.0, 1.0, inclusive="right").sum())


@pytest.mark.parametrize("assessed", [RANKING, ROUNDS], ids=["ranking", "supervision"])
def test_where_deadlines_are_assessed_closings_bunch_before_them(assessed):
    """Nobody decides anything in these towns: the order in which work is done is all that differs, and the replies."""
    plain, ordered = (
        np.array([around_the_deadline(r) for r in runs("status_quo", {**FEW_PEOPLE, **more}, STILL, FIVE)])
        for more in ({}, assessed)
    )
    more = np.log(ordered[:, 0] / ordered[:, 1]) - np.log(plain[:, 0] / plain[:, 1])
    assert low(more[None])[0] > 0.0, (plain, ordered)
    before, after = ordered.sum(axis=0)
    assert before / after > 1.5
    before, after = plain.sum(axis=0)
    assert 0.75 < before / after < 1.33  # who comes first is served first: the deadline is a day like any other


@pytest.mark.slow
@pytest.mark.parametrize("assessed", [RANKING, ROUNDS], ids=["ranking", "supervision"])
def test_what_is_due_in_a_day_goes_before_what_is_due_in_two_weeks(assessed):
    """Days from the first call until streets have handled it: fewer for urgent cases, late or not, more for complex ones."""
    urgent, complex_ = waits_moved(VERY_FEW, assessed, (Grade.URGENT, Grade.COMPLEX))
    assert low(-urgent[None])[0] > 0.0 and low(complex_[None])[0] > 0.0, (urgent, complex_)


def waits_moved(settings: dict[str, object], assessed: dict[str, object], grades: tuple[Grade, ...]) -> np.ndarray:
    """Return by how many days waits of grades (rows) move where deadlines are assessed, by seed; nobody decides anything."""
    plain, ordered = (
        np.array([days_to_handling(r, grades) for r in runs("status_quo", {**settings, **more}, STILL, FIVE)])
        for more in ({}, assessed)
    )
    return (ordered - plain).T


def days_to_handling(r: Run, grades: tuple[Grade, ...]) -> list[float]:
    """Return mean days from the first call to the handling of what streets handle; who waits has waited to the end."""
    mine = rows(r)[(rows(r)["authority"] == Level.STREET) & (rows(r)["at_once"] == 0) & (rows(r)["visits"] == 0)]
    mine = mine[(mine["first_classify"] < 24.0 * (r.trace.days - 30)) & (mine["whistles"] == 0)]
    waited = (mine["first_handle"].fillna(24.0 * r.trace.days) - mine["first_classify"]) / 24.0
    return [float(waited[mine["grade"] == grade].mean()) for grade in grades]


# --- meetings over the week


def test_no_day_of_the_week_is_lost_to_meetings():
    """Where something always waits, Mondays close about what Fridays do (day 0 is a Monday)."""
    found = []
    for r in runs("status_quo", VERY_FEW, seeds=FIVE):
        daily = r.trace.daily[r.trace.daily["day"] >= 0]
        closed = daily.groupby(daily["day"] % 7)["closed"].sum()
        found.append(closed[0] / closed[4])
    assert 0.85 < np.mean(found) < 1.15, found
