"""`whistle sweep`: what it is asked."""

from dataclasses import dataclass

from experiments.doors.asking import Command
from experiments.doors.options import (
    Debug,
    DryRun,
    ExtendStudy,
    Json,
    Lang,
    MixCode,
    Most,
    Options,
    OtherReplications,
    OutOfStudy,
    PartOfRuns,
    Quiet,
    Scheduler,
    Study,
    Targets,
    Until,
    Workers,
)
from experiments.words import help_sweeps as say


@dataclass(frozen=True)
class SweepOptions(Options):
    """What `whistle sweep` is asked."""

    study: Study
    out: OutOfStudy = None
    workers: Workers = None
    scheduler: Scheduler = None
    replications: OtherReplications = None
    extend: ExtendStudy = False
    mix_code: MixCode = False
    share: PartOfRuns = None
    until: Until = None
    targets: Targets = ()
    most: Most = None
    dry_run: DryRun = False
    as_json: Json = False
    lang: Lang = None
    quiet: Quiet = False
    debug: Debug = False


def sweep(options: SweepOptions) -> None:
    """Make the runs of a study, or go on with them, and show what they say."""
    from experiments.doors.commands import sweeps

    sweeps.sweep(options)


COMMAND = Command("sweep", say.SWEEP, SweepOptions, sweep)
