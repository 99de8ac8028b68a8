"""`whistle sweep` and `whistle merge`."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.doors.commands.rounds import rule_of, say_rounds
from experiments.doors.failures import FAILED, Ended, told
from experiments.question.limits import MOST_REPLICATIONS, MOST_WORKERS
from experiments.words import Language, messages
from experiments.words import sweeps as say
from experiments.words.faults import bad_input, whole_number_fault
from experiments.words.numbers import duration, plain, size

if TYPE_CHECKING:
    from experiments.conduct.sweeping import Rounds
    from experiments.doors.commands.compare import CompareOptions
    from experiments.doors.commands.merge import MergeOptions
    from experiments.doors.commands.sensitivity import SensitivityOptions
    from experiments.doors.commands.sweep import SweepOptions
    from experiments.plan.plan import Plan
    from experiments.plan.study_file import SweepStudy
    from experiments.run.batches import Share, Swept
    from experiments.run.compiling import Telling
    from experiments.run.crew import Beat
    from experiments.run.executors import Carrier
    from experiments.store.tidying import Taken

RESULTS = Path("results")


@dataclass(frozen=True)
class Carried:
    """Options about how runs are made and kept, the same for every command that makes many."""

    out: Path | None
    workers: int | None
    scheduler: str | None = None
    extend: bool = False
    mix_code: bool = False
    share: str | None = None
    quiet: bool = False

    @classmethod
    def of(cls, options: CompareOptions | SweepOptions | SensitivityOptions) -> Carried:
        """Return these options of a command; what is printed as JSON is told by nothing else."""
        own = {each.name: getattr(options, each.name) for each in fields(cls)}
        return cls(**{**own, "quiet": options.quiet or options.as_json})

    def check(self, replications: int | None) -> None:
        """Refuse numbers that cannot be used, by the names of the options."""
        given = (("--workers", self.workers, MOST_WORKERS), ("--replications", replications, MOST_REPLICATIONS))
        told = [whole_number_fault(name, value, 1, most) for name, value, most in given if value is not None]
        faults = [fault for fault in told if fault is not None]
        if faults:
            raise bad_input(*faults)
        parse_share(self.share)

    def carrier(self, compiling: Telling | None = None) -> Carrier:
        """Make the executor that is asked for."""
        from experiments.run.executors import carrier

        return carrier(self.workers, self.scheduler, compiling)

    def command(self, name: str, study: str, options: dict[str, Any], targets: Sequence[str] = ()) -> str:
        """Return the command that goes on; what extends a folder has been written there already."""
        words = ["whistle", name, study, *(["--mix-code"] if self.mix_code else [])]
        told = {**options, "--workers": self.workers, "--scheduler": self.scheduler, "--share": self.share,
                "--out": self.out}  # fmt: skip
        for option, value in told.items():
            words += [option, str(value)] if value is not None else []
        for target in targets:
            words += ["--target", target]
        return shlex.join(words)

    def paused(self, state: dict[str, Any], language: Language) -> str:
        """Say what was kept and how to go on; nothing was begun before the plan stood."""
        from experiments.store import parts
        from experiments.store.folder import RunStore

        if "store" not in state or state.get("done"):
            return ""
        store = RunStore(state["store"])
        if not parts.names(store.parts):
            return messages.NOTHING_KEPT(language)
        told = {"done": store.counted()[0], "total": state["total"], "folder": store.path, "command": state["command"]}
        return say.PAUSED(language, **told)


def sweep(options: SweepOptions) -> None:
    """Make the runs of a study, or go on with them, and show what they say."""
    carried, as_json, language = Carried.of(options), options.as_json, options.language
    study, replications = options.study, options.replications
    state: dict[str, Any] = {}
    with told(language, kept=lambda: carried.paused(state, language), debug=options.debug):
        carried.check(replications)
        from experiments.conduct.sweeping import Rounds, draw_into, first_round, planned
        from experiments.store.paths import result_folder

        plan = planned(study, replications)
        target = carried.out or result_folder(RESULTS / plan.study.name)
        rule = rule_of(options, plan.seeds.shape[1])
        if rule is not None:
            plan = first_round(study, replications, target, rule)
        rounds = None if rule is None else Rounds(study, plan, rule)
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


def merge(options: MergeOptions) -> None:
    """Take the runs of other folders into one."""
    folder, others, language = options.folder, options.others, options.language
    with told(language, debug=options.debug):
        from experiments.conduct.publish import publish
        from experiments.store.merging import merge as carry_out

        found = carry_out(folder, others, mix_code=options.mix_code, publish=publish)
        numbers = {"new": found.new, "same": found.same, "runs": found.runs}
        print(say.MERGED(language, folder=folder, count=len(others), **numbers))
        if found.others:
            print(say.STRANGERS(language, count=found.others, folder=folder))
        print(say.HASH(language, hash=found.content))


def parse_share(text: str | None) -> Share:
    """Read `--share I/N`.

    Raises
    ------
    sim.errors.BadInput
        If it is not that.
    """
    from experiments.run.batches import Share

    if text is None:
        return Share()
    found = re.fullmatch(r"([0-9]{1,9})/([0-9]{1,9})", text)  # other digits than these look like numbers only
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        raise bad_input((say.NOT_SHARE, {"value": text}))
    return Share(int(found[1]), int(found[2]))


def carried_out(
    plan: Plan[SweepStudy], target: Path, carried: Carried, language: Language, rounds: Rounds | None = None
) -> Swept:
    """Make what is missing of a plan, telling how far it is."""
    from experiments.run.batches import sweep as carry_out

    with _progress(language, carried.quiet) as (tell, compiling):
        return carry_out(
            plan,
            target,
            partial(carried.carrier, compiling),
            extend=carried.extend,
            mix_code=carried.mix_code,
            share=parse_share(carried.share),
            tell=tell,
            begun=lambda taken: say_taken(taken, language),
            more=None if rounds is None else rounds.following,
        )


def say_taken(taken: Taken, language: Language) -> None:
    """Say what a command found in its folder."""
    if taken.adopted:
        _say(say.ADOPTED(language, count=taken.adopted))
    for path, reason in taken.damaged:
        _say(say.SET_ASIDE(language, path=path, reason=reason))


@contextmanager
def _progress(
    language: Language, quiet: bool
) -> Iterator[tuple[Callable[[Beat], None] | None, Telling | None]]:
    """Show a bar with the time left on a terminal, a line after every batch elsewhere."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from experiments.run.progress import compile_bar, compile_lines
    from experiments.words.console import terminal

    console = terminal(stderr=True)
    if quiet:
        yield None, None
        return
    if not console.is_terminal:
        yield (lambda beat: _line(beat, language)), compile_lines(language)
        return
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=30), TextColumn("{task.percentage:>3.0f} %"),
               TimeElapsedColumn(), TextColumn("→ {task.fields[left]}"))  # fmt: skip
    with Progress(*columns, console=console, transient=True, refresh_per_second=4) as bar:
        task = bar.add_task("", total=1, left="–")

        def note(beat: Beat) -> None:
            text = say.PROGRESS(language, done=beat.done, total=beat.total, failed=_failed(beat, language))
            left = duration(beat.seconds_left, language)
            bar.update(task, completed=beat.share, total=1.0, description=text, left=left)

        yield note, compile_bar(bar, language)


def _line(beat: Beat, language: Language) -> None:
    if beat.batch is None:
        return
    left = duration(beat.seconds_left, language)
    _say(say.BATCH(language, done=beat.done, total=beat.total, failed=_failed(beat, language), left=left))


def _failed(beat: Beat, language: Language) -> str:
    return say.FAILED_SO_FAR(language, count=beat.failed) if beat.failed else ""


def _show(done: Swept, plan: Plan[SweepStudy], target: Path, figures: list[Path], language: Language) -> None:
    from experiments.tell.sweep import show_sweep

    title = plan.study.title(language)
    if done.made or done.failed:
        numbers = {"runs": done.there + done.made, "made": done.made, "there": done.there}
        print(say.SWEPT(language, title=title, folder=target, time=duration(done.seconds, language), **numbers))
    else:
        print(say.NOTHING_TO_DO(language, title=title, folder=target, runs=done.there))
    if done.others:
        print(say.STRANGERS(language, count=done.others, folder=target))
    show_sweep(done.store, language)
    if figures:
        print(say.FIGURES_IN(language, folder=figures[0].parent, count=len(figures)))
    print(say.HASH(language, hash=done.content))
    if done.failed:
        first = done.store.failures()[0]["error"]
        _say(say.SOME_FAILED(language, count=done.failed, folder=done.store.failed, error=first))


def dry_run_of(plan: Plan[Any], target: Path, workers: int | None, as_json: bool, language: Language) -> None:
    """Say what a plan would cost; write nothing."""
    from experiments.provenance import model_hash
    from experiments.run.forecast import forecast
    from experiments.run.pool import default_workers
    from experiments.run.progress import compile_shown

    width = workers or default_workers()
    compile_shown(language, quiet=as_json)
    found = forecast(plan, target, model_hash())
    references = sum(world.point < 0 for world in plan.worlds)
    points = len({world.point for world in plan.worlds if world.point >= 0})
    states = len({world.state for world in plan.worlds})
    if as_json:
        record = {"runs": plan.runs, "there": found.there, "left": found.left, "seconds_each": found.seconds_each,
                  "seconds": found.seconds(width), "bytes": found.left * found.bytes_each, "workers": width,
                  "points": points, "states": states}  # fmt: skip
        print(json.dumps(record, indent=1))
        return
    told = say.DRY_REFERENCE(language, count=references) if references else ""
    print(say.DRY_WORLDS(language, points=points, states=states, reference=told,
                         replications=plan.seeds.shape[1], runs=plan.runs))  # fmt: skip
    if found.there:
        print(say.DRY_THERE(language, there=found.there, folder=target, left=found.left))
    how = say.DRY_HOW_STORE(language, count=found.measured) if found.measured else say.DRY_HOW_PROBE(language)
    each = duration(found.seconds_each, language)
    print(say.DRY_COST(language, each=each, bytes=size(found.bytes_each), how=how))
    time = duration(found.seconds(width), language)
    print(say.DRY_TOTAL(language, time=time, workers=width, disk=size(found.left * found.bytes_each)))


def _print_json(done: Swept, plan: Plan[SweepStudy], more: dict[str, Any]) -> None:
    from experiments.answer.points import found_in

    found = found_in(done.store)
    rows = [
        {k: v._asdict() if hasattr(v, "_asdict") else v for k, v in row.items()}
        for row in found.by_point().to_dict(orient="records")
    ]
    record = {"folder": str(done.store.path), "hash": done.content, "runs": plan.runs, "there": done.there,
              "made": done.made, "failed": done.failed, "others": done.others,
              "reference": found.reference, "points": rows, **more}  # fmt: skip
    print(json.dumps(plain(record), ensure_ascii=False, indent=1, default=str))


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
