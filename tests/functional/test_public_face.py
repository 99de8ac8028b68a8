"""`import whistle`: the names it has, and that it is whistle's own packages they come from, whatever stands on the path."""

import os
import site
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import whistle as face
from tests.conventions.sources import ROOT

PACKAGES = ("sim", "agents", "scenarios", "experiments")
COMPARE = ("compare", "status_quo", "whistle", "--place", "classroom", "--days", "3", "--replications", "1", "--workers", "2")
IN_WORKERS = """
import whistle, sys
from experiments.run.pool import process_pool
from experiments.store.paths import result_folder
with process_pool(1) as pool:
    print(pool.submit(result_folder, "out").result())
    print(*(pool.submit(eval, f"__import__({name!r}).__file__").result() for name in whistle.PACKAGES))
"""


@pytest.fixture
def strangers(tmp_path):
    """Return a folder with a module and packages of our names, each of which fails when it is imported."""
    folder = tmp_path / "strangers"
    folder.mkdir()
    (folder / "sim.py").write_text("raise RuntimeError('not the simulation')\n", encoding="utf-8")
    for name in PACKAGES[1:]:
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text("raise RuntimeError('a stranger')\n", encoding="utf-8")
    (folder / "script.py").write_text(IN_WORKERS, encoding="utf-8")
    return folder


def started(folder: Path, *arguments: str, on_path: bool, path: tuple[str, ...] = (str(ROOT),)) -> str:
    """Run this Python in a folder, which may stand before everything else on its path; return what it prints."""
    paths = [*([str(folder)] if on_path else []), *path]
    environment = {**os.environ, "WHISTLE_LANG": "en", "PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("on_path", [False, True])
def test_the_command_compares_beside_packages_of_its_names(strangers, on_path):
    told = started(strangers, "-m", "whistle", *COMPARE, on_path=on_path)
    assert (strangers / "results" / "compare" / "report.en.html").is_file() and "report.en.html" in told


@pytest.mark.parametrize("on_path", [False, True])
def test_command_and_workers_are_ours_beside_packages_of_its_names(strangers, on_path):
    assert "compare" in started(strangers, "-m", "whistle", "--help", on_path=on_path)
    told, files = started(strangers, "script.py", on_path=on_path).splitlines()  # the folder of a script stands first
    assert told == "out" and files.split() == [str(ROOT / name / "__init__.py") for name in PACKAGES]


def test_the_kernel_is_compiled_beside_packages_of_its_names(strangers):
    code = "from experiments.run.compiling import Compiler; c = Compiler(); c.wait(); print('compiled')"
    assert started(strangers, "-c", f"import whistle; {code}", on_path=True).strip() == "compiled"


def test_packages_that_came_first_are_told_with_both_paths(strangers):
    (strangers / "sim.py").write_text("", encoding="utf-8")
    told = started(strangers, "-c", "import sim\ntry:\n import whistle\nexcept ImportError as e: print(e)", on_path=True)
    assert str(strangers.resolve() / "sim.py") in told and str(ROOT / "sim" / "__init__.py") in told


def test_ours_may_have_come_first():
    code = "import sim.tables, experiments, whistle, sys; print(sys.modules['sim'].__file__)"
    assert started(ROOT, "-c", code, on_path=True).strip() == str(ROOT / "sim" / "__init__.py")


def test_every_name_is_there_and_none_is_loaded_before_it_is_asked_for():
    code = "import whistle, sys; dir(whistle); print(*(m for m in sys.modules if m.partition('.')[0] in whistle.PACKAGES))"
    assert sorted(started(ROOT, "-c", code, on_path=True).split()) == sorted(PACKAGES)
    for name in face.__all__:
        assert callable(getattr(face, name)) and name in dir(face)
    with pytest.raises(AttributeError, match="no attribute 'compar'"):
        _ = face.compar
    assert sorted(p.name for p in (ROOT / "whistle").iterdir() if p.name != "__pycache__") == ["__init__.py", "__main__.py", "py.typed"]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Install a wheel of this source into an environment of its own that sees the packages here; return its folder of commands."""
    folder = tmp_path_factory.mktemp("installed")
    build(folder)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
    (inside,) = (folder / "venv" / "lib").glob("python*/site-packages")
    (wheel,) = folder.glob("*.whl")
    commands = folder / "venv" / "bin"
    uv("pip", "install", "--python", str(commands / "python"), "--no-deps", "--no-index", str(wheel))
    # What is installed beside this project comes along, this project does not: it stands there as a path of its own.
    (inside / "beside.pth").write_text("\n".join(site.getsitepackages()) + "\n", encoding="utf-8")
    return commands


def build(folder: Path) -> None:
    """Build the wheel with what is installed here; nothing is fetched."""
    if find_spec("hatchling") is not None:
        uv("build", "--wheel", "--no-build-isolation", "--offline", "--python", sys.executable, "--out-dir", str(folder), str(ROOT))
    else:
        uv("build", "--wheel", "--offline", "--out-dir", str(folder), str(ROOT))


def uv(*arguments: str) -> None:
    done = subprocess.run([os.environ.get("UV", "uv"), *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("on_path", [False, True])
def test_an_installed_wheel_runs_beside_packages_of_its_names(strangers, installed, on_path):
    environment = {**os.environ, "WHISTLE_LANG": "en", "PYTHONPATH": str(strangers) if on_path else ""}

    def told(*command: str) -> str:
        done = subprocess.run(command, cwd=strangers, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "compare" in told(str(installed / "python"), "-m", "whistle", "--help")
    told(str(installed / "whistle"), *COMPARE)
    assert (strangers / "results" / "compare" / "report.en.html").is_file()
    _, files = told(str(installed / "python"), "script.py").splitlines()
    assert [Path(file).is_relative_to(installed.parent) for file in files.split()] == [True] * len(PACKAGES)
