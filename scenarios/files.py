"""Scenario files: finding them, and laying a file on what it extends and includes."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from scenarios.clauses import CLAUSES
from scenarios.documents import Document, merge, read_toml
from scenarios.dotted import nested
from scenarios.origins import Origins, laid_over, origins_of
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
    root : Path or None
        File of the root of that chain.
    """

    document: Document
    origins: Origins
    chain: tuple[str, ...]
    root: Path | None = None


def list_scenarios() -> tuple[str, ...]:
    """Return the names of the shipped scenarios."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def find_scenario(name: str, beside: Path | None = None, key: str = "extends") -> Path:
    """Return the file of a scenario: a path, a name in the library, or a file beside that whose `key` names it."""
    path = Path(name)
    if path.suffix.lower() == ".toml":
        for candidate in ([beside.parent / path] if beside else []) + [path]:
            if candidate.is_file():
                return candidate.resolve()
        missing = Fault(en="no such file", zh="没有这个文件")
        if beside is not None:
            missing = Fault(en=f"{key} = '{name}': {missing.en}", zh=f"{key} = “{name}”：{missing.zh}")
        raise BadInput([missing], beside.name if beside is not None else name)
    neighbour = None if beside is None else (beside.parent / f"{name}.toml").resolve()
    # A file that builds on its own name means the shipped scenario of that name.
    if neighbour is not None and neighbour.is_file() and not (neighbour == beside and name in list_scenarios()):
        return neighbour
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
        raise BadInput([_circle((*seen, path))], path.name)
    written = nested(read_toml(path), path.name)
    faults = _faults_of_head(written)
    if faults:
        raise BadInput(faults, path.name)
    parent = written.get("extends")
    base = Read({}, {}, ())
    if parent is not None:
        base = read_scenario(find_scenario(parent, path), (*seen, path))
    included = _included(path, written, base, seen)
    # Title and question are the child's whole; clauses add up.
    above = [clause for read in (base, *included) for clause in read.document.get("clauses", [])]
    clauses = written.get("clauses", [])
    if isinstance(clauses, list):  # or it is refused with the rest of the file
        clauses = _each_once([*above, *clauses])
    below = {key: value for key, value in base.document.items() if key not in (*OWN, "include")}
    origins = {key: origin for key, origin in base.origins.items() if key.split(".")[0] not in (*OWN, "include")}
    for read in included:
        below |= {key: value for key, value in read.document.items() if key not in HEAD}
        origins |= {key: origin for key, origin in read.origins.items() if key.split(".")[0] not in HEAD}
    document = merge(below, {**written, "clauses": clauses, **_phases(written, path)})
    _refuse_levers_beside_phases(document, written, path)
    _refuse_no_district(written, below, path)
    origins = laid_over(origins, origins_of(written, path.name))
    return Read(document, origins, (*base.chain, str(written["name"])), base.root or path)


def _faults_of_head(written: Document) -> list[Fault]:
    """Say what is wrong with what a file says of itself, before any other file is read."""
    faults = [Fault(en=f"{key} is missing", zh=f"缺少 {key}") for key in OWN if key not in written]
    parent, included, clauses = written.get("extends"), written.get("include"), written.get("clauses")
    if parent is not None and not isinstance(parent, str):
        faults.append(out_of_range("extends", parent, "the name of one scenario", zh=("一个情景名", "")))
    names = included if isinstance(included, list) else []
    for at, name in enumerate(names):
        if name in names[:at]:
            faults.append(Fault(en=f"include names '{name}' twice", zh=f"include 两次写了“{name}”"))
    known = [clause.id for clause in CLAUSES]
    for clause in clauses if isinstance(clauses, list) else []:
        if isinstance(clause, str) and clause not in known:
            fault = unknown(("clause", "条款"), clause, known)
            faults.append(Fault(en=f"clauses: {fault.en}", zh=f"clauses：{fault.zh}"))
    return faults


def _circle(paths: tuple[Path, ...]) -> Fault:
    circle = " → ".join(p.stem for p in paths)
    en, zh = f"scenarios build on one another: {circle}", f"情景循环继承：{circle}"
    name = paths[-1].stem
    if name in list_scenarios():
        en += f"; '{paths[-1].name}' is this file, '{name}' without the ending the shipped scenario"
        zh += f"；“{paths[-1].name}”是本文件，不带后缀的“{name}”才是自带情景"
    return Fault(en=en, zh=zh)


def no_district(lever: str) -> Fault:
    """Say that a lever cannot work in no district."""
    allowed = ("names of districts; leave it out for all of them", "区的名称；省略即为全部")
    return out_of_range(f"{lever}.districts", [], allowed[0], zh=(allowed[1], ""))


def _refuse_no_district(written: Document, below: Document, path: Path) -> None:
    """Refuse a lever that works in no district, but where it takes back what a parent says: then it works in all."""
    faults = []
    for lever in _levers_of(written):
        table, before = written[lever], below.get(lever, {})
        if (
            isinstance(table, dict)
            and table.get("districts") == []
            and not (isinstance(before, dict) and before.get("districts"))
        ):
            faults.append(no_district(lever))
    if faults:
        raise BadInput(faults, path.name)


def _included(path: Path, written: Document, base: Read, seen: tuple[Path, ...]) -> list[Read]:
    """Read the scenarios whose levers a file puts together; no lever may come from two places."""
    names = written.get("include", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return []  # refused with the rest of the file
    found = [read_scenario(find_scenario(name, path, "include"), (*seen, path)) for name in names]
    this = (str(written["name"]), written if names else {})
    sources = [*zip(names, (read.document for read in found), strict=True), this]
    owners = dict.fromkeys(_levers_of(base.document), str(written.get("extends")))
    faults = []
    for name, document in sources:
        if name in names and document.get("phases"):
            faults.append(
                Fault(
                    en=f"include: scenario '{name}' has phases",
                    zh=f"include：情景“{name}”分阶段，不能并入",
                )
            )
        for lever in _levers_of(document):
            if lever in owners and names:
                faults.append(
                    Fault(
                        en=f"lever '{lever}' comes from both '{owners[lever]}' and '{name}'; it may come from one only",
                        zh=f"杠杆“{lever}”同时来自“{owners[lever]}”与“{name}”；只能来自其中之一",
                    )
                )
            owners[lever] = name
    if faults:
        raise BadInput(faults, path.name)
    return found


def _phases(written: Document, path: Path) -> Document:
    """Return the file's phases with whole paths, so that a child elsewhere finds them."""
    if not isinstance(written.get("phases"), list):
        return {}  # none, or refused with the rest of the file
    return {
        "phases": [
            {**entry, "scenario": str(find_scenario(entry["scenario"], path, "scenario"))}
            if isinstance(entry, dict) and isinstance(entry.get("scenario"), str)
            else entry
            for entry in written["phases"]
        ]
    }


def _refuse_levers_beside_phases(document: Document, written: Document, path: Path) -> None:
    named = [*_levers_of(written), *(["include"] if written.get("include") else [])]
    if not document.get("phases") or not named:
        return
    shown = ", ".join(f"[{name}]" for name in named)
    raise BadInput(
        [
            Fault(
                en=f"{shown} beside phases; levers belong into the scenarios the phases name "
                "(--set lever.field=value sets a field in every phase)",
                zh=f"{shown} 不能与阶段并列；杠杆请写在各阶段所用的情景中（--set 杠杆.字段=值 会在每个阶段生效）",
            )
        ],
        path.name,
    )


def _each_once(clauses: list[str]) -> list[str]:
    return [clause for at, clause in enumerate(clauses) if clause not in clauses[:at]]


def _levers_of(document: Document) -> list[str]:
    return [name for name in lever_names() if name in document]
