"""From a study to a finished result folder: run what is missing, then publish tables, figures and reports."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from experiments.answer.differences.stopping import Looks
from experiments.conduct.publish import publish
from experiments.conduct.until import Rounds, Until, replications_held, rows_so_far
from experiments.plan.identity import differences
from experiments.plan.of_scenarios import plan_of, record_of
from experiments.plan.plan import Plan
from experiments.provenance import model_hash
from experiments.question.limits import MOST_WORKERS
from experiments.question.study import Study
from experiments.run.batches import Share, Swept, sweep
from experiments.run.compiling import Telling
from experiments.run.crew import of_progress
from experiments.run.executors import Carrier, Given, carrier
from experiments.run.progress import Progress
from experiments.store.folder import RunStore
from experiments.store.manifest import TABLES, read_manifest
from experiments.store.result_folder import ResultFolder
from experiments.store.tidying import Taken
from experiments.words import messages as say
from experiments.words.faults import bad_input, whole_number_fault
from sim.errors import BadInput, Fault

_GROWS = {"scenarios", "resolved", "replications", "parameters"}  # what may be added to a comparison


class RunsFailed(RuntimeError):
    """Some runs could not be made, so that nothing is published; what is known of them is kept."""

    def __init__(self, count: int, folder: Path, error: str) -> None:
        super().__init__(count, folder, error)
        self.count, self.folder, self.error = count, folder, error

    def __str__(self) -> str:
        """Return what went wrong with the first."""
        return self.error


@dataclass(frozen=True)
class Done:
    """What came of a study.

    Attributes
    ----------
    folder : ResultFolder or None
        None: it is not whole yet, a share of it was asked for.
    swept : Swept
    looks : Looks or None
        What a stop rule said at the end, where there was one.
    """

    folder: ResultFolder | None
    swept: Swept
    looks: Looks | None = None

    @property
    def published(self) -> ResultFolder:
        """The folder of a whole study."""
        if self.folder is None:
            raise RuntimeError("the study is not whole yet")
        return self.folder


def carry_out(
    study: Study,
    target: Path,
    *,
    explicit: bool = True,
    extend: bool = False,
    mix_code: bool = False,
    share: Share = Share(),  # noqa: B008 (immutable)
    workers: int | None = None,
    scheduler: str | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    begun: Callable[[Taken], None] | None = None,
    until: Until | None = None,
    compiling: Telling | None = None,
) -> Done:
    """Run what is missing of a study and leave a complete result folder, or the old tables and finished runs.

    Parameters
    ----------
    explicit : bool
        The user named the folder; in a default folder of ours another study gives way.
    extend : bool
        Allow adding to a study that is there.
    progress : callable, optional
        Called with runs finished, all runs and the share of all work done.
    until : Until, optional
        Adds replications to those of the study until its differences are answered or the budget is spent.
    compiling : callable, optional
        Called with the seconds it has taken while the kernel compiles.

    Raises
    ------
    sim.errors.BadInput
        If the target must not or cannot be written, or the engine refuses the input.
    RunsFailed
        If a run could not be made.
    """
    fault = None if workers is None else whole_number_fault("workers", workers, 1, MOST_WORKERS)
    if fault is not None:
        raise bad_input(fault)
    if until is not None:
        held = replications_held(target, TABLES)
        study = replace(study, replications=min(max(study.replications, held), until.most))
    study = _joined(target, study, explicit=explicit, extend=extend)
    plan = plan_of(study, model_hash())
    rounds = None if until is None else _rounds_of(study, plan, until)
    crew: Callable[[], Carrier] = partial(carrier, workers, scheduler, compiling)
    swept = sweep(
        plan,
        target,
        crew if executor is None else partial(Given, executor),
        extend=True,  # whether the two may be joined has been looked at
        mix_code=mix_code,
        replace=not explicit,
        share=share,
        tell=of_progress(progress),
        begun=begun,
        more=None if rounds is None else rounds.following,
        publish=lambda store: publish(store, None if rounds is None else rounds.record()),
    )
    if swept.failed:
        _raise_failure(swept)
    return Done(ResultFolder.open(target) if swept.whole else None, swept, None if rounds is None else rounds.looks)


def _rounds_of(study: Study, plan: Plan[Study], until: Until) -> Rounds[Study]:
    def look(store: RunStore, first: int) -> Looks:
        rows = rows_so_far(store, list(until.targets))
        return until.look(rows, study.names[0], study.names[1:], first)

    return Rounds(until, plan, look, lambda number: plan_of(replace(study, replications=number), model_hash()))


def _raise_failure(swept: Swept) -> None:
    failures = swept.store.failures()
    for record in failures:
        if "faults" in record:  # the engine refuses what was asked
            raise BadInput([Fault(**fault) for fault in record["faults"]], record["where"])
    raise RunsFailed(swept.failed, swept.store.failed, failures[0]["error"])


def _joined(target: Path, study: Study, *, explicit: bool, extend: bool) -> Study:
    """Return the study together with the one that is there; refuse another one, in a folder that was named."""
    if target.exists() and not target.is_dir():
        raise bad_input((say.NOT_A_FOLDER, {"folder": target}))
    before = read_manifest(target, TABLES) if target.is_dir() else None
    if before is None:
        return study
    theirs, mine = before["study"], record_of(study)["study"]
    different = differences(theirs, mine) - {"code"}
    addable = study.kind == "compare" and _can_join(theirs, mine, different)
    if not different or (not explicit and not extend):
        return study
    if not (addable and extend):
        sentence = say.OTHER_STUDY_EXTEND if addable else say.OTHER_STUDY
        raise bad_input((sentence, {"folder": target, "what": ", ".join(sorted(different))}))
    return study.joined(theirs, before.get("sources", {}))


def _can_join(one: dict[str, Any], other: dict[str, Any], different: set[str]) -> bool:
    """Tell whether two studies differ only in which scenarios, how many replications or parameter sets they have."""
    if not different <= _GROWS:
        return False
    if (one.get("parameters", 0) == 0) != (other.get("parameters", 0) == 0):  # runs of a place's own values are no set
        return False
    shared = set(one["resolved"]) & set(other["resolved"])
    return all(one["resolved"][name] == other["resolved"][name] for name in shared)
