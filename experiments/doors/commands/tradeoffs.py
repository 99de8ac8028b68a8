"""`whistle tradeoffs`: the front of reforms over several criteria, and their regret over states of the world."""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from experiments.doors.asking import Command
from experiments.doors.options import Debug, Json, Lang, Options, a_folder, argument, option
from experiments.words import help_sweeps as say_help
from experiments.words import sweeps as say


@dataclass(frozen=True)
class TradeoffsOptions(Options):
    """What `whistle tradeoffs` is asked."""

    folder: Annotated[Path, argument("DIR", help=say_help.EITHER_FOLDER, read=a_folder)]
    criteria: Annotated[tuple[str, ...], option("--criterion", metavar="MEASURE", help=say_help.CRITERION)] = ()
    as_json: Json = False
    lang: Lang = None
    debug: Debug = False


def tradeoffs(options: TradeoffsOptions) -> None:
    """Say which reforms no other beats, and which loses least whatever the state of the world."""
    from experiments.conduct.trading import draw_into, traded
    from experiments.words.numbers import plain

    found = traded(options.folder, options.criteria)
    written = draw_into(found)
    if options.as_json:
        told_of = {name: one.frame().to_dict(orient="records") for name, one in found.regrets.items()}
        rows = found.table().to_dict(orient="records")
        record = {"folder": str(options.folder), "front": rows, "robust": list(found.robust), "regret": told_of}
        print(json.dumps(plain(record), ensure_ascii=False, indent=1, default=str))
        return
    print(found.title(options.language))
    for sentence in found.sentences(options.language):
        print(textwrap.fill(sentence, 100, initial_indent="  ", subsequent_indent="    "))
    if written:
        print(say.FIGURES_IN(options.language, folder=written[0].parent, count=len(written)))


COMMAND = Command("tradeoffs", say_help.TRADEOFFS, TradeoffsOptions, tradeoffs)
