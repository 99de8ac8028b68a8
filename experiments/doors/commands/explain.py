"""`whistle explain`: a scenario in sentences, each value with the file it came from."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from experiments.doors.asking import Command
from experiments.doors.options import Debug, Json, Lang, Options, Place, Scenario, Settings
from experiments.question.limits import DEFAULT_PLACE
from experiments.words import Language, Text
from experiments.words import help as say_help
from experiments.words import telling as say

if TYPE_CHECKING:
    from scenarios.telling import Said, Step

_TIME = ("start_day", "ramp_days", "districts")
_DIRECTIONS = {1: "up", -1: "down", 0: "either"}
_EXPECTED = {"up": say.EXPECTED_UP, "down": say.EXPECTED_DOWN, "either": say.EXPECTED_EITHER}


@dataclass(frozen=True)
class ExplainOptions(Options):
    """What `whistle explain` is asked."""

    scenario: Scenario
    place: Place = DEFAULT_PLACE
    settings: Settings = ()
    as_json: Json = False
    lang: Lang = None
    debug: Debug = False


def explain(options: ExplainOptions) -> None:
    """Explain a scenario."""
    from experiments.doors.commands.studying import parse_settings

    record = explained(options.scenario, options.place, parse_settings(options.settings))
    if options.as_json:
        print(json.dumps(record, ensure_ascii=False, indent=1))
    else:
        _show(record, options.scenario, options.language)


COMMAND = Command("explain", say_help.EXPLAIN, ExplainOptions, explain)


def explained(scenario: str, place: str, settings: dict[str, str]) -> dict[str, Any]:
    """Return what there is to say of a scenario as plain data.

    Raises
    ------
    sim.errors.BadInput
        The scenario, the place or a setting is not valid, or levers clash.
    """
    from scenarios.compile import checked_stretches
    from scenarios.levers import LEVERS
    from scenarios.loading import load_scenario, root_of, split_settings
    from scenarios.place import load_place
    from scenarios.telling import steps
    from sim.asked import BURN_IN_DAYS

    levers, parameters = split_settings(settings)
    loaded = load_scenario(scenario, levers)
    base = root_of(scenario)
    town, before = load_place(place, parameters), load_place(place)
    checked_stretches(loaded, town)
    named = {name for stretch in loaded.stretches() for name in stretch.scenario.levers}
    active = {lever.name for stretch in loaded.stretches() for lever in stretch.scenario.pulled()}
    own = [] if loaded.stretches()[0].scenario is not loaded else loaded.pulled()
    return {
        "scenario": loaded.name,
        "title": loaded.title.model_dump(),
        "question": loaded.question.model_dump(),
        "in_one_language": list(loaded.one_language),
        "clauses": list(loaded.clauses),
        "chain": list(loaded.chain),
        "includes": list(loaded.includes),
        "place": {"name": town.name, "zh": town.zh, "en": town.en, **_sizes(town)},
        "burn_in": {"days": BURN_IN_DAYS, "base": base, "title": load_scenario(base).title.model_dump()},
        "levers": [_lever(lever, loaded.origins) for lever in own],
        "phases": [_phase(step) for step in steps(loaded) if step.stretch.scenario is not loaded],
        "set_in_every_phase": list(levers) if loaded.phases else [],
        "named_but_neutral": [name for name in loaded.levers if name not in active],
        "not_pulled": [lever.name for lever in LEVERS if lever.name not in named],
        "place_settings": [_place_setting(key, before, town) for key in parameters],
    }


def _phase(step: "Step") -> dict[str, Any]:
    """Tell a phase: every lever in force with the days of the run, and what is new about it."""
    scenario = step.stretch.scenario
    return {
        "day": step.stretch.day,
        "scenario": scenario.name,
        "title": scenario.title.model_dump(),
        "question": scenario.question.model_dump(),
        "levers": [_lever(lever, scenario.origins) for lever in step.stretch.dated()],
        "begun": [lever.name for lever in step.begun],
        "changed": [lever.name for lever in step.changed],
        "kept": list(step.kept),
        "ended": list(step.ended),
    }


def _lever(lever: Any, origins: dict[str, str]) -> dict[str, Any]:
    from scenarios.telling import said_of, when
    from sim.measures import MEASURES

    measure = next((m for m in MEASURES if m.name == lever.effect.measure), None)
    name = lever.effect.measure
    return {
        "lever": lever.name,
        "clause": lever.clause,
        "title": lever.title.both(),
        "explanation": lever.explanation.both(),
        "when": when(lever).both(),
        "values": [_value(said) for said in said_of(lever, origins)],
        "expected": {
            "measure": name,
            "direction": _DIRECTIONS[lever.effect.sign],
            **(measure.title if measure else Text(en=name, zh=name)).both(),
        },
    }


def _value(said: "Said") -> dict[str, Any]:
    return {
        "field": said.key,
        "value": said.value,
        "unit": said.unit,
        "sentence": said.sentence.both(),
        "from": said.origin,
        "neutral": said.neutral,
    }


def _sizes(town: Any) -> dict[str, int]:
    from scenarios.geography import lay_out_geography

    laid_out = lay_out_geography(town)
    return {
        "residents": int(laid_out.community_residents.sum()),
        "streets": len(laid_out.street_residents),
        "communities": len(laid_out.community_residents),
        "departments": len(town.departments) * len(town.geography.districts),
    }


def _place_setting(key: str, before: Any, after: Any) -> dict[str, Any]:
    table, parameter = key.split(".")
    old, new = (getattr(getattr(town, table), parameter) for town in (before, after))
    return {"name": key, "value": new.value, "before": old.value, "unit": new.unit, "from": "command line"}


def _show(record: dict[str, Any], given: str, language: Language) -> None:
    from rich.text import Text as Cell

    from experiments.tell.terminal import console

    out = console()
    out.print(Cell(f"{record['scenario']} · {record['title'][language]}", style="bold"))
    out.print(_head(record, language))
    if record["in_one_language"]:
        out.print(Cell(say.IN_ONE_LANGUAGE(language, texts=", ".join(record["in_one_language"])), style="dim"))
    out.print()
    if not record["levers"] and not record["phases"]:
        out.print(Cell(say.NO_LEVER(language)))
        out.print()
    if record["levers"] and record["phases"]:
        out.print(Cell(say.BEFORE_PHASES(language, day=record["phases"][0]["day"]), style="bold"))
        out.print()
    _show_levers(out, record["levers"], language)
    for phase in record["phases"]:
        _show_phase(out, phase, language)
    if record["phases"]:
        out.print(Cell(say.DAYS_OF_THE_RUN(language), style="dim"))
    if record["set_in_every_phase"]:
        out.print(Cell(say.SET_IN_EVERY_PHASE(language, fields=", ".join(record["set_in_every_phase"]))))
    _show_rest(out, record, language)
    root = record["burn_in"]["base"]
    following = say.NEXT_EXPLAIN if _pulls(record) and root != given else say.NEXT_CHECK
    out.print(Cell(following(language, base=root, name=given), style="dim"))


def _pulls(record: dict[str, Any]) -> bool:
    return bool(record["levers"]) or any(phase["levers"] for phase in record["phases"])


def _show_phase(out: Any, phase: dict[str, Any], language: Language) -> None:
    """Show what is new in a phase; what goes on is only named."""
    from rich.rule import Rule
    from rich.text import Text as Cell

    head = say.PHASE_HEAD(language, day=phase["day"], name=phase["scenario"], title=phase["title"][language])
    out.print(Rule(Cell(head, style="bold"), align="left", characters="─"))
    out.print(Cell(phase["question"][language]))
    out.print()
    told = (*phase["begun"], *phase["changed"])
    _show_levers(out, [lever for lever in phase["levers"] if lever["lever"] in told], language)
    for names, sentence in ((phase["kept"], say.KEPT), (phase["ended"], say.ENDED)):
        if names:
            out.print(Cell(sentence(language, levers=_titles(names, language))))
    if not phase["levers"]:
        out.print(Cell(say.NO_LEVER(language)))
    if not told or phase["kept"] or phase["ended"]:
        out.print()


def _show_levers(out: Any, levers: list[dict[str, Any]], language: Language) -> None:
    from rich.padding import Padding
    from rich.text import Text as Cell

    for lever in levers:
        title = say.LEVER_HEAD(language, title=lever["title"][language], clause=lever["clause"])
        out.print(Cell(title, style="bold"))
        for sentence in (lever["explanation"][language], lever["when"][language]):
            out.print(Padding(Cell(sentence), (0, 0, 0, 2)))
        out.print()
        out.print(Padding(_values(lever["values"], language), (0, 0, 0, 2)))
        left = _left_alone(lever["values"])
        if left:
            out.print(Padding(Cell(say.LEFT_ALONE(language, fields=", ".join(left)), style="dim"), (0, 0, 0, 2)))
        expected = _EXPECTED[lever["expected"]["direction"]]
        out.print()
        out.print(Padding(Cell(expected(language, measure=lever["expected"][language])), (0, 0, 1, 2)))


def _head(record: dict[str, Any], language: Language) -> Any:
    """Return question, chain, clauses, place and burn-in as a table of two columns."""
    place, burn_in, stop = record["place"], record["burn_in"], "、" if language == "zh" else ", "
    sizes = {name: f"{place[name]:,}" for name in ("residents", "streets", "communities", "departments")}
    parents = " → ".join(record["chain"]) if len(record["chain"]) > 1 else say.NO_PARENT(language)
    table, optional = _grid(2), []
    if record["includes"]:
        optional.append((say.INCLUDES, stop.join(record["includes"])))
    if record["phases"]:
        days = [say.PHASE_IN_ROW(language, day=p["day"], name=p["scenario"]) for p in record["phases"]]
        optional.append((say.PHASES, " → ".join(days)))
    for word, text in (
        (say.QUESTION, record["question"][language]),
        (say.CHAIN, parents),
        *optional,
        (say.CLAUSES, stop.join(record["clauses"]) or say.NO_CLAUSES(language)),
        (say.PLACE, say.PLACE_IS(language, name=place["name"], title=place[language], **sizes)),
        (say.BURN_IN, say.BURN_IN_IS(
            language, days=burn_in["days"], base=burn_in["base"], title=burn_in["title"][language])),
    ):  # fmt: skip
        table.add_row(word(language), text)
    return table


def _values(values: list[dict[str, Any]], language: Language) -> Any:
    """Return one line a value: the sentence, the field, where it is from."""
    table = _grid(3)
    for value in values:
        by_default = value["from"] == "default"
        if by_default and (value["neutral"] or value["field"].split(".")[1] in _TIME):
            continue
        row = (value["sentence"][language], value["field"], origin(value["from"], language))
        table.add_row(*row, style="dim" if by_default else "")
    return table


def _left_alone(values: list[dict[str, Any]]) -> list[str]:
    """Return the fields that nobody has set and that change nothing."""
    fields = [v["field"].split(".")[1] for v in values if v["from"] == "default" and v["neutral"]]
    return [name for name in fields if name not in _TIME]


def _show_rest(out: Any, record: dict[str, Any], language: Language) -> None:
    from rich.text import Text as Cell

    from scenarios.scenario import lever_names

    for name in record["named_but_neutral"]:
        title = getattr(lever_names()[name].title, language)
        out.print(Cell(say.NAMED_NEUTRAL(language, title=title, lever=name)))
    for setting in record["place_settings"]:
        values = {key: f"{setting[key]:g}" for key in ("value", "before")}
        out.print(Cell(say.PLACE_SETTING(language, name=setting["name"], **values)))
    if record["not_pulled"]:
        out.print(Cell(say.NOT_PULLED(language, levers=_titles(record["not_pulled"], language)), style="dim"))


def _titles(names: list[str], language: Language) -> str:
    from scenarios.scenario import lever_names

    return ("、" if language == "zh" else "; ").join(getattr(lever_names()[name].title, language) for name in names)


def origin(name: str, language: Language) -> str:
    """Return the origin of a value as it is shown."""
    words = {"default": say.LEVER_DEFAULT, "command line": say.COMMAND_LINE}
    return words[name](language) if name in words else name


def _grid(columns: int) -> Any:
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0))
    for at in range(columns):
        table.add_column(no_wrap=columns == 2 and at == 0, overflow="fold")
    return table
