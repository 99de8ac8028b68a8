"""What a sweep found, as a table for the terminal."""

from __future__ import annotations

import math
from typing import Any

from rich.text import Text as Cell

from experiments.answer.points import Level, found_in
from experiments.answer.statistics import Difference
from experiments.store.folder import RunStore
from experiments.tell.terminal import BY_NAME, console, rates_note, table_of
from experiments.words import Language
from experiments.words import sweeps as say
from experiments.words.numbers import difference, number, unit_name
from experiments.words.verdicts import Verdict

MOST_ROWS = 40
_TOLD = (Verdict.BETTER, Verdict.WORSE, Verdict.HIGHER, Verdict.LOWER)


def show_sweep(store: RunStore, language: Language) -> None:
    """Print a row for every design point: means, or differences from the reference, with intervals."""
    found = found_in(store)
    table = found.by_point()
    out = console()
    if found.reference:
        head = say.DIFFERENCE_HEAD(language, reference=found.reference)
    else:
        head = say.LEVEL_HEAD(language, replications=store.manifest["study"]["replications"])
    states = len(found.runs[list(found.uncertainties)].drop_duplicates()) if found.uncertainties else 1
    if states > 1 and store.manifest["study"]["replications"] == 1:
        head = say.OVER_STATES(language, head=head, count=states)
    elif states > 1:
        head += (
            ", " + say.STATE(language, count=states) if language == "en" else "，" + say.STATE(language, count=states)
        )
    out.print(Cell(head, style="bold"))
    shown = table_of()
    for name in found.factors:
        shown.add_column(name, overflow="fold")
    for name in found.measures:
        measure = BY_NAME[name]
        unit = unit_name(measure.unit, language)
        title = measure.title(language)
        shown.add_column(f"{title}\n({unit})" if unit else title, justify="right", overflow="fold")
    for _, row in table.head(MOST_ROWS).iterrows():
        shown.add_row(*(_factor(row[name]) for name in found.factors),
                      *(_cell(row[name], BY_NAME[name].unit) for name in found.measures))  # fmt: skip
    out.print(shown)
    for note in rates_note(store.manifest["study"]["days"], language):
        out.print(note)
    if len(table) > MOST_ROWS:
        out.print(say.MORE_ROWS(language, count=len(table) - MOST_ROWS, folder=store.path))
    if found.reference:
        out.print(say.NOT_ZERO(language))


def _factor(value: Any) -> str:
    if isinstance(value, float):
        return "–" if math.isnan(value) else f"{value:g}"
    return str(value)


def _cell(found: Difference | Level, unit: str) -> str:
    if isinstance(found, Level):
        if math.isnan(found.low):
            return number(found.mean, unit)
        return f"{number(found.mean, unit)} [{number(found.low, unit)}, {number(found.high, unit)}]"
    told, interval = difference(found.difference, found.low, found.high, unit)
    mark = "*" if found.verdict in _TOLD else " "
    return f"{told}{mark} {interval}"
