"""What may be varied: a lever's field or a place parameter, with the words, unit and range it was declared with."""

from __future__ import annotations

import math
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from scenarios.parameters import Count, Number, Switch
from scenarios.place import place_parameters
from scenarios.place_schema import Place
from scenarios.scenario import lever_names
from sim.text import Text

ASSUMED = "assumption"

_DIGITS = 6  # significant digits of drawn values: enough, and readable in a table


class Variable(NamedTuple):
    """A setting as its declaration has it.

    Attributes
    ----------
    name : str
        Dotted name.
    kind : {"number", "whole", "switch", "other"}
    of_place : bool
        A parameter of the place; else a field of a lever.
    low, high : float or None
        Plausible range: bounds of a lever's field, range of a place parameter; None where none is declared.
    unit : str
    source : str
    words : Text
        What it is, in both languages.
    """

    name: str
    kind: str
    of_place: bool
    low: float | None
    high: float | None
    unit: str
    source: str
    words: Text


def lever_variable(name: str) -> Variable:
    """Return a field of a lever as declared; `name` must be one."""
    lever, _, field = name.partition(".")
    record = next(r for r in lever_names()[lever].fields() if r.name == field)
    annotation = str(lever_names()[lever].model_fields[field].annotation)
    if record.unit == "switch":
        kind = "switch"
    elif record.choices or record.unit == "names" or "tuple" in annotation:
        kind = "other"
    else:
        kind = "number" if "float" in annotation else "whole"
    return Variable(name, kind, False, record.low, record.high, record.unit, record.source, record.words)


def place_variable(name: str, place: Place) -> Variable:
    """Return a parameter of a place as its file has it; `name` must be one."""
    table, _, key = name.partition(".")
    record = getattr(getattr(place, table), key)
    kind = {Number: "number", Count: "whole", Switch: "switch"}[type(record)]
    return Variable(name, kind, True, record.low, record.high, record.unit, record.source, _words_of(name))


def assumed_parameters(place: Place) -> tuple[str, ...]:
    """Return the place parameters that are assumptions and declare a range, in the order of the declarations."""
    found = []
    for name in place_parameters():
        variable = place_variable(name, place)
        ranged = variable.low is not None and variable.high is not None and variable.low < variable.high
        if ranged and variable.source.startswith(ASSUMED) and variable.kind != "switch":
            found.append(name)
    return tuple(found)


@cache
def _words_of(name: str) -> Text:
    """Return what a place parameter means: its description, else its own name."""
    table, _, key = name.partition(".")
    model = Place.model_fields[table].annotation
    description = model.model_fields[key].description if model is not None else None
    return Text(en=description or name, zh=name)


class Factor(NamedTuple):
    """Something that varies: given values, or a range.

    Attributes
    ----------
    variable : Variable
    values : tuple or None
        None: any number from `low` to `high`.
    low, high : float
    levels : int
        How many values stand for a range where a design needs values.
    """

    variable: Variable
    values: tuple[Any, ...] | None
    low: float = math.nan
    high: float = math.nan
    levels: int = 3

    @property
    def name(self) -> str:
        """Dotted name."""
        return self.variable.name

    def numeric(self) -> bool:
        """Tell whether its values are numbers or switches, kept as numbers in tables."""
        return self.values is None or all(isinstance(value, bool | int | float) for value in self.values)

    def listed(self) -> tuple[Any, ...]:
        """Return its values, evenly spaced over a range."""
        if self.values is not None:
            return self.values
        return tuple(dict.fromkeys(self.at(u) for u in np.linspace(0.0, 1.0, self.levels).tolist()))

    def extremes(self) -> tuple[Any, ...]:
        """Return the values that have to be allowed for all to be allowed."""
        return self.values if self.values is not None else self.ends()

    def ends(self) -> tuple[Any, Any]:
        """Return its first and its last value."""
        if self.values is not None:
            return self.values[0], self.values[-1]
        return self.at(0.0), self.at(1.0)

    def at(self, u: float) -> Any:
        """Return the value a share `u` in [0, 1] of the way along."""
        if self.values is not None:
            return self.values[min(int(u * len(self.values)), len(self.values) - 1)]
        if self.variable.kind == "whole":
            return min(int(self.low + u * (self.high - self.low + 1.0)), int(self.high))
        value = self.low + u * (self.high - self.low)
        return value if u in (0.0, 1.0) else float(f"{value:.{_DIGITS}g}")
