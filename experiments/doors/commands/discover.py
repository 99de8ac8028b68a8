"""`whistle discover`."""

from __future__ import annotations

import json
import math
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.doors.failures import told
from experiments.words import LANGUAGES, Language, Text
from experiments.words import sweeps as say
from experiments.words.faults import bad_input
from experiments.words.notes import note
from experiments.words.numbers import plain
from sim.errors import BadInput

if TYPE_CHECKING:
    from experiments.answer.discovery.findings import Discovery
    from experiments.answer.discovery.tree import Tree


def discover(
    folder: Path,
    *,
    measure: str | None,
    better: bool,
    margin: float,
    as_json: bool,
    language: Language,
    debug: bool,
) -> None:
    """Say where in the space of a sweep the reform backfires, or where it helps."""
    with told(language, debug=debug):
        if not 0.0 <= margin < math.inf:
            raise bad_input((say.BAD_MARGIN, {"value": margin}))
        from experiments.answer.discovery.of_sweep import searched
        from experiments.store.folder import RunStore
        from experiments.tell.figures.catalogue import save_answer

        store = RunStore(folder)
        found = searched(store, measure)
        declared, asked = found.measure, found.measure.name
        result, no_box = _made(lambda: found.boxes(better=better, margin=margin))
        tree, no_tree = _made(found.tree)
        if no_box is not None and no_tree is not None:
            raise no_box
        for reason, told_of in ((no_box, say.NO_BOX), (no_tree, say.NO_TREE)):
            if reason is not None:
                note(told_of, reason=Text(en=reason.text("en"), zh=reason.text("zh")))
        written = []
        if result is not None:
            options = {"better": better, "margin": margin}
            written = save_answer(store, {f"discover.{asked}": options}, {"boxes": {asked: result}})
        if as_json:
            boxes = {} if result is None else {"boxes": result.frame().to_dict(orient="records"),
                                               "sentences": {each: _sentences(result, each) for each in LANGUAGES}}
            groups = {} if tree is None else {"tree": _groups(tree)}
            record = {"folder": str(folder), "measure": asked, "points": len(found.inputs), **boxes, **groups}
            print(json.dumps(plain(record), ensure_ascii=False, indent=1, default=str))
            return
        title = declared.title(language)
        head = say.DIFFERENCE_OF(language, measure=title, reference=found.reference)
        print(say.DISCOVERED(language, measure=head, points=len(found.inputs), replications=found.differences.shape[1]))
        outcome = head
        said = [] if result is None else _sentences(result, language)
        said += [] if tree is None else _sentences(tree, language, outcome)
        for sentence in said:
            print(textwrap.fill(sentence, 100, initial_indent="  ", subsequent_indent="    "))
        if written:
            print(say.FIGURES_IN(language, folder=written[0].parent, count=len(written)))


def _made[Found](make: Callable[[], Found]) -> tuple[Found | None, BadInput | None]:
    """Return what is found, or why nothing can be."""
    try:
        return make(), None
    except BadInput as error:
        return None, error


def _sentences(found: Discovery | Tree, language: Language, outcome: str = "") -> list[str]:
    """Say boxes or groups in words."""
    from experiments.answer.discovery.tree import Tree
    from experiments.tell.sentences.discovery import sentences_of_discovery, sentences_of_tree

    if isinstance(found, Tree):
        return sentences_of_tree(found, language, outcome)
    return sentences_of_discovery(found, language)


def _groups(tree: Tree) -> list[dict[Any, Any]]:
    """Return the groups of a tree as records, each with its condition in words."""
    from experiments.tell.sentences.discovery import conditions

    table = tree.frame()
    table.insert(0, "when", [conditions(leaf.box, None, "en") for leaf in tree.leaves])
    return table.to_dict(orient="records")
