"""Scenario files: finding them, and laying a file on what it extends and includes."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from scenarios.documents import Document, Origins, merge, origins_of, read_toml
from scenarios.scenario import HEAD, lever_names
from sim.errors import BadInput, Fault, out_of_range, unknown

FOLDER = Path(__file__).parent / "library"
OWN = ("name", "title", "question")  # every file says these itself


class Read(NamedTuple):
    """A file on top of its parents, not yet checked.

    Attributes
    ----------
    document : dict
        Its tables; scenarios of phases as whole paths.
    origins : dict
        File name of every value by dotted key.
    chain : tuple of str
        Names from the root of the extends chain to the file itself.
    """

    document: Document
    origins: Origins
    chain: tuple[str, ...]


def list_scenarios() -> tuple[str, ...]:
    """Return the names of the shipped scenarios."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def find_scenario(name: str, beside: Path | None = None, key: str = "extends") -> Path:
    """Return the file of a scenario: a path, a name in the library, or a file beside that whose `key` names it."""
    path = Path(name)
    if path.suffix == ".toml":
        for candidate in ([beside.parent / path] if beside else []) + [path]:
            if candidate.is_file():
                return candidate.resolve()
        missing = Fault("no such file", "没有这个文件")
        if beside is not None:
            missing = Fault(f"{key} = '{name}': {missing.en}", f"{key} = “{name}”:{missing.zh}")
        raise BadInput([missing], beside.name if beside is not None else name)
    if beside is not None and (beside.parent / f"{name}.toml").is_file():
        return (beside.parent / f"{name}.toml").resolve()
    if name not in list_scenarios():
        raise BadInput([unknown(("scenario", "情景"), name, list_scenarios())], beside.name if beside else "")
    return (FOLDER / f"{name}.toml").resolve()


def read_scenario(path: Path, seen: tuple[Path, ...] = ()) -> Read:
    """Read a file on top of its parents and of what it includes.

    Raises
    ------
    BadInput
        A file is missing or has no head, files build on one another in a circle, a lever comes from two
        of them, or levers stand beside phases.
    """
    if path in seen:
        circle = " → ".join(p.stem for p in (*seen, path))
        raise BadInput([Fault(f"scenarios build on one another: {circle}", f"情景循环继承:{circle}")], path.name)
    own = read_toml(path)
    missing = [key for key in OWN if key not in own]
    if missing:
        raise BadInput([Fault(f"{key} is missing", f"缺少 {key}") for key in missing], path.name)
    parent = own.get("extends")
    if parent is not None and not isinstance(parent, str):
        raise BadInput([out_of_range("extends", parent, "the name of one scenario", zh=("一个情景名", ""))], path.name)
    base = Read({}, {}, ())
    if parent is not None:
        base = read_scenario(find_scenario(parent, path), (*seen, path))
    included = _included(path, own, base, seen)
    # Title and question are the child's whole; clauses add up.
    above = [clause for read in (base, *included) for clause in read.document.get("clauses", [])]
    clauses = own.get("clauses", [])
    if isinstance(clauses, list):  # or it is refused with the rest of the file
        clauses = _each_once([*above, *clauses])
    below = {key: value for key, value in base.document.items() if key not in (*OWN, "include")}
    origins = dict(base.origins)
    for read in included:
        below |= {key: value for key, value in read.document.items() if key not in HEAD}
        origins |= {key: origin for key, origin in read.origins.items() if key.split(".")[0] not in HEAD}
    document = merge(below, {**own, "clauses": clauses, **_phases(own, path)})
    _refuse_levers_beside_phases(document, own, path)
    return Read(document, {**origins, **origins_of(own, path.name)}, (*base.chain, str(own["name"])))


def _included(path: Path, own: Document, base: Read, seen: tuple[Path, ...]) -> list[Read]:
    """Read the scenarios whose levers a file puts together; no lever may come from two places."""
    names = own.get("include", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return []  # refused with the rest of the file
    found = [read_scenario(find_scenario(name, path, "include"), (*seen, path)) for name in names]
    sources = [*zip(names, (read.document for read in found), strict=True), (str(own["name"]), own if names else {})]
    owners = dict.fromkeys(_levers_of(base.document), str(own.get("extends")))
    faults = []
    for name, document in sources:
        if name in names and document.get("phases"):
            faults.append(Fault(f"include: scenario '{name}' has phases", f"include:情景“{name}”分阶段,不能并入"))
        for lever in _levers_of(document):
            if lever in owners and names:
                faults.append(
                    Fault(
                        f"lever '{lever}' comes from both '{owners[lever]}' and '{name}'; it may come from one only",
                        f"杠杆“{lever}”同时来自“{owners[lever]}”与“{name}”;只能来自其中之一",
                    )
                )
            owners[lever] = name
    if faults:
        raise BadInput(faults, path.name)
    return found


def _phases(own: Document, path: Path) -> Document:
    """Return the file's phases with whole paths, so that a child elsewhere finds them."""
    if not isinstance(own.get("phases"), list):
        return {}  # none, or refused with the rest of the file
    return {
        "phases": [
            {**entry, "scenario": str(find_scenario(entry["scenario"], path, "scenario"))}
            if isinstance(entry, dict) and isinstance(entry.get("scenario"), str)
            else entry
            for entry in own["phases"]
        ]
    }


def _refuse_levers_beside_phases(document: Document, own: Document, path: Path) -> None:
    named = [*_levers_of(own), *(["include"] if own.get("include") else [])]
    if not document.get("phases") or not named:
        return
    shown = ", ".join(f"[{name}]" for name in named)
    raise BadInput(
        [
            Fault(
                f"{shown} beside phases; levers belong into the scenarios the phases name "
                "(--set lever.field=value sets a field in every phase)",
                f"{shown} 不能与阶段并列;杠杆请写在各阶段所用的情景中(--set 杠杆.字段=值 会在每个阶段生效)",
            )
        ],
        path.name,
    )


def _each_once(clauses: list[str]) -> list[str]:
    return [clause for at, clause in enumerate(clauses) if clause not in clauses[:at]]


def _levers_of(document: Document) -> list[str]:
    return [name for name in lever_names() if name in document]
