"""Special cases of a place whose mixture of work is lopsided."""

import pytest

from experiments.before.expected_load import dated_loads
from experiments.before.special_cases import special_cases
from scenarios.compile import compile_scenario
from scenarios.loading import load_scenario
from scenarios.place import load_place


@pytest.mark.slow
@pytest.mark.parametrize("scenario", ["status_quo", "over_whistling"])
def test_own_line_and_letters_agree_with_theory_however_few_letters_there_are(scenario: str) -> None:
    """Where nearly everything is whistled, letters are a sixtieth of the own line's hours."""
    compiled = compile_scenario(load_scenario(scenario), load_place("classroom"), -320, 565)
    case = special_cases(compiled, dated_loads(compiled)[-1])[-1]
    assert case.kind == "mixed" and case.agrees
