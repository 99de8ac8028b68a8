"""How far whistles come: steps worked by hand, what is under way is censored, none blown is a table of zeros."""

import numpy as np
import pandas as pd
import pytest

from experiments.tables.summaries import Owner
from experiments.tables.whistle_steps import WhistleStep, passed, whistle_steps
from sim import tables
from tests.synthetic import SyntheticTrace

OWNER = Owner({"scenario": "whistle", "replication": 0})


class ByHand:
    """Four whistles, the first from before day 0; two departments each."""

    days = 10

    def __init__(self) -> None:
        nan = np.nan
        self.whistles = pd.DataFrame({c.name: np.zeros(4, c.dtype) for c in tables.WHISTLES})
        self.whistles["released_at"] = [-5.0, 0.0, 100.0, 200.0]
        self.whistles["accepted_at"] = [1.0, 10.0, 130.0, nan]
        self.whistles["all_present_at"] = [2.0, 40.0, nan, nan]
        self.whistles["done_at"] = [3.0, 44.0, nan, nan]
        self.whistles["evaluated_at"] = [4.0, 50.0, nan, nan]
        self.assignments = pd.DataFrame({c.name: np.zeros(8, c.dtype) for c in tables.ASSIGNMENTS})
        self.assignments["whistle"] = np.repeat(np.arange(4), 2)
        self.assignments["signed_at"] = [-4.0, -4.0, 2.0, 6.0, 101.0, 110.0, 201.0, nan]
        self.assignments["checked_in_at"] = [1.5, 2.0, 30.0, 40.0, 150.0, nan, nan, nan]


def test_steps_worked_by_hand():
    at = passed(ByHand())
    assert list(at.index) == [1, 2, 3]
    assert at[WhistleStep.SIGNED].tolist() == pytest.approx([6.0, 110.0, np.nan], nan_ok=True)
    assert at[WhistleStep.FIRST_ON_SITE].tolist() == pytest.approx([30.0, 150.0, np.nan], nan_ok=True)
    table = whistle_steps(ByHand(), OWNER).set_index("step")
    assert table["entered"].tolist() == [3, 3, 2, 2, 2, 1, 1]
    assert table["reached"].tolist() == [3, 2, 2, 2, 1, 1, 1]
    # signed after 6 and 10 hours, the third censored after 40: two in three by 10 hours
    assert table.loc[WhistleStep.SIGNED, ["lower_quartile", "median"]].tolist() == [6.0, 10.0]
    assert np.isnan(table.loc[WhistleStep.SIGNED, "upper_quartile"])
    # waiting for the last: 10 hours; the other has waited 90 hours and still waits
    assert table.loc[WhistleStep.ALL_PRESENT, "median"] == 10.0


def test_no_step_is_entered_by_more_than_passed_the_one_before():
    table = whistle_steps(SyntheticTrace("whistle", 60, 4), OWNER)
    assert (table["entered"].to_numpy()[1:] == table["reached"].to_numpy()[:-1]).all()
    assert (table["lower_quartile"].dropna() >= 0.0).all()


def test_none_blown_is_a_table_of_zeros():
    table = whistle_steps(SyntheticTrace("status_quo", 60, 4), OWNER)
    assert len(table) == len(WhistleStep)
    assert (table["entered"] == 0).all() and table["median"].isna().all()
