"""What both READMEs show is true: Python blocks run, commands parse, files load; both name the same."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from experiments.doors.cli import build_app
from tests.conventions.sources import ROOT
from tests.slow import all_slow_but

READMES = ("README.md", "README.zh.md")
INSTALLING = ("docs/install.md", "docs/install.zh.md")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"`(?:uv run (?:--no-dev |--python \S+ )?)?whistle ([a-z][^`]*)`")
CALLED = re.compile(r"^(?:uv run |\.venv/bin/|\.venv\\Scripts\\)(?=whistle )")


def blocks(readme: str, language: str) -> list[str]:
    return [text for kind, text in BLOCK.findall((ROOT / readme).read_text(encoding="utf-8")) if kind == language]


def commands(readme: str) -> list[str]:
    """Return every `whistle …` of a README, in blocks and in lines, however it is called."""
    shown = [*blocks(readme, "sh"), *blocks(readme, "powershell")]
    shell = [CALLED.sub("", line) for text in shown for line in text.splitlines()]
    in_blocks = [line.removeprefix("whistle ") for line in shell if line.startswith("whistle ")]
    return in_blocks + [c for c in COMMAND.findall((ROOT / readme).read_text(encoding="utf-8")) if "--help" not in c]


@pytest.mark.parametrize("readme", all_slow_but(READMES[:1], READMES))
def test_python_blocks_run(readme, tmp_path, monkeypatch, one_figure):
    monkeypatch.chdir(tmp_path)
    shown = blocks(readme, "python")
    assert len(shown) == 3 and len([line for line in shown[0].splitlines() if line]) <= 5
    for block in shown:
        assert 'place="classroom"' in block
        small = re.sub(r"days=\d+", "days=40", re.sub(r"replications=\d+", "replications=2, workers=1", block))
        exec(compile(small, readme, "exec"), {"__name__": "__main__"})
    assert (tmp_path / "whistle.html").stat().st_size > 10_000


def test_the_page_for_mesa_users_runs():
    """Its blocks build on one another; the first is a study in five lines."""
    shown, names = blocks("docs/mesa.md", "python"), {"__name__": "__main__"}
    assert len(shown) >= 5 and len([line for line in shown[0].splitlines() if line]) <= 5
    for block in shown:
        small = re.sub(r"burn_in_days\b(\W+)\d+", r"burn_in_days\g<1>3", re.sub(r"days\b(\W+)30", r"days\g<1>4", block))
        exec(compile(small, "docs/mesa.md", "exec"), names)
    rows: Any = names["rows"]
    assert list(rows.columns) == ["day", "open_issues", "whistles"] and rows["day"].tolist() == [0, 1]


@pytest.mark.parametrize("readme", [*READMES, *INSTALLING])
def test_commands_parse(readme):
    app = typer.main.get_command(build_app("en"))
    assert isinstance(app, typer.core.TyperGroup)
    shown = commands(readme)
    assert len(shown) >= (8 if readme in READMES else 3)
    for line in shown:
        name, *arguments = shlex.split(line)
        assert name in app.commands, line
        app.commands[name].make_context(name, arguments)


@pytest.mark.parametrize("readme", READMES)
def test_the_table_of_commands_is_complete(readme):
    app = typer.main.get_command(build_app("en"))
    rows = [line for line in (ROOT / readme).read_text(encoding="utf-8").splitlines() if line.startswith("| `whistle ")]
    assert {shlex.split(COMMAND.findall(row)[0])[0] for row in rows} == set(app.commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", [*READMES, *INSTALLING])
def test_lines_of_shells_are_plain_commands(page):
    """One command a line and nothing that PowerShell 5 cannot read; what is in the project folder is there."""
    for line in "".join([*blocks(page, "sh"), *blocks(page, "powershell")]).splitlines():
        assert not re.search(r"&&|\|\||[;|<>`]", line), line
        named = [word for word in line.split() if re.fullmatch(r"[\w.]+\.(?:py|txt)", word)]
        assert [word for word in named if not (ROOT / word).is_file()] == []


@pytest.mark.parametrize("readme", READMES)
def test_the_start_is_three_commands_with_uv_and_two_without(readme):
    first, second, *_ = blocks(readme, "sh")
    assert first.splitlines() == ["uv run whistle demo", "uv run whistle compare", "uv run pytest"]
    assert second.splitlines() == ["python3 start.py", ".venv/bin/whistle demo"]
    assert blocks(readme, "powershell") == ["py start.py\n.venv\\Scripts\\whistle demo\n"]


def test_both_pages_on_installing_show_the_same():
    assert blocks(INSTALLING[0], "sh") == blocks(INSTALLING[1], "sh") != []
    assert sorted(commands(INSTALLING[0])) == sorted(commands(INSTALLING[1]))


def test_both_readmes_show_the_same():
    english, chinese = ([re.sub(r", language=.zh.", "", b) for b in blocks(r, "python")] for r in READMES)
    assert english == chinese
    assert blocks("README.md", "toml") == blocks("README.zh.md", "toml")
    assert blocks("README.md", "sh") == blocks("README.zh.md", "sh")
    assert sorted(commands("README.md")) == sorted(commands("README.zh.md"))


@pytest.mark.parametrize("readme", READMES)
def test_the_scenario_file_loads(readme, tmp_path):
    from scenarios.loading import load_scenario

    (text,) = blocks(readme, "toml")
    (tmp_path / "bold_whistle.toml").write_text(text, encoding="utf-8")
    assert load_scenario(tmp_path / "bold_whistle.toml").chain == ("status_quo", "whistle", "bold_whistle")


PAGES = [str(p.relative_to(ROOT)) for p in (ROOT / "docs").rglob("*.md") if "templates" not in p.parts]


@pytest.mark.parametrize("page", [*READMES, *sorted(PAGES), "changelog.d/README.md", "benchmarks/README.md"])
def test_links_lead_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [t.partition("#")[0] for t in re.findall(r"\]\(([^)\s]+)\)", text) if not t.startswith("http")]
    missing = [t for t in targets if t and not ((ROOT / page).parent / Path(t)).exists()]
    assert missing == []
