"""From declared options to the command line and back: types, defaults, folders, several values, how it ends."""

import inspect
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, get_args, get_type_hints

import pytest
import typer
from typer.testing import CliRunner

import whistle
from experiments.doors.asking import Command, callback
from experiments.doors.cli import COMMANDS
from experiments.doors.failures import BAD, FAILED, Ended
from experiments.doors.options import Debug, Lang, Option, Options, Workers, a_folder, a_source, argument, option
from sim.errors import BadInput, Fault
from sim.text import Text

HELP = Text(en="What it means.", zh="其含义。")


@dataclass(frozen=True)
class TriedOptions(Options):
    source: Annotated[str, argument("SOURCE", help=HELP, read=a_source)]
    others: Annotated[tuple[Path, ...], argument("FROM...", help=HELP, read=a_folder)]
    names: Annotated[tuple[str, ...], option("--name", "-n", metavar="NAME", help=HELP)] = ()
    out: Annotated[Path | None, option("--out", metavar="DIR", help=HELP, read=a_folder)] = None
    width: Annotated[float, option("--width", metavar="CM", help=HELP, default_shown=False)] = 16.0
    count: Annotated[int, option("--count", help=HELP)] = 5
    workers: Workers = None
    lang: Lang = None
    debug: Debug = False


def tried(*words, does=lambda options: None):
    """Return what a command was asked by these words, and the result."""
    asked = []
    app = typer.Typer()
    command = Command("try", HELP, TriedOptions, lambda options: (asked.append(options), does(options))[0])
    app.command("try")(callback(command, "en"))
    result = CliRunner().invoke(app, [str(word) for word in words])
    return asked[0] if asked else None, result


def test_what_is_left_out_has_its_default():
    asked, _ = tried("whistle", "a")
    assert asked == TriedOptions("whistle", (Path("a"),))


def test_values_are_read_as_declared(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    words = ("~/mine.toml", "~/a", tmp_path / "b", "--name", "x", "-n", "y", "--out", "~/c", "--width", "9", "--count", "3")
    asked, _ = tried(*words, "--workers", "2", "--lang", "zh", "--debug")
    folders = (tmp_path / "a", tmp_path / "b")
    assert asked == TriedOptions(
        str(tmp_path / "mine.toml"), folders, ("x", "y"), tmp_path / "c", 9.0, 3, 2, "zh", True
    )
    assert (asked.language, TriedOptions("", (), lang="en").language) == ("zh", "en")


def test_what_must_be_given_is_asked_for():
    for words in ((), ("whistle",)):
        asked, result = tried(*words)
        assert asked is None and result.exit_code == 2


def test_a_folder_that_cannot_be_one_is_named_as_the_option_is():
    for words, name in ((("x", "a", "--out", ""), "--out"), (("x", ""), "FROM")):
        asked, result = tried(*words, "--lang", "en")
        assert asked is None and isinstance(result.exception, Ended) and result.exception.code == BAD
        assert result.output.startswith(f"{name}")


def test_a_language_we_do_not_speak_is_refused_first():
    asked, result = tried("x", "/", "--lang", "fr")
    assert asked is None and result.exception.code == BAD and "fr" in result.output


@pytest.mark.parametrize(("error", "code", "says"), [
    (BadInput([Fault(en="not so", zh="不对")]), BAD, "不对"), (ValueError("odd"), FAILED, "odd")
])  # fmt: skip
def test_how_it_ends_is_the_same_for_all(error, code, says):
    def fail(options):
        raise error

    _, result = tried("x", "a", "--lang", "zh", does=fail)
    assert result.exception.code == code and says in result.output and "Traceback" not in result.output
    _, result = tried("x", "a", "--debug", does=fail)
    assert result.exception is error


def test_the_default_of_a_list_is_not_shown_and_others_are_unless_said():
    told = CliRunner().invoke(_app(), ["--help"], env={"COLUMNS": "200", "TERM": "dumb"}).output
    assert "[default: 5]" in told and "16.0" not in told and "[default: ()]" not in told


def _app():
    app = typer.Typer()
    app.command("try")(callback(Command("try", HELP, TriedOptions, lambda options: None), "en"))
    return app


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_option_is_declared(command):
    """In the order of the help; what all have in common comes from one declaration, and names are not taken twice."""
    hints = get_type_hints(command.options, include_extras=True)
    declared = [get_args(hints[each.name])[1] for each in fields(command.options)]
    assert all(isinstance(each, Option) for each in declared)
    assert get_args(Lang)[1] in declared
    names = [name for each in declared for name in each.names]
    assert len(names) == len(set(names))
    assert [each for each in declared if not each.names] == declared[: sum(not each.names for each in declared)]


@pytest.mark.parametrize("name", ["compare", "run", "sweep", "sensitivity", "discover"])
def test_python_and_the_command_line_agree(name):
    """What both can be asked has the same default."""
    (command,) = (command for command in COMMANDS if command.name == name)
    of_python = {each.name: each.default for each in inspect.signature(getattr(whistle, name)).parameters.values()}
    of_command = {each.name: each.default for each in fields(command.options)}
    both = {each for each in of_python.keys() & of_command.keys() if each not in ("settings", "keep", "folder")}
    assert len(both) >= 3
    assert {each: of_python[each] for each in both if of_python[each] is not inspect.Parameter.empty} == {
        each: of_command[each] for each in both if of_python[each] is not inspect.Parameter.empty
    }
