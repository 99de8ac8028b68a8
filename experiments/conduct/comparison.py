"""Paired comparison of reforms with a base: `compare("status_quo", ["whistle"], replications=10)`."""

import tempfile
from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from experiments.answer.comparison import PairedRuns
from experiments.conduct.carry_out import carry_out
from experiments.conduct.opened import Opened
from experiments.conduct.until import Until
from experiments.question.limits import (
    DEFAULT_BASE,
    DEFAULT_PLACE,
    DEFAULT_REFORMS,
    LARGE_TABLES,
    MOST_REPLICATIONS,
    MOST_WORKERS,
)
from experiments.question.study import build_study
from experiments.run.notebook import notebook_bar
from experiments.run.progress import Progress, Told
from experiments.store.paths import result_folder
from sim.asked import MOST_DAYS, MOST_SEED, Asked
from sim.language import language


@dataclass(frozen=True)
class Comparison(Opened, PairedRuns):
    """Finished runs of a base and its reforms, with everything that was written; lives as long as its folder."""

    _kept: tempfile.TemporaryDirectory[str] | None = field(default=None, repr=False, compare=False)


def compare(
    base: str | Path = DEFAULT_BASE,
    reforms: str | Path | Sequence[str | Path] = DEFAULT_REFORMS,
    place: str | Path = DEFAULT_PLACE,
    days: int = 365,
    replications: int = 5,
    seed: int = 1,
    workers: int | None = None,
    out: str | Path | None = None,
    *,
    settings: dict[str, Any] | None = None,
    keep: Sequence[str] = (),
    extend: bool = False,
    parameters: int | None = None,
    until: Until | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Comparison:
    """Run a base and reforms on the same luck and compare them replication by replication.

    Parameters
    ----------
    base, reforms
        Names or TOML files of scenarios; a single reform may stand without a list.
    place
        Name or TOML file of a place.
    days : int
        Reported days, after the burn-in under `base`.
    replications : int
        Runs of each scenario; 2 or more give intervals.
    seed : int
        Seed of the study; replication r uses a hash of it and r.
    workers : int, optional
        Processes, default one for each core; never changes a result.
    out : path, optional
        Result folder; without it results live as long as the object returned.
    settings : dict, optional
        `lever.field` or place parameter to its value: a number, a switch, or text as `--set` takes it. Lever fields
        hold for the reforms only.
    keep : sequence of str
        Large tables to keep, of "issues", "assignments", "whistles", "rankings", "decisions".
    extend : bool
        Allow adding scenarios, replications or parameter sets to a study that `out` holds.
    parameters : int, optional
        Run so many of the shipped parameter sets (docs/fit.md), each with all replications: `Comparison.intervals`
        then tells luck from parameters. A place parameter in `settings` holds in every set.
    until : Until, optional
        Add replications until the differences are answered; over parameter sets until the mean over these sets is.
    progress : callable, optional
        Called with runs finished, all runs and the share of all work done. Without it a notebook shows a bar.
    executor : Executor, optional
        Where to run instead of a process pool of ours; its workers start with `initializer=whistle.claim`.

    Raises
    ------
    sim.errors.BadInput
        If anything given cannot be used; nothing is written then.
    """
    asked = Asked()
    sources = _sources(asked, base, reforms)
    asked.instance("place", place, (str, Path), "the name or file of a place", "地方的名称或文件")
    told = asked.settings(settings)
    tables = asked.names("keep", keep, "('issues',)")
    for name in tables:
        if name not in LARGE_TABLES:
            asked.refuse("keep", name, ", ".join(LARGE_TABLES), "、".join(LARGE_TABLES))
    numbers = [asked.whole("days", days, 1, MOST_DAYS), asked.whole("seed", seed, 0, MOST_SEED),
               asked.whole("replications", replications, 1, MOST_REPLICATIONS)]  # fmt: skip
    workers = None if workers is None else asked.whole("workers", workers, 1, MOST_WORKERS)
    if until is not None:
        asked.instance("until", until, (Until,), "an experiments.Until", "experiments.Until")
    asked.check()
    target = None if out is None else result_folder(out)
    study = build_study(
        "compare",
        sources,
        base=sources[0],
        place=str(place),
        days=numbers[0],
        seed=numbers[1],
        replications=numbers[2],
        settings=told,
        keep=tables,
        parameters=parameters,
    )
    kept = tempfile.TemporaryDirectory(prefix="whistle-") if target is None else None
    folder = Path(kept.name) / "compare" if kept is not None else Path(str(target))
    with notebook_bar(language()) if progress is None else nullcontext(Told(progress)) as told_of:
        done = carry_out(
            study, folder, workers=workers, extend=extend, progress=told_of.runs, executor=executor, until=until,
            compiling=told_of.compiling,
        )  # fmt: skip
    return Comparison(done.published, kept)


def _sources(asked: Asked, base: str | Path, reforms: str | Path | Sequence[str | Path]) -> list[str]:
    """Return the scenarios as names and files, the base first; one reform is as good as a list of one."""
    one = isinstance(reforms, str | Path)
    named = (reforms,) if one else asked.names("reforms", reforms, "['whistle', 'duty_list']")
    for name, value in (("base", base), *(("reforms", value) for value in named)):
        asked.instance(name, value, (str, Path), "the name or file of a scenario", "情景的名称或文件")
    return [str(source) for source in (base, *named)]
