"""The town that lives through 2018 to 2024: demand follows the path that is set, and what it meets."""

import itertools

import numpy as np
import pytest

from sim.model import StreetModel
from sim.trace import Trace

NEW_YEARS = (0, 365, 730, 1096, 1461, 1826, 2191, 2557)


@pytest.fixture(scope="module")
def history() -> Trace:
    return StreetModel("history", place="classroom", days=2557, seed=1).run()


def by_year(trace: Trace, column: str) -> np.ndarray:
    """Return a daily count per year of 365 days, 2018 first."""
    days, counts = trace.daily["day"].to_numpy(), trace.daily[column].to_numpy(dtype=float)
    spans = list(itertools.pairwise(NEW_YEARS))
    return np.array([365.0 * counts[(days >= a) & (days < b)].mean() for a, b in spans])


@pytest.mark.slow
def test_demand_rises_with_awareness_and_stays_below_the_hotline_s_later_figures(history: Trace) -> None:
    residents, street_level = history.provenance["residents"], 0.78
    demand = by_year(history, "reports") / residents / street_level
    assert 1.05 < demand[1] / demand[0] < 1.40  # half of the published rise of 40 % is set (fact 2.02), by a ramp
    assert demand[2] > demand[1]
    # Awareness is at its end, and streets that were relieved give hours to root causes: it falls, a little every year.
    years = demand[3:] / demand[2:-1]
    assert ((years > 0.88) & (years < 1.02)).all()
    # What is published for 2023 and 2024, 0.41 to 0.47 a resident-year on the hotline alone, is not reached.
    assert 0.25 < demand[-1] < 0.41


@pytest.mark.slow
def test_measured_rates_rise_and_exclusions_begin_with_the_regulation(history: Trace) -> None:
    rows = history.issues[(history.issues["rated"] == 1) & (history.issues["first_collect"] >= 0.0)]
    year = np.searchsorted(NEW_YEARS, rows["first_collect"] / 24.0, side="right") - 1
    solved = rows.groupby(year)["recorded_solved"].mean()
    assert solved[1] > solved[0] and solved[6] > solved[3] > solved[1]
    assert (history.rankings["day"] >= 365).all()
