"""`whistle check`: validity of a scenario, the load it brings, and the kernel against theory."""

import json
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from experiments.doors.asking import Command
from experiments.doors.options import Debug, Json, Lang, Options, Settings
from experiments.doors.options import Place as PlaceGiven
from experiments.doors.options import Scenario as ScenarioGiven
from experiments.question.limits import DEFAULT_PLACE
from experiments.words import Language
from experiments.words import checking as say
from experiments.words import help as say_help

if TYPE_CHECKING:
    from experiments.before.special_cases import Case
    from scenarios.compile import Compiled
    from scenarios.place import Place
    from scenarios.scenario import Scenario

_YEAR = 365


@dataclass(frozen=True)
class CheckOptions(Options):
    """What `whistle check` is asked."""

    scenario: ScenarioGiven
    place: PlaceGiven = DEFAULT_PLACE
    settings: Settings = ()
    as_json: Json = False
    lang: Lang = None
    debug: Debug = False


def check(options: CheckOptions) -> None:
    """Check a scenario in a place."""
    from experiments.doors.commands.studying import parse_settings

    as_json, language = options.as_json, options.language
    loaded, town, compiled = _compiled(options.scenario, options.place, parse_settings(options.settings))
    record = checked(loaded, town, compiled)
    if not as_json:
        _show_load(record, language)
    from experiments.before.expected_load import dated_loads
    from experiments.before.special_cases import special_cases
    from experiments.run.progress import compile_shown

    compile_shown(language, quiet=as_json)
    if not as_json and sys.stderr.isatty():
        print(say.COMPUTING(language), file=sys.stderr)
    cases = special_cases(compiled, dated_loads(compiled)[-1])
    if as_json:
        print(json.dumps({**record, "theory": [_case(case) for case in cases]}, ensure_ascii=False, indent=1))
    else:
        _show_theory(cases, language)
        print(say.NEXT(language, scenario=options.scenario, place=options.place))


COMMAND = Command("check", say_help.CHECK, CheckOptions, check)


def _compiled(scenario: str, place: str, settings: dict[str, str]) -> "tuple[Scenario, Place, Compiled]":
    from scenarios.compile import compile_scenario, last_change
    from scenarios.loading import load_scenario, split_settings
    from scenarios.place import load_place

    levers, parameters = split_settings(settings)
    loaded, town = load_scenario(scenario, levers), load_place(place, parameters)
    return loaded, town, compile_scenario(loaded, town, -_YEAR, last_change(loaded, town) + _YEAR)


def checked(scenario: "Scenario", town: "Place", compiled: "Compiled") -> dict[str, Any]:
    """Return what is expected of a scenario before anything runs, as plain data."""
    from experiments.before import expected_load as expected

    year = expected.staffed_hours_of_year(compiled.world.calendar)
    loads = [
        {
            "day": dated.day,
            "kinds": expected.kinds_of(dated),
            "rework": dated.load.rework(),
            "letters_served": expected.letters_of(dated)["served"],
            "most_loaded": expected.most_loaded(dated, town),
            "warnings": expected.warnings_of(dated, year),
        }
        for dated in expected.dated_loads(compiled)
    ]
    return {
        "scenario": scenario.name,
        "place": {"name": town.name, "zh": town.zh, "en": town.en},
        "levers": _names_of_levers(scenario),
        "change_days": sorted({max(day, 0) for day, _ in compiled.dated}),
        "loads": loads,
        "phases": list(_phases(scenario, compiled)),
    }


def _names_of_levers(scenario: "Scenario") -> list[str]:
    """Return the levers pulled, those of all phases together."""
    names = [lever.name for stretch in scenario.stretches() for lever in stretch.scenario.pulled()]
    return list(dict.fromkeys(names))


def _phases(scenario: "Scenario", compiled: "Compiled") -> Iterator[dict[str, Any]]:
    """Yield the load of each phase, its levers in the force they reach."""
    from experiments.before import expected_load as expected

    for at, phase in enumerate(scenario.phases, start=1):
        end = min((later.day for later in scenario.phases[at:]), default=math.inf)
        at_end = [(max(day, 0), rules) for day, rules in compiled.dated if day < end][-1]
        (load,) = expected.dated_loads(compiled._replace(dated=(at_end,)))
        found, served = expected.kinds_of(load), expected.letters_of(load)["served"]
        kinds = {kind: {"utilisation": found[kind]["utilisation"]} for kind in expected.KINDS}
        named = {"scenario": phase.scenario.name, "title": phase.scenario.title.model_dump()}
        yield {"day": phase.day, **named, "kinds": kinds, "letters_served": served}


def _case(case: "Case") -> dict[str, Any]:
    return {
        "kind": case.kind,
        "level": case.level.name.lower(),
        "servers": case.servers,
        "own_utilisation": case.own,
        "utilisation": case.used,
        "theory": case.theory,
        "mean": case.sample.mean,
        "low": case.sample.mean - case.sample.half_width,
        "high": case.sample.mean + case.sample.half_width,
        "agrees": case.agrees,
    }


# --- shown ----------------------------------------------------------------------------------------


def _show_load(record: dict[str, Any], language: Language) -> None:
    from rich.text import Text as Cell

    from experiments.tell.terminal import console

    out, words = console(), {"name": record["scenario"], "place": record["place"]["name"]}
    days = [say.DAY(language, day=day) for day in record["change_days"]]
    if record["levers"]:
        many = say.AND_MORE(language, first=days[0], last=days[-1], number=len(days)) if len(days) > 1 else days[0]
        out.print(Cell(say.VALID(language, levers=len(record["levers"]), days=many, **words)))
    else:
        out.print(Cell(say.VALID_PLAIN(language, **words)))
    for at, load in enumerate(record["loads"]):
        out.print()
        title = say.LOAD_TITLE_LAST if at else say.LOAD_TITLE
        out.print(Cell(title(language, day=load["day"]), style="bold"))
        out.print(_kinds(load["kinds"], language))
        letters = _percent(load["letters_served"], language)
        out.print(Cell(say.REWORK(language, rework=f"{load['rework']:.2f}", served=letters)))
        out.print()
        out.print(Cell(say.MOST_LOADED(language), style="bold"))
        out.print(_offices(load["most_loaded"], language))
        for sentence in _sentences(load, language):
            out.print(Cell(sentence, style="yellow" if load["warnings"] else "green"))
    if record["phases"]:
        out.print()
        out.print(Cell(say.PHASES_TITLE(language), style="bold"))
        out.print(_phases_table(record["phases"], language))
    out.print()


def _phases_table(phases: list[dict[str, Any]], language: Language) -> Any:
    table, kinds = _table(), ("streets", "communities", "departments")
    table.add_column(say.FROM_DAY(language), justify="right", width=8)
    table.add_column(say.PHASE(language), width=34, overflow="fold")
    for word in (*(say.KINDS[kind] for kind in kinds), say.LETTERS_SERVED):
        table.add_column(word(language), justify="right", width=12, overflow="fold")
    for phase in phases:
        used = [f"{phase['kinds'][kind]['utilisation']:.3f}" for kind in kinds]
        name = f"{phase['scenario']} · {phase['title'][language]}"
        table.add_row(f"{phase['day']}", name, *used, _percent(phase["letters_served"], language))
    return table


def _kinds(kinds: dict[str, Any], language: Language) -> Any:
    table = _table(1)
    table.add_column(say.KIND(language), no_wrap=True)
    for word in (say.OFFICES, say.STAFFED, say.OFFERED, say.UTILISATION):
        table.add_column(word(language), justify="right", no_wrap=True)
    table.add_column(say.LARGEST(language), width=38, overflow="fold")
    stop = "；" if language == "zh" else "; "
    for kind in ("streets", "communities", "departments"):
        row = kinds[kind]
        largest = stop.join(f"{x[language]} {x['share']:.2f}" for x in row["largest"])
        hours = (f"{row[name]:,.0f}" for name in ("offices", "staffed_hours", "offered_hours"))
        table.add_row(say.KINDS[kind](language), *hours, f"{row['utilisation']:.3f}", largest)
    return table


def _offices(offices: dict[str, list[dict[str, Any]]], language: Language) -> Any:
    table = _table()
    table.add_column(say.KIND(language), no_wrap=True)
    table.add_column(say.OFFICE(language), width=52, overflow="fold")
    for word in (say.STAFF, say.UTILISATION):
        table.add_column(word(language), justify="right", no_wrap=True)
    for kind in ("streets", "sections", "communities", "departments"):
        for at, row in enumerate(offices[kind]):
            name = say.KINDS[kind](language) if at == 0 else ""
            table.add_row(name, row[language], f"{row['staff']}", f"{row['utilisation']:.3f}")
    return table


def _sentences(load: dict[str, Any], language: Language) -> list[str]:
    """Return the findings, one or two sentences each."""
    from experiments.before.expected_load import ALERT

    found = []
    for warning in load["warnings"]:
        kind = say.KINDS[warning["kind"]](language)
        if warning["about"] == "single":
            words = {"over": warning["over"], "of": warning["of"], "most": f"{warning['most']:.2f}"}
            sentence = {"sections": say.SECTIONS_OVER, "departments": say.DEPARTMENTS_OVER}
            found.append(sentence.get(warning["kind"], say.SOME_OVER)(language, alert=ALERT, kind=kind, **words))
            continue
        words = {"kind": kind, "value": f"{warning['utilisation']:.3f}", "staff": f"{warning['staff']:,.0f}"}
        words |= {"hours": f"{warning['hours']:,.0f}", "people": f"{warning['people']:,.1f}"}
        if warning["about"] == "letters":
            hours = {name: f"{warning['letters'][name]:,.0f}" for name in ("offered", "left", "taken_up")}
            shares = {name: _percent(1.0 - warning["letters"][of], language)
                      for name, of in (("given_up", "served"), ("least", "at_most"))}  # fmt: skip
            found.append(say.LETTERS(language, must=f"{warning['must']:.2f}", **shares, **hours, **words))
            continue
        term, cut = warning["largest"][language], _percent(warning["cut"], language)
        found.append(say.OVER(language, alert=ALERT, term=term, cut=cut, **words))
        if warning["must"] > 1.0:
            found.append(say.HOPELESS(language))
        if warning["kind"] == "departments":
            found.append(say.NO_LETTERS_LEFT(language))
    return found or [say.NO_WARNING(language, alert=ALERT)]


def _show_theory(cases: "list[Case]", language: Language) -> None:
    from rich.text import Text as Cell

    from experiments.before.special_cases import HIGHEST
    from experiments.tell.terminal import console

    out, table = console(), _table()
    table.add_column(say.CASE(language), width=43, overflow="fold")
    for word in (say.USED, say.THEORY, say.RUN):
        table.add_column(word(language), justify="right", no_wrap=True)
    table.add_column(say.VERDICT(language), no_wrap=True)
    for case in cases:
        name = say.CASES[f"{case.kind} {case.level.name}"]
        told_as = name(language, servers=case.servers) if "{" in name.en else name(language)
        used = f"{case.used:.2f}"
        if case.own > case.used + 5e-3:
            used = say.HELD(language, used=used, own=f"{case.own:.2f}")
        interval = f"{case.sample.mean:.2f} ± {case.sample.half_width:.2f}"
        verdict = (say.AGREES if case.agrees else say.DISAGREES)(language)
        style = "" if case.agrees else "red"
        table.add_row(told_as, used, f"{case.theory:.2f}", interval, Cell(verdict, style=style))
    differ = sum(not case.agrees for case in cases)
    out.print(Cell(say.THEORY_TITLE(language), style="bold"))
    out.print(table)
    out.print(Cell(say.THEORY_NOTE(language, highest=HIGHEST), style="dim"))
    verdict = say.SOME_DIFFER(language, number=differ, all=len(cases)) if differ else say.ALL_AGREE(
        language, number=len(cases)
    )  # fmt: skip
    out.print(Cell(verdict))
    out.print()


def _percent(share: float, language: Language) -> str:
    return f"{100.0 * share:.0f}%" if language == "zh" else f"{100.0 * share:.0f} %"


def _table(gap: int = 2) -> Any:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    return Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, gap, 0, 0))
