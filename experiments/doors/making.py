"""Runs from Python: `run`, `sweep`, `sensitivity`, as the commands of these names make them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.question.limits import (
    DEFAULT_PLACE,
    LARGE_TABLES,
    MOST_REPLICATIONS,
    MOST_ROWS,
    MOST_WORKERS,
)
from experiments.store.paths import result_folder
from experiments.words import objects as say
from experiments.words import sweeps as say_sweeps
from experiments.words.notes import note
from sim.asked import MOST_DAYS, MOST_SEED, Asked
from sim.language import language

if TYPE_CHECKING:
    from experiments.conduct.opened import Run
    from experiments.conduct.screening import Sensitivity
    from experiments.conduct.sweeping import Sweep
    from experiments.conduct.until import Until
    from experiments.plan.plan import Plan
    from experiments.run.batches import Swept
    from experiments.run.crew import Beat
    from experiments.run.progress import Progress
    from experiments.store.folder import RunStore

_MOST = {"workers": MOST_WORKERS, "replications": MOST_REPLICATIONS, "points": MOST_ROWS}


def run(
    scenario: str | Path,
    place: str | Path = DEFAULT_PLACE,
    days: int = 365,
    seed: int = 1,
    out: str | Path | None = None,
    *,
    settings: dict[str, Any] | None = None,
    base: str | Path | None = None,
    progress: Progress | None = None,
) -> Run:
    """Run one scenario once, with every table.

    Parameters
    ----------
    scenario, place
        Names or TOML files.
    days : int
        Reported days, after the burn-in.
    seed : int
        Seed of the study.
    out : path, optional
        Result folder; without it results live as long as the object returned.
    settings : dict, optional
        `lever.field` or place parameter to its value.
    base : optional
        Scenario of the burn-in; default: the first ancestor of the scenario.
    progress : callable, optional
        Called with runs finished, all runs and the share of all work done. Without it a notebook shows a bar.

    Raises
    ------
    sim.errors.BadInput
        If anything given cannot be used; nothing is written then.
    """
    from experiments.conduct.carry_out import carry_out
    from experiments.conduct.opened import Run
    from experiments.question.study import build_study
    from experiments.run.notebook import notebook_bar
    from experiments.run.progress import Told

    asked = Asked()
    asked.instance("scenario", scenario, (str, Path), "the name or file of a scenario", "情景的名称或文件")
    asked.instance("place", place, (str, Path), "the name or file of a place", "地方的名称或文件")
    if base is not None:
        asked.instance("base", base, (str, Path), "the name or file of a scenario", "情景的名称或文件")
    told = asked.settings(settings)
    days, seed = asked.whole("days", days, 1, MOST_DAYS), asked.whole("seed", seed, 0, MOST_SEED)
    asked.check()
    target = None if out is None else result_folder(out)
    study = build_study(
        "run", [str(scenario)], base=None if base is None else str(base), place=str(place), days=days, seed=seed,
        replications=1, settings=told, keep=LARGE_TABLES,
    )  # fmt: skip
    folder, kept = _folder(target, "run")
    with notebook_bar(language()) if progress is None else nullcontext(Told(progress)) as told_of:
        done = carry_out(study, folder, workers=1, progress=told_of.runs, compiling=told_of.compiling)
    return Run(done.published, kept)


def sweep(
    study: str | Path,
    out: str | Path | None = None,
    workers: int | None = None,
    *,
    replications: int | None = None,
    scheduler: str | None = None,
    extend: bool = False,
    mix_code: bool = False,
    until: Until | None = None,
    tell: Callable[[Beat], None] | None = None,
) -> Sweep:
    """Make the runs of a study file, or go on with them.

    Parameters
    ----------
    study
        A shipped study, or a TOML file.
    out : path, optional
        Folder of the runs, with which a sweep that was stopped goes on; without it results live as long as the object
        returned.
    workers : int, optional
        Processes, default one for each core; never changes a result.
    replications : int, optional
        In the place of what the file says.
    scheduler : str, optional
        Address of a Dask scheduler whose workers make the runs.
    extend : bool
        Allow adding to a folder that holds another design of the same study.
    mix_code : bool
        Count runs made by other versions of the sources as done.
    until : Until, optional
        Add replications until every point's differences from the reference are answered.
    tell : callable, optional
        Called after every batch (`experiments.run.crew.Beat`). Without it a notebook shows a bar.

    Raises
    ------
    sim.errors.BadInput
        If anything given cannot be used.
    """
    from experiments.conduct.sweeping import Sweep, draw_into, planned, rounds_of

    workers, replications = _checked(study, workers=workers, replications=replications)
    target = None if out is None else result_folder(out)
    plan = planned(study, replications)
    folder, kept = _folder(target, plan.study.name)
    rounds = None if until is None else rounds_of(study, plan, folder, until)
    plan, more = (plan, None) if rounds is None else (rounds.plan, rounds.following)
    done = _made(plan, folder, workers, scheduler, extend, mix_code, tell, more)
    draw_into(done.store)
    return Sweep(done.store, kept)


def sensitivity(
    study: str | Path,
    method: str | None = None,
    points: int | None = None,
    out: str | Path | None = None,
    workers: int | None = None,
    *,
    replications: int | None = None,
    scheduler: str | None = None,
    extend: bool = False,
    mix_code: bool = False,
    tell: Callable[[Beat], None] | None = None,
) -> Sensitivity:
    """Run a study's sensitivity design and say which inputs its measures hang on.

    Parameters
    ----------
    study
        A shipped study, or a TOML file.
    method : {"morris", "sobol"}, optional
        In the place of what the file says.
    points : int, optional
        Trajectories of morris, rows of sobol; in the place of what the file says.
    out, workers, replications, scheduler, extend, mix_code, tell
        As `sweep`.

    Raises
    ------
    sim.errors.BadInput
        If anything given cannot be used, or nothing can be said of any measure.
    """
    from experiments.conduct.screening import analysed, draw_into, planned

    workers, replications, points = _checked(study, workers=workers, replications=replications, points=points)
    target = None if out is None else result_folder(out)
    screened, plan = planned(study, method, points, replications)
    folder, kept = _folder(target, plan.study.name)
    done = _made(plan, folder, workers, scheduler, extend, mix_code, tell)
    found = analysed(screened, plan, done.store, kept)
    draw_into(found, screened)
    return found


def _folder(target: Path | None, name: str) -> tuple[Path, tempfile.TemporaryDirectory[str] | None]:
    """Return where results go: the folder asked for, else one that goes with the object."""
    if target is not None:
        return target, None
    kept = tempfile.TemporaryDirectory(prefix="whistle-")
    return Path(kept.name) / name, kept


def _checked(study: Any, **numbers: Any) -> list[int | None]:
    """Return numbers as Python has them; refuse values of the wrong kind, all in one pass."""
    asked = Asked()
    asked.instance("study", study, (str, Path), say.EITHER.en, say.EITHER.zh)
    told = [None if value is None else asked.whole(name, value, 1, _MOST[name]) for name, value in numbers.items()]
    asked.check()
    return told


def _made(
    plan: Plan, folder: Path, workers: int | None, scheduler: str | None, extend: bool, mix_code: bool,
    tell: Callable[[Beat], None] | None, more: Callable[[RunStore], Plan[Any] | None] | None = None,
) -> Swept:  # fmt: skip
    """Make what is missing; say which runs failed."""
    from functools import partial

    from experiments.run.batches import sweep as carry_out
    from experiments.run.crew import of_progress
    from experiments.run.executors import carrier
    from experiments.run.notebook import notebook_bar
    from experiments.run.progress import Told

    with notebook_bar(language()) if tell is None else nullcontext(Told()) as told_of:
        done = carry_out(
            plan, folder, partial(carrier, workers, scheduler, told_of.compiling), extend=extend, mix_code=mix_code,
            tell=tell or of_progress(told_of.runs), more=more,
        )  # fmt: skip
    if done.failed:
        first = done.store.failures()[0]["error"]
        note(say_sweeps.SOME_FAILED, count=done.failed, folder=done.store.failed, error=first)
    return done
