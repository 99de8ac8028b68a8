"""How runs are made and kept, the same for every command that makes many: options, progress, what is said."""

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

from experiments.question.limits import MOST_REPLICATIONS, MOST_WORKERS
from experiments.words import Language, messages
from experiments.words import sweeps as say
from experiments.words.faults import bad_input, whole_number_fault
from experiments.words.numbers import duration, size

if TYPE_CHECKING:
    from experiments.conduct.until import Rounds
    from experiments.doors.options import Options
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
    def of(cls, options: Options) -> Carried:
        """Return these options of a command that has them; what is printed as JSON is told by nothing else."""
        own = {each.name: getattr(options, each.name) for each in fields(cls)}
        return cls(**{**own, "quiet": own["quiet"] or getattr(options, "as_json", False)})

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
    plan: Plan[SweepStudy], target: Path, carried: Carried, language: Language, rounds: Rounds[SweepStudy] | None = None
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
        say_aside(say.ADOPTED(language, count=taken.adopted))
    for path, reason in taken.damaged:
        say_aside(say.SET_ASIDE(language, path=path, reason=reason))


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
    say_aside(say.BATCH(language, done=beat.done, total=beat.total, failed=_failed(beat, language), left=left))


def _failed(beat: Beat, language: Language) -> str:
    return say.FAILED_SO_FAR(language, count=beat.failed) if beat.failed else ""


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


def say_aside(message: str) -> None:
    """Say something beside the result."""
    print(message, file=sys.stderr, flush=True)
