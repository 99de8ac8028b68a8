"""A sweep as cases for discovery: its points and the differences of a measure from the reference."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from experiments.answer.discovery.findings import Discovery, discover
from experiments.answer.discovery.tree import Tree, grow
from experiments.answer.points import found_in, point_table
from experiments.question.measures import HEADLINES
from experiments.store.folder import RunStore
from experiments.words import Text
from experiments.words import sweeps as say
from experiments.words.faults import bad_input
from sim.errors import BadInput, unknown
from sim.measure import Measure
from sim.measures import MEASURES


class Searched(NamedTuple):
    """What is searched.

    Attributes
    ----------
    measure : Measure
    reference : str
    inputs : DataFrame
        A row a point.
    differences : ndarray, shape (points, replications)
    """

    measure: Measure
    reference: str
    inputs: pd.DataFrame
    differences: np.ndarray

    def boxes(self, *, better: bool, margin: float) -> Discovery:
        """Look for boxes in which the reform backfires, or helps.

        Raises
        ------
        sim.errors.BadInput
            If the points are too few, or nothing varies.
        """
        event = say.HELPS if better else say.BACKFIRES
        name = Text(en=event("en", measure=self.measure.title.en), zh=event("zh", measure=self.measure.title.zh))
        bad = _direction(self.measure, better)
        return discover(self.inputs, self.differences, bad, margin=margin, event=name)

    def tree(self) -> Tree:
        """Return groups of points whose differences are alike.

        Raises
        ------
        sim.errors.BadInput
            As `boxes`.
        """
        return grow(self.inputs, self.differences)


def searched(store: RunStore, measure: str | None) -> Searched:
    """Read a sweep's folder.

    Parameters
    ----------
    measure : str or None
        None: the first that the study names, else the last of the headline measures.

    Raises
    ------
    sim.errors.BadInput
        If there is no such measure, the study names no reference, or nothing varies in it.
    """
    asked = measure or next(iter(store.manifest["study"].get("measures") or HEADLINES[-1:]))
    known = {m.name: m for m in MEASURES}
    if asked not in known:
        raise BadInput([unknown(("measure", "指标"), asked, known)], "--measure")
    found = found_in(store, [asked])
    if not found.reference:
        raise bad_input((say.NEEDS_REFERENCE, {"folder": store.path}))
    if not found.factors and not found.uncertainties:
        raise bad_input((say.NO_SPACE, {"folder": store.path}))
    return Searched(known[asked], found.reference, *point_table(found, asked))


def _direction(measure: Measure, better: bool) -> Literal["lower", "higher"]:
    """Return in which direction the cases lie that are looked for."""
    good: Any = measure.better or "higher"
    return good if better else "lower" if good == "higher" else "higher"
