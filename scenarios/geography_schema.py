"""Where people live and who serves them, as a place file says it: quantiles of distributions, or streets by hand."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from scenarios.parameters import Count, Number, Shares
from scenarios.written import EitherLanguage, Written

MOST_STAFF = 1_000_000  # of one office
_MOST = 100_000_000  # residents, of a place as of any community
Source = Annotated[str, Field(min_length=4)]


def _one_district(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(names) != 1:
        raise ValueError(
            "the name of one district; a place is one district, write a file for each",
            "一个区的名称；一个地方就是一个区，每个区各写一个文件",
        )
    return names


OneDistrict = Annotated[tuple[str, ...], AfterValidator(_one_district)]


class Street(EitherLanguage):
    """A street office given by hand."""

    id: str
    zh: str
    en: str
    communities: Annotated[tuple[Annotated[int, Field(ge=1, le=_MOST)], ...], Field(min_length=1)]  # residents of each
    propensity: Annotated[float, Field(gt=0.0)]
    staff: Annotated[int, Field(ge=1, le=MOST_STAFF)]
    source: Source


class Quantiles(Written):
    """Streets and communities laid out as quantiles of published distributions."""

    kind: Literal["quantiles"]
    districts: OneDistrict
    streets: Count
    residents: Count
    street_least: Count
    street_most: Count
    street_sigma: Number
    residents_a_community: Number
    households: Shares

    @model_validator(mode="after")
    def _sizes_meet(self) -> Quantiles:
        number, least, most = self.streets.value, self.street_least.value, self.street_most.value
        if not (number >= 1 and least < most and number * least < self.residents.value < number * most):
            low, high = f"{number * least:,}", f"{number * most:,}"
            raise ValueError(
                f"residents between streets × street_least = {low} and streets × street_most = {high}",
                f"residents 介于 streets × street_least = {low} 与 streets × street_most = {high} 之间",
            )
        if round(self.residents.value / self.residents_a_community.value) < number:
            raise ValueError(
                "at least one community a street: fewer residents_a_community",
                "每个街道至少一个社区：请减小 residents_a_community",
            )
        return self


class Listed(Written):
    """Streets and communities given by hand."""

    kind: Literal["listed"]
    districts: OneDistrict
    streets: Annotated[tuple[Street, ...], Field(min_length=1)]
    households: Shares

    @model_validator(mode="after")
    def _not_too_many(self) -> Listed:
        total = sum(n for street in self.streets for n in street.communities)
        if total > _MOST:
            raise ValueError(
                f"geography.streets with up to {_MOST:,} residents together, not {total:,}",
                f"geography.streets 居民合计不超过 {_MOST:,}，而不是 {total:,}",
            )
        return self
