"""How far whistles come: steps worked by hand, who is under way or has left is censored, none blown is a table of zeros."""

import numpy as np
import pandas as pd
import pytest

from experiments.tables.summaries import Owner
from experiments.tables.whistle_steps import WhistleStep, missed_appointments, passed, whistle_steps
from sim import tables
from tests.synthetic import SyntheticTrace

OWNER = Owner({"scenario": "whistle", "replication": 0})
NAN = np.nan


class ByHand:
    """Six whistles, the first from before day 0; two departments each.

    The second is done; the third has one department waiting; the fourth is not signed for. Of the fifth nobody came to
    the second and last appointment, and for the sixth no common time was free.
    """

    days = 10

    def __init__(self) -> None:
        self.whistles = pd.DataFrame({c.name: np.zeros(6, c.dtype) for c in tables.WHISTLES})
        self.whistles["released_at"] = [-5.0, 0.0, 100.0, 200.0, 0.0, 0.0]
        self.whistles["accepted_at"] = [1.0, 10.0, 130.0, NAN, 10.0, 10.0]
        self.whistles["booked"] = [1, 2, 1, 0, 2, 0]
        self.whistles["appointments"] = [1, 2, 1, 0, 2, 0]
        self.whistles["not_booked"] = [0, 0, 0, 0, 0, 1]
        self.whistles["all_present_at"] = [2.0, 40.0, NAN, NAN, NAN, NAN]
        self.whistles["done_at"] = [3.0, 44.0, NAN, NAN, NAN, NAN]
        self.whistles["evaluated_at"] = [4.0, 50.0, NAN, NAN, 90.0, NAN]
        self.assignments = pd.DataFrame({c.name: np.zeros(12, c.dtype) for c in tables.ASSIGNMENTS})
        self.assignments["whistle"] = np.repeat(np.arange(6), 2)
        self.assignments["signed_at"] = [-4.0, -4.0, 2.0, 6.0, 101.0, 110.0, 201.0, NAN, 4.0, 8.0, 4.0, 8.0]
        self.assignments["called_at"] = np.repeat([1.0, 20.0, 150.0, NAN, 20.0, NAN], 2)
        self.assignments["checked_in_at"] = [1.5, 2.0, 30.0, 40.0, 151.0, NAN, NAN, NAN, 21.0, NAN, NAN, NAN]


def test_steps_worked_by_hand():
    at = passed(ByHand())
    assert list(at.index) == [1, 2, 3, 4, 5]
    assert at[WhistleStep.SIGNED].tolist() == pytest.approx([6.0, 110.0, NAN, 8.0, 8.0], nan_ok=True)
    assert at[WhistleStep.BOOKED].tolist() == pytest.approx([10.0, 130.0, NAN, 10.0, NAN], nan_ok=True)
    assert at[WhistleStep.APPOINTMENT].tolist() == pytest.approx([20.0, 150.0, NAN, 20.0, NAN], nan_ok=True)
    assert at[WhistleStep.FIRST_ON_SITE].tolist() == pytest.approx([30.0, 151.0, NAN, 21.0, NAN], nan_ok=True)
    table = whistle_steps(ByHand(), OWNER).set_index("step")
    assert table["entered"].tolist() == [5, 5, 4, 4, 3, 3, 3, 1, 1]
    assert table["reached"].tolist() == [5, 4, 4, 3, 3, 3, 1, 1, 1]
    # signed after 6, 8, 8 and 10 hours, one censored after 40
    quartiles = ["lower_quartile", "median", "upper_quartile"]
    assert table.loc[WhistleStep.SIGNED, quartiles].tolist() == [8.0, 8.0, 10.0]
    # waiting for the last: 10 hours; the others came to nothing, or wait
    assert table.loc[WhistleStep.ALL_PRESENT, "lower_quartile"] == 10.0
    assert table.loc[WhistleStep.ALL_PRESENT, ["median", "upper_quartile"]].isna().all()


def test_who_has_left_is_told_from_who_is_under_way():
    table = whistle_steps(ByHand(), OWNER).set_index("step")
    left = {WhistleStep.BOOKED: 1, WhistleStep.ALL_PRESENT: 1}
    assert table["left"].tolist() == [left.get(step, 0) for step in WhistleStep]
    assert (table["left"] <= table["entered"] - table["reached"]).all()


def test_an_appointment_failed_if_another_was_booked_or_the_whistle_ended_with_it():
    whistles = ByHand().whistles
    assert missed_appointments(whistles).tolist() == [0, 1, 0, 0, 2, 0]
    whistles.loc[2, "not_booked"] = 1  # missed once, and no other time free
    assert missed_appointments(whistles).tolist() == [0, 1, 1, 0, 2, 0]
    table = whistle_steps(ByHand(), OWNER).set_index("step")
    assert table["missed"].tolist() == [3 if step == WhistleStep.ALL_PRESENT else 0 for step in WhistleStep]


def test_an_emergency_is_booked_by_going_at_once():
    trace = ByHand()
    trace.whistles.loc[1, "booked"] = 0
    assert passed(trace).loc[1, WhistleStep.BOOKED] == 10.0
    assert missed_appointments(trace.whistles)[1] == 0


def test_no_step_is_entered_by_more_than_passed_the_one_before():
    table = whistle_steps(SyntheticTrace("whistle", 60, 4), OWNER)
    assert (table["entered"].to_numpy()[1:] == table["reached"].to_numpy()[:-1]).all()
    assert (table["lower_quartile"].dropna() >= 0.0).all()


def test_none_blown_is_a_table_of_zeros():
    table = whistle_steps(SyntheticTrace("status_quo", 60, 4), OWNER)
    assert len(table) == len(WhistleStep)
    assert (table["entered"] == 0).all() and table["median"].isna().all()
