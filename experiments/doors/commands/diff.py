"""`whistle diff`: what one scenario changes against another, in levers and in rules."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from experiments.doors.asking import Command
from experiments.doors.commands.explain import origin
from experiments.doors.options import Debug, Json, Lang, Options, Place, a_source, argument
from experiments.question.limits import DEFAULT_PLACE
from experiments.words import Language
from experiments.words import help as say_help
from experiments.words import telling as say

if TYPE_CHECKING:
    from scenarios.levers import Lever
    from scenarios.levers.base import FieldRecord
    from scenarios.rule_changes import Change
    from scenarios.scenario import Scenario

_STEPS = 6  # of a ramp named one by one


@dataclass(frozen=True)
class DiffOptions(Options):
    """What `whistle diff` is asked."""

    one: Annotated[str, argument("A", help=say_help.DIFF_A, read=a_source)]
    other: Annotated[str, argument("B", help=say_help.DIFF_B, read=a_source)]
    place: Place = DEFAULT_PLACE
    as_json: Json = False
    lang: Lang = None
    debug: Debug = False


def diff(options: DiffOptions) -> None:
    """Say what `other` changes against `one`."""
    record = differences(options.one, options.other, options.place)
    if options.as_json:
        print(json.dumps(record, ensure_ascii=False, indent=1))
    else:
        _show(record, options.language)


COMMAND = Command("diff", say_help.DIFF, DiffOptions, diff)


def differences(one: str, other: str, place: str) -> dict[str, Any]:
    """Return what differs between two scenarios in a place as plain data.

    Raises
    ------
    sim.errors.BadInput
        A scenario or the place is not valid.
    """
    from scenarios.compile import build_world, compile_scenario, last_change
    from scenarios.loading import load_scenario
    from scenarios.place import load_place
    from scenarios.rule_changes import rule_changes

    mine, theirs, town = load_scenario(one), load_scenario(other), load_place(place)
    span = (-365, max(last_change(scenario, town) for scenario in (mine, theirs)) + 1)
    built = build_world(town, *span)
    compiled = [compile_scenario(scenario, town, *span, built) for scenario in (mine, theirs)]
    names = [mine.name, theirs.name] if mine.name != theirs.name else [one, other]
    return {
        "one": names[0],
        "other": names[1],
        "sources": [one, other],
        "place": {"name": town.name, "source": place, "zh": town.zh, "en": town.en},
        "levers": list(_levers(mine, theirs)),
        "rules": [_change(change, theirs, mine) for change in rule_changes(*compiled)],
    }


def _levers(one: "Scenario", other: "Scenario") -> Iterator[dict[str, Any]]:
    """Yield every lever that has another effect, with the fields that differ, stretch by stretch.

    What still differs as it did in the stretch before is not told again.
    """
    from scenarios.scenario import lever_names

    told: dict[str, list[dict[str, Any]]] = {}
    for day in sorted({stretch.day for scenario in (one, other) for stretch in scenario.stretches()}):
        mine, theirs = (_in_force(scenario, day) for scenario in (one, other))
        for name, declared in lever_names().items():
            fields = list(_fields_that_differ(declared, mine, theirs))
            if fields != told.get(name, []):
                yield _lever(declared, mine, theirs, day) | {"fields": fields}
            told[name] = fields


class _InForce(NamedTuple):
    """What a scenario does from a day on."""

    scenario: "Scenario"
    levers: dict[str, "Lever"]

    def value(self, lever: str, record: "FieldRecord") -> Any:
        """Return the value of a field, neutral where the lever is not pulled."""
        return getattr(self.levers[lever], record.name) if lever in self.levers else record.neutral


def _in_force(scenario: "Scenario", day: int) -> _InForce:
    """Return a scenario's levers from a day on, those long in full force as if they had begun that day."""
    stretch = [s for s in scenario.stretches() if s.day <= day][-1]
    levers = {}
    for lever in stretch.dated():
        since_before = lever.start_day + lever.ramp_days <= day
        begun = {"start_day": day, "ramp_days": 0} if since_before and day > 0 else {}
        levers[lever.name] = lever.model_copy(update=begun)
    return _InForce(stretch.scenario, levers)


def _fields_that_differ(declared: type["Lever"], one: _InForce, other: _InForce) -> Iterator[dict[str, Any]]:
    pulled = [declared.name in side.levers for side in (one, other)]
    for record in declared.fields():
        key = f"{declared.name}.{record.name}"
        named = any(key in side.scenario.origins for side in (one, other))
        values = [side.value(declared.name, record) for side in (one, other)]
        # When a lever begins is told with its name; that a lever is not pulled says nothing of when.
        differ = values[0] != values[1] and (all(pulled) or record.unit != "day" or named)
        if differ or (any(pulled) and not all(pulled) and named):
            yield _field(key, record, values, (one, other), pulled)


def _lever(declared: type["Lever"], one: _InForce, other: _InForce, day: int) -> dict[str, Any]:
    from scenarios.telling import when

    mine, theirs = one.levers.get(declared.name), other.levers.get(declared.name)
    shown = theirs or mine
    change = "new" if mine is None else "taken back" if theirs is None else "changed"
    return {
        "lever": declared.name,
        "clause": declared.clause,
        "title": declared.title.both(),
        "day": day,
        "scenarios": [one.scenario.name, other.scenario.name],
        "change": change if mine != theirs else "alike again",
        "when": when(shown).both() if shown is not None else None,
        "from_day": shown.start_day if shown is not None else day,
    }


def _field(
    key: str, record: "FieldRecord", values: list[Any], sides: tuple[_InForce, _InForce], pulled: list[bool]
) -> dict[str, Any]:
    from scenarios.telling import DEFAULT, spoken

    shown = []
    for value, side, active in zip(values, sides, pulled, strict=True):
        told = spoken(value, record.unit).both() if active else None
        plain = list(value) if isinstance(value, tuple) else value
        where = side.scenario.origins.get(key, DEFAULT) if active else None
        shown.append({"pulled": active, "value": plain, "spoken": told, "from": where})
    return {"field": key, "meaning": record.words.both(), "unit": record.unit, "one": shown[0], "other": shown[1]}


def _change(change: "Change", *scenarios: "Scenario") -> dict[str, Any]:
    words = say.QUANTITIES.get(change.name)
    sets = [stretch.scenario.levers for scenario in scenarios for stretch in scenario.stretches()]
    writers = [lever for levers in sets for lever in levers.values() if change.name in lever.writes]
    meaning = words.both() if words else writers[0].title.both() if writers else {"en": "", "zh": ""}
    return {
        "day": change.day,
        "quantity": change.name,
        "meaning": meaning,
        "one": change.before._asdict(),
        "other": change.after._asdict(),
    }


# --- shown ----------------------------------------------------------------------------------------


def _show(record: dict[str, Any], language: Language) -> None:
    from rich.text import Text as Cell

    from experiments.tell.terminal import console

    out, place = console(), record["place"]["name"]
    names = {"one": record["one"], "other": record["other"]}
    if not record["levers"] and not record["rules"]:
        out.print(Cell(say.SAME(language, place=place, **names)))
        return
    out.print(Cell(say.DIFF_TITLE(language, place=place, **names), style="bold"))
    out.print()
    if record["levers"]:
        out.print(Cell(say.LEVERS_TITLE(language), style="bold"))
        out.print(_fields(record, language))
    if not record["rules"]:
        out.print(Cell(say.NO_RULE_CHANGES(language, place=place)))
    else:
        out.print(Cell(say.RULES_TITLE(language), style="bold"))
        out.print(_rules(record, language))
    one, other = record["sources"]
    following = say.NEXT_COMPARE(language, one=one, other=other, place=record["place"]["source"])
    out.print(Cell(following, style="dim"))


def _fields(record: dict[str, Any], language: Language) -> Any:
    from rich.padding import Padding

    table = _table()
    table.add_column(say.FIELD(language), width=42, overflow="fold")
    for name in (record["one"], record["other"]):
        table.add_column(name, width=15, overflow="fold")
    table.add_column(say.FROM(language), width=21, overflow="fold")
    days = [lever["day"] for lever in record["levers"]]
    for at, lever in enumerate(record["levers"]):
        if at:
            table.add_row("", "", "", "")
        if max(days) > 0 and lever["day"] not in days[:at]:
            table.add_row(say.FROM_DAY(language, day=lever["day"]), *lever["scenarios"], "", style="underline")
        table.add_row(_heading(lever, language), "", "", "", style="bold")
        for field in lever["fields"]:
            side = field["other"] if field["other"]["pulled"] else field["one"]
            values = [
                field[at]["spoken"][language] if field[at]["pulled"] else say.NEUTRAL_HERE(language)
                for at in ("one", "other")
            ]
            meaning = field["meaning"][language].rstrip("。.")
            cell = Padding(f"{field['field']}\n{meaning}", (0, 0, 0, 2))
            table.add_row(cell, *values, origin(side["from"], language))
    return table


def _heading(lever: dict[str, Any], language: Language) -> str:
    sentence = {
        "new": say.IN_OTHER_ONLY, "taken back": say.IN_ONE_ONLY, "changed": say.IN_BOTH, "alike again": say.ALIKE_AGAIN
    }[lever["change"]]  # fmt: skip
    words = {"title": lever["title"][language], "clause": lever["clause"]}
    if lever["change"] in ("new", "changed"):
        words["when"] = lever["when"][language]
    return sentence(language, **words)


def _rules(record: dict[str, Any], language: Language) -> Any:
    """Return the rules by day; of a ramp the first and the last step."""
    table = _table()
    table.add_column(say.QUANTITY(language), no_wrap=True)
    table.add_column(say.MEANING(language), width=34, overflow="fold")
    for name in (record["one"], record["other"]):
        table.add_column(name, justify="right", width=15, overflow="fold")
    days = [(day, list(rows)) for day, rows in groupby(record["rules"], key=lambda row: row["day"])]
    for at, (day, rows) in enumerate(days):
        if _inside_ramp(days, at):
            continue
        skipped = [str(d) for i, (d, _) in enumerate(days[:at]) if all(_inside_ramp(days, j) for j in range(i, at))]
        heading = say.FROM_DAY(language, day=day)
        shown = skipped if len(skipped) <= _STEPS else [*skipped[:2], "…", skipped[-1]]
        note = say.STEPS_BETWEEN(language, days=", ".join(shown)) if skipped else ""
        table.add_row(heading, note, "", "", style="bold")
        for row in rows:
            table.add_row("  " + row["quantity"], row["meaning"][language], *(_told(row[s]) for s in ("one", "other")))
    return table


def _inside_ramp(days: list[tuple[int, list[dict[str, Any]]]], at: int) -> bool:
    """Tell whether a day only carries on what the day before began and the next day carries on."""
    if not 0 < at < len(days) - 1:
        return False
    before, here, after = ({row["quantity"] for row in days[i][1]} for i in (at - 1, at, at + 1))
    return here <= before and here <= after


def _told(quantity: dict[str, float]) -> str:
    """Write a mean with its range where offices differ."""
    mean, low, high = (_number(quantity[name]) for name in ("mean", "low", "high"))
    return mean if low == high else f"{mean} ({low}–{high})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.3g}"


def _table() -> Any:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    return Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
