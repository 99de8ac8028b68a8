"""Gathers what the benchmarks count and prints it as one table at the end."""

from typing import NamedTuple

import pytest


class Row(NamedTuple):
    """One line of the table: what was measured, the number, the bar it is held against."""

    what: str
    value: float
    unit: str = ""
    bar: float | None = None
    at_least: bool = False

    def line(self) -> str:
        """Return the row as text, marked where it misses its bar."""
        if self.bar is None:
            return f"{self.what:<44}{self.value:>16,.4g} {self.unit}"
        kept = self.value >= self.bar if self.at_least else self.value <= self.bar
        sign = "≥" if self.at_least else "≤"
        return f"{self.what:<44}{self.value:>16,.4g} {self.unit:<10} {sign} {self.bar:g} {'' if kept else '  MISSED'}"


_ROWS = pytest.StashKey[list[Row]]()


@pytest.fixture
def table(request: pytest.FixtureRequest) -> list[Row]:
    """Return the list that the summary prints; tests append rows."""
    return request.config.stash.setdefault(_ROWS, [])


@pytest.fixture
def row() -> type[Row]:
    """Return the kind of row the table holds."""
    return Row


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table after pytest-benchmark's own."""
    rows = config.stash.get(_ROWS, [])
    if rows:
        terminalreporter.section("counters and bars")
        for each in rows:
            terminalreporter.write_line(each.line())
