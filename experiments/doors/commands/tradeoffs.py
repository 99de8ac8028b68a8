"""`whistle tradeoffs`: the front of reforms over several criteria, and their regret over states of the world."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from pathlib import Path

from experiments.doors.failures import told
from experiments.words import Language
from experiments.words import sweeps as say
from experiments.words.numbers import plain


def tradeoffs(folder: Path, *, names: Sequence[str], as_json: bool, language: Language, debug: bool) -> None:
    """Say which reforms no other beats, and which loses least whatever the state of the world."""
    with told(language, debug=debug):
        from experiments.conduct.trading import draw_into, traded

        found = traded(folder, names)
        written = draw_into(found)
        if as_json:
            told_of = {name: one.frame().to_dict(orient="records") for name, one in found.regrets.items()}
            rows = found.table().to_dict(orient="records")
            record = {"folder": str(folder), "front": rows, "robust": list(found.robust), "regret": told_of}
            print(json.dumps(plain(record), ensure_ascii=False, indent=1, default=str))
            return
        print(found.title(language))
        for sentence in found.sentences(language):
            print(textwrap.fill(sentence, 100, initial_indent="  ", subsequent_indent="    "))
        if written:
            print(say.FIGURES_IN(language, folder=written[0].parent, count=len(written)))
