"""A sweep from its study file to a folder of runs with figures, and the object that holds them."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from experiments.answer.differences.stopping import Looks
from experiments.answer.points import found_in
from experiments.conduct.until import Rounds, Until, replications_held
from experiments.plan.of_points import build_plan
from experiments.plan.plan import Plan
from experiments.plan.study_file import SweepStudy, load_study
from experiments.provenance import model_hash
from experiments.store.folder import RunStore
from experiments.store.manifest import POINTS
from experiments.tell.figures.catalogue import draw_figure, save_figures
from experiments.tell.figures.drawing import beside
from experiments.tell.figures.style import DEFAULT_WIDTH
from experiments.tell.html import points_table
from experiments.words import Language
from experiments.words import until as say_until
from experiments.words.faults import bad_input
from sim.language import language as spoken


@dataclass(frozen=True)
class Sweep:
    """The runs of a study of many points; lives as long as its folder.

    Attributes
    ----------
    folder : RunStore
        Where they lie: `folder.path`.
    """

    folder: RunStore
    _kept: tempfile.TemporaryDirectory[str] | None = field(default=None, repr=False, compare=False)

    @property
    def runs(self) -> pd.DataFrame:
        """One row a run of the study: scenario, what varies, replication, seed, measures."""
        return self.folder.of_plan(self.folder.columns())

    @property
    def failures(self) -> list[dict[str, Any]]:
        """Records of runs that failed: what was run, and the error."""
        return self.folder.failures()

    def points(self) -> pd.DataFrame:
        """Return what every design point shows: a row a point and measure.

        Columns: the factors; measure; with a reference those of `experiments.answer.statistics.Difference` between
        the point and the reference, without one mean, low, high and replications.
        """
        found = found_in(self.folder)
        rows = [
            {**{name: row[name] for name in found.factors}, "measure": measure, **row[measure]._asdict()}
            for row in found.by_point().to_dict(orient="records")
            for measure in found.measures
        ]
        return pd.DataFrame(rows)

    def plot(
        self, name: str | None = None, language: Language | None = None, width: float = DEFAULT_WIDTH
    ) -> Figure:
        """Draw a figure of the sweep, `response` or `spread`; unless named the one of its design; `width` in cm."""
        return draw_figure(self.folder, name, language or spoken(), width)

    def _repr_html_(self) -> str:
        """Show the points in a notebook."""
        return points_table(self.folder, spoken())


def rounds_of(study: str | Path, plan: Plan[SweepStudy], folder: Path, until: Until) -> Rounds[SweepStudy]:
    """Return the rounds of a sweep under a stop rule: every point's difference from the reference is looked at.

    Raises
    ------
    sim.errors.BadInput
        If the study names no reference: there is no difference to be answered then.
    """
    if plan.study.file.reference is None:
        raise bad_input((say_until.NEEDS_REFERENCE, {"study": plan.study.name}))
    held = replications_held(folder, POINTS)
    if held > plan.seeds.shape[1]:
        plan = planned(study, min(held, until.most))

    def look(store: RunStore, first: int) -> Looks:
        return until.look_at(found_in(store, list(until.targets)).pairs(), first)

    return Rounds(until, plan, look, partial(planned, study))


def planned(study: str | Path, replications: int | None = None) -> Plan[SweepStudy]:
    """Read a study and work out all its runs.

    Raises
    ------
    sim.errors.BadInput
        With what is wrong with it.
    """
    changes = {} if replications is None else {"replications": replications}
    return build_plan(load_study(study, changes), model_hash())


def draw_into(store: RunStore) -> list[Path]:
    """Draw what there is; a folder with no whole run has no figures."""
    written: list[Path] = []
    if store.counted()[0]:
        with beside(store.path / "figures"):
            written += save_figures(store, store.path / "figures", answers=False)
    return written
