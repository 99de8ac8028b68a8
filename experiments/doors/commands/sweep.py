"""`whistle sweep`: makes the runs of a study, or goes on with them, and shows what they say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.doors.asking import Command
from experiments.doors.failures import FAILED, Ended, told
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
from experiments.words import Language, sweeps
from experiments.words import help_sweeps as say

if TYPE_CHECKING:
    from experiments.plan.plan import Plan
    from experiments.plan.study_file import SweepStudy
    from experiments.run.batches import Swept


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
    from experiments.doors.commands.carrying import RESULTS, Carried, carried_out, dry_run_of
    from experiments.doors.commands.rounds import rule_of, say_rounds

    carried, as_json, language = Carried.of(options), options.as_json, options.language
    study, replications = options.study, options.replications
    state: dict[str, Any] = {}
    with told(language, kept=lambda: carried.paused(state, language), debug=options.debug):
        carried.check(replications)
        from experiments.conduct.sweeping import draw_into, planned, rounds_of
        from experiments.store.paths import result_folder

        plan = planned(study, replications)
        target = carried.out or result_folder(RESULTS / plan.study.name)
        rule = rule_of(options, plan.seeds.shape[1])
        rounds = None if rule is None else rounds_of(study, plan, target, rule)
        plan = plan if rounds is None else rounds.plan
        if options.dry_run:
            dry_run_of(plan, target, carried.workers, as_json, language)
            return
        stopping = {"--replications": replications, "--until": options.until, "--most": options.most}
        command = carried.command("sweep", study, stopping, options.targets)
        state |= {"store": target, "total": plan.runs, "command": command}
        done = carried_out(plan, target, carried, language, rounds)
        plan = plan if rounds is None else rounds.plan
        state["done"] = True
        figures = draw_into(done.store) if carried.share is None else []
        looks = None if rounds is None else rounds.looks
        if as_json:
            stopped = {"until": rule.record(looks)} if rule is not None and looks is not None else {}
            _print_json(done, plan, stopped)
        elif not carried.quiet:
            _show(done, plan, target, figures, language)
            if rule is not None and looks is not None:
                say_rounds(rule, looks, plan.seeds.shape[1], language)
        if done.failed:
            raise Ended(FAILED)


COMMAND = Command("sweep", say.SWEEP, SweepOptions, sweep)


def _show(done: Swept, plan: Plan[SweepStudy], target: Path, figures: list[Path], language: Language) -> None:
    from experiments.tell.sweep import show_sweep
    from experiments.words.numbers import duration

    title = plan.study.title(language)
    if done.made or done.failed:
        numbers = {"runs": done.there + done.made, "made": done.made, "there": done.there}
        print(sweeps.SWEPT(language, title=title, folder=target, time=duration(done.seconds, language), **numbers))
    else:
        print(sweeps.NOTHING_TO_DO(language, title=title, folder=target, runs=done.there))
    if done.others:
        print(sweeps.STRANGERS(language, count=done.others, folder=target))
    show_sweep(done.store, language)
    if figures:
        print(sweeps.FIGURES_IN(language, folder=figures[0].parent, count=len(figures)))
    print(sweeps.HASH(language, hash=done.content))
    if done.failed:
        first = done.store.failures()[0]["error"]
        from experiments.doors.commands.carrying import say_aside

        say_aside(sweeps.SOME_FAILED(language, count=done.failed, folder=done.store.failed, error=first))


def _print_json(done: Swept, plan: Plan[SweepStudy], more: dict[str, Any]) -> None:
    from experiments.answer.points import found_in
    from experiments.words.numbers import plain

    found = found_in(done.store)
    rows = [
        {k: v._asdict() if hasattr(v, "_asdict") else v for k, v in row.items()}
        for row in found.by_point().to_dict(orient="records")
    ]
    record = {"folder": str(done.store.path), "hash": done.content, "runs": plan.runs, "there": done.there,
              "made": done.made, "failed": done.failed, "others": done.others,
              "reference": found.reference, "points": rows, **more}  # fmt: skip
    print(json.dumps(plain(record), ensure_ascii=False, indent=1, default=str))
