"""The load table of the model: a simulated year of `district` agrees with the arithmetic (docs/load.md)."""

import pytest

from scenarios.compile import compile_scenario
from scenarios.loading import load_scenario
from scenarios.place import load_place
from sim.load import offered_load
from sim.model import StreetModel
from sim.stages import Level
from sim.still import BEHAVIOURS
from sim.worked import utilisation

pytestmark = pytest.mark.slow


def test_utilisation_before_the_reform_is_within_two_points_of_the_arithmetic():
    """The arithmetic knows no behaviour: work is neither hurried nor scamped there."""
    compiled = compile_scenario(load_scenario("status_quo"), load_place("district"), -320, 565)
    load = offered_load(compiled.dated[0][1], compiled.world, compiled.filing)
    trace = StreetModel("status_quo", place="district", days=365, seed=1, without=tuple(BEHAVIOURS)).run()
    expected = {Level.COMMUNITY: 0.96, Level.STREET: 0.97, Level.DEPARTMENT: 1.00}  # model.md, section 6
    for level, table in expected.items():
        assert utilisation(trace, level) == pytest.approx(load.overall(level), abs=0.02)
        assert utilisation(trace, level) == pytest.approx(table, abs=0.02)
