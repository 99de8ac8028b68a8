"""Everything installed is pinned exactly, and pip users get the same list."""

import re
import tomllib
from importlib.metadata import distributions, version

import pytest

from tests.conventions.sources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = PROJECT["tool"]["uv"]["constraint-dependencies"]
BUILD_PINS = PROJECT["tool"]["uv"]["build-constraint-dependencies"]
INSTALLERS = {"pip", "setuptools", "uv", "wheel", "whistle-lab"}


def plain(name: str) -> str:
    """Return a distribution's name as it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def name_in(line: str) -> str:
    """Return the distribution a requirement names."""
    found = re.match(r"[\w.-]+", line)
    assert found, line
    return plain(found[0])


def pinned(lines: list[str]) -> dict[str, str]:
    """Return versions by name; a pin is exact or it is none."""
    found = [re.match(r"([\w.-]+)==([\w.]+)(?: ; .+)?$", line) for line in lines]
    assert all(found), "not an exact pin"
    return {plain(match[1]): match[2] for match in found if match}


def test_everything_installed_is_pinned():
    pins = pinned(PINS)
    installed = {plain(d.metadata["Name"]): d.version for d in distributions()}
    loose = {name: v for name, v in installed.items() if name not in INSTALLERS and pins.get(name) != v}
    assert loose == {}, "run `uv sync`, or add the pins that `uv export` names"


def test_everything_asked_for_is_pinned():
    asked = [*PROJECT["project"]["dependencies"], *(line for group in PROJECT["dependency-groups"].values() for line in group)]
    names = {name_in(line) for line in asked}
    assert names - set(pinned(PINS)) == set()
    build = {name_in(line) for line in PROJECT["build-system"]["requires"]}
    assert build - set(pinned(BUILD_PINS)) == set()


def test_pip_users_get_the_same_list():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if not line.startswith("#")]
    assert sorted(listed) == sorted({*PINS, *BUILD_PINS})
    names = [name_in(line) for line in listed]
    assert len(names) == len(set(names)), "runtime and build disagree on a version"


def test_the_version_is_the_same_everywhere():
    project = PROJECT["project"]["version"]
    assert f"version: {project}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert version("whistle-lab") == project


@pytest.mark.parametrize("name", ["uv.lock", "results/compare/runs.parquet"])
def test_what_names_addresses_or_is_a_result_stays_out(name):
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert name in ignored or f"{name.partition('/')[0]}/*" in ignored
