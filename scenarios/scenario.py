"""A scenario: which levers are pulled, in what words, and where each value came from."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny, create_model, field_validator

from scenarios.levers import LEVERS, Lever

Text = Annotated[str, Field(min_length=1)]


class Bilingual(BaseModel):
    """A text in both languages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: Text
    en: Text


class Scenario(BaseModel):
    """A scenario as read from files and settings.

    Attributes
    ----------
    chain
        Names from the root of the extends chain to the scenario itself.
    levers
        Those a file or a setting names, by name, in order of enactment.
    origins
        Origin (file name or "command line") of every value by dotted key.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Text
    title: Bilingual
    question: Bilingual
    clauses: tuple[str, ...]
    chain: tuple[str, ...]
    levers: dict[str, SerializeAsAny[Lever]]
    origins: dict[str, str]

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


HEAD = ("name", "title", "question", "clauses", "extends")


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
        __config__=ConfigDict(frozen=True, extra="forbid"),
        name=(Text, ...),
        title=(Bilingual, ...),
        question=(Bilingual, ...),
        clauses=(tuple[str, ...], ()),
        extends=(str | None, None),
        **levers,
    )


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of scenario files, for editors."""
    return file_schema().model_json_schema()
