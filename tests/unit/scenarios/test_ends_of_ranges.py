"""Both ends of every range that a message states work, or the range leaves them out."""

import warnings

import numpy as np
import pytest

from scenarios.compile import compile_scenario
from scenarios.levers import LEVERS, Lever
from scenarios.loading import load_scenario
from scenarios.parameters import Count
from scenarios.place import limits_of, load_place, place_parameters
from scenarios.place_schema import Place
from sim.errors import BadInput
from sim.load import offered_load

TABLES = sorted({name.partition(".")[0] for name in place_parameters()})


def small(place: Place) -> Place:
    """The classroom with a fiftieth of its residents: what is proved does not depend on their number."""
    streets = tuple(
        street.model_copy(update={"communities": tuple(n // 50 for n in street.communities)})
        for street in place.geography.streets
    )
    return place.model_copy(update={"geography": place.geography.model_copy(update={"streets": streets})})


def assert_reckoned(scenario, place) -> None:
    """The rules can be worked out and their load is a number, without a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        compiled = compile_scenario(scenario, place, -1, 1)
        _, rules = compiled.dated[-1]
        load = offered_load(rules, compiled.world, compiled.filing)
        assert all(np.isfinite(line.hours).all() for line in load.lines)


@pytest.mark.slow
@pytest.mark.parametrize("table", TABLES)
def test_ends_of_place_parameters(table):
    scenario = load_scenario("status_quo")
    for name in (name for name in place_parameters() if name.startswith(f"{table}.")):
        record = getattr(getattr(load_place("classroom"), table), name.partition(".")[2])
        limits = limits_of(name, record.unit)
        kind = int if isinstance(record, Count) else float
        for end, is_open in ((limits.low, limits.open_low), (limits.high, limits.open_high)):
            if is_open:
                with pytest.raises(BadInput, match=name.replace(".", r"\.") + " = .* not allowed; allowed: .*(above|below)"):
                    load_place("classroom", {name: kind(end)})
                continue
            try:
                assert_reckoned(scenario, small(load_place("classroom", {name: kind(end)})))
            except Exception as error:
                error.add_note(f"{name} = {end}")
                raise


@pytest.mark.slow
@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_ends_of_fields(lever):
    place = small(load_place("classroom"))
    for record in lever.fields():
        if record.low is None or record.high is None:
            continue
        whole = "float" not in str(lever.model_fields[record.name].annotation)
        for end in (record.low, record.high):
            value = int(end) if whole else end
            scenario = load_scenario("integrated", {f"{lever.name}.{record.name}": value})
            if record.name not in Lever.model_fields:  # a date moves what works when, not how
                assert_reckoned(scenario, place)


def test_a_range_is_told_as_it_is():
    for value in ("0", "1", "2", "-1", "true"):
        with pytest.raises(BadInput) as found:
            load_place("classroom", {"residents.report_base": value})
        assert "allowed: above 0 and below 1 (probability)" in found.value.text("en")
        assert "大于 0 且小于 1" in found.value.text("zh")
