"""Parameters of a place as records: value, unit, source, plausible range."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple

from pydantic import Field, GetCoreSchemaHandler, field_validator, model_validator
from pydantic_core import CoreSchema, core_schema

from scenarios.units import LIMITS
from scenarios.written import Written
from sim.errors import nearest
from sim.text import Text


def limits_of_unit(unit: str) -> Limits:
    """Return which values anything in this unit may have."""
    return Limits(*LIMITS[unit])


class Limits(NamedTuple):
    """From where to where values are allowed; an end that is `open` is not."""

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False

    def hold(self, value: Any) -> bool:
        """Tell whether a value is a number within them."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            return False
        above = value > self.low if self.open_low else value >= self.low
        below = value < self.high if self.open_high else value <= self.high
        return above and below

    def words(self, unit: str, whole: bool = False) -> Text:
        """Say which values are allowed."""
        low, high = (str(int(end)) if end == int(end) else f"{end:g}" for end in (self.low, self.high))
        en, zh = f"{low} to {high}", f"{low} 至 {high}"
        if self.open_low and self.open_high:
            en, zh = f"above {low} and below {high}", f"大于 {low} 且小于 {high}"
        elif self.open_low:
            en, zh = f"above {low}, up to {high}", f"大于 {low}，至 {high}"
        elif self.open_high:
            en, zh = f"{low} to below {high}", f"{low} 至小于 {high}"
        return Text(en=f"{en} ({'whole ' if whole else ''}{unit})", zh=f"整数，{zh}" if whole else zh)


@dataclass(frozen=True)
class Within:
    """Bounds of one parameter, narrower than those of its unit: where the formulas it stands in have no answer."""

    ge: float | None = None
    gt: float | None = None
    le: float | None = None
    lt: float | None = None

    def limits(self, of_unit: Limits) -> Limits:
        """Return what is left of the limits of a unit."""
        low, high = of_unit.low, of_unit.high
        return Limits(
            next((end for end in (self.gt, self.ge) if end is not None), low),
            next((end for end in (self.lt, self.le) if end is not None), high),
            self.gt is not None,
            self.lt is not None,
        )

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check a parameter once it has been read."""
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def _checked(self, parameter: Any) -> Any:
        limits = self.limits(limits_of_unit(parameter.unit))
        if not limits.hold(parameter.value):
            words = limits.words(parameter.unit)
            raise ValueError(words.en, words.zh)
        return parameter


class _Parameter(Written):
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


class Shares(Written):
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
