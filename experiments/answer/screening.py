"""A study as a sensitivity design: everything that varies, levers and states of the world alike, drawn together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from experiments.answer.outcomes import outcomes
from experiments.answer.sensitivity import morris, sobol
from experiments.answer.sensitivity.morris import MorrisEffects
from experiments.answer.sensitivity.sobol import SobolIndices
from experiments.plan.factors import Factor
from experiments.plan.plan import Plan
from experiments.plan.size import refuse_what_cannot_be_planned, screened_points
from experiments.plan.study_file import SweepStudy
from experiments.question import spaces
from experiments.store.folder import RunStore
from experiments.words import sweeps as say
from experiments.words.factors import factor_words
from experiments.words.faults import bad_input
from sim.errors import BadInput

Effects = MorrisEffects | SobolIndices


class Screening(NamedTuple):
    """A study with the points of a sensitivity design.

    Attributes
    ----------
    study : SweepStudy
        Its points are those of the design; there is one state of the world, since all varies in the points.
    factors : tuple of Factor
    sample : ndarray, shape (points, factors)
    """

    study: SweepStudy
    factors: tuple[Factor, ...]
    sample: np.ndarray

    def analyse(
        self, plan: Plan, store: RunStore, measures: Sequence[str]
    ) -> tuple[dict[str, Effects], dict[str, BadInput]]:
        """Return what the runs say of each measure: of its difference from the reference where the study names one.

        Returns
        -------
        dict of measure to MorrisEffects or SobolIndices
        dict of measure to BadInput
            Why nothing can be said of the others: too many points have no value, or it never differs.
        """
        found, told = outcomes(plan, store, measures), {}
        said = {}
        for at, name in enumerate(measures):
            try:
                said[name] = analysed(self.study.kind, self.factors, self.sample, found[:, :, at])
            except BadInput as error:
                told[name] = error
        return said, told


def screening(study: SweepStudy) -> Screening:
    """Draw the points of the study's `[sensitivity]` table.

    Raises
    ------
    sim.errors.BadInput
        If nothing varies.
    """
    asked, seed = study.file.sensitivity, study.file.seed
    if not study.varied:
        raise bad_input((say.NOTHING_TO_SCREEN, {}), where=study.path.name)
    factors = tuple(_factor(factor) for factor in study.varied)
    points_asked = screened_points(asked, len(factors))
    names = len(factors) + len(study.constants)
    refuse_what_cannot_be_planned(points_asked, 1, names, study.file.replications)
    size = asked.trajectories if asked.method == "morris" else asked.base
    sample = points_drawn(asked.method, factors, size, seed)
    points = [{f.name: value_of(f, value) for f, value in zip(factors, row, strict=True)} for row in sample.tolist()]
    return Screening(study._replace(points=points, states=[{}], kind=asked.method), factors, sample)


def _factor(factor: spaces.Factor) -> Factor:
    named = factor_words(factor.name)
    if factor.values is not None:
        return Factor(factor.name, values=factor.values, words=named)
    return Factor(factor.name, factor.low, factor.high, whole=factor.variable.kind == "whole", words=named)


def points_drawn(method: str, factors: Sequence[Factor], size: int, seed: int) -> np.ndarray:
    """Return the points of a design, the same for the same seed; `size` is of trajectories or base rows."""
    return (morris.sample if method == "morris" else sobol.sample)(factors, size, seed)


def analysed(method: str, factors: Sequence[Factor], sample: np.ndarray, values: np.ndarray) -> Effects:
    """Return what outcomes (points, replications) say.

    Raises
    ------
    sim.errors.BadInput
        If too many points have no value, or it never differs.
    """
    if method == "morris":
        return morris.analyse(factors, sample, values)
    return sobol.analyse(factors, values)


def value_of(factor: Factor, value: Any) -> Any:
    """Return a value of the sample as a study sets it."""
    if factor.values is None:
        return int(value) if factor.whole else float(value)
    return next(own for own in factor.values if own == value)
