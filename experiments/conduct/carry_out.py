"""From a study to a finished result folder: run, assemble, draw, report, exchange."""

import json
import time
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from experiments.answer.differences.stopping import Looks
from experiments.conduct.until import Until, rows_so_far
from experiments.provenance import stamp
from experiments.question.limits import MOST_WORKERS
from experiments.question.study import Job, Study
from experiments.run.assemble import assemble
from experiments.run.compiling import Telling
from experiments.run.progress import Progress
from experiments.run.runner import run_jobs
from experiments.store.answers import keep_answers
from experiments.store.content_of_tables import content_hash, table_hash
from experiments.store.exchange import recover
from experiments.store.result_folder import CORE_TABLES, FORMAT, MANIFEST, ResultFolder
from experiments.store.workspace import Workspace, check_target
from experiments.tell.figures.catalogue import save_figures
from experiments.tell.report import write_reports
from experiments.words.faults import bad_input, whole_number_fault


@dataclass(frozen=True)
class Done:
    """What came of a study.

    Attributes
    ----------
    folder : ResultFolder
    resumed : int
        Runs that were there before.
    ran : int
        Runs that had to be made.
    looks : Looks or None
        What a stop rule said at the end, where there was one.
    """

    folder: ResultFolder
    resumed: int
    ran: int
    looks: Looks | None = None


def carry_out(
    study: Study,
    target: Path,
    *,
    explicit: bool = True,
    extend: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    until: Until | None = None,
    compiling: Telling | None = None,
) -> Done:
    """Run what is missing of a study and leave a complete result folder, or the old one and finished parts.

    Parameters
    ----------
    until : Until, optional
        Adds replications to those of the study until its differences are answered or the budget is spent.
    compiling : callable, optional
        Called with the seconds it has taken while the kernel compiles.

    Raises
    ------
    sim.errors.BadInput
        If the target must not or cannot be written, or the engine refuses the input.
    """
    fault = None if workers is None else whole_number_fault("workers", workers, 1, MOST_WORKERS)
    if fault is not None:
        raise bad_input(fault)
    recover(target)
    if until is not None:
        study = _with_replications_of(target, study, until.most)
    old = check_target(target, study, explicit=explicit, extend=extend)
    if old is not None:
        study = study.joined(old.study) if study.kind == "compare" else study
    key = list(study.jobs()[0].key)
    there = _held(old, key) if old is not None and study.kind == "compare" else set()
    if old is not None and until is None and not _missing(study, there) and study.kind == "compare":
        return Done(old, len(study.jobs()), 0)
    workspace = Workspace(target, study, explicit=explicit)
    with workspace.claimed():
        study, looks, resumed, ran = _run(
            study, workspace, old, there, until, workers, progress, executor, compiling
        )
        if old is not None and not ran and not resumed and study.kind == "compare":
            workspace.discard()
            return Done(old, len(there), 0, looks)
        record = None if looks is None or until is None else until.record(looks)
        _finish(study, workspace, old if there else None, record)
        workspace.exchange()
    return Done(ResultFolder.open(target), len(there) + resumed, ran, looks)


def _run(
    study: Study, workspace: Workspace, old: ResultFolder | None, there: set[tuple[str | int, ...]],
    until: Until | None, workers: int | None, progress: Progress | None, executor: Executor | None,
    compiling: Telling | None,
) -> tuple[Study, Looks | None, int, int]:  # fmt: skip
    """Make what is missing, round by round under a stop rule; return the study as it ended, and how much was new."""
    first, resumed, ran = study.replications, 0, 0
    while True:
        missing = _missing(study, there)
        kept = sum((workspace.parts / job.label).is_dir() for job in missing)
        resumed, ran = (kept if not ran else resumed), ran + len(missing) - kept
        run_jobs(missing, workspace.parts, workers, progress, executor, compiling)
        if until is None:
            return study, None, resumed, ran
        rows = rows_so_far(study.jobs(), workspace.parts, None if old is None else old.runs, list(until.targets))
        looks = until.look(rows, study.names[0], study.names[1:], first)
        if looks.stop or study.replications >= until.most:
            return study, looks, resumed, ran
        study = replace(study, replications=until.next_round(study.replications, looks))
        workspace.widen(study)


def _missing(study: Study, there: set[tuple[str | int, ...]]) -> list[Job]:
    return [job for job in study.jobs() if tuple(job.key.values()) not in there]


def _with_replications_of(target: Path, study: Study, most: int) -> Study:
    """Return the study with the replications a folder of the same study has already: they count for the answer."""
    try:
        held = int(ResultFolder.open(target).study["replications"])
    except Exception:  # none there, or one that is refused later
        return study
    return replace(study, replications=min(max(study.replications, held), most))


def _held(old: ResultFolder, key: list[str]) -> set[tuple[str | int, ...]]:
    return {tuple(x.item() if hasattr(x, "item") else x for x in row) for row in old.runs[key].itertuples(index=False)}


def _finish(
    study: Study, workspace: Workspace, old: ResultFolder | None, until: dict[str, Any] | None = None
) -> None:
    """Put tables, figures, reports and manifest together; the manifest comes last and makes it complete."""
    workspace.result.mkdir()
    rows = assemble(study.jobs(), workspace.parts, workspace.result, old)
    fresh = ResultFolder(workspace.result, {})
    hashes = {name: table_hash(fresh.table(name)) for name in CORE_TABLES}
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "study": study.identity(),
        "seeds": {"/".join(str(x) for x in list(job.key.values())[1:]): job.seed for job in study.jobs()},
        "tables": rows,
        "content": {"hash": content_hash(hashes), "tables": hashes},
        "office_names": study.office_names(),
        "engine": _engine_provenance(study, workspace),
        **({"until": until} if until else {}),
        "made_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        **stamp(),
    }
    folder = ResultFolder(workspace.result, json.loads(json.dumps(manifest, default=str)))
    if old is not None:
        keep_answers(old.path, workspace.result)
    save_figures(folder, workspace.result / "figures", answers=False)
    write_reports(folder, workspace.result)
    text = json.dumps(manifest, indent=1, ensure_ascii=False, default=str)
    (workspace.result / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _engine_provenance(study: Study, workspace: Workspace) -> dict[str, Any]:
    """Return what the engine says of the first run made now."""
    for job in study.jobs():
        path = workspace.parts / job.label / "provenance.json"
        if path.is_file():
            return dict(json.loads(path.read_text(encoding="utf-8")))
    return {}
