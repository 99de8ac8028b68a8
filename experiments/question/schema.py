"""What a study file may hold."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticKnownError

from experiments.question.limits import DEFAULT_PLACE, MOST_REPLICATIONS
from experiments.question.study import MOST_DAYS
from scenarios.scenario import Bilingual

MOST_POINTS = 1_000_000
Cell = bool | int | float | str


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, strict=True)


class Range(_Table):
    """A stretch of numbers; an end left out comes from the declaration."""

    low: int | float | None = None
    high: int | float | None = None
    levels: Annotated[int, Field(ge=2, le=1000)] | None = None


class Design(_Table):
    """How points are chosen from the factors.

    Attributes
    ----------
    kind : str
        One of `experiments.plan.designs`; whoever reads a file hands the names in as context "designs".
    points : int
        Where points are drawn.
    levels : int
        Values of a range where values are needed and it does not say itself.
    runs : int
        Of a fractional factorial: a power of two; left out: all combinations.
    states : int
        States of the world drawn from the ranges of the uncertainties.
    """

    kind: str = "grid"
    points: Annotated[int, Field(ge=1, le=MOST_POINTS)] = 64
    levels: Annotated[int, Field(ge=2, le=1000)] = 3
    runs: Annotated[int, Field(ge=2, le=65_536)] | None = None
    states: Annotated[int, Field(ge=1, le=MOST_POINTS)] = 10

    @field_validator("kind", mode="before")
    @classmethod
    def _of_a_design(cls, kind: Any, info: ValidationInfo) -> Any:
        names = (info.context or {}).get("designs")
        if names is not None and kind not in names:
            expected = f"{', '.join(map(repr, names[:-1]))} or {names[-1]!r}"
            raise PydanticKnownError("literal_error", {"expected": expected})
        return kind

    @field_validator("runs")
    @classmethod
    def _power_of_two(cls, runs: int | None) -> int | None:
        if runs is not None and runs & (runs - 1):
            raise ValueError("a power of two", "2 的幂")
        return runs


class Sensitivity(_Table):
    """How `whistle sensitivity` looks at the study, in the place of its design.

    Attributes
    ----------
    method
        morris: screening with few runs. sobol: shares of the variance.
    trajectories : int
        Of morris; points are trajectories × (inputs + 1).
    base : int
        Rows of sobol, a power of two; points are base × (inputs + 2).
    """

    method: Literal["morris", "sobol"] = "morris"
    trajectories: Annotated[int, Field(ge=4, le=10_000)] = 10
    base: Annotated[int, Field(ge=8, le=65_536)] = 64

    @field_validator("base")
    @classmethod
    def _power_of_two(cls, base: int) -> int:
        if base & (base - 1):
            raise ValueError("a power of two", "2 的幂")
        return base


class StudyFile(_Table):
    """A study as its file has it."""

    title: Bilingual | None = None
    question: Bilingual | None = None
    base: Annotated[str, Field(min_length=1)]
    reference: Annotated[str, Field(min_length=1)] | None = None
    burn_in: Annotated[str, Field(min_length=1)] | None = None
    place: Annotated[str, Field(min_length=1)] = DEFAULT_PLACE
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = 365
    burn_in_days: Annotated[int, Field(ge=0, le=MOST_DAYS)] = 120
    seed: Annotated[int, Field(ge=0, le=2**63 - 1)] = 1
    replications: Annotated[int, Field(ge=1, le=MOST_REPLICATIONS)] = 5
    measures: Annotated[list[str], Field(min_length=1)] | None = None
    design: Design = Design()
    sensitivity: Sensitivity = Sensitivity()
    constants: dict[str, Cell | list[Any]] = {}
    factors: dict[str, list[Any] | Range] = {}
    uncertainties: dict[str, list[Any] | Range] = {}


def valid_keys() -> dict[str, tuple[str, ...]]:
    """Return the valid keys of every table, for "did you mean"."""
    return {"": tuple(StudyFile.model_fields), "design": tuple(Design.model_fields),
            "sensitivity": tuple(Sensitivity.model_fields)}  # fmt: skip
