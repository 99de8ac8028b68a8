"""Results from Python: `load` a folder, `discover` where a reform backfires, `tradeoffs` between reforms."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.store.paths import result_folder
from sim.asked import Asked

if TYPE_CHECKING:
    from experiments.conduct.comparison import Comparison
    from experiments.conduct.discovering import Discovered
    from experiments.conduct.opened import Run
    from experiments.conduct.screening import Sensitivity
    from experiments.conduct.sweeping import Sweep
    from experiments.conduct.trading import Tradeoffs


def load(folder: str | Path) -> Comparison | Run | Sweep | Sensitivity:
    """Open a result folder: what `compare`, `run`, `sweep` or `sensitivity` returned when it was made.

    Raises
    ------
    sim.errors.BadInput
        If it holds no results, or they cannot be read.
    """
    from experiments.conduct.comparison import Comparison
    from experiments.conduct.opened import Run
    from experiments.conduct.screening import reopened
    from experiments.conduct.sweeping import Sweep
    from experiments.store.folder import RunStore
    from experiments.store.manifest import holds_points
    from experiments.store.result_folder import ResultFolder

    path = result_folder(folder, "folder")
    if holds_points(path):
        store = RunStore(path)
        return Sweep(store) if store.manifest["kind"] == "sweep" else reopened(store)
    found = ResultFolder.open(path)
    return Run(found) if found.study["kind"] == "run" else Comparison(found)


def discover(
    folder: str | Path, measure: str | None = None, *, better: bool = False, margin: float = 0.0
) -> Discovered:
    """Say where in the space of a sweep the reform backfires.

    Parameters
    ----------
    folder
        Of a sweep whose study names a reference.
    measure : str, optional
        Default: the first the study names, else the satisfaction of all residents affected.
    better : bool
        Look for where the reform helps instead.
    margin : float
        Differences up to this size, in the unit of the measure, are none.

    Raises
    ------
    sim.errors.BadInput
        If the folder holds no such sweep, or nothing can be found.
    """
    from experiments.conduct.discovering import discovered, draw_into

    asked = Asked()
    if measure is not None:
        asked.instance("measure", measure, (str,), "the name of a measure", "指标的名称")
    asked.instance("margin", margin, (int, float), "a number of 0 or more", "不小于 0 的数")
    asked.check()
    found = discovered(result_folder(folder, "folder"), measure, better=better, margin=margin)
    draw_into(found)
    return found


def tradeoffs(folder: str | Path, criteria: Sequence[str] = ()) -> Tradeoffs:
    """Say which reforms no other beats, and which loses least whatever the state of the world.

    Parameters
    ----------
    folder
        Of a comparison or a sweep.
    criteria : sequence of str
        Measures; default: workload, time, satisfaction and staff.

    Raises
    ------
    sim.errors.BadInput
        If there are too few or too many reforms, or a measure has no good direction.
    """
    from experiments.conduct.trading import draw_into, traded

    asked = Asked()
    names = asked.names("criteria", criteria, "('passed_down_hours',)")
    asked.check()
    found = traded(result_folder(folder, "folder"), names)
    draw_into(found)
    return found
