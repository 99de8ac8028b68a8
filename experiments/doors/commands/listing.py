"""`whistle scenarios`, `levers` and `places`."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from experiments.doors.asking import Command
from experiments.doors.options import Json, Lang, Options
from experiments.words import Language
from experiments.words import help as say_help
from experiments.words import lists as say


@dataclass(frozen=True)
class ListingOptions(Options):
    """What a command is asked that lists what is shipped."""

    as_json: Json = False
    lang: Lang = None


def scenarios(options: ListingOptions) -> None:
    """List the shipped scenarios with their questions."""
    from scenarios.loading import list_scenarios, load_scenario

    language = options.language
    history = load_scenario("history")
    years = (history.chain[0], *(phase.scenario.name for phase in history.phases), history.name)
    loaded = [load_scenario(name) for name in (*years, *(n for n in list_scenarios() if n not in years))]
    if options.as_json:
        told = {"name", "title", "question", "clauses", "chain", "includes"}
        _print_json(
            [
                {**s.model_dump(mode="json", include=told),
                 "kind": "historical" if s.name in years else "counterfactual",
                 "phases": [{"day": phase.day, "scenario": phase.scenario.name} for phase in s.phases]}
                for s in loaded
            ]
        )  # fmt: skip
        return
    heads = [say.NAME, say.PARENT, say.TITLE, say.QUESTION]
    for heading, of_history in ((say.HISTORICAL, True), (say.COUNTERFACTUAL, False)):
        print(heading(language))
        rows = [
            (s.name, " ".join(s.chain[-2:-1]), getattr(s.title, language), getattr(s.question, language))
            for s in loaded
            if (s.name in years) == of_history
        ]
        _print_table(heads, rows, language)
    for s in loaded:
        if s.includes:
            print(say.PUTS_TOGETHER(language, name=s.name, parts=" + ".join(s.includes)))
        if s.phases:
            days = [say.PHASE(language, day=phase.day, name=phase.scenario.name) for phase in s.phases]
            print(say.LIVES_THROUGH(language, name=s.name, phases=" → ".join(days)))


def levers(options: ListingOptions) -> None:
    """List the levers with their fields, units, bounds, defaults and sources."""
    from scenarios.levers import LEVERS

    language = options.language
    if options.as_json:
        _print_json([_lever_record(lever) for lever in LEVERS])
        return
    from rich.text import Text as Cell

    from experiments.words.console import terminal
    from scenarios.units import UNITS

    out = terminal()
    for lever in LEVERS:
        out.print(Cell(f"{lever.name}  {getattr(lever.title, language)} ({lever.clause})", style="bold"))
        out.print(Cell("  " + getattr(lever.explanation, language)))
        own = [f for f in lever.fields() if f.name not in _INHERITED]
        rows = [
            (
                f"{lever.name}.{f.name}",
                getattr(f.words, language),
                UNITS[f.unit].title(language) if f.unit in UNITS else f.unit,
                _bounds(f),
                _shown(f.default),
                _shown(f.neutral),
                f.source,
            )
            for f in own
        ]
        heads = [say.FIELD, say.MEANING, say.UNIT, say.ALLOWED, say.DEFAULT, say.NEUTRAL, say.SOURCE]
        _print_table(heads, rows, language, out)
    out.print(Cell(say.EVERY_LEVER(language), style="dim"))


def places(options: ListingOptions) -> None:
    """List the shipped places with their sizes."""
    from scenarios.geography import lay_out_geography
    from scenarios.place import list_places, load_place

    language = options.language
    records = []
    for name in list_places():
        place = load_place(name)
        town = lay_out_geography(place)
        records.append(
            {
                "name": place.name,
                "zh": place.zh,
                "en": place.en,
                "residents": int(town.community_residents.sum()),
                "streets": len(town.street_residents),
                "communities": len(town.community_residents),
                "departments": len(place.departments),
            }
        )
    if options.as_json:
        _print_json(records)
        return
    counts = ("residents", "streets", "communities", "departments")
    heads = [say.NAME, say.TITLE, say.RESIDENTS, say.STREETS, say.COMMUNITIES, say.DEPARTMENTS]
    rows = [(str(r["name"]), str(r[language]), *(f"{r[count]:,}" for count in counts)) for r in records]
    _print_table(heads, rows, language)


COMMANDS = (
    Command("scenarios", say_help.SCENARIOS, ListingOptions, scenarios),
    Command("levers", say_help.LEVERS, ListingOptions, levers),
    Command("places", say_help.PLACES, ListingOptions, places),
)
_INHERITED = ("start_day", "ramp_days", "districts")


def _lever_record(lever: Any) -> dict[str, Any]:
    return {
        "name": lever.name,
        "clause": lever.clause,
        "title": lever.title.both(),
        "explanation": lever.explanation.both(),
        "effect": lever.effect._asdict(),
        "fields": [{**f._asdict(), "words": f.words.both()} for f in lever.fields()],
    }


def _bounds(field: Any) -> str:
    if field.choices:
        return ", ".join(map(str, field.choices))
    low, high = ("" if end is None else f"{end:g}" for end in (field.low, field.high))
    return f"{low} – {high}" if low or high else ""


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, (tuple, list)):
        return ", ".join(map(str, value)) or "–"
    return str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def _print_table(heads: list[Any], rows: Sequence[tuple[str, ...]], language: Language, out: Any = None) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from experiments.words.console import terminal

    console = out if out is not None else terminal()
    if not console.is_terminal:
        console.width = 140
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0))
    for at, head in enumerate(heads):
        table.add_column(head(language), no_wrap=at == 0, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console.print(table)
