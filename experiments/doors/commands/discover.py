"""`whistle discover`."""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from experiments.doors.asking import Command
from experiments.doors.options import Debug, Json, Lang, Options, a_folder, argument, option
from experiments.words import LANGUAGES
from experiments.words import help_sweeps as say_help
from experiments.words import sweeps as say


@dataclass(frozen=True)
class DiscoverOptions(Options):
    """What `whistle discover` is asked."""

    folder: Annotated[Path, argument("DIR", help=say_help.FOLDER, read=a_folder)]
    measure: Annotated[str | None, option("--measure", help=say_help.MEASURE)] = None
    better: Annotated[bool, option("--better", help=say_help.BETTER)] = False
    margin: Annotated[float, option("--margin", help=say_help.MARGIN)] = 0.0
    as_json: Json = False
    lang: Lang = None
    debug: Debug = False


def discover(options: DiscoverOptions) -> None:
    """Say where in the space of a sweep the reform backfires, or where it helps."""
    from experiments.conduct.discovering import discovered, draw_into
    from experiments.tell.sentences.discovery import sentences_of_discovery
    from experiments.words.numbers import plain

    found = discovered(options.folder, options.measure, better=options.better, margin=options.margin)
    written = draw_into(found)
    if options.as_json:
        boxes = {} if found.found is None else {
            "boxes": found.boxes().to_dict(orient="records"),
            "sentences": {each: sentences_of_discovery(found.found, each) for each in LANGUAGES},
        }  # fmt: skip
        groups = {} if found.tree is None else {"tree": found.groups().to_dict(orient="records")}
        record = {"folder": str(options.folder), "measure": found.measure, "points": found.points, **boxes, **groups}
        print(json.dumps(plain(record), ensure_ascii=False, indent=1, default=str))
        return
    print(found.title(options.language))
    for sentence in found.sentences(options.language):
        print(textwrap.fill(sentence, 100, initial_indent="  ", subsequent_indent="    "))
    if written:
        print(say.FIGURES_IN(options.language, folder=written[0].parent, count=len(written)))


COMMAND = Command("discover", say_help.DISCOVER, DiscoverOptions, discover)
