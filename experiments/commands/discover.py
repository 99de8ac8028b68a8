"""`whistle discover`."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

from experiments.failures import told
from experiments.formats import plain
from experiments.study import bad_input
from experiments.texts import LANGUAGES, Language, Text
from experiments.texts import sweeps as say


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
        from experiments.discovery.findings import discover as search
        from experiments.discovery.tree import grow
        from experiments.questions import HEADLINES
        from experiments.store.folder import RunStore
        from experiments.sweep.paired import found_in, point_table

        store = RunStore(folder)
        asked = measure or next(iter(store.manifest["study"].get("measures") or HEADLINES[-1:]))
        declared = _declared(asked)
        found = found_in(store, [asked])
        if not found.reference:
            raise bad_input((say.NEEDS_REFERENCE, {"folder": folder}))
        inputs, differences = point_table(found, asked)
        bad = _direction(declared, better)
        event = say.HELPS if better else say.BACKFIRES
        name = Text(en=event("en", measure=declared.en), zh=event("zh", measure=declared.zh))
        result = search(inputs, differences, bad, margin=margin, event=name)
        tree = grow(inputs, differences)
        written = _figure(result, folder, asked, store.manifest["content"])
        if as_json:
            record = {"folder": str(folder), "measure": asked, "boxes": result.frame().to_dict(orient="records"),
                      "tree": tree.frame().to_dict(orient="records"), "points": len(inputs),
                      "sentences": {each: result.sentences(each) for each in LANGUAGES}}  # fmt: skip
            print(json.dumps(plain(record), ensure_ascii=False, indent=1, default=str))
            return
        title = declared.zh if language == "zh" else declared.en
        head = say.DIFFERENCE_OF(language, measure=title, reference=found.reference)
        print(say.DISCOVERED(language, measure=head, points=len(inputs), replications=differences.shape[1]))
        outcome = head
        for sentence in (*result.sentences(language), *tree.sentences(language, outcome)):
            print(textwrap.fill(sentence, 100, initial_indent="  ", subsequent_indent="    "))
        print(say.FIGURES_IN(language, folder=folder / "figures", count=len(written)))


def _declared(measure: str) -> Any:
    from sim.errors import BadInput, unknown
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
    from experiments.figures.boxes import draw
    from experiments.figures.style import DEFAULT_WIDTH, save_figure

    (folder / "figures").mkdir(exist_ok=True)
    written = []
    for language in LANGUAGES:
        note = {"figure": f"boxes of {measure}", "language": language, "content": content}
        figure = draw(result, language, DEFAULT_WIDTH)
        written += save_figure(figure, folder / "figures" / f"boxes.{measure}.{language}", note)
    return written
