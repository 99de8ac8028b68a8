"""`whistle run`: what it is asked."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from experiments.doors.asking import Command
from experiments.doors.options import (
    Days,
    Debug,
    Json,
    Lang,
    Options,
    Place,
    Quiet,
    Scenario,
    Seed,
    Settings,
    a_folder,
    a_source,
    option,
)
from experiments.question.limits import DEFAULT_PLACE
from experiments.words import help as say


@dataclass(frozen=True)
class RunOptions(Options):
    """What `whistle run` is asked."""

    scenario: Scenario
    place: Place = DEFAULT_PLACE
    days: Days = 365
    seed: Seed = 1
    settings: Settings = ()
    base: Annotated[str | None, option("--base", help=say.BASE, read=a_source)] = None
    out: Annotated[Path | None, option("--out", metavar="DIR", help=say.OUT_RUN, read=a_folder)] = None
    as_json: Json = False
    lang: Lang = None
    quiet: Quiet = False
    debug: Debug = False


def run(options: RunOptions) -> None:
    """Run one scenario once and show its measures."""
    from experiments.doors.commands import studies

    studies.run(options)


COMMAND = Command("run", say.RUN, RunOptions, run)
