"""Boxes with what they are worth: on points not used to find them, and over resamples of the points.

A point is a row of inputs with the mean over its replications, so that the replications of one point are never split
between finding a box and judging it. What is judged out of sample is the whole procedure, peeling, choice and pasting,
done anew without each tenth of the points; a box counts only if among points it has not seen the cases of interest are
more frequent inside than chance would have it: hypergeometric test at 0.1 %, which labels dealt out at random pass in
about one case of a hundred, since the tenths share most of their points.
"""

import math
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.answer.discovery.cases import Cases, checked_inputs, judge_points
from experiments.answer.discovery.prim import Box, Found, Limit, find_box, inside
from experiments.words import Text
from experiments.words import discovery as say
from experiments.words.faults import bad_input

FOLDS = 10
RESAMPLES = 100
MOST_BOXES = 3
BY_CHANCE = 0.001  # nominal; randomly dealt labels pass in about 1 of 100 (docs/adr/0011-boxes.md)
FEWEST = 8  # cases of interest, and others, to look for a box at all


class Unseen(NamedTuple):
    """How boxes found without them do on points left out."""

    coverage: float
    density: float  # NaN: no point left out was inside a box
    p: float  # chance of so many cases of interest inside


class Stability(NamedTuple):
    """What resampling the points does to the restriction of one input."""

    restricted: float  # share of resamples that restrict it
    same_side: float  # that restrict it on the same side or sides; to the same categories
    low: tuple[float, float]  # 5th and 95th percentile of the lower limit, NaN where there is none
    high: tuple[float, float]


class BoxFinding(NamedTuple):
    """One box."""

    found: Found  # in the sample; coverage is of the cases no earlier box holds
    unseen: Unseen
    stability: dict[str, Stability]  # every input that some resample restricts, most often first
    base_rate: float  # share of cases of interest where this box was looked for
    undecided: int  # points inside that cannot be told from the margin
    holds: bool  # stands against points it has not seen

    @property
    def box(self) -> Box:
        """Return the limits."""
        return self.found.box


class Discovery(NamedTuple):
    """All that is found about where a reform backfires."""

    inputs: pd.DataFrame  # that vary, a row a point with a value
    cases: Cases
    boxes: tuple[BoxFinding, ...]  # that hold, the largest first; empty: nothing distinguishes the cases
    rejected: BoxFinding | None  # the first that was found and does not hold
    event: Text
    resamples: int

    def frame(self) -> pd.DataFrame:
        """Return the limits, a row a box and input."""
        rows = []
        for number, one in enumerate(self.boxes, start=1):
            for name, limit in one.box.items():
                steady = one.stability.get(name)
                rows.append({
                    "box": number, "input": name, "low": limit.low, "high": limit.high,
                    "allowed": ", ".join(sorted(map(str, limit.allowed))) if limit.allowed is not None else "",
                    "quasi_p": one.found.quasi_p[name],
                    "restricted": steady.restricted if steady else 0.0,
                    "same_side": steady.same_side if steady else 0.0,
                    "coverage": one.found.coverage, "density": one.found.density,
                    "coverage_unseen": one.unseen.coverage, "density_unseen": one.unseen.density,
                    "p_unseen": one.unseen.p, "base_rate": one.base_rate, "undecided": one.undecided,
                })  # fmt: skip
        return pd.DataFrame(rows, columns=list(rows[0]) if rows else ["box", "input", "low", "high", "allowed"])


def discover(
    inputs: pd.DataFrame,
    differences: Any,
    bad: Literal["lower", "higher"],
    *,
    margin: float = 0.0,
    event: Text = say.BACKFIRES,
    most: int = MOST_BOXES,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Discovery:
    """Look for boxes in which the reform backfires.

    Parameters
    ----------
    inputs : DataFrame (n, k)
        One row a point, one column an input by dotted name. Numbers have an order; texts and switches are categories.
    differences : array (n, R)
        Reform minus reference of one measure, paired by replication.
    bad : {"lower", "higher"}
        Direction in which the reform backfires.
    margin : float
        Only differences beyond it are of interest.
    event : Text
        What happens inside, as the beginning of a sentence: "the reform backfires".
    most : int
        Boxes looked for, one after the other, each among the points outside those before.
    resamples : int
        For the stability of limits; 0: none.

    Raises
    ------
    sim.errors.BadInput
        If the rows do not fit, are fewer than 30, have missing inputs, or nothing varies.
    """
    cases, known = judge_points(differences, bad, margin)
    if len(inputs) != len(known):
        raise bad_input((say.WRONG_ROWS, {"rows": len(inputs), "points": len(known)}))
    table = checked_inputs(inputs[known], int(known.sum()))
    rng = np.random.default_rng(seed)
    boxes: list[BoxFinding] = []
    rejected = None
    rest = cases.decided.copy()
    while len(boxes) < most:
        here, target = table[rest].reset_index(drop=True), cases.interest[rest]
        if min(int(target.sum()), int((~target).sum())) < FEWEST:
            break
        one = _judged(here, target, table[~cases.decided], resamples, rng)
        if not one.holds:
            rejected = None if boxes else one
            break
        boxes.append(one)
        rest &= ~inside(table, one.box)
    return Discovery(table, cases, tuple(boxes), rejected, event, resamples)


def _judged(
    inputs: pd.DataFrame, target: NDArray[np.bool_], undecided: pd.DataFrame, resamples: int, rng: np.random.Generator
) -> BoxFinding:
    found = find_box(inputs, target)
    unseen = out_of_sample(inputs, target, rng)
    base = float(target.mean())
    holds = bool(found.box) and unseen.p < BY_CHANCE and unseen.density > base
    steady = stability(inputs, target, found.box, resamples if holds else 0, rng)
    return BoxFinding(found, unseen, steady, base, int(inside(undecided, found.box).sum()), holds)


def out_of_sample(
    inputs: pd.DataFrame, target: NDArray[np.bool_], rng: np.random.Generator, folds: int = FOLDS
) -> Unseen:
    """Return coverage and density on points left out, pooled over the folds.

    Parameters
    ----------
    inputs : DataFrame (n, k)
    target : array of bool (n,)
        Cases of interest; each fold gets its share of them.
    """
    from scipy.stats import hypergeom  # type: ignore[import-untyped]

    n = len(target)
    fold = np.empty(n, dtype=int)
    for group in (np.flatnonzero(target), np.flatnonzero(~target)):
        fold[rng.permutation(group)] = np.arange(len(group)) % folds
    held = np.zeros(n, dtype=bool)
    for number in range(folds):
        out = fold == number
        box = find_box(inputs[~out], target[~out]).box
        held[out] = inside(inputs[out], box)
    hits, count, all_hits = int((held & target).sum()), int(held.sum()), int(target.sum())
    density = hits / count if count else math.nan
    return Unseen(hits / max(all_hits, 1), density, float(hypergeom.sf(hits - 1, n, all_hits, count)))


def stability(
    inputs: pd.DataFrame, target: NDArray[np.bool_], box: Box, resamples: int, rng: np.random.Generator
) -> dict[str, Stability]:
    """Return how often resampled points restrict each input, and how the limits spread."""
    drawn: list[Box] = []
    for _ in range(resamples):
        rows = rng.integers(len(target), size=len(target))
        drawn.append(find_box(inputs.iloc[rows], target[rows]).box)
    found = {}
    for name in inputs.columns:
        limits = [other[name] for other in drawn if name in other]
        if not limits:
            continue
        same = sum(_same_side(limit, box.get(name)) for limit in limits)
        found[name] = Stability(
            len(limits) / resamples, same / resamples, _range([x.low for x in limits]), _range([x.high for x in limits])
        )
    return dict(sorted(found.items(), key=lambda item: -item[1].restricted))


def _same_side(limit: Limit, chosen: Limit | None) -> bool:
    if chosen is None:
        return False
    if chosen.allowed is not None:
        return limit.allowed == chosen.allowed
    return math.isfinite(limit.low) >= math.isfinite(chosen.low) and math.isfinite(limit.high) >= math.isfinite(
        chosen.high
    )


def _range(values: list[float]) -> tuple[float, float]:
    finite = [value for value in values if math.isfinite(value)]
    if not finite:
        return math.nan, math.nan
    low, high = np.quantile(finite, [0.05, 0.95])
    return float(low), float(high)
