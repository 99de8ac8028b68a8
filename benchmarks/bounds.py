"""What may grow how far: counters held against `bounds.toml`, and the writing of that file."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_suffix(".toml")
ROOM = 0.05  # above what was measured when the bounds were written
LOOSE = 0.2  # so far below its bound that the bound should be renewed

# Bars that no renewal moves.
BARS = {
    "a comparison of five scenarios, 365 days, days lived": 120 + 5 * 365,
    "compiled: bytes of code": 15_000_000,
    "compiled: functions of more than one signature": 0,
    "imports: sim.model, unwanted": 0,
}


class Held(NamedTuple):
    """One counter with its bound; either may be missing."""

    name: str
    measured: int | None
    bound: int | None

    @property
    def verdict(self) -> str:
        """Return "ok", or what is wrong with the counter."""
        if self.measured is None:
            return "no longer counted"
        if self.bound is None:
            return "new, without a bound"
        if self.measured > self.bound:
            return "ABOVE ITS BOUND"
        return "ok"

    @property
    def ok(self) -> bool:
        """Tell whether the counter is there, bounded and within its bound."""
        return self.verdict == "ok"

    @property
    def loose(self) -> bool:
        """Tell whether so much has been saved that the bound holds nothing any more."""
        return self.ok and self.name not in BARS and self.measured < (1.0 - LOOSE) * self.bound

    def line(self) -> str:
        """Return the counter as a row of the table."""
        measured, bound = ("–" if value is None else f"{value:,}" for value in (self.measured, self.bound))
        remark = "ok, bound loose: renew it" if self.loose else self.verdict
        return f"{self.name:<58}{measured:>16}{bound:>16}  {remark}"


HEAD = f"{'counter':<58}{'measured':>16}{'bound':>16}  ok"


def hold(measured: Mapping[str, int], bounds: Mapping[str, int]) -> list[Held]:
    """Hold counters against their bounds, in the order measured; what is only in the file comes last."""
    names = [*measured, *(name for name in bounds if name not in measured)]
    return [Held(name, measured.get(name), bounds.get(name)) for name in names]


def bounds_for(measured: Mapping[str, int]) -> dict[str, int]:
    """Return new bounds: 5 % above what was measured, rounded down, or the bar.

    Raises
    ------
    ValueError
        A counter is above a bar that no renewal moves.
    """
    over = [f"{name} is {measured[name]:,}, its bar {bar:,}" for name, bar in BARS.items() if measured[name] > bar]
    if over:
        raise ValueError("; ".join(over))
    return {name: BARS.get(name, int(value * (1.0 + ROOM))) for name, value in measured.items()}


def read(path: Path = FILE) -> dict[str, int]:
    """Read the bounds."""
    return tomllib.loads(path.read_text(encoding="utf-8"))["bounds"]


def write(bounds: Mapping[str, int], written: Mapping[str, str], path: Path = FILE) -> None:
    """Write the bounds with where they come from."""
    lines = ["# Measured + 5 %, or a bar; written by `python -m benchmarks.counters --renew`.", "[written]"]
    lines += [f'{key} = "{value}"' for key, value in written.items()]
    lines += ["", "[bounds]", *(f'"{name}" = {bound}' for name, bound in bounds.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
