"""`whistle sensitivity`."""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from experiments.doors.asking import Command
from experiments.doors.failures import FAILED, Ended, told
from experiments.doors.options import (
    Debug,
    DryRun,
    ExtendStudy,
    Json,
    Lang,
    MixCode,
    Options,
    OtherReplications,
    OutOfStudy,
    PartOfRuns,
    Quiet,
    Scheduler,
    Study,
    Workers,
    option,
)
from experiments.question.limits import MOST_ROWS
from experiments.words import Language
from experiments.words import help_sweeps as say_help
from experiments.words import sweeps as say

if TYPE_CHECKING:
    from experiments.answer.sensitivity.morris import MorrisEffects
    from experiments.answer.sensitivity.sobol import SobolIndices
    from experiments.conduct.screening import Sensitivity

RESULTS = Path("results")


@dataclass(frozen=True)
class SensitivityOptions(Options):
    """What `whistle sensitivity` is asked."""

    study: Study
    method: Annotated[str | None, option("--method", metavar="morris|sobol", help=say_help.METHOD)] = None
    points: Annotated[int | None, option("--points", metavar="N", help=say_help.POINTS)] = None
    replications: OtherReplications = None
    out: OutOfStudy = None
    workers: Workers = None
    scheduler: Scheduler = None
    extend: ExtendStudy = False
    mix_code: MixCode = False
    share: PartOfRuns = None
    dry_run: DryRun = False
    as_json: Json = False
    lang: Lang = None
    quiet: Quiet = False
    debug: Debug = False


def sensitivity(options: SensitivityOptions) -> None:
    """Run a study's sensitivity design and say which inputs its measures hang on."""
    from experiments.doors.commands.carrying import Carried, carried_out, dry_run_of
    from experiments.words.faults import bad_input, whole_number_fault
    from experiments.words.numbers import plain

    carried, as_json, language = Carried.of(options), options.as_json, options.language
    study, method, points, replications = options.study, options.method, options.points, options.replications
    state: dict[str, Any] = {}
    with told(language, kept=lambda: carried.paused(state, language), debug=options.debug):
        carried.check(replications)
        if points is not None and (fault := whole_number_fault("--points", points, 1, MOST_ROWS)) is not None:
            raise bad_input(fault)
        from experiments.conduct.screening import analysed, draw_into, planned
        from experiments.store.paths import result_folder

        screened, plan = planned(study, method, points, replications)
        target = carried.out or result_folder(RESULTS / f"{plan.study.name}.{plan.study.kind}")
        if options.dry_run:
            dry_run_of(plan, target, carried.workers, as_json, language)
            return
        given = {"--method": method, "--points": points, "--replications": replications}
        state |= {"store": target, "total": plan.runs, "command": carried.command("sensitivity", study, given)}
        done = carried_out(plan, target, carried, language)
        state["done"] = True
        answered = analysed(screened, plan, done.store)
        found, left_out = answered.effects, answered.left_out
        written = draw_into(answered, screened)
        if as_json:
            record = {"folder": str(target), "hash": done.content, "method": answered.method, "runs": plan.runs,
                      "measures": {name: _record(one) for name, one in found.items()},
                      "left_out": {name: error.text(language) for name, error in left_out.items()}}  # fmt: skip
            print(json.dumps(plain(record), ensure_ascii=False, indent=1, default=str))
        elif not carried.quiet:
            _show(answered, language)
            if answered.method == "sobol":
                _show_split(found, len(screened.factors), plan.runs, language)
            if written:
                print(say.FIGURES_IN(language, folder=written[0].parent, count=len(written)))
            print(say.HASH(language, hash=done.content))
        if done.failed:
            raise Ended(FAILED)


COMMAND = Command("sensitivity", say_help.SENSITIVITY, SensitivityOptions, sensitivity)


def _show(answered: Sensitivity, language: Language) -> None:
    print(answered.title(language))
    for sentences in answered.sentences(language).values():
        print()
        for number, sentence in enumerate(sentences):
            print(textwrap.fill(sentence, 100, initial_indent="  " if number else "", subsequent_indent="  "))


def _show_split(found: dict[str, Any], factors: int, runs: int, language: Language) -> None:
    """Say how as many runs would be spent best, for the measure that is most luck."""
    from experiments.answer.sensitivity.budget import plan as split
    from experiments.tell.sentences.sensitivity import sentence_of_plan

    shares = {name: one.noise.share_of_run for name, one in found.items() if one.noise.share_of_run < 1.0}
    if shares:
        print()
        print(textwrap.fill(sentence_of_plan(split(max(shares.values()), factors, runs), language), 100))


def _record(one: MorrisEffects | SobolIndices) -> dict[str, Any]:
    return {"noise": one.noise._asdict(), "factors": one.frame().to_dict(orient="records")}
