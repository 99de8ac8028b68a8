"""Shipped parameter sets can be loaded and used; a damaged file is refused with its row and column."""

import pytest

from scenarios.parameter_sets import FILE, parameter_sets
from scenarios.place import load_place
from sim.errors import BadInput
from tests.earlier import needs_new_numbers


def test_shipped_sets_are_settings_of_every_place():
    sets = parameter_sets()
    assert sets and len({tuple(one.items()) for one in sets}) == len(sets)
    for place in ("classroom", "district"):
        town = load_place(place, sets[-1])
        table, key = next(iter(sets[-1])).split(".")
        assert getattr(getattr(town, table), key).value == float(sets[-1][f"{table}.{key}"])


@needs_new_numbers("docs/fit.md")
def test_shipped_sets_lie_in_the_ranges_that_the_place_declares():
    town = load_place("district")
    for one in parameter_sets():
        for name, text in one.items():
            table, key = name.split(".")
            record = getattr(getattr(town, table), key)
            assert record.low <= float(text) <= record.high, name


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda lines: [], "expected a head"),
        (lambda lines: [lines[0]], "expected a head"),
        (lambda lines: [lines[0].replace("set,", "number,", 1), *lines[1:]], "expected a head"),
        (lambda lines: [lines[0].replace("demand.refile", "demand.refill"), *lines[1:]], "did you mean 'demand.refile'"),
        (lambda lines: [lines[0].replace("streets.rigour", "demand.refile"), *lines[1:]], "demand.refile is there twice"),
        (lambda lines: [*lines[:2], lines[2].rpartition(",")[0] + "\n", *lines[3:]], r"row 2: \d+ columns, not \d+"),
        (lambda lines: [lines[0], *lines[2:]], "row 1, set = '2'"),
        (lambda lines: [*lines[:1], lines[1].rpartition(",")[0] + ",much\n", *lines[2:]], r"row 1, \S+ = 'much'.*a number"),
        (lambda lines: [*lines[:1], lines[1].rpartition(",")[0] + ",nan\n", *lines[2:]], r"row 1, \S+ = 'nan'"),
        (lambda lines: [*lines[:1], lines[1].rpartition(",")[0] + ",1.5\n", *lines[2:]], "from 0 to 1"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused(tmp_path, change, told):
    path = tmp_path / "sets.csv"
    path.write_text("".join(change(FILE.read_text(encoding="utf-8").splitlines(keepends=True))), encoding="utf-8")
    with pytest.raises(BadInput, match=told) as caught:
        parameter_sets(path)
    assert str(path) in caught.value.text("zh")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadInput, match=r"none\.csv: cannot be read"):
        parameter_sets(tmp_path / "none.csv")
