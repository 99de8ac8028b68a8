"""Every lever declares what lists, schemas and documents need; adding a lever adds its tests."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from docs.evidence.worlds import as_text
from scenarios.base_rules import Built
from scenarios.compile import build_world, offices_of
from scenarios.levers import LEVERS, Lever
from scenarios.loading import load_scenario, split_settings
from scenarios.place import load_place
from scenarios.scenario import file_schema, json_schema, lever_settings
from sim.measures import MEASURES

CLAUSES = {"F1", "F2", "F3", "F4", "F5", "F6", *(f"P{i}" for i in range(1, 7)), *(f"D{i}" for i in range(1, 6)),
           *(f"W{i}" for i in range(1, 5)), *(f"S{i}" for i in range(1, 5))}  # fmt: skip
CHINESE = re.compile(r"[一-鿿]")


@pytest.fixture(scope="module")
def town() -> Built:
    return build_world(load_place("classroom"), -300, 300)


def strong(lever: type[Lever]) -> Lever:
    """Return the lever with every bounded field at its upper bound and every switch on."""
    values: dict[str, Any] = {}
    for record in lever.fields():
        if record.name in Lever.model_fields:
            continue
        if record.unit == "switch":
            values[record.name] = True
        elif record.high is not None:
            values[record.name] = record.high
    if lever.name == "organisation":
        values["divisions"] = 3  # its upper bound is neutral
    return lever(**values)


def arrays(rules: Any) -> dict[str, np.ndarray]:
    """Return every array and number of the rules by name."""
    found = {}
    for name in rules._fields:
        value = getattr(rules, name)
        if hasattr(value, "_fields"):
            found.update({f"{name}.{key}": array for key, array in arrays(value).items()})
        else:
            found[name] = np.asarray(value)
    return found


def changed(old: Any, new: Any) -> set[str]:
    """Return the names of what is not the same to the byte."""
    before, after = arrays(old), arrays(new)
    return {
        name
        for name in before
        if before[name].dtype != after[name].dtype or before[name].tobytes() != after[name].tobytes()
    }


def test_names_are_unique_and_each_lever_is_a_file_of_its_name() -> None:
    names = [lever.name for lever in LEVERS]
    assert len(set(names)) == len(names)
    folder = Path(__file__).parents[2] / "scenarios" / "levers"
    assert {path.stem for path in folder.glob("*.py")} - {"__init__", "base"} == set(names)


@pytest.mark.parametrize("lever", LEVERS, ids=lambda x: x.name)
class TestDeclaration:
    def test_speaks_both_languages(self, lever: type[Lever]) -> None:
        for words in (lever.title, lever.explanation, *(record.words for record in lever.fields())):
            assert CHINESE.search(words.zh) and words.en and not CHINESE.search(words.en)

    def test_sources_are_words_a_user_knows(self, lever: type[Lever]) -> None:
        for record in lever.fields():
            assert not re.search(r"\b(contract|model) \d", record.source)

    def test_clause_is_one_of_the_mechanism_table(self, lever: type[Lever]) -> None:
        assert lever.clause in CLAUSES

    def test_every_field_has_unit_source_default_and_bounds(self, lever: type[Lever]) -> None:
        for record in lever.fields():
            assert record.unit and len(record.source) > 3
            if record.unit not in ("switch", "names"):
                assert record.low is not None and record.high is not None
                for value in (record.default, record.neutral):
                    assert value is None or record.low <= value <= record.high

    def test_bounds_are_strict(self, lever: type[Lever]) -> None:
        for record in lever.fields():
            if record.high is not None and record.low is not None:
                for value in (record.low - 1, record.high + 1):
                    with pytest.raises(ValueError):
                        lever.model_validate({record.name: value})

    def test_unknown_field_is_refused(self, lever: type[Lever]) -> None:
        with pytest.raises(ValueError):
            lever.model_validate({"nonsense": 1})

    def test_expected_direction_is_declared(self, lever: type[Lever]) -> None:
        assert lever.effect.sign in (-1, 0, +1)  # 0: it may go either way
        assert lever.effect.measure in {measure.name for measure in MEASURES}

    def test_strong_setting_is_valid_and_changes_something(self, lever: type[Lever]) -> None:
        assert not lever(**lever.strong).is_neutral()
        assert not set(lever.strong) & set(Lever.model_fields)

    def test_it_is_shown_in_a_scenario_that_exists_with_settings_that_exist(self, lever: type[Lever]) -> None:
        split_settings({name: as_text(value) for name, value in lever.given.items()})
        scenario = load_scenario(lever.shown_in, {name: as_text(value) for name, value in lever.given.items()})
        before = scenario.lever(lever.name)
        assert before is None or any(getattr(before, name) != value for name, value in lever.strong.items())

    def test_doses_are_valid_and_ascend_in_strength_to_the_strong_setting(self, lever: type[Lever]) -> None:
        if lever.doses is None:
            switches = {record.name for record in lever.fields() if record.unit == "switch"}
            assert switches & set(lever.strong), "a lever that is more than a switch has doses"
            return
        field, values = lever.doses
        assert 3 <= len(values) <= 6 and lever.strong[field] in values[1:]
        for value in values:
            lever(**{**lever.strong, field: value})
        numbers = [float(value) for value in values[1:]]  # the first may be "as it is", or 0 for none
        assert len(set(numbers)) == len(numbers)
        assert numbers in (sorted(numbers), sorted(numbers, reverse=True))

    def test_a_reason_for_a_small_effect_speaks_both_languages(self, lever: type[Lever]) -> None:
        if lever.why_small is not None:
            assert CHINESE.search(lever.why_small.zh) and not CHINESE.search(lever.why_small.en)

    def test_neutral_changes_no_byte(self, lever: type[Lever], town: Built) -> None:
        neutral = lever.neutral()
        assert neutral.is_neutral()
        assert not changed(town.rules, neutral.enact(town.rules, np.ones(1), offices_of(town.world)))

    def test_neutral_stays_neutral_at_another_date_and_place(self, lever: type[Lever]) -> None:
        timing = {"start_day": 30, "ramp_days": 14, "districts": ("district",)}
        assert lever.neutral().model_copy(update=timing).is_neutral()
        assert not strong(lever).model_copy(update=timing).is_neutral()

    def test_strength_zero_is_the_identity(self, lever: type[Lever], town: Built) -> None:
        assert not changed(town.rules, strong(lever).enact(town.rules, np.zeros(1), offices_of(town.world)))

    def test_enact_is_pure_and_writes_what_it_says(self, lever: type[Lever], town: Built) -> None:
        before = {name: array.copy() for name, array in arrays(town.rules).items()}
        one = strong(lever).enact(town.rules, np.ones(1), offices_of(town.world))
        two = strong(lever).enact(town.rules, np.ones(1), offices_of(town.world))
        assert not changed(one, two)
        assert all(before[name].tobytes() == array.tobytes() for name, array in arrays(town.rules).items())
        assert changed(town.rules, one) <= set(lever.writes)
        assert changed(town.rules, one)

    def test_every_written_quantity_exists(self, lever: type[Lever], town: Built) -> None:
        assert set(lever.writes) <= set(arrays(town.rules))

    def test_appears_in_schema_and_settings(self, lever: type[Lever]) -> None:
        assert lever.name in file_schema().model_fields
        assert lever.name in json_schema()["properties"]
        assert {f"{lever.name}.{record.name}" for record in lever.fields()} <= set(lever_settings())
