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
        from experiments.answer.discovery.findings import discover as search
        from experiments.answer.discovery.tree import grow
        from experiments.answer.points import found_in, point_table
        from experiments.question.measures import HEADLINES
        from experiments.store.folder import RunStore

        store = RunStore(folder)
        asked = measure or next(iter(store.manifest["study"].get("measures") or HEADLINES[-1:]))
        declared = _declared(asked)
        found = found_in(store, [asked])
        if not found.reference:
            raise bad_input((say.NEEDS_REFERENCE, {"folder": folder}))
        if not found.factors and not found.uncertainties:
            raise bad_input((say.NO_SPACE, {"folder": folder}))
        inputs, differences = point_table(found, asked)
        bad = _direction(declared, better)
        event = say.HELPS if better else say.BACKFIRES
        name = Text(en=event("en", measure=declared.title.en), zh=event("zh", measure=declared.title.zh))
        result, no_box = _made(lambda: search(inputs, differences, bad, margin=margin, event=name))
        tree, no_tree = _made(lambda: grow(inputs, differences))
        if no_box is not None and no_tree is not None:
            raise no_box
        for reason, told_of in ((no_box, say.NO_BOX), (no_tree, say.NO_TREE)):
            if reason is not None:
                note(told_of, reason=Text(en=reason.text("en"), zh=reason.text("zh")))
        written = _figure(result, folder, asked, store.manifest["content"]) if result is not None else []
        if as_json:
            boxes = {} if result is None else {"boxes": result.frame().to_dict(orient="records"),
                                               "sentences": {each: _sentences(result, each) for each in LANGUAGES}}
            groups = {} if tree is None else {"tree": _groups(tree)}
            record = {"folder": str(folder), "measure": asked, "points": len(inputs), **boxes, **groups}
            print(json.dumps(plain(record), ensure_ascii=False, indent=1, default=str))
            return
        title = declared.title(language)
        head = say.DIFFERENCE_OF(language, measure=title, reference=found.reference)
        print(say.DISCOVERED(language, measure=head, points=len(inputs), replications=differences.shape[1]))
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


def _declared(measure: str) -> Any:
    from sim.errors import unknown
    from sim.measures import MEASURES

    known = {m.name: m for m in MEASURES}
    if measure not in known:
        raise BadInput([unknown(("measure", "指标"), measure, known)], "--measure")
    return known[measure]


def _direction(declared: Any, better: bool) -> Any:
    """Return in which direction the cases lie that are looked for."""
    if declared.better is None:
        return "higher" if better else "lower"
    good = declared.better
    worse = "lower" if good == "higher" else "higher"
    return good if better else worse


def _figure(result: Any, folder: Path, measure: str, content: str) -> list[Path]:
    from experiments.tell.figures.boxes import draw
    from experiments.tell.figures.drawing import beside, or_told
    from experiments.tell.figures.style import DEFAULT_WIDTH, save_figure

    target, written = folder / "figures", list[Path]()
    with beside(target):
        target.mkdir(exist_ok=True)
        for language in LANGUAGES:
            name = f"boxes.{measure}.{language}"
            with or_told(name):
                origin = {"figure": f"boxes of {measure}", "language": language, "content": content}
                written += save_figure(draw(result, language, DEFAULT_WIDTH), target / name, origin)
    return written
