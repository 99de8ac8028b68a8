"""Finding, merging and checking scenario files and settings."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from scenarios.documents import Document, Origins, merge, origins_of, parse_value, read_toml
from scenarios.levers.base import FieldRecord
from scenarios.place import place_parameters
from scenarios.scenario import HEAD, Scenario, file_schema, lever_names, lever_settings
from sim.errors import BadInput, Fault, faults_of, out_of_range, unknown

FOLDER = Path(__file__).parent / "library"
COMMAND_LINE = "command line"
_OWN = ("name", "title", "question")  # every file says these itself


def list_scenarios() -> tuple[str, ...]:
    """Return the names of the shipped scenarios."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def load_scenario(name: str | Path, settings: dict[str, str] | None = None) -> Scenario:
    """Read a scenario with its parents and check it.

    Parameters
    ----------
    name
        A shipped scenario, or the path of a TOML file.
    settings
        Lever fields to set, "lever.field" to text as after `--set`.

    Raises
    ------
    BadInput
        A name is unknown, a value is not allowed, files extend one another in a circle.
    """
    path = find_scenario(str(name))
    document, origins, chain = _read(path, ())
    for key, text in (settings or {}).items():
        if key not in lever_settings():
            raise BadInput([_unknown_setting(key, lever_settings())], COMMAND_LINE)
        lever, field = key.split(".")
        document = merge(document, {lever: {field: parse_value(text)}})
        origins[key] = COMMAND_LINE
    try:
        checked = file_schema().model_validate(document)
    except ValidationError as error:
        raise _bad(error, origins, path) from None
    levers = {n: getattr(checked, n) for n in lever_names() if getattr(checked, n) is not None}
    head = {key: document[key] for key in (*_OWN, "clauses") if key in document}
    return Scenario.model_validate({"clauses": (), **head, "chain": chain, "levers": levers, "origins": origins})


def root_of(scenario: str | Path | Scenario) -> str:
    """Return the root of a scenario's chain of parents, itself if it has none: a name or a file."""
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    if len(loaded.chain) == 1 and not isinstance(scenario, Scenario):
        return str(scenario)
    return loaded.chain[0]


def split_settings(settings: dict[str, str] | None) -> tuple[dict[str, str], dict[str, str]]:
    """Split settings into those of levers and those of the place.

    Raises
    ------
    BadInput
        A dotted name is neither.
    """
    levers: dict[str, str] = {}
    place: dict[str, str] = {}
    faults = []
    for key, text in (settings or {}).items():
        if key in lever_settings():
            levers[key] = text
        elif key in place_parameters():
            place[key] = text
        else:
            faults.append(_unknown_setting(key, (*lever_settings(), *place_parameters())))
    if faults:
        raise BadInput(faults, COMMAND_LINE)
    return levers, place


def find_scenario(name: str, beside: Path | None = None) -> Path:
    """Return the file of a scenario: a path, a name in the library, or a file beside another."""
    path = Path(name)
    if path.suffix == ".toml":
        for candidate in ([beside.parent / path] if beside else []) + [path]:
            if candidate.is_file():
                return candidate.resolve()
        missing = Fault("no such file", "没有这个文件")
        if beside is not None:
            missing = Fault(f"extends = '{name}': {missing.en}", f"extends = “{name}”:{missing.zh}")
        raise BadInput([missing], beside.name if beside is not None else name)
    if beside is not None and (beside.parent / f"{name}.toml").is_file():
        return (beside.parent / f"{name}.toml").resolve()
    if name not in list_scenarios():
        raise BadInput([unknown(("scenario", "情景"), name, list_scenarios())], beside.name if beside else "")
    return (FOLDER / f"{name}.toml").resolve()


def _read(path: Path, seen: tuple[Path, ...]) -> tuple[Document, Origins, tuple[str, ...]]:
    """Read a file on top of its parents."""
    if path in seen:
        circle = " → ".join(p.stem for p in (*seen, path))
        raise BadInput([Fault(f"scenarios extend one another: {circle}", f"情景循环继承:{circle}")], path.name)
    own = read_toml(path)
    missing = [key for key in _OWN if key not in own]
    if missing:
        raise BadInput([Fault(f"{key} is missing", f"缺少 {key}") for key in missing], path.name)
    parent = own.get("extends")
    origins = origins_of(own, path.name)
    if parent is None:
        return own, origins, (str(own["name"]),)
    if not isinstance(parent, str):
        raise BadInput([out_of_range("extends", parent, "the name of one scenario", zh=("一个情景名", ""))], path.name)
    base, base_origins, chain = _read(find_scenario(parent, path), (*seen, path))
    # Title and question are the child's whole; clauses add up along the chain.
    clauses = [*base.get("clauses", []), *(c for c in own.get("clauses", []) if c not in base.get("clauses", []))]
    merged = merge({key: value for key, value in base.items() if key not in _OWN}, {**own, "clauses": clauses})
    return merged, {**base_origins, **origins}, (*chain, str(own["name"]))


def _bad(error: ValidationError, origins: Origins, path: Path) -> BadInput:
    """Say what is wrong, each fault with the file or setting it came from."""
    valid = {"": (*HEAD, *lever_names())} | {n: tuple(lever.model_fields) for n, lever in lever_names().items()}
    faults = []
    for fault, item in zip(faults_of(error, valid), error.errors(), strict=True):
        key = ".".join(str(part) for part in item["loc"][:2])
        origin = origins.get(key) or next((o for k, o in origins.items() if k.startswith(f"{key}.")), path.name)
        record = _record(key)
        if record is not None:
            words = record.allowed_words()
            meaning = record.words.en.rstrip(".")
            fault = out_of_range(key, item.get("input"), words.en, meaning, (words.zh, record.words.zh))
        faults.append(Fault(f"{origin}: {fault.en}", f"{origin}:{fault.zh}"))
    return BadInput(faults)


def _record(key: str) -> FieldRecord | None:
    """Return the declaration of `lever.field`, None if there is none."""
    lever, _, field = key.partition(".")
    declared = lever_names().get(lever)
    return next((r for r in declared.fields() if r.name == field), None) if declared is not None else None


def _unknown_setting(key: str, valid: tuple[str, ...]) -> Fault:
    return unknown(("setting", "设置项"), key, valid)
