"""`whistle merge`: takes the runs of other folders into one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from experiments.doors.asking import Command
from experiments.doors.options import Debug, Lang, MixCode, Options, a_folder, argument
from experiments.words import help_sweeps as say
from experiments.words import sweeps


@dataclass(frozen=True)
class MergeOptions(Options):
    """What `whistle merge` is asked."""

    folder: Annotated[Path, argument("DIR", help=say.INTO, read=a_folder)]
    others: Annotated[tuple[Path, ...], argument("FROM...", help=say.FROM, read=a_folder)]
    mix_code: MixCode = False
    lang: Lang = None
    debug: Debug = False


def merge(options: MergeOptions) -> None:
    """Take the runs of other folders into one."""
    folder, others, language = options.folder, options.others, options.language
    from experiments.conduct.publish import publish
    from experiments.store.merging import merge as carry_out

    found = carry_out(folder, others, mix_code=options.mix_code, publish=publish)
    numbers = {"new": found.new, "same": found.same, "runs": found.runs}
    print(sweeps.MERGED(language, folder=folder, count=len(others), **numbers))
    if found.others:
        print(sweeps.STRANGERS(language, count=found.others, folder=folder))
    print(sweeps.HASH(language, hash=found.content))


COMMAND = Command("merge", say.MERGE, MergeOptions, merge)
