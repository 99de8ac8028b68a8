"""What a lever is: a declaration from which schema, lists and documents derive, and a pure function.

A lever says which clause of the reform it stands for, what its fields mean and how it changes the
rules. It never looks at a run.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, get_args, get_origin

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from scenarios.written import Written
from sim.rules import Rules
from sim.text import Text

RAMP_STEP_DAYS = 7
_LAST_DAY = 36_500
_TIMING = "the question asked: when and where a reform begins"


class Combine(StrEnum):
    """How two levers on one rule quantity combine."""

    COMPLEMENT = "complement"  # 1 − ∏(1 − x): either may bring it about, independently
    IN_ORDER = "in order"  # one after the other, in the order of the list of levers


class Effect(NamedTuple):
    """The main effect a lever is expected to have: a measure and +1, −1, or 0 for two-sided."""

    measure: str
    sign: int


class Doses(NamedTuple):
    """A field of a lever and the values at which its effect is shown, ascending in strength; the rest as `strong`."""

    field: str
    values: tuple[Any, ...]


def lever_field(
    default: Any,
    *,
    zh: str,
    en: str,
    unit: str,
    source: str,
    neutral: Any,
    ge: float | None = None,
    le: float | None = None,
) -> Any:
    """Declare a field of a lever.

    Parameters
    ----------
    default
        Value where a scenario names the lever but not the field.
    neutral
        Value at which the field changes nothing; None means "as the place has it".
    ge, le
        Bounds, both allowed.
    """
    return Field(
        default,
        ge=ge,
        le=le,
        description=en,
        json_schema_extra={"zh": zh, "unit": unit, "source": source, "neutral": neutral},
    )


class FieldRecord(NamedTuple):
    """A field as lists and documents show it."""

    name: str
    words: Text
    unit: str
    low: float | None
    high: float | None
    choices: tuple[str, ...]
    default: Any
    neutral: Any
    source: str

    def allowed(self) -> str:
        """Say which values are allowed."""
        return self.allowed_words().en

    def allowed_words(self) -> Text:
        """Say which values are allowed, in both languages."""
        if self.choices:
            return Text(en="any of " + ", ".join(self.choices), zh="、".join(self.choices) + " 中的任意几项")
        if self.unit == "switch":
            return Text(en="true or false", zh="true 或 false")
        if self.low is not None and self.high is not None:
            return Text(en=f"{self.low:g} to {self.high:g} ({self.unit})", zh=f"{self.low:g} 至 {self.high:g}")
        return Text(en=self.unit, zh="名称的列表")


class Lever(Written):
    """Base of all levers.

    Attributes
    ----------
    name : str
        Table name in scenario files.
    clause : str
        Clause of the mechanism table it owns.
    title, explanation : Text
        Name, and one sentence for a reader who has never seen the model.
    writes : mapping of rule quantity to Combine or None
        What it changes, "part.field" of `Rules`; None: no other lever may change it too.
    reads : tuple of rule quantities
        What it goes by that other levers may write; they come first in the list of levers.
    structural : bool
        Changes sections or staff: streets are laid out anew.
    touches_demand : bool
        May change which problems become known.
    effect : Effect
        Expected direction of its main effect.
    strong : mapping of field to value
        The setting at which the main effect is shown; fields left out keep their defaults.
    shown_in : str
        The scenario it is added to when its main effect is shown, and compared with.
    given : mapping of "lever.field" to value
        What else must be in force, in both worlds, for it to have anything to act on.
    doses : Doses or None
        What is varied in the dose–response figure; None where the lever is only on or off. The first value is
        the one at which it does nothing, or least.
    why_small : Text or None
        Why its main effect is not what it is expected to be, where measuring has shown that.
    says : mapping of field to Text
        Sentences for a reader, `{value}` standing for the value and `{rest}` for what is missing to 1; a
        switch says what holds when it is on. A field without one is told by its meaning.
    """

    name: ClassVar[str]
    clause: ClassVar[str]
    title: ClassVar[Text]
    explanation: ClassVar[Text]
    writes: ClassVar[Mapping[str, Combine | None]]
    reads: ClassVar[tuple[str, ...]] = ()
    structural: ClassVar[bool] = False
    touches_demand: ClassVar[bool] = False
    effect: ClassVar[Effect]
    strong: ClassVar[Mapping[str, Any]] = {}
    shown_in: ClassVar[str] = "status_quo"
    given: ClassVar[Mapping[str, Any]] = {}
    doses: ClassVar[Doses | None] = None
    why_small: ClassVar[Text | None] = None
    says: ClassVar[Mapping[str, Text]] = {}

    start_day: Annotated[int, Field(ge=0, le=_LAST_DAY)] = lever_field(
        0, zh="开始日", en="Day from which it works.", unit="day", source=_TIMING, neutral=0, ge=0, le=_LAST_DAY
    )
    ramp_days: Annotated[int, Field(ge=0, le=_LAST_DAY)] = lever_field(
        0,
        zh="过渡天数",
        en="Days until it works in full, in weekly steps.",
        unit="days",
        source=_TIMING,
        neutral=0,
        ge=0,
        le=_LAST_DAY,
    )
    districts: tuple[str, ...] = lever_field(
        (),
        zh="适用区(空为全部)",
        en="Districts it works in; empty: all.",
        unit="names",
        source=_TIMING,
        neutral=(),
    )

    def in_force(self, day: int, districts: tuple[str, ...]) -> NDArray[np.float64]:
        """Return s in [0, 1] for every district on `day`."""
        if day < self.start_day:
            s = 0.0
        elif self.ramp_days == 0:
            s = 1.0
        else:
            s = min(1.0, (day - self.start_day) / self.ramp_days)
        return np.array([s if not self.districts or name in self.districts else 0.0 for name in districts])

    def change_days(self) -> tuple[int, ...]:
        """Return the days on which its strength takes a new value."""
        if self.ramp_days == 0:
            return (self.start_day,)
        steps = range(self.start_day + RAMP_STEP_DAYS, self.start_day + self.ramp_days, RAMP_STEP_DAYS)
        return (*steps, self.start_day + self.ramp_days)

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Return the rules with the lever at strength `s` by district; the identity at 0."""
        raise NotImplementedError

    @classmethod
    @cache
    def fields(cls) -> tuple[FieldRecord, ...]:
        """Return its own fields as records, inherited ones last."""
        own = [name for name in cls.model_fields if name not in Lever.model_fields]
        return tuple(_record(cls, name) for name in (*own, *Lever.model_fields))

    @classmethod
    def neutral(cls) -> Lever:
        """Return the lever at values that change nothing."""
        return cls(**{record.name: record.neutral for record in cls.fields()})

    def is_neutral(self) -> bool:
        """Tell whether no field differs from its neutral value, time and place aside."""
        return all(
            getattr(self, record.name) == record.neutral
            for record in type(self).fields()
            if record.name not in Lever.model_fields
        )


class Offices(NamedTuple):
    """Who belongs to which district: all a lever may know of the world."""

    street_district: NDArray[np.int32]
    community_street: NDArray[np.int32]
    community_district: NDArray[np.int32]
    department_district: NDArray[np.int32]


def blend(old: Any, new: Any, s: Any) -> Any:
    """Return the value a share `s` of the way from old to new; exactly old at 0 or where they agree, new at 1."""
    way = np.where(s <= 0.0, old, np.where(s >= 1.0, new, (1.0 - s) * old + s * new))
    return np.where(np.equal(old, new), old, way)


def either(old: Any, share: Any) -> Any:
    """Return the chance that old or an independent `share` brings it about; exactly old where the share is 0."""
    return np.where(share <= 0.0, old, 1.0 - (1.0 - old) * (1.0 - share))


def switched(old: Any, new: Any, s: Any) -> Any:
    """Return the new value wherever the lever works at all: what cannot be in force by halves."""
    return np.where(s > 0.0, new, old)


def _choices(annotation: Any) -> tuple[str, ...]:
    """Return the names a field of names may hold, empty where any will do."""
    if get_origin(annotation) is Literal:
        return tuple(str(choice) for choice in get_args(annotation))
    return tuple(choice for part in get_args(annotation) for choice in _choices(part))


def _record(lever: type[Lever], name: str) -> FieldRecord:
    info = lever.model_fields[name]
    extra = info.json_schema_extra
    assert isinstance(extra, dict)
    bounds = {type(m).__name__: m for m in info.metadata}
    low, high = bounds.get("Ge"), bounds.get("Le")
    return FieldRecord(
        name,
        Text(en=str(info.description), zh=str(extra["zh"])),
        str(extra["unit"]),
        None if low is None else float(low.ge),
        None if high is None else float(high.le),
        _choices(info.annotation),
        info.default,
        extra["neutral"],
        str(extra["source"]),
    )
