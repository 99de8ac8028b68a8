"""What the hash of the model is about: what sources say, not how they are written or explained."""

import pytest

from experiments.provenance import syntax

SOURCE = '''"""A module."""

LEVEL = 2  # of something


def rule(rate: float, staff: int = 1) -> float:
    """Return a number."""
    return rate * staff + LEVEL


class Office:
    """An office."""

    servers: int = 3
    """How many."""
'''


@pytest.mark.parametrize(("old", "new"), [
    ('"""A module."""\n', ""), ("Return a number.", "Return another number."), ("# of something", ""),
    ('    """How many."""\n', ""), ("rate * staff + LEVEL", "(rate * staff\n            + LEVEL)"),
])  # fmt: skip
def test_explanations_and_layout_leave_it_alone(old, new):
    assert old in SOURCE and syntax(SOURCE.replace(old, new)) == syntax(SOURCE)


@pytest.mark.parametrize(("old", "new"), [
    ("LEVEL = 2", "LEVEL = 3"), ("staff: int = 1", "staff: int = 2"), ("rate * staff", "rate + staff"),
    ("servers: int = 3", "servers: int = 3.0"), ("def rule", "@cached\ndef rule"), ("rate: float", "rate: int"),
    ("LEVEL = 2", "LEVEL = 2\nUNUSED = None"), ("return rate", "yield rate"),
])  # fmt: skip
def test_whatever_is_said_moves_it(old, new):
    assert old in SOURCE and syntax(SOURCE.replace(old, new)) != syntax(SOURCE)


def test_none_and_an_empty_list_are_something_where_they_are_values():
    assert len({syntax("x = None"), syntax("x = []"), syntax("x = ()"), syntax("x = ''"), syntax("x: int")}) == 5
