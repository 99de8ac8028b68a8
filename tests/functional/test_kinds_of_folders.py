"""Every command that takes a result folder × every kind of folder: one clear message, nothing lost, no traceback."""

import inspect
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import typer

from experiments import compare, provenance
from experiments.conduct import screening, sweeping
from experiments.doors import cli
from experiments.run import batch
from experiments.run import batches as carry_out
from experiments.store import parts
from tests.slow import all_slow_but
from tests.sweeps import CODE, made_up, plan_of, study_in, swept
from tests.synthetic import lived

STUDY = """
base = "whistle"
reference = "status_quo"
place = "classroom"
days = 7
burn_in_days = 7
replications = 2
measures = ["street_funnel_share"]
[factors]
"whistle.propensity" = [0.1, 0.9]
[sensitivity]
trajectories = 4
"""
SMALL = ("--place", "classroom", "--days", "35", "--replications", "1", "--workers", "1")
COMPARE = ("compare", "status_quo", "whistle", *SMALL, "--out")
RUN = ("run", "whistle", "--place", "classroom", "--days", "35", "--out")


class Command(NamedTuple):
    """A command that takes a folder.

    Attributes
    ----------
    words : tuple of str
        Before the folder.
    after : tuple of str
        Behind it.
    makes : bool
        It makes a folder that is not there.
    of : str
        "sweep" or "compare": what a folder must hold; "either".
    """

    words: tuple[str, ...]
    after: tuple[str, ...] = ()
    makes: bool = False
    of: str = "sweep"


COMMANDS = {
    "run": Command(RUN, makes=True, of="compare"),
    "compare": Command(COMPARE, makes=True, of="compare"),
    "figures": Command(("figures",), of="either"),
    "status": Command(("status",), of="either"),
    "sweep": Command(("sweep", "tiny.toml", "--workers", "1", "--quiet", "--out"), makes=True),
    "sensitivity": Command(("sensitivity", "tiny.toml", "--workers", "1", "--quiet", "--out"), makes=True),
    "discover": Command(("discover",)),
    "tradeoffs": Command(("tradeoffs",), of="either"),
    "merge into": Command(("merge",), ("whole",), makes=True),
    "merge from": Command(("merge", "merged")),
}


# Commands whose folder takes pictures and holds no result: any folder will do for it.
PICTURES = ("demo",)


class Kind(NamedTuple):
    """A kind of folder.

    Attributes
    ----------
    lay : callable
        Puts it at a path, from a copy of the sweep or of the comparison where it is a damaged one.
    says : str
        Regular expression of the message, the same for every command.
    of : str
        What it is a damaged one of; empty: of nothing.
    """

    lay: Callable[[Path, Path, Path], None]
    says: str
    of: str = ""


def _file(path: Path, sweep: Path, compared: Path) -> None:
    path.write_text("mine", encoding="utf-8")


def _foreign(path: Path, sweep: Path, compared: Path) -> None:
    path.mkdir()
    (path / "thesis.txt").write_text("mine", encoding="utf-8")


def _copied(change: Callable[[Path], object], of: str) -> Callable[[Path, Path, Path], None]:
    def lay(path: Path, sweep: Path, compared: Path) -> None:
        shutil.copytree(sweep if of == "sweep" else compared, path)
        change(path)

    return lay


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _first_part(folder: Path) -> Path:
    own = folder / "parts"
    return parts.file_of(own, parts.RUNS, parts.names(own)[0])


def _earlier(path: Path, sweep: Path, compared: Path) -> None:
    path.mkdir()
    (path / "manifest.json").write_text('{"format": 2}', encoding="utf-8")


AGAIN = "give the command again"
KINDS = {
    "missing": Kind(lambda path, *_: None, "no such result folder|holds no runs of a sweep"),
    "empty": Kind(lambda path, *_: path.mkdir(), "not a result folder|holds no runs of a sweep"),
    "a file": Kind(_file, "is a file, not a folder"),
    "not ours": Kind(_foreign, "not a result folder|holds no runs of a sweep"),
    "a link that leads nowhere": Kind(lambda path, *_: path.symlink_to(path.with_name("gone")),
                                      "gone: (no such result folder|holds no runs of a sweep)"),
    "a link to itself": Kind(lambda path, *_: path.symlink_to(path), "cannot be used"),
    "manifest cut": Kind(_copied(lambda f: _cut(f / "manifest.json"), "sweep"), f"manifest.json.*{AGAIN}", "sweep"),
    "manifest lost": Kind(_copied(lambda f: (f / "manifest.json").unlink(), "sweep"), f"manifest.json.*{AGAIN}", "sweep"),
    "plan lost": Kind(_copied(lambda f: next(f.glob("parts/plan-*")).unlink(), "sweep"), f"plan-.*{AGAIN}", "sweep"),
    "plan cut": Kind(_copied(lambda f: _cut(next(f.glob("parts/plan-*"))), "sweep"), f"plan-.*{AGAIN}", "sweep"),
    "worlds lost": Kind(_copied(lambda f: (f / "worlds.parquet").unlink(), "sweep"), f"worlds.*{AGAIN}", "sweep"),
    "part cut": Kind(_copied(lambda f: _cut(_first_part(f)), "sweep"), f"runs-.*{AGAIN}", "sweep"),
    "comparison's manifest cut": Kind(_copied(lambda f: _cut(f / "manifest.json"), "compare"),
                                      "manifest.json.*move it away", "compare"),
    "comparison's manifest lost": Kind(_copied(lambda f: (f / "manifest.json").unlink(), "compare"),
                                       f"manifest.json.*{AGAIN}", "compare"),
    "comparison's table cut": Kind(_copied(lambda f: _cut(f / "runs.parquet"), "compare"),
                                   "runs.parquet.*written anew", "compare"),
    "of an earlier version": Kind(_earlier, "earlier version"),
    "of the other sort": Kind(lambda *_: None, "holds (the runs of a sweep|a comparison)"),
    "the root": Kind(lambda *_: None, "root of a disk"),
    "nothing at all": Kind(lambda *_: None, "'' is not allowed.*path of a folder"),
    "a name too long": Kind(lambda *_: None, "cannot be used.*most: 255"),
    "a path too deep": Kind(lambda *_: None, "cannot be used"),
    "no permission": Kind(lambda *_: None, "cannot be (written|read|used)"),
}  # fmt: skip
GIVEN = {"the root": "/", "nothing at all": "", "a name too long": "x" * 256, "a path too deep": "x/" * 2500}
WHOLE = {"sweep": "whole", "compare": "compared"}

# Pairs that are left out, each with its reason.
LEFT_OUT: dict[tuple[str, str], str] = {}
for _name, _command in COMMANDS.items():
    for _kind in ("missing", "empty", "a link that leads nowhere"):
        if _command.makes:
            LEFT_OUT[_name, _kind] = "makes the folder; `test_a_new_folder_is_made` has it"
    for _kind, _what in KINDS.items():
        if _what.of and _command.of not in ("either", _what.of):
            LEFT_OUT[_name, _kind] = "of the other sort, whole or damaged; `of the other sort` has it"
    if _command.of == "either":
        LEFT_OUT[_name, "of the other sort"] = "takes both sorts"
for _kind in ("manifest cut", "manifest lost", "plan lost", "plan cut", "worlds lost", "part cut"):
    LEFT_OUT["sensitivity", _kind] = "the folder holds another design of the study, which is told before"
for _kind in ("manifest lost", "plan lost", "plan cut", "worlds lost", "part cut"):
    LEFT_OUT["sweep", _kind] = "is what the advice says to give: `test_the_advice_is_right` has it"
LEFT_OUT["merge into", "manifest lost"] = "takes the manifest of what is merged in"
LEFT_OUT["merge into", "part cut"] = "sets the part aside as a sweep does"
for _name in ("run", "compare"):
    LEFT_OUT[_name, "comparison's table cut"] = "another study is told before a table is read; test_bad_input has it"
    LEFT_OUT[_name, "comparison's manifest lost"] = "is what the advice says to give; test_bad_input has it"
for _name in ("merge into", "merge from"):
    LEFT_OUT[_name, "of the other sort"] = "puts comparisons together too; `test_sorts_are_not_mixed` has it"


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """One small sweep and one small comparison, made once."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "simulate", made_up)
        patch.setattr(carry_out, "model_hash", lambda: CODE)
        swept(plan_of(study_in(folder, STUDY)), folder / "whole")
        patch.setattr(batch, "lived", lived)
        patch.setattr("experiments.conduct.publish.save_figures", lambda *_, **__: [])
        patch.setattr("experiments.conduct.publish.write_reports", lambda *_: [])
        compare("status_quo", ["whistle"], place="classroom", days=30, replications=1, workers=1, out=folder / "compared")
    return folder


@pytest.fixture
def here(made, tmp_path, monkeypatch):
    """A folder to stand in, with the whole ones and the study; no model is run in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(batch, "simulate", made_up)
    # All are loaded first: one that is loaded while another's is exchanged would keep the made-up one for good.
    for module in (provenance, carry_out, screening, sweeping):
        monkeypatch.setattr(module, "model_hash", lambda: CODE)
    monkeypatch.setattr(batch, "lived", lived)
    monkeypatch.setattr("experiments.conduct.publish.save_figures", lambda *_, **__: [])
    monkeypatch.setattr("experiments.conduct.publish.write_reports", lambda *_: [])
    monkeypatch.setattr("experiments.doors.commands.run.LARGE_TABLES", ())
    study_in(tmp_path, STUDY)
    return tmp_path


def content(folder: Path) -> dict[str, bytes | str]:
    """Everything below a folder; of links where they lead."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def assert_refused(told, says: str, folder: str) -> None:
    """One message with the folder, exit code 2, no traceback."""
    assert told.code == 2, told
    assert told.out == "" and "Traceback" not in told.err
    assert len(told.err.strip().splitlines()) == 1, told.err
    assert re.search(says, told.err), told.err
    assert folder[:40] in told.err or not folder


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_refuses_every_kind_in_words(name, kind, made, here, whistle):
    if (name, kind) in LEFT_OUT:
        pytest.skip(LEFT_OUT[name, kind])
    command, what = COMMANDS[name], KINDS[kind]
    for whole in ("whole", "compared"):
        if whole in command.after or kind == "of the other sort":
            shutil.copytree(made / whole, here / whole)
    given = GIVEN.get(kind, "mine")
    if kind == "of the other sort":
        given = WHOLE["compare" if command.of == "sweep" else "sweep"]
    if kind == "no permission":
        _take_permission(here, made, command)
    what.lay(here / "mine", made / "whole", made / "compared")
    before = content(here)
    try:
        told = whistle(*command.words, given, *command.after)
    finally:
        (here / "shut").chmod(0o700) if (here / "shut").exists() else None
    assert_refused(told, what.says, given if kind != "a link that leads nowhere" else "")
    assert content(here) == before


def _take_permission(here: Path, made: Path, command: Command) -> None:
    if os.name != "posix" or os.geteuid() == 0:
        pytest.skip("who may do everything cannot be refused; `test_a_folder_that_cannot_be_read_or_written` has it")
    (here / "shut").mkdir()
    shutil.copytree(made / WHOLE["sweep" if command.of == "sweep" else "compare"], here / "shut" / "mine")
    (here / "mine").symlink_to(here / "shut" / "mine")
    (here / "shut").chmod(0)


def test_sorts_are_not_mixed(made, here, whistle):
    for whole in WHOLE.values():
        shutil.copytree(made / whole, here / whole)
    before = content(here)
    for folders in (("whole", "compared"), ("compared", "whole"), ("new", "whole", "compared")):
        assert_refused(whistle("merge", *folders), r"cannot be merged .*kind", folders[-1])
    assert content(here) == before


def test_no_pair_is_left_out_in_silence():
    """What is left out is a pair of the tables, says why, and is less than half."""
    assert all(name in COMMANDS and kind in KINDS and len(why) > 10 for (name, kind), why in LEFT_OUT.items())
    assert len(LEFT_OUT) < len(COMMANDS) * len(KINDS) / 2
    for kind in KINDS:
        assert any((name, kind) not in LEFT_OUT for name in COMMANDS), kind
    for name in COMMANDS:
        assert any((name, kind) not in LEFT_OUT for kind in KINDS), name


def test_no_command_with_a_folder_is_left_out():
    """Whatever takes a folder in the command line is in the table."""
    app = cli.build_app("en")
    with_folder = set()
    for command in app.registered_commands:
        for parameter in inspect.signature(command.callback).parameters.values():
            told = [m for m in getattr(parameter.annotation, "__metadata__", ())
                    if isinstance(m, typer.models.ParameterInfo)]  # fmt: skip
            if any(m.metavar in ("DIR", "FROM...") for m in told):
                with_folder.add(command.callback.__name__)
    assert with_folder == {*(name.split()[0] for name in COMMANDS), *PICTURES}


@pytest.mark.parametrize("kind", ["a file", "the root", "nothing at all", "a name too long", "a path too deep",
                                  "a link to itself"])  # fmt: skip
@pytest.mark.parametrize("words", [("demo", "--stored-only", "--quiet"), ("figures", "whole")], ids=" ".join)
def test_folders_of_pictures_are_refused_in_the_same_words(words, kind, made, here, whistle):
    shutil.copytree(made / "whole", here / "whole")
    given = GIVEN.get(kind, "mine")
    KINDS[kind].lay(here / "mine", made / "whole", made / "compared")
    before = content(here)
    assert_refused(whistle(*words, "--out", given), KINDS[kind].says, given)
    assert content(here) == before


@pytest.mark.parametrize("name", [name for name, command in COMMANDS.items() if command.makes])
@pytest.mark.parametrize("kind", all_slow_but(("missing", "a link as ~"), ["missing", "empty", "a link",
                                              "a link that leads nowhere", "a link as ~", "."]))  # fmt: skip
def test_a_new_folder_is_made(name, kind, made, here, whistle, monkeypatch):
    """A link stays one: what is written lies behind it."""
    command, given = COMMANDS[name], "mine"
    shutil.copytree(made / "whole", here / "whole")
    study = here / "tiny.toml"
    real = here / "mine"
    if kind == "empty":
        real.mkdir()
    elif kind.startswith("a link"):
        real = here / "disk" / "deep"
        if kind != "a link that leads nowhere":
            real.mkdir(parents=True)
        (here / "mine").symlink_to(real)
    if kind == "a link as ~":
        monkeypatch.setenv("HOME", str(here))
        given = "~/mine"
    if kind == ".":
        real.mkdir()
        monkeypatch.chdir(real)
        given = "."
    words = [str(study) if word == "tiny.toml" else word for word in command.words]
    after = [str(here / word) for word in command.after]
    told = whistle(*words, given, *after, *(["-q"] if command.of == "compare" else []))
    assert told.code in ((0, 2) if name == "sensitivity" else (0,)), told  # made-up runs leave nothing to analyse
    assert (real / "manifest.json").is_file()
    assert (here / "mine").is_symlink() == kind.startswith("a link")
    assert not (here / "~").exists()


@pytest.mark.parametrize("kind", ["manifest lost", "plan lost", "plan cut", "worlds lost", "part cut", "manifest cut"])
def test_the_advice_is_right(kind, made, here, whistle):
    """Who follows it has every run that is whole, and the folder is as it was."""
    KINDS[kind].lay(here / "mine", made / "whole", made / "compared")
    if kind == "manifest cut":  # "move it away and give the sweep again"
        (here / "mine" / "manifest.json").unlink()
    told = whistle("sweep", "tiny.toml", "--workers", "1", "--out", "mine")
    assert told.code == 0, told
    assert ("nothing had to run" in told.out) == (kind != "part cut")
    whole, again = (whistle("status", folder).out.splitlines() for folder in (made / "whole", "mine"))
    assert whole[0].partition(": ")[2] == again[0].partition(": ")[2]
    assert whole[-1].partition("content hash")[2] == again[-1].partition("content hash")[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_folder_that_cannot_be_read_or_written(name, made, here, whistle, monkeypatch):
    """As a user without rights meets it; here the system is made to say so, since tests may run with all rights."""
    command = COMMANDS[name]
    shutil.copytree(made / "whole", here / "whole")
    shutil.copytree(made / WHOLE["sweep" if command.of == "sweep" else "compare"], here / "mine")
    real = Path.read_text

    def refuse(self, *arguments, **options):
        if self.name == "manifest.json" and self.parent.name == "mine":
            raise PermissionError(13, "Permission denied", str(self))
        return real(self, *arguments, **options)

    monkeypatch.setattr(Path, "read_text", refuse)
    before = content(here)
    told = whistle(*command.words, "mine", *command.after)
    assert_refused(told, r"manifest\.json: cannot be read \(Permission denied\)", "mine")
    assert content(here) == before
