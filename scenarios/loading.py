"""Checking scenario files and settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scenarios.documents import merge, parse_value, setting_text
from scenarios.files import FOLDER, OWN, find_scenario, list_scenarios, no_district, read_scenario
from scenarios.levers.base import FieldRecord
from scenarios.origins import Origins, origin_of
from scenarios.place import place_parameters
from scenarios.scenario import HEAD, Phase, PhaseEntry, Scenario, file_schema, lever_names, lever_settings
from scenarios.written import missing_language
from sim.errors import BadInput, Fault, faults_of, out_of_range, unknown

__all__ = ["COMMAND_LINE", "find_scenario", "list_scenarios", "load_scenario", "root_of", "split_settings"]
COMMAND_LINE = "command line"


def load_scenario(name: str | Path, settings: dict[str, str] | None = None, origin: str = COMMAND_LINE) -> Scenario:
    """Read a scenario with its parents and check it.

    Parameters
    ----------
    name
        A shipped scenario, or the path of a TOML file.
    settings
        Lever fields to set, "lever.field" to text as after `--set`; where there are phases, in every phase.
    origin
        Where the settings come from, for messages.

    Raises
    ------
    BadInput
        A name is unknown, a value is not allowed, files build on one another in a circle, phases are not
        in order or stand where they may not.
    """
    path = find_scenario(str(name))
    document, origins, chain, _ = read_scenario(path)
    for key, text in (settings or {}).items():
        if key not in lever_settings():
            raise BadInput([_unknown_setting(key, lever_settings())], origin)
        if not document.get("phases"):
            lever, field = key.split(".")
            _refuse_no_district(key, text, document, origin)
            document = merge(document, {lever: {field: parse_value(text)}})
            origins[key] = origin
    try:
        checked: Any = file_schema().model_validate(document)
    except ValidationError as error:
        raise _bad(error, origins, path) from None
    head = {key: document[key] for key in (*OWN, "clauses")} | {"one_language": _in_one_language(document)}
    levers = {n: getattr(checked, n) for n in lever_names() if getattr(checked, n) is not None}
    phases = tuple(_phases(checked.phases, settings, path))
    own = {"chain": chain, "includes": checked.include, "levers": levers, "phases": phases, "origins": origins}
    return Scenario.model_validate({**head, **own})


def root_of(scenario: str | Path | Scenario) -> str:
    """Return the root of a scenario's chain of parents, itself if it has none: a name or a file."""
    if isinstance(scenario, Scenario):
        return scenario.chain[0]
    root = read_scenario(find_scenario(str(scenario))).root
    assert root is not None
    if root == find_scenario(str(scenario)):
        return str(scenario)
    return root.stem if root.parent == FOLDER.resolve() else str(root)


def split_settings(
    settings: Mapping[str, Any] | None, origin: str = COMMAND_LINE
) -> tuple[dict[str, str], dict[str, str]]:
    """Split settings into those of levers and those of the place, values as text.

    Raises
    ------
    BadInput
        A dotted name is neither.
    """
    levers: dict[str, str] = {}
    place: dict[str, str] = {}
    faults = []
    for key, value in (settings or {}).items():
        text = value if isinstance(value, str) else setting_text(value)
        if key in lever_settings():
            levers[key] = text
        elif key in place_parameters():
            place[key] = text
        else:
            faults.append(_unknown_setting(key, (*lever_settings(), *place_parameters())))
    if faults:
        raise BadInput(faults, origin)
    return levers, place


def _phases(entries: Sequence[PhaseEntry], settings: dict[str, str] | None, path: Path) -> Iterator[Phase]:
    """Read the scenarios of the phases, each with the settings."""
    before = -1
    for at, entry in enumerate(entries, start=1):
        if entry.day <= before:
            fault = Fault(
                en=f"phase {at}: day = {entry.day} is not allowed; allowed: later than the phase before, day {before}",
                zh=f"第 {at} 个阶段：day = {entry.day} 不允许；允许：晚于前一阶段的第 {before} 天",
            )
            raise BadInput([fault], path.name)
        name, before = Path(entry.scenario).stem, entry.day
        if read_scenario(Path(entry.scenario)).document.get("phases"):
            fault = Fault(
                en=f"phase {at}: scenario '{name}' has phases itself; allowed: a scenario without phases",
                zh=f"第 {at} 个阶段：情景“{name}”本身又分阶段；只能用不分阶段的情景",
            )
            raise BadInput([fault], path.name)
        yield Phase(day=entry.day, scenario=load_scenario(entry.scenario, settings))


def _bad(error: ValidationError, origins: Origins, path: Path) -> BadInput:
    """Say what is wrong, each fault with the file or setting it came from."""
    valid = {"": (*HEAD, *lever_names()), "phases": tuple(PhaseEntry.model_fields)}
    valid |= {n: tuple(lever.model_fields) for n, lever in lever_names().items()}
    faults = []
    for fault, item in zip(faults_of(error, valid), error.errors(), strict=True):
        key = ".".join(str(part) for part in item["loc"][:2])
        origin = origin_of(key, origins, path.name)
        record = _record(key)
        if record is not None:
            words = record.allowed_words()
            meaning = record.words.en.rstrip(".")
            fault = out_of_range(key, item.get("input"), words.en, meaning, (words.zh, record.words.zh))
        faults.append(Fault(en=f"{origin}: {fault.en}", zh=f"{origin}：{fault.zh}"))
    return BadInput(faults)


def _in_one_language(document: dict[str, Any]) -> tuple[str, ...]:
    """Return the texts of a file that the other language stands in for."""
    missing = {key: missing_language(document[key]) for key in ("title", "question")}
    return tuple(f"{key}.{language}" for key, language in missing.items() if language is not None)


def _refuse_no_district(key: str, text: Any, document: dict[str, Any], origin: str) -> None:
    """Refuse a setting under which a lever works in no district, unless it takes back what the scenario says."""
    lever, _, field = key.partition(".")
    before = document.get(lever)
    named = before.get("districts") if isinstance(before, dict) else None
    if field == "districts" and not named and parse_value(text) == []:
        raise BadInput([no_district(lever)], origin)


def _record(key: str) -> FieldRecord | None:
    """Return the declaration of `lever.field`, None if there is none."""
    lever, _, field = key.partition(".")
    declared = lever_names().get(lever)
    return next((r for r in declared.fields() if r.name == field), None) if declared is not None else None


def _unknown_setting(key: str, valid: tuple[str, ...]) -> Fault:
    return unknown(("setting", "设置项"), key, valid)
