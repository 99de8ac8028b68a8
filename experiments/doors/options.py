"""Options of commands: each is declared once, with its names, what it means and how it is read.

A command lists what it takes as the fields of a frozen dataclass, in the order of its help: `workers: Workers = None`
for what it shares with others, `Annotated[type, option(...)]` for what is its own. Nothing heavy is imported here, for
`whistle --help` reads all of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from experiments.words import Language, Text, choose_language
from experiments.words import help as say
from experiments.words import help_sweeps as say_sweeps


@dataclass(frozen=True)
class Option:
    """How an option, or an argument, is asked for.

    Attributes
    ----------
    help : Text
    names : tuple of str
        `--quiet`, `-q`; none: an argument, known by its place.
    metavar : str, optional
        What stands for its value in the help; default: the type.
    read : callable, optional
        From the text given, what the option is called and the language, to the value; default: as given. Of a list,
        each for itself.
    default_shown : bool
        Whether the help shows the default.
    """

    help: Text
    names: tuple[str, ...] = ()
    metavar: str | None = None
    read: Callable[[str, str, Language], object] | None = None
    default_shown: bool = True

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.names[0] if self.names else (self.metavar or "").removesuffix("...")


class Options:
    """What a command was asked; every command has a frozen dataclass of its own."""

    lang: str | None
    debug: bool = False

    @property
    def language(self) -> Language:
        """The language to speak."""
        return choose_language(self.lang)


def option(
    *names: str,
    help: Text,  # noqa: A002 — as Typer and Click have it
    metavar: str | None = None,
    read: Callable[[str, str, Language], object] | None = None,
    default_shown: bool = True,
) -> Option:
    """Declare an option by its names."""
    return Option(help, names, metavar, read, default_shown)


def argument(
    metavar: str,
    *,
    help: Text,  # noqa: A002
    read: Callable[[str, str, Language], object] | None = None,
) -> Option:
    """Declare an argument by what stands for it."""
    return Option(help, (), metavar, read)


def a_folder(given: str, name: str, language: Language) -> Path:
    """Read a result folder; say what is wrong with it and end."""
    from experiments.doors.paths import given_folder

    return given_folder(given, name, language)


def a_source(given: str, _name: str, _language: Language) -> str:
    """Read a name or a file, `~` at its beginning expanded."""
    from experiments.doors.paths import expanded

    return expanded(given)


# What is asked
Scenario = Annotated[str, argument("SCENARIO", help=say.SCENARIO, read=a_source)]
Place = Annotated[str, option("--place", help=say.PLACE, read=a_source)]
Days = Annotated[int, option("--days", help=say.DAYS)]
Seed = Annotated[int, option("--seed", help=say.SEED)]
Settings = Annotated[tuple[str, ...], option("--set", metavar="NAME=VALUE", help=say.SET)]
Study = Annotated[str, argument("STUDY.toml", help=say_sweeps.STUDY, read=a_source)]
OtherReplications = Annotated[int | None, option("--replications", help=say_sweeps.REPLICATIONS)]

# How runs are made and kept
Workers = Annotated[int | None, option("--workers", help=say.WORKERS)]
Scheduler = Annotated[str | None, option("--scheduler", metavar="ADDRESS", help=say_sweeps.SCHEDULER)]
ExtendStudy = Annotated[bool, option("--extend", help=say_sweeps.EXTEND)]
MixCode = Annotated[bool, option("--mix-code", help=say_sweeps.MIX_CODE)]
PartOfRuns = Annotated[str | None, option("--share", metavar="I/N", help=say_sweeps.SHARE)]
DryRun = Annotated[bool, option("--dry-run", help=say_sweeps.DRY_RUN)]
Until = Annotated[str | None, option("--until", metavar="half-width|decided", help=say.UNTIL)]
Targets = Annotated[tuple[str, ...], option("--target", metavar="MEASURE=X", help=say.TARGET)]
Most = Annotated[int | None, option("--most", metavar="N", help=say.MOST)]
OutOfStudy = Annotated[Path | None, option("--out", metavar="DIR", help=say_sweeps.OUT, read=a_folder)]

# What is read
Folder = Annotated[Path, argument("DIR", help=say.FOLDER, read=a_folder)]

# How it is told
Json = Annotated[bool, option("--json", help=say.JSON)]
Lang = Annotated[str | None, option("--lang", metavar="zh|en", help=say.LANG)]
Quiet = Annotated[bool, option("--quiet", "-q", help=say.QUIET)]
Debug = Annotated[bool, option("--debug", help=say.DEBUG)]
