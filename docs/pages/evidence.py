"""Where a rule quantity is read and which tests are about a lever or a clause: found in the sources, never listed."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from docs.pages.writing import ROOT
from scenarios.levers import Lever
from sim import rules, tables

# Arithmetic about a run and the plumbing between rules and kernel are no use of a quantity.
_PASSED_OVER = {"load", "flows", "fate", "filing", "involvement", "rules", "tables", "still", "trace", "packing", "state"}
# Tests of reading, checking and telling what a user gives: levers stand there as examples.
_EXAMPLES = {
    "test_bad_input", "test_before_a_run", "test_commands", "test_folders", "test_readme", "test_scenarios",
    "test_dask", "test_figures_again", "test_killed_sweeps", "test_store", "test_study_files", "test_sweeps",
}  # fmt: skip
_STEMS = {
    "streets": ("street",),
    "communities": ("communit",),
    "departments": ("department",),
    "districts": ("district", "d."),
    "top_down": ("top", "gate"),
    "demand": ("demand", "district"),
    "handlers": ("handler",),
    "evaluation": ("evaluation", "district"),
}


def modules_reading(quantities: Iterable[str]) -> list[str]:
    """Return the modules of actors, engine and kernel that read any of these rule quantities."""
    found = set()
    for quantity in quantities:
        part, _, field = quantity.rpartition(".")
        stems = _STEMS.get(part, ()) if field in _shared_names() else ()
        found |= {
            name
            for name, read in _reads().items()
            for attribute, of in read
            if attribute == field and (not stems or any(stem in of for stem in stems))
        }
    return sorted(found)


@cache
def _reads() -> dict[str, list[tuple[str, str]]]:
    """Return by module every attribute it reads, with what it is an attribute of."""
    found = {}
    for folder in ("agents", "sim"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if path.stem not in _PASSED_OVER:
                nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                found[path.relative_to(ROOT).as_posix()] = [
                    (node.attr, ast.unparse(node.value))
                    for node in nodes
                    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
                ]
    return found


@cache
def _shared_names() -> set[str]:
    """Return field names that several parts of the rules, or a table, have."""
    parts = [getattr(rules.Rules.__annotations__[name], "_fields", ()) for name in rules.Rules._fields]
    counts = Counter(field for fields in parts for field in fields)
    columns = {column.name for listed in tables.TABLES.values() for column in listed}
    return {name for name, many in counts.items() if many > 1} | (set(counts) & columns)


def tests_of(lever: type[Lever]) -> list[str]:
    """Return the tests that name a lever's class or set one of its fields."""
    return [
        test
        for test, tokens in _tests().items()
        if lever.__name__ in tokens or any(token.startswith(f"{lever.name}.") for token in tokens)
    ]


def tests_of_clause(clause: str) -> list[str]:
    """Return the tests marked with a clause."""
    return [test for test, tokens in _tests().items() if f"clause {clause}" in tokens]


@cache
def _tests() -> dict[str, frozenset[str]]:
    """Return by test what it is about: names and texts in it and in what it uses of the tests' own modules."""
    found = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        if path.stem in _EXAMPLES:
            continue
        place = path.relative_to(ROOT).as_posix()
        for name, node in _functions(path):
            if name.rpartition("::")[2].startswith("test_"):
                found[f"{place}::{name}"] = frozenset(_tokens(node, path, set())) | set(_marks(node))
    return found


def _functions(path: Path) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in _tree(path).body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield f"{node.name}::{inner.name}", inner


def _marks(node: ast.FunctionDef) -> Iterator[str]:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith("mark.clause"):
            yield from (f"clause {a.value!s}" for a in decorator.args if isinstance(a, ast.Constant))


def _tokens(node: ast.AST, path: Path, seen: set[tuple[Path, str]]) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value
        if isinstance(inner, ast.Name):
            yield inner.id
            home = _home(inner.id, path)
            if home is not None and (home[0], inner.id) not in seen:
                seen.add((home[0], inner.id))
                yield from _tokens(home[1], home[0], seen)


def _home(name: str, path: Path) -> tuple[Path, ast.AST] | None:
    """Return where a name of the tests is defined, and its definition."""
    for node in _tree(path).body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        if any(isinstance(t, ast.Name) and t.id == name for t in targets):
            return path, node
        if isinstance(node, ast.FunctionDef) and node.name == name and not name.startswith("test_"):
            return path, node
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests."):
            target = ROOT / f"{(node.module or '').replace('.', '/')}.py"
            if target.is_file() and any((alias.asname or alias.name) == name for alias in node.names):
                return _home(name, target)
    return None


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
