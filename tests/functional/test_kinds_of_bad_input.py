"""Every command that takes a file or a value refuses every kind of bad one, in one message, before anything runs."""

import re

import pytest
from typer.main import get_command

from experiments.doors.cli import build_app
from tests.functional.kinds import KINDS, LEFT_OUT, NOT_CONCERNED, THING, USES, Kind, Use
from tests.slow import all_slow_but

PAIRS = [(thing, use, kind) for thing in KINDS for use in USES[thing] for kind in KINDS[thing]]


def content(folder):
    """Everything below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else b"" for p in folder.rglob("*")}


def meets(whistle, folder, thing: str, use: Use, kind: Kind, *more: str):
    """Lay out the files of a use, run its command, and return what it said; nothing may be left behind."""
    for path in folder.iterdir():
        path.unlink()
    file = THING.get(thing)
    for name, text in use.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    if file is not None:
        raw = kind.content if isinstance(kind.content, bytes) else kind.content.encode()
        (folder / file).write_bytes(raw)
    before = content(folder)
    told = whistle(*(one.replace("@", file or str(kind.content)) for one in use.arguments), *more)
    assert content(folder) == before, "something was left behind"
    return told


LONG = ("sweep --dry-run", "sensitivity", "sensitivity --method")  # studies are read as those of `sweep` are


@pytest.mark.parametrize(("thing", "use"), [
    pytest.param(thing, use, marks=[pytest.mark.slow] if thing == "study" and use in LONG else [])
    for thing in USES for use in USES[thing]
])  # fmt: skip
def test_every_kind_is_refused(thing, use, whistle, tmp_path, monkeypatch, synthetic):
    monkeypatch.chdir(tmp_path)
    wrong = []
    for name, kind in KINDS[thing].items():
        if (thing, use, name) in LEFT_OUT:
            continue
        told = meets(whistle, tmp_path, thing, USES[thing][use], kind)
        missing = [words for words in kind.says if words not in told.err]
        if told.code != 2 or "Traceback" in told.err or told.out or missing or len(told.err) > 2000:
            wrong.append(f"{name}: exit {told.code}, misses {missing}: {told.err[:400]} {told.out[:200]}")
    assert not wrong, "\n".join(wrong)
    assert synthetic == []


@pytest.mark.parametrize("thing", all_slow_but(("setting",), KINDS))
def test_every_kind_is_told_in_chinese(thing, whistle, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    use = next(iter(USES[thing].values())) if thing != "setting" else USES[thing]["run --set"]
    for name, kind in KINDS[thing].items():
        told = meets(whistle, tmp_path, thing, use, kind, "--lang", "zh")
        assert told.code == 2 and re.search("[一-鿿]", told.err), (name, told.err)
        assert "allowed" not in told.err and "Input should" not in told.err, (name, told.err)


def test_no_pair_is_left_out_silently():
    assert set(LEFT_OUT) <= set(PAIRS)
    assert all(len(reason) > 10 for reason in LEFT_OUT.values())
    for thing in KINDS:
        for kind in KINDS[thing]:
            met = [use for use in USES[thing] if (thing, use, kind) not in LEFT_OUT]
            assert len(met) >= len(USES[thing]) // 2, f"{kind} of a {thing} is met by {met} only"
    assert len(LEFT_OUT) < len(PAIRS) / 10


def test_every_command_is_met_or_not_concerned():
    commands = set(get_command(build_app("en")).commands)
    met = {use.arguments[0] for uses in USES.values() for use in uses.values()}
    assert met | set(NOT_CONCERNED) == commands
    assert not met & set(NOT_CONCERNED)
