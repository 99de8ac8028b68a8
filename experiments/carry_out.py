"""From a study to a finished result folder: run, assemble, draw, report, exchange."""

import json
import time
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.folder import CORE_TABLES, FORMAT, MANIFEST, ResultFolder
from experiments.study import MOST_WORKERS, Study, bad_input, whole_number_fault
from experiments.workspace import Workspace, check_target, recover

if TYPE_CHECKING:
    from experiments.runner import Progress


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
    """

    folder: ResultFolder
    resumed: int
    ran: int


def carry_out(
    study: Study,
    target: Path,
    *,
    explicit: bool = True,
    extend: bool = False,
    workers: int | None = None,
    progress: "Progress | None" = None,
    executor: Executor | None = None,
) -> Done:
    """Run what is missing of a study and leave a complete result folder, or the old one and finished parts.

    Raises
    ------
    sim.errors.BadInput
        If the target must not or cannot be written, or the engine refuses the input.
    """
    fault = None if workers is None else whole_number_fault("workers", workers, 1, MOST_WORKERS)
    if fault is not None:
        raise bad_input(fault)
    recover(target)
    old = check_target(target, study, explicit=explicit, extend=extend)
    if old is not None:
        study = study.joined(old.study) if study.kind == "compare" else study
    jobs = study.jobs()
    there = _held(old, list(jobs[0].key)) if old is not None and study.kind == "compare" else set()
    missing = [job for job in jobs if tuple(job.key.values()) not in there]
    if old is not None and not missing and study.kind == "compare":
        return Done(old, len(jobs), 0)
    workspace = Workspace(target, study, explicit=explicit)
    with workspace.claimed():
        resumed = sum((workspace.parts / job.label).is_dir() for job in missing)
        from experiments.runner import run_jobs

        run_jobs(missing, workspace.parts, workers, progress, executor)
        _finish(study, workspace, old if there else None)
        workspace.exchange()
    return Done(ResultFolder.open(target), len(there) + resumed, len(missing) - resumed)


def _held(old: ResultFolder, key: list[str]) -> set[tuple[str | int, ...]]:
    return {tuple(x.item() if hasattr(x, "item") else x for x in row) for row in old.runs[key].itertuples(index=False)}


def _finish(study: Study, workspace: Workspace, old: ResultFolder | None) -> None:
    """Put tables, figures, reports and manifest together; the manifest comes last and makes it complete."""
    from experiments.assemble import assemble
    from experiments.content import content_hash, table_hash
    from experiments.figures.catalogue import save_figures
    from experiments.provenance import stamp
    from experiments.report import write_reports

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
        "made_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        **stamp(),
    }
    folder = ResultFolder(workspace.result, json.loads(json.dumps(manifest, default=str)))
    save_figures(folder, workspace.result / "figures")
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
