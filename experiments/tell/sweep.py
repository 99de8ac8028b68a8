"""What a sweep found, as texts, and as a table for the terminal."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from rich.text import Text as Cell

from experiments.answer.points import Level, found_in
from experiments.answer.statistics import Difference
from experiments.store.folder import RunStore
from experiments.tell.cells import BY_NAME
from experiments.tell.formats.terminal import table_of
from experiments.tell.terminal import console, rates_note
from experiments.words import Language
from experiments.words import sweeps as say
from experiments.words.numbers import difference, number, unit_name
from experiments.words.verdicts import Verdict

MOST_ROWS = 40
_TOLD = (Verdict.BETTER, Verdict.WORSE, Verdict.HIGHER, Verdict.LOWER)


class Points(NamedTuple):
    """The points of a sweep as texts, and what is to be said of them."""

    head: str
    columns: list[str]  # the factors, then measures with their units
    factors: int
    rows: list[list[str]]
    notes: list[str]


def points_told(store: RunStore, language: Language) -> Points:
    """Return a row for every design point: means, or differences from the reference, with intervals."""
    found = found_in(store)
    table = found.by_point()
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
    columns = list(found.factors)
    for name in found.measures:
        measure = BY_NAME[name]
        unit = unit_name(measure.unit, language)
        title = measure.title(language)
        columns.append(f"{title}\n({unit})" if unit else title)
    rows = [
        [*(_factor(row[name]) for name in found.factors),
         *(_cell(row[name], BY_NAME[name].unit) for name in found.measures)]
        for _, row in table.head(MOST_ROWS).iterrows()
    ]  # fmt: skip
    notes = rates_note(store.manifest["study"]["days"], language)
    if len(table) > MOST_ROWS:
        notes.append(say.MORE_ROWS(language, count=len(table) - MOST_ROWS, folder=store.path))
    if found.reference:
        notes.append(say.NOT_ZERO(language))
    return Points(head, columns, len(found.factors), rows, notes)


def show_sweep(store: RunStore, language: Language) -> None:
    """Print the points."""
    told, out, shown = points_told(store, language), console(), table_of()
    out.print(Cell(told.head, style="bold"))
    for number_of, title in enumerate(told.columns):
        shown.add_column(title, justify="left" if number_of < told.factors else "right", overflow="fold")
    for row in told.rows:
        shown.add_row(*row)
    out.print(shown)
    for note in told.notes:
        out.print(note)


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
