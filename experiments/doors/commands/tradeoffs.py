"""`whistle tradeoffs`: the front of reforms over several criteria, and their regret over states of the world."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from experiments.doors.failures import told
from experiments.words import LANGUAGES, Language
from experiments.words import sweeps as say
from experiments.words.faults import bad_input
from experiments.words.notes import note
from experiments.words.numbers import plain

if TYPE_CHECKING:
    from experiments.answer.tradeoffs.criteria import Criterion
    from experiments.answer.tradeoffs.pareto import Front
    from experiments.answer.tradeoffs.regret import Regrets

MOST_REFORMS = 60
STAFF_COST = "staffed_hours"


class Outcomes(NamedTuple):
    """Levels of the criteria.

    Attributes
    ----------
    reforms, states : list of str
        The reference or base is the first of the reforms where there is one.
    values : ndarray, shape (reforms, states, replications, criteria)
    """

    reforms: list[str]
    states: list[str]
    values: np.ndarray


def tradeoffs(folder: Path, *, names: Sequence[str], as_json: bool, language: Language, debug: bool) -> None:
    """Say which reforms no other beats, and which loses least whatever the state of the world."""
    with told(language, debug=debug):
        from experiments.answer.tradeoffs.criteria import WORKLOAD_TIME_SATISFACTION, criteria
        from experiments.answer.tradeoffs.pareto import front
        from experiments.answer.tradeoffs.regret import regrets, robust_front
        from experiments.store.manifest import is_store

        chosen = criteria(tuple(dict.fromkeys(names)) or (*WORKLOAD_TIME_SATISFACTION, STAFF_COST))
        found = (_of_sweep if is_store(folder) else _of_comparison)(folder, [c.name for c in chosen])
        if not 2 <= len(found.reforms) <= MOST_REFORMS:
            raise bad_input((say.REFORMS_TO_COMPARE, {"folder": folder, "count": len(found.reforms),
                                                      "most": MOST_REFORMS}))  # fmt: skip
        chosen, found = _with_values(chosen, found)
        over_states = found.values.mean(axis=1)  # NaN where a state lacks a value: such replications are left out
        best = front(found.reforms, chosen, over_states)
        lost: dict[str, Regrets] = {}
        if len(found.states) > 1:
            lost = {c.name: regrets(found.reforms, found.states, found.values[..., at], c)
                    for at, c in enumerate(chosen)}  # fmt: skip
        robust = robust_front(lost) if lost else ()
        written = _figures(best, lost, folder)
        if as_json:
            told_of = {name: one.frame().to_dict(orient="records") for name, one in lost.items()}
            rows = best.frame().to_dict(orient="records")
            record = {"folder": str(folder), "front": rows, "robust": list(robust), "regret": told_of}
            print(json.dumps(plain(record), ensure_ascii=False, indent=1, default=str))
            return
        _show(best, lost, chosen, len(found.states), language)
        if written:
            print(say.FIGURES_IN(language, folder=written[0].parent, count=len(written)))


def _with_values(chosen: tuple[Criterion, ...], found: Outcomes) -> tuple[tuple[Criterion, ...], Outcomes]:
    """Leave out criteria that have no value in any replication all reforms share; one must be left."""
    known = np.isfinite(found.values).all(axis=(0, 1)).any(axis=0)
    if known.all() or not known.any():
        return chosen, found  # with none left the analysis says so
    for criterion in (c for c, there in zip(chosen, known, strict=True) if not there):
        note(say.NO_CRITERION, name=criterion.words)
    kept = tuple(c for c, there in zip(chosen, known, strict=True) if there)
    return kept, found._replace(values=found.values[..., known])


def _of_comparison(folder: Path, names: list[str]) -> Outcomes:
    """Read a comparison: parameter sets, where there are any, are the states of the world."""
    from experiments.store.result_folder import ResultFolder

    found = ResultFolder.open(folder)
    runs = found.runs
    runs = runs.assign(state=runs["parameters"].astype(str) if "parameters" in runs else "")
    return _array(runs, "scenario", found.scenarios, names)


def _of_sweep(folder: Path, names: list[str]) -> Outcomes:
    """Read a sweep: every design point is a reform, the reference is the first."""
    from experiments.answer.points import REPLICATION, found_in
    from experiments.store.folder import RunStore

    found = found_in(RunStore(folder), names)
    runs = found.runs
    state = _labels(runs, found.uncertainties)
    base = str(RunStore(folder).manifest["fixed"]["scenarios"]["base"]["name"])
    labels = _labels(runs, found.factors) if found.factors else pd.Series(base, index=runs.index)
    own = runs[[REPLICATION, *names]].assign(state=state, reform=labels)
    order = list(dict.fromkeys(labels))
    if found.reference:
        columns = {f"reference.{name}": name for name in names}
        other = runs[[REPLICATION, *columns]].rename(columns=columns).assign(state=state, reform=found.reference)
        own = pd.concat([other.drop_duplicates([REPLICATION, "state"]), own], ignore_index=True)
        order.insert(0, found.reference)
    return _array(own, "reform", order, names)


def _labels(runs: pd.DataFrame, columns: Sequence[str]) -> pd.Series:
    """Return what each row is called by the values of some columns: `propensity 0.1, gate 0.5`."""
    short = [name.rpartition(".")[2] if _short(name, columns) else name for name in columns]
    told = ["" for _ in range(len(runs))]
    for at, row in enumerate(runs[list(columns)].itertuples(index=False)):
        told[at] = ", ".join(f"{name} {_told(value)}" for name, value in zip(short, row, strict=True))
    return pd.Series(told, index=runs.index)


def _short(name: str, factors: Sequence[str]) -> bool:
    """Tell whether the field alone names a factor among these."""
    field = name.rpartition(".")[2]
    return sum(other.rpartition(".")[2] == field for other in factors) == 1


def _told(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _array(runs: pd.DataFrame, column: str, reforms: list[str], names: list[str]) -> Outcomes:
    states = sorted(runs["state"].unique())
    replications = sorted(runs["replication"].unique())
    index = pd.MultiIndex.from_product([reforms, states, replications])
    for name in names:
        if name not in runs:
            raise bad_input((say.NO_MEASURE, {"name": name}))
    values = runs.set_index([column, "state", "replication"])[names].reindex(index).to_numpy(dtype=float)
    return Outcomes(reforms, states, values.reshape(len(reforms), len(states), len(replications), len(names)))


def _show(
    best: Front, lost: dict[str, Regrets], chosen: Sequence[Criterion], states: int, language: Language
) -> None:  # fmt: skip
    from experiments.tell.sentences.tradeoffs import (
        sentence_of_robust_front,
        sentences_of_front,
        sentences_of_regrets,
    )

    comma = "、" if language == "zh" else ", "
    print(say.TRADED(language, criteria=comma.join(c.words(language) for c in chosen), states=states))
    for sentence in sentences_of_front(best, language):
        print(textwrap.fill(sentence, 100, initial_indent="  ", subsequent_indent="    "))
    for one in lost.values():
        for sentence in sentences_of_regrets(one, language):
            print(textwrap.fill(sentence, 100, initial_indent="  ", subsequent_indent="    "))
    if lost:
        print(textwrap.fill(sentence_of_robust_front(lost, language), 100, initial_indent="  "))


def _figures(best: Front, lost: dict[str, Regrets], folder: Path) -> list[Path]:
    from experiments.tell.figures.drawing import beside, or_told
    from experiments.tell.figures.style import DEFAULT_WIDTH, save_figure
    from experiments.tell.figures.tradeoffs import draw_front, draw_regret

    target, written = folder / "figures", list[Path]()
    pictures: list[tuple[str, str, Callable[[Language], Any]]] = [
        ("front", "front", lambda language: draw_front(best, language, DEFAULT_WIDTH)),
        *((f"regret.{name}", f"regret of {name}", partial(draw_regret, one, width=DEFAULT_WIDTH))
          for name, one in lost.items()),
    ]  # fmt: skip
    with beside(target):
        target.mkdir(exist_ok=True)
        for name, what, draw in pictures:
            for language in LANGUAGES:
                with or_told(f"{name}.{language}"):
                    origin = {"figure": what, "language": language}
                    written += save_figure(draw(language), target / f"{name}.{language}", origin)
    return written
