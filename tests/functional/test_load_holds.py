"""The load table of the model: a simulated year of `district` agrees with the arithmetic (docs/load.md)."""

import pytest

from scenarios.compile import compile_scenario
from scenarios.loading import load_scenario
from scenarios.place import load_place
from sim.load import AT_CONTACT_DESK, offered_load
from sim.model import StreetModel
from sim.stages import Level
from sim.still import BEHAVIOURS
from sim.worked import utilisation

pytestmark = pytest.mark.slow


def test_utilisation_before_the_reform_is_within_two_points_of_the_arithmetic():
    """The arithmetic knows no behaviour: work is neither hurried nor scamped there."""
    place = load_place("district")
    compiled = compile_scenario(load_scenario("status_quo"), place, -320, 565)
    rules = compiled.dated[0][1]
    load = offered_load(rules, compiled.world, compiled.filing)
    trace = StreetModel("status_quo", place="district", days=365, seed=1, without=tuple(BEHAVIOURS)).run()
    desk = sum(x.hours.sum() for x in load.lines if x.level == Level.STREET and x.name in AT_CONTACT_DESK)
    in_sections = 1.0 - rules.streets.desk_positions.sum() / rules.streets.staff.sum()
    declared = {
        Level.COMMUNITY: 0.90,  # `top_down.community_share` says so
        Level.STREET: place.streets.load.value * in_sections + desk / load.capacity[Level.STREET].sum(),
    }
    for level in (Level.COMMUNITY, Level.STREET, Level.DEPARTMENT):
        assert utilisation(trace, level) == pytest.approx(load.overall(level), abs=0.02)
    for level, wanted in declared.items():
        assert utilisation(trace, level) == pytest.approx(wanted, abs=0.02)
