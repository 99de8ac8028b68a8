"""`start.py` finds a way on machines of every kind; what it would do is read off `--dry-run`."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conventions.sources import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs put in the way are shell scripts")
DEAD = "echo 'pyenv: uv: command not found' >&2; exit 127"
NO_ENSUREPIP = 'case "$*" in *ensurepip*) exit 1;; esac; exec {python} "$@"'
NEITHER = 'case "$*" in *ensurepip*|*"-m pip"*|*"-m uv"*) exit 1;; esac; exec {python} "$@"'
OLD = 'case "$*" in *version_info*) exit 1;; esac; exec {python} "$@"'


@pytest.fixture
def machine(tmp_path):
    """Return a function that runs a copy of `start.py` where only these programs are on the path."""
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "start.py").write_text((ROOT / "start.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "bin").mkdir()
    real = str(Path(sys.base_prefix) / "bin" / "python3")

    def run(*arguments, python=None, language="en", **programs):
        for name, body in programs.items():
            path = tmp_path / "bin" / name
            path.write_text(f"#!/bin/sh\n{body}\n")
            path.chmod(path.stat().st_mode | stat.S_IXUSR)
        code, used = "import runpy, sys; sys.argv[:] = sys.argv[1:]; sys.executable = {!r}; runpy.run_path(sys.argv[0], run_name='__main__')", real
        if python is not None:
            used = str(tmp_path / "bin" / "python3")
            Path(used).write_text("#!/bin/sh\n" + python.format(python=real) + "\n")
            Path(used).chmod(0o755)
        command = [real, "-c", code.format(used), str(tmp_path / "project" / "start.py"), *arguments]
        environment = {"PATH": f"{tmp_path / 'bin'}:/nowhere", "HOME": str(tmp_path), "WHISTLE_LANG": language}
        return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)

    return run


def test_a_uv_that_works_is_used(machine):
    done = machine(uv="echo uv 1.0")
    assert done.returncode == 0 and "uv run whistle demo" in done.stdout and "+" not in done.stdout


def test_a_dead_shim_is_no_uv(machine):
    done = machine("--dry-run", uv=DEAD, python='case "$*" in *"-m uv"*) exit 1;; esac; exec {python} "$@"')
    assert done.returncode == 0, done.stderr
    make, install = [line for line in done.stdout.splitlines() if line.startswith("+")]
    assert "-m venv --clear" in make and "--without-pip" not in make
    assert "--constraint" in install and ".venv/bin/python -m pip install" in install


def test_without_python3_venv_the_systems_pip_fills_the_environment(machine):
    done = machine("--dry-run", uv=DEAD, python=NO_ENSUREPIP.replace("*ensurepip*", '*ensurepip*|*"-m uv"*'))
    make, install = [line for line in done.stdout.splitlines() if line.startswith("+")]
    assert make.endswith("--without-pip")
    assert "-m pip --python" in install and install.count(".venv/bin/python") == 1


@pytest.mark.parametrize(("language", "words"), [("en", "neither pip"), ("zh_CN.UTF-8", "既没有 pip")])
def test_with_neither_one_message_names_the_package(machine, language, words):
    done = machine(python=NEITHER, language=language)
    assert done.returncode == 2 and words in done.stdout and "sudo apt install python3-venv" in done.stdout


def test_an_old_python_is_told_of(machine):
    done = machine(python=OLD.replace("*version_info*", '*version_info*|*"-m uv"*'))
    assert done.returncode == 2 and "Python 3.12 or later is needed" in done.stdout


def test_a_folder_of_wheels_is_all_that_is_asked(machine, tmp_path):
    (tmp_path / "project" / "wheels").mkdir()
    done = machine("--dry-run", python=NO_ENSUREPIP.replace("*ensurepip*", '*"-m uv"*'))
    install = done.stdout.splitlines()[1]
    assert f"install --no-index --find-links {tmp_path / 'project' / 'wheels'}" in install


def test_an_unknown_option_is_refused(machine):
    done = machine("--fast")
    assert done.returncode == 2 and "--dry-run" in done.stdout
