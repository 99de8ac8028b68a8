"""`whistle sensitivity`."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.doors.commands.sweeps import Carried, carried_out, dry_run_of
from experiments.doors.failures import FAILED, Ended, told
from experiments.words import Language, Text
from experiments.words import sweeps as say
from experiments.words.faults import bad_input, whole_number_fault
from experiments.words.notes import note
from experiments.words.numbers import plain
from sim.errors import BadInput, Fault

if TYPE_CHECKING:
    from experiments.answer.sensitivity.morris import MorrisEffects
    from experiments.answer.sensitivity.sobol import SobolIndices

RESULTS = Path("results")
METHODS = ("morris", "sobol")
MOST_ROWS = 65_536


def sensitivity(
    study: str,
    *,
    method: str | None,
    points: int | None,
    replications: int | None,
    carried: Carried,
    dry_run: bool,
    as_json: bool,
    language: Language,
    debug: bool,
) -> None:
    """Run a study's sensitivity design and say which inputs its measures hang on."""
    state: dict[str, Any] = {}
    with told(language, kept=lambda: carried.paused(state, language), debug=debug):
        carried.check(replications)
        if points is not None and (fault := whole_number_fault("--points", points, 1, MOST_ROWS)) is not None:
            raise bad_input(fault)
        if method is not None and method not in METHODS:
            raise bad_input((say.BAD_METHOD, {"value": method, "names": ", ".join(METHODS)}))
        from experiments.answer.screened import options_of
        from experiments.answer.screening import screening
        from experiments.plan.plan import build_plan
        from experiments.plan.study_file import load_study
        from experiments.provenance import model_hash
        from experiments.question.measures import HEADLINES
        from experiments.store.paths import result_folder
        from experiments.tell.figures.catalogue import save_answer
        from experiments.tell.figures.sensitivity import Analysed
        from experiments.tell.sentences.sensitivity import outcome_name

        loaded = load_study(study, _changes(study, method, points, replications))
        screened = screening(loaded)
        target = carried.out or result_folder(RESULTS / f"{loaded.name}.{screened.study.kind}")
        plan = build_plan(screened.study, model_hash())
        if dry_run:
            dry_run_of(plan, target, carried.workers, as_json, language)
            return
        options = {"--method": method, "--points": points, "--replications": replications}
        state |= {"store": target, "total": plan.runs, "command": carried.command("sensitivity", study, options)}
        done = carried_out(plan, target, carried, language)
        state["done"] = True
        measures = tuple(loaded.file.measures or HEADLINES)
        found, left_out = screened.analyse(plan, done.store, measures)
        if not found:
            faults = [_named(name, fault) for name, error in left_out.items() for fault in error.faults]
            raise BadInput(faults, str(target))
        for name, error in left_out.items():
            note(say.NOT_ANALYSED, name=name, reason=Text(en=error.text("en"), zh=error.text("zh")))
        reference = loaded.file.reference
        written = save_answer(
            done.store, {f"sensitivity.{name}": options_of(screened) for name in found},
            {"sensitivity": {name: Analysed(one, outcome_name(name, reference)) for name, one in found.items()}},
        )  # fmt: skip
        if as_json:
            record = {"folder": str(target), "hash": done.content, "method": screened.study.kind, "runs": plan.runs,
                      "measures": {name: _record(one) for name, one in found.items()},
                      "left_out": {name: error.text(language) for name, error in left_out.items()}}  # fmt: skip
            print(json.dumps(plain(record), ensure_ascii=False, indent=1, default=str))
        elif not carried.quiet:
            _show(found, loaded.file.reference, loaded.title(language), language)
            if screened.study.kind == "sobol":
                _show_split(found, len(screened.factors), plan.runs, language)
            if written:
                print(say.FIGURES_IN(language, folder=written[0].parent, count=len(written)))
            print(say.HASH(language, hash=done.content))
        if done.failed:
            raise Ended(FAILED)


def _named(name: str, fault: Fault) -> Fault:
    return Fault(en=f"{name}: {fault.en}", zh=f"{name}：{fault.zh}")


def _changes(study: str, method: str | None, points: int | None, replications: int | None) -> dict[str, Any]:
    """Return what the options change of the file."""
    from experiments.plan.study_file import find_study, read_study

    changes: dict[str, Any] = {} if replications is None else {"replications": replications}
    if method is None and points is None:
        return changes
    own = read_study(find_study(study)).get("sensitivity", {})
    if not isinstance(own, dict):
        return changes  # refused with the rest of the file
    table = dict(own)
    if method is not None:
        table["method"] = method
    if points is not None:
        table["base" if table.get("method") == "sobol" else "trajectories"] = points
    return {**changes, "sensitivity": table}


def _show(found: dict[str, Any], reference: str | None, title: str, language: Language) -> None:
    from experiments.tell.sentences.sensitivity import outcome_name, sentences_of_sensitivity

    print(title)
    for name, one in found.items():
        print()
        outcome = outcome_name(name, reference)(language)
        for number, sentence in enumerate(sentences_of_sensitivity(one, language, outcome)):
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
