"""A scenario: which levers are pulled, in what words, and where each value came from."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny, create_model, field_validator

from scenarios.levers import LEVERS, Lever
from scenarios.names import Name
from scenarios.written import EitherLanguage, Written

Text = Annotated[str, Field(min_length=1)]
LAST_DAY = 36_500  # a hundred years, as for levers


class Bilingual(EitherLanguage):
    """A text in both languages."""

    zh: Text
    en: Text


class Stretch(NamedTuple):
    """Days under one set of levers; the levers' own days are counted from the first of them.

    Attributes
    ----------
    day : int
        First day.
    scenario : Scenario
        Whose levers are in force, up to the next stretch.
    """

    day: int
    scenario: Scenario

    def dated(self) -> tuple[Lever, ...]:
        """Return the levers that change something, with the days of the run in the place of their own."""
        return tuple(counted_from(lever, self.day) for lever in self.scenario.pulled())


class Phase(BaseModel):
    """From `day` on, until the next phase, the levers of another scenario are in force."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: int
    scenario: Scenario


class Scenario(BaseModel):
    """A scenario as read from files and settings.

    Attributes
    ----------
    chain
        Names from the root of the extends chain to the scenario itself.
    includes
        Names of the scenarios whose levers it puts together.
    levers
        Those a file or a setting names, by name, in order of enactment; of a scenario with phases
        those in force before the first.
    phases
        Scenarios it lives through, by ascending day; empty for most.
    origins
        Origin (file name or "command line") of every value by dotted key.
    one_language
        Texts its file has in one language only ("title.en"), for which the other stands.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Text
    title: Bilingual
    question: Bilingual
    clauses: tuple[str, ...]
    chain: tuple[str, ...]
    includes: tuple[str, ...] = ()
    levers: dict[str, SerializeAsAny[Lever]]
    phases: tuple[Phase, ...] = ()
    origins: dict[str, str]
    one_language: Annotated[tuple[str, ...], Field(exclude=True)] = ()

    @field_validator("levers", mode="before")
    @classmethod
    def _by_declaration(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Read a dumped scenario back: each lever by its own class, in the order of the list."""
        return {
            name: given[name] if isinstance(given[name], Lever) else lever.model_validate(given[name])
            for name, lever in lever_names().items()
            if name in given
        }

    def lever(self, name: str) -> Lever | None:
        """Return the lever of that name, None where the scenario does not name it."""
        return self.levers.get(name)

    def pulled(self) -> tuple[Lever, ...]:
        """Return the levers that change something, phases aside."""
        return tuple(lever for lever in self.levers.values() if not lever.is_neutral())

    def resolved(self) -> dict[str, Any]:
        """Return it as plain data, whole but for the origins."""
        return self.model_dump(mode="json", exclude={"origins": True, "phases": {"__all__": {"scenario": {"origins"}}}})

    def stretches(self) -> tuple[Stretch, ...]:
        """Return what is in force from which day on, the first from day 0."""
        later = tuple(Stretch(phase.day, phase.scenario) for phase in self.phases)
        return later if later and later[0].day == 0 else (Stretch(0, self), *later)


def counted_from(lever: Lever, day: int) -> Lever:
    """Return a lever whose days are counted from `day` with those of the run in their place."""
    values = {record.name: getattr(lever, record.name) for record in lever.fields() if record.unit == "day"}
    return lever.model_copy(update={name: value + day for name, value in values.items() if value is not None})


class PhaseEntry(Written):
    """A phase as a file has it."""

    day: Annotated[int, Field(ge=0, le=LAST_DAY, description="First day of the phase, day 0 being that of the run.")]
    scenario: Annotated[Text, Field(description="A shipped scenario, or a file.")]


HEAD = ("name", "title", "question", "clauses", "extends", "include", "phases")


@cache
def lever_names() -> dict[str, type[Lever]]:
    """Return the levers by name."""
    return {lever.name: lever for lever in LEVERS}


@cache
def lever_settings() -> tuple[str, ...]:
    """Return every `lever.field` that a setting may change."""
    return tuple(f"{lever.name}.{field}" for lever in LEVERS for field in lever.model_fields)


@cache
def file_schema() -> type[BaseModel]:
    """Return the model of a scenario file, derived from the declarations of the levers."""
    levers: dict[str, Any] = {
        lever.name: (lever | None, Field(None, title=lever.title.en, description=lever.explanation.en))
        for lever in LEVERS
    }
    return create_model(
        "ScenarioFile",
        __base__=Written,
        name=(Name, ...),
        title=(Bilingual, ...),
        question=(Bilingual, ...),
        clauses=(tuple[str, ...], ()),
        extends=(str | None, None),
        include=(tuple[str, ...], ()),
        phases=(tuple[PhaseEntry, ...], ()),
        **levers,
    )


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of scenario files, for editors."""
    return file_schema().model_json_schema()
