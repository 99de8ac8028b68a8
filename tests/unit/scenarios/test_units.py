"""Units of lever fields have words in both languages."""

from scenarios.levers import LEVERS
from scenarios.telling import spoken
from scenarios.units import UNITS


def test_every_unit_has_words() -> None:
    units = {field.unit for lever in LEVERS for field in lever.fields()}
    assert units - set(UNITS) == set()
    for unit in units - {"switch", "names"}:
        assert unit.split()[-1] not in spoken(0.5, unit).zh or unit == "day"
