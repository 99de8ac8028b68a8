"""Parameters of a place as records: value, unit, source, plausible range."""

from __future__ import annotations

import math
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from sim.errors import nearest

# Hard limits by unit. The plausible range low to high of a record is for sensitivity studies and does
# not bind a user's setting.
LIMITS: dict[str, tuple[float, float]] = {
    "probability": (0.0, 1.0),
    "share": (0.0, 1.0),
    "log odds": (-20.0, 20.0),
    "log": (0.0, 5.0),
    "factor": (0.0, 1000.0),
    "hours": (0.0, 100_000.0),
    "staffed hours": (0.0, 10_000.0),
    "days": (0.0, 10_000.0),
    "per year": (0.0, 1_000_000.0),
    "issues per resident-year": (0.0, 10.0),
    "households": (1.0, 100_000.0),
    "residents": (1.0, 100_000_000.0),
    "number": (0.0, 1_000_000.0),
    "switch": (0.0, 1.0),
}


class Record(BaseModel):
    """Base of everything read from a place file: frozen, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class _Parameter(Record):
    unit: str
    source: Annotated[str, Field(min_length=4)]
    low: float | None = None
    high: float | None = None

    @field_validator("unit")
    @classmethod
    def _known(cls, unit: str) -> str:
        if unit not in LIMITS:
            near = nearest(unit, LIMITS)
            meant, zh = (f"; did you mean '{near}'?", f";是否指“{near}”?") if near else ("", "")
            raise ValueError(f"one of {', '.join(LIMITS)}{meant}", f"{'、'.join(LIMITS)} 之一{zh}")
        return unit

    @model_validator(mode="after")
    def _within_limits(self) -> Any:
        least, most = LIMITS[self.unit]
        value = float(getattr(self, "value"))  # noqa: B009  (subclasses declare it)
        if not (math.isfinite(value) and least <= value <= most):
            raise ValueError(f"{least:g} to {most:g} ({self.unit})", f"{least:g} 至 {most:g}")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("low not above high", "low 不大于 high")
        return self


class Number(_Parameter):
    """A real parameter."""

    value: float


class Count(_Parameter):
    """A whole-number parameter."""

    value: Annotated[int, Field(ge=0)]


class Switch(_Parameter):
    """A yes-or-no parameter."""

    value: bool


class Shares(Record):
    """Shares that sum to one, with bounds of their classes where they have any."""

    shares: tuple[Annotated[float, Field(ge=0.0, le=1.0)], ...]
    bounds: tuple[float, ...] = ()
    source: Annotated[str, Field(min_length=4)]

    @model_validator(mode="after")
    def _sums_to_one(self) -> Shares:
        if abs(math.fsum(self.shares) - 1.0) > 1e-3:
            total = math.fsum(self.shares)
            raise ValueError(f"shares that sum to 1, not {total:g}", f"各项之和须为 1,而不是 {total:g}")
        if self.bounds and (len(self.bounds) != len(self.shares) + 1 or list(self.bounds) != sorted(self.bounds)):
            raise ValueError("one bound more than shares, ascending", "bounds 比 shares 多一个,且递增")
        return self
