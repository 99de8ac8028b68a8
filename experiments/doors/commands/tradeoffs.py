"""`whistle tradeoffs`: the front of reforms over several criteria, and their regret over states of the world."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.doors.failures import told
from experiments.words import Language
from experiments.words import sweeps as say
from experiments.words.numbers import plain

if TYPE_CHECKING:
    from experiments.answer.tradeoffs.criteria import Criterion
    from experiments.answer.tradeoffs.pareto import Front
    from experiments.answer.tradeoffs.regret import Regrets

STAFF_COST = "staffed_hours"


def tradeoffs(folder: Path, *, names: Sequence[str], as_json: bool, language: Language, debug: bool) -> None:
    """Say which reforms no other beats, and which loses least whatever the state of the world."""
    with told(language, debug=debug):
        from experiments.answer.tradeoffs.criteria import WORKLOAD_TIME_SATISFACTION
        from experiments.answer.tradeoffs.outcomes import outcomes_of
        from experiments.answer.tradeoffs.regret import robust_front
        from experiments.store.folder import RunStore
        from experiments.store.manifest import is_store
        from experiments.store.result_folder import ResultFolder
        from experiments.tell.figures.catalogue import save_answer

        asked = list(dict.fromkeys(names)) or [*WORKLOAD_TIME_SATISFACTION, STAFF_COST]
        opened = RunStore(folder) if is_store(folder) else ResultFolder.open(folder)
        found = outcomes_of(opened, asked)
        best, lost = found.front(), found.regrets()
        robust = robust_front(lost) if lost else ()
        options = {"tradeoffs": {"criteria": asked}, **{f"tradeoffs.{name}": {} for name in lost}}
        written = save_answer(opened, options, {"front": {"": best}, "regret": lost})
        if as_json:
            told_of = {name: one.frame().to_dict(orient="records") for name, one in lost.items()}
            rows = best.frame().to_dict(orient="records")
            record = {"folder": str(folder), "front": rows, "robust": list(robust), "regret": told_of}
            print(json.dumps(plain(record), ensure_ascii=False, indent=1, default=str))
            return
        _show(best, lost, found.criteria, len(found.states), language)
        if written:
            print(say.FIGURES_IN(language, folder=written[0].parent, count=len(written)))


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
