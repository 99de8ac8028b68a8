"""From the options a command declares to the command line, and from what was typed to its options."""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from inspect import Parameter, Signature
from types import GenericAlias, NoneType, UnionType
from typing import Annotated, Any, NamedTuple, cast, get_args, get_origin, get_type_hints

import typer

from experiments.doors.failures import given_language, told
from experiments.doors.options import Option, Options
from experiments.words import Language, Text


class Command[Asked: Options](NamedTuple):
    """A command.

    Attributes
    ----------
    name : str
    help : Text
    options : type
        The frozen dataclass of its options.
    carry_out : callable
        Does it.
    """

    name: str
    help: Text
    options: type[Asked]
    carry_out: Callable[[Asked], None]


class _Asked(NamedTuple):
    """A field of a dataclass of options."""

    field: Field[Any]
    value: Any  # its type, once read
    option: Option

    @property
    def many(self) -> bool:
        return get_origin(self.value) is tuple

    @property
    def required(self) -> bool:
        return self.field.default is MISSING

    def parameter(self, language: Language) -> Parameter:
        """Return it as Typer has it."""
        asked = self.option
        told: dict[str, Any] = {"metavar": asked.metavar, "help": asked.help(language)}
        if asked.names:
            info: Any = typer.Option(*asked.names, show_default=asked.default_shown, **told)
        else:
            info = typer.Argument(**told)
        # An option that may come several times has no default of its own in the help.
        default = Parameter.empty if self.required else None if self.many else self.field.default
        return Parameter(
            self.field.name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[self._typed(), info]
        )

    def _typed(self) -> Any:
        """Return the type of what is typed."""
        if self.many:
            each = str if self.option.read is not None else get_args(self.value)[0]
            listed = GenericAlias(list, each)
            return listed if self.required else listed | None
        if self.option.read is None:
            return self.value
        may_be_none = get_origin(self.value) is UnionType and NoneType in get_args(self.value)
        return str | None if may_be_none else str

    def read(self, given: Any, language: Language) -> Any:
        """Return the value of what was typed."""

        def read_one(one: Any) -> Any:
            return one if self.option.read is None else self.option.read(one, self.option.name, language)

        if self.many:
            return tuple(read_one(one) for one in given or ())
        return None if given is None else read_one(given)


def callback(command: Command[Any], help_language: Language) -> Callable[..., None]:
    """Return a command as Typer takes it: a function of its options.

    What is the same for all commands is done here: the language spoken, folders and files named, what is said and
    with which code it ends when something goes wrong.
    """
    asked = _asked(command.options)

    def call(**given: Any) -> None:
        language = given_language(given["lang"])
        options = command.options(**{one.field.name: one.read(given[one.field.name], language) for one in asked})
        with told(language, debug=options.debug):
            command.carry_out(options)

    parameters = [one.parameter(help_language) for one in asked]
    call.__name__ = command.name
    call.__annotations__ = {each.name: each.annotation for each in parameters}
    call.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return call


def _asked(options: type[Options]) -> list[_Asked]:
    hints = get_type_hints(options, include_extras=True)
    found = []
    for field in fields(cast(Any, options)):
        value, declared = get_args(hints[field.name])
        found.append(_Asked(field, value, declared))
    return found
