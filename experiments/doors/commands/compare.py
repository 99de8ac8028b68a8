"""`whistle compare`: what it is asked."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from experiments.doors.asking import Command
from experiments.doors.options import (
    Days,
    Debug,
    DryRun,
    Json,
    Lang,
    MixCode,
    Most,
    Options,
    PartOfRuns,
    Place,
    Quiet,
    Scheduler,
    Seed,
    Settings,
    Targets,
    Until,
    Workers,
    a_folder,
    a_source,
    argument,
    option,
)
from experiments.question.limits import DEFAULT_PLACE
from experiments.words import help as say


@dataclass(frozen=True)
class CompareOptions(Options):
    """What `whistle compare` is asked."""

    scenarios: Annotated[tuple[str, ...], argument("BASE REFORM...", help=say.COMPARED, read=a_source)] = ()
    place: Place = DEFAULT_PLACE
    days: Days = 365
    seed: Seed = 1
    replications: Annotated[int, option("--replications", help=say.REPLICATIONS)] = 5
    parameters: Annotated[int | None, option("--parameters", metavar="N", help=say.PARAMETERS)] = None
    workers: Workers = None
    scheduler: Scheduler = None
    settings: Settings = ()
    out: Annotated[Path | None, option("--out", metavar="DIR", help=say.OUT_COMPARE, read=a_folder)] = None
    keep: Annotated[tuple[str, ...], option("--keep", metavar="issues", help=say.KEEP)] = ()
    extend: Annotated[bool, option("--extend", help=say.EXTEND)] = False
    mix_code: MixCode = False
    share: PartOfRuns = None
    dry_run: DryRun = False
    until: Until = None
    targets: Targets = ()
    most: Most = None
    as_json: Json = False
    lang: Lang = None
    quiet: Quiet = False
    debug: Debug = False


def compare(options: CompareOptions) -> None:
    """Compare a base with reforms and show the differences."""
    from experiments.doors.commands import studies

    studies.compare(options)


COMMAND = Command("compare", say.COMPARE, CompareOptions, compare)
