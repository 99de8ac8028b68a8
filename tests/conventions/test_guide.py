"""What docs/guide.md shows of adding things is true: its blocks are applied to a copy of the project and run there."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scenarios.loading import load_scenario
from tests.conventions.sources import PACKAGES, ROOT, files

GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
LEVERS = ("shared_data", "catch_up")
FIGURE = "months"
COMMAND = "sources"
DESIGN = "star"
FORMAT = "markdown"


def section(title: str) -> str:
    """Return the text of one section of the guide."""
    return GUIDE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def new_files(text: str) -> dict[str, str]:
    """Return the blocks that are whole files, by the path named last before them."""
    found = {}
    for block in re.finditer(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        path = re.findall(r"`([\w/]+\.py)`", text[: block.start()])[-1]
        found[path] = block[1]
    return found


def edits(text: str) -> list[tuple[str, str, str]]:
    """Return (path, old, new) of every hunk of the diff blocks."""
    found = []
    for block in re.findall(r"^```diff\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^--- ", block, flags=re.MULTILINE)[1:]:
            path, _, body = part.partition("\n")
            for hunk in body.split("@@\n"):
                lines = hunk.splitlines()
                old = "".join(f"{line[1:]}\n" for line in lines if line[:1] in (" ", "-"))
                found.append((path, old, "".join(f"{line[1:]}\n" for line in lines if line[:1] in (" ", "+"))))
    return found


def apply(text: str, folder: Path) -> None:
    """Write the files and make the edits that a section shows."""
    for path, content in new_files(text).items():
        assert not (folder / path).exists(), f"{path} is there already: the guide needs another example"
        (folder / path).write_text(content, encoding="utf-8")
    for path, old, new in edits(text):
        source = (folder / path).read_text(encoding="utf-8")
        assert old.strip() and source.count(old) == 1, f"the guide's edit of {path} does not fit:\n{old}"
        (folder / path).write_text(source.replace(old, new), encoding="utf-8")


def run(folder: Path, *arguments: str, compiled: bool = True) -> str:
    """Run Python in the copy and return what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "WHISTLE_LANG": "en", "WHISTLE_NO_GIT": "1"}
    if not compiled:  # a new field of the rules would have the whole kernel compiled anew
        environment |= {"NUMBA_DISABLE_JIT": "1", "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with what the guide adds in it: two levers, a figure, a command, a design, a format."""
    folder = tmp_path_factory.mktemp("guide") / "project"
    for path in files():
        name = path.relative_to(ROOT)
        if name.parts[0] in (*PACKAGES, "tests") or name.name == "pyproject.toml":
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / name)
    for what in ("lever", "figure", "command", "design", "report format"):
        apply(section(f"Add a {what}"), folder)
    return folder


def test_the_guide_shows_both_kinds_of_levers() -> None:
    text = section("Add a lever")
    assert list(new_files(text)) == [f"scenarios/levers/{name}.py" for name in LEVERS]
    assert {path for path, _, _ in edits(text)} > {"scenarios/levers/__init__.py", "sim/rules.py"}


def test_a_figure_is_one_file_its_words_and_one_line() -> None:
    text = section("Add a figure")
    assert list(new_files(text)) == [f"experiments/tell/figures/{FIGURE}.py"]
    assert {path for path, _, _ in edits(text)} == {
        "experiments/tell/figures/catalogue.py", "experiments/words/figures.py", "experiments/words/help.py"
    }  # fmt: skip
    (line,) = (new for path, _, new in edits(text) if "FigureKind" in new)
    assert line.count("FigureKind") == 2  # the one before it stands there already


def touched(text: str) -> set[str]:
    """Return the files that a section makes or edits."""
    return {*new_files(text), *(path for path, _, _ in edits(text))}


def test_a_command_is_one_file_its_words_and_one_line() -> None:
    text = section("Add a command")
    assert touched(text) == {
        f"experiments/doors/commands/{COMMAND}.py", "experiments/words/help.py", "experiments/doors/cli.py"
    }  # fmt: skip
    added = [line for path, old, new in edits(text) if path.endswith("cli.py")
             for line in new.splitlines() if line not in old.splitlines()]  # fmt: skip
    assert added == [f"    {COMMAND},", f"    {COMMAND}.COMMAND,"]  # its import, its line


def test_a_design_is_one_file_and_one_line() -> None:
    text = section("Add a design")
    assert touched(text) == {f"experiments/plan/designs/{DESIGN}.py", "experiments/plan/designs/__init__.py"}


def test_a_report_format_is_one_file_and_one_line() -> None:
    text = section("Add a report format")
    assert list(new_files(text)) == [f"experiments/tell/formats/{FORMAT}.py"]
    assert {path for path, _, _ in edits(text)} == {"experiments/tell/formats/catalogue.py"}
    (line,) = (new for path, _, new in edits(text) if "Format(" in new)
    assert line.count("Format(") == 2  # the one before it stands there already


def test_an_edit_that_no_longer_fits_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("one\ntwo\n", encoding="utf-8")
    apply("```diff\n--- a.py\n one\n-two\n+three\n```\n", tmp_path)
    assert (tmp_path / "a.py").read_text(encoding="utf-8") == "one\nthree\n"
    with pytest.raises(AssertionError, match=r"a\.py does not fit"):
        apply("```diff\n--- a.py\n two\n+four\n```\n", tmp_path)


def test_the_new_levers_are_listed(copy: Path) -> None:
    listed = {lever["name"]: lever for lever in json.loads(run(copy, "-m", "experiments", "levers", "--json"))}
    assert set(LEVERS) <= set(listed)
    assert listed["shared_data"]["fields"][0]["name"] == "share"


@pytest.mark.slow
@pytest.mark.parametrize("name", LEVERS)
def test_a_setting_reaches_them(copy: Path, name: str) -> None:
    command = ("explain", "status_quo", "--place", "classroom", "--set", f"{name}.share=0.5", "--json")
    (lever,) = json.loads(run(copy, "-m", "experiments", *command))["levers"]
    value = next(value for value in lever["values"] if value["field"] == f"{name}.share")
    assert (lever["lever"], value["value"], value["from"]) == (name, 0.5, "command line")
    changed = json.loads(run(copy, "-c", _RULES.format(name=name)))
    assert changed == {"shared_data": ["departments.derived_a_day"], "catch_up": ["streets.catch_up"]}[name]


_RULES = """
import json
from scenarios.compile import compile_scenario
from scenarios.loading import load_scenario
from scenarios.place import load_place
from tests.conventions.test_lever_declarations import changed
place = load_place("classroom")
base, neutral, pulled = (compile_scenario(load_scenario("status_quo", settings), place, -300, 300).dated[0][1]
                         for settings in ({{}}, {{"{name}.share": "0"}}, {{"{name}.share": "0.5"}}))
assert not changed(base, neutral)
print(json.dumps(sorted(changed(base, pulled))))
"""


@pytest.mark.slow
def test_the_conventions_hold_for_them(copy: Path) -> None:
    """Neutral changes no byte, pure, writes what it says, both languages, sources, bounds; and the lists agree."""
    chosen = " or ".join((*LEVERS, "names_are_unique"))
    sentences = "tests/functional/test_before_a_run.py::test_every_lever_has_sentences_in_both_languages"
    pytest_ = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", f"{chosen} or sentences")
    told = run(copy, *pytest_, "tests/conventions/test_lever_declarations.py", sentences)
    passed = re.search(r"(\d+) passed", told)
    assert passed and int(passed[1]) >= 2 * 13, told


_TOWN = """
import json, sys
from sim.model import StreetModel
found = []
for settings in json.loads(sys.argv[1]):
    model = StreetModel("status_quo", place="classroom", days=7, burn_in_days=2, seed=1, settings=settings)
    while model.running:
        model.step()
    weight = model.engine.town.street_policy["upward_weight"].max()
    found.append([model.engine.state_hash(), float(weight)])
print(json.dumps(found))
"""


@pytest.mark.slow
def test_the_new_mechanism_works_and_changes_no_byte_where_it_is_not_used(copy: Path) -> None:
    here = json.loads(run(ROOT, "-c", _TOWN, "[{}]", compiled=False))
    unused, used = json.loads(run(copy, "-c", _TOWN, '[{}, {"catch_up.share": "0.8"}]', compiled=False))
    assert unused == here[0]
    assert used[0] != unused[0] and 0.0 < used[1] < unused[1]


_COMPARISON = """
import sys
from experiments import compare
from experiments.run import batch
from tests.synthetic import lived
batch.lived = lived
compare("status_quo", ["whistle"], place="classroom", days=70, replications=2, workers=1, out=sys.argv[1])
"""


@pytest.fixture(scope="module")
def compared(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the result folder of a comparison made in the copy."""
    out = tmp_path_factory.mktemp("guide") / "out"
    run(copy, "-c", _COMPARISON, str(out))
    return out


@pytest.mark.slow
def test_the_new_format_is_written_with_the_numbers_of_the_others(compared: Path) -> None:
    with (compared / "answers.csv").open(encoding="utf-8-sig", newline="") as file:
        found = {(row["measure"], row["reform"]): row for row in csv.DictReader(file)}
    row = found["street_funnel_share", "whistle"]
    told = f"{100.0 * float(row['difference']):+.2f}"
    for language in ("en", "zh"):
        page = (compared / f"answers.{language}.md").read_text(encoding="utf-8")
        (line,) = (line for line in page.splitlines() if row[f"measure_{language}"] in line)
        assert told in line and row[f"verdict_{language}"] in line


@pytest.mark.slow
def test_the_new_figure_is_drawn_and_drawn_again(copy: Path, compared: Path, tmp_path: Path) -> None:
    drawn = {path.name: path.read_bytes() for path in (compared / "figures").glob(f"{FIGURE}.*.svg")}
    assert set(drawn) == {f"{FIGURE}.en.svg", f"{FIGURE}.zh.svg"}
    run(copy, "-m", "experiments", "figures", str(compared), "--only", FIGURE, "--out", str(tmp_path / "again"))
    assert {path.name: path.read_bytes() for path in (tmp_path / "again").glob("*.svg")} == drawn
    assert FIGURE in run(copy, "-m", "experiments", "figures", "--help")


@pytest.mark.parametrize("title", ["Add a scenario or a place"])
def test_the_guide_s_scenario_loads(title: str, tmp_path: Path) -> None:
    shown, *_ = re.findall(r"^```toml\n(.*?)^```", section(title), re.MULTILINE | re.DOTALL)
    path = tmp_path / "shown.toml"
    path.write_text(shown, encoding="utf-8")
    scenario = load_scenario(path)
    assert [(phase.day, phase.scenario.name) for phase in scenario.phases] == [(0, "pilot_2018"), (365, "ranking_2019")]


@pytest.mark.slow
def test_the_new_command_does_what_its_help_says(copy: Path) -> None:
    told = run(copy, "-m", "experiments", COMMAND, "--place", "classroom", "--about", "demand", "--about", "service")
    assert {line.partition(".")[0] for line in told.splitlines()} == {"demand", "service"}
    assert "demand.refile = " in told and "assumption" in told
    assert len(run(copy, "-m", "experiments", COMMAND, "--place", "classroom").splitlines()) > len(told.splitlines())
    assert COMMAND in run(copy, "-m", "experiments", "--help")
    assert "--about" in run(copy, "-m", "experiments", COMMAND, "--help")


@pytest.mark.slow
def test_the_new_command_fails_as_all_do(copy: Path) -> None:
    for language, told in (("en", "did you mean 'classroom'?"), ("zh", "是否指“classroom”？")):
        command = [sys.executable, "-m", "experiments", COMMAND, "--place", "classrom", "--lang", language]
        done = subprocess.run(
            command, cwd=copy, env={**os.environ, "PYTHONPATH": str(copy), "PYTHONUTF8": "1"}, capture_output=True,
            encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 2 and told in done.stderr and "Traceback" not in done.stderr


@pytest.mark.slow
def test_the_new_design_makes_its_points(copy: Path) -> None:
    tests = "tests/unit/plan/test_designs_of_every_form.py"
    told = run(copy, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", "-k", DESIGN, tests)
    passed = re.search(r"(\d+) passed", told)
    assert passed and int(passed[1]) > 15, told
    assert json.loads(run(copy, "-c", _DESIGN)) == [[0.5, 0.2], [0.0, 0.2], [1.0, 0.2], [0.5, 0.1], [0.5, 0.3]]


_DESIGN = """
import json, pathlib, tempfile
from experiments.answer.response import response_of
from experiments.plan.designs import points_of
from experiments.run import batch as worker
from tests.sweeps import made_up, plan_of, swept
worker.simulate = lambda asked, code, *_: made_up(asked, code)
with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder) / "s.toml"
    path.write_text("base = 'whistle'\\nplace = 'classroom'\\ndays = 7\\nreplications = 2\\n[design]\\nkind = 'star'\\n"
                    "[factors]\\n'whistle.propensity' = {low = 0.0, high = 1.0}\\n"
                    "'demand.refile' = {low = 0.1, high = 0.3}\\n", encoding="utf-8")
    plan = plan_of(path)
    done = swept(plan, pathlib.Path(folder) / "out")
    assert done.made == 10 and len(response_of(done.store).axes) == 2
    assert points_of(plan.study.file.design, plan.study.factors) == 5
    print(json.dumps([list(point.values()) for point in plan.study.points]))
"""
