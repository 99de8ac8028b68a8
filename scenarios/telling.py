"""A scenario in sentences: what each lever does, with which values, from when, and who said so.

Everything is derived from the declarations of the levers; a lever may bring sentences of its own
(`Lever.says`).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from scenarios.levers import Lever
from scenarios.levers.base import FieldRecord
from scenarios.scenario import Scenario, Stretch
from scenarios.units import UNITS
from sim.stages import FAMILIES, GROUNDS
from sim.text import Text

DEFAULT = "default"  # origin of a value that no file and no setting gives

_NAMES = {kind.name.lower(): words for kinds in (FAMILIES, GROUNDS) for kind, words in kinds.items()}
_SHARES = ("share", "probability")


class Said(NamedTuple):
    """One value of a lever.

    Attributes
    ----------
    key : str
        `lever.field`.
    value
        As the lever has it; None: as the place has it.
    unit : str
    sentence : Text
    origin : str
        File name, "command line", or `DEFAULT`.
    given : bool
        A file or a setting names it.
    neutral : bool
        It changes nothing.
    """

    key: str
    value: Any
    unit: str
    sentence: Text
    origin: str
    given: bool
    neutral: bool


def said_of(lever: Lever, origins: dict[str, str]) -> tuple[Said, ...]:
    """Tell every value of a lever, those of time and place last."""
    return tuple(_said(lever, record, origins.get(f"{lever.name}.{record.name}")) for record in lever.fields())


def when(lever: Lever) -> Text:
    """Say from which day a lever works, how fast it grows and where."""
    start, ramp = lever.start_day, lever.ramp_days
    where = Text(
        en="in " + ", ".join(lever.districts) if lever.districts else "in every district",
        zh="在" + "、".join(lever.districts) if lever.districts else "在各区",
    )
    if ramp == 0:
        return Text(en=f"In full from day {start}, {where.en}.", zh=f"自第 {start} 天起全力实行，{where.zh}。")
    return Text(
        en=f"Grows in weekly steps from day {start} and is in full force from day {start + ramp}, {where.en}.",
        zh=f"自第 {start} 天起逐周推行，第 {start + ramp} 天起全力实行，{where.zh}。",
    )


class Step(NamedTuple):
    """What a stretch of a scenario changes against the one before.

    Attributes
    ----------
    stretch : Stretch
    begun, changed : tuple of Lever
        Newly pulled, and pulled otherwise than before; their days are those of the run.
    kept, ended : tuple of str
        Names of levers that go on as they were, and of those no longer pulled.
    """

    stretch: Stretch
    begun: tuple[Lever, ...]
    changed: tuple[Lever, ...]
    kept: tuple[str, ...]
    ended: tuple[str, ...]


def steps(scenario: Scenario) -> tuple[Step, ...]:
    """Return what each stretch of a scenario changes against the one before; a ramp begins anew with each."""
    found, before = [], dict[str, Lever]()
    for stretch in scenario.stretches():
        now = {lever.name: lever for lever in stretch.scenario.pulled()}
        kept = tuple(n for n, lever in now.items() if before.get(n) == lever and not lever.start_day + lever.ramp_days)
        dated = [lever for lever in stretch.dated() if lever.name not in kept]
        begun = tuple(lever for lever in dated if lever.name not in before)
        changed = tuple(lever for lever in dated if lever.name in before)
        found.append(Step(stretch, begun, changed, kept, tuple(name for name in before if name not in now)))
        before = now
    return tuple(found)


def spoken(value: Any, unit: str) -> Text:
    """Return a value with its unit as people say it."""
    if value is None:
        return Text(en="as the place has it", zh="维持该地原值")
    if isinstance(value, bool):
        return Text(en="yes", zh="是") if value else Text(en="no", zh="否")
    if isinstance(value, (tuple, list)):
        names = [_NAMES.get(str(name), Text(en=str(name).replace("_", " "), zh=str(name))) for name in value]
        none = Text(en="none", zh="无")
        return Text(en="; ".join(n.en for n in names) or none.en, zh="、".join(n.zh for n in names) or none.zh)
    if unit in _SHARES:
        percent = f"{100.0 * value:.4g}"
        return Text(en=f"{percent} %", zh=f"{percent}%")
    known = UNITS.get(unit)
    if known is None or known.spoken is None:
        return Text(en=f"{value:g} {unit}", zh=f"{value:g} {unit}")
    return Text(en=known.spoken.en.format(f"{value:g}"), zh=known.spoken.zh.format(f"{value:g}"))


def _said(lever: Lever, record: FieldRecord, origin: str | None) -> Said:
    value = getattr(lever, record.name)
    return Said(
        f"{lever.name}.{record.name}",
        list(value) if isinstance(value, tuple) else value,
        record.unit,
        _sentence(lever, record, value),
        origin or DEFAULT,
        origin is not None,
        value == record.neutral,
    )


def _sentence(lever: Lever, record: FieldRecord, value: Any) -> Text:
    """Use the lever's own sentence, else its meaning and the value."""
    sentence = lever.says.get(record.name)
    amount = spoken(value, record.unit)
    if sentence is None or value is None or value is False:
        meaning = record.words
        return Text(en=f"{meaning.en.rstrip('.')}: {amount.en}.", zh=f"{meaning.zh.rstrip('。')}：{amount.zh}。")
    number = isinstance(value, float) and record.unit in _SHARES
    rest = spoken(1.0 - value, record.unit) if number else amount
    return Text(
        en=sentence.en.format(value=amount.en, rest=rest.en), zh=sentence.zh.format(value=amount.zh, rest=rest.zh)
    )
