"""`whistle demo`: what it is asked."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from experiments.doors.asking import Command
from experiments.doors.options import Debug, Lang, Options, Workers, a_folder, option
from experiments.words import help as say

Out = Annotated[Path | None, option("--out", metavar="DIR", help=say.OUT_DEMO, read=a_folder)]
StoredOnly = Annotated[bool, option("--stored-only", help=say.STORED_ONLY)]
QuietDemo = Annotated[bool, option("--quiet", "-q", help=say.QUIET_DEMO)]


@dataclass(frozen=True)
class DemoOptions(Options):
    """What `whistle demo` is asked."""

    stored_only: StoredOnly = False
    out: Out = None
    workers: Workers = None
    lang: Lang = None
    quiet: QuietDemo = False
    debug: Debug = False


def demo(options: DemoOptions) -> None:
    """Show the stored comparison, then make it live and compare number by number."""
    from experiments.doors.commands import demonstration

    demonstration.demo(
        stored_only=options.stored_only, out=options.out, workers=options.workers, quiet=options.quiet,
        language=options.language,
    )  # fmt: skip


COMMAND = Command("demo", say.DEMO, DemoOptions, demo)
