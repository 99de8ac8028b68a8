"""`whistle run`: runs one scenario once and shows its measures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from experiments.doors.asking import Command
from experiments.doors.failures import told
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
from experiments.question.limits import DEFAULT_PLACE, LARGE_TABLES
from experiments.words import help as say
from experiments.words import messages

RUN_FOLDER = Path("results/run")


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
    from experiments.doors.commands.carrying import Carried
    from experiments.doors.commands.studying import carry_study, parse_settings, print_json, say_files

    out, as_json, quiet, language = options.out, options.as_json, options.quiet, options.language
    target = out or RUN_FOLDER
    with told(language, target=target, debug=options.debug):
        from experiments.question.study import build_study
        from experiments.store.paths import result_folder

        target = out or result_folder(RUN_FOLDER)
        study = build_study(
            "run",
            [options.scenario],
            base=options.base,
            place=options.place,
            days=options.days,
            seed=options.seed,
            replications=1,
            settings=parse_settings(options.settings),
            keep=LARGE_TABLES,
        )
        folder = carry_study(study, target, Carried(out, 1, quiet=quiet or as_json), language).published
        if as_json:
            row = {str(key): value for key, value in folder.runs.iloc[0].items()}
            print_json({"folder": str(target), "hash": folder.manifest["content"]["hash"], **row})
        elif not quiet:
            from experiments.tell.terminal import show_run

            show_run(folder, language)
            say_files(target, language)
            shown_base = folder.manifest["engine"].get("base", study.base)
            print(messages.NEXT_RUN(language, base=shown_base, scenario=options.scenario, place=options.place))


COMMAND = Command("run", say.RUN, RunOptions, run)
