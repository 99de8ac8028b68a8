"""`whistle run` and `whistle compare`."""

import json
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.doors.commands.rounds import rule_of, say_rounds
from experiments.doors.commands.sweeps import Carried, dry_run_of, parse_share, say_taken
from experiments.doors.failures import told
from experiments.question.limits import DEFAULT_BASE, DEFAULT_REFORMS, LARGE_TABLES
from experiments.question.study import Study, build_study
from experiments.store.paths import result_folder
from experiments.words import Language
from experiments.words import messages as say
from experiments.words.faults import bad_input
from experiments.words.numbers import plain

if TYPE_CHECKING:
    from experiments.conduct.carry_out import Done
    from experiments.conduct.until import Until
    from experiments.doors.commands.compare import CompareOptions
    from experiments.doors.commands.run import RunOptions

RUN_FOLDER = Path("results/run")
COMPARE_FOLDER = Path("results/compare")


def run(options: "RunOptions") -> None:
    """Run one scenario once and show its measures."""
    out, as_json, quiet, language = options.out, options.as_json, options.quiet, options.language
    target = out or RUN_FOLDER
    with told(language, target=target, debug=options.debug):
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
        folder = _carry_out(study, target, Carried(out, 1, quiet=quiet or as_json), language).published
        if as_json:
            row = {str(key): value for key, value in folder.runs.iloc[0].items()}
            _print_json({"folder": str(target), "hash": folder.manifest["content"]["hash"], **row})
        elif not quiet:
            from experiments.tell.terminal import show_run

            show_run(folder, language)
            _say_files(target, language)
            shown_base = folder.manifest["engine"].get("base", study.base)
            print(say.NEXT_RUN(language, base=shown_base, scenario=options.scenario, place=options.place))


def compare(options: "CompareOptions") -> None:
    """Compare a base with reforms and show the differences."""
    out, as_json, quiet, language = options.out, options.as_json, options.quiet, options.language
    target = out or COMPARE_FOLDER
    with told(language, target=target, debug=options.debug):
        target = out or result_folder(COMPARE_FOLDER)
        for name in options.keep:
            if name != "issues":
                raise bad_input((say.BAD_KEEP, {"value": name}))
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
        done = _carry_out(study, target, Carried.of(options), language, rule)
        if done.folder is None:
            runs, planned, _ = done.swept.store.counted()
            print(say.SHARE_DONE(language, folder=target, share=options.share, done=runs, total=planned))
            return
        from experiments.conduct.comparison import Comparison

        found = Comparison(done.folder)
        if as_json:
            rows = found.differences().to_dict(orient="records")
            head = {"folder": str(target), "hash": done.folder.manifest["content"]["hash"], "base": found.base}
            head |= {"replications": found.replications, "parameters": found.parameters}
            two = {"intervals": found.intervals().to_dict(orient="records")} if found.parameters else {}
            rounds = {"until": rule.record(done.looks)} if rule is not None and done.looks is not None else {}
            _print_json({**head, "differences": rows, **two, **rounds})
        elif not quiet:
            from experiments.tell.terminal import show_comparison

            show_comparison(found, language)
            if rule is not None and done.looks is not None:
                say_rounds(rule, done.looks, found.replications, language, found.parameters)
            _say_files(target, language)


def parse_settings(given: Sequence[str]) -> dict[str, str]:
    """Read `--set name=value` options.

    Raises
    ------
    sim.errors.BadInput
        One is not `name=value`, or a name comes twice.
    """
    settings: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        name, value = name.strip(), value.strip()
        if not equals or not name or not value:
            raise bad_input((say.NO_EQUALS, {"value": text}))
        if name in settings:
            raise bad_input((say.SET_TWICE, {"name": name}))
        settings[name] = value
    return settings


def _carry_out(
    study: Study, target: Path, carried: Carried, language: Language, until: "Until | None" = None
) -> "Done":
    """Carry a study out under a progress bar; say what was kept from before."""
    from experiments.conduct.carry_out import carry_out
    from experiments.run.progress import progress_bar
    from experiments.store.folder import unfinished

    before = unfinished(target)
    if before is not None and before[0] and not carried.quiet:
        print(f"{target}: {say.UNFINISHED(language, done=before[0], total=before[1])}", file=sys.stderr)
    with progress_bar(language, quiet=carried.quiet) as tell:
        done = carry_out(
            study, target, explicit=carried.out is not None, extend=carried.extend, mix_code=carried.mix_code,
            share=parse_share(carried.share), workers=carried.workers, scheduler=carried.scheduler,
            progress=tell.runs, begun=lambda taken: say_taken(taken, language), until=until, compiling=tell.compiling,
        )  # fmt: skip
    swept = done.swept
    if not carried.quiet and swept.there and swept.made:
        print(say.RESUMED(language, done=swept.there, total=swept.there + swept.made), file=sys.stderr)
    elif not carried.quiet and not swept.made:
        print(say.ALREADY_THERE(language, folder=target), file=sys.stderr)
    return done


def _say_files(target: Path, language: Language) -> None:
    print(say.FILES_ARE_IN(language, folder=target))
    first = f"report.{language}.html"
    for path in sorted(target.iterdir(), key=lambda p: (p.name != first, p.is_dir(), p.name)):
        if path.is_dir() and path.name != "figures":
            continue
        if path.is_dir():
            held = " ".join(sorted(p.name for p in path.glob("*.svg")))
            print(textwrap.fill(held, 100, initial_indent=f"  {path.name}/  ", subsequent_indent=" " * 4))
        else:
            print(f"  {path.name}" + (f"  <- {say.READ_FIRST(language)}" if path.name == first else ""))


def _print_json(value: dict[str, Any]) -> None:
    print(json.dumps(plain(value), ensure_ascii=False, indent=1, default=_item))


def _item(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else str(value)
