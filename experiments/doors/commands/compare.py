"""`whistle compare`: compares a base with reforms and shows the differences."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from experiments.doors.asking import Command
from experiments.doors.failures import told
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
from experiments.question.limits import DEFAULT_BASE, DEFAULT_PLACE, DEFAULT_REFORMS, LARGE_TABLES
from experiments.words import help as say
from experiments.words import messages

COMPARE_FOLDER = Path("results/compare")


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
    from experiments.doors.commands.carrying import Carried, dry_run_of
    from experiments.doors.commands.rounds import rule_of, say_rounds
    from experiments.doors.commands.studying import carry_study, parse_settings, print_json, say_files
    from experiments.words.faults import bad_input

    out, as_json, quiet, language = options.out, options.as_json, options.quiet, options.language
    target = out or COMPARE_FOLDER
    with told(language, target=target, debug=options.debug):
        from experiments.question.study import build_study
        from experiments.store.paths import result_folder

        target = out or result_folder(COMPARE_FOLDER)
        for name in options.keep:
            if name != "issues":
                raise bad_input((messages.BAD_KEEP, {"value": name}))
        rule = rule_of(options, options.replications)
        study = build_study(
            "compare",
            list(options.scenarios) or [DEFAULT_BASE, *DEFAULT_REFORMS],
            base=None,
            place=options.place,
            days=options.days,
            seed=options.seed,
            replications=options.replications,
            settings=parse_settings(options.settings),
            keep=LARGE_TABLES if options.keep else (),
            parameters=options.parameters,
        )
        if options.dry_run:
            from experiments.plan.of_scenarios import plan_of
            from experiments.provenance import model_hash

            dry_run_of(plan_of(study, model_hash()), target, options.workers, as_json, language)
            return
        done = carry_study(study, target, Carried.of(options), language, rule)
        if done.folder is None:
            runs, planned, _ = done.swept.store.counted()
            print(messages.SHARE_DONE(language, folder=target, share=options.share, done=runs, total=planned))
            return
        from experiments.conduct.comparison import Comparison

        found = Comparison(done.folder)
        if as_json:
            rows = found.differences().to_dict(orient="records")
            head = {"folder": str(target), "hash": done.folder.manifest["content"]["hash"], "base": found.base}
            head |= {"replications": found.replications, "parameters": found.parameters}
            two = {"intervals": found.intervals().to_dict(orient="records")} if found.parameters else {}
            rounds = {"until": rule.record(done.looks)} if rule is not None and done.looks is not None else {}
            print_json({**head, "differences": rows, **two, **rounds})
        elif not quiet:
            from experiments.tell.terminal import show_comparison

            show_comparison(found, language)
            if rule is not None and done.looks is not None:
                say_rounds(rule, done.looks, found.replications, language, found.parameters)
            say_files(target, language)


COMMAND = Command("compare", say.COMPARE, CompareOptions, compare)
