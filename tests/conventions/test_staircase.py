"""The house of `experiments`: which modules stand where, and what is imported inside a function."""

import ast
from collections import defaultdict
from pathlib import Path

from tests.conventions.sources import ROOT

HOUSE = ROOT / "experiments"
LOOSE = {"__init__", "__main__", "seeds", "provenance"}
MOST_LINES = 3000  # of a room: a package's own modules
# Imported where they are used, each for a reason; nothing of ours but the model is, outside the doors.
LATE = {
    "sim.model": "half a second and 200 MB: only a process that makes runs pays for it",
    "scipy.stats": "half a second to two, for drawn points and `whistle discover` alone: quantiles are in scipy.special",
    "scipy.optimize": "as long, for how runs of a sensitivity study are split",
    "SALib.sample": "a second, for sensitivity designs alone",
    "sklearn.tree": "a second, for `whistle discover` alone",
    "distributed": "a second, for clusters alone",
}


def modules() -> dict[str, Path]:
    named = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in sorted(HOUSE.rglob("*.py"))}
    return {name.removesuffix(".__init__"): path for name, path in named.items()}


def imports(path: Path, *, late: bool) -> list[str]:
    """Return what a module imports: at its top (type-only imports included), or inside functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {id(node) for function in ast.walk(tree) if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
              for node in ast.walk(function)}  # fmt: skip
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and (id(node) in inside) == late:
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and (id(node) in inside) == late:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def test_nothing_stands_loose():
    assert {path.stem for path in HOUSE.glob("*.py")} == LOOSE


def test_no_room_is_too_large():
    lines: dict[Path, int] = defaultdict(int)
    for path in modules().values():
        lines[path.parent] += len(path.read_text(encoding="utf-8").splitlines())
    assert {str(room): number for room, number in lines.items() if number > MOST_LINES} == {}


def test_imports_inside_functions_have_a_reason():
    found = {
        (name, imported)
        for name, path in modules().items()
        if not name.startswith("experiments.doors") and name != "experiments"
        for imported in imports(path, late=True)
    }
    assert {(name, each) for name, each in found if each not in LATE and each.rpartition(".")[0] not in LATE} == set()
    used = {each if each in LATE else each.rpartition(".")[0] for _, each in found}
    assert used == set(LATE)  # a reason nobody needs is none


def test_modules_do_not_import_one_another_in_a_circle():
    known = modules()
    arrows = {
        name: {target for each in imports(path, late=False) for target in (each, each.rpartition(".")[0])
               if target in known and target != name and path.name != "__init__.py"}
        for name, path in known.items()
    }  # fmt: skip
    while leaves := [name for name, targets in arrows.items() if not targets]:
        for leaf in leaves:
            del arrows[leaf]
        for targets in arrows.values():
            targets.difference_update(leaves)
    assert sorted(arrows) == []
