"""Habits that hold in every file: docstrings, length, no address or path of a machine, no leftovers."""

import ast
import re
import subprocess
import sys

import pytest

from tests.conventions.sources import ROOT, modules, texts

LONGEST = 400
SELF = "tests/conventions/test_sources.py"
# Patterns are put together so that this file does not hold what it looks for.
FORBIDDEN = {
    "package registry": r"pypi\." + r"org|pythonhosted|registry\.npm|/simple" + r"/|index-" + r"url",
    "path of one machine": r"(?<![\w.])/(?:" + "root|home|work|opt|Users|tmp" + r")/[\w.]",
    "leftover": r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b",
    "tracker of a workplace": r"\b(?:issue|pull request|PR) #" + r"\d",
}


def public_without_docstring(tree: ast.Module) -> list[str]:
    """Return public classes and functions of a module, methods included, that have no docstring."""
    missing = []

    def look(body: list[ast.stmt], prefix: str) -> None:
        for node in body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
                overloaded = any("overload" in ast.unparse(d) for d in node.decorator_list)
                if ast.get_docstring(node) is None and not overloaded:
                    missing.append(prefix + node.name)
                if isinstance(node, ast.ClassDef):
                    look(node.body, f"{node.name}.")

    look(tree.body, "")
    return missing


@pytest.mark.parametrize("name", modules())
def test_what_is_public_has_a_docstring(name):
    tree = modules()[name]
    assert ast.get_docstring(tree), "the module says nothing about itself"
    assert public_without_docstring(tree) == []


def test_no_module_is_longer_than_can_be_held_in_a_head():
    long = {name: lines for name, text in texts().items()
            if name.endswith(".py") and not name.startswith("tests/") and (lines := text.count("\n")) > LONGEST}  # fmt: skip
    assert long == {}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what):
    pattern = re.compile(FORBIDDEN[what])
    found = {name: match.group() for name, text in texts().items()
             if name != SELF and (match := pattern.search(text))}  # fmt: skip
    assert found == {}


@pytest.mark.parametrize("package", ["whistle", "sim", "agents", "scenarios", "experiments", "experiments.doors.cli"])
def test_importing_a_package_imports_nothing_heavy(package):
    """`whistle --help` answers at once, and a worker imports only what it uses."""
    heavy = ("matplotlib", "mesa", "numba", "numpy", "pandas", "pyarrow", "scipy", "simpy")
    code = f"import sys, {package}; print(*sorted(set(sys.modules) & {set(heavy)!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == []


def test_tests_are_packages():
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []
