"""Long lists of cases: a few stand for all in the default run, the others run with `pytest -m slow`."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def all_slow_but(kept: Iterable[str], cases: Iterable[Any], name: Callable[[Any], str] = str) -> list[Any]:
    """Return the cases as parameters of a test, all but the kept ones marked as slow.

    Parameters
    ----------
    kept : iterable of str
        Names of the cases that stay in the default run; each must be there.
    cases : iterable
        All of them, in their order.
    name : callable, optional
        Gives the name of a case.
    """
    every, stay = list(cases), set(kept)
    unknown = stay - {name(case) for case in every}
    assert not unknown, f"no such cases: {sorted(unknown)}"
    return [case if name(case) in stay else pytest.param(case, marks=pytest.mark.slow) for case in every]
