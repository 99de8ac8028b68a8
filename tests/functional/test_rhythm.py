"""Law 8: everybody deciding twice as often moves what is reported by less than 1 %, or docs/behaviour.md says why."""

import pytest

from agents.community import Community
from agents.department import Department
from agents.grid_centre import GridCentre
from agents.street_office import StreetOffice
from sim.model import StreetModel

pytestmark = pytest.mark.slow

HEADLINE = (
    "issues", "reports", "resolution_rate", "satisfaction_rate", "true_resolution_rate",
    "true_satisfaction_rate", "silent_share", "mean_trust", "restricted_mean_days_30", "repeat_share",
    "street_utilisation", "department_utilisation", "street_funnel_share", "passed_down_hours",
)  # fmt: skip
MORE = {"response_rate": 0.02, "whistles": 0.03, "open_issues_end": 0.03, "median_days_to_resolve": 0.06}  # docs/behaviour.md, section 0


@pytest.mark.parametrize("scenario", ["status_quo", "whistle", "ranking_2019"])
def test_law_8_deciding_twice_as_often_moves_no_headline_by_a_hundredth(scenario, monkeypatch):
    usual = StreetModel(scenario, place="district", days=365, seed=1).run().measures()
    for kind in (Community, Department, GridCentre, StreetOffice):
        monkeypatch.setattr(kind, "rhythm_days", kind.rhythm_days / 2)
    often = StreetModel(scenario, place="district", days=365, seed=1).run().measures()
    for measure in HEADLINE:
        assert often[measure] == pytest.approx(usual[measure], rel=0.01), measure
    for measure, most in MORE.items():
        assert often[measure] == pytest.approx(usual[measure], rel=most, nan_ok=True), measure
