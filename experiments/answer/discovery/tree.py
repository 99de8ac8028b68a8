"""A small regression tree on the difference: in which groups of points it is large, and which way.

Depth three, pruned to the size that predicts points left out best (within one standard error, Breiman et al. 1984,
section 3.4.3), and judged by a second, outer round of leaving out. Trees are grown on the means over replications, so
that replications of one point are never split.
"""

import math
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiments.answer.discovery.cases import checked_inputs
from experiments.answer.discovery.prim import Box, Limit
from experiments.answer.sensitivity.noise import noise_of
from experiments.answer.statistics import mean_interval

DEPTH = 3
LEAST_LEAF = 0.05  # share of the points
LEAST_POINTS = 10
FOLDS, INNER_FOLDS = 10, 5
Array = NDArray[np.float64]


class Leaf(NamedTuple):
    """One group of points."""

    box: Box
    mean: float  # difference
    low: float  # 95 % interval over points
    high: float
    share: float  # of all points


class Tree(NamedTuple):
    """A pruned tree; one leaf: nothing explains the difference."""

    leaves: tuple[Leaf, ...]  # by mean difference, ascending
    r2: float  # out of sample
    ceiling: float  # share of the variance of the means that is not luck; NaN: one replication
    mean: float  # over all points
    points: int

    def frame(self) -> pd.DataFrame:
        """Return the groups, a row each."""
        return pd.DataFrame([leaf._asdict() for leaf in self.leaves]).drop(columns="box")


def grow(inputs: pd.DataFrame, differences: Any, seed: int = 0) -> Tree:
    """Grow, prune and judge a tree.

    Parameters
    ----------
    inputs : DataFrame (n, k)
        One row a point. Numbers have an order; texts and switches are categories.
    differences : array (n, R)
        Reform minus reference of one measure, paired; a point with a NaN is left out.

    Raises
    ------
    sim.errors.BadInput
        If the rows do not fit, are fewer than 30, have missing inputs, or nothing varies.
    """
    gaps = np.asarray(differences, dtype=float)
    gaps = gaps[:, None] if gaps.ndim == 1 else gaps
    known = np.isfinite(gaps).all(axis=1)
    table = checked_inputs(inputs[known] if len(inputs) == len(known) else inputs, int(known.sum()))
    gaps = gaps[known]
    x, y = _coded(table), gaps.mean(axis=1)
    rng = np.random.default_rng(seed)
    r2 = _out_of_sample(x.to_numpy(), y, rng)
    cost = _best_cost(x.to_numpy(), y, rng) if r2 > 0 else math.inf
    leaves = _leaves(_fitted(x.to_numpy(), y, cost), x, y, table)
    noise = noise_of(gaps)
    return Tree(leaves, r2, 1.0 - noise.share_of_means, float(y.mean()), len(y))


def _coded(table: pd.DataFrame) -> pd.DataFrame:
    """Return the inputs as numbers, a column 0 or 1 for each category."""
    columns = {}
    for name, column in table.items():
        if column.dtype == object:
            kinds = sorted(set(column), key=str)
            for kind in kinds[1:] if len(kinds) == 2 else kinds:
                columns[(str(name), kind)] = (column == kind).astype(float)
        else:
            columns[(str(name), None)] = column
    coded = pd.DataFrame(dict(enumerate(columns.values())))
    coded.attrs["keys"] = list(columns)
    return coded


def _fitted(x: Array, y: Array, cost: float) -> Any:
    from sklearn.tree import DecisionTreeRegressor

    least = max(LEAST_POINTS, math.ceil(LEAST_LEAF * len(y)))
    tree = DecisionTreeRegressor(max_depth=DEPTH, min_samples_leaf=least, ccp_alpha=min(cost, 1e300), random_state=0)
    return tree.fit(x, y)


def _folds(n: int, many: int, rng: np.random.Generator) -> NDArray[np.int64]:
    fold = np.empty(n, dtype=np.int64)
    fold[rng.permutation(n)] = np.arange(n) % many
    return fold


def _best_cost(x: Array, y: Array, rng: np.random.Generator) -> float:
    """Return the price of a leaf at which left-out points are predicted best, within one standard error."""
    from sklearn.tree import DecisionTreeRegressor

    least = max(LEAST_POINTS, math.ceil(LEAST_LEAF * len(y)))
    path = DecisionTreeRegressor(max_depth=DEPTH, min_samples_leaf=least, random_state=0)
    steps = np.maximum(path.cost_complexity_pruning_path(x, y).ccp_alphas, 0.0)
    costs = np.unique(np.append(np.sqrt(steps[:-1] * steps[1:]), steps[-1] * 1.001 + 1e-300))
    fold = _folds(len(y), INNER_FOLDS, rng)
    errors = np.empty((len(costs), len(y)))
    for number in range(INNER_FOLDS):
        out = fold == number
        for at, cost in enumerate(costs):
            errors[at, out] = (y[out] - _fitted(x[~out], y[~out], cost).predict(x[out])) ** 2
    mean = errors.mean(axis=1)
    best = int(mean.argmin())
    allowed = mean[best] + (errors[best].std(ddof=1) / math.sqrt(len(y)))
    return float(costs[np.flatnonzero(mean <= allowed)[-1]])


def _out_of_sample(x: Array, y: Array, rng: np.random.Generator) -> float:
    """Return 1 − squared error on points left out ÷ that of the mean of the others."""
    fold, error, plain = _folds(len(y), FOLDS, rng), 0.0, 0.0
    for number in range(FOLDS):
        out = fold == number
        tree = _fitted(x[~out], y[~out], _best_cost(x[~out], y[~out], rng))
        error += float(((y[out] - tree.predict(x[out])) ** 2).sum())
        plain += float(((y[out] - y[~out].mean()) ** 2).sum())
    return 1.0 - error / plain if plain > 0 else 0.0


def _leaves(fitted: Any, x: pd.DataFrame, y: Array, table: pd.DataFrame) -> tuple[Leaf, ...]:
    tree, at = fitted.tree_, fitted.apply(x.to_numpy())
    keys = x.attrs["keys"]
    leaves = []

    def walk(node: int, box: Box) -> None:
        if tree.children_left[node] < 0:
            values = y[at == node]
            mean, half = mean_interval(values)
            ends = float(mean - half), float(mean + half)
            leaves.append(Leaf(box, float(mean), *ends, len(values) / len(y)))
            return
        (name, kind), limit = keys[tree.feature[node]], float(tree.threshold[node])
        old = box.get(name, Limit())
        if kind is None:
            sides = old._replace(high=min(old.high, limit)), old._replace(low=max(old.low, limit))
        else:
            before = old.allowed if old.allowed is not None else frozenset(table[name])
            sides = Limit(allowed=before - {kind}), Limit(allowed=before & {kind})
        walk(int(tree.children_left[node]), {**box, name: sides[0]})
        walk(int(tree.children_right[node]), {**box, name: sides[1]})

    walk(0, {})
    return tuple(sorted(leaves, key=lambda leaf: leaf.mean))
