"""Law 8: everybody deciding twice as often moves what is reported by less than 1 %, or docs/behaviour.md says why."""

from functools import cache

import pytest

from agents.community import Community
from agents.department import Department
from agents.grid_centre import GridCentre
from agents.street_office import StreetOffice
from sim.model import StreetModel
from tests.earlier import needs_new_numbers

pytestmark = pytest.mark.slow

HEADLINE = (
    "issues", "reports", "resolution_rate", "satisfaction_rate", "true_resolution_rate",
    "true_satisfaction_rate", "silent_share", "mean_trust", "restricted_mean_days_30", "repeat_share",
    "street_utilisation", "department_utilisation", "street_funnel_share", "passed_down_hours",
)  # fmt: skip
MORE = {"response_rate": 0.02, "whistles": 0.03, "open_issues_end": 0.03, "median_days_to_resolve": 0.06}  # docs/behaviour.md, section 0


SCENARIOS = ("status_quo", "whistle", "ranking_2019")


@cache
def measured(scenario: str) -> tuple[dict[str, float], dict[str, float]]:
    """Return the measures of a scenario: as it is, and with everybody deciding twice as often."""
    usual = StreetModel(scenario, place="district", days=365, seed=1).run().measures()
    with pytest.MonkeyPatch.context() as patch:
        for kind in (Community, Department, GridCentre, StreetOffice):
            patch.setattr(kind, "rhythm_days", kind.rhythm_days / 2)
        return usual, StreetModel(scenario, place="district", days=365, seed=1).run().measures()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_law_8_deciding_twice_as_often_moves_no_headline_by_a_hundredth(scenario):
    usual, often = measured(scenario)
    for measure in HEADLINE:
        assert often[measure] == pytest.approx(usual[measure], rel=0.01), measure


@needs_new_numbers("docs/behaviour.md")
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_law_8_what_moves_more_moves_as_far_as_the_page_says(scenario):
    usual, often = measured(scenario)
    for measure, most in MORE.items():
        assert often[measure] == pytest.approx(usual[measure], rel=most, nan_ok=True), measure
