"""`whistle discover`."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

from experiments.doors.failures import told
from experiments.words import LANGUAGES, Language
from experiments.words import sweeps as say
from experiments.words.numbers import plain


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
        from experiments.conduct.discovering import discovered, draw_into
        from experiments.tell.sentences.discovery import sentences_of_discovery

        found = discovered(folder, measure, better=better, margin=margin)
        written = draw_into(found)
        if as_json:
            boxes = {} if found.found is None else {
                "boxes": found.boxes().to_dict(orient="records"),
                "sentences": {each: sentences_of_discovery(found.found, each) for each in LANGUAGES},
            }  # fmt: skip
            groups = {} if found.tree is None else {"tree": found.groups().to_dict(orient="records")}
            record = {"folder": str(folder), "measure": found.measure, "points": found.points, **boxes, **groups}
            print(json.dumps(plain(record), ensure_ascii=False, indent=1, default=str))
            return
        print(found.title(language))
        for sentence in found.sentences(language):
            print(textwrap.fill(sentence, 100, initial_indent="  ", subsequent_indent="    "))
        if written:
            print(say.FIGURES_IN(language, folder=written[0].parent, count=len(written)))
