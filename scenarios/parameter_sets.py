"""Parameter sets that none of the published facts rules out: place parameters to be varied together.

They come from history matching (docs/fit.md) and are shipped as data: `fitted/sets.csv` holds a set a row and a dotted
place parameter a column, `fitted/fit.toml` says how they were found. Sets are numbered from 1; number 0 always means
the values of the place file.
"""

from __future__ import annotations

import csv
import math
from functools import cache
from pathlib import Path

from scenarios.parameters import Count
from scenarios.place import load_place, place_parameters
from scenarios.units import LIMITS
from sim.errors import BadInput, Fault, out_of_range, unknown

FILE = Path(__file__).parent / "fitted" / "sets.csv"
NUMBER = "set"
_PLACE = "district"  # any shipped place: all know the same parameters

Settings = dict[str, str]


def parameter_sets(path: Path | None = None) -> tuple[Settings, ...]:
    """Return the sets in order, each as settings of place parameters; set n is number n − 1 here.

    Raises
    ------
    BadInput
        The file is missing or damaged: a head that names no parameter, a row cut short, a value that is no number or
        outside its hard limits, sets out of order.
    """
    return _read(path or FILE)


@cache
def _read(path: Path) -> tuple[Settings, ...]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = (str(error).splitlines() or ["?"])[0]
        raise BadInput([Fault(en=f"cannot be read ({reason})", zh=f"无法读取（{reason}）")], str(path)) from error
    if len(rows) < 2 or rows[0][:1] != [NUMBER] or len(rows[0]) < 2:
        told = f"a head '{NUMBER},table.parameter,…' and a set in every row"
        raise BadInput([Fault(en=f"expected {told}", zh=f"应有表头“{NUMBER},表.参数,…”，每行一组参数")], str(path))
    names = rows[0][1:]
    known = place_parameters()
    faults = [unknown(("place parameter", "地方参数"), name, known) for name in names if name not in known]
    faults += [Fault(en=f"{n} is there twice", zh=f"{n} 出现了两次") for n in set(names) if names.count(n) > 1]
    if not faults:
        for number, row in enumerate(rows[1:], start=1):
            faults += _faults(number, row, names)
    if faults:
        raise BadInput(faults, str(path))
    return tuple(dict(zip(names, row[1:], strict=True)) for row in rows[1:])


def _faults(number: int, row: list[str], names: list[str]) -> list[Fault]:
    """Say what is wrong with a row."""
    if len(row) != len(names) + 1:
        en, zh = f"{len(row)} columns, not {len(names) + 1}", f"有 {len(row)} 列，应为 {len(names) + 1} 列"
        return [Fault(en=f"row {number}: {en}", zh=f"第 {number} 行：{zh}")]
    if row[0] != str(number):
        return [out_of_range(f"row {number}, {NUMBER}", row[0], f"{number}: sets are numbered from 1 in order")]
    found = []
    for name, text in zip(names, row[1:], strict=True):
        low, high, whole = _limits(name)
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not low <= value <= high or (whole and not value.is_integer()):
            kind = "a whole number" if whole else "a number"
            found.append(out_of_range(f"row {number}, {name}", text, f"{kind} from {low:g} to {high:g}"))
    return found


@cache
def _limits(name: str) -> tuple[float, float, bool]:
    """Return the hard limits of a parameter, and whether it is a whole number."""
    table, key = name.split(".")
    record = getattr(getattr(load_place(_PLACE), table), key)
    return (*LIMITS[record.unit], isinstance(record, Count))
