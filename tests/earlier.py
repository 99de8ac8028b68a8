"""Tests that hold a page's numbers to the model wait while these are older than the model: one list says where."""

from pathlib import Path

import pytest

from docs.pages import OF_RUNS
from docs.pages.earlier import BY_HAND, FILE, earlier_pages


def needs_new_numbers(page: str, path: Path = FILE) -> pytest.MarkDecorator:
    """Return the mark of a test that a page must pass as soon as its numbers are those of the model.

    Parameters
    ----------
    page : str
        As the list names it, the English one where there are two: `docs/claims.md`.
    path : Path, optional
        The list.
    """
    assert page in OF_RUNS or page in BY_HAND, f"no page with numbers of runs: {page}"
    reason = f"the numbers of {page} came from an earlier model: docs/data/earlier.toml"
    return pytest.mark.skipif(page in earlier_pages(OF_RUNS, path), reason=reason)
