"""What a response says, in sentences made from its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from docs.evidence.study_pages import words
from docs.evidence.words import study_pages as say
from experiments.answer.response import Response
from experiments.words import Language
from experiments.words.verdicts import Verdict
from sim.measure import Measure

_TOLD = (Verdict.BETTER, Verdict.WORSE, Verdict.HIGHER, Verdict.LOWER)


def tell(found: Response, language: Language) -> str:
    """Return a list item for every measure."""
    items = [_of_measure(found, measure, language) for measure in words.known(found.about["measures"])]
    return "\n".join(f"- {item}" for item in items)


def intervals_told(found: Response) -> int:
    """Count the intervals of changes between points."""
    told = found.table[found.table["measure"].isin([m.name for m in words.known(found.about["measures"])])]
    return int(sum(told[f"{name}_low"].notna().sum() for name in ("step", "gap")))


def _of_measure(found: Response, measure: Measure, language: Language) -> str:
    rows = found.of(measure.name)
    size = float(rows["without"].mean())
    sentences = [_counted(rows, measure, size, language), *_ends(found, rows, measure, size, language)]
    sentences.append(_along(found, rows, language))
    if len(found.axes) > 1:
        sentences += _gaps(found, rows, measure, size, language)
    return words.joined(sentences, language)


def _counted(rows: pd.DataFrame, measure: Measure, size: float, language: Language) -> str:
    same = (rows[["difference", "low", "high"]] == 0.0).all(axis=1)
    counts = rows.loc[~same, "verdict"].value_counts()
    told = [text(language, k=int(counts[verdict.value])) for verdict, text in say.VERDICTS.items()
            if counts.get(verdict.value, 0)]  # fmt: skip
    told += [say.THE_SAME(language, k=int(same.sum()))] if same.any() else []
    return say.COUNTED(
        language, measure=words.name_of(measure, language), n=len(rows), counts=words.listing(told, language),
        without=words.level(size, measure, language),
    )  # fmt: skip


def _ends(found: Response, rows: pd.DataFrame, measure: Measure, size: float, language: Language) -> list[str]:
    """Tell the best and the worst point that can be told from zero."""
    told = rows[rows["verdict"].isin([verdict.value for verdict in _TOLD])]
    if told.empty:
        return [say.ALL_PLAIN(language)]
    values = told["difference"].to_numpy(dtype=float)
    ends = [(say.HIGHEST, int(values.argmax()), 1), (say.LOWEST, int(values.argmin()), -1)]
    if measure.better is not None:
        good = 1 if measure.better == "higher" else -1
        ends = [(say.BEST if side == good else say.WORST, at, side) for _, at, side in ends]
        ends.sort(key=lambda end: -end[2] * good)
    sentences = []
    for text, at, side in ends:
        row = told.iloc[at]
        if measure.better is not None and (row["difference"] > 0) != (side > 0):
            sentences.append((say.NOWHERE_BETTER if text is say.BEST else say.NOWHERE_WORSE)(language))
            continue
        shown = words.change(row["difference"], row["low"], row["high"], measure, size)
        told_value = words.with_unit(shown, measure, language, size)
        sentences.append(text(language, point=point(found, row, language), value=told_value))
    return sentences


def point(found: Response, row: pd.Series, language: Language) -> str:
    """Name a point by its values."""
    told = [say.POINT(language, axis=f"`{axis}`", value=words.value(row[axis])) for axis in found.axes]
    return words.listing(told, language)


def shape_of(line: pd.DataFrame) -> str:
    """Return the shape of one line, by steps whose interval leaves out zero: up, down, turns, flat."""
    up = (line["step_low"] > 0).any()
    down = (line["step_high"] < 0).any()
    return "turns" if up and down else "up" if up else "down" if down else "flat"


def _along(found: Response, rows: pd.DataFrame, language: Language) -> str:
    main = found.axes[0]
    lines: list[tuple[Any, pd.DataFrame]]
    lines = [(None, rows)] if len(found.axes) == 1 else list(rows.groupby(found.axes[1], sort=True))
    shapes: dict[str, list[str]] = {}
    for value, line in lines:
        shape = shape_of(line)
        text = say.SHAPES[shape](language) if shape != "turns" else _turn(line, main, language)
        shapes.setdefault(text, []).append(words.value(value) if value is not None else "")
    told = []
    for text, values in shapes.items():
        if len(found.axes) == 1:
            told.append(text)
        elif len(values) == len(lines):
            told.append(say.EVERYWHERE(language, shape=text, axis=found.axes[1]))
        else:
            told.append(say.WHERE(language, shape=text, axis=found.axes[1], values=words.listing(values, language)))
    sentence = say.ALONG(language, axis=main, shapes=("；" if language == "zh" else "; ").join(told))
    opposed = {"up", "down"} <= {shape_of(line) for _, line in lines}
    return words.joined([sentence, say.DEPENDS(language, axis=found.axes[1]) if opposed else ""], language)


def _turn(line: pd.DataFrame, main: str, language: Language) -> str:
    values = line["difference"].to_numpy(dtype=float)
    top, bottom = line[main].iloc[int(values.argmax())], line[main].iloc[int(values.argmin())]
    extreme = say.EXTREME(language, top=words.value(top), bottom=words.value(bottom))
    return say.SHAPES["turns"](language, extreme=extreme)


def _gaps(found: Response, rows: pd.DataFrame, measure: Measure, size: float, language: Language) -> list[str]:
    """Tell what the last value of the second factor does against the first, and whether lines cross."""
    main, second = found.axes
    values = found.values(second)
    last = rows[rows[second] == values[-1]].sort_values(main)
    sides: dict[Any, Sequence[str]] = {
        say.GAP_HIGHER: [words.value(v) for v in last.loc[last["gap_low"] > 0, main]],
        say.GAP_LOWER: [words.value(v) for v in last.loc[last["gap_high"] < 0, main]],
        say.GAP_PLAIN: [words.value(v) for v in last.loc[(last["gap_low"] <= 0) & (last["gap_high"] >= 0), main]],
    }
    told = [text(language, axis=main, values=words.listing(at, language)) for text, at in sides.items() if at]
    if not told:
        return []
    sentence = say.GAP(language, axis=second, first=words.value(values[0]), last=words.value(values[-1]),
                       told=("；" if language == "zh" else "; ").join(told))  # fmt: skip
    crossing = bool(sides[say.GAP_HIGHER]) and bool(sides[say.GAP_LOWER])
    sentences = [sentence, _gap_ends(last, main, measure, size, language)]
    return [*sentences, say.CROSS(language, axis=second, other=main)] if crossing else sentences


def _gap_ends(last: pd.DataFrame, main: str, measure: Measure, size: float, language: Language) -> str:
    """Tell where the second factor changes least and most, direction aside."""
    told = {}
    gaps = last["gap"].abs().to_numpy(dtype=float)
    for name, at in (("least", int(gaps.argmin())), ("most", int(gaps.argmax()))):
        row = last.iloc[at]
        shown = words.change(row["gap"], row["gap_low"], row["gap_high"], measure, size)
        told[name] = say.POINT(language, axis=f"`{main}`", value=words.value(row[main]))
        told[f"{name}_value"] = words.with_unit(shown, measure, language, size)
    return say.GAP_ENDS(language, **told)


